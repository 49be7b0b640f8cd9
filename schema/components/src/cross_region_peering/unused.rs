//! Inputs that would do nothing, in this mode or this part: they are refused, so that nobody counts on them.

use crate::cross_region_peering::sides::{Mode, Part, Peered, Side, SideFields};
use crate::cross_region_peering::vpcs::RemoteNamesFields;
use crate::cross_region_peering::{Inputs, InputsFields};
use privatelink_ir::handle::{Condition, Handle, List, Term, Text, When};
use privatelink_ir::rule::Rule;

/// Why an input does nothing.
#[derive(Clone, Copy)]
struct Nothing {
    /// The mode is another one.
    is_of_mode: Condition,
    /// The part is another one.
    is_of_part: Condition,
    why: &'static str,
}

/// What has to hold.
pub(crate) fn rules(inputs: Handle<Inputs>, peered: Peered) -> Vec<Rule> {
    let Peered { requester, accepter, mode, at_home, .. } = peered;
    let mut rules = of_inputs(inputs, peered);
    let part = peered.part;
    rules.push(part.rule("peering/no-half").must(peered.is_peering() | peered.accepts).otherwise(
        "is `requester`, but with `mode` `privateLink` all of it is at the accepter",
        "set it to `accepter` in the account of the clients, and offer the service by a \
         `PrivateLinkService`",
    ));
    rules.extend(of_half(requester, peered, !at_home));
    rules.extend(of_half(accepter, peered, peered.accepts));
    for side in [requester, accepter] {
        let (gateway, vpc) = (side.transit_gateway_id(), side.vpc_id());
        let why = "is given, but with `part` `accepter` the peering says what it is between";
        let of = |is_of_mode| Nothing { is_of_mode, is_of_part: !at_home, why };
        let is_gateway = mode.is(Mode::TransitGateway);
        rules.push(of(is_gateway).unless(gateway, gateway.is_absent()));
        rules.push(of(mode.is(Mode::VpcPeering)).unless(vpc, vpc.is_absent()));
        let asn = side.amazon_side_asn();
        rules.push(
            Nothing { is_of_part: true.handle(), ..of(is_gateway) }.unless(asn, asn.is_absent()),
        );
        let (ipv4, ipv6) = (side.cidr_blocks(), side.ipv6_cidr_blocks());
        let is_of_part = true.handle();
        let ranges = Nothing { is_of_mode: peered.is_peering(), is_of_part, why };
        rules.push(ranges.unless(ipv4, ipv4.is_empty()));
        rules.push(ranges.unless(ipv6, ipv6.is_empty()));
    }
    let account = requester.account_id();
    rules.push(account.rule("peering/unused").must(account.is_absent()).otherwise(
        "is given, but the requester's account is the one of its deployment",
        "remove it",
    ));
    let account = accepter.account_id();
    let is_asked = !at_home & peered.is_peering();
    rules.push(account.rule("peering/unused").must(is_asked | account.is_absent()).otherwise(
        "is given, but nobody reads it: its half is deployed in that account, and asked for \
         nowhere here",
        "remove it",
    ));
    rules
}

/// Inputs beside the sides.
fn of_inputs(inputs: Handle<Inputs>, peered: Peered) -> Vec<Rule> {
    let Peered { mode, part, at_home, .. } = peered;
    let (accepted, id) = (inputs.accepted(), inputs.peering_id());
    let (look_up, dynamic) = (inputs.look_up_accepter_id(), inputs.dynamic_routing());
    let names = inputs.resolve_remote_names();
    let any = peered.is_peering();
    let is_gateway = mode.is(Mode::TransitGateway);
    let is_vpc = mode.is(Mode::VpcPeering);
    let of = |is_of_mode, is_of_part, why| Nothing { is_of_mode, is_of_part, why };
    let here = "is true, but only with `part` `both` the other side's id is known";
    let theirs = "is given, but the other deployment makes this side";
    let (zones, service) = (inputs.hub_zones(), inputs.private_link());
    vec![
        of(any, true.handle(), "").unless(zones, zones.is_absent()),
        of(!any, true.handle(), "").unless(service, service.is_absent()),
        of(any, part.is(Part::Requester), "is true, but the peering is accepted here")
            .unless(accepted, !accepted),
        of(any, at_home, "is given, but the peering is asked for here").unless(id, id.is_absent()),
        of(is_gateway, part.is(Part::Both), here).unless(look_up, !look_up),
        of(is_gateway, !at_home, "is true, but the requester decides about it")
            .unless(dynamic, !dynamic),
        of(is_vpc, !at_home, theirs).unless(names.requester(), names.requester()),
        of(is_vpc, peered.accepts, theirs).unless(names.accepter(), names.accepter()),
    ]
}

/// What stands at one side.
fn of_half(side: Handle<Side>, peered: Peered, is_of_part: Condition) -> Vec<Rule> {
    let mode = peered.mode;
    let why = "is given, but the other deployment makes this side";
    let gateway = Nothing { is_of_mode: mode.is(Mode::TransitGateway), is_of_part, why };
    let vpc = Nothing { is_of_mode: mode.is(Mode::VpcPeering), ..gateway };
    let (table, tables) = (side.associate_with(), side.gateway_tables());
    let (extra, dropped) = (side.extra_routes(), side.blackholes());
    let of_vpc = side.route_table_ids();
    let in_tables = |routes: Handle<List<Text>>| {
        let has_tables = tables.has_any();
        routes.rule("peering/no-tables").must(routes.is_empty() | has_tables).otherwise(
            "is given, but there are no `gatewayTables` for it",
            "remove it, or name the tables",
        )
    };
    vec![
        in_tables(extra),
        in_tables(dropped),
        gateway.unless(table, table.is_absent()),
        gateway.unless(tables, tables.is_empty()),
        gateway.unless(extra, extra.is_empty()),
        gateway.unless(dropped, dropped.is_empty()),
        vpc.unless(of_vpc, of_vpc.is_empty()),
    ]
}

impl Nothing {
    /// An input that may only be given where it does something.
    fn unless<T, V, W: When>(self, input: Handle<T, V>, is_absent: Handle<bool, W>) -> Rule {
        let of_mode = "is given, but nothing of this `mode` reads it";
        let words: Handle<Text> = self.is_of_mode.choose(self.why, of_mode);
        input
            .rule("peering/unused")
            .must((self.is_of_mode & self.is_of_part) | is_absent)
            .otherwise(words, "remove it")
    }
}
