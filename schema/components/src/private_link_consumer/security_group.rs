//! The security group of an endpoint: who may reach the service, on its own ports only. Nothing leaves through it.
//!
//! Its rules stand in the group itself: which ports there are is known as late as the connection, and a rule of its own
//! for each port would have to be known before.

use crate::forms::{Ipv4Cidr, Ipv6Cidr, Port, PrefixListId, SecurityGroupId};
use crate::private_link_consumer::endpoint_type;
use crate::private_link_consumer::service_choice;
use crate::shared::connection;
use crate::sources;
use privatelink_catalog::ec2::security_group as group;
use privatelink_catalog::ec2::security_group::{egress, ingress};
use privatelink_catalog::ec2::vpc;
use privatelink_catalog::engines::LOOK_UPS;
use privatelink_ir::expr::{
    all, any, concat, flatten, for_list, input, list, local, not, object, text, value,
};
use privatelink_ir::graph::{Node, node};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Security groups of an endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename = "EndpointSecurityGroup", rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct SecurityGroup {
    /// Whether a group is made.
    #[schemars(extend("default" = true))]
    create: bool,
    /// Groups that are already there, to be attached as well.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    ids: Vec<Value<SecurityGroupId>>,
    /// IPv4 ranges that may reach the service. Default: the ranges of the VPC if no other source is given either, which
    /// CloudFormation cannot look up.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_ipv4_cidrs: Vec<Value<Ipv4Cidr>>,
    /// IPv6 ranges that may reach the service.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_ipv6_cidrs: Vec<Value<Ipv6Cidr>>,
    /// Prefix lists that may reach the service.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_prefix_list_ids: Vec<Value<PrefixListId>>,
    /// Security groups whose members may reach the service: of the same VPC, or of a peered one. Not through a transit
    /// gateway.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    allowed_security_group_ids: Vec<Value<SecurityGroupId>>,
    /// TCP ports of the service. Default: those of the connection or of the catalogue, else 443.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    ports: Vec<Port>,
    /// Allows `0.0.0.0/0` and `::/0` among the sources.
    #[schemars(extend("default" = false))]
    allow_open_ingress: bool,
}

/// Name in the graph of the ports that are open, with their protocols.
const OPENINGS: &str = "openings";
/// Name in the graph of who may reach the service, as far as it was said.
const SOURCES: &str = "sources";

fn of(field: &str) -> Expr {
    input("securityGroup").get(field)
}

/// Whether a group is made.
fn made() -> Expr {
    all([endpoint_type::has_interfaces(), of("create")])
}

/// Inputs that name sources of traffic, and what each is called among the sources.
const KINDS: [(&str, &str); 4] = [
    ("allowedIpv4Cidrs", "ipv4"),
    ("allowedIpv6Cidrs", "ipv6"),
    ("allowedPrefixListIds", "list"),
    ("allowedSecurityGroupIds", "group"),
];

fn no_source() -> Expr {
    all(KINDS.map(|(source, _)| of(source).is_empty()))
}

