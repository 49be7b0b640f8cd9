//! Which services get an endpoint: those of the bundles, and those that are named one by one.

use crate::centralized_endpoint_hub::endpoint_services::{self, EndpointService};
use crate::centralized_endpoint_hub::network::{self, ExistingVpc};
use crate::centralized_endpoint_hub::{endpoint_service_rules, service_rules, shadows};
use crate::forms::{AvailabilityZoneId, Port, PrivateDnsName, RegionCode, ServiceShortName, Tags};
use crate::shared::names_mode::DnsMode;
use crate::shared::ports::{self, PortRange};
use crate::shared::service_zones::{self, ServiceZone, ServiceZoneFields};
use crate::shared::services::{Catalogue, Facts, FactsFields, Range, full_name};
use privatelink_catalog::engines::COMPUTING;
use privatelink_catalog::facts::REGION;
use privatelink_ir::Value;
use privatelink_ir::handle::{
    Draft, Early, Handle, Late, List, Map, Term, Text, absent, here, list,
};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Name of a service in the hub: part of names, addresses and logical ids.
#[derive(Input, JsonSchema)]
#[schemars(inline, extend(
    "what" = "a name of at most 64 letters, digits, dots, hyphens and underscores, such as ecr.dkr",
    "pattern" = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
))]
pub(crate) struct MemberKey(String);

/// A service that gets an endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct HubService {
    /// The AWS service, by its short name. Default: the key.
    service: Option<ServiceShortName>,
    /// Region of the service, if it is another one and the service is offered there.
    service_region: Option<RegionCode>,
    /// Names that lead to the endpoint, each with a private zone of its own, such as `api.example.com`, or `*.example.com` with
    /// all names below. Default: those of the catalogue.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    dns_names: Vec<PrivateDnsName>,
    /// How VPCs resolve the names of this service. Default: `dns` of the hub.
    dns: Option<DnsMode>,
    /// Policy of the endpoint as JSON. Default: that of the hub.
    #[schemars(extend("needs" = COMPUTING.0), length(max = 20480))]
    policy: Option<Value<String>>,
    /// TCP ports of the service. Default: those of the catalogue, else 443.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    ports: Vec<Port>,
    /// Ranges of TCP ports of the service, beside `ports`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    port_ranges: Vec<PortRange>,
    /// Zones of the endpoint, by id. Default: all zones of the hub.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    availability_zone_ids: Vec<AvailabilityZoneId>,
    /// Whether its endpoint has IPv6 addresses too. Default: `ipv6` of the hub. Set it to false for a service whose endpoints
    /// AWS offers with IPv4 addresses only.
    ipv6: Option<bool>,
    /// Tags of its endpoint, beside those of the hub and instead of those with the same key: the team that pays for it, for one.
    /// Together at most 49.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<Tags>,
}

/// An endpoint of the hub. Field names are single words: every engine spells them alike.
#[derive(Input, JsonSchema)]
pub(crate) struct Member {
    /// Full name that the endpoint connects to.
    target: Value<String>,
    /// What is known about the service; null if it is none of AWS.
    facts: Option<Facts>,
    /// Region of the service of AWS, if it is another one.
    region: Option<String>,
    /// Region that the endpoint names, if the service is in another one.
    home: Option<Value<String>>,
    /// How its names are resolved.
    dns: DnsMode,
    /// Whether its endpoint has IPv6 addresses too.
    dual: bool,
    /// Its own policy.
    policy: Option<Value<String>>,
    /// TCP ports.
    ports: Vec<Range>,
    /// Zones of the endpoint; empty for all.
    places: Vec<String>,
    /// Zones for its names.
    zones: Vec<ServiceZone>,
    /// Whether its connection still waits to be accepted.
    held: bool,
    /// Whether the hub's deployment accepts its connection.
    accepts: bool,
    /// Tags of its own.
    tags: Option<Value<Tags>>,
}

/// What the user says about services.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) services: Handle<Map<HubService>>,
    pub(crate) endpoint_services: Handle<Map<EndpointService>>,
    pub(crate) bundles: Handle<List<Text>>,
    /// How names are resolved unless a service says it.
    pub(crate) dns: Handle<DnsMode>,
    /// Whether endpoints have IPv6 addresses unless a service says it.
    pub(crate) ipv6: Handle<bool>,
    /// Zones of the hub's own VPC.
    pub(crate) zones: Handle<List<Text>>,
    pub(crate) existing_vpc: Handle<ExistingVpc>,
    /// Tags of everything.
    pub(crate) tags: Handle<Map<Text>, Late>,
}

