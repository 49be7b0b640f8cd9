//! Spokes that the hub's own deployment admits: what only the account of the transit gateway and the zones can do for them.

use crate::centralized_endpoint_hub::ranges::Clients;
use crate::centralized_endpoint_hub::route_domains::{RouteDomain, Tables, propagate_to};
use crate::centralized_endpoint_hub::spoke_rules;
use crate::centralized_endpoint_hub::transit_gateway::AttachmentAcceptance;
use crate::forms::{AttachmentId, Ipv4Cidr, Ipv6Cidr, Key, OtherVpcId};
use crate::shared::Subject;
use privatelink_catalog::ec2;
use privatelink_catalog::facts::REGION;
use privatelink_catalog::route53;
use privatelink_ir::Value;
use privatelink_ir::handle::{Draft, Each, Handle, Late, List, Map, Resource, Text, here};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A spoke that the hub's deployment admits.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct AdmittedSpoke {
    /// Its VPC.
    vpc_id: Value<OtherVpcId>,
    /// Its attachment, once the spoke has made it. Until then its zones are authorized, which the spoke waits for, and nothing
    /// is routed.
    attachment: Option<SpokeAttachment>,
    /// Its route domain.
    #[schemars(extend("default" = "spokes"))]
    domain: Key,
    /// Ranges of its VPC: compared with `clientCidrs` and with those of other spokes.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    cidr_blocks: Vec<Ipv4Cidr>,
    /// IPv6 ranges of its VPC: compared with `clientIpv6Cidrs` and with those of other spokes.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    ipv6_cidr_blocks: Vec<Ipv6Cidr>,
    /// Keys of the zones that its VPC may be associated with, as `zoneKeys` shows them. Default: all that no profile shares.
    zones: Option<Vec<String>>,
    /// Whether its VPC is in the hub's account, where zones need no authorization.
    #[schemars(extend("default" = false))]
    same_account: bool,
}

/// The attachment of a spoke.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SpokeAttachment {
    /// Its id: the output `attachmentId` of an `EndpointHubSpoke`.
    id: Value<AttachmentId>,
}

/// What the user says about spokes, and what they are admitted to.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) spokes: Handle<Map<AdmittedSpoke>>,
    pub(crate) domains: Handle<Map<RouteDomain>>,
    pub(crate) clients: Clients,
    pub(crate) acceptance: Handle<AttachmentAcceptance>,
    pub(crate) tables: Tables,
    pub(crate) zone_keys: Handle<List<Text>>,
    /// Keys of zones that a spoke gets unless it says which.
    pub(crate) usual_keys: Handle<List<Text>>,
    pub(crate) zones: Each<route53::Zone>,
}

/// A range of a spoke in a table.
#[derive(Input, JsonSchema)]
struct Learned {
    attachment: Value<AttachmentId>,
    domain: String,
    spoke: String,
}

/// A zone for the VPC of a spoke.
#[derive(Input, JsonSchema)]
struct Authorized {
    vpc: Value<OtherVpcId>,
    zone: String,
}

/// Accepts attachments where that is not automatic, associates each with the table of its domain, propagates it to the
/// hub's table and to those of other domains, and authorizes zones.
pub(crate) fn part(draft: &mut Draft, subject: Subject, given: Given) {
    let attached = given.spokes.filter(|_, spoke| spoke.attachment().is_set());
    let attachment_of =
        |spoke: Handle<AdmittedSpoke>| -> Handle<Text, Late> { spoke.attachment().id() };
    let is_manual = given.acceptance.is(AttachmentAcceptance::Manual);
    let accepted = draft.resources("spoke_accepted", attached, |_, spoke| {
        ec2::TransitGatewayVpcAttachmentAccepter::new()
            .only_if(is_manual)
            .transit_gateway_attachment_id(attachment_of(spoke))
            .transit_gateway_default_route_table_association(false)
            .transit_gateway_default_route_table_propagation(false)
            .tags(subject.tags)
    });
    draft.resources("spoke_association", attached, |name, spoke| {
        ec2::TransitGatewayRouteTableAssociation::new()
            .transit_gateway_attachment_id(attachment_of(spoke))
            .transit_gateway_route_table_id(given.tables.domains.lookup(spoke.domain()))
            .after(accepted.at(name))
    });
    draft.resources("spoke_to_hub", attached, |name, spoke| {
        ec2::TransitGatewayRouteTablePropagation::new()
            .transit_gateway_attachment_id(attachment_of(spoke))
            .transit_gateway_route_table_id(given.tables.entry)
            .after(accepted.at(name))
    });
    let learned = attached.product(
        |_, spoke| propagate_to(given.domains, spoke.domain()),
        |(name, spoke), (_, domain)| {
            Learned::object().attachment(attachment_of(spoke)).domain(domain).spoke(name)
        },
    );
    draft.resources("spoke_propagation", learned, |_, learned| {
        ec2::TransitGatewayRouteTablePropagation::new()
            .transit_gateway_attachment_id(learned.attachment())
            .transit_gateway_route_table_id(given.tables.domains.lookup(learned.domain()))
            .after(accepted.at(learned.spoke()))
    });
    authorizations(draft, given);
    draft.rules(spoke_rules::rules(given));
}

/// Lets VPCs of other accounts be associated with zones.
fn authorizations(draft: &mut Draft, given: Given) {
    let others = given.spokes.filter(|_, spoke| !spoke.same_account());
    let authorized = others.product(
        |_, spoke| zones_of(given, spoke),
        |(_, spoke), (_, zone)| Authorized::object().vpc(spoke.vpc_id()).zone(zone),
    );
    draft.resources("authorization", authorized, |_, authorized| {
        route53::ZoneAuthorization::new()
            .zone_id(given.zones.at(authorized.zone()).zone_id())
            .vpc_id(authorized.vpc())
            .vpc_region(here(REGION))
    });
}

/// Zones that a spoke may be associated with.
fn zones_of(given: Given, spoke: Handle<AdmittedSpoke>) -> Handle<List<Text>> {
    spoke.zones().is_set().choose(spoke.zones(), given.usual_keys)
}
