//! What has to hold for listeners of a Network Load Balancer.

use crate::private_link_service::certificates;
use crate::private_link_service::health_check::{self, Checker};
use crate::private_link_service::listeners::{takes_udp, targets_udp};
use crate::private_link_service::target_rules;
use crate::sources;
use privatelink_ir::Expr;
use privatelink_ir::expr::{all, any, for_list_if, input, key, not, value};
use privatelink_ir::rule::{Rule, rule};

/// What has to hold for the listeners.
pub(crate) fn rules() -> Vec<Rule> {
    let mut rules = own();
    let of = |field: &str| value("listener").get(field);
    rules.extend(certificates::rules(
        |id| rule(&format!("listeners/{id}"), &["listeners"]).each("listener", input("listeners")),
        || value("listener"),
        || of("protocol").equals("TLS"),
        "listener",
        ["TLS", "TCP"],
        sources::LISTENERS,
    ));
    rules.extend(udp());
    rules.extend(target_rules::rules(
        || {
            rule("listeners/target-id", &["listeners"])
                .source(sources::TARGET_GROUPS)
                .each("listener", input("listeners"))
                .field("targets")
        },
        || value("listener"),
        &["ip", "instance", "alb"],
    ));
    rules
}

/// What has to hold for listeners of any kind.
fn own() -> Vec<Rule> {
    let listeners = || input("listeners");
    let of = |field: &str| value("listener").get(field);
    let is_alb = || of("targetType").equals("alb");
    let is_tls = || of("protocol").equals("TLS");
    let each_listener = |id: &str| rule(id, &["listeners"]).each("listener", listeners());
    let check = |field: &str| of("healthCheck").get(field);
    let speaks_http = || {
        any([
            check("protocol").equals("HTTP"),
            check("protocol").equals("HTTPS"),
            all([not(check("protocol").is_set()), is_alb()]),
        ])
    };
    let http_only = |field: &str| {
        each_listener("health-check/http-only")
            .source(sources::TARGET_CHECKS)
            .field("healthCheck")
            .field(field)
            .must(check(field).is_set().implies(speaks_http()))
            .otherwise(
                ["is given, but the check does not speak HTTP".into()],
                "set `protocol` of the check to `HTTP` or `HTTPS`, or remove it",
            )
    };
    // Source: Network Load Balancer guide, "Listeners for your Network Load Balancers", 2026-11-21.
    let fits_target = || {
        let pair = |listener: &str, target: &str| {
            all([of("protocol").equals(listener), of("targetProtocol").equals(target)])
        };
        any([
            not(of("targetProtocol").is_set()),
            of("targetProtocol").equals(of("protocol")),
            pair("TLS", "TCP"),
            pair("TCP", "TCP_UDP"),
            pair("UDP", "TCP_UDP"),
        ])
    };
    let same_port = for_list_if(
        "other",
        listeners(),
        value("other").get("port").equals(of("port")),
        key("other"),
    );
    vec![
        rule("listeners/too-many", &["listeners"])
            .source(sources::LISTENER_LIMIT)
            .must(listeners().length().at_most(50))
            .otherwise(
                [
                    "has ".into(),
                    listeners().length(),
                    " listeners, and AWS PrivateLink takes 50".into(),
                ],
                "spread them over several services",
            ),
        each_listener("listeners/port-twice")
            .source(sources::LISTENERS)
            .field("port")
            .must(same_port.length().at_most(1))
            .otherwise(
                ["is ".into(), of("port"), ", which another listener has too".into()],
                "give each listener a port of its own",
            ),
        each_listener("listeners/tls-only")
            .source(sources::LISTENERS)
            .field("alpnPolicy")
            .must(of("alpnPolicy").is_set().implies(is_tls()))
            .otherwise(
                ["is given, but the listener does not speak TLS".into()],
                "set `protocol` of the listener to `TLS`, or remove it",
            ),
        each_listener("listeners/tcp-only")
            .source(sources::LOAD_BALANCERS)
            .field("tcpIdleTimeoutSeconds")
            .must(of("tcpIdleTimeoutSeconds").is_set().implies(of("protocol").equals("TCP")))
            .otherwise(
                ["is given, but the time of a listener that does not speak TCP is fixed".into()],
                "set `protocol` of the listener to `TCP`, or remove it",
            ),
        each_listener("listeners/idle-timeout-regions")
            .source(sources::SHARE)
            .field("tcpIdleTimeoutSeconds")
            .must(
                of("tcpIdleTimeoutSeconds").is_set().implies(input("supportedRegions").is_empty()),
            )
            .otherwise(
                ["is given, but AWS offers no service to other Regions with it".into()],
                "remove it, or remove `supportedRegions`",
            ),
        each_listener("listeners/target-protocol")
            .source(sources::LISTENERS)
            .field("targetProtocol")
            .must(fits_target())
            .otherwise(
                [
                    "is `".into(),
                    of("targetProtocol"),
                    "`, but the listener speaks `".into(),
                    of("protocol"),
                    "`".into(),
                ],
                "remove it, or use `TCP` behind `TLS`, or `TCP_UDP` behind `TCP` or `UDP`",
            ),
        each_listener("listeners/alb-protocol")
            .source(sources::ALB_TARGETS)
            .field("protocol")
            .must(is_alb().implies(of("protocol").equals("TCP")))
            .otherwise(
                [
                    "is `".into(),
                    of("protocol"),
                    "`, but an Application Load Balancer takes `TCP` only".into(),
                ],
                "set it to `TCP`: the Application Load Balancer ends encryption",
            ),
        each_listener("listeners/alb-targets")
            .source(sources::ALB_TARGETS)
            .field("targets")
            .must(is_alb().implies(of("targets").length().at_most(1)))
            .otherwise(
                [
                    "has ".into(),
                    of("targets").length(),
                    " entries, but there can be one Application Load Balancer".into(),
                ],
                "leave one, or make a listener for each",
            ),
        each_listener("listeners/alb-proxy-protocol")
            .source(sources::ALB_TARGETS)
            .field("proxyProtocolV2")
            .must(is_alb().implies(not(of("proxyProtocolV2"))))
            .otherwise(
                ["is set, but an Application Load Balancer does not take the header".into()],
                "remove it",
            ),
        each_listener("listeners/alb-client-ip")
            .source(sources::TARGET_ATTRIBUTES)
            .field("preserveClientIp")
            .must(is_alb().implies(not(of("preserveClientIp").is_set())))
            .otherwise(
                ["is given, but AWS decides it for an Application Load Balancer".into()],
                "remove it",
            ),
        each_listener("listeners/alb-deregistration")
            .field("deregistrationDelaySeconds")
            .must(is_alb().implies(not(of("deregistrationDelaySeconds").is_set())))
            .otherwise(
                ["is given, but an Application Load Balancer has it for its own targets".into()],
                "remove it, or set it there",
            ),
        each_listener("listeners/udp-client-ip")
            .source(sources::TARGET_ATTRIBUTES)
            .field("preserveClientIp")
            .must(
                targets_udp(|| value("listener"))
                    .implies(not(of("preserveClientIp").equals(false))),
            )
            .otherwise(
                ["is false, but AWS always shows addresses of clients to targets of UDP".into()],
                "remove it",
            ),
        each_listener("listeners/alb-health-check")
            .source(sources::ALB_TARGETS)
            .field("healthCheck")
            .field("protocol")
            .must(is_alb().implies(not(check("protocol").equals("TCP"))))
            .otherwise(
                ["is `TCP`, but an Application Load Balancer is checked by `HTTP` or `HTTPS`"
                    .into()],
                "use one of `HTTP`, `HTTPS`",
            ),
        each_listener("listeners/auto-scaling-type")
            .source(sources::TARGET_GROUPS)
            .field("autoScalingGroups")
            .must(any([of("autoScalingGroups").is_empty(), of("targetType").equals("instance")]))
            .otherwise(
                ["is given, but targets are not instances".into()],
                "set `targetType` to `instance`, or remove it",
            ),
        http_only("path"),
        http_only("matcher"),
        health_check::in_time(
            Checker::Network,
            each_listener("health-check/timeout")
                .source(sources::TARGET_CHECKS)
                .field("healthCheck"),
            || of("healthCheck"),
        ),
    ]
}

