//! Names of an endpoint: the service's own private names, a private zone of yours, and Route 53 profiles.

use crate::forms::{DomainName, HostedZoneId, Key, ProfileId, RecordName, VpcId};
use crate::private_link_consumer::acceptance;
use crate::private_link_consumer::endpoint_type;
use crate::private_link_consumer::service_choice::{self, has_gateway};
use crate::private_link_consumer::subnets;
use crate::shared::connection;
use crate::sources;
use privatelink_catalog::ec2::{vpc_endpoint as endpoint, vpc_endpoint_private_dns as private_dns};
use privatelink_catalog::engines::RESOLVER_ONLY_DNS;
use privatelink_catalog::facts::REGION;
use privatelink_catalog::route53::record::alias;
use privatelink_catalog::route53::zone::vpc as zone_vpc;
use privatelink_catalog::route53::{profile_resource_association as association, record, zone};
use privatelink_ir::expr::{
    all, any, concat, exactly_one, for_list, for_map, for_map_if, here, input, key, list, local,
    merge, not, object, text, value,
};
use privatelink_ir::graph::{Node, each, each_key, node};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A private zone with records for the endpoint, for names that the service does not have itself.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
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
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct CustomRecord {
    /// What the name leads to: `regional` for all zones, or an Availability Zone id for the interface in that zone.
    #[schemars(extend("default" = "regional"))]
    target: String,
}

/// Profiles by a name for each.
pub(crate) type Profiles = Keyed<Key, Value<ProfileId>>;

/// Name in the graph of whether private DNS names are wanted.
const WANTED: &str = "private_dns";

fn custom(field: &str) -> Expr {
    input("customDns").get(field)
}

fn has_custom() -> Expr {
    input("customDns").is_set()
}

/// Named values: whether private DNS names are wanted. Known late, as the connection may be.
pub(crate) fn locals() -> [(&'static str, Expr); 1] {
    let of_service = service_choice::is_aws_service().then(service_choice::about("named"));
    let has_names = connection::is_given()
        .choose(connection::field("privateDnsName").is_set(), of_service.or_else(false));
    let automatic = all([endpoint_type::is("Interface"), not(has_custom()), has_names]);
    let given = || input("privateDnsEnabled");
    [(WANTED, given().or_else(automatic))]
}

/// Whether private DNS names are on as soon as the endpoint is made; null where the type has none, or where a step of
/// its own turns them on.
pub(crate) fn enabled_at_once() -> Expr {
    all([endpoint_type::has_interfaces(), not(acceptance::is_here())])
        .then(all([local(WANTED), not(acceptance::is_open())]))
}

/// Turns private DNS names on when the connection is accepted here.
pub(crate) fn after_acceptance(endpoint_id: Expr, accepted: &Node) -> Node {
    node("private_dns", private_dns::KIND)
        .only_if(all([acceptance::is_here(), endpoint_type::is("Interface")]))
        .set(private_dns::VPC_ENDPOINT_ID, endpoint_id)
        .set(private_dns::PRIVATE_DNS_ENABLED, local(WANTED))
        .set(private_dns::KEPT, true)
        .after(&[accepted.label])
}

/// DNS names of the endpoint, as they are once the connection is accepted.
pub(crate) struct Names<'a> {
    /// The one that leads to all zones.
    pub(crate) regional: &'a dyn Fn() -> Expr,
    /// The zone id of that name.
    pub(crate) zone_id: &'a dyn Fn() -> Expr,
    /// The one in a zone, given its id.
    pub(crate) zonal: &'a dyn Fn(Expr) -> Expr,
}

