//! Listeners of a Network Load Balancer with their target groups and targets.

use crate::forms::IpVersion;
use crate::private_link_service::application::load_balancer::{
    ApplicationLoadBalancer, ApplicationLoadBalancerFields,
};
use crate::private_link_service::certificates::Certificates;
use crate::private_link_service::health_check::{self, Checker, HealthCheckProtocol};
use crate::private_link_service::listener::{
    AlpnPolicy, Listener, ListenerFields, ListenerProtocol, TLS_POLICY, TargetType,
    ZoneHealthFields, leads_to_application, target_port, target_protocol, targets_udp,
};
use crate::private_link_service::second_group::{forward, with_second};
use crate::private_link_service::targets;
use crate::shared::{NAME_PREFIX, Subject};
use privatelink_catalog::lb;
use privatelink_catalog::lb::target_group::{
    DnsFailover, TargetGroupHealth, UnhealthyStateRouting,
};
use privatelink_ir::Value;
use privatelink_ir::handle::{Condition, Draft, Each, Handle, Late, List, Map, Resource, Text};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// AWS's default for how long a removed target may finish its connections.
const DRAINING_SECONDS: i64 = 300;

/// AWS's default for how long a TCP connection may be without traffic.
const IDLE_SECONDS: i64 = 350;

/// A certificate of any listener that is there already.
#[derive(Input, JsonSchema)]
struct CertificateOfListener {
    listener: String,
    arn: Value<String>,
}

/// A certificate of any listener that is made here.
#[derive(Input, JsonSchema)]
struct KeyOfListener {
    listener: String,
    key: String,
}

/// What listeners are made with.
#[derive(Clone, Copy)]
pub(crate) struct With {
    pub(crate) subject: Subject,
    /// ARN of the load balancer.
    pub(crate) balancer_arn: Handle<Text, Late>,
    pub(crate) certificates: Certificates,
    pub(crate) application: Handle<ApplicationLoadBalancer>,
    /// Regions that consumers are in.
    pub(crate) regions: Handle<List<Text>>,
}

/// Target groups of all listeners.
#[derive(Clone, Copy)]
pub(crate) struct TargetGroups {
    /// One for each listener.
    pub(crate) first: Each<lb::TargetGroup>,
    /// One for each listener that has two.
    pub(crate) second: Each<lb::TargetGroup>,
}

/// The listeners of the load balancer, their target groups, and the targets in them. Gives the target groups.
pub(crate) fn part(
    draft: &mut Draft,
    listeners: Handle<Map<Listener>>,
    with: With,
) -> TargetGroups {
    let first =
        draft.resources("target_group", listeners, |_, listener| target_group(listener, with));
    let second = draft.resources("second_target_group", with_second(listeners), |_, listener| {
        target_group(listener, with)
    });
    let made = draft.resources("listener", listeners, |name, listener| {
        let is_tls = listener.protocol().is(ListenerProtocol::Tls);
        let certificate = with.certificates.arn(listener.certificate(), listener.certificate_arn());
        lb::Listener::new()
            .load_balancer_arn(with.balancer_arn)
            .port(listener.port())
            .protocol(listener.protocol())
            .certificate_arn(certificate)
            .ssl_policy(listener.ssl_policy().or(is_tls.then(TLS_POLICY)))
            .alpn_policy(listener.alpn_policy().or(is_tls.then(AlpnPolicy::None)))
            .tcp_idle_timeout_seconds(idle_seconds(listener, with.regions))
            .default_action(forward(listener, first.at(name).arn(), second.at(name).arn()))
            .tags(with.subject.tags)
            .after(with.certificates.validation)
    });
    more_certificates(draft, listeners, made, with);
    let groups = TargetGroups { first, second };
    targets::part(draft, listeners, groups);
    draft.output("listenerArns", "ARN of each listener, by its key.", made.all().arn());
    // ECS and others take a target group only once a load balancer sends to it.
    draft
        .output(
            "targetGroupArns",
            "ARN of each target group, by the key of its listener. Told when the listeners are there.",
            first.all().arn(),
        )
        .after(made);
    draft
        .output(
            "secondTargetGroupArns",
            "ARN of each `secondTargetGroup`, by the key of its listener. Told when the listeners are there.",
            second.all().arn(),
        )
        .after(made);
    groups
}

