//! From a VPC through transit gateways or a peering into another one, and back.
//!
//! Addresses decide, not ids of VPCs: traffic goes where routes lead it, and that has to be where the endpoint is. Answers
//! find their own way, which need not be the same, but for firewalls.

use super::cidr::Range;
use super::hop::{Hop, Stage};
use super::networks::Subnet;
use super::routes::{Entry, Leg};
use super::state::{Interface, Item};
use super::through::{Passage, both_ways, leads};
use super::walk::{Stop, Walk, stop};

/// A way that ended where it was to.
struct Way {
    /// The addresses that it is for.
    part: Range,
    /// The VPCs on it.
    passed: Vec<Passage>,
}

/// What a connection passed on its way there.
pub(super) struct Gone<'a> {
    /// The subnet that it is from.
    subnet: &'a Item<Subnet>,
    /// The VPCs on it.
    passed: Vec<Passage>,
}

/// Where legs are to end, and how their hops are noted.
struct Goal<'g> {
    vpc: &'g str,
    noted: fn(Hop) -> Hop,
}

impl<'a> Walk<'a> {
    /// Whether an interface is in the VPC of the client.
    pub(super) fn is_local(&self, interface: &Item<Interface>) -> bool {
        interface.facts.vpc_id == self.client.vpc
    }

    /// Goes to an interface of an endpoint from every subnet that the client may be in.
    pub(super) fn go_there(&mut self, interface: &Item<Interface>) -> Result<Vec<Gone<'a>>, Stop> {
        let mut gone = Vec::new();
        if self.is_local(interface) {
            return Ok(gone);
        }
        let goal = Goal { vpc: &interface.facts.vpc_id, noted: |hop| hop };
        for subnet in self.subnets()? {
            for address in self.addresses(interface) {
                let ways =
                    self.follow(self.state.legs(subnet, address), zone(subnet), &goal, &[])?;
                gone.extend(ways.into_iter().map(|Way { passed, .. }| Gone { subnet, passed }));
            }
        }
        Ok(gone)
    }

    /// Goes back from an interface of an endpoint to every address that the client may have, as it came.
    pub(super) fn come_back(
        &mut self,
        interface: &Item<Interface>,
        subnet: &Item<Subnet>,
        gone: &[Gone<'a>],
    ) -> Result<(), Stop> {
        if self.is_local(interface) {
            return Ok(());
        }
        let is_ipv6 = self.is_ipv6();
        let goal = Goal { vpc: &self.client.vpc, noted: |hop| Hop::WayBack(Box::new(hop)) };
        for source in self.sources().into_iter().filter(|source| source.is_ipv6() == is_ipv6) {
            let ways = self.follow(self.state.legs(subnet, source), zone(subnet), &goal, &[]);
            for Way { part, passed } in ways.map_err(|found| back(&found.why))? {
                let is_answer = |gone: &&Gone<'_>| {
                    gone.subnet.facts.ranges().any(|range| range.overlaps(&part))
                };
                for there in gone.iter().filter(is_answer) {
                    both_ways(&there.passed, &passed, part)?;
                }
            }
        }
        Ok(())
    }

    /// Goes from the subnets of a load balancer to an address in a subnet of another VPC, and back to each of them.
    pub(super) fn go_to_target(
        &mut self,
        from: &[&'a Item<Subnet>],
        to: &Item<Subnet>,
        address: Range,
    ) -> Result<(), Stop> {
        let there = Goal { vpc: &to.facts.vpc_id, noted: |hop| hop };
        for subnet in from {
            let gone = self.follow(self.state.legs(subnet, address), zone(subnet), &there, &[])?;
            let home = Goal { vpc: &subnet.facts.vpc_id, noted: |hop| Hop::WayBack(Box::new(hop)) };
            let own = subnet.facts.ranges();
            for source in own.filter(|range| range.is_ipv6() == address.is_ipv6()) {
                let ways = self.follow(self.state.legs(to, source), zone(to), &home, &[]);
                for answer in ways.map_err(|found| back(&found.why))? {
                    for way in &gone {
                        both_ways(&way.passed, &answer.passed, answer.part)?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Follows legs from a zone into a VPC, through all that are in between.
    fn follow(
        &mut self,
        legs: Vec<Leg<'a>>,
        zone: &str,
        goal: &Goal<'_>,
        before: &[Passage],
    ) -> Result<Vec<Way>, Stop> {
        let mut ways = Vec::new();
        for leg in legs {
            let part = leg.part;
            let entry = self.pass_leg(leg, goal.noted)?;
            let by = match entry {
                Entry::Attachment(attachment) => Some(attachment),
                Entry::Peering { id, vpc } if vpc != goal.vpc || !before.is_empty() => {
                    let why = format!(
                        "peering {id} with VPC {vpc} takes only what is between the two VPCs, not {part}"
                    );
                    return stop(Stage::Peering, why);
                }
                Entry::Peering { .. } => None,
            };
            let Some(by) = by.filter(|_| entry.vpc() != goal.vpc) else {
                ways.push(Way { part, passed: before.to_vec() });
                continue;
            };
            if before.iter().any(|passage| passage.is_by(by)) {
                let why = format!("{} again: it goes round in a circle", leads(by, part));
                return stop(Stage::GatewayTable, why);
            }
            let exits = self.state.exits(by, zone);
            if exits.is_empty() {
                return stop(Stage::Inspection, format!("attachment {} has no subnet", by.id()));
            }
            let passed = [before, &[Passage::new(by, &exits)]].concat();
            for exit in exits {
                let legs = self.state.legs_on(by, exit, part);
                ways.extend(self.follow(legs, self::zone(exit), goal, &passed)?);
            }
        }
        Ok(ways)
    }

    /// Passes what a leg passes, and gives what it ends with.
    fn pass_leg(&mut self, leg: Leg<'a>, noted: fn(Hop) -> Hop) -> Result<Entry<'a>, Stop> {
        for hop in leg.hops {
            self.pass(noted(hop));
        }
        match (leg.stop, leg.enters_by.as_slice()) {
            (None, [entry]) => Ok(*entry),
            (Some(found), _) => Err(found),
            (None, _) => stop(Stage::GatewayTable, "the transit gateway leads nowhere"),
        }
    }

    /// Subnets that the client may be in.
    fn subnets(&self) -> Result<Vec<&'a Item<Subnet>>, Stop> {
        let (vpc, sources) = (&self.client.vpc, self.sources());
        let is_possible = |subnet: &&Item<Subnet>| {
            subnet.facts.vpc_id == *vpc
                && subnet.facts.ranges().any(|own| sources.iter().any(|range| own.overlaps(range)))
        };
        let found: Vec<_> = self.state.subnets.iter().filter(is_possible).collect();
        if found.is_empty() {
            let sources: Vec<String> = sources.iter().map(Range::to_string).collect();
            let why = format!("no subnet of VPC {vpc} has addresses of {}", sources.join(", "));
            return stop(Stage::Route, why);
        }
        Ok(found)
    }

    /// Addresses of an interface that the client may connect to.
    pub(super) fn addresses(&self, interface: &Item<Interface>) -> Vec<Range> {
        let all = interface.facts.addresses.iter().copied();
        all.filter(|address| address.is_ipv6() == self.is_ipv6()).collect()
    }
}

fn zone(subnet: &Item<Subnet>) -> &str {
    &subnet.facts.availability_zone_id
}

/// A stop on the way back.
fn back(why: &str) -> Stop {
    Stop { stage: Stage::WayBack, why: format!("on the way back, {why}") }
}
