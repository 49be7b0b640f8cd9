//! Names of services: private zones with records for the endpoints, and a profile that shares them.

use crate::centralized_endpoint_hub::members::{Member, MemberFields};
use crate::forms::ProfileId;
use crate::shared::Subject;
use crate::shared::names_mode::{DnsMode, has_profile, has_zones};
use crate::shared::service_zones::{ServiceZone, ServiceZoneFields, domain};
use crate::sources;
use privatelink_catalog::ec2;
use privatelink_catalog::facts::REGION;
use privatelink_catalog::route53;
use privatelink_catalog::route53::record::Alias;
use privatelink_catalog::route53::zone::Vpc as ZoneVpc;
use privatelink_ir::Value;
use privatelink_ir::handle::{
    Condition, Draft, Each, Handle, Late, List, Map, Resource, Text, here, list,
};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// A Route 53 Profile that is already there.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ExistingProfile {
    /// Id of the profile.
    id: Value<ProfileId>,
}

/// A zone of the hub.
#[derive(Input, JsonSchema)]
pub(crate) struct HubZone {
    /// What its service is called in the hub.
    service: String,
    /// The zone.
    zone: ServiceZone,
    /// Region of the service, if it is another one.
    region: Option<String>,
    /// Whether a profile shares it.
    shared: bool,
    /// Whether its names lead to IPv6 addresses too.
    dual: bool,
}

/// A record of a zone.
#[derive(Input, JsonSchema)]
struct HubRecord {
    /// Key of its zone.
    key: String,
    /// Its zone.
    zone: HubZone,
    /// What stands before the zone's name.
    label: String,
    /// Its type.
    kind: String,
}

/// What the user says about names.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) profile: Handle<ExistingProfile>,
    pub(crate) dns: Handle<DnsMode>,
}

/// The names of a hub.
#[derive(Clone, Copy)]
pub(crate) struct Names {
    /// Ids of zones by their keys.
    pub(crate) zone_ids: Handle<Map<Text, Late>>,
    /// Keys of the zones.
    pub(crate) zone_keys: Handle<List<Text>>,
    /// Keys of those that no profile shares.
    pub(crate) own_keys: Handle<List<Text>>,
    /// The zones.
    pub(crate) zones: Each<route53::Zone>,
    /// Id of the profile; null if there is none.
    pub(crate) profile_id: Handle<Text, Late>,
    /// Whether there is one.
    pub(crate) has_profile: Condition,
}

/// Zones, records and profile.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Given,
    members: Handle<Map<Member>>,
    of: (Each<ec2::VpcEndpoint>, Each<ec2::VpcEndpointConnectionAccepter>),
) -> Names {
    let (endpoints, accepted) = of;
    let zones = draft.named("zones", zones(members));
    let made = draft.resources("zone", zones, |_, zone| {
        let vpc = ZoneVpc::new().vpc_id(subject.vpc_id).vpc_region(here(REGION));
        route53::Zone::new()
            .name(name_of(zone))
            .comment(text!("Endpoint of {} for {}", subject.name, zone.service()))
            .vpc(list([vpc]))
            .tags(subject.tags)
            .set_once(&[route53::zone::VPC])
    });
    draft.resources("record", records(zones), |_, record| {
        let zone = record.zone();
        let endpoint = endpoints.at(zone.service());
        let alias = Alias::new()
            .name(endpoint.regional_dns_name())
            .zone_id(endpoint.regional_zone_id())
            .evaluate_target_health(true);
        route53::Record::new()
            .zone_id(made.at(record.key()).zone_id())
            .name(text!("{}{}", record.label(), name_of(zone)))
            .type_(record.kind())
            .alias(list([alias]))
            .after(accepted.at(zone.service()))
    });
    let zone_ids = made.all().zone_id();
    draft.output("zoneIds", "Ids of the private zones, by their keys.", zone_ids);
    draft.output("zoneKeys", "Keys of the private zones: names without the Region.", zones.keys());
    let of_some = members.any(|_, member| has_profile(member.dns()));
    let has_profile = draft.named("has_profile", has_profile(given.dns) | of_some);
    let zone_keys = zones.keys();
    let own_keys = zones.filter(|_, zone| !zone.shared()).keys();
    let profile_id = given.profile.id();
    let names = Names { zone_ids, zone_keys, own_keys, zones: made, profile_id, has_profile };
    profile(draft, subject, given.profile, names, members, (endpoints, zones, made))
}

