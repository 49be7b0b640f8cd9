//! Names: private zones of the requester's account, such as those of a hub, for VPCs of the accepter.

use crate::cross_region_peering::PEER;
use crate::cross_region_peering::sides::{Peered, SideFields};
use crate::forms::{Key, OtherHostedZoneId, OtherVpcId};
use privatelink_catalog::route53;
use privatelink_ir::handle::{Awaited, Draft, Handle, Resource};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Zones, and VPCs that resolve them.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct HubZones {
    /// Private zones of the requester's account: the output `zoneIds` of a `CentralizedEndpointHub`, or some of it. Key: a name for
    /// the zone.
    #[schemars(extend("minProperties" = 1))]
    zone_ids: Keyed<ZoneName, Value<OtherHostedZoneId>>,
    /// VPCs of the accepter's account and Region that resolve them. Key: a name for the VPC.
    #[schemars(extend("minProperties" = 1))]
    vpc_ids: Keyed<Key, Value<OtherVpcId>>,
    /// Whether the VPCs are in the account of the zones. Nothing is authorized then.
    #[schemars(extend("default" = false))]
    same_account: bool,
}

/// Key of a zone.
#[derive(Input, JsonSchema)]
#[schemars(inline, extend(
    "what" = "the key of a zone, such as s3-control or api.example.com",
    "pattern" = r"^[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$"
))]
pub(crate) struct ZoneName(String);

/// A VPC and a zone.
#[derive(Input, JsonSchema)]
struct Use {
    vpc: Value<OtherVpcId>,
    zone: Value<OtherHostedZoneId>,
}

/// The associations, each after its authorization: AWS takes those of other Regions as well. They come after the acceptance,
/// since names without a way there would be an outage.
pub(crate) fn part(
    draft: &mut Draft,
    peered: Peered,
    given: Handle<HubZones>,
    accepted: [&dyn Awaited; 2],
) {
    let region = peered.accepter.region();
    let uses = given
        .vpc_ids()
        .filter(|_, _| given.is_set())
        .product(|_, _| given.zone_ids(), |(_, vpc), (_, zone)| Use::object().vpc(vpc).zone(zone));
    let authorizations = draft.resources("authorization", uses, |_, each| {
        route53::ZoneAuthorization::new()
            .only_if(peered.requests & !given.same_account())
            .zone_id(each.zone())
            .vpc_id(each.vpc())
            .vpc_region(region)
    });
    draft.resources("zone_use", uses, |key, each| {
        route53::ZoneAssociation::new()
            .only_if(peered.accepts)
            .zone_id(each.zone())
            .vpc_id(each.vpc())
            .vpc_region(region)
            .after(authorizations.at(key))
            .after(accepted[0])
            .after(accepted[1])
            .in_slot_unless(PEER, peered.at_home)
    });
}
