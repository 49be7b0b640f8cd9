//! The security group of a load balancer, with the least it needs.

use crate::forms::{Ipv4Cidr, Ipv6Cidr, Key, Port, PrefixListId, SecurityGroupId};
use privatelink_catalog::ec2::{
    security_group as group, security_group_egress_rule as outbound,
    security_group_ingress_rule as inbound,
};
use privatelink_ir::expr::{
    all, any, concat, flatten, for_list, for_list_if, for_map, input, list, not, text, value,
};
use privatelink_ir::graph::{Node, each, node};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Keyed, Value};
use schemars::JsonSchema;

/// Security groups of a load balancer.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SecurityGroup {
    /// Whether a group is made.
    #[schemars(extend("default" = true))]
    create: bool,
    /// Groups that are already there, to be attached as well.
    #[schemars(extend("default" = []))]
    ids: Vec<Value<SecurityGroupId>>,
    /// Who may connect, beside endpoints. Key: a name for the source. Default: nobody. Endpoints need none unless
    /// `enforceInboundRulesOnPrivateLinkTraffic` is true.
    #[schemars(extend("default" = {}))]
    ingress: Keyed<Key, TrafficRule>,
    /// Where the load balancer may connect. Key: a name for the destination. Default: anywhere, on the ports of targets and health checks only.
    #[schemars(extend("default" = {}))]
    egress: Keyed<Key, TrafficRule>,
    /// Allows `0.0.0.0/0` and `::/0` in `ingress`.
    #[schemars(extend("default" = false))]
    allow_open_ingress: bool,
}

/// Traffic that a security group lets through. Exactly one of the four ends is given.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
struct TrafficRule {
    /// First port.
    from_port: Port,
    /// Last port. Default: the first.
    to_port: Option<Port>,
    /// IPv4 range at the other end.
    cidr_ipv4: Option<Value<Ipv4Cidr>>,
    /// IPv6 range at the other end.
    cidr_ipv6: Option<Value<Ipv6Cidr>>,
    /// Prefix list at the other end.
    prefix_list_id: Option<Value<PrefixListId>>,
    /// Security group at the other end. Does not work for consumers: endpoints are not in your groups.
    security_group_id: Option<Value<SecurityGroupId>>,
    /// What the traffic is.
    description: Option<Value<String>>,
}

/// The group, and everything with its rules.
pub(crate) struct Nodes {
    /// The group.
    pub(crate) group: Node,
    /// The group and its rules.
    pub(crate) all: Vec<Node>,
}

/// A group for the load balancer, if one is `made` and asks for it.
pub(crate) fn nodes(made: impl Fn() -> Expr, tags: impl Fn() -> Expr) -> Nodes {
    let settings = || input("loadBalancer").get("securityGroup");
    let wanted = || all([made(), settings().get("create")]);
    let of_group = |node: Node, group: &Node| (node, group.attribute(group::ID));

    let security_group = node("security_group", group::KIND)
        .only_if(wanted())
        .set(group::VPC_ID, input("vpcId"))
        .set(group::DESCRIPTION, text(["Load balancer of ".into(), input("name")]))
        .set(group::TAGS, tags());

    let (ingress, id) = of_group(node("ingress", inbound::KIND), &security_group);
    let ingress = ingress
        .only_if(wanted())
        .for_each(settings().get("ingress"))
        .set(inbound::SECURITY_GROUP_ID, id)
        .set(inbound::IP_PROTOCOL, "tcp")
        .set(inbound::FROM_PORT, each().get("fromPort"))
        .set(inbound::TO_PORT, each().get("toPort").or_else(each().get("fromPort")))
        .set(inbound::CIDR_IPV4, each().get("cidrIpv4"))
        .set(inbound::CIDR_IPV6, each().get("cidrIpv6"))
        .set(inbound::PREFIX_LIST_ID, each().get("prefixListId"))
        .set(inbound::REFERENCED_SECURITY_GROUP_ID, each().get("securityGroupId"))
        .set(inbound::DESCRIPTION, each().get("description"));

    let (egress, id) = of_group(node("egress", outbound::KIND), &security_group);
    let egress = egress
        .only_if(wanted())
        .for_each(settings().get("egress"))
        .set(outbound::SECURITY_GROUP_ID, id)
        .set(outbound::IP_PROTOCOL, "tcp")
        .set(outbound::FROM_PORT, each().get("fromPort"))
        .set(outbound::TO_PORT, each().get("toPort").or_else(each().get("fromPort")))
        .set(outbound::CIDR_IPV4, each().get("cidrIpv4"))
        .set(outbound::CIDR_IPV6, each().get("cidrIpv6"))
        .set(outbound::PREFIX_LIST_ID, each().get("prefixListId"))
        .set(outbound::REFERENCED_SECURITY_GROUP_ID, each().get("securityGroupId"))
        .set(outbound::DESCRIPTION, each().get("description"));

    // Targets can be anywhere the VPC routes to, so only the ports can be narrowed without being told.
    let (target_egress, id) = of_group(node("target_egress", outbound::KIND), &security_group);
    let target_egress = target_egress
        .only_if(all([wanted(), settings().get("egress").is_empty()]))
        .for_each(for_map("port", target_ports(), text([value("port")]), value("port")))
        .set(outbound::SECURITY_GROUP_ID, id)
        .set(outbound::IP_PROTOCOL, "tcp")
        .set(outbound::FROM_PORT, each())
        .set(outbound::TO_PORT, each())
        .set(outbound::CIDR_IPV4, "0.0.0.0/0")
        .set(outbound::DESCRIPTION, text(["Targets on port ".into(), each()]));

    let all = vec![security_group.clone(), ingress, egress, target_egress];
    Nodes { group: security_group, all }
}

