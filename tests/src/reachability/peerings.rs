//! Peerings: of transit gateways, by which a route of one leads to another one, and of VPCs.
//!
//! A peering of gateways has a side at each, with an association of its own: what comes over it is looked up in the table that
//! the side over there is associated with. Nothing is propagated over it.
//! <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-peering.html>
//!
//! A peering of VPCs takes only what one of them sends to the other one.
//! <https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html>

use serde::Deserialize;

use super::cidr::Range;
use super::hop::{Hop, Stage};
use super::networks::Subnet;
use super::routes::{Entry, Leg};
use super::state::{Item, State, by_id};

/// A side of a peering of transit gateways.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Side {
    state: String,
    requester_tgw_info: End,
    accepter_tgw_info: End,
    accepter_transit_gateway_attachment_id: String,
}

/// One of two gateways that are peered.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct End {
    transit_gateway_id: String,
    owner_id: String,
    region: String,
}

impl Item<Side> {
    /// Whether it is the side of the gateway that was asked. Across Regions both have the same id, inside of one they have not.
    fn is_accepter(&self) -> bool {
        let is_here = |end: &End| end.owner_id == self.account() && end.region == self.region();
        let facts = &self.facts;
        is_here(&facts.accepter_tgw_info)
            && (!is_here(&facts.requester_tgw_info)
                || self.id() == facts.accepter_transit_gateway_attachment_id)
    }

    /// Its own gateway and the other one.
    fn gateways(&self) -> [&str; 2] {
        let ends = [&self.facts.requester_tgw_info, &self.facts.accepter_tgw_info];
        let [requester, accepter] = ends.map(|end| end.transit_gateway_id.as_str());
        if self.is_accepter() { [accepter, requester] } else { [requester, accepter] }
    }
}

/// A peering of VPCs. Both owners list it.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct VpcPeering {
    status: String,
    requester_vpc_info: PeeredVpc,
    accepter_vpc_info: PeeredVpc,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
struct PeeredVpc {
    vpc_id: String,
}

impl VpcPeering {
    /// The VPC that one of the two is peered with.
    fn other(&self, vpc: &str) -> Option<&str> {
        match (self.requester_vpc_info.vpc_id.as_str(), self.accepter_vpc_info.vpc_id.as_str()) {
            (own, other) | (other, own) if own == vpc => Some(other),
            _ => None,
        }
    }
}

impl State {
    /// The side that a gateway has of the peering with this id.
    pub(super) fn side(&self, id: &str, gateway: &str) -> Option<&Item<Side>> {
        let is_own = |side: &&Item<Side>| side.id() == id && side.gateways()[0] == gateway;
        self.sides.iter().find(is_own)
    }

    /// Where the gateway on the other side leads what comes over a peering; `crossed` are the gateways on the way so far.
    pub(super) fn legs_over(&self, near: &Item<Side>, to: Range, crossed: &[&str]) -> Vec<Leg<'_>> {
        let stopped = |why: String| vec![Leg::stopped(to, Stage::Peering, why)];
        let (id, [from, into]) = (near.id(), near.gateways());
        if near.facts.state != "available" {
            return stopped(format!("peering {id} is {}", near.facts.state));
        }
        let is_far = |side: &&Item<Side>| side.gateways() == [into, from];
        let Some(far) = self.sides.iter().find(is_far) else {
            return stopped(format!("peering {id} has no side at transit gateway {into}"));
        };
        if crossed.contains(&into) {
            return stopped(format!(
                "peering {id} leads {to} to transit gateway {into} again: it goes round in a circle"
            ));
        }
        let hop = Hop::Peering { id: id.to_owned(), from: from.to_owned(), into: into.to_owned() };
        let legs = self.legs_in(into, far.id(), to, crossed).into_iter();
        legs.map(|leg| leg.after(std::slice::from_ref(&hop))).collect()
    }

    /// Where a peering of VPCs leads what comes from a subnet.
    pub(super) fn leg_to_peer(&self, from: &Item<Subnet>, id: &str, to: Range) -> Leg<'_> {
        let stopped = |why: String| Leg::stopped(to, Stage::Peering, why);
        let own = &from.facts.vpc_id;
        let Some(peering) = by_id(&self.vpc_peerings, id) else {
            return stopped(format!("peering {id} is not there"));
        };
        if peering.facts.status != "active" {
            return stopped(format!("peering {id} is {}", peering.facts.status));
        }
        let Some(other) = peering.facts.other(own) else {
            return stopped(format!("VPC {own} is no part of peering {id}"));
        };
        let (from, into) = (own.clone(), other.to_owned());
        let hop = Hop::Peering { id: id.to_owned(), from, into };
        Leg::entering(to, hop, Entry::Peering { id: peering.id(), vpc: other })
    }

    /// Ids of the active peerings of two VPCs.
    pub(super) fn peerings_between(&self, one: &str, other: &str) -> Vec<&str> {
        let active = self.vpc_peerings.iter().filter(|peering| peering.facts.status == "active");
        let joining = active.filter(|peering| peering.facts.other(one) == Some(other));
        let mut ids: Vec<&str> = joining.map(Item::id).collect();
        ids.dedup();
        ids
    }
}
