//! The security group of a load balancer, with the least it needs.

use crate::forms::{IpVersion, Key, SecurityGroupId};
use crate::private_link_service::health_check::HealthCheckFields;
use crate::private_link_service::listener::{
    Listener, ListenerFields, leads_to_application, of_family, own_ports, takes_tcp, takes_udp,
    target_port,
};
use crate::private_link_service::second_group::has_second;
use crate::private_link_service::traffic::{TrafficRule, to_ipv6_targets, to_targets, traffic};
use crate::shared::Subject;
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Condition, Draft, Handle, Late, List, Map, Resource, Text};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Security groups of a load balancer.
#[derive(Input, JsonSchema)]
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
    /// Where the load balancer may connect, beside the Application Load Balancer of `applicationLoadBalancer`. Key: a name
    /// for the destination. Default: anywhere, on the ports of targets and health checks only.
    #[schemars(extend("default" = {}))]
    egress: Keyed<Key, TrafficRule>,
    /// Allows `0.0.0.0/0` and `::/0` in `ingress`.
    #[schemars(extend("default" = false))]
    allow_open_ingress: bool,
}

/// A group for the load balancer, if one is made and asks for it. Gives its id.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Handle<SecurityGroup>,
    listeners: Handle<Map<Listener>>,
    has_balancer: Condition,
    has_application: Condition,
) -> Handle<Text, Late> {
    let is_made = has_balancer & given.create();
    let group = ec2::SecurityGroup::new()
        .only_if(is_made)
        .vpc_id(subject.vpc_id)
        .description(text!("Load balancer of {}", subject.name))
        .tags(subject.tags);
    let id = draft.resource("security_group", group).id();
    draft.resources("ingress", given.ingress(), |_, rule| {
        traffic!(ec2::SecurityGroupIngressRule::new().only_if(is_made), id, rule)
    });
    draft.resources("egress", given.egress(), |_, rule| {
        traffic!(ec2::SecurityGroupEgressRule::new().only_if(is_made), id, rule)
    });
    let is_unsaid = is_made & given.egress().is_empty();
    let ipv4 = of_family(listeners, IpVersion::Ipv4);
    let ipv6 = of_family(listeners, IpVersion::Ipv6);
    let ports = |listeners| tcp_ports(listeners, has_application);
    to_targets(draft, "target_egress", is_unsaid, id, "tcp", ports(ipv4));
    to_targets(draft, "udp_target_egress", is_unsaid, id, "udp", udp_ports(ipv4));
    to_ipv6_targets(draft, "target_egress_ipv6", is_unsaid, id, "tcp", ports(ipv6));
    to_ipv6_targets(draft, "udp_target_egress_ipv6", is_unsaid, id, "udp", udp_ports(ipv6));
    draft
        .output(
            "securityGroupId",
            "Id of the load balancer's security group, if it was made here.",
            id,
        )
        .optional();
    id
}

/// Ports on which targets take TCP and health checks, each once. Targets of UDP are checked by TCP on the port that
/// gets the traffic, unless the check has a port of its own. The way to an Application Load Balancer that is made here
/// has a rule of its own.
pub(crate) fn tcp_ports(
    listeners: Handle<Map<Listener>>,
    has_application: Condition,
) -> Handle<List<i64>> {
    let check_port = |listener: Handle<Listener>| listener.health_check().port();
    let leads_elsewhere = |listener: Handle<Listener>| {
        !leads_to_application(listener, has_application) | has_second(listener)
    };
    let on_target_port = listeners.filter(|_, listener| {
        leads_elsewhere(listener) & (takes_tcp(listener) | check_port(listener).is_absent())
    });
    let on_check_port =
        listeners.filter(|_, listener| leads_elsewhere(listener) & check_port(listener).is_set());
    let ports = on_target_port.map(|_, listener| target_port(listener))
        + on_check_port.map(|_, listener| check_port(listener))
        + on_target_port.flat_map(|_, listener| own_ports(listener));
    ports.distinct()
}

/// Ports on which targets take UDP, each once.
pub(crate) fn udp_ports(listeners: Handle<Map<Listener>>) -> Handle<List<i64>> {
    let udp = listeners.filter(|_, listener| takes_udp(listener));
    let ports = udp.map(|_, listener| target_port(listener))
        + udp.flat_map(|_, listener| own_ports(listener));
    ports.distinct()
}