/// Named values: which ports are open, and to whom.
pub(crate) fn locals() -> [(&'static str, Expr); 2] {
    let range = |port: Expr| service_choice::range(port);
    let open = |ports: Expr, protocol: &str| {
        let opening = object([
            ("first", value("port").get("first")),
            ("last", value("port").get("last")),
            ("protocol", protocol.into()),
        ]);
        for_list("port", ports, opening)
    };
    let singles = |ports: Expr| for_list("number", ports, range(value("number")));
    let of_service = service_choice::is_aws_service()
        .choose(service_choice::about("ports"), list([service_choice::https()]));
    let of_connection =
        connection::is_given().choose(singles(connection::field("ports")), of_service);
    let tcp = of("ports").is_empty().choose(of_connection, singles(of("ports")));
    let udp = connection::is_given().choose(singles(connection::field("udpPorts")), list([]));
    let sources = KINDS.map(|(input, kind)| sources(of(input), kind));
    [(OPENINGS, concat([open(tcp, "tcp"), open(udp, "udp")])), (SOURCES, concat(sources))]
}

fn sources(ends: Expr, kind: &str) -> Expr {
    for_list("end", ends, object([("kind", kind.into()), ("end", value("end"))]))
}

/// The look-up of the VPC, and the group.
pub(crate) fn nodes(tags: impl Fn() -> Expr) -> [Node; 2] {
    let network =
        node("vpc", vpc::KIND).only_if(all([made(), no_source()])).set(vpc::ID, input("vpcId"));
    let group = node("security_group", group::KIND)
        .only_if(made())
        .set(group::VPC_ID, input("vpcId"))
        .set(group::DESCRIPTION, text(["Endpoint of ".into(), input("name")]))
        .set(group::INGRESS, inbound(&network))
        .set(group::EGRESS, list([nowhere()]))
        .set(group::TAGS, tags());
    [network, group]
}

/// The ids of all groups of the endpoint.
pub(crate) fn ids(group: &Node) -> Expr {
    concat([of("create").choose(list([group.attribute(group::ID)]), list([])), of("ids")])
}

/// One rule per source and opening: the form in which AWS stores them and every engine reads them back.
fn inbound(network: &Node) -> Expr {
    let of_vpc = sources(network.attribute(vpc::CIDR_BLOCKS), "ipv4");
    let everyone = no_source().choose(of_vpc, local(SOURCES));
    let only = |kind: &str| {
        let is_kind = value("rule").get("kind").equals(kind);
        is_kind.then(list([value("rule").get("end")]))
    };
    let opening = |field: &str| value("opening").get(field);
    let rule = |field: &str| value("rule").get(field);
    let pairs = flatten(for_list(
        "source",
        everyone,
        for_list(
            "opening",
            local(OPENINGS),
            object([
                ("first", opening("first")),
                ("last", opening("last")),
                ("protocol", opening("protocol")),
                ("kind", value("source").get("kind")),
                ("end", value("source").get("end")),
            ]),
        ),
    ));
    for_list(
        "rule",
        pairs,
        object([
            (ingress::FROM_PORT, rule("first")),
            (ingress::TO_PORT, rule("last")),
            (ingress::PROTOCOL, rule("protocol")),
            (ingress::CIDR_BLOCKS, only("ipv4")),
            (ingress::IPV6_CIDR_BLOCKS, only("ipv6")),
            (ingress::PREFIX_LIST_IDS, only("list")),
            (ingress::SECURITY_GROUPS, only("group")),
        ]),
    )
}

/// A rule that lets nothing out: without any rule, CloudFormation would let everything out. No packet has this kind and
/// goes there.
fn nowhere() -> Expr {
    object([
        (egress::FROM_PORT, 252.into()),
        (egress::TO_PORT, 86.into()),
        (egress::PROTOCOL, "icmp".into()),
        (egress::CIDR_BLOCKS, list(["255.255.255.255/32".into()])),
        (egress::DESCRIPTION, "Nothing leaves through an endpoint".into()),
    ])
}

/// What has to hold for the groups.
pub(crate) fn rules() -> Vec<Rule> {
    let place = "securityGroup";
    let open = |source: &str, everybody: &str| of(source).contains(everybody);
    let is_open = || any([open("allowedIpv4Cidrs", "0.0.0.0/0"), open("allowedIpv6Cidrs", "::/0")]);
    let unused = || all([no_source(), of("ports").is_empty(), not(of("allowOpenIngress"))]);
    vec![
        rule("security-group/endpoint-none", &[place])
            .source(sources::INTERFACE_ENDPOINT)
            .must(any([
                not(endpoint_type::has_interfaces()),
                of("create"),
                not(of("ids").is_empty()),
            ]))
            .otherwise(
                ["leaves the endpoint without a group of yours: AWS would give it the VPC's default group".into()],
                "set `create`, or name groups in `ids`",
            ),
        rule("security-group/endpoint-sources", &[place])
            .must(made().implies(not(no_source())))
            .otherwise(
                ["names no one who may reach the endpoint, so it is open to the address ranges of the VPC".into()],
                "name them in `securityGroup.allowedIpv4Cidrs`",
            )
            .on_engines_without(LOOK_UPS),
        rule("security-group/endpoint-unused", &[place])
            .must(any([made(), unused()]))
            .otherwise(
                ["says who may reach the service, but no group is made to hold it".into()],
                "set `create`, or remove everything but `ids`",
            ),
        rule("security-group/endpoint-type", &[place, "ids"])
            .must(any([endpoint_type::has_interfaces(), of("ids").is_empty()]))
            .otherwise(
                ["is given, but an endpoint of the type `".into(), endpoint_type::endpoint_type(), "` has no groups".into()],
                "remove it",
            ),
        rule("security-group/endpoint-ports", &[place, "ports"])
            .must(any([
                not(made()),
                not(connection::field("serviceName").is_set()),
                not(of("ports").is_empty()),
                not(connection::field("ports").is_empty()),
                not(connection::field("udpPorts").is_empty()),
            ]))
            .otherwise(
                ["is empty, and the connection has no ports either: nobody could reach the service".into()],
                "give the ports of the service",
            ),
        rule("security-group/endpoint-open", &[place])
            .must(any([of("allowOpenIngress"), not(is_open())]))
            .otherwise(
                ["lets everybody in".into()],
                "name narrower ranges, or confirm with `allowOpenIngress`",
            ),
        rule("security-group/endpoint-open-allowed", &[place])
            .must(of("allowOpenIngress").implies(not(is_open())))
            .otherwise(["lets everybody in".into()], "name narrower ranges unless this is meant")
            .warning(),
    ]
}
