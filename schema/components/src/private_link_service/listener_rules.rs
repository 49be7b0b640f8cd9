//! What has to hold for listeners of a Network Load Balancer.

use crate::forms::IpVersion;
use crate::private_link_service::certificates::{self, Certificate, Encrypted};
use crate::private_link_service::health_check::{
    self, Checker, HealthCheckFields, HealthCheckProtocol,
};
use crate::private_link_service::listener::{
    Listener, ListenerFields, ListenerProtocol, Target, TargetType, takes_udp,
};
use crate::private_link_service::listener_target_rules;
use crate::private_link_service::network_load_balancer::{
    IpAddressType, LoadBalancer, LoadBalancerFields,
};
use crate::private_link_service::second_group::{self, SecondTargetGroupFields};
use crate::sources;
use privatelink_ir::handle::{Condition, Handle, List, Map, Text, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What has to hold for the listeners.
pub(crate) fn rules(
    listeners: Handle<Map<Listener>>,
    balancer: Handle<LoadBalancer>,
    certificates: Handle<Map<Certificate>>,
    regions: Handle<List<Text>>,
) -> Vec<Rule> {
    let count = listeners.length();
    let too_many = listeners
        .rule("listeners/too-many")
        .source(sources::LISTENER_LIMIT)
        .must(count.at_most(50))
        .otherwise(
            text!("has {count} listeners, and AWS PrivateLink takes 50"),
            "spread them over several services",
        );
    let each = each_rule(listeners, |_, listener| {
        let with_certificate = encrypted(listener);
        of_ports_and_protocols(listener, listeners, regions)
            .into_iter()
            .chain(of_application(listener))
            .chain(of_checks(listener))
            .chain(certificates::rules(with_certificate, certificates))
            .chain(of_udp(listener, balancer, regions))
            .chain(listener_target_rules::rules(listener, balancer))
            .chain(more_certificates(listener, certificates))
            .chain(second_group::rules(listener))
            .collect::<Vec<_>>()
    });
    [too_many].into_iter().chain(each).collect()
}

fn encrypted(listener: Handle<Listener>) -> Encrypted<'static> {
    Encrypted {
        area: "listeners",
        what: "listener",
        protocol: "TLS",
        plain_protocol: "TCP",
        source: sources::LISTENERS,
        encrypts: listener.protocol().is(ListenerProtocol::Tls),
        certificate: listener.certificate(),
        certificate_arn: listener.certificate_arn(),
        ssl_policy: listener.ssl_policy(),
    }
}

/// More certificates are for encryption, and those that are made here are there.
fn more_certificates(
    listener: Handle<Listener>,
    certificates: Handle<Map<Certificate>>,
) -> [Rule; 3] {
    let is_tls = listener.protocol().is(ListenerProtocol::Tls);
    let (arns, keys) = (listener.additional_certificate_arns(), listener.additional_certificates());
    let unknown = keys.filter(|key| !certificates.has_key(key));
    let only_tls = |none: Condition, rule: Rule| {
        rule.source(sources::LISTENERS).must(is_tls | none).otherwise(
            "is given, but the listener does not speak TLS",
            "set `protocol` of the listener to `TLS`, or remove it",
        )
    };
    [
        only_tls(arns.is_empty(), arns.rule("listeners/tls-only")),
        only_tls(keys.is_empty(), keys.rule("listeners/tls-only")),
        keys.rule("listeners/certificate-unknown").must(unknown.is_empty()).otherwise(
            text!("names {}, which is not among `certificates`", unknown.quoted()),
            "add it to `certificates`, or name one that is there",
        ),
    ]
}

/// Source: Network Load Balancer guide, "Listeners for your Network Load Balancers", 2026-11-21.
fn speaks_to_targets(listener: Handle<Listener>) -> Condition {
    use ListenerProtocol::{Tcp, TcpUdp, Tls, Udp};
    let (own, target) = (listener.protocol(), listener.target_protocol());
    target.is_absent()
        | target.is(own)
        | (own.is(Tls) & target.is(Tcp))
        | (own.is(Tcp) & target.is(TcpUdp))
        | (own.is(Udp) & target.is(TcpUdp))
}

