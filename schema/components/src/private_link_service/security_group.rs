//! The security group of a load balancer, with the least it needs.

use crate::forms::{Ipv4Cidr, Ipv6Cidr, Key, Port, PrefixListId, SecurityGroupId};
use crate::private_link_service::application;
use crate::private_link_service::listeners;
use privatelink_catalog::ec2::{
    security_group as group, security_group_egress_rule as outbound,
    security_group_ingress_rule as inbound,
};
use privatelink_ir::expr::{
    all, any, concat, flatten, for_list_if, for_map, input, not, text, value,
};
use privatelink_ir::graph::{Node, each, node};
use privatelink_ir::{Expr, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Security groups of a load balancer.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
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
    /// Where the load balancer may connect, beside the Application Load Balancer of `applicationLoadBalancer`. Key: a name
    /// for the destination. Default: anywhere, on the ports of targets and health checks only.
    #[schemars(extend("default" = {}))]
    egress: Keyed<Key, TrafficRule>,
    /// Allows `0.0.0.0/0` and `::/0` in `ingress`.
    #[schemars(extend("default" = false))]
    allow_open_ingress: bool,
}

/// Traffic that a security group lets through. Exactly one of the four ends is given.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct TrafficRule {
    /// Protocol.
    #[schemars(extend("default" = "tcp"))]
    protocol: TransportProtocol,
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
    #[schemars(length(max = 255))]
    description: Option<Value<String>>,
}

/// Protocol of traffic.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum TransportProtocol {
    Tcp,
    Udp,
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

    let security_group = node("security_group", group::KIND)
        .only_if(wanted())
        .set(group::VPC_ID, input("vpcId"))
        .set(group::DESCRIPTION, text(["Load balancer of ".into(), input("name")]))
        .set(group::TAGS, tags());

    let id = || security_group.attribute(group::ID);
    let rule = |label, kind| node(label, kind).only_if(wanted());
    let ingress = traffic(rule("ingress", inbound::KIND).for_each(settings().get("ingress")), id());
    let egress = traffic(rule("egress", outbound::KIND).for_each(settings().get("egress")), id());
    let unsaid = |label| {
        node(label, outbound::KIND).only_if(all([wanted(), settings().get("egress").is_empty()]))
    };
    let target_egress = to_targets(unsaid("target_egress"), id(), "tcp", tcp_ports());
    let udp_egress = to_targets(unsaid("udp_target_egress"), id(), "udp", udp_ports());

    let all = vec![security_group.clone(), ingress, egress, target_egress, udp_egress];
    Nodes { group: security_group, all }
}

/// Rules of the group with this id out of the [`TrafficRule`]s that `node` walks. Rules for both directions name their
/// properties alike.
pub(crate) fn traffic(node: Node, id: Expr) -> Node {
    node.set(inbound::SECURITY_GROUP_ID, id)
        .set(inbound::IP_PROTOCOL, each().get("protocol"))
        .set(inbound::FROM_PORT, each().get("fromPort"))
        .set(inbound::TO_PORT, each().get("toPort").or_else(each().get("fromPort")))
        .set(inbound::CIDR_IPV4, each().get("cidrIpv4"))
        .set(inbound::CIDR_IPV6, each().get("cidrIpv6"))
        .set(inbound::PREFIX_LIST_ID, each().get("prefixListId"))
        .set(inbound::REFERENCED_SECURITY_GROUP_ID, each().get("securityGroupId"))
        .set(inbound::DESCRIPTION, each().get("description"))
}

/// Rules that let the group with this id connect anywhere on these ports: targets can be anywhere the VPC routes to, so
/// only the ports can be narrowed without being told.
pub(crate) fn to_targets(node: Node, id: Expr, protocol: &str, ports: Expr) -> Node {
    node.for_each(for_map("port", ports, text([value("port")]), value("port")))
        .set(outbound::SECURITY_GROUP_ID, id)
        .set(outbound::IP_PROTOCOL, protocol)
        .set(outbound::FROM_PORT, each())
        .set(outbound::TO_PORT, each())
        .set(outbound::CIDR_IPV4, "0.0.0.0/0")
        .set(outbound::DESCRIPTION, text(["Targets on port ".into(), each()]))
}

fn listener() -> Expr {
    value("listener")
}

/// `what` of each [`listener`] that is one of `which`.
fn of_listeners(which: Expr, what: Expr) -> Expr {
    for_list_if("listener", input("listeners"), which, what)
}

/// Ports on which targets take TCP and health checks, each once. Targets of UDP are checked by TCP on the port that
/// gets the traffic, unless the check has a port of its own. The way to an Application Load Balancer that is made here
/// has a rule of its own.
fn tcp_ports() -> Expr {
    let check = || listener().get("healthCheck").get("port");
    let leads_elsewhere = || not(application::gets(listener));
    let on_target_port =
        || all([leads_elsewhere(), any([listeners::takes_tcp(listener), not(check().is_set())])]);
    concat([
        of_listeners(on_target_port(), listeners::target_port(listener)),
        of_listeners(all([leads_elsewhere(), check().is_set()]), check()),
        flatten(of_listeners(on_target_port(), listeners::own_ports(listener))),
    ])
    .distinct()
}

/// Ports on which targets take UDP, each once.
fn udp_ports() -> Expr {
    let takes_udp = || listeners::takes_udp(listener);
    concat([
        of_listeners(takes_udp(), listeners::target_port(listener)),
        flatten(of_listeners(takes_udp(), listeners::own_ports(listener))),
    ])
    .distinct()
}
