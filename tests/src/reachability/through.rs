//! Through a VPC on the way, such as that of a firewall: a transit gateway leads into it, and its routes lead on.
//!
//! A firewall drops connections of which it sees only half. So the way back has to pass it, too, and in the same zone: a
//! gateway leads into the zone that traffic comes from, unless the attachment has appliance mode on.
//! <https://docs.aws.amazon.com/vpc/latest/tgw/transit-gateway-appliance-scenario.html>

use std::collections::BTreeSet;
use std::slice;

use super::cidr::Range;
use super::hop::{Hop, Stage};
use super::networks::{Attachment, Subnet};
use super::routes::Leg;
use super::state::{Item, State, by_id};
use super::walk::{Stop, stop};

/// A VPC that was passed.
#[derive(Clone)]
pub(super) struct Passage {
    /// The attachment that leads into it.
    attachment: String,
    /// Zones that it may lead into.
    zones: BTreeSet<String>,
    has_appliance_mode: bool,
}

impl State {
    /// The subnets of an attachment.
    pub(super) fn subnets_of(&self, attachment: &Item<Attachment>) -> Vec<&Item<Subnet>> {
        let ids = attachment.facts.subnet_ids.iter();
        ids.filter_map(|id| by_id(&self.subnets, id)).collect()
    }

    /// The subnets by which traffic from a zone may get into the VPC of an attachment: with appliance mode any, otherwise
    /// the one of that zone, or any if there is none.
    pub(super) fn exits(&self, by: &Item<Attachment>, zone: &str) -> Vec<&Item<Subnet>> {
        let all = self.subnets_of(by);
        let in_zone = all.iter().copied();
        let in_zone = in_zone.filter(|subnet| subnet.facts.availability_zone_id == zone);
        let in_zone: Vec<_> = in_zone.collect();
        if has_appliance_mode(by) || in_zone.is_empty() { all } else { in_zone }
    }

    /// Where a VPC that an attachment leads into by a subnet leads on.
    pub(super) fn legs_on(
        &self,
        by: &Item<Attachment>,
        exit: &Item<Subnet>,
        to: Range,
    ) -> Vec<Leg<'_>> {
        let entered = Hop::Inspection {
            vpc: by.facts.vpc_id.clone(),
            attachment: by.id().to_owned(),
            zone: exit.facts.availability_zone_id.clone(),
        };
        let legs = self.legs(exit, to).into_iter().map(|leg| leg.after(slice::from_ref(&entered)));
        legs.map(|leg| match leg.stop {
            Some(Stop { stage: Stage::Route | Stage::Attachment, why }) => {
                let why = format!("{}, which does not lead it on: {why}", leads(by, leg.part));
                Leg { stop: Some(Stop { stage: Stage::Inspection, why }), ..leg }
            }
            _ => leg,
        })
        .collect()
    }
}

impl Passage {
    pub(super) fn new(by: &Item<Attachment>, exits: &[&Item<Subnet>]) -> Self {
        let zones = exits.iter().map(|subnet| subnet.facts.availability_zone_id.clone());
        Self {
            attachment: by.id().to_owned(),
            zones: zones.collect(),
            has_appliance_mode: has_appliance_mode(by),
        }
    }

    /// Whether it is by this attachment.
    pub(super) fn is_by(&self, attachment: &Item<Attachment>) -> bool {
        self.attachment == attachment.id()
    }

    fn zones(&self) -> String {
        let zones: Vec<&str> = self.zones.iter().map(String::as_str).collect();
        zones.join(" or ")
    }
}

/// What an attachment does with traffic to a range.
pub(super) fn leads(by: &Item<Attachment>, to: Range) -> String {
    format!("attachment {} leads {to} to VPC {}", by.id(), by.facts.vpc_id)
}

/// Whether everything that is passed on one way is passed on the other one, in the same zone.
pub(super) fn both_ways(there: &[Passage], back: &[Passage], client: Range) -> Result<(), Stop> {
    for passage in there {
        let id = &passage.attachment;
        let Some(again) = back.iter().find(|other| other.attachment == *id) else {
            let why = format!(
                "on the way back, {client} is led past attachment {id}, which connections pass on the way there"
            );
            return stop(Stage::WayBack, why);
        };
        let is_same = passage.zones == again.zones && passage.zones.len() == 1;
        if !passage.has_appliance_mode && !is_same {
            let why = format!(
                "attachment {id} has appliance mode off, so flows in different zones are dropped: it leads into {} on the way there and into {} on the way back",
                passage.zones(),
                again.zones()
            );
            return stop(Stage::Inspection, why);
        }
    }
    let by_both =
        |passage: &&Passage| there.iter().any(|other| other.attachment == passage.attachment);
    match back.iter().find(|passage| !by_both(passage)) {
        Some(Passage { attachment, .. }) => {
            let why = format!(
                "on the way back, {client} is led by attachment {attachment}, which connections do not pass on the way there"
            );
            stop(Stage::WayBack, why)
        }
        None => Ok(()),
    }
}

fn has_appliance_mode(attachment: &Item<Attachment>) -> bool {
    attachment.facts.options.appliance_mode_support == "enable"
}