/// What has to hold for listeners that take UDP.
fn udp() -> Vec<Rule> {
    let protocol = || value("listener").get("protocol");
    let balancer = || input("loadBalancer");
    let udp_only = |id: &str, must: Expr| {
        rule(id, &["listeners"]).each("listener", input("listeners")).field("protocol").must(any([
            not(takes_udp(|| value("listener"))),
            not(balancer().is_set()),
            must,
        ]))
    };
    vec![
        // Source: AWS PrivateLink guide, "Create a service powered by AWS PrivateLink", 2026-11-21.
        udp_only("listeners/udp-dualstack", balancer().get("ipAddressType").equals("dualstack"))
            .source(sources::CREATE_SERVICE)
            .otherwise(
                ["is `".into(), protocol(), "`, but the load balancer has IPv4 addresses only".into()],
                "set `loadBalancer.ipAddressType` to `dualstack`: endpoints reach UDP on such load balancers only",
            ),
        udp_only("listeners/udp-source-nat", false.into())
            .source(sources::CREATE_SERVICE)
            .otherwise(
                [
                    "is `".into(),
                    protocol(),
                    "`, which AWS refuses until the load balancer has IPv6 prefixes for source NAT, and only CloudFormation turns them on".into(),
                ],
                "deploy with CloudFormation, or turn them on with `aws elbv2 set-subnets --enable-prefix-for-ipv6-source-nat on` and deploy again",
            )
            .warning(),
        // Source: AWS PrivateLink guide, "Share your services through AWS PrivateLink", 2026-11-20.
        udp_only("listeners/udp-regions", input("supportedRegions").is_empty())
            .source(sources::SHARE)
            .otherwise(
                ["is `".into(), protocol(), "`, and packets in fragments do not arrive from other Regions".into()],
                "send packets that need no fragments, or remove `supportedRegions`",
            )
            .warning(),
    ]
}
