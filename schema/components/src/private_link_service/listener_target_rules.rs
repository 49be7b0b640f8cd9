//! What has to hold for the targets of a listener.

use crate::forms::{ApplicationLoadBalancerArn, InstanceId, IpVersion, Ipv4Address, Ipv6Address};
use crate::private_link_service::listener::{
    Listener, ListenerFields, Target, TargetFields, TargetType, ZoneHealthFields, targets_udp,
};
use crate::private_link_service::network_load_balancer::{
    IpAddressType, LoadBalancer, LoadBalancerFields,
};
use crate::private_link_service::second_group::SecondTargetGroupFields;
use crate::private_link_service::target_rules;
use crate::sources;
use privatelink_ir::handle::{Condition, Handle, Late, Map, Text, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What has to hold for the targets of a listener, and for zones that they are in.
pub(crate) fn rules(listener: Handle<Listener>, balancer: Handle<LoadBalancer>) -> Vec<Rule> {
    let target_type = listener.target_type();
    let client_ip = listener.preserve_client_ip();
    let of_instances = |groups: Handle<Map<Text, Late>>| {
        groups
            .rule("listeners/auto-scaling-type")
            .source(sources::TARGET_GROUPS)
            .must(groups.is_empty() | target_type.is(TargetType::Instance))
            .otherwise(
                "is given, but targets are not instances",
                "set `targetType` to `instance`, or remove it",
            )
    };
    let own = [
        of_instances(listener.auto_scaling_groups()),
        of_instances(listener.second_target_group().auto_scaling_groups()),
        client_ip
            .rule("listeners/udp-client-ip")
            .source(sources::TARGET_ATTRIBUTES)
            .must(targets_udp(listener).implies(!client_ip.is(false)))
            .otherwise(
                "is false, but AWS always shows addresses of clients to targets of UDP",
                "remove it",
            ),
    ];
    own.into_iter()
        .chain(of_addresses(listener, balancer))
        .chain(of_zones(listener))
        .chain(of_ids(listener, listener.targets()))
        .chain(of_ids(listener, listener.second_target_group().targets()))
        .collect()
}

/// Targets have addresses that the load balancer can reach.
fn of_addresses(listener: Handle<Listener>, balancer: Handle<LoadBalancer>) -> [Rule; 2] {
    let family = listener.target_ip_address_type();
    let is_ipv6 = family.is(IpVersion::Ipv6);
    let is_dualstack = balancer.ip_address_type().is(IpAddressType::Dualstack);
    [
        family
            .rule("listeners/ipv6-dualstack")
            .source(sources::CREATE_TARGET_GROUP)
            .must(!is_ipv6 | balancer.is_absent() | is_dualstack)
            .otherwise(
                "is `ipv6`, but the load balancer has IPv4 addresses only",
                "set `loadBalancer.ipAddressType` to `dualstack`, or remove it",
            ),
        family
            .rule("listeners/ipv6-alb")
            .source(sources::TARGET_GROUPS)
            .must(!(is_ipv6 & listener.target_type().is(TargetType::Alb)))
            .otherwise(
                "is given, but an Application Load Balancer is reached by IPv4",
                "remove it",
            ),
    ]
}

/// What is said about zones is for targets of the Network Load Balancer itself.
fn of_zones(listener: Handle<Listener>) -> [Rule; 4] {
    let is_alb = listener.target_type().is(TargetType::Alb);
    let (crosses, health) = (listener.cross_zone(), listener.zone_health());
    let (dns, routing) = (health.dns_percentage(), health.routing_percentage());
    let no_alb = |none: Condition, rule: Rule| {
        rule.source(sources::TARGET_ATTRIBUTES).must(!is_alb | none).otherwise(
            "is given, but an Application Load Balancer has targets of its own",
            "remove it",
        )
    };
    [
        no_alb(crosses.is_absent(), crosses.rule("listeners/alb-zones")),
        no_alb(health.is_absent(), health.rule("listeners/alb-zones")),
        health
            .rule("listeners/zone-health")
            .source(sources::TARGET_HEALTH)
            .must(health.is_absent() | health.routing_targets().at_most(health.dns_targets()))
            .otherwise(
                "has more `routingTargets` than `dnsTargets`: names would lead to a zone whose traffic \
                 goes to unhealthy targets already",
                "give at least as many `dnsTargets`",
            ),
        routing
            .rule("listeners/zone-health")
            .source(sources::TARGET_HEALTH)
            .must(routing.is_absent() | dns.is_absent() | routing.at_most(dns))
            .otherwise(
                text!("is {routing}, more than `dnsPercentage`, which is {dns}"),
                "give at most that",
            ),
    ]
}

/// Ids are what the target type says.
fn of_ids(listener: Handle<Listener>, targets: Handle<Map<Target>>) -> Vec<Rule> {
    let target_type = listener.target_type();
    let is_ip = |family: IpVersion| {
        target_type.is(TargetType::Ip) & listener.target_ip_address_type().is(family)
    };
    let types = [
        (is_ip(IpVersion::Ipv4), Ipv4Address::FORM),
        (is_ip(IpVersion::Ipv6), Ipv6Address::FORM),
        (target_type.is(TargetType::Instance), InstanceId::FORM),
        (target_type.is(TargetType::Alb), ApplicationLoadBalancerArn::FORM),
    ];
    each_rule(targets, |_, target| {
        target_rules::of_id("listeners/target-id", sources::TARGET_GROUPS, target.id(), &types)
    })
}
