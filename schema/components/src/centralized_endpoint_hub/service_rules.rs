//! What has to hold for the services of a hub.

use crate::centralized_endpoint_hub::members::{
    Given, HubService, HubServiceFields, Member, MemberFields, short_name,
};
use crate::shared::names_mode::{DnsMode, has_zones};
use crate::shared::service_zones::ServiceZoneFields;
use crate::shared::services::{Catalogue, FactsFields, bundle_names};
use crate::sources;
use privatelink_ir::handle::{Handle, List, Map, Text, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// Most endpoints in a VPC, unless AWS raised it.
const MOST_ENDPOINTS: i64 = 50;

/// What has to hold for the services.
pub(crate) fn rules(given: Given, catalogue: Catalogue, members: Handle<Map<Member>>) -> Vec<Rule> {
    let of_services = each_rule(given.services, |key, service| {
        let known = about_service(given, catalogue, key, service);
        known.into_iter().chain(about_names(given, members, key, service)).collect::<Vec<_>>()
    });
    of_services
        .into_iter()
        .chain(about_bundles(given, catalogue))
        .chain(about_all(given, members))
        .collect()
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
    vec![
        service
            .rule("hub/service-unknown")
            .must(facts.is_set() | service.dns_names().has_any())
            .otherwise(
                text!("is the service `{short}`, which the catalogue does not have"),
                "correct the key, or say in `service` which service it is; if AWS has it by now, \
                 give its names in `dnsNames`",
            ),
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
        service
            .policy()
            .rule("policy/json")
            .must(
                service.policy().is_absent()
                    | service.policy().from_json::<Map<Text>>().lookup("Statement").is_set(),
            )
            .otherwise(
                "is not a policy document as JSON",
                "give JSON text with `Version` and `Statement`",
            ),
        service
            .availability_zone_ids()
            .rule("hub/service-zones")
            .must(
                service
                    .availability_zone_ids()
                    .any(|zone| !given.places().contains(zone))
                    .is(false),
            )
            .otherwise(
                text!("has a zone that the hub is not in: it is in {}", given.places().to_json()),
                "use zones of the hub, or leave it out for all of them",
            ),
    ]
}

/// What has to hold for the names of a service.
fn about_names(
    given: Given,
    members: Handle<Map<Member>>,
    key: Handle<Text>,
    service: Handle<HubService>,
) -> Vec<Rule> {
    let own = members.lookup(key);
    let is_zoned = has_zones(own.dns());
    let others = members.filter(|other, member| !other.is(key) & has_zones(member.dns()));
    let taken: Handle<List<Text>> =
        others.flat_map(|_, member| member.zones().map(|zone| zone.key()));
    let twice = own.zones().filter(|zone| taken.contains(zone.key())).map(|zone| zone.key());
    let names = service.dns_names();
    vec![
        service.rule("hub/names-unknown").must(!is_zoned | own.zones().has_any()).otherwise(
            "needs names for its zones, and the catalogue knows none",
            "give them in `dnsNames`, or set its `dns` to `profile` or `none`",
        ),
        service.rule("hub/name-twice").must(!is_zoned | twice.is_empty()).otherwise(
            text!("has names that another service of the hub has too: {}", twice.to_json()),
            "remove one of the two, or set its `dns` to `none`",
        ),
        names
            .rule("hub/names-unused")
            .must(names.is_empty() | is_zoned | given.services.is_empty())
            .otherwise(
                "is given, but no zones are made for this service",
                "remove it, or set `dns` to `zones` or `profileZones`",
            ),
    ]
}

/// What has to hold for bundles.
fn about_bundles(given: Given, catalogue: Catalogue) -> Vec<Rule> {
    each_rule(given.bundles, |_, bundle| {
        [bundle.rule("bundle/unknown").must(catalogue.bundles.has_key(bundle)).otherwise(
            text!("is `{bundle}`, which is no bundle"),
            &format!("use one of `{}`", bundle_names().join("`, `")),
        )]
    })
}

/// What has to hold for all services together.
fn about_all(given: Given, members: Handle<Map<Member>>) -> Vec<Rule> {
    let none = given.services.rule("hub/no-services").must(members.has_any()).otherwise(
        "is empty, and so is `bundles`: the hub would have no endpoint",
        "name a service, or a bundle in `bundles`",
    );
    let most = given
        .services
        .rule("hub/quota-endpoints")
        .source(sources::QUOTAS)
        .must(members.length().at_most(MOST_ENDPOINTS))
        .otherwise(
            text!(
                "makes {} endpoints with those of `bundles`, and a VPC has the quota `Interface and \
                 Gateway Load Balancer endpoints per VPC` of 50",
                members.length()
            ),
            "ask AWS for a higher quota before this is deployed, or make a second hub",
        )
        .warning();
    let global = members.any(|_, member| {
        member.dns().is(DnsMode::Profile) & !member.facts().regional() & member.region().is_absent()
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
    vec![none, most, regionless]
}
