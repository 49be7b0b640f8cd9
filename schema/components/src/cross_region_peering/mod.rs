//! `CrossRegionPeering`: lets networks of two Regions reach each other.
//!
//! ```text
//! requester (default slot)                    accepter (slot `peer`)
//!   gateway_peering ------------------------>   gateway_accepted
//!   gateway_association  <-------------------   gateway_accepted
//!   gateway_route (after the association)       peer_gateway_association
//!   blackhole                                   peer_gateway_route, peer_blackhole
//!
//!   vpc_peering ---------------------------->   vpc_accepted
//!   vpc_options, vpc_route  <----------------   peer_vpc_options, peer_vpc_route
//!
//!   authorization -------------------------->   zone_use
//!
//!   (a service)  <---------------------------   endpoint, security_group, zone, record
//! ```
//!
//! One deployment makes both halves, or two make one each: with `part` `accepter`, the accepter's half is in the default slot.

mod endpoint;
mod gateways;
mod hub_zones;
mod outputs;
mod rules;
mod sides;
mod unused;
mod vpcs;

use crate::cross_region_peering::sides::{Mode, Part, Peered, Side};
use crate::forms::{ComponentName, PeeringId, Tags};
use crate::shared::tagged;
use privatelink_ir::handle::{Awaited, Define, Draft, Handle};
use privatelink_ir::{Component, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

pub(crate) const COMPONENT: Component = Component::of::<Inputs>();

/// The slot of the accepter.
const PEER: &str = "peer";

/// Connects networks of two Regions, by a peering of transit gateways or of VPCs: with acceptance, associations, options and routes
/// of both sides.
///
/// A peering of gateways is associated with a route table of each gateway: the one that decides what traffic of the other side reaches. At
/// the gateway of a `CentralizedEndpointHub` that is the table of a domain whose `reach` is `hubOnly`, and never the hub's own
/// table, which knows every spoke and would open all of them to the other Region. Routes to the other side go into the tables in
/// `gatewayTables`: the hub's own table, for the way back, and those of domains whose spokes may reach the other side. Nothing is
/// propagated over a peering, so every range of the other side is said here, and has to be inside the hub's `clientCidrs`.
///
/// Rules of security groups name ranges of the other side: neither its groups nor its prefix lists can be referred to. Names are
/// not resolved over a peering of gateways; `hubZones` makes private zones known on the other side. A packet may have 8,500 bytes,
/// over gateways as over a peering of VPCs, and larger ones are dropped.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Inputs {
    /// Value of the `Name` tag of every resource.
    #[schemars(length(max = 32))]
    name: ComponentName,
    /// What connects the Regions. `transitGateway`: a peering of two transit gateways. `vpcPeering`: one of two VPCs, which costs
    /// nothing but the data, and leads nowhere beyond the two. `privateLink`: an endpoint at the accepter for one service of the
    /// requester, without routes, also where both sides have the same addresses.
    mode: Mode,
    /// Which half is made here. `both`: all of it, with a provider for the accepter's account and Region. `requester`: the
    /// request, and its half of the rest once `accepted` is true. `accepter`: the acceptance of `peeringId`, and the other half,
    /// in the account and Region of this deployment.
    #[schemars(extend("default" = "both"))]
    part: Part,
    /// Who asks for the peering.
    requester: Side,
    /// Who accepts it.
    accepter: Side,
    /// Whether the other side has accepted by now: with `part` `requester`. Association and routes come with it, since AWS refuses
    /// them before.
    #[schemars(extend("default" = false))]
    accepted: bool,
    /// The peering that is accepted here, with `part` `accepter`: the other deployment's output `peeringId`. Between transit gateways
    /// of one Region, and in some Regions that have to be opted into, the accepter's side has another id; give that one.
    peering_id: Option<Value<PeeringId>>,
    /// Whether the accepter's side of the peering is found by its gateway instead of by the requester's id: for two gateways in one
    /// Region, and for Regions that have to be opted into, where the sides have different ids. Terraform and Pulumi take the
    /// only peering that the gateway has with the requester's account, and fail if there are several.
    #[schemars(extend("default" = false))]
    look_up_accepter_id: bool,
    /// Whether dynamic routing is on for the peering. Cannot be changed later. A template cannot set it.
    #[schemars(extend("default" = false))]
    dynamic_routing: bool,
    /// Whether each side resolves public names of instances of the other side to their private addresses, with `mode`
    /// `vpcPeering`. AWS takes it once the peering is accepted.
    #[schemars(extend("default" = {}))]
    resolve_remote_names: vpcs::RemoteNames,
    /// Private zones of the requester's account that VPCs of the accepter resolve, such as those of a hub.
    hub_zones: Option<hub_zones::HubZones>,
    /// The service of the requester's Region that clients in the accepter's Region use, with `mode` `privateLink`.
    private_link: Option<endpoint::RemoteService>,
    /// Tags of every resource that takes tags, beside `Name`. At most 49; keys do not start with `aws:`.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<Tags>,
}

impl Define for Inputs {
    const NAME: &'static str = "CrossRegionPeering";

    fn define(draft: &mut Draft, inputs: Handle<Self>) {
        let peered = Peered::of(inputs);
        let tags = tagged(inputs.tags(), inputs.name());
        let given = gateways::Given {
            peering_id: inputs.peering_id(),
            look_up: inputs.look_up_accepter_id(),
            dynamic_routing: inputs.dynamic_routing(),
            tags,
        };
        let gateways = gateways::part(draft, peered, given);
        let names = inputs.resolve_remote_names();
        let vpcs = vpcs::part(draft, peered, inputs.peering_id(), names, tags);
        let accepted: [&dyn Awaited; 2] = [&gateways.accepted, &vpcs.accepted];
        hub_zones::part(draft, peered, inputs.hub_zones(), accepted);
        endpoint::part(draft, peered, inputs.private_link(), inputs.name(), tags);
        let asked =
            peered.mode.is(Mode::VpcPeering).choose(vpcs.peering.id(), gateways.peering.id());
        outputs::part(draft, peered, asked, inputs.peering_id(), accepted);
        outputs::routes(draft, gateways.keys, vpcs.keys);
        draft.rules(rules::rules(inputs, peered));
        draft.rules(endpoint::rules(peered, inputs.private_link()));
        draft.rules(unused::rules(inputs, peered));
    }
}