/// Zones of all services, by their keys.
fn zones(members: Handle<Map<Member>>) -> Handle<Map<HubZone>> {
    let zoned = members.filter(|_, member| has_zones(member.dns()) & !member.held());
    let of_each = zoned.map(|key, member| {
        member.zones().to_map(|zone| {
            let entry = HubZone::object()
                .service(key)
                .zone(zone)
                .region(member.region())
                .shared(has_profile(member.dns()))
                .dual(member.dual());
            (zone.key(), entry)
        })
    });
    of_each.merged()
}

fn name_of(zone: Handle<HubZone>) -> Handle<Text, Late> {
    domain(zone.zone(), zone.region().or(here(REGION)))
}

/// Records for each zone, and others for all names below it where the service has such.
fn records(zones: Handle<Map<HubZone>>) -> Handle<Map<HubRecord>> {
    let dual = zones.filter(|_, zone| zone.dual());
    records_of(zones, "A") + records_of(dual, "AAAA")
}

fn records_of(zones: Handle<Map<HubZone>>, kind: &'static str) -> Handle<Map<HubRecord>> {
    let record = |key: Handle<Text>, zone: Handle<HubZone>, label: &str| {
        HubRecord::object().key(key).zone(zone).label(label).kind(kind)
    };
    let own = zones.to_map(|key, zone| (text!("{key}/@/{}", kind), record(key, zone, "")));
    let wide = zones.filter(|_, zone| zone.zone().wildcard());
    own + wide.to_map(|key, zone| (text!("{key}/*/{}", kind), record(key, zone, "*.")))
}

/// The profile, and what it shares: endpoints with names of their own, and zones.
fn profile(
    draft: &mut Draft,
    subject: Subject,
    given: Handle<ExistingProfile>,
    mut names: Names,
    members: Handle<Map<Member>>,
    of: (Each<ec2::VpcEndpoint>, Handle<Map<HubZone>>, Each<route53::Zone>),
) -> Names {
    let (endpoints, zones, made) = of;
    let is_made = names.has_profile & given.is_absent();
    let profile = route53::Profile::new().only_if(is_made).name(subject.name).tags(subject.tags);
    let profile = draft.resource("profile", profile);
    let profile_id = is_made.choose(profile.id(), given.id());
    names.profile_id = profile_id;
    let native = members.filter(|_, member| member.dns().is(DnsMode::Profile) & !member.held());
    draft.resources("profile_endpoint", native, |key, _| {
        route53::ProfileResourceAssociation::new()
            .name(key)
            .profile_id(profile_id)
            .resource_arn(endpoints.at(key).arn())
    });
    let shared = zones.filter(|_, zone| zone.shared());
    draft.resources("profile_zone", shared, |key, _| {
        route53::ProfileResourceAssociation::new()
            .name(key)
            .profile_id(profile_id)
            .resource_arn(made.at(key).arn())
    });
    draft
        .output("profileId", "Id of the Route 53 Profile, if there is one.", profile_id)
        .optional();
    draft.rule(unused_profile(given, names));
    names
}

fn unused_profile(given: Handle<ExistingProfile>, names: Names) -> Rule {
    given
        .rule("hub/profile-unused")
        .source(sources::PROFILES)
        .must(given.is_absent() | names.has_profile)
        .otherwise(
            "is given, but no names are shared by a profile",
            "remove it, or set `dns` to `profile` or `profileZones`",
        )
}
