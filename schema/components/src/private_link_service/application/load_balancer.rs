//! An Application Load Balancer between the Network Load Balancer and its targets.
//!
//! ```text
//! Network Load Balancer --> listener --> target group --> Application Load Balancer --> listener --> target group --> targets
//! ```

use crate::forms::{AvailabilityZoneId, CertificateArn, Key, Port, SubnetId};
use crate::private_link_service::application::security_group::{
    self, SecurityGroups, SecurityGroupsFields, Way,
};
use crate::private_link_service::certificates::Certificates;
use crate::private_link_service::health_check::{self, Checker, HealthCheck, HealthCheckFields};
use crate::private_link_service::listener::{
    Listener, Seconds, TLS_POLICY, any_leads_to_application, forward, leads_to_application,
    target_port as port_of_targets,
};
use crate::private_link_service::listeners::TargetGroups;
use crate::private_link_service::network_load_balancer::{
    LoadBalancer, LoadBalancerFields, subnet_ids,
};
use crate::private_link_service::security_group::SecurityGroupFields;
use crate::shared::{NAME_PREFIX, Subject};
use privatelink_catalog::autoscaling;
use privatelink_catalog::lb;
use privatelink_catalog::lb::listener::ListenerAttributes;
use privatelink_catalog::lb::load_balancer::LoadBalancerAttributes;
use privatelink_ir::handle::{Draft, Handle, Late, List, Map, One, Resource, Text, list};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// An internal Application Load Balancer. Gets the traffic of listeners that have the target type `alb` and no targets.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
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
    /// Whether headers whose names have anything but letters, digits and hyphens are dropped. AWS's own default is false; Security
    /// Hub's control ELB.4 asks for true. Set it to false for an application that reads such headers, such as `X_Tenant`.
    #[schemars(extend("default" = true))]
    drop_invalid_header_fields: Value<bool>,
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
    deregistration_delay_seconds: Value<Seconds>,
    /// Security groups. One is made in any case; it lets nobody in but the Network Load Balancer.
    #[schemars(extend("default" = {}))]
    security_group: SecurityGroups,
}

/// Protocol of an Application Load Balancer or of its targets.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "UPPERCASE")]
pub(crate) enum WebProtocol {
    /// HTTP.
    Http,
    /// HTTPS.
    Https,
}

/// What targets of an Application Load Balancer are.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
pub(crate) enum WebTargetType {
    /// Addresses.
    Ip,
    /// Instances, by their ids.
    Instance,
}

/// Where an Application Load Balancer sends requests.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ApplicationTarget {
    /// What `targetType` says: an IPv4 address or an instance id.
    id: Value<String>,
    /// Port. Default: `targetPort` of the load balancer.
    port: Option<Port>,
    /// Zone of an address: `all` for one outside of the VPC. Default: the zone of the address.
    availability_zone: Option<Value<String>>,
}

/// What is in front of it.
#[derive(Clone, Copy)]
pub(crate) struct Front {
    /// The Network Load Balancer.
    pub(crate) balancer: Handle<LoadBalancer>,
    /// Its listeners.
    pub(crate) listeners: Handle<Map<Listener>>,
    /// Their target groups.
    pub(crate) target_groups: TargetGroups,
    /// Its security group.
    pub(crate) security_group_id: Handle<Text, Late>,
    pub(crate) certificates: Certificates,
}

/// Port of the targets, unless they have one of their own.
pub(crate) fn target_port(given: Handle<ApplicationLoadBalancer>) -> Handle<i64> {
    given.target_port().or(given.port())
}

/// Ports on which targets take traffic and health checks, each once.
pub(crate) fn target_ports(given: Handle<ApplicationLoadBalancer>) -> Handle<List<i64>> {
    let check = given.health_check().port();
    let own = given.targets().filter_map(|_, target| (target.port().is_set(), target.port()));
    (list([target_port(given)]) + check.is_set().then_one(check) + own).distinct()
}

