//! Listeners of a Network Load Balancer with their target groups and targets.

use crate::forms::{CertificateArn, Key, Port};
use privatelink_catalog::autoscaling::attachment as scaling;
use privatelink_catalog::lb::listener::default_action;
use privatelink_catalog::lb::target_group::health_check;
use privatelink_catalog::lb::{
    listener as entry, load_balancer, target_group as group, target_group_attachment as attachment,
};
use privatelink_ir::expr::{
    all, any, for_list, for_list_if, for_map, input, key, list, merge, not, object, text, value,
};
use privatelink_ir::graph::{Node, each, each_key, node};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Keyed, Value};
use schemars::JsonSchema;

/// Listeners by name.
pub(crate) type Listeners = Keyed<Key, Listener>;

/// A port that the load balancer takes connections on, and where it sends them.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Listener {
    /// Port that consumers use.
    port: Port,
    /// Protocol. `TLS` ends encryption at the load balancer; `TCP` passes everything through.
    #[schemars(extend("default" = "TCP"))]
    protocol: ListenerProtocol,
    /// Certificate of a `TLS` listener.
    certificate_arn: Option<Value<CertificateArn>>,
    /// Security policy of a `TLS` listener. Default: AWS's own choice.
    ssl_policy: Option<Value<String>>,
    /// Application protocol that a `TLS` listener agrees on with clients (ALPN). Default: none is agreed on.
    alpn_policy: Option<AlpnPolicy>,
    /// How long a `TCP` listener keeps a connection without traffic. Unit: seconds. Default: 350. Not with consumers in
    /// other Regions.
    #[schemars(range(min = 60, max = 6000))]
    tcp_idle_timeout_seconds: Option<u16>,
    /// What targets are: `ip` addresses, `instance`s, or one `alb`.
    #[schemars(extend("default" = "ip"))]
    target_type: TargetType,
    /// Port of the targets. Default: the port of the listener. With `alb`: a port that the Application Load Balancer listens on.
    target_port: Option<Port>,
    /// Protocol towards the targets. Default: the protocol of the listener.
    target_protocol: Option<ListenerProtocol>,
    /// Targets. Key: a name for the target.
    #[schemars(extend("default" = {}))]
    targets: Keyed<Key, Target>,
    /// Names of Auto Scaling groups whose instances become targets. Key: a name for the group. Needs the target type `instance`.
    #[schemars(extend("default" = {}))]
    auto_scaling_groups: Keyed<Key, Value<String>>,
    /// How targets are found to be healthy.
    #[schemars(extend("default" = {}))]
    health_check: HealthCheck,
    /// How long a removed target may finish its connections. Unit: seconds. Default: 300.
    deregistration_delay_seconds: Option<Value<Seconds>>,
    /// Whether connections of a removed target are cut at the end of that time.
    #[schemars(extend("default" = false))]
    connection_termination: bool,
    /// Whether targets get a proxy protocol header, the only place that shows who a consumer is. Not with `alb`.
    #[schemars(extend("default" = false))]
    proxy_protocol_v2: bool,
    /// Whether targets see addresses of clients. Never true for traffic from endpoints. Default: AWS's own choice for the target type.
    preserve_client_ip: Option<bool>,
}

/// Protocol of a listener or of targets.
#[derive(JsonSchema)]
#[schemars(rename_all = "UPPERCASE")]
enum ListenerProtocol {
    Tcp,
    Tls,
}

/// Preference among HTTP versions.
#[derive(JsonSchema)]
enum AlpnPolicy {
    #[schemars(rename = "HTTP1Only")]
    Http1Only,
    #[schemars(rename = "HTTP2Only")]
    Http2Only,
    #[schemars(rename = "HTTP2Optional")]
    Http2Optional,
    #[schemars(rename = "HTTP2Preferred")]
    Http2Preferred,
    None,
}

/// What targets are.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
enum TargetType {
    Ip,
    Instance,
    Alb,
}

/// Where traffic goes.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
struct Target {
    /// Address, instance id, or ARN of the Application Load Balancer.
    id: Value<String>,
    /// Port. Default: the target port of the listener.
    port: Option<Port>,
    /// Zone of an address: `all` for one outside of the VPC. Default: the zone of the address.
    availability_zone: Option<Value<String>>,
}

/// How targets are found to be healthy.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
struct HealthCheck {
    /// Protocol. Default: `TCP`, with `alb` targets `HTTP`.
    protocol: Option<HealthCheckProtocol>,
    /// Port. Default: the port that gets the traffic.
    port: Option<Port>,
    /// Path of an HTTP or HTTPS check. Default: `/`.
    path: Option<Value<String>>,
    /// Answers of an HTTP or HTTPS check that count as healthy. Default: `200-399`.
    matcher: Option<Value<String>>,
    /// Time between checks. Unit: seconds.
    #[schemars(extend("default" = 30), range(min = 5, max = 300))]
    interval_seconds: u16,
    /// Time until a check counts as failed. Unit: seconds. Default: 6 for HTTP, else 10.
    #[schemars(range(min = 2, max = 120))]
    timeout_seconds: Option<u16>,
    /// Checks in a row until a target is healthy.
    #[schemars(extend("default" = 5), range(min = 2, max = 10))]
    healthy_threshold: u8,
    /// Checks in a row until a target is unhealthy.
    #[schemars(extend("default" = 2), range(min = 2, max = 10))]
    unhealthy_threshold: u8,
}

