//! Names: associations with the hub's private zones or its profile, and with its rules for domains outside.

use crate::endpoint_hub_spoke::HUB;
use crate::endpoint_hub_spoke::admission::Admitted;
use crate::shared::Subject;
use crate::shared::hub::{Hub, HubFields};
use crate::shared::names_mode::{DnsMode, has_profile, has_zones};
use crate::shared::service_zones::{self, ServiceZoneFields};
use crate::shared::services;
use privatelink_catalog::facts::REGION;
use privatelink_catalog::ram::resource_share_accepter::ResourceShareAccepterAttributes as Share;
use privatelink_catalog::route53;
use privatelink_ir::handle::{Draft, Handle, Late, List, One, Resource, Text, here};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Key of a zone of the hub.
#[derive(Input, JsonSchema)]
#[schemars(inline, extend(
    "what" = "the key of a zone, such as s3-control or api.example.com",
    "pattern" = r"^[A-Za-z0-9_][A-Za-z0-9._-]{0,252}$"
))]
pub(crate) struct ZoneKey(String);

/// What the user says about names.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) dns: Handle<DnsMode>,
    pub(crate) services: Handle<List<Text>>,
    pub(crate) bundles: Handle<List<Text>>,
    pub(crate) zones: Handle<List<Text>>,
    pub(crate) resolver_rules: Handle<List<Text>>,
}

/// Names that the VPC resolves.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    /// Keys of the zones it is associated with.
    pub(crate) zone_keys: Handle<List<Text>>,
    /// What the catalogue knows.
    pub(crate) catalogue: services::Catalogue,
}

/// The associations. Across accounts the hub's side authorizes each zone first; taking the authorization back would not end
/// the association.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Given,
    admitted: Admitted,
    share: Share<One>,
    hub: Handle<Hub, Late>,
) -> Names {
    let catalogue = services::part(draft);
    let zones = service_zones::part(draft);
    let wanted = (catalogue.members(given.bundles) + given.services).distinct();
    let of_services = wanted.flat_map(|name| {
        let zones = zones.lookup(name);
        zones.is_set().then_all(zones.map(|zone| zone.key()))
    });
    let keys = has_zones(given.dns).then_all((of_services + given.zones).distinct());
    let keys = draft.named("zone_keys", keys);
    let authorizations = draft.resources("authorization", keys, |key, _| {
        route53::ZoneAuthorization::new()
            .only_if(admitted.is_here & !admitted.same_account)
            .zone_id(hub.zone_ids().lookup(key))
            .vpc_id(subject.vpc_id)
            .vpc_region(here(REGION))
            .in_slot_unless(HUB, admitted.stays_home())
    });
    draft.resources("zone_use", keys, |key, _| {
        route53::ZoneAssociation::new()
            .zone_id(hub.zone_ids().lookup(key))
            .vpc_id(subject.vpc_id)
            .vpc_region(here(REGION))
            .after(authorizations.at(key))
    });
    let profile = route53::ProfileAssociation::new()
        .only_if(has_profile(given.dns))
        .name(subject.name)
        .profile_id(hub.profile_id())
        .resource_id(subject.vpc_id)
        .tags(subject.tags)
        .after(share);
    draft.resource("profile_use", profile);
    draft.resources("rule_use", given.resolver_rules, |name, _| {
        route53::ResolverRuleAssociation::new()
            .name(name)
            .resolver_rule_id(hub.resolver_rule_ids().lookup(name))
            .vpc_id(subject.vpc_id)
            .after(share)
    });
    draft.output("zoneKeys", "Keys of the hub's zones that the VPC resolves.", keys);
    Names { zone_keys: keys, catalogue }
}