/// The zone and its records. Records come `after` acceptance and go before it does; they are held back until then.
pub(crate) fn zone_nodes(
    names: &Names<'_>,
    after: &[&'static str],
    tags: impl Fn() -> Expr,
) -> [Node; 2] {
    let makes_zone = || all([has_custom(), custom("createZone")]);
    let vpcs = concat([list([input("vpcId")]), custom("extraVpcIds").values()]);
    let zone = node("zone", zone::KIND)
        .only_if(makes_zone())
        .set(zone::NAME, custom("zoneName"))
        .set(zone::COMMENT, text(["Names for the endpoint of ".into(), input("name")]))
        .set(
            zone::VPC,
            for_list(
                "network",
                vpcs,
                object([
                    (zone_vpc::VPC_ID, value("network")),
                    (zone_vpc::VPC_REGION, here(REGION)),
                ]),
            ),
        )
        .set(zone::TAGS, tags());
    let address_type = || input("ipAddressType");
    let of_type = |kind: &str, wanted: Expr| {
        for_map_if(
            "record",
            custom("records"),
            wanted,
            text([key("record"), "/".into(), kind.into()]),
            object([
                ("name", key("record")),
                ("type", kind.into()),
                ("target", value("record").get("target")),
            ]),
        )
    };
    let both = merge(list([
        of_type("A", not(address_type().equals("ipv6"))),
        of_type("AAAA", not(address_type().equals("ipv4"))),
    ]));
    let is_regional = each().get("target").equals("regional");
    let alias = object([
        (alias::NAME, is_regional.choose((names.regional)(), (names.zonal)(each().get("target")))),
        (alias::ZONE_ID, (names.zone_id)()),
        (alias::EVALUATE_TARGET_HEALTH, false.into()),
    ]);
    let records = node("record", record::KIND)
        .only_if(all([has_custom(), not(acceptance::is_held())]))
        .for_each(both)
        .set(
            record::ZONE_ID,
            makes_zone().choose(zone.attribute(zone::ZONE_ID), custom("hostedZoneId")),
        )
        .set(
            record::NAME,
            each().get("name").equals("@").choose(
                custom("zoneName"),
                text([each().get("name"), ".".into(), custom("zoneName")]),
            ),
        )
        .set(record::TYPE, each().get("type"))
        .set(record::ALIAS, list([alias]))
        .after(after);
    [zone, records]
}

/// Makes the endpoint known to profiles, once its private names are there; held back until then.
pub(crate) fn profiles(endpoint: &Node, private_dns: &Node) -> Node {
    node("profile_association", association::KIND)
        .only_if(not(acceptance::is_held()))
        .for_each(input("profileAssociations"))
        .set(association::NAME, each_key())
        .set(association::PROFILE_ID, each())
        .set(association::RESOURCE_ARN, endpoint.attribute(endpoint::ARN))
        .after(&[private_dns.label])
}

/// DNS options of the endpoint; null where the type has none.
pub(crate) fn options(resolver_only: Expr) -> Expr {
    use endpoint::dns_options;
    let record_type = input("dnsRecordIpType").or_else(input("ipAddressType"));
    endpoint_type::has_interfaces().then(object([
        (dns_options::DNS_RECORD_IP_TYPE, record_type),
        (dns_options::PRIVATE_DNS_PREFERENCE, input("privateDnsPreference")),
        (
            dns_options::PRIVATE_DNS_SPECIFIED_DOMAINS,
            not(input("privateDnsSpecifiedDomains").is_empty())
                .then(input("privateDnsSpecifiedDomains")),
        ),
        (dns_options::PRIVATE_DNS_ONLY_FOR_INBOUND_RESOLVER_ENDPOINT, resolver_only),
    ]))
}

/// DNS names of the endpoint by zone id. `zonal` gives its name in a zone.
pub(crate) fn zonal_names(zonal: &dyn Fn(Expr) -> Expr) -> Expr {
    for_map("subnet", subnets::used(), key("subnet"), zonal(key("subnet")))
}

/// What has to hold for names.
pub(crate) fn rules() -> Vec<Rule> {
    let resolver_only = || input("privateDnsOnlyForInboundResolverEndpoint");
    let record = |field: &str| value("record").get(field);
    let on = || input("privateDnsEnabled").equals(true);
    // Nobody may set it yet.
    let are_held = || all([acceptance::is_held(), not(input("privateDnsEnabled").is_set())]);
    let types = |allowed: &[&str]| list(allowed.iter().map(|word| Expr::from(*word)));
    let record_type = || input("dnsRecordIpType");
    let fits = |address: &str, allowed: &[&str]| {
        input("ipAddressType").equals(address).implies(types(allowed).contains(record_type()))
    };
    vec![
        rule("private-dns/type", &["privateDnsEnabled"])
            .must(on().implies(endpoint_type::has_interfaces()))
            .otherwise(
                ["is set, but an endpoint of the type `".into(), endpoint_type::endpoint_type(), "` has no DNS names".into()],
                "remove it",
            ),
        rule("private-dns/service", &["privateDnsEnabled"])
            .source(sources::SERVICES)
            .must(any([
                not(on()),
                not(service_choice::is_aws_service()),
                service_choice::about("named"),
            ]))
            .otherwise(
                ["is set, but `".into(), input("service"), "` has no private DNS name".into()],
                "remove it, or set `serviceOverride.hasPrivateDns` if it has one by now",
            ),
        rule("private-dns/connection", &["privateDnsEnabled"])
            .must(any([
                not(on()),
                not(connection::is_given()),
                connection::field("privateDnsName").is_set(),
            ]))
            .otherwise(
                ["is set, but the service has no private DNS name".into()],
                "remove it, use `customDns`, or have the provider give the service a name in `privateDns`",
            ),
        rule("private-dns/region", &["privateDnsEnabled"])
            .must(on().implies(not(acceptance::is_open())))
            .otherwise(
                ["is set, but the connection is not accepted yet, and AWS refuses that".into()],
                "remove it: names are turned on by themselves when `acceptance.accepted` is set",
            ),
        rule("private-dns/resolver-only", &["privateDnsOnlyForInboundResolverEndpoint"])
            .source(sources::S3_RESOLVER)
            .must(resolver_only().implies(all([endpoint_type::is("Interface"), has_gateway()])))
            .otherwise(
                ["is set, but only interface endpoints of services with gateway endpoints, such as `s3`, have it".into()],
                "remove it",
            ),
        rule("private-dns/resolver-only-gateway", &["privateDnsOnlyForInboundResolverEndpoint"])
            .source(sources::S3_RESOLVER)
            .must(any([
                not(resolver_only()),
                not(has_gateway()),
                not(input("routeTableIds").is_empty()),
                input("existingGatewayEndpoint"),
            ]))
            .otherwise(
                ["is set, but no gateway endpoint for the service is configured in this VPC".into()],
                "give `routeTableIds` to have one made, or set `existingGatewayEndpoint`",
            ),
        rule("private-dns/resolver-only-s3", &["privateDnsOnlyForInboundResolverEndpoint"])
            .must(any([not(resolver_only()), not(has_gateway()), input("service").equals("s3")]))
            .otherwise(
                ["is set".into()],
                "remove it",
            )
            .on_engines_without(RESOLVER_ONLY_DNS),
        rule("private-dns/resolver-only-off", &["privateDnsOnlyForInboundResolverEndpoint"])
            .must(not(all([resolver_only(), input("privateDnsEnabled").equals(false)])))
            .otherwise(
                ["is set, but private DNS is off".into()],
                "remove it, or set `privateDnsEnabled`",
            ),
        rule("dns-record-type/ip-address-type", &["dnsRecordIpType"])
            .source(sources::INTERFACE_ENDPOINT)
            .must(record_type().is_set().implies(all([
                    fits("ipv4", &["ipv4", "service-defined"]),
                    fits("ipv6", &["ipv6", "service-defined"]),
                ])))
            .otherwise(
                ["is `".into(), record_type(), "`, but addresses are ".into(), input("ipAddressType")],
                "set it to the same as `ipAddressType`, or set `ipAddressType` to `dualstack`",
            ),
        rule("dns/no-interfaces", &["customDns"])
            .source(sources::INTERFACE_ENDPOINT)
            .must(has_custom().implies(endpoint_type::is("Interface")))
            .otherwise(
                ["is given, but an endpoint of the type `".into(), endpoint_type::endpoint_type(), "` has no DNS name of its own".into()],
                "remove it",
            ),
        rule("dns/target", &["customDns", "records"])
            .each("record", custom("records"))
            .field("target")
            .must(any([
                record("target").equals("regional"),
                subnets::used().keys().contains(record("target")),
            ]))
            .otherwise(
                ["is `".into(), record("target"), "`, which is no zone of the endpoint: it is in ".into(), subnets::used().keys().to_json()],
                "use `regional` or one of these zones",
            ),
        rule("dns/same-name", &["customDns", "zoneName"])
            .must(not(all([
                on(),
                has_custom(),
                any([
                    all([
                        connection::is_given(),
                        connection::field("privateDnsName").equals(custom("zoneName")),
                    ]),
                    all([
                        service_choice::is_aws_service(),
                        custom("zoneName").matches(service_choice::about("domains")),
                    ]),
                ]),
            ])))
            .otherwise(
                ["is the private DNS name of the service, and a VPC cannot have both".into()],
                "remove `customDns`, or set `privateDnsEnabled` to false",
            ),
        rule("dns/unaccepted", &["customDns"])
            .must(not(all([has_custom(), acceptance::is_unsaid()])))
            .otherwise(
                ["is given, but nothing says whether the provider has accepted the connection, and names that lead to it before are an outage".into()],
                "say in `acceptance` how the connection comes to be accepted",
            ),
        rule("dns/zone-id", &["customDns", "hostedZoneId"])
            .must(has_custom().implies(exactly_one([custom("hostedZoneId").is_set(), custom("createZone")])))
            .otherwise(
                ["has to be given exactly when `createZone` is false".into()],
                "give the id of a zone that is already there and set `createZone` to false, or neither",
            ),
        rule("dns/extra-vpcs", &["customDns", "extraVpcIds"])
            .must(any([
                not(has_custom()),
                custom("createZone"),
                custom("extraVpcIds").is_empty(),
            ]))
            .otherwise(
                ["is given, but the zone is not made here".into()],
                "remove it, and associate the VPCs where the zone is made",
            ),
        rule("profiles/private-dns", &["profileAssociations"])
            .source(sources::PROFILES)
            .must(any([
                input("profileAssociations").is_empty(),
                all([endpoint_type::is("Interface"), any([local(WANTED), are_held()])]),
            ]))
            .otherwise(
                ["is given, but profiles share private DNS names of interface endpoints, and there are none".into()],
                "remove it, or set `privateDnsEnabled`",
            ),
        rule("profiles/unaccepted", &["profileAssociations"])
            .must(any([input("profileAssociations").is_empty(), not(acceptance::is_unsaid())]))
            .otherwise(
                ["is given, but nothing says whether the provider has accepted the connection, and there are no private DNS names before".into()],
                "say in `acceptance` how the connection comes to be accepted",
            ),
    ]
}
