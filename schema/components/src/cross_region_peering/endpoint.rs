//! A single service instead of a network: an endpoint for a service of the requester's Region, where the accepter is.

use crate::cross_region_peering::PEER;
use crate::cross_region_peering::sides::{Mode, Peered, SideFields};
use crate::forms::{AvailabilityZoneId, DomainName, Ipv4Cidr, OtherVpcId, Port, SubnetId};
use crate::shared::connection::{Connection, ConnectionFields, has_ports};
use crate::shared::group_rules::{self, Count, GroupQuotas, GroupQuotasFields};
use crate::shared::nowhere::nowhere;
use crate::shared::ports;
use crate::shared::services::{Range, RangeFields, range};
use crate::shared::subnet_rules;
use crate::sources;
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::security_group::Ingress;
use privatelink_catalog::ec2::vpc_endpoint::VpcEndpointAttributes as Endpoint;
use privatelink_catalog::engines::COMPUTING;
use privatelink_catalog::route53;
use privatelink_catalog::route53::record::Alias;
use privatelink_catalog::route53::zone::Vpc as ZoneVpc;
use privatelink_catalog::services::EXCLUDED_ZONES;
use privatelink_ir::handle::{
    Condition, Draft, Handle, Late, List, Map, One, Resource, Text, each_rule, list,
};
use privatelink_ir::rule::Rule;
use privatelink_ir::{Keyed, Value};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// An endpoint for one service of the requester's Region.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RemoteService {
    /// The service: the output `connection` of a `PrivateLinkService` whose `supportedRegions` name the accepter's Region. It accepts
    /// connections by itself; for one that does not, use a `PrivateLinkConsumer`.
    #[schemars(extend("needs" = COMPUTING.0))]
    connection: Value<Connection>,
    /// VPC of the clients, in the accepter's Region. Both of its DNS attributes have to be on.
    vpc_id: Value<OtherVpcId>,
    /// Subnets of the endpoint, one per Availability Zone. Key: the zone's id, such as `euw1-az1`.
    #[schemars(extend("minProperties" = 1))]
    subnets: Keyed<AvailabilityZoneId, RemoteServiceSubnet>,
    /// Ranges of the clients.
    #[schemars(extend("minItems" = 1, "maxItems" = 20, "uniqueItems" = true))]
    client_cidrs: Vec<Ipv4Cidr>,
    /// Quotas that AWS raised for the accepter's account.
    #[schemars(extend("default" = {}))]
    quotas: GroupQuotas,
    /// Name that the clients use: a private zone of this name leads to the endpoint.
    zone_name: DomainName,
}

/// A subnet of the endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RemoteServiceSubnet {
    /// Id of the subnet.
    subnet_id: Value<SubnetId>,
}

/// A port for a range.
#[derive(Input, JsonSchema)]
struct Opening {
    first: Value<Port>,
    last: Value<Port>,
    protocol: Value<String>,
    range: Value<String>,
}

/// The endpoint, its group and its name, in the account and Region of the accepter.
pub(crate) fn part(
    draft: &mut Draft,
    peered: Peered,
    given: Handle<RemoteService>,
    name: Handle<Text>,
    tags: Handle<Map<Text>, Late>,
) {
    let is_made = peered.mode.is(Mode::PrivateLink) & given.is_set();
    let home = peered.at_home;
    let connection = given.connection();
    let group = ec2::SecurityGroup::new()
        .only_if(is_made)
        .vpc_id(given.vpc_id())
        .description(text!("Endpoint of {name}"))
        .ingress(openings(given))
        .egress(list([nowhere()]))
        .tags(tags)
        .in_slot_unless(PEER, home);
    let group = draft.resource("security_group", group);
    let endpoint = ec2::VpcEndpoint::new()
        .only_if(is_made)
        .vpc_id(given.vpc_id())
        .vpc_endpoint_type("Interface")
        .service_name(connection.service_name())
        .service_region(peered.requester.region())
        .subnet_ids(given.subnets().map(|_, subnet| subnet.subnet_id()))
        .security_group_ids(list([group.id()]))
        .private_dns_enabled(false)
        .tags(tags)
        .in_slot_unless(PEER, home);
    let endpoint = draft.resource("endpoint", endpoint);
    name_of(draft, peered, is_made, given, (name, tags), endpoint);
    draft
        .output("endpointId", "Id of the endpoint, with `mode` `privateLink`.", endpoint.id())
        .optional();
}

