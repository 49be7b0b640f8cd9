//! A private zone of yours with records for the endpoint.

use crate::forms::{DomainName, HostedZoneId, Key, RecordName, VpcId};
use crate::private_link_consumer::acceptance::Accepted;
use crate::private_link_consumer::address_types::AddressType;
use crate::private_link_consumer::endpoint_type::EndpointType;
use crate::private_link_consumer::names::EndpointNames;
use crate::private_link_consumer::service_choice::{Choice, alone};
use crate::private_link_consumer::subnets::Used;
use crate::shared::Subject;
use crate::shared::connection::{ConnectionFields, Handed};
use crate::shared::services::FactsFields;
use crate::sources;
use privatelink_catalog::facts::REGION;
use privatelink_catalog::route53;
use privatelink_catalog::route53::record::Alias;
use privatelink_catalog::route53::zone::Vpc as ZoneVpc;
use privatelink_ir::handle::{
    Condition, Draft, Handle, Map, Resource, each_rule, exactly_one, here, list,
};
use privatelink_ir::rule::Rule;
use privatelink_ir::{Keyed, Value};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// A private zone with records for the endpoint, for names that the service does not have itself.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CustomDns {
    /// Name of the zone, such as the domain of the vendor.
    zone_name: DomainName,
    /// Whether a private zone is made.
    #[schemars(extend("default" = true))]
    create_zone: bool,
    /// Id of the zone, if it is already there and knows the VPC.
    hosted_zone_id: Option<Value<HostedZoneId>>,
    /// Records. Key: the name below the zone, such as `api` or `*`, or `@` for the zone itself.
    #[schemars(extend("minProperties" = 1))]
    records: Keyed<RecordName, CustomRecord>,
    /// Other VPCs of the same account that see the zone. Key: a name for the VPC.
    #[schemars(extend("default" = {}))]
    extra_vpc_ids: Keyed<Key, Value<VpcId>>,
}

/// A record for the endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct CustomRecord {
    /// What the name leads to: `regional` for all zones, or an Availability Zone id for the interface in that zone.
    #[schemars(extend("default" = "regional"))]
    target: String,
}

/// A record of one type.
#[derive(Input, JsonSchema)]
struct TypedRecord {
    name: String,
    r#type: String,
    target: String,
}

/// The zone, if one is made, and its records. Records come after acceptance and go before it does; they are held back
/// until then.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Handle<CustomDns>,
    address_type: Handle<AddressType>,
    names: EndpointNames,
) {
    let accepted = names.accepted;
    let makes_zone = given.is_set() & given.create_zone();
    let vpcs = list([subject.vpc_id]) + given.extra_vpc_ids().values();
    let zone = route53::Zone::new()
        .only_if(makes_zone)
        .name(given.zone_name())
        .comment(text!("Names for the endpoint of {}", subject.name))
        .vpc(vpcs.map(|vpc| ZoneVpc::new().vpc_id(vpc).vpc_region(here(REGION))))
        .tags(subject.tags);
    let zone = draft.resource("zone", zone);
    let records = of_type(given, "A", !address_type.is(AddressType::Ipv6))
        + of_type(given, "AAAA", !address_type.is(AddressType::Ipv4));
    let records = draft.resources("record", records, |_, record| {
        let regional = record.target().is("regional");
        let name = regional.choose(names.regional, names.zonal(record.target()));
        let alias = Alias::new().name(name).zone_id(names.zone_id).evaluate_target_health(false);
        let below = text!("{}.{}", record.name(), given.zone_name());
        route53::Record::new()
            .only_if(given.is_set() & !accepted.is_held)
            .zone_id(makes_zone.choose(zone.zone_id(), given.hosted_zone_id()))
            .name(record.name().is("@").choose(given.zone_name(), below))
            .type_(record.r#type())
            .alias(list([alias]))
            .after(names.accepter)
            .after(names.private_dns)
    });
    draft
        .output("customZoneId", "Id of the private zone, if one was made here.", zone.zone_id())
        .optional()
        .after(records);
}

/// The records of one type, by `name/type`.
fn of_type(given: Handle<CustomDns>, kind: &str, is_wanted: Condition) -> Handle<Map<TypedRecord>> {
    given.records().filter(|_, _| is_wanted).to_map(|name, record| {
        let entry = TypedRecord::object().name(name).r#type(kind).target(record.target());
        (text!("{name}/{kind}"), entry)
    })
}

/// What the rules ask about.
#[derive(Clone, Copy)]
pub(crate) struct Of {
    pub(crate) endpoint_type: Handle<EndpointType>,
    pub(crate) subnets: Used,
    pub(crate) accepted: Accepted,
    pub(crate) choice: Choice,
    pub(crate) handed: Handed,
}

/// What has to hold for the zone and its records.
pub(crate) fn rules(given: Handle<CustomDns>, enabled: Condition, of: Of) -> Vec<Rule> {
    let Of { endpoint_type, accepted, choice, .. } = of;
    let zones = of.subnets.subnets.keys();
    let of_records = each_rule(given.records(), |_, record| {
        let target = record.target();
        [target.rule("dns/target").must(target.is("regional") | zones.contains(target)).otherwise(
            text!("is `{target}`, which is no zone of the endpoint: it is in {}", zones.quoted()),
            "use `regional` or one of these zones",
        )]
    });
    let of_zone = [
        given
            .rule("dns/no-interfaces")
            .source(sources::INTERFACE_ENDPOINT)
            .must(given.is_set().implies(endpoint_type.is(EndpointType::Interface)))
            .otherwise(
                text!(
                    "is given, but an endpoint of the type `{endpoint_type}` has no DNS name of \
                     its own"
                ),
                "remove it",
            ),
        given.rule("dns/unaccepted").must(!(given.is_set() & accepted.is_unsaid)).otherwise(
            "is given, but nothing says whether the provider has accepted the connection, and \
             names that lead to it before are an outage",
            "say in `acceptance` how the connection comes to be accepted",
        ),
        given
            .hosted_zone_id()
            .rule("dns/zone-id")
            .must(given.is_set().implies(exactly_one([
                given.hosted_zone_id().is_set(),
                given.create_zone().late(),
            ])))
            .otherwise(
                "has to be given exactly when `createZone` is false",
                "give the id of a zone that is already there and set `createZone` to false, or \
                 neither",
            ),
        given
            .extra_vpc_ids()
            .rule("dns/extra-vpcs")
            .must(given.is_absent() | given.create_zone() | given.extra_vpc_ids().is_empty())
            .otherwise(
                "is given, but the zone is not made here",
                "remove it, and associate the VPCs where the zone is made",
            ),
    ];
    let others =
        [another_name(given, enabled.is(true), of), alone(given, given.is_absent(), choice)];
    of_records.into_iter().chain(of_zone).chain(others).collect()
}

/// The zone has another name than the service: a VPC cannot have both.
fn another_name(given: Handle<CustomDns>, is_private_dns_on: Condition, of: Of) -> Rule {
    let Of { choice, handed, .. } = of;
    let zone_name = given.zone_name();
    let of_connection = handed.is_given & handed.connection.private_dns_name().is(zone_name);
    let of_service = choice.is_aws_service & zone_name.matches(choice.facts.domains());
    zone_name
        .rule("dns/same-name")
        .must(!(is_private_dns_on & given.is_set() & (of_connection | of_service)))
        .otherwise(
            "is the private DNS name of the service, and a VPC cannot have both",
            "remove `customDns`, or set `privateDnsEnabled` to false",
        )
}
