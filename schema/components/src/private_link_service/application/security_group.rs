//! The way to an Application Load Balancer and on to its targets, and nothing beside it.
//!
//! ```text
//! group of the Network Load Balancer --port--> group of the Application Load Balancer --target port--> groups of the targets
//! ```

use crate::forms::{Key, SecurityGroupId};
use crate::private_link_service::application::{is_led_to, settings};
use crate::private_link_service::listeners;
use crate::private_link_service::security_group::{self, TrafficRule, traffic};
use privatelink_catalog::ec2::{
    security_group as group, security_group_egress_rule as outbound,
    security_group_ingress_rule as inbound,
};
use privatelink_ir::expr::{
    all, concat, for_list, for_map, input, key, list, merge, not, object, text, value,
};
use privatelink_ir::graph::{Node, each, node};
use privatelink_ir::{Expr, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Security groups of an Application Load Balancer.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
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

/// The group, and everything with its rules.
pub(crate) struct Nodes {
    /// The group.
    pub(crate) group: Node,
    /// The group and all rules on the way.
    pub(crate) all: Vec<Node>,
}

fn groups() -> Expr {
    settings().get("securityGroup")
}

/// Ports on which targets take traffic and health checks, each once.
fn ports() -> Expr {
    let check = || settings().get("healthCheck").get("port");
    concat([
        list([listeners::target_port(settings)]),
        check().is_set().choose(list([check()]), list([])),
        listeners::own_ports(settings),
    ])
    .distinct()
}

/// One entry for each port of each group of targets.
fn ports_of_groups() -> Expr {
    merge(for_list(
        "group",
        groups().get("targets"),
        for_map(
            "port",
            ports(),
            text([key("group"), "/".into(), value("port")]),
            object([("group", value("group")), ("port", value("port"))]),
        ),
    ))
}

/// The way from `front`, the group of the Network Load Balancer, if that one exists.
pub(crate) fn nodes(front: &Node, tags: impl Fn() -> Expr) -> Nodes {
    let wanted = || settings().is_set();
    let front_group = || input("loadBalancer").get("securityGroup");
    let front_made =
        || all([wanted(), input("loadBalancer").is_set(), front_group().get("create")]);
    let to_targets = || all([wanted(), groups().get("egress").is_empty()]);
    let has_groups = || not(groups().get("targets").is_empty());

    let made = node("application_security_group", group::KIND)
        .only_if(wanted())
        .set(group::VPC_ID, input("vpcId"))
        .set(group::DESCRIPTION, text(["Application Load Balancer of ".into(), input("name")]))
        .set(group::TAGS, tags());
    let id = || made.attribute(group::ID);

    // Nobody but this graph knows the group that is made here, so no rule of the user could name it.
    let way = "Application Load Balancer";
    let front_egress = node("application_path_egress", outbound::KIND)
        .only_if(all([front_made(), is_led_to()]))
        .set(outbound::SECURITY_GROUP_ID, front.attribute(group::ID))
        .set(outbound::IP_PROTOCOL, "tcp")
        .set(outbound::FROM_PORT, settings().get("port"))
        .set(outbound::TO_PORT, settings().get("port"))
        .set(outbound::REFERENCED_SECURITY_GROUP_ID, id())
        .set(outbound::DESCRIPTION, way);
    let front_ingress = node("application_path_ingress", inbound::KIND)
        .only_if(front_made())
        .set(inbound::SECURITY_GROUP_ID, id())
        .set(inbound::IP_PROTOCOL, "tcp")
        .set(inbound::FROM_PORT, settings().get("port"))
        .set(inbound::TO_PORT, settings().get("port"))
        .set(inbound::REFERENCED_SECURITY_GROUP_ID, front.attribute(group::ID))
        .set(inbound::DESCRIPTION, "Network Load Balancer");
    let ingress = traffic(
        node("application_ingress", inbound::KIND)
            .only_if(wanted())
            .for_each(groups().get("ingress")),
        id(),
    );
    let egress = traffic(
        node("application_egress", outbound::KIND)
            .only_if(wanted())
            .for_each(groups().get("egress")),
        id(),
    );
    let anywhere = security_group::to_targets(
        node("application_target_egress", outbound::KIND)
            .only_if(all([to_targets(), not(has_groups())])),
        id(),
        "tcp",
        ports(),
    );
    let port = || each().get("port");
    let to_groups = node("application_target_group_egress", outbound::KIND)
        .only_if(to_targets())
        .for_each(ports_of_groups())
        .set(outbound::SECURITY_GROUP_ID, id())
        .set(outbound::IP_PROTOCOL, "tcp")
        .set(outbound::FROM_PORT, port())
        .set(outbound::TO_PORT, port())
        .set(outbound::REFERENCED_SECURITY_GROUP_ID, each().get("group"))
        .set(outbound::DESCRIPTION, text(["Targets on port ".into(), port()]));
    let into_groups = node("application_target_group_ingress", inbound::KIND)
        .only_if(wanted())
        .for_each(ports_of_groups())
        .set(inbound::SECURITY_GROUP_ID, each().get("group"))
        .set(inbound::IP_PROTOCOL, "tcp")
        .set(inbound::FROM_PORT, port())
        .set(inbound::TO_PORT, port())
        .set(inbound::REFERENCED_SECURITY_GROUP_ID, id())
        .set(inbound::DESCRIPTION, text([way.into(), " of ".into(), input("name")]));
    let all = vec![
        made.clone(),
        front_egress,
        front_ingress,
        ingress,
        egress,
        anywhere,
        to_groups,
        into_groups,
    ];
    Nodes { group: made, all }
}
