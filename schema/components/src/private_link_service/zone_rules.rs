//! What has to hold for zones of a load balancer: while traffic stays in its zone, each zone has a target.

use crate::private_link_service::application::load_balancer::{
    ApplicationLoadBalancer, ApplicationLoadBalancerFields,
};
use crate::private_link_service::listener::{
    Listener, ListenerFields, Target, TargetFields, TargetType, any_leads_to_application,
};
use crate::private_link_service::network_load_balancer::{
    LoadBalancer, LoadBalancerFields, count_of_subnets,
};
use crate::private_link_service::second_group::SecondTargetGroupFields;
use crate::sources;
use privatelink_ir::handle::{Handle, Late, Map, Text, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What has to hold for targets of each listener, and for the Application Load Balancer that is made here.
pub(crate) fn rules(
    balancer: Handle<LoadBalancer>,
    listeners: Handle<Map<Listener>>,
    application: Handle<ApplicationLoadBalancer>,
) -> Vec<Rule> {
    let mut rules = each_rule(listeners, |_, listener| {
        let second = listener.second_target_group();
        [
            of_targets(balancer, listener, listener.targets(), listener.auto_scaling_groups()),
            of_targets(balancer, listener, second.targets(), second.auto_scaling_groups()),
        ]
    });
    rules.push(of_application(balancer, listeners, application));
    rules
}

/// Whether traffic of a zone may go to targets of others.
fn crosses(balancer: Handle<LoadBalancer>) -> Handle<bool, Late> {
    Handle::of(balancer.is_absent() | balancer.cross_zone())
}

/// As many targets of a target group as zones, at least. Where targets are, only AWS knows, and those that others register later
/// nobody does.
fn of_targets(
    balancer: Handle<LoadBalancer>,
    listener: Handle<Listener>,
    targets: Handle<Map<Target>>,
    groups: Handle<Map<Text, Late>>,
) -> Rule {
    let own = listener.cross_zone();
    let crosses = own.is_set().choose(own, crosses(balancer));
    let zones = count_of_subnets(balancer);
    let is_elsewhere =
        targets.is_empty() | groups.has_any() | listener.target_type().is(TargetType::Alb);
    let are_in_all = targets.any(|_, target| target.availability_zone().is("all"));
    let suffices = zones.at_most(targets.length());
    targets
        .rule("listeners/zone-without-target")
        .source(sources::SHARE)
        .must(crosses | is_elsewhere | are_in_all | suffices)
        .otherwise(
            text!(
                "has fewer targets ({}) than Availability Zones ({zones}), and traffic stays in its \
                 zone: endpoints of a zone without a target reach nobody",
                targets.length()
            ),
            "add a target in each zone, or set `crossZone` here or of `loadBalancer`",
        )
        .warning()
}

/// The Application Load Balancer is in each zone of the one in front of it.
fn of_application(
    balancer: Handle<LoadBalancer>,
    listeners: Handle<Map<Listener>>,
    application: Handle<ApplicationLoadBalancer>,
) -> Rule {
    let (front, own) = (balancer.subnets().keys(), application.subnets());
    let missing = front.filter(|zone| !own.has_key(zone));
    let leads = any_leads_to_application(listeners, application.is_set());
    own.rule("application-load-balancer/zone-without-target")
        .source(sources::SHARE)
        .must(crosses(balancer) | !leads | own.is_empty() | missing.is_empty())
        .otherwise(
            text!(
                "leaves out {}, and traffic stays in its zone: endpoints of a zone without a target \
                 reach nobody",
                missing.quoted()
            ),
            "add a subnet in each zone of `loadBalancer.subnets`, or set `loadBalancer.crossZone`",
        )
        .warning()
}