/// The load balancer, if it is asked for, and everything behind it.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Handle<ApplicationLoadBalancer>,
    front: Front,
) {
    let way = Way {
        is_made: given.is_set(),
        is_led_to: any_leads_to_application(front.listeners, given.is_set()),
        front_is_made: front.balancer.is_set() & front.balancer.security_group().create(),
        front_id: front.security_group_id,
        port: given.port(),
        target_ports: target_ports(given),
    };
    let group_id = security_group::part(draft, subject, given.security_group(), way);
    let balancer = draft
        .resource("application_load_balancer", balancer(subject, given, front.balancer, group_id));
    let target_group =
        draft.resource("application_target_group", target_group(subject, given)).arn();
    let is_https = given.protocol().is(WebProtocol::Https);
    let listener = lb::Listener::new()
        .only_if(given.is_set())
        .load_balancer_arn(balancer.arn())
        .port(given.port())
        .protocol(given.protocol())
        .certificate_arn(front.certificates.arn(given.certificate(), given.certificate_arn()))
        .ssl_policy(given.ssl_policy().or(is_https.then(TLS_POLICY)))
        .default_action(forward(target_group))
        .tags(subject.tags)
        .after(front.certificates.validation);
    let listener = draft.resource("application_listener", listener);
    targets(draft, given, target_group);
    path(draft, given, front, balancer, listener);
    outputs(draft, balancer);
}

fn balancer(
    subject: Subject,
    given: Handle<ApplicationLoadBalancer>,
    front: Handle<LoadBalancer>,
    group_id: Handle<Text, Late>,
) -> lb::LoadBalancer {
    lb::LoadBalancer::new()
        .only_if(given.is_set())
        .name_prefix(NAME_PREFIX)
        .load_balancer_type("application")
        .internal(true)
        .subnets(given.subnets().has_any().choose(given.subnets().values(), subnet_ids(front)))
        .security_groups(list([group_id]) + given.security_group().ids())
        .idle_timeout(given.idle_timeout_seconds())
        .drop_invalid_header_fields(given.drop_invalid_header_fields())
        .enable_deletion_protection(given.deletion_protection())
        .tags(subject.tags)
}

fn target_group(subject: Subject, given: Handle<ApplicationLoadBalancer>) -> lb::TargetGroup {
    lb::TargetGroup::new()
        .only_if(given.is_set())
        .name_prefix(NAME_PREFIX)
        .vpc_id(subject.vpc_id)
        .target_type(given.target_type())
        .port(target_port(given))
        .protocol(given.target_protocol())
        .health_check(health_check::block(
            Checker::Application,
            given.health_check(),
            given.target_protocol().word(),
        ))
        .deregistration_delay(given.deregistration_delay_seconds())
        .tags(subject.tags)
}

/// Targets and Auto Scaling groups.
fn targets(
    draft: &mut Draft,
    given: Handle<ApplicationLoadBalancer>,
    target_group: Handle<Text, Late>,
) {
    draft.resources("application_target", given.targets(), |_, target| {
        lb::TargetGroupAttachment::new()
            .only_if(given.is_set())
            .target_group_arn(target_group)
            .target_id(target.id())
            .port(target.port().or(target_port(given)))
            .availability_zone(target.availability_zone())
    });
    draft.resources("application_auto_scaling", given.auto_scaling_groups(), |_, group| {
        autoscaling::Attachment::new()
            .only_if(given.is_set())
            .lb_target_group_arn(target_group)
            .autoscaling_group_name(group)
    });
}

/// Makes the load balancer the target of the listeners that lead to it.
fn path(
    draft: &mut Draft,
    given: Handle<ApplicationLoadBalancer>,
    front: Front,
    balancer: LoadBalancerAttributes<One>,
    listener: ListenerAttributes<One>,
) {
    let leading = front
        .listeners
        .filter(|_, listener| leads_to_application(listener, given.is_set()))
        .map_values(|_, listener| text!("{}", port_of_targets(listener)));
    draft.resources("application_path", leading, |name, _| {
        lb::TargetGroupAttachment::new()
            .only_if(given.is_set())
            .target_group_arn(front.target_groups.first.at(name).arn())
            .target_id(balancer.arn())
            .port(given.port())
            // AWS refuses a port that the load balancer does not listen on.
            .after(listener)
    });
}

fn outputs(draft: &mut Draft, balancer: LoadBalancerAttributes<One>) {
    draft
        .output(
            "applicationLoadBalancerArn",
            "ARN of the Application Load Balancer, if one was made.",
            balancer.arn(),
        )
        .optional();
    draft
        .output(
            "applicationLoadBalancerDnsName",
            "DNS name of the Application Load Balancer, if one was made.",
            balancer.dns_name(),
        )
        .optional();
}