/// The zone of the service's name, and its record.
fn name_of(
    draft: &mut Draft,
    peered: Peered,
    is_made: Condition,
    given: Handle<RemoteService>,
    (name, tags): (Handle<Text>, Handle<Map<Text>, Late>),
    endpoint: Endpoint<One>,
) {
    let home = peered.at_home;
    let vpc = ZoneVpc::new().vpc_id(given.vpc_id()).vpc_region(peered.accepter.region());
    let zone = route53::Zone::new()
        .only_if(is_made)
        .name(given.zone_name())
        .comment(text!("Names for the endpoint of {name}"))
        .vpc(list([vpc]))
        .tags(tags)
        .in_slot_unless(PEER, home);
    let zone = draft.resource("zone", zone);
    let alias = Alias::new()
        .name(endpoint.regional_dns_name())
        .zone_id(endpoint.regional_zone_id())
        .evaluate_target_health(false);
    let record = route53::Record::new()
        .only_if(is_made)
        .zone_id(zone.zone_id())
        .name(given.zone_name())
        .type_("A")
        .alias(list([alias]))
        .in_slot_unless(PEER, home);
    draft.resource("record", record);
}

/// One rule for each port of the service and range of clients.
fn openings(given: Handle<RemoteService>) -> Handle<List<Ingress>, Late> {
    let connection = given.connection();
    let of = |protocol: &'static str, ports: Handle<List<Range>, Late>| {
        given.client_cidrs().flat_map(|range| {
            ports.map(|port| {
                let opening = Opening::object().first(port.first()).last(port.last());
                opening.protocol(protocol).range(range)
            })
        })
    };
    let tcp = ports::all(connection.ports(), connection.port_ranges());
    let all = of("tcp", tcp) + of("udp", connection.udp_ports().map(range));
    all.map(|opening| {
        Ingress::new()
            .from_port(opening.first())
            .to_port(opening.last())
            .protocol(opening.protocol())
            .cidr_blocks(list([opening.range()]))
    })
}

/// The endpoint's group has no more rules than AWS lets it have.
fn of_quota(given: Handle<RemoteService>) -> Rule {
    let connection = given.connection();
    let opened = connection.ports().length().plus(connection.port_ranges().length());
    let opened = opened.plus(connection.udp_ports().length());
    let of_quota = group_rules::within(
        given.quotas().rules_per_security_group(),
        "peering/service-quota",
        "the endpoint's group",
        Count::of_ipv4(opened.times(given.client_cidrs().length())),
    );
    let fits = Handle::<bool>::of(&of_quota.must);
    of_quota.must(given.is_absent() | fits)
}

/// What has to hold for the endpoint.
pub(crate) fn rules(peered: Peered, given: Handle<RemoteService>) -> Vec<Rule> {
    let is_endpoint = peered.mode.is(Mode::PrivateLink);
    let connection = given.connection();
    let region = connection.service_region();
    let ours = peered.requester.region();
    let excluded: Handle<List<Text>> = list(EXCLUDED_ZONES.iter().copied());
    let mut rules = vec![
        given.rule("peering/service").must(!is_endpoint | given.is_set()).otherwise(
            "is missing, and `mode` is `privateLink`",
            "say which service it is, and who its clients are",
        ),
        connection
            .service_region()
            .rule("peering/service-region")
            .must(region.is_absent() | region.is(ours))
            .otherwise(
                text!("is not the Region of the requester, `{ours}`"),
                "correct `region` of the requester: the service is on its side",
            ),
        connection
            .acceptance_required()
            .rule("peering/service-acceptance")
            .must(given.is_absent() | !connection.acceptance_required())
            .otherwise(
                "is true: the endpoint would wait for somebody",
                "use a `PrivateLinkConsumer`, which knows how it is accepted",
            ),
        connection
            .ports()
            .rule("peering/service-ports")
            .must(given.is_absent() | has_ports(connection))
            .otherwise(
                "is empty: the endpoint would let nobody in",
                "give the ports of the service",
            ),
        of_quota(given),
        subnet_rules::not_too_many(given.subnets()),
        subnet_rules::one_region(given.subnets()),
    ];
    rules.extend(subnet_rules::each_once(given.subnets(), |subnet| subnet.subnet_id()));
    rules.extend(each_rule(given.subnets(), |zone, subnet| {
        [subnet
            .rule("zones/remote")
            .source(sources::SHARE)
            .must(!excluded.contains(zone))
            .otherwise(
                text!(
                    "is in a zone without access to other Regions; those are {}",
                    excluded.quoted()
                ),
                "use a subnet in another zone",
            )]
    }));
    rules
}
