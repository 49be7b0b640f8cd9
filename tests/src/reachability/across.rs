//! From a VPC through a transit gateway into another one, and back.
//!
//! Addresses decide, not ids of VPCs: traffic goes where routes lead it, and that has to be where the endpoint is. Answers
//! find their own way, which need not be the same.

use super::cidr::Range;
use super::hop::{Hop, Stage};
use super::networks::{Attachment, Subnet};
use super::routes::Leg;
use super::state::{Interface, Item};
use super::walk::{Stop, Walk, stop};

impl<'a> Walk<'a> {
    /// Whether an interface is in the VPC of the client.
    pub(super) fn is_local(&self, interface: &Item<Interface>) -> bool {
        interface.facts.vpc_id == self.client.vpc
    }

    /// Goes to an interface of an endpoint from every subnet that the client may be in.
    pub(super) fn go_there(&mut self, interface: &Item<Interface>) -> Result<(), Stop> {
        if self.is_local(interface) {
            return Ok(());
        }
        let there = &interface.facts.vpc_id;
        let state = self.state;
        for subnet in self.subnets()? {
            for address in self.addresses(interface) {
                for leg in state.legs(subnet, address) {
                    let by = self.pass_leg(leg, |hop| hop)?;
                    let vpc = &by.facts.vpc_id;
                    if vpc != there {
                        let (by, id) = (by.id(), interface.id());
                        let why = format!(
                            "attachment {by} leads {address} to VPC {vpc}, but interface {id} is in {there}"
                        );
                        return stop(Stage::GatewayTable, why);
                    }
                }
            }
        }
        Ok(())
    }

    /// Goes back from an interface of an endpoint to every address that the client may have.
    pub(super) fn come_back(
        &mut self,
        interface: &Item<Interface>,
        subnet: &Item<Subnet>,
    ) -> Result<(), Stop> {
        if self.is_local(interface) {
            return Ok(());
        }
        let (state, is_ipv6) = (self.state, self.is_ipv6());
        for source in self.sources().into_iter().filter(|source| source.is_ipv6() == is_ipv6) {
            for leg in state.legs(subnet, source) {
                let by = self.pass_leg(leg, |hop| Hop::WayBack(Box::new(hop)));
                let by = by.map_err(|found| back(&found.why))?;
                let (vpc, client) = (&by.facts.vpc_id, &self.client.vpc);
                if vpc != client {
                    let by = by.id();
                    let why = format!("attachment {by} leads {source} to VPC {vpc}, not {client}");
                    return Err(back(&why));
                }
            }
        }
        Ok(())
    }

    /// Passes what a leg passes, and gives the attachment that it ends with.
    fn pass_leg<'l>(
        &mut self,
        leg: Leg<'l>,
        noted: impl Fn(Hop) -> Hop,
    ) -> Result<&'l Item<Attachment>, Stop> {
        for hop in leg.hops {
            self.pass(noted(hop));
        }
        match (leg.stop, leg.leaves_by.as_slice()) {
            (None, [attachment]) => Ok(*attachment),
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

/// A stop on the way back.
fn back(why: &str) -> Stop {
    Stop { stage: Stage::WayBack, why: format!("on the way back, {why}") }
}
