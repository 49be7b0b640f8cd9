//! What a hub hands to its spokes: one value that says all there is to know about it.

use crate::forms::{Ipv4Cidr, Ipv6Cidr, Key, ProfileId, RegionCode, TransitGatewayId};
use privatelink_ir::handle::{Draft, Handle, Late};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Everything about a hub that a spoke needs: the output `hub` of a `CentralizedEndpointHub`.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Hub {
    /// Region of the hub.
    region: Value<RegionCode>,
    /// Account of the hub.
    account_id: Value<String>,
    /// How it is reached: the hub's input `transport`.
    #[schemars(extend("default" = "transitGateway"))]
    transport: Value<String>,
    /// Its transit gateway.
    transit_gateway_id: Value<TransitGatewayId>,
    /// Resource share, if the hub is shared with other accounts.
    share_arn: Option<Value<String>>,
    /// Whether the gateway accepts attachments at once.
    #[schemars(extend("default" = true))]
    accepts_attachments: Value<bool>,
    /// Range of the hub's VPC.
    cidr_block: Value<Ipv4Cidr>,
    /// Its IPv6 range, if the hub is reached by IPv6 too.
    ipv6_cidr_block: Option<Value<Ipv6Cidr>>,
    /// Ranges that the endpoints let in.
    client_cidrs: Value<Vec<Ipv4Cidr>>,
    /// Route table of the transit gateway that every spoke has to be propagated to: the one of the hub, or of the firewall before it.
    entry_route_table_id: Value<String>,
    /// Route domains by their names.
    domains: Value<Keyed<Key, HubDomain>>,
    /// Domain that attachments join by themselves, if there is one.
    automatic_domain: Option<Value<Key>>,
    /// How names are resolved, unless a service says its own: the hub's input `dns`.
    dns: Value<String>,
    /// Route 53 Profile, if there is one.
    profile_id: Option<Value<ProfileId>>,
    /// Ids of private zones, by their keys.
    #[schemars(extend("default" = {}))]
    zone_ids: Value<Keyed<String, String>>,
    /// What the services are called for which there is an endpoint.
    #[schemars(extend("default" = []))]
    services: Value<Vec<String>>,
    /// Ids of resolver rules for domains outside, by their names.
    #[schemars(extend("default" = {}))]
    resolver_rule_ids: Value<Keyed<String, String>>,
}

/// How spokes reach a hub.
#[derive(Clone, Copy, Input, JsonSchema)]
#[schemars(rename = "HubTransport", rename_all = "camelCase")]
pub(crate) enum Transport {
    /// By a transit gateway.
    TransitGateway,
}

/// A route domain of a hub.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct HubDomain {
    /// Route table of the transit gateway that its spokes are associated with.
    route_table_id: Value<String>,
    /// Domains to whose tables its spokes are propagated, beside the hub's.
    #[schemars(extend("default" = []))]
    propagate_to: Value<Vec<Key>>,
}

/// The hub that was handed over, as a value or as JSON.
pub(crate) fn handed(
    draft: &mut Draft,
    value: Handle<Hub, Late>,
    json: Handle<Hub, Late>,
) -> Handle<Hub, Late> {
    draft.named("hub", value.or(json))
}
