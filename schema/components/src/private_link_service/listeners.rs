//! Listeners of a Network Load Balancer with their target groups and targets.

use crate::forms::{CertificateArn, Key, Port};
use crate::private_link_service::application;
use crate::private_link_service::certificates;
use crate::private_link_service::health_check::{self, Checker, HealthCheck};
use privatelink_catalog::autoscaling::attachment as scaling;
use privatelink_catalog::lb::listener::default_action;
use privatelink_catalog::lb::{
    listener as entry, load_balancer, target_group as group, target_group_attachment as attachment,
};
use privatelink_ir::expr::{
    all, any, for_list, for_list_if, for_map, input, key, list, merge, not, object, text, value,
};
use privatelink_ir::graph::{Node, each, each_key, node};
use privatelink_ir::{Expr, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Security policy unless the user names one: what AWS recommends and its console takes. By any other way AWS's own
/// default is `ELBSecurityPolicy-2016-08`, with TLS 1.0.
/// Source: User Guide for Network Load Balancers and for Application Load Balancers, "Security policies", 2026-11-21.
pub(crate) const TLS_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/// AWS's default for how long a removed target may finish its connections.
const DRAINING_SECONDS: i64 = 300;

/// AWS's default for how long a TCP connection may be without traffic.
const IDLE_SECONDS: i64 = 350;

/// Listeners by name.
pub(crate) type Listeners = Keyed<Key, Listener>;

/// A port that the load balancer takes connections on, and where it sends them.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Listener {
    /// Port that consumers use.
    port: Port,
    /// Protocol. `TLS` ends encryption at the load balancer; `TCP` passes everything through; `TCP_UDP` is both on one
    /// port. `UDP` and `TCP_UDP` need a `dualstack` load balancer.
    #[schemars(extend("default" = "TCP"))]
    protocol: ListenerProtocol,
    /// Certificate of a `TLS` listener that is there already. Give this or `certificate`.
    certificate_arn: Option<Value<CertificateArn>>,
    /// Certificate of a `TLS` listener that is made here: a key of `certificates`. Give this or `certificateArn`.
    certificate: Option<Key>,
    /// Security policy of a `TLS` listener. Default: `ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09`, which AWS recommends: TLS 1.3
    /// and 1.2. Without a policy AWS would take TLS 1.0 too.
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
    /// Protocol towards the targets: `TCP` behind `TLS` leaves the rest of the way unencrypted. Default: the protocol of
    /// the listener.
    target_protocol: Option<ListenerProtocol>,
    /// Targets. Key: a name for the target. Default: none; with `alb`, the Application Load Balancer of
    /// `applicationLoadBalancer`, if it is given.
    #[schemars(extend("default" = {}))]
    targets: Keyed<Key, Target>,
    /// Names of Auto Scaling groups whose instances become targets. Key: a name for the group. Needs the target type `instance`.
    #[schemars(extend("default" = {}))]
    auto_scaling_groups: Keyed<Key, Value<String>>,
    /// How targets are found to be healthy.
    #[schemars(extend("default" = {}))]
    health_check: HealthCheck,
    /// How long a removed target may finish its connections. Unit: seconds. Default: 300. Not with `alb`.
    deregistration_delay_seconds: Option<Value<Seconds>>,
    /// Whether connections of a removed target are cut at the end of that time. AWS always cuts those of `UDP` and `TCP_UDP`.
    #[schemars(extend("default" = false))]
    connection_termination: bool,
    /// Whether targets get a proxy protocol header, the only place that shows who a consumer is. Not with `alb`.
    #[schemars(extend("default" = false))]
    proxy_protocol_v2: bool,
    /// Whether targets see addresses of clients. Never true for traffic from endpoints. Not with `alb`, and always true with
    /// `UDP` and `TCP_UDP`. Default: true for `instance`s, false for `ip` addresses.
    preserve_client_ip: Option<bool>,
}

/// Protocol of a listener or of targets.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "SCREAMING_SNAKE_CASE")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum ListenerProtocol {
    Tcp,
    Tls,
    Udp,
    TcpUdp,
}

/// Preference among HTTP versions.
#[derive(Input, JsonSchema)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum AlpnPolicy {
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
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum TargetType {
    Ip,
    Instance,
    Alb,
}

/// Where traffic goes.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Target {
    /// What `targetType` says: an IPv4 address, an instance id or the ARN of an Application Load Balancer.
    id: Value<String>,
    /// Port. Default: the target port of the listener.
    port: Option<Port>,
    /// Zone of an address: `all` for one outside of the VPC. Default: the zone of the address.
    availability_zone: Option<Value<String>>,
}

