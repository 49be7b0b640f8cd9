//! The way to an Application Load Balancer and on to its targets, and nothing beside it.
//!
//! ```text
//! group of the Network Load Balancer --port--> group of the Application Load Balancer --target port--> groups of the targets
//! ```

use crate::forms::{Key, SecurityGroupId};
use crate::private_link_service::traffic::{TrafficRule, to_targets, traffic};
use crate::shared::Subject;
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Condition, Draft, Handle, Late, List, Map, Resource, Text};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Security groups of an Application Load Balancer.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct SecurityGroups {
    /// Groups that are already there, to be attached as well.
    #[schemars(extend("default" = []))]
    ids: Vec<Value<SecurityGroupId>>,
    /// Groups of the targets. Key: a name for the group. Each gets a rule that lets the load balancer in on the ports of
    /// targets and health checks, and the load balancer may connect there and nowhere else.
    #[schemars(extend("default" = {}))]
    targets: Keyed<Key, Value<SecurityGroupId>>,
    /// Who may connect, beside the Network Load Balancer. Key: a name for the source. Default: nobody.
    #[schemars(extend("default" = {}))]
    ingress: Keyed<Key, TrafficRule>,
    /// Where the load balancer may connect. Key: a name for the destination. Default: the groups of `targets`; anywhere if
    /// there are none; on the ports of targets and health checks only.
    #[schemars(extend("default" = {}))]
    egress: Keyed<Key, TrafficRule>,
}

/// A port of a group of targets.
#[derive(Input, JsonSchema)]
struct PortOfGroup {
    group: Value<String>,
    port: u16,
}

/// What the way leads from and to.
#[derive(Clone, Copy)]
pub(crate) struct Way {
    /// Whether the Application Load Balancer is made.
    pub(crate) is_made: Condition,
    /// Whether a listener leads to it.
    pub(crate) is_led_to: Condition,
    /// Whether the group of the Network Load Balancer is made here.
    pub(crate) front_is_made: Condition,
    /// Id of that group.
    pub(crate) front_id: Handle<Text, Late>,
    /// Port that the Application Load Balancer listens on.
    pub(crate) port: Handle<i64>,
    /// Ports on which targets take traffic and health checks, each once.
    pub(crate) target_ports: Handle<List<i64>>,
}

const WAY: &str = "Application Load Balancer";

/// The group, and all rules on the way. Gives its id.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Handle<SecurityGroups>,
    way: Way,
) -> Handle<Text, Late> {
    let group = ec2::SecurityGroup::new()
        .only_if(way.is_made)
        .vpc_id(subject.vpc_id)
        .description(text!("Application Load Balancer of {}", subject.name))
        .tags(subject.tags);
    let id = draft.resource("application_security_group", group).id();
    from_front(draft, way, id);
    draft.resources("application_ingress", given.ingress(), |_, rule| {
        traffic!(ec2::SecurityGroupIngressRule::new().only_if(way.is_made), id, rule)
    });
    draft.resources("application_egress", given.egress(), |_, rule| {
        traffic!(ec2::SecurityGroupEgressRule::new().only_if(way.is_made), id, rule)
    });
    on_to_targets(draft, subject, given, way, id);
    draft
        .output(
            "applicationSecurityGroupId",
            "Id of the Application Load Balancer's security group, if one was made.",
            id,
        )
        .optional();
    id
}

/// From the group of the Network Load Balancer, if that one is made. Nobody but this graph knows the group that is made
/// here, so no rule of the user could name it.
fn from_front(draft: &mut Draft, way: Way, id: Handle<Text, Late>) {
    let is_made = way.is_made & way.front_is_made;
    let egress = ec2::SecurityGroupEgressRule::new()
        .only_if(is_made & way.is_led_to)
        .security_group_id(way.front_id)
        .ip_protocol("tcp")
        .from_port(way.port)
        .to_port(way.port)
        .referenced_security_group_id(id)
        .description(WAY);
    draft.resource("application_path_egress", egress);
    let ingress = ec2::SecurityGroupIngressRule::new()
        .only_if(is_made)
        .security_group_id(id)
        .ip_protocol("tcp")
        .from_port(way.port)
        .to_port(way.port)
        .referenced_security_group_id(way.front_id)
        .description("Network Load Balancer");
    draft.resource("application_path_ingress", ingress);
}

/// On to the groups of the targets; anywhere, if none are known.
fn on_to_targets(
    draft: &mut Draft,
    subject: Subject,
    given: Handle<SecurityGroups>,
    way: Way,
    id: Handle<Text, Late>,
) {
    let is_unsaid = way.is_made & given.egress().is_empty();
    let groups: Handle<Map<Text, Late>> = given.targets();
    let anywhere = is_unsaid & groups.is_empty();
    to_targets(draft, "application_target_egress", anywhere, id, "tcp", way.target_ports);
    let ports = groups.product(
        |_, _| way.target_ports,
        |(_, group), (_, port)| PortOfGroup::object().group(group).port(port),
    );
    draft.resources("application_target_group_egress", ports, |_, of| {
        ec2::SecurityGroupEgressRule::new()
            .only_if(is_unsaid)
            .security_group_id(id)
            .ip_protocol("tcp")
            .from_port(of.port())
            .to_port(of.port())
            .referenced_security_group_id(of.group())
            .description(text!("Targets on port {}", of.port()))
    });
    draft.resources("application_target_group_ingress", ports, |_, of| {
        ec2::SecurityGroupIngressRule::new()
            .only_if(way.is_made)
            .security_group_id(of.group())
            .ip_protocol("tcp")
            .from_port(of.port())
            .to_port(of.port())
            .referenced_security_group_id(id)
            .description(text!("{WAY} of {}", subject.name))
    });
}
