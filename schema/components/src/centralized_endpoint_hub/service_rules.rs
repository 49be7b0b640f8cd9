//! What has to hold for the services of a hub.

use crate::centralized_endpoint_hub::endpoint_services::{EndpointServiceFields, mode as of_other};
use crate::centralized_endpoint_hub::members::{
    Given, HubService, HubServiceFields, Known, Member, MemberFields, short_name,
};
use crate::shared::names_mode::{DnsMode, has_profile, has_zones};
use crate::shared::partitions;
use crate::shared::policy;
use crate::shared::ports;
use crate::shared::service_zones::ServiceZoneFields;
use crate::shared::services::{Catalogue, FactsFields};
use crate::sources;
use privatelink_catalog::engines::S3_NAMES_EVERYWHERE;
use privatelink_ir::handle::{Condition, Handle, Late, List, Map, Text, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// Tags of a resource beside `Name`.
const MOST_TAGS: i64 = 49;

/// What has to hold for each service.
pub(crate) fn rules(given: Given, of: Known, bundled: Handle<List<Text>>) -> Vec<Rule> {
    let of_services = each_rule(given.services, |key, service| {
        let known = about_service(given, of.catalogue, key, service);
        known.into_iter().chain(about_names(given, of, key, service)).collect::<Vec<_>>()
    });
    let of_bundles = of.catalogue.unknown_bundles(given.bundles);
    let twice = [names_twice(given, of, bundled), private_twice(given, bundled)];
    let of_partition = of_partition(given);
    of_services.into_iter().chain(of_bundles).chain(twice).chain(of_partition).collect()
}

/// What the partition has.
fn of_partition(given: Given) -> Vec<Rule> {
    let (services, bundles, zones) = (given.services, given.bundles, given.places());
    let help = "remove it, and give full names in `endpointServices`";
    let mode = given.dns;
    vec![
        partitions::service_names(services, services.is_empty(), zones, help),
        partitions::service_names(bundles, bundles.is_empty(), zones, help),
        partitions::profiles(mode, !has_profile(mode), zones),
    ]
}

/// What has to hold for which service it is, and where.
fn about_service(
    given: Given,
    catalogue: Catalogue,
    key: Handle<Text>,
    service: Handle<HubService>,
) -> Vec<Rule> {
    let short = short_name(key, service);
    let facts = catalogue.services.lookup(short);
    let region = service.service_region();
    let unknown = service.rule("hub/service-unknown").must(facts.is_set()).otherwise(
        text!("is the service `{short}`, which the catalogue does not have"),
        "correct the key, or say in `service` which service it is",
    );
    let mut rules = vec![
        catalogue.suggest(short, unknown),
        service
            .rule("hub/service-interface")
            .source(sources::SERVICES)
            .must(facts.is_absent() | facts.interface())
            .otherwise(
                text!("is the service `{short}`, which has no interface endpoints"),
                "remove it; VPCs reach it by gateway endpoints of their own",
            ),
        region
            .rule("service/region")
            .source(sources::CROSS_REGION_SERVICES)
            .must(region.is_absent() | facts.is_absent() | facts.remote())
            .otherwise(text!("is given, but `{short}` serves its own Region only"), "remove it"),
        service
            .policy()
            .rule("policy/unsupported")
            .source(sources::SERVICES)
            .must(service.policy().is_absent() | facts.is_absent() | facts.policy())
            .otherwise(text!("is given, but `{short}` takes no policy"), "remove it"),
    ];
    rules.extend(policy::of_text(service.policy()));
    rules.extend([
        in_zones_of_hub(given, service.availability_zone_ids()),
        ipv6_of_hub(given, service.ipv6()),
        tags_fit(given, service.tags()),
        ports::in_order(service.port_ranges()),
    ]);
    rules
}

/// What has to hold for the names of a service.
fn about_names(
    given: Given,
    of: Known,
    key: Handle<Text>,
    service: Handle<HubService>,
) -> Vec<Rule> {
    let is_zoned = has_zones(given.mode(service));
    let is_native = given.mode(service).is(DnsMode::Profile);
    let facts = of.catalogue.services.lookup(short_name(key, service));
    let names = service.dns_names();
    let is_long = partitions::has_long_code(service.service_region(), given.places());
    let known = of.zones.lookup(short_name(key, service));
    vec![
        service
            .rule("hub/names-unknown")
            .must(!is_zoned | names.has_any() | (known.is_set() & known.has_any()))
            .otherwise(
                "needs names for its zones, and the catalogue knows none",
                "give them in `dnsNames`, or set its `dns` to `profile` or `none`",
            ),
        service
            .rule("hub/no-private-names")
            .source(sources::SERVICES)
            .must(!is_native | facts.is_absent() | facts.named())
            .otherwise(
                "has no private DNS names that a profile could share",
                "set its `dns` to `none`, or to `profileZones` with names in `dnsNames`",
            ),
        names_are_used(names, is_zoned),
        partitions::profiles(service.dns(), !has_profile(service.dns()), given.places()),
        service
            .rule("private-dns/s3-region")
            .source(sources::S3_OPTION)
            .must(!is_native | facts.is_absent() | !facts.suffix().is(".s3") | !is_long)
            .otherwise(
                "has private names by a profile in a Region whose code has three words",
                "set its `dns` to `zones` or `profileZones`",
            )
            .on_engines_without(S3_NAMES_EVERYWHERE),
    ]
}

/// An endpoint is in zones of the hub.
pub(crate) fn in_zones_of_hub(given: Given, zones: Handle<List<Text>>) -> Rule {
    zones
        .rule("hub/service-zones")
        .must(zones.any(|zone| !given.places().contains(zone)).is(false))
        .otherwise(
            text!("has a zone that the hub is not in: it is in {}", given.places().quoted()),
            "use zones of the hub, or leave it out for all of them",
        )
}

/// An endpoint has IPv6 addresses only where the hub has a range.
pub(crate) fn ipv6_of_hub(given: Given, ipv6: Handle<bool>) -> Rule {
    ipv6.rule("hub/service-ipv6").must(given.ipv6 | !ipv6).otherwise(
        "is true, but the hub has no IPv6 addresses",
        "remove it, or set `ipv6` of the hub to true",
    )
}

/// AWS takes 50 tags, and `Name` is one of them.
pub(crate) fn tags_fit(given: Given, tags: Handle<Map<Text>, Late>) -> Rule {
    let all = (given.tags + tags).keys().length();
    tags.rule("hub/tags").source(sources::TAGS).must(all.at_most(MOST_TAGS)).otherwise(
        "and those of the hub are more than 49 tags, which with `Name` are all that AWS takes",
        "remove some of them here, or from `tags` of the hub",
    )
}

/// Names are for zones.
pub(crate) fn names_are_used(names: Handle<List<Text>>, is_zoned: Condition) -> Rule {
    names.rule("hub/names-unused").must(names.is_empty() | is_zoned).otherwise(
        "is given, but no zones are made for this service",
        "remove it, or set `dns` to `zones` or `profileZones`",
    )
}

/// No two services have a zone of one name.
fn names_twice(given: Given, of: Known, bundled: Handle<List<Text>>) -> Rule {
    let is_zoned = |service: Handle<HubService>| has_zones(given.mode(service));
    let named = given.services.filter(|_, service| is_zoned(service));
    let named =
        named.flat_map(|key, service| of.zones_of(key, service).map(|zone| zone.key()).distinct());
    let of_bundles = bundled.flat_map(|name| {
        let zones = of.zones.lookup(name);
        zones.is_set().then_all(zones.map(|zone| zone.key()))
    });
    let others = given.endpoint_services.filter(|_, service| has_zones(of_other(given, service)));
    let others =
        others.flat_map(|_, service| service.dns_names().map(|name| name.without("*.")).distinct());
    let twice = (named + has_zones(given.dns).then_all(of_bundles) + others).repeated();
    given.services.rule("hub/name-twice").must(twice.is_empty()).otherwise(
        text!("has services with the same names: {}", twice.quoted()),
        "remove one of them, or set its `dns` to `none`",
    )
}

/// No two endpoints have private DNS for one service: a VPC can have it once.
fn private_twice(given: Given, bundled: Handle<List<Text>>) -> Rule {
    let is_native = |mode: Handle<DnsMode>| mode.is(DnsMode::Profile);
    let native = given.services.filter(|_, service| is_native(given.mode(service)));
    let named = native.map(|key, service| {
        let (name, region) = (short_name(key, service), service.service_region());
        region.is_set().choose(text!("{name} in {region}"), name)
    });
    let twice = (named + is_native(given.dns).then_all(bundled)).repeated();
    given
        .services
        .rule("hub/service-twice")
        .source(sources::INTERFACE_ENDPOINT)
        .must(twice.is_empty())
        .otherwise(
            text!(
                "has a service twice with `dns` `profile`: {}; a VPC can have its private DNS names once",
                twice.quoted()
            ),
            "remove one of the two, or set its `dns` to `none`",
        )
}

/// What has to hold for all services together.
pub(crate) fn about_all(given: Given, members: Handle<Map<Member>>) -> Vec<Rule> {
    let none = given
        .services
        .rule("hub/no-services")
        .must(
            given.services.has_any() | given.bundles.has_any() | given.endpoint_services.has_any(),
        )
        .otherwise(
            "is empty, and so are `bundles` and `endpointServices`: the hub would have no endpoint",
            "name a service, or a bundle in `bundles`",
        );
    let global = members.any(|_, member| {
        member.dns().is(DnsMode::Profile)
            & member.facts().is_set()
            & !member.facts().regional()
            & member.region().is_absent()
    });
    let regionless = given
        .services
        .rule("hub/region-less")
        .must(!global)
        .otherwise(
            "has a service with one endpoint service for all Regions, which is in one Region of \
             the partition only",
            "set its `serviceRegion` unless the hub is in that Region",
        )
        .warning();
    vec![none, regionless]
}
