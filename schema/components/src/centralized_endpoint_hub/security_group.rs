//! The security group of the endpoints: the ranges of clients, on the ports of the services. Nothing leaves through it.
//!
//! Rules are resources of their own, one for each range and port, so that another service or range leaves the others alone.

use crate::centralized_endpoint_hub::members::{Member, MemberFields};
use crate::centralized_endpoint_hub::ranges::Clients;
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

/// What is open to clients, by range and port.
#[derive(Clone, Copy)]
pub(crate) struct Openings {
    pub(crate) ipv4: Handle<Map<Opening>>,
    pub(crate) ipv6: Handle<Map<Opening>>,
}

/// The group. Gives its id, and what it opens.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    clients: Clients,
    members: Handle<Map<Member>>,
) -> (Handle<Text, Late>, Openings) {
    let group = ec2::SecurityGroup::new()
        .vpc_id(subject.vpc_id)
        .description(text!("Endpoints of {}", subject.name))
        .egress(list([nowhere()]))
        .tags(subject.tags);
    let group_id = draft.resource("security_group", group).id();
    let ports = draft.named("ports", ports(members));
    let openings = Openings { ipv4: to(clients.ipv4, ports), ipv6: to(clients.ipv6, ports) };
    let rule = |opening: Handle<Opening>| {
        ec2::SecurityGroupIngressRule::new()
            .security_group_id(group_id)
            .ip_protocol("tcp")
            .from_port(opening.first())
            .to_port(opening.last())
    };
    draft
        .resources("ingress", openings.ipv4, |_, opening| rule(opening).cidr_ipv4(opening.range()));
    draft.resources("ingress_ipv6", openings.ipv6, |_, opening| {
        rule(opening).cidr_ipv6(opening.range())
    });
    draft.output("securityGroupId", "Id of the endpoints' security group.", group_id);
    (group_id, openings)
}

/// Each port, open to each range.
fn to(clients: Handle<List<Text>>, ports: Handle<Map<Range>>) -> Handle<Map<Opening>> {
    clients.product(
        |_, _| ports,
        |(_, range), (_, port)| {
            Opening::object().first(port.first()).last(port.last()).range(range)
        },
    )
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
