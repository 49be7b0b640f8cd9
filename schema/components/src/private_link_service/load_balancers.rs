//! The load balancers of a service: one that is made here, or those that are already there.

use crate::forms::IpVersion;
use crate::private_link_service::listener::Listener;
use crate::private_link_service::network_load_balancer::{
    IpAddressType, LoadBalancer, LoadBalancerFields,
};
use crate::shared::ports::{PortRange, in_order};
use crate::sources;
use privatelink_ir::handle::{Condition, Handle, Late, List, Map, Text, at_most_one};
use privatelink_ir::rule::Rule;

/// The load balancers of a service, of one kind.
#[derive(Clone, Copy)]
pub(crate) struct LoadBalancers {
    /// The Network Load Balancer that is made here.
    pub(crate) made: Handle<LoadBalancer>,
    /// Network Load Balancers that are already there.
    pub(crate) network: Handle<List<Text, Late>>,
    /// Gateway Load Balancers that are already there.
    pub(crate) gateway: Handle<List<Text, Late>>,
}

/// What goes with the load balancers.
#[derive(Clone, Copy)]
pub(crate) struct Beside {
    pub(crate) vpc_id: Handle<Text, Late>,
    pub(crate) listeners: Handle<Map<Listener>>,
    /// Zones of load balancers that are already there.
    pub(crate) zones: Handle<List<Text>>,
    /// Ports of load balancers that are already there.
    pub(crate) ports: Handle<List<i64>>,
    /// Ranges of them.
    pub(crate) port_ranges: Handle<List<PortRange>>,
    /// Address types that endpoints may have.
    pub(crate) address_types: Handle<List<IpVersion>>,
}

/// A service has load balancers of one kind.
pub(crate) fn of_one_kind(of: LoadBalancers) -> [Rule; 3] {
    let (made, network, gateway) = (of.made.is_set(), of.network.has_any(), of.gateway.has_any());
    [
        of.made.rule("load-balancer/none").must(made | network | gateway).otherwise(
            "is missing, and so are `networkLoadBalancerArns` and `gatewayLoadBalancerArns`",
            "give exactly one of them",
        ),
        of.made.rule("load-balancer/both").must(at_most_one([made, network | gateway])).otherwise(
            "is given beside load balancers that are already there",
            "give `loadBalancer`, `networkLoadBalancerArns` or `gatewayLoadBalancerArns`, not \
             several",
        ),
        of.gateway.rule("load-balancer/kinds").must(at_most_one([network, gateway])).otherwise(
            "is given beside `networkLoadBalancerArns`, but a service has load balancers of one \
             kind",
            "make a service for each kind",
        ),
    ]
}

/// Ports go with Network Load Balancers that are there already.
pub(crate) fn of_ports(of: LoadBalancers, beside: Beside) -> [Rule; 5] {
    let Beside { ports, port_ranges: ranges, .. } = beside;
    let (is_made, is_gateway) = (of.made.is_set(), of.gateway.has_any());
    let help = "remove it: it goes with `networkLoadBalancerArns`";
    let gateway = |none: Condition, rule: Rule| {
        let rule = rule.must(!is_gateway | none);
        rule.otherwise("is given, but Gateway Load Balancers take every port", help)
    };
    let unused = |none: Condition, rule: Rule| {
        rule.must(!is_made | none).otherwise("is given, but `listeners` has the ports", help)
    };
    [
        gateway(ports.is_empty(), ports.rule("ports/gateway")),
        gateway(ranges.is_empty(), ranges.rule("ports/gateway")),
        unused(ports.is_empty(), ports.rule("ports/unused")),
        unused(ranges.is_empty(), ranges.rule("ports/unused")),
        in_order(ranges),
    ]
}

/// What goes with the load balancer that is made here.
pub(crate) fn of_made(of: LoadBalancers, beside: Beside) -> Vec<Rule> {
    let Beside { vpc_id, listeners, zones, address_types, .. } = beside;
    let is_made = of.made.is_set();
    let knows_zones = is_made & of.made.subnets().has_any();
    let is_dualstack = of.made.ip_address_type().is(IpAddressType::Dualstack);
    vec![
        vpc_id.rule("vpc/missing").must(is_made.implies(vpc_id.is_set())).otherwise(
            "is missing, but `loadBalancer` needs it",
            "give the VPC of the load balancer",
        ),
        vpc_id.rule("vpc/unused").only_with(is_made).otherwise(
            "is given, but load balancers that are already there are in their own VPCs",
            "remove it, or give `loadBalancer`",
        ),
        listeners
            .rule("listeners/none")
            .must(is_made.implies(listeners.has_any()))
            .otherwise("is empty, but `loadBalancer` needs one", "give at least one listener"),
        listeners.rule("listeners/unused").must(is_made | listeners.is_empty()).otherwise(
            "is given, but there is no `loadBalancer` to listen",
            "remove it, or give `loadBalancer`",
        ),
        zones.rule("zones/unused").must(!knows_zones | zones.is_empty()).otherwise(
            "is given, but `loadBalancer.subnets` says the zones",
            "remove it: it goes with `networkLoadBalancerArns` and `loadBalancer.subnetIds`",
        ),
        address_types
            .rule("address-types/dualstack")
            .source(sources::SHARE)
            .must(!is_made | !address_types.contains(IpVersion::Ipv6) | is_dualstack)
            .otherwise(
                "has `ipv6`, but the load balancer has IPv4 addresses only",
                "set `loadBalancer.ipAddressType` to `dualstack`",
            ),
        address_types
            .rule("address-types/none")
            .must(address_types.has_any())
            .otherwise("is empty", "name `ipv4`, `ipv6` or both"),
    ]
}