/// What has to hold for the port and the protocols of a listener.
fn of_ports_and_protocols(
    listener: Handle<Listener>,
    listeners: Handle<Map<Listener>>,
    regions: Handle<List<Text>>,
) -> Vec<Rule> {
    let (port, protocol) = (listener.port(), listener.protocol());
    let (alpn, idle) = (listener.alpn_policy(), listener.tcp_idle_timeout_seconds());
    let target_protocol = listener.target_protocol();
    let same_port = listeners.filter_map(|name, other| (other.port().is(port), name));
    vec![
        port.rule("listeners/port-twice")
            .source(sources::LISTENERS)
            .must(same_port.length().at_most(1))
            .otherwise(
                text!("is {port}, which another listener has too"),
                "give each listener a port of its own",
            ),
        alpn.rule("listeners/tls-only")
            .source(sources::LISTENERS)
            .only_with(protocol.is(ListenerProtocol::Tls))
            .otherwise(
                "is given, but the listener does not speak TLS",
                "set `protocol` of the listener to `TLS`, or remove it",
            ),
        idle.rule("listeners/tcp-only")
            .source(sources::LOAD_BALANCERS)
            .only_with(protocol.is(ListenerProtocol::Tcp))
            .otherwise(
                "is given, but the time of a listener that does not speak TCP is fixed",
                "set `protocol` of the listener to `TCP`, or remove it",
            ),
        idle.rule("listeners/idle-timeout-regions")
            .source(sources::SHARE)
            .only_with(regions.is_empty())
            .otherwise(
                "is given, but AWS offers no service to other Regions with it",
                "remove it, or remove `supportedRegions`",
            ),
        target_protocol
            .rule("listeners/target-protocol")
            .source(sources::LISTENERS)
            .must(speaks_to_targets(listener))
            .otherwise(
                text!("is `{target_protocol}`, but the listener speaks `{protocol}`"),
                "remove it, or use `TCP` behind `TLS`, or `TCP_UDP` behind `TCP` or `UDP`",
            ),
    ]
}

/// What has to hold for a listener in front of an Application Load Balancer.
fn of_application(listener: Handle<Listener>) -> Vec<Rule> {
    let is_alb = listener.target_type().is(TargetType::Alb);
    let protocol = listener.protocol();
    let (client_ip, delay) =
        (listener.preserve_client_ip(), listener.deregistration_delay_seconds());
    let (header, check) = (listener.proxy_protocol_v2(), listener.health_check().protocol());
    let off = |setting: Condition, id: &str| {
        setting.rule(id).source(sources::ALB_TARGETS).must(is_alb.implies(!setting))
    };
    vec![
        protocol
            .rule("listeners/alb-protocol")
            .source(sources::ALB_TARGETS)
            .must(is_alb.implies(protocol.is(ListenerProtocol::Tcp)))
            .otherwise(
                text!("is `{protocol}`, but an Application Load Balancer takes `TCP` only"),
                "set it to `TCP`: the Application Load Balancer ends encryption",
            ),
        one_application(is_alb, listener.targets()),
        one_application(is_alb, listener.second_target_group().targets()),
        off(listener.connection_termination(), "listeners/alb-termination").otherwise(
            "is set, but connections to an Application Load Balancer are not cut",
            "remove it",
        ),
        off(header, "listeners/alb-proxy-protocol").otherwise(
            "is set, but an Application Load Balancer does not take the header",
            "remove it",
        ),
        client_ip
            .rule("listeners/alb-client-ip")
            .source(sources::TARGET_ATTRIBUTES)
            .must(is_alb.implies(client_ip.is_absent()))
            .otherwise(
                "is given, but AWS decides it for an Application Load Balancer",
                "remove it",
            ),
        delay
            .rule("listeners/alb-deregistration")
            .must(is_alb.implies(delay.is_absent()))
            .otherwise(
                "is given, but an Application Load Balancer has it for its own targets",
                "remove it, or set it there",
            ),
        check
            .rule("listeners/alb-health-check")
            .source(sources::ALB_TARGETS)
            .must(is_alb.implies(!check.is(HealthCheckProtocol::Tcp)))
            .otherwise(
                "is `TCP`, but an Application Load Balancer is checked by `HTTP` or `HTTPS`",
                "use one of `HTTP`, `HTTPS`",
            ),
    ]
}

