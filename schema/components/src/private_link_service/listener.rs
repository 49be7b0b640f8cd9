//! A listener of the Network Load Balancer, and what can be asked about it.

use crate::forms::{CertificateArn, IpVersion, Key, Port};
use crate::private_link_service::health_check::HealthCheck;
use crate::private_link_service::second_group::{
    SecondTargetGroup, SecondTargetGroupFields, Weight,
};
use privatelink_catalog::lb::listener::DefaultAction;
use privatelink_ir::handle::{Condition, Handle, Late, List, Map, Text, list};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Security policy unless the user names one: what AWS recommends and its console takes. By any other way AWS's own
/// default is `ELBSecurityPolicy-2016-08`, with TLS 1.0.
/// Source: User Guide for Network Load Balancers and for Application Load Balancers, "Security policies", 2026-11-21.
pub(crate) const TLS_POLICY: &str = "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09";

/// Listeners by name.
pub(crate) type Listeners = Keyed<Key, Listener>;

/// A port that the load balancer takes connections on, and where it sends them.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
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
    /// More certificates of a `TLS` listener that are there already, for clients that ask for their names (SNI). Key: a name for the
    /// certificate.
    #[schemars(extend("default" = {}))]
    additional_certificate_arns: Keyed<Key, Value<CertificateArn>>,
    /// More certificates of a `TLS` listener that are made here: keys of `certificates`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    additional_certificates: Vec<Key>,
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
    /// Address type of the targets. `ipv6` needs a `dualstack` load balancer, and targets that are IPv6 addresses or instances with a
    /// primary one. `UDP` and `TCP_UDP` need `ipv6`. Not with `alb`. Cannot be changed later.
    #[schemars(extend("default" = "ipv4"))]
    target_ip_address_type: IpVersion,
    /// Targets. Key: a name for the target. Default: none; with `alb`, the Application Load Balancer of
    /// `applicationLoadBalancer`, if it is given.
    #[schemars(extend("default" = {}))]
    targets: Keyed<Key, Target>,
    /// Names of Auto Scaling groups whose instances become targets. Key: a name for the group. Needs the target type `instance`.
    #[schemars(extend("default" = {}))]
    auto_scaling_groups: Keyed<Key, Value<String>>,
    /// A second target group beside that of `targets`, such as the next version of an application. `weight`s say how many of the
    /// new connections each gets; connections that are there stay where they are.
    second_target_group: Option<SecondTargetGroup>,
    /// The part of new connections that the targets of `targets` and `autoScalingGroups` get. Needed with `secondTargetGroup`, and
    /// only then.
    weight: Option<Value<Weight>>,
    /// How targets are found to be healthy.
    #[schemars(extend("default" = {}))]
    health_check: HealthCheck,
    /// Whether a zone's traffic may go to targets in other zones. Default: what `loadBalancer.crossZone` says. Not with `alb`.
    cross_zone: Option<bool>,
    /// How many targets of a zone have to be healthy. Default: one. Not with `alb`.
    zone_health: Option<ZoneHealth>,
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

/// How many targets of a zone have to be healthy. The first number that is not reached counts.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ZoneHealth {
    /// With fewer, the names of the load balancer leave out the addresses of the zone. Not less than `routingTargets`.
    #[schemars(extend("default" = 1), range(min = 1, max = 1000))]
    dns_targets: u32,
    /// The same as a part of the zone's targets. Unit: per cent. Default: none.
    #[schemars(range(min = 1, max = 100))]
    dns_percentage: Option<u8>,
    /// With fewer, traffic goes to the other targets of the zone too, healthy or not.
    #[schemars(extend("default" = 1), range(min = 1, max = 1000))]
    routing_targets: u32,
    /// The same as a part of the zone's targets. Unit: per cent. Not more than `dnsPercentage`. Default: none.
    #[schemars(range(min = 1, max = 100))]
    routing_percentage: Option<u8>,
}

/// Protocol of a listener or of targets.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum ListenerProtocol {
    /// TCP, passed on as it is.
    Tcp,
    /// TLS, ended by the load balancer with a certificate; of targets, begun anew.
    Tls,
    /// UDP.
    Udp,
    /// TCP and UDP on the same port.
    TcpUdp,
}

