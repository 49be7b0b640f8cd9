//! What is between networks that share a hub: no route leads from one to another, or to more than it is to, and the hub's
//! endpoints let nobody in but its clients.

use super::Client;
use super::cidr::Range;
use super::networks::Attachment;
use super::routes::Leg;
use super::state::{Interface, Item, Rule, State, by_id};
use crate::failure::Failure;

/// Ways from a client's network to another one's, each in a sentence; empty if there are none.
///
/// Route tables of the clients' VPCs are not asked: their owners change them as they like, and what keeps networks apart
/// is the transit gateway, and that they are not peered. Those of a VPC in between, such as that of a firewall, are.
pub(super) fn ways_between(state: &State, clients: &[Client]) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for from in clients {
        let attachments = attachments(state, from)?;
        for to in clients.iter().filter(|to| to.vpc != from.vpc) {
            let (one, other) = (&from.vpc, &to.vpc);
            let peerings = state.peerings_between(one, other).into_iter();
            found
                .extend(peerings.map(|id| format!("peering {id} joins VPC {one} and VPC {other}")));
            for attachment in &attachments {
                found.extend(ways(state, attachment, to));
            }
        }
    }
    found.dedup();
    Ok(found)
}

/// The attachments of a network. Without them, or without the tables of their gateway, nobody could say that it is apart.
fn attachments<'a>(
    state: &'a State,
    client: &Client,
) -> Result<Vec<&'a Item<Attachment>>, Failure> {
    let attachments = state.attachments_of(&client.vpc);
    if attachments.is_empty() {
        return Err(Failure::new(format!("VPC {} has no attachment", client.vpc)));
    }
    for gateway in attachments.iter().map(|found| &found.facts.transit_gateway_id) {
        let mut tables = state.gateway_tables.iter();
        if !tables.any(|table| table.facts.transit_gateway_id == *gateway) {
            let why = format!("no route table of {gateway} is there: read its owner's account");
            return Err(Failure::new(why));
        }
    }
    Ok(attachments)
}

/// Ways that an attachment's traffic has into a network.
fn ways(state: &State, from: &Item<Attachment>, to: &Client) -> Vec<String> {
    let ranges = state.sources(to);
    let legs = ranges.iter().flat_map(|range| state.legs_of(from, *range));
    let leading = legs.flat_map(|leg| leading(state, leg, &to.vpc, &[from.id()]));
    let words = leading.map(|leg| {
        let passed: String = leg.hops.iter().map(|hop| format!(" by {hop}")).collect();
        format!("routes lead from VPC {} to VPC {}{passed}", from.facts.vpc_id, to.vpc)
    });
    words.collect()
}

/// Legs into a VPC: this one, or those that go on from where it leads. Attachments that were left by are not left by again.
fn leading<'a>(state: &'a State, leg: Leg<'a>, vpc: &str, left: &[&str]) -> Vec<Leg<'a>> {
    if leg.enters_by.iter().any(|by| by.vpc() == vpc) {
        return vec![leg];
    }
    let onward = leg.enters_by.iter().filter_map(|by| by.attachment());
    onward
        .filter(|by| !left.contains(&by.id()))
        .flat_map(|by| {
            let left = [left, &[by.id()]].concat();
            let exits = state.subnets_of(by).into_iter();
            let legs = exits.flat_map(|exit| state.legs_on(by, exit, leg.part));
            legs.flat_map(|next| leading(state, next.after(&leg.hops), vpc, &left))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// Ways from the clients' networks to anything that was read but these ranges, each in a sentence; empty if there are none.
///
/// What transit gateways lead to counts whatever the clients' own route tables say, as above; over a peering of VPCs lead
/// only those.
pub(super) fn ways_beyond(
    state: &State,
    clients: &[Client],
    ranges: &[Range],
) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    for from in clients {
        let peered = peered_legs(state, from);
        let attachments = if peered.is_empty() {
            attachments(state, from)?
        } else {
            state.attachments_of(&from.vpc)
        };
        for to in state.vpcs.iter().filter(|to| to.id() != from.vpc) {
            let all = || to.facts.ranges();
            let by_gateway = attachments.iter().flat_map(|attachment| {
                let legs = all().flat_map(|range| state.legs_of(attachment, range));
                legs.flat_map(|leg| leading(state, leg, to.id(), &[attachment.id()]))
            });
            let by_peering = peered.iter().filter(|(vpc, _)| *vpc == to.id());
            let parts = by_gateway.map(|leg| leg.part).chain(by_peering.map(|(_, part)| *part));
            let beyond = parts.filter(|part| !ranges.iter().any(|range| range.covers(part)));
            found.extend(beyond.map(|part| {
                format!("routes lead from VPC {} to {part} of VPC {}", from.vpc, to.id())
            }));
        }
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

/// What the route tables of a client's subnets lead over peerings of VPCs: the VPC and its addresses.
fn peered_legs<'a>(state: &'a State, client: &Client) -> Vec<(&'a str, Range)> {
    let subnets = state.subnets.iter().filter(|subnet| subnet.facts.vpc_id == client.vpc);
    subnets
        .flat_map(|subnet| {
            let ranges = state.vpcs.iter().filter(|vpc| vpc.id() != client.vpc);
            let ranges = ranges.flat_map(|vpc| vpc.facts.ranges().map(move |range| (vpc, range)));
            ranges.flat_map(move |(vpc, range)| {
                let legs = state.legs(subnet, range).into_iter();
                let into = move |leg: &Leg<'_>| {
                    let mut entries = leg.enters_by.iter();
                    entries.any(|by| by.attachment().is_none() && by.vpc() == vpc.id())
                };
                legs.filter(into).map(move |leg| (vpc.id(), leg.part))
            })
        })
        .collect()
}

/// Rules of endpoints in a VPC that let in anybody but these ranges, each in a sentence; empty if there are none.
pub(super) fn strangers(
    state: &State,
    vpc: &str,
    ranges: &[Range],
) -> Result<Vec<String>, Failure> {
    let mut groups: Vec<&str> = interfaces(state, vpc)
        .flat_map(|interface| interface.facts.groups.iter().map(String::as_str))
        .collect();
    groups.sort_unstable();
    groups.dedup();
    if groups.is_empty() {
        return Err(Failure::new(format!("no endpoint in VPC {vpc} has a security group")));
    }
    let mut found = Vec::new();
    for id in groups {
        let Some(group) = by_id(&state.groups, id) else {
            return Err(Failure::new(format!("security group {id} is not there")));
        };
        let inbound = group.facts.rules.iter().filter(|rule| !rule.is_egress);
        for rule in inbound.filter(|rule| !is_within(state, rule, ranges)) {
            let (end, ports) = (rule.end(), rule.ports());
            found.push(format!("security group {id} lets {end} in on {ports}"));
        }
    }
    Ok(found)
}

/// Interfaces of the endpoints in a VPC.
fn interfaces<'a>(state: &'a State, vpc: &'a str) -> impl Iterator<Item = &'a Item<Interface>> {
    let endpoints = state.endpoints.iter().filter(move |endpoint| endpoint.facts.vpc_id == vpc);
    let ids = endpoints.flat_map(|endpoint| &endpoint.facts.network_interface_ids);
    ids.filter_map(|id| by_id(&state.interfaces, id))
}

/// Whether all that a rule lets in is in the ranges. Of a group that it names nobody knows where its members are.
fn is_within(state: &State, rule: &Rule, ranges: &[Range]) -> bool {
    let let_in = rule.ranges(state);
    !let_in.is_empty() && let_in.iter().all(|own| ranges.iter().any(|range| range.covers(own)))
}
