//! What has to hold for an Application Load Balancer.

use crate::forms::{InstanceId, Ipv4Address};
use crate::private_link_service::application::load_balancer::{
    ApplicationLoadBalancer, ApplicationLoadBalancerFields, ApplicationTargetFields, WebProtocol,
    WebTargetType,
};
use crate::private_link_service::application::security_group::SecurityGroupsFields;
use crate::private_link_service::certificates::{self, Certificate, Encrypted};
use crate::private_link_service::health_check::{
    self, Checker, HealthCheckFields, HealthCheckProtocol,
};
use crate::private_link_service::listener::{
    Listener, ListenerFields, any_leads_to_application, leads_to_application, target_port,
};
use crate::private_link_service::network_load_balancer::{
    LoadBalancer, LoadBalancerFields, count_of_subnets,
};
use crate::private_link_service::security_group::SecurityGroupFields;
use crate::private_link_service::{target_rules, traffic};
use crate::shared::subnet_rules;
use crate::sources;
use privatelink_ir::handle::{Handle, Map, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What has to hold for the load balancer.
pub(crate) fn rules(
    given: Handle<ApplicationLoadBalancer>,
    front: Handle<LoadBalancer>,
    listeners: Handle<Map<Listener>>,
    certificates: Handle<Map<Certificate>>,
) -> Vec<Rule> {
    let (subnets, groups) = (given.subnets(), given.security_group());
    let of_subnets = [subnet_rules::not_too_many(subnets), subnet_rules::one_region(subnets)];
    of_front(given, front, listeners)
        .into_iter()
        .chain(of_placement(given, front))
        .chain(each_rule(listeners, |_, listener| of_listener(given, listener)))
        .chain(certificates::rules(encrypted(given), certificates))
        .chain(traffic::rules(groups.ingress(), groups.egress(), None))
        .chain(of_targets(given))
        .chain(of_subnets)
        .chain(subnet_rules::each_once(subnets, |subnet| subnet))
        .collect()
}

fn encrypted(given: Handle<ApplicationLoadBalancer>) -> Encrypted<'static> {
    Encrypted {
        area: "application-load-balancer",
        what: "load balancer",
        protocol: "HTTPS",
        plain_protocol: "HTTP",
        source: sources::APPLICATION_HTTPS,
        encrypts: given.is_set() & given.protocol().is(WebProtocol::Https),
        certificate: given.certificate(),
        certificate_arn: given.certificate_arn(),
        ssl_policy: given.ssl_policy(),
    }
}

/// What is in front of it leads to it.
fn of_front(
    given: Handle<ApplicationLoadBalancer>,
    front: Handle<LoadBalancer>,
    listeners: Handle<Map<Listener>>,
) -> [Rule; 2] {
    let is_led_to = any_leads_to_application(listeners, given.is_set());
    [
        given
            .rule("application-load-balancer/unused")
            .must(given.is_set().implies(front.is_set()))
            .otherwise(
                "is given, but there is no `loadBalancer` in front of it",
                "give `loadBalancer`, or remove it",
            ),
        listeners
            .rule("application-load-balancer/no-listener")
            .must(given.is_absent() | front.is_absent() | is_led_to)
            .otherwise(
                "has no entry that forwards to `applicationLoadBalancer`",
                "add one with the target type `alb` and no `targets`, or remove \
                 `applicationLoadBalancer`",
            ),
    ]
}

/// A listener that leads to it leads to its port.
fn of_listener(given: Handle<ApplicationLoadBalancer>, listener: Handle<Listener>) -> [Rule; 2] {
    let leads = leads_to_application(listener, given.is_set());
    let (port, own_port) = (target_port(listener), given.port());
    let check_port = listener.health_check().port();
    [
        listener
            .target_port()
            .rule("application-load-balancer/port")
            .source(sources::ALB_TARGETS)
            .must(leads.implies(port.is(own_port)))
            .otherwise(
                text!(
                    "leads to port {port}, but the Application Load Balancer listens on {own_port}"
                ),
                "set it to the port of `applicationLoadBalancer`",
            ),
        check_port
            .rule("application-load-balancer/health-check-port")
            .must(!leads | check_port.is_absent() | check_port.is(own_port))
            .otherwise(
                text!(
                    "is {check_port}, but the Application Load Balancer listens on {own_port} only"
                ),
                "remove it: checks take the port of `applicationLoadBalancer`",
            ),
    ]
}

/// It is in two zones, and somebody gets in.
/// Source: Application Load Balancer guide, "Application Load Balancers", 2026-11-21.
fn of_placement(given: Handle<ApplicationLoadBalancer>, front: Handle<LoadBalancer>) -> [Rule; 2] {
    let (subnets, groups) = (given.subnets(), given.security_group());
    let zones = subnets.is_empty().choose(count_of_subnets(front), subnets.keys().length());
    [
        subnets
            .rule("application-load-balancer/one-zone")
            .source(sources::APPLICATION)
            .must(given.is_absent() | front.is_absent() | !zones.at_most(1))
            .otherwise(
                "leaves an Application Load Balancer in one Availability Zone, and it needs two",
                "add a subnet in another zone, here or to `loadBalancer.subnets`",
            ),
        groups
            .rule("application-load-balancer/no-source")
            .must(
                given.is_absent()
                    | front.is_absent()
                    | front.security_group().create()
                    | groups.ingress().has_any()
                    | groups.ids().has_any(),
            )
            .otherwise(
                "lets nobody in: the Network Load Balancer has no group made here to name",
                "add a rule to `ingress`, or set `loadBalancer.securityGroup.create`",
            ),
    ]
}

/// What has to hold for targets and their checks.
fn of_targets(given: Handle<ApplicationLoadBalancer>) -> Vec<Rule> {
    let (groups, check) = (given.auto_scaling_groups(), given.health_check());
    let target_type = given.target_type();
    let speaks_http = !check.protocol().is(HealthCheckProtocol::Tcp);
    let own = [
        groups
            .rule("application-load-balancer/auto-scaling-type")
            .must(given.is_absent() | groups.is_empty() | target_type.is(WebTargetType::Instance))
            .otherwise(
                "is given, but targets are not instances",
                "set `targetType` to `instance`, or remove it",
            ),
        check
            .protocol()
            .rule("application-load-balancer/health-check")
            .source(sources::APPLICATION_CHECKS)
            .must(given.is_set().implies(speaks_http))
            .otherwise(
                "is `TCP`, but targets of an Application Load Balancer are checked by `HTTP` or \
                 `HTTPS`",
                "use one of `HTTP`, `HTTPS`",
            ),
        health_check::in_time(
            "application-load-balancer/health-check-timeout",
            sources::APPLICATION_CHECKS,
            Checker::Application,
            check,
        ),
    ];
    let types = [
        (target_type.is(WebTargetType::Ip), Ipv4Address::FORM),
        (target_type.is(WebTargetType::Instance), InstanceId::FORM),
    ];
    let ids = each_rule(given.targets(), |_, target| {
        let source = sources::APPLICATION_TARGETS;
        target_rules::of_id("application-load-balancer/target-id", source, target.id(), &types)
    });
    own.into_iter().chain(ids).collect()
}