impl Given {
    /// How the names of a service are resolved.
    pub(crate) fn mode(self, service: Handle<HubService>) -> Handle<DnsMode> {
        service.dns().or(self.dns)
    }

    /// Zones that endpoints can be in.
    pub(crate) fn places(self) -> Handle<List<Text>> {
        network::zones(self.existing_vpc, self.zones)
    }
}

/// Short name of the AWS service that an entry of `services` means.
pub(crate) fn short_name(key: Handle<Text>, service: Handle<HubService>) -> Handle<Text> {
    service.service().or(key)
}

/// The services that get an endpoint, by what they are called in the hub.
pub(crate) fn part(draft: &mut Draft, given: Given, catalogue: Catalogue) -> Handle<Map<Member>> {
    let of = Known { given, catalogue, zones: service_zones::part(draft) };
    let of_bundles = catalogue.members(given.bundles);
    let bundled = of_bundles.filter(|name| !given.services.has_key(name)).distinct();
    let bundled = draft.named("bundled", bundled);
    let others = endpoint_services::members(given);
    let members = of.bundled(bundled) + of.named() + others;
    let members = draft.named("members", members);
    draft.rules(service_rules::rules(given, of, bundled));
    draft.rules(service_rules::about_all(given, members));
    draft.rules(endpoint_service_rules::rules(given));
    let shadows = shadows::rules(draft, given);
    draft.rules(shadows);
    draft.output(
        "expandedServices",
        "What the services are called for which there is an endpoint, those of bundles included.",
        members.keys(),
    );
    members
}

/// What there is to know about members.
#[derive(Clone, Copy)]
pub(crate) struct Known {
    given: Given,
    pub(crate) catalogue: Catalogue,
    pub(crate) zones: Handle<Map<List<ServiceZone>>>,
}

impl Known {
    /// Services of bundles.
    fn bundled(self, names: Handle<List<Text>>) -> Handle<Map<Member>> {
        let facts = |name: Handle<Text>| self.catalogue.services.lookup(name);
        let zones = |name: Handle<Text>| self.zones.lookup(name);
        names.filter(|name| facts(name).is_set() & zones(name).is_set()).to_map(|name| {
            let member = Member::object()
                .target(full_name(facts(name), here(REGION)))
                .facts(facts(name))
                .region(absent::<Text>())
                .home(absent::<Text>())
                .dns(self.given.dns)
                .dual(self.given.ipv6)
                .policy(absent::<Text>())
                .ports(facts(name).ports())
                .places(list::<Handle<Text>>([]))
                .zones(zones(name))
                .held(false)
                .accepts(false)
                .tags(absent::<Map<Text>>());
            (name, member)
        })
    }

    /// Services that are named one by one.
    fn named(self) -> Handle<Map<Member>> {
        let services = self.given.services;
        let facts = |key, service| self.catalogue.services.lookup(short_name(key, service));
        services.filter(|key, service| facts(key, service).is_set()).map_values(|key, service| {
            let facts = facts(key, service);
            let ports = ports::all(service.ports(), service.port_ranges());
            Member::object()
                .target(full_name(facts, service.service_region().or(here(REGION))))
                .facts(facts)
                .region(service.service_region())
                .home(service.service_region())
                .dns(self.given.mode(service))
                .dual(service.ipv6().or(self.given.ipv6))
                .policy(service.policy())
                .ports(ports.is_empty().choose(facts.ports(), ports))
                .places(service.availability_zone_ids())
                .zones(self.zones_of(key, service))
                .held(false)
                .accepts(false)
                .tags(service.tags())
        })
    }

    /// Zones for the names of a service: those that the user gives, or those of the catalogue.
    pub(crate) fn zones_of(
        self,
        key: Handle<Text>,
        service: Handle<HubService>,
    ) -> Handle<List<ServiceZone>> {
        let own = service.dns_names().map(service_zones::of_name);
        let known = self.zones.lookup(short_name(key, service));
        let region = service.service_region();
        let known = known.is_set().then_all(known.map(|zone| in_region(zone, region)));
        service.dns_names().has_any().choose(own, known)
    }
}

/// The zone of a service in another Region has a key of its own.
fn in_region(
    zone: Handle<ServiceZone>,
    region: Handle<Text>,
) -> impl Term<Is = ServiceZone, When = Early> {
    let key = zone.key();
    ServiceZone::object()
        .key(region.is_set().choose(text!("{key}.{region}"), key))
        .prefix(zone.prefix())
        .suffix(zone.suffix())
        .china(zone.china())
        .ending(zone.ending())
        .regional(zone.regional())
        .wildcard(zone.wildcard())
}
