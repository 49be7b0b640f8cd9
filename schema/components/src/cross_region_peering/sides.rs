//! The two sides of a peering, and which of them this deployment makes.

use crate::cross_region_peering::{Inputs, InputsFields, PEER};
use crate::forms::{
    AccountId, AnyCidr, GatewayRouteTableId, Ipv4Cidr, Ipv6Cidr, Key, OtherVpcId, RegionCode,
    RouteTableId, TransitGatewayId,
};
use privatelink_ir::handle::{Condition, Handle, List, Resource, Text};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// What connects the Regions.
#[derive(Clone, Copy, Input, JsonSchema)]
#[schemars(rename = "PeeringMode", rename_all = "camelCase")]
pub(crate) enum Mode {
    /// A peering of two transit gateways.
    TransitGateway,
    /// A peering of two VPCs.
    VpcPeering,
    /// An endpoint at the accepter for one service of the requester.
    PrivateLink,
}

/// Which half is made.
#[derive(Clone, Copy, Input, JsonSchema)]
#[schemars(rename = "PeeringPart", rename_all = "camelCase")]
pub(crate) enum Part {
    /// All of it, with a provider for the accepter's account and Region.
    Both,
    /// The request, and its half of the rest once it is accepted.
    Requester,
    /// The acceptance, and the other half.
    Accepter,
}

/// One side of a peering.
#[derive(Input, JsonSchema)]
#[schemars(rename = "PeeringSide", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Side {
    /// Its Region: the one that this half is deployed in.
    pub(crate) region: RegionCode,
    /// Its account; of the accepter only. Default: the one of the provider or stack for the accepter, or with `part` `requester`
    /// the requester's.
    pub(crate) account_id: Option<Value<AccountId>>,
    /// Ranges of this side. The other side gets routes to them; they may not share addresses with those of the other side.
    #[schemars(extend("default" = [], "maxItems" = 20, "uniqueItems" = true))]
    pub(crate) cidr_blocks: Vec<Ipv4Cidr>,
    /// IPv6 ranges of this side.
    #[schemars(extend("default" = [], "maxItems" = 20, "uniqueItems" = true))]
    pub(crate) ipv6_cidr_blocks: Vec<Ipv6Cidr>,
    /// Its transit gateway.
    pub(crate) transit_gateway_id: Option<Value<TransitGatewayId>>,
    /// Route table of its gateway that the peering is associated with: it decides what traffic of the other side reaches. Never the
    /// table that knows every spoke. The gateway's default association is off, as that of a `CentralizedEndpointHub`: otherwise AWS
    /// associates the peering with another table when it is accepted.
    pub(crate) associate_with: Option<Value<GatewayRouteTableId>>,
    /// Route tables of its gateway that get routes to the other side. Key: a name for the table.
    #[schemars(extend("default" = {}))]
    pub(crate) gateway_tables: Keyed<Key, Value<GatewayRouteTableId>>,
    /// Number of its gateway's autonomous system, to compare with the one of the other side.
    #[schemars(range(min = 1, max = 4_294_967_294_u64))]
    pub(crate) amazon_side_asn: Option<u64>,
    /// More ranges that `gatewayTables` send to the other side: what is reached through it, such as `0.0.0.0/0` for a way out in
    /// the other Region. Beside the ranges of the other side.
    #[schemars(extend("default" = [], "maxItems" = 20, "uniqueItems" = true))]
    pub(crate) extra_routes: Vec<AnyCidr>,
    /// Ranges that `gatewayTables` drop instead, such as a part of the other side that nobody is to reach.
    #[schemars(extend("default" = [], "maxItems" = 20, "uniqueItems" = true))]
    pub(crate) blackholes: Vec<AnyCidr>,
    /// Its VPC, with `mode` `vpcPeering`. Both of its DNS attributes have to be on for names of the other side.
    pub(crate) vpc_id: Option<Value<OtherVpcId>>,
    /// Route tables of its VPC that get routes to the other side, with `mode` `vpcPeering`. Key: a name for the table.
    #[schemars(extend("default" = {}))]
    pub(crate) route_table_ids: Keyed<Key, Value<RouteTableId>>,
}

/// Both sides, and what of them is made here.
#[derive(Clone, Copy)]
pub(crate) struct Peered {
    pub(crate) mode: Handle<Mode>,
    pub(crate) part: Handle<Part>,
    pub(crate) requester: Handle<Side>,
    pub(crate) accepter: Handle<Side>,
    /// Whether the requester's half is made here.
    pub(crate) requests: Condition,
    /// Whether the accepter's half is.
    pub(crate) accepts: Condition,
    /// Whether the accepter's half is in the account and Region of this deployment.
    pub(crate) at_home: Condition,
    /// Whether the peering is accepted: only then AWS takes associations and routes.
    pub(crate) is_connected: Condition,
}

impl Peered {
    pub(crate) fn of(inputs: Handle<Inputs>) -> Self {
        // A handle has a method of this name, which reads any field.
        let part = inputs.part::<Part>("part");
        let at_home = part.is(Part::Accepter);
        let accepts = !part.is(Part::Requester);
        Self {
            mode: inputs.mode(),
            part,
            requester: inputs.requester(),
            accepter: inputs.accepter(),
            requests: !at_home,
            accepts,
            at_home,
            is_connected: accepts | inputs.accepted(),
        }
    }

    /// Whether there is a peering at all.
    pub(crate) fn is_peering(self) -> Condition {
        !self.mode.is(Mode::PrivateLink)
    }
}

/// All ranges of a side.
pub(crate) fn ranges_of(side: Handle<Side>) -> Handle<List<Text>> {
    side.cidr_blocks() + side.ipv6_cidr_blocks()
}

/// The resource in the slot of its half.
pub(crate) fn in_half<R: Resource>(resource: R, at_home: Option<Condition>) -> R {
    match at_home {
        Some(at_home) => resource.in_slot_unless(PEER, at_home),
        None => resource,
    }
}