/// Ports on which targets take traffic and health checks, each once.
fn target_ports() -> Expr {
    let listener = || value("listener");
    let listener_port = || listener().get("targetPort").or_else(listener().get("port"));
    let check = || listener().get("healthCheck").get("port");
    let own = for_list_if(
        "target",
        listener().get("targets"),
        value("target").get("port").is_set(),
        value("target").get("port"),
    );
    concat([
        for_list("listener", input("listeners"), listener_port()),
        for_list_if("listener", input("listeners"), check().is_set(), check()),
        flatten(for_list("listener", input("listeners"), own)),
    ])
    .distinct()
}

/// What has to hold for the groups.
pub(crate) fn rules() -> Vec<Rule> {
    let place = ["loadBalancer", "securityGroup"];
    let settings = || input("loadBalancer").get("securityGroup");
    let made = || input("loadBalancer").is_set();
    let ends = |name| {
        let end =
            move |field: &str| value(name).get(field).is_set().choose(list([1.into()]), list([]));
        concat(["cidrIpv4", "cidrIpv6", "prefixListId", "securityGroupId"].map(end))
    };
    let one_end = |direction: &str| {
        rule("security-group/one-end", &[place[0], place[1], direction])
            .each("rule", settings().get(direction))
            .must(ends("rule").length().equals(1))
            .otherwise(
                ["has ".into(), ends("rule").length(), " ends".into()],
                "give exactly one of `cidrIpv4`, `cidrIpv6`, `prefixListId` and `securityGroupId`",
            )
    };
    let port_order = |direction: &str| {
        let to_port = || value("rule").get("toPort");
        rule("security-group/port-order", &[place[0], place[1], direction])
            .each("rule", settings().get(direction))
            .field("toPort")
            .must(any([not(to_port().is_set()), value("rule").get("fromPort").at_most(to_port())]))
            .otherwise(["is before `fromPort`".into()], "give the higher port, or leave it out")
    };
    let is_open = |name| {
        any([
            value(name).get("cidrIpv4").equals("0.0.0.0/0"),
            value(name).get("cidrIpv6").equals("::/0"),
        ])
    };
    vec![
        rule("security-group/none", &place)
            .must(any([
                not(made()),
                settings().get("create"),
                not(settings().get("ids").is_empty()),
            ]))
            .otherwise(
                ["leaves the load balancer without a group, and it could never get one".into()],
                "set `create`, or name groups in `ids`",
            ),
        rule("security-group/unused", &place)
            .must(any([
                not(made()),
                settings().get("create"),
                all([settings().get("ingress").is_empty(), settings().get("egress").is_empty()]),
            ]))
            .otherwise(
                ["has rules, but no group is made to hold them".into()],
                "set `create`, or remove `ingress` and `egress`",
            ),
        one_end("ingress"),
        one_end("egress"),
        port_order("ingress"),
        port_order("egress"),
        rule("security-group/open", &[place[0], place[1], "ingress"])
            .each("rule", settings().get("ingress"))
            .must(any([settings().get("allowOpenIngress"), not(is_open("rule"))]))
            .otherwise(
                ["lets everybody in".into()],
                "name a narrower range, or confirm with `allowOpenIngress`",
            ),
        rule("security-group/open-allowed", &[place[0], place[1], "ingress"])
            .each("rule", settings().get("ingress"))
            .must(any([not(settings().get("allowOpenIngress")), not(is_open("rule"))]))
            .otherwise(["lets everybody in".into()], "name a narrower range unless this is meant")
            .warning(),
        rule("security-group/enforced-without-rule", &["listeners"])
            .each("listener", input("listeners"))
            .must(any([
                not(made()),
                not(input("loadBalancer").get("enforceInboundRulesOnPrivateLinkTraffic")),
                not(settings().get("ids").is_empty()),
                not(for_list_if(
                    "rule",
                    settings().get("ingress"),
                    all([
                        value("rule").get("fromPort").at_most(value("listener").get("port")),
                        value("listener").get("port").at_most(
                            value("rule").get("toPort").or_else(value("rule").get("fromPort")),
                        ),
                    ]),
                    privatelink_ir::expr::key("rule"),
                )
                .is_empty()),
            ]))
            .otherwise(
                ["cannot be reached: inbound rules are enforced, and none is for its port".into()],
                "add a rule to `loadBalancer.securityGroup.ingress`, or leave `enforceInboundRulesOnPrivateLinkTraffic` false",
            ),
    ]
}
