//! The security group of the endpoints: the ranges of clients, on the ports of the services. Nothing leaves through it.
//!
//! Rules are resources of their own, one for each range and port, so that another service or range leaves the others alone.

use crate::centralized_endpoint_hub::members::{Member, MemberFields};
use crate::forms::Port;
use crate::shared::Subject;
use crate::shared::nowhere::nowhere;
use crate::shared::services::{Range, RangeFields};
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Draft, Handle, Late, List, Map, Text, list};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// A port that is open to a range.
#[derive(Input, JsonSchema)]
pub(crate) struct Opening {
    first: Port,
    last: Port,
    range: String,
}

/// The group. Gives its id, and what it opens.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    clients: Handle<List<Text>>,
    members: Handle<Map<Member>>,
) -> (Handle<Text, Late>, Handle<Map<Opening>>) {
    let group = ec2::SecurityGroup::new()
        .vpc_id(subject.vpc_id)
        .description(text!("Endpoints of {}", subject.name))
        .egress(list([nowhere()]))
        .tags(subject.tags);
    let group_id = draft.resource("security_group", group).id();
    let ports = draft.named("ports", ports(members));
    let openings = clients.product(
        |_, _| ports,
        |(_, range), (_, port)| {
            Opening::object().first(port.first()).last(port.last()).range(range)
        },
    );
    draft.resources("ingress", openings, |_, opening| {
        ec2::SecurityGroupIngressRule::new()
            .security_group_id(group_id)
            .ip_protocol("tcp")
            .from_port(opening.first())
            .to_port(opening.last())
            .cidr_ipv4(opening.range())
    });
    draft.output("securityGroupId", "Id of the endpoints' security group.", group_id);
    (group_id, openings)
}

/// Ports of all services, each once.
fn ports(members: Handle<Map<Member>>) -> Handle<Map<Range>> {
    let of_each = members.map(|_, member| {
        member.ports().to_map(|port| {
            let (first, last) = (port.first(), port.last());
            (first.is(last).choose(text!("{first}"), text!("{first}-{last}")), port)
        })
    });
    of_each.merged()
}
