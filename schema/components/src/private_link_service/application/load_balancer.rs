//! An Application Load Balancer between the Network Load Balancer and its targets.
//!
//! ```text
//! Network Load Balancer --> listener --> target group --> Application Load Balancer --> listener --> target group --> targets
//! ```

use crate::forms::{AvailabilityZoneId, CertificateArn, Key, Port, SubnetId};
use crate::private_link_service::application::security_group::{
    self as application_group, SecurityGroups,
};
use crate::private_link_service::application::{gets, settings};
use crate::private_link_service::certificates;
use crate::private_link_service::health_check::{self, Checker, HealthCheck};
use crate::private_link_service::listeners;
use privatelink_catalog::autoscaling::attachment as scaling;
use privatelink_catalog::ec2::security_group as security_group_kind;
use privatelink_catalog::lb::{
    listener as entry, load_balancer as balancer, target_group as group,
    target_group_attachment as attachment,
};
use privatelink_ir::expr::{concat, for_list, for_map_if, input, key, list, not, text, value};
use privatelink_ir::graph::{Node, each, each_key, node};
use privatelink_ir::{Expr, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// An internal Application Load Balancer. Gets the traffic of listeners that have the target type `alb` and no targets.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct ApplicationLoadBalancer {
    /// Subnets, one per Availability Zone, in two zones or more. Key: the zone's id. Default: the subnets of `loadBalancer`.
    #[schemars(extend("default" = {}))]
    subnets: Keyed<AvailabilityZoneId, Value<SubnetId>>,
    /// Port that it listens on: the target port of the listeners that lead to it.
    port: Port,
    /// Protocol. `HTTPS` ends encryption here.
    #[schemars(extend("default" = "HTTP"))]
    protocol: WebProtocol,
    /// Certificate for `HTTPS` that is there already. Give this or `certificate`.
    certificate_arn: Option<Value<CertificateArn>>,
    /// Certificate for `HTTPS` that is made here: a key of `certificates`. Give this or `certificateArn`.
    certificate: Option<Key>,
    /// Security policy of `HTTPS`. Default: `ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09`, which AWS recommends: TLS 1.3 and 1.2.
    /// Without a policy AWS would take TLS 1.0 too.
    ssl_policy: Option<Value<String>>,
    /// How long a connection may be without traffic. Unit: seconds.
    #[schemars(extend("default" = 60), range(min = 1, max = 4000))]
    idle_timeout_seconds: u16,
    /// Whether AWS refuses to delete the load balancer.
    #[schemars(extend("default" = false))]
    deletion_protection: Value<bool>,
    /// What targets are: `ip` addresses or `instance`s.
    #[schemars(extend("default" = "ip"))]
    target_type: WebTargetType,
    /// Port of the targets. Default: `port`.
    target_port: Option<Port>,
    /// Protocol towards the targets.
    #[schemars(extend("default" = "HTTP"))]
    target_protocol: WebProtocol,
    /// Targets. Key: a name for the target.
    #[schemars(extend("default" = {}))]
    targets: Keyed<Key, ApplicationTarget>,
    /// Names of Auto Scaling groups whose instances become targets. Key: a name for the group. Needs the target type `instance`.
    #[schemars(extend("default" = {}))]
    auto_scaling_groups: Keyed<Key, Value<String>>,
    /// How targets are found to be healthy.
    #[schemars(extend("default" = {}))]
    health_check: HealthCheck,
    /// How long a removed target may finish its requests. Unit: seconds.
    #[schemars(extend("default" = 300))]
    deregistration_delay_seconds: Value<listeners::Seconds>,
    /// Security groups. One is made in any case; it lets nobody in but the Network Load Balancer.
    #[schemars(extend("default" = {}))]
    security_group: SecurityGroups,
}

/// Protocol of an Application Load Balancer or of its targets.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "UPPERCASE")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum WebProtocol {
    Http,
    Https,
}

/// What targets of an Application Load Balancer are.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum WebTargetType {
    Ip,
    Instance,
}

/// Where an Application Load Balancer sends requests.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct ApplicationTarget {
    /// What `targetType` says: an IPv4 address or an instance id.
    id: Value<String>,
    /// Port. Default: `targetPort` of the load balancer.
    port: Option<Port>,
    /// Zone of an address: `all` for one outside of the VPC. Default: the zone of the address.
    availability_zone: Option<Value<String>>,
}