/// Protocol of a health check.
#[derive(JsonSchema)]
#[schemars(rename_all = "UPPERCASE")]
enum HealthCheckProtocol {
    Tcp,
    Http,
    Https,
}

/// A time of up to an hour.
#[derive(JsonSchema)]
#[schemars(inline)]
struct Seconds(#[schemars(range(min = 0, max = 3600))] u16);

/// Listeners, and everything behind them.
pub(crate) struct Nodes {
    /// Target group of each listener.
    pub(crate) target_group: Node,
    /// The listeners.
    pub(crate) listener: Node,
    /// All nodes.
    pub(crate) all: Vec<Node>,
}

/// Listeners of `balancer`.
pub(crate) fn nodes(balancer: &Node, tags: impl Fn() -> Expr) -> Nodes {
    let is_alb = || each().get("targetType").equals("alb");
    let target_group = node("target_group", group::KIND)
        .for_each(input("listeners"))
        .set(group::NAME_PREFIX, super::NAME_PREFIX)
        .set(group::VPC_ID, input("vpcId"))
        .set(group::TARGET_TYPE, each().get("targetType"))
        .set(group::PORT, each().get("targetPort").or_else(each().get("port")))
        .set(group::PROTOCOL, each().get("targetProtocol").or_else(each().get("protocol")))
        .set(group::HEALTH_CHECK, health(&is_alb))
        .set(group::DEREGISTRATION_DELAY, each().get("deregistrationDelaySeconds"))
        // Off is AWS's default, and not every target type takes the attribute: only what is on is sent.
        .set(group::CONNECTION_TERMINATION, each().get("connectionTermination").then(true))
        .set(group::PROXY_PROTOCOL_V2, each().get("proxyProtocolV2").then(true))
        .set(
            group::PRESERVE_CLIENT_IP,
            each().get("preserveClientIp").is_set().then(text([each().get("preserveClientIp")])),
        )
        .set(group::TAGS, tags());
    let listener = node("listener", entry::KIND)
        .for_each(input("listeners"))
        .set(entry::LOAD_BALANCER_ARN, balancer.attribute(load_balancer::ARN))
        .set(entry::PORT, each().get("port"))
        .set(entry::PROTOCOL, each().get("protocol"))
        .set(entry::CERTIFICATE_ARN, each().get("certificateArn"))
        .set(entry::SSL_POLICY, each().get("sslPolicy"))
        .set(entry::ALPN_POLICY, each().get("alpnPolicy"))
        .set(entry::TCP_IDLE_TIMEOUT_SECONDS, each().get("tcpIdleTimeoutSeconds"))
        .set(
            entry::DEFAULT_ACTION,
            list([object([
                (default_action::TYPE, "forward".into()),
                (default_action::TARGET_GROUP_ARN, target_group.instance(each_key(), group::ARN)),
            ])]),
        );
    let target = node("target", attachment::KIND)
        .for_each(of_listeners("targets", |listener| {
            object([
                ("listener", key(listener)),
                ("id", value("part").get("id")),
                (
                    "port",
                    value("part")
                        .get("port")
                        .or_else(value(listener).get("targetPort"))
                        .or_else(value(listener).get("port")),
                ),
                ("availabilityZone", value("part").get("availabilityZone")),
            ])
        }))
        .set(
            attachment::TARGET_GROUP_ARN,
            target_group.instance(each().get("listener"), group::ARN),
        )
        .set(attachment::TARGET_ID, each().get("id"))
        .set(attachment::PORT, each().get("port"))
        .set(attachment::AVAILABILITY_ZONE, each().get("availabilityZone"));
    let auto_scaling = node("auto_scaling", scaling::KIND)
        .for_each(of_listeners("autoScalingGroups", |listener| {
            object([("listener", key(listener)), ("name", value("part"))])
        }))
        .set(
            scaling::LB_TARGET_GROUP_ARN,
            target_group.instance(each().get("listener"), group::ARN),
        )
        .set(scaling::AUTOSCALING_GROUP_NAME, each().get("name"));
    let all = vec![target_group.clone(), listener.clone(), target, auto_scaling];
    Nodes { target_group, listener, all }
}

/// One map of the parts of all listeners, by `listener/part`.
fn of_listeners(field: &str, entry: impl Fn(&'static str) -> Expr) -> Expr {
    let parts = for_map(
        "part",
        value("listener").get(field),
        text([key("listener"), "/".into(), key("part")]),
        entry("listener"),
    );
    merge(for_list("listener", input("listeners"), parts))
}

/// Every value is sent, so that engines with defaults of their own agree.
fn health(is_alb: &impl Fn() -> Expr) -> Expr {
    let of = |field: &str| each().get("healthCheck").get(field);
    let protocol = || of("protocol").or_else(is_alb().choose("HTTP", "TCP"));
    let speaks_http = || not(protocol().equals("TCP"));
    object([
        (health_check::PROTOCOL, protocol()),
        (health_check::PORT, of("port").is_set().choose(text([of("port")]), "traffic-port")),
        (health_check::PATH, speaks_http().then(of("path").or_else("/"))),
        (health_check::MATCHER, speaks_http().then(of("matcher").or_else("200-399"))),
        (health_check::INTERVAL, of("intervalSeconds")),
        (
            health_check::TIMEOUT,
            of("timeoutSeconds").or_else(protocol().equals("HTTP").choose(6, 10)),
        ),
        (health_check::HEALTHY_THRESHOLD, of("healthyThreshold")),
        (health_check::UNHEALTHY_THRESHOLD, of("unhealthyThreshold")),
    ])
}

/// What has to hold for the listeners.
pub(crate) fn rules() -> Vec<Rule> {
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
            .field("healthCheck")
            .field(field)
            .must(any([not(check(field).is_set()), speaks_http()]))
            .otherwise(
                ["is given, but the check does not speak HTTP".into()],
                "set `protocol` of the check to `HTTP` or `HTTPS`, or remove it",
            )
    };
    let tls_only = |field: &str| {
        each_listener("listeners/tls-only")
            .field(field)
            .must(any([not(of(field).is_set()), is_tls()]))
            .otherwise(
                ["is given, but the listener does not speak TLS".into()],
                "set `protocol` of the listener to `TLS`, or remove it",
            )
    };
    let same_port = for_list_if(
        "other",
        listeners(),
        value("other").get("port").equals(of("port")),
        key("other"),
    );
    vec![
        rule("listeners/too-many", &["listeners"])
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
            .field("port")
            .must(same_port.length().at_most(1))
            .otherwise(
                ["is ".into(), of("port"), ", which another listener has too".into()],
                "give each listener a port of its own",
            ),
        each_listener("listeners/certificate-missing")
            .field("certificateArn")
            .must(any([not(is_tls()), of("certificateArn").is_set()]))
            .otherwise(
                ["is missing, but the listener speaks TLS".into()],
                "give a certificate, or set `protocol` to `TCP`",
            ),
        tls_only("certificateArn"),
        tls_only("sslPolicy"),
        tls_only("alpnPolicy"),
        each_listener("listeners/tcp-only")
            .field("tcpIdleTimeoutSeconds")
            .must(any([not(of("tcpIdleTimeoutSeconds").is_set()), of("protocol").equals("TCP")]))
            .otherwise(
                ["is given, but the time of a listener that does not speak TCP is fixed".into()],
                "set `protocol` of the listener to `TCP`, or remove it",
            ),
        each_listener("listeners/idle-timeout-regions")
            .field("tcpIdleTimeoutSeconds")
            .must(any([
                not(of("tcpIdleTimeoutSeconds").is_set()),
                input("supportedRegions").is_empty(),
            ]))
            .otherwise(
                ["is given, but AWS offers no service to other Regions with it".into()],
                "remove it, or remove `supportedRegions`",
            ),
        each_listener("listeners/target-protocol")
            .field("targetProtocol")
            .must(any([not(of("targetProtocol").equals("TLS")), is_tls()]))
            .otherwise(
                ["is `TLS`, but the listener passes everything through".into()],
                "remove it, or set `protocol` to `TLS`",
            ),
        each_listener("listeners/alb-protocol")
            .field("protocol")
            .must(any([not(is_alb()), not(is_tls())]))
            .otherwise(
                ["is `TLS`, but an Application Load Balancer takes `TCP` only".into()],
                "set it to `TCP`: the Application Load Balancer ends encryption",
            ),
        each_listener("listeners/alb-targets")
            .field("targets")
            .must(any([not(is_alb()), of("targets").length().at_most(1)]))
            .otherwise(
                [
                    "has ".into(),
                    of("targets").length(),
                    " entries, but there can be one Application Load Balancer".into(),
                ],
                "leave one, or make a listener for each",
            ),
        each_listener("listeners/alb-proxy-protocol")
            .field("proxyProtocolV2")
            .must(any([not(is_alb()), not(of("proxyProtocolV2"))]))
            .otherwise(
                ["is set, but an Application Load Balancer does not take the header".into()],
                "remove it",
            ),
        each_listener("listeners/alb-health-check")
            .field("healthCheck")
            .field("protocol")
            .must(any([not(is_alb()), not(check("protocol").equals("TCP"))]))
            .otherwise(
                ["is `TCP`, but an Application Load Balancer is checked by `HTTP` or `HTTPS`"
                    .into()],
                "use one of `HTTP`, `HTTPS`",
            ),
        each_listener("listeners/auto-scaling-type")
            .field("autoScalingGroups")
            .must(any([of("autoScalingGroups").is_empty(), of("targetType").equals("instance")]))
            .otherwise(
                ["is given, but targets are not instances".into()],
                "set `targetType` to `instance`, or remove it",
            ),
        http_only("path"),
        http_only("matcher"),
    ]
}