fn target_group(listener: Handle<Listener>, with: With) -> lb::TargetGroup {
    let is_alb = listener.target_type().is(TargetType::Alb);
    let is_application = leads_to_application(listener, with.application.is_set());
    let web = is_application.choose(with.application.protocol().word(), HealthCheckProtocol::Http);
    let keeps_client_ip = keeps_client_addresses(listener);
    let cuts_connections: Condition = listener.connection_termination() | targets_udp(listener);
    let usual_delay = (!is_alb).then(DRAINING_SECONDS);
    lb::TargetGroup::new()
        .name_prefix(NAME_PREFIX)
        .vpc_id(with.subject.vpc_id)
        .target_type(listener.target_type())
        .port(target_port(listener))
        .protocol(target_protocol(listener))
        .health_check(health_check::block(
            Checker::Network,
            listener.health_check(),
            is_alb.choose(web, HealthCheckProtocol::Tcp),
        ))
        // CloudFormation leaves an attribute as it is when it goes from a template, so what is off stands there, too. A
        // group with an Application Load Balancer takes none of them.
        .deregistration_delay(listener.deregistration_delay_seconds().or(usual_delay))
        .connection_termination((!is_alb).then(cuts_connections))
        .proxy_protocol_v2((!is_alb).then(listener.proxy_protocol_v2()))
        .preserve_client_ip(keeps_client_ip.is_set().then(text!("{keeps_client_ip}")))
        // Only where it is not the usual one: a change replaces the group.
        .ip_address_type(listener.target_ip_address_type().is(IpVersion::Ipv6).then("ipv6"))
        .load_balancing_cross_zone_enabled((!is_alb).then(crosses_zones(listener)))
        .target_group_health((!is_alb).then(zone_health(listener)))
        .tags(with.subject.tags)
}

/// Whether traffic of a zone may go to others, as attributes of target groups say it.
fn crosses_zones(listener: Handle<Listener>) -> Handle<Text> {
    let own = listener.cross_zone();
    own.is_set().choose(text!("{own}"), "use_load_balancer_configuration")
}

/// How many targets of a zone have to be healthy. AWS's defaults are written down too.
fn zone_health(listener: Handle<Listener>) -> TargetGroupHealth {
    let given = listener.zone_health();
    let percent = |number: Handle<i64>| number.is_set().choose(text!("{number}"), "off");
    let targets = given.dns_targets().or(1);
    let dns = DnsFailover::new()
        .minimum_healthy_targets_count(text!("{targets}"))
        .minimum_healthy_targets_percentage(percent(given.dns_percentage()));
    let routing = UnhealthyStateRouting::new()
        .minimum_healthy_targets_count(given.routing_targets().or(1))
        .minimum_healthy_targets_percentage(percent(given.routing_percentage()));
    TargetGroupHealth::new().dns_failover(dns).unhealthy_state_routing(routing)
}

/// Certificates beside the first, which clients ask for by name.
fn more_certificates(
    draft: &mut Draft,
    listeners: Handle<Map<Listener>>,
    made: Each<lb::Listener>,
    with: With,
) {
    let existing = listeners.product(
        |_, listener| listener.additional_certificate_arns(),
        |(name, _), (_, arn)| CertificateOfListener::object().listener(name).arn(arn),
    );
    draft.resources("listener_certificate", existing, |_, more| {
        lb::ListenerCertificate::new()
            .listener_arn(made.at(more.listener()).arn())
            .certificate_arn(more.arn())
    });
    let own = listeners.product(
        |_, listener| listener.additional_certificates(),
        |(name, _), (_, key)| KeyOfListener::object().listener(name).key(key),
    );
    draft.resources("listener_own_certificate", own, |_, more| {
        lb::ListenerCertificate::new()
            .listener_arn(made.at(more.listener()).arn())
            .certificate_arn(with.certificates.made(more.key()))
            .after(with.certificates.validation)
    });
}

/// How long a connection of this listener may be without traffic. AWS offers no service to other Regions with a time of
/// the user's, so none is written down then.
fn idle_seconds(listener: Handle<Listener>, regions: Handle<List<Text>>) -> Handle<i64> {
    let has_one = listener.protocol().is(ListenerProtocol::Tcp) & regions.is_empty();
    listener.tcp_idle_timeout_seconds().or(has_one.then(IDLE_SECONDS))
}

/// Whether targets see addresses of clients; null where AWS has no choice.
/// Source: User Guide for Network Load Balancers, "Edit target group attributes", 2026-11-21.
fn keeps_client_addresses(listener: Handle<Listener>) -> Condition {
    let target_type = listener.target_type();
    let has_choice = !(target_type.is(TargetType::Alb) | targets_udp(listener));
    listener.preserve_client_ip().or(has_choice.then(target_type.is(TargetType::Instance)))
}