/// The load balancer, and everything behind it.
pub(crate) struct Nodes {
    /// The load balancer.
    pub(crate) balancer: Node,
    /// Its security group.
    pub(crate) group: Node,
    /// Nodes.
    pub(crate) all: Vec<Node>,
}

/// The load balancer, if it is asked for. `front` is the security group, and `target_group` the target groups of the
/// Network Load Balancer.
pub(crate) fn nodes(
    front: &Node,
    front_targets: &Node,
    certificate: &certificates::Nodes,
    tags: impl Fn() -> Expr,
) -> Nodes {
    let of = |field: &str| settings().get(field);
    let part = |label, kind| node(label, kind).only_if(settings().is_set());
    let groups = application_group::nodes(front, &tags);
    let made = part("application_load_balancer", balancer::KIND)
        .set(balancer::NAME_PREFIX, crate::shared::NAME_PREFIX)
        .set(balancer::LOAD_BALANCER_TYPE, "application")
        .set(balancer::INTERNAL, true)
        .set(
            balancer::SUBNETS,
            not(of("subnets").is_empty()).choose(
                of("subnets").values(),
                for_list(
                    "subnet",
                    input("loadBalancer").get("subnets"),
                    value("subnet").get("subnetId"),
                ),
            ),
        )
        .set(
            balancer::SECURITY_GROUPS,
            concat([
                list([groups.group.attribute(security_group_kind::ID)]),
                of("securityGroup").get("ids"),
            ]),
        )
        .set(balancer::IDLE_TIMEOUT, of("idleTimeoutSeconds"))
        .set(balancer::DROP_INVALID_HEADER_FIELDS, true)
        .set(balancer::ENABLE_DELETION_PROTECTION, of("deletionProtection"))
        .set(balancer::TAGS, tags());
    let target_group = part("application_target_group", group::KIND)
        .set(group::NAME_PREFIX, crate::shared::NAME_PREFIX)
        .set(group::VPC_ID, input("vpcId"))
        .set(group::TARGET_TYPE, of("targetType"))
        .set(group::PORT, listeners::target_port(settings))
        .set(group::PROTOCOL, of("targetProtocol"))
        .set(
            group::HEALTH_CHECK,
            health_check::block(
                Checker::Application,
                || settings().get("healthCheck"),
                of("targetProtocol"),
            ),
        )
        .set(group::DEREGISTRATION_DELAY, of("deregistrationDelaySeconds"))
        .set(group::TAGS, tags());
    let group_arn = || target_group.attribute(group::ARN);
    let listener = part("application_listener", entry::KIND)
        .set(entry::LOAD_BALANCER_ARN, made.attribute(balancer::ARN))
        .set(entry::PORT, of("port"))
        .set(entry::PROTOCOL, of("protocol"))
        .set(entry::CERTIFICATE_ARN, certificate.arn(settings))
        .set(
            entry::SSL_POLICY,
            of("sslPolicy").or_else(of("protocol").equals("HTTPS").then(listeners::TLS_POLICY)),
        )
        .set(entry::DEFAULT_ACTION, listeners::forward(group_arn()))
        .after(&[certificate.validation.label]);
    let target = part("application_target", attachment::KIND)
        .for_each(of("targets"))
        .set(attachment::TARGET_GROUP_ARN, group_arn())
        .set(attachment::TARGET_ID, each().get("id"))
        .set(attachment::PORT, each().get("port").or_else(listeners::target_port(settings)))
        .set(attachment::AVAILABILITY_ZONE, each().get("availabilityZone"));
    let auto_scaling = part("application_auto_scaling", scaling::KIND)
        .for_each(of("autoScalingGroups"))
        .set(scaling::LB_TARGET_GROUP_ARN, group_arn())
        .set(scaling::AUTOSCALING_GROUP_NAME, each());
    let leading = for_map_if(
        "listener",
        input("listeners"),
        gets(|| value("listener")),
        key("listener"),
        text([listeners::target_port(|| value("listener"))]),
    );
    let path = part("application_path", attachment::KIND)
        .for_each(leading)
        .set(attachment::TARGET_GROUP_ARN, front_targets.instance(each_key(), group::ARN))
        .set(attachment::TARGET_ID, made.attribute(balancer::ARN))
        .set(attachment::PORT, settings().get("port"))
        // AWS refuses a port that the load balancer does not listen on.
        .after(&[listener.label]);
    let all = groups
        .all
        .into_iter()
        .chain([made.clone(), target_group, listener, target, auto_scaling, path])
        .collect();
    Nodes { balancer: made, group: groups.group, all }
}