/// A target group has one Application Load Balancer.
fn one_application(is_alb: Condition, targets: Handle<Map<Target>>) -> Rule {
    let count = targets.length();
    targets
        .rule("listeners/alb-targets")
        .source(sources::ALB_TARGETS)
        .must(is_alb.implies(count.at_most(1)))
        .otherwise(
            text!("has {count} entries, but there can be one Application Load Balancer"),
            "leave one, or make a listener for each",
        )
}

/// What has to hold for health checks of a listener's targets.
fn of_checks(listener: Handle<Listener>) -> Vec<Rule> {
    let check = listener.health_check();
    let (path, matcher, protocol) = (check.path(), check.matcher(), check.protocol());
    let is_alb = listener.target_type().is(TargetType::Alb);
    let speaks_http = protocol.is(HealthCheckProtocol::Http)
        | protocol.is(HealthCheckProtocol::Https)
        | (protocol.is_absent() & is_alb);
    let http_only = |rule: Rule| {
        rule.source(sources::TARGET_CHECKS).only_with(speaks_http).otherwise(
            "is given, but the check does not speak HTTP",
            "set `protocol` of the check to `HTTP` or `HTTPS`, or remove it",
        )
    };
    vec![
        http_only(path.rule("health-check/http-only")),
        http_only(matcher.rule("health-check/http-only")),
        health_check::in_time(
            "health-check/timeout",
            sources::TARGET_CHECKS,
            Checker::Network,
            check,
        ),
    ]
}

/// What has to hold for a listener that takes UDP.
fn of_udp(
    listener: Handle<Listener>,
    balancer: Handle<LoadBalancer>,
    regions: Handle<List<Text>>,
) -> Vec<Rule> {
    let protocol = listener.protocol();
    let is_dualstack = balancer.ip_address_type().is(IpAddressType::Dualstack);
    let takes_none = !takes_udp(listener) | balancer.is_absent();
    vec![
        protocol
            .rule("listeners/udp-dualstack")
            .source(sources::CREATE_SERVICE)
            .must(takes_none | is_dualstack)
            .otherwise(
                text!("is `{protocol}`, but the load balancer has IPv4 addresses only"),
                "set `loadBalancer.ipAddressType` to `dualstack`: endpoints reach UDP on such load \
                 balancers only",
            ),
        listener
            .target_ip_address_type()
            .rule("listeners/udp-targets")
            .source(sources::CREATE_LISTENER)
            .must(takes_none | listener.target_ip_address_type().is(IpVersion::Ipv6))
            .otherwise(
                text!(
                    "is `ipv4`, but the listener speaks `{protocol}`, and a `dualstack` load balancer \
                     passes UDP on to targets with IPv6 addresses only"
                ),
                "set it to `ipv6`, and give IPv6 addresses in `targets`",
            ),
        protocol
            .rule("listeners/udp-source-nat")
            .source(sources::CREATE_SERVICE)
            .must(takes_none)
            .otherwise(
                text!(
                    "is `{protocol}`, which AWS refuses until the load balancer has IPv6 prefixes \
                     for source NAT, and only CloudFormation turns them on"
                ),
                "deploy with CloudFormation, or turn them on with `aws elbv2 set-subnets \
                 --enable-prefix-for-ipv6-source-nat on` and deploy again",
            )
            .warning(),
        protocol
            .rule("listeners/udp-regions")
            .source(sources::SHARE)
            .must(takes_none | regions.is_empty())
            .otherwise(
                text!("is `{protocol}`, and packets in fragments do not arrive from other Regions"),
                "send packets that need no fragments, or remove `supportedRegions`",
            )
            .warning(),
    ]
}