/// A time of up to an hour.
#[derive(Input, JsonSchema)]
#[schemars(inline)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Seconds(#[schemars(range(min = 0, max = 3600))] u16);

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
pub(crate) fn nodes(
    balancer: &Node,
    certificate: &certificates::Nodes,
    tags: impl Fn() -> Expr,
) -> Nodes {
    let is_alb = || each().get("targetType").equals("alb");
    let is_tls = || each().get("protocol").equals("TLS");
    let web_protocol =
        application::gets(each).choose(application::settings().get("protocol"), "HTTP");
    let target_group = node("target_group", group::KIND)
        .for_each(input("listeners"))
        .set(group::NAME_PREFIX, crate::shared::NAME_PREFIX)
        .set(group::VPC_ID, input("vpcId"))
        .set(group::TARGET_TYPE, each().get("targetType"))
        .set(group::PORT, target_port(each))
        .set(group::PROTOCOL, target_protocol(each))
        .set(
            group::HEALTH_CHECK,
            health_check::block(
                Checker::Network,
                || each().get("healthCheck"),
                is_alb().choose(web_protocol, "TCP"),
            ),
        )
        // CloudFormation leaves an attribute as it is when it goes from a template, so what is off stands there, too. A
        // group with an Application Load Balancer takes none of them.
        .set(
            group::DEREGISTRATION_DELAY,
            each().get("deregistrationDelaySeconds").or_else(not(is_alb()).then(DRAINING_SECONDS)),
        )
        .set(
            group::CONNECTION_TERMINATION,
            not(is_alb()).then(any([each().get("connectionTermination"), targets_udp(each)])),
        )
        .set(group::PROXY_PROTOCOL_V2, not(is_alb()).then(each().get("proxyProtocolV2")))
        .set(
            group::PRESERVE_CLIENT_IP,
            keeps_client_addresses(each).is_set().then(text([keeps_client_addresses(each)])),
        )
        .set(group::TAGS, tags());
    let listener = node("listener", entry::KIND)
        .for_each(input("listeners"))
        .set(entry::LOAD_BALANCER_ARN, balancer.attribute(load_balancer::ARN))
        .set(entry::PORT, each().get("port"))
        .set(entry::PROTOCOL, each().get("protocol"))
        .set(entry::CERTIFICATE_ARN, certificate.arn(each))
        .set(entry::SSL_POLICY, each().get("sslPolicy").or_else(is_tls().then(TLS_POLICY)))
        .set(entry::ALPN_POLICY, each().get("alpnPolicy").or_else(is_tls().then("None")))
        .set(entry::TCP_IDLE_TIMEOUT_SECONDS, idle_seconds())
        .set(entry::DEFAULT_ACTION, forward(target_group.instance(each_key(), group::ARN)))
        .after(&[certificate.validation.label]);
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

/// How long a connection of this listener may be without traffic. AWS offers no service to other Regions with a time of
/// the user's, so none is written down then.
fn idle_seconds() -> Expr {
    let has_one = all([each().get("protocol").equals("TCP"), input("supportedRegions").is_empty()]);
    each().get("tcpIdleTimeoutSeconds").or_else(has_one.then(IDLE_SECONDS))
}

/// Whether targets see addresses of clients; null where AWS has no choice.
/// Source: User Guide for Network Load Balancers, "Edit target group attributes", 2026-11-21.
fn keeps_client_addresses(listener: impl Fn() -> Expr) -> Expr {
    let is = |ty: &str| listener().get("targetType").equals(ty);
    let choice = not(any([is("alb"), targets_udp(&listener)]));
    listener().get("preserveClientIp").or_else(choice.then(is("instance")))
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

/// What a listener does that hands everything to the target group with this ARN.
pub(crate) fn forward(group_arn: Expr) -> Expr {
    list([object([
        (default_action::TYPE, "forward".into()),
        (default_action::TARGET_GROUP_ARN, group_arn),
    ])])
}

/// Port of the targets of a listener, unless they have one of their own.
pub(crate) fn target_port(listener: impl Fn() -> Expr) -> Expr {
    listener().get("targetPort").or_else(listener().get("port"))
}

/// Ports that targets of a listener have of their own.
pub(crate) fn own_ports(listener: impl Fn() -> Expr) -> Expr {
    let port = || value("target").get("port");
    for_list_if("target", listener().get("targets"), port().is_set(), port())
}

/// Protocol towards the targets of a listener.
fn target_protocol(listener: impl Fn() -> Expr) -> Expr {
    listener().get("targetProtocol").or_else(listener().get("protocol"))
}

/// Whether the targets of a listener get UDP.
pub(crate) fn targets_udp(listener: impl Fn() -> Expr) -> Expr {
    any(["UDP", "TCP_UDP"].map(|protocol| target_protocol(&listener).equals(protocol)))
}

/// Whether a listener takes UDP.
pub(crate) fn takes_udp(listener: impl Fn() -> Expr) -> Expr {
    any(["UDP", "TCP_UDP"].map(|protocol| listener().get("protocol").equals(protocol)))
}

/// Whether a listener takes TCP, encrypted or not.
pub(crate) fn takes_tcp(listener: impl Fn() -> Expr) -> Expr {
    not(listener().get("protocol").equals("UDP"))
}