/// Preference among HTTP versions.
#[derive(Input, JsonSchema)]
pub(crate) enum AlpnPolicy {
    /// HTTP/1.1 and HTTP/1.0 only.
    #[schemars(rename = "HTTP1Only")]
    Http1Only,
    /// HTTP/2 only.
    #[schemars(rename = "HTTP2Only")]
    Http2Only,
    /// HTTP/1.1 and HTTP/1.0 rather than HTTP/2.
    #[schemars(rename = "HTTP2Optional")]
    Http2Optional,
    /// HTTP/2 rather than HTTP/1.1 and HTTP/1.0.
    #[schemars(rename = "HTTP2Preferred")]
    Http2Preferred,
    /// No protocol is agreed on.
    None,
}

/// What targets are.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(crate) enum TargetType {
    /// Addresses.
    Ip,
    /// Instances, by their ids.
    Instance,
    /// One Application Load Balancer, by its ARN.
    Alb,
}

/// Where traffic goes.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Target {
    /// What `targetType` says: an address of `targetIpAddressType`, an instance id or the ARN of an Application Load Balancer.
    id: Value<String>,
    /// Port. Default: the target port of the listener.
    port: Option<Port>,
    /// Zone of an address: `all` for one outside of the VPC. Default: the zone of the address.
    availability_zone: Option<Value<String>>,
}

/// A time of up to an hour.
#[derive(Input, JsonSchema)]
#[schemars(inline)]
pub(crate) struct Seconds(#[schemars(range(min = 0, max = 3600))] u16);

/// Port of the targets of a listener, unless they have one of their own.
pub(crate) fn target_port(listener: Handle<Listener>) -> Handle<i64> {
    listener.target_port().or(listener.port())
}

/// Protocol towards the targets of a listener.
pub(crate) fn target_protocol(listener: Handle<Listener>) -> Handle<ListenerProtocol> {
    listener.target_protocol().or(listener.protocol())
}

/// Whether the targets of a listener get UDP.
pub(crate) fn targets_udp(listener: Handle<Listener>) -> Condition {
    is_udp(target_protocol(listener))
}

/// Whether a listener takes UDP.
pub(crate) fn takes_udp(listener: Handle<Listener>) -> Condition {
    is_udp(listener.protocol())
}

fn is_udp(protocol: Handle<ListenerProtocol>) -> Condition {
    protocol.is(ListenerProtocol::Udp) | protocol.is(ListenerProtocol::TcpUdp)
}

/// Listeners whose targets have this address type.
pub(crate) fn of_family(
    listeners: Handle<Map<Listener>>,
    family: IpVersion,
) -> Handle<Map<Listener>> {
    listeners.filter(|_, listener| listener.target_ip_address_type().is(family))
}

/// Whether a listener takes TCP, encrypted or not.
pub(crate) fn takes_tcp(listener: Handle<Listener>) -> Condition {
    !listener.protocol().is(ListenerProtocol::Udp)
}

/// Whether a listener leads to the Application Load Balancer that is made here, if one is.
pub(crate) fn leads_to_application(
    listener: Handle<Listener>,
    has_application: Condition,
) -> Condition {
    let is_alb = listener.target_type().is(TargetType::Alb);
    has_application & is_alb & listener.targets().is_empty()
}

/// Whether a listener leads to the Application Load Balancer that is made here.
pub(crate) fn any_leads_to_application(
    listeners: Handle<Map<Listener>>,
    has_application: Condition,
) -> Condition {
    listeners.any(|_, listener| leads_to_application(listener, has_application))
}

/// Ports that targets of a listener have of their own, in either target group.
pub(crate) fn own_ports(listener: Handle<Listener>) -> Handle<List<i64>> {
    let of = |targets: Handle<Map<Target>>| {
        targets.filter_map(|_, target| (target.port().is_set(), target.port()))
    };
    of(listener.targets()) + of(listener.second_target_group().targets())
}

/// What a listener does that hands everything to the target group with this ARN.
pub(crate) fn forward(group_arn: Handle<Text, Late>) -> Handle<List<DefaultAction>> {
    list([DefaultAction::new().type_("forward").target_group_arn(group_arn)])
}
