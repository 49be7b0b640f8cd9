//! Where routes lead: from a subnet to a transit gateway, by an attachment into it, and by its route tables out of it; or
//! over peerings.
//!
//! The most specific route decides. Of equally specific ones it is, in a VPC, the one for the VPC itself, then the one that
//! names a range, then the one of a prefix list; in a transit gateway a static one, then that of a prefix list, then a
//! propagated one. What is propagated is worked out from the ranges of the VPCs, not read, so that nobody's account of it
//! is believed. <https://docs.aws.amazon.com/vpc/latest/tgw/how-transit-gateways-work.html>

use super::cidr::Range;
use super::hop::{Hop, Stage};
use super::longest_prefix::decided;
use super::networks::{Attachment, GatewayTable, RouteTable, Subnet};
use super::state::{Item, State, by_id};
use super::walk::Stop;

/// Where a part of a range is led.
pub(super) struct Leg<'a> {
    /// The part.
    pub(super) part: Range,
    /// What is passed.
    pub(super) hops: Vec<Hop>,
    /// How traffic enters a VPC. Several, if it depends on what nobody knows; then it stops, too.
    pub(super) enters_by: Vec<Entry<'a>>,
    /// What is in the way.
    pub(super) stop: Option<Stop>,
}

/// How a VPC is entered.
#[derive(Clone, Copy)]
pub(super) enum Entry<'a> {
    /// By an attachment of a transit gateway.
    Attachment(&'a Item<Attachment>),
    /// By a peering with another VPC.
    Peering { id: &'a str, vpc: &'a str },
}

impl<'a> Entry<'a> {
    /// Id of the VPC.
    pub(super) fn vpc(&self) -> &'a str {
        match self {
            Self::Attachment(attachment) => &attachment.facts.vpc_id,
            Self::Peering { vpc, .. } => vpc,
        }
    }

    /// The attachment, if it is one.
    pub(super) fn attachment(self) -> Option<&'a Item<Attachment>> {
        match self {
            Self::Attachment(attachment) => Some(attachment),
            Self::Peering { .. } => None,
        }
    }
}

impl<'a> Leg<'a> {
    pub(super) fn stopped(part: Range, stage: Stage, why: String) -> Self {
        Self { part, hops: Vec::new(), enters_by: Vec::new(), stop: Some(Stop { stage, why }) }
    }

    pub(super) fn entering(part: Range, hop: Hop, by: Entry<'a>) -> Self {
        Self { part, hops: vec![hop], enters_by: vec![by], stop: None }
    }

    /// The same leg after other hops.
    pub(super) fn after(self, hops: &[Hop]) -> Self {
        let hops = hops.iter().cloned().chain(self.hops).collect();
        Self { hops, ..self }
    }
}

/// Target of a route of a VPC; the first of these wins.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Target<'a> {
    /// The VPC itself.
    Local,
    /// That of a route that names a range.
    Named(Next<'a>),
    /// That of a route with a prefix list.
    Listed(Next<'a>),
}

/// What a route of a VPC leads to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Next<'a> {
    Gateway(&'a str),
    Peering(&'a str),
    Other(&'a str),
}

/// Why a transit gateway has a route; the first of these wins.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reason {
    Static,
    PrefixList,
    Propagated,
}

/// A route in a transit gateway.
#[derive(Clone, Copy)]
struct Way<'a> {
    reason: Reason,
    /// The attachment that it leads to; none if it drops.
    attachment: Option<&'a str>,
}

/// A route with the range that it is for.
type Ranged<'a> = (Range, Way<'a>);

impl State {
    /// Where a subnet's traffic to a range is led.
    pub(super) fn legs(&self, from: &Item<Subnet>, to: Range) -> Vec<Leg<'_>> {
        let Some(table) = self.table_of(from) else {
            let why = format!("subnet {} has no route table", from.id());
            return vec![Leg::stopped(to, Stage::Route, why)];
        };
        let targets = self.targets(table, from);
        let parts = decided(to, &targets).into_iter();
        parts
            .flat_map(|(part, best)| {
                let best = best.into_iter().min_by(|left, right| left.1.cmp(&right.1));
                self.leave_subnet((from, table), part, best)
            })
            .collect()
    }

    /// All routes of a table, with those for the VPC itself, which are always there.
    fn targets<'a>(
        &'a self,
        table: &'a Item<RouteTable>,
        from: &Item<Subnet>,
    ) -> Vec<(Range, Target<'a>)> {
        let vpc = by_id(&self.vpcs, &from.facts.vpc_id);
        let own = vpc.into_iter().flat_map(|vpc| vpc.facts.ranges());
        let mut targets: Vec<_> = own.map(|range| (range, Target::Local)).collect();
        for route in &table.facts.routes {
            let gateway = route.transit_gateway_id.as_deref().map(Next::Gateway);
            let peering = route.vpc_peering_connection_id.as_deref().map(Next::Peering);
            let next = gateway.or(peering).unwrap_or_else(|| Next::Other(route.other_target()));
            targets.extend(route.range().map(|range| (range, Target::Named(next))));
            let listed = route.list().map(|list| self.ranges_of_list(list)).unwrap_or_default();
            targets.extend(listed.into_iter().map(|range| (range, Target::Listed(next))));
        }
        targets
    }

    fn leave_subnet<'a>(
        &'a self,
        (from, table): (&Item<Subnet>, &Item<RouteTable>),
        to: Range,
        best: Option<&(Range, Target<'a>)>,
    ) -> Vec<Leg<'a>> {
        let stopped = |why: String| vec![Leg::stopped(to, Stage::Route, why)];
        let of = format!("route table {} of subnet {}", table.id(), from.id());
        let (range, next) = match best {
            None => return stopped(format!("{of} has no route to {to}")),
            Some((range, Target::Local)) => {
                let vpc = &from.facts.vpc_id;
                return stopped(format!(
                    "{of} keeps {to} in VPC {vpc}, whose own range is {range}"
                ));
            }
            Some((range, Target::Named(next) | Target::Listed(next))) => (*range, *next),
        };
        let route =
            |id: &str| Hop::Route { table: table.id().to_owned(), range, gateway: id.to_owned() };
        let (gateway, route) = match next {
            Next::Gateway(id) => (id, route(id)),
            Next::Peering(id) => return vec![self.leg_to_peer(from, id, to).after(&[route(id)])],
            Next::Other(other) => {
                return stopped(format!("{of} leads {to} to {other}, which is no transit gateway"));
            }
        };
        let attachment = match self.entrance(from, gateway, to) {
            Ok(attachment) => attachment,
            Err(why) => return vec![Leg::stopped(to, Stage::Attachment, why).after(&[route])],
        };
        let (id, zone) = (attachment.id().to_owned(), from.facts.availability_zone_id.clone());
        let passed = [route, Hop::Attachment { id, zone }];
        let legs = self.legs_of(attachment, to).into_iter();
        legs.map(|leg| leg.after(&passed)).collect()
    }

    /// The attachment by which a subnet's traffic gets into a transit gateway, or why it does not. It needs a subnet in the
    /// zone of the traffic. <https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html>
    fn entrance(
        &self,
        from: &Item<Subnet>,
        gateway: &str,
        to: Range,
    ) -> Result<&Item<Attachment>, String> {
        let Some(found) = by_id(&self.gateways, gateway) else {
            return Err(format!("transit gateway {gateway} is not there"));
        };
        let vpc = &from.facts.vpc_id;
        let to_gateway =
            |attachment: &&Item<Attachment>| attachment.facts.transit_gateway_id == gateway;
        let Some(attachment) = self.attachments_of(vpc).into_iter().find(to_gateway) else {
            return Err(format!("VPC {vpc} is not attached to transit gateway {gateway}"));
        };
        let (id, facts) = (attachment.id(), &attachment.facts);
        let owner = by_id(&self.vpcs, vpc).map_or("", Item::account);
        if !self.is_seen(found.arn(), &found.facts.owner_id, owner) {
            return Err(format!("transit gateway {gateway} is not shared with account {owner}"));
        }
        if facts.state != "available" {
            return Err(format!("attachment {id} is {}", facts.state));
        }
        if to.is_ipv6() && facts.options.ipv6_support != "enable" {
            return Err(format!("attachment {id} takes no IPv6"));
        }
        let zone = &from.facts.availability_zone_id;
        let subnets = facts.subnet_ids.iter().filter_map(|id| by_id(&self.subnets, id));
        let mut zones = subnets.map(|subnet| &subnet.facts.availability_zone_id);
        if !zones.any(|own| own == zone) {
            return Err(format!("attachment {id} has no subnet in zone {zone}"));
        }
        Ok(attachment)
    }

    /// Where a transit gateway leads what comes by the attachment of a VPC.
    pub(super) fn legs_of(&self, from: &Item<Attachment>, to: Range) -> Vec<Leg<'_>> {
        self.legs_in(&from.facts.transit_gateway_id, from.id(), to, &[])
    }

    /// Where a transit gateway leads what comes by an attachment of whatever kind, over other gateways before.
    pub(super) fn legs_in(
        &self,
        gateway: &str,
        id: &str,
        to: Range,
        crossed: &[&str],
    ) -> Vec<Leg<'_>> {
        let associated = |table: &&Item<GatewayTable>| {
            table.facts.transit_gateway_id == gateway
                && table.facts.associations.iter().any(|attachment| attachment == id)
        };
        let Some(table) = self.gateway_tables.iter().find(associated) else {
            let why = format!("attachment {id} has no route table of transit gateway {gateway}");
            return vec![Leg::stopped(to, Stage::GatewayTable, why)];
        };
        let (ways, crossed) = (self.ways(table), [crossed, &[gateway]].concat());
        let parts = decided(to, &ways).into_iter();
        parts
            .flat_map(|(part, best)| {
                let best = best.into_iter().min_by_key(|(_, way)| way.reason);
                self.leave_gateway(table, part, (best.copied(), &ways), &crossed)
            })
            .collect()
    }

    /// All routes of a table. What an attachment propagates is the ranges of its VPC.
    fn ways<'a>(&self, table: &'a Item<GatewayTable>) -> Vec<(Range, Way<'a>)> {
        let facts = &table.facts;
        let mut ways = Vec::new();
        let own = facts
            .routes
            .iter()
            .filter(|route| route.r#type == "static" && route.prefix_list_id.is_none());
        for route in own {
            let attachment = route.transit_gateway_attachments.first();
            let attachment = attachment.filter(|_| route.state != "blackhole");
            let attachment = attachment.map(|name| name.transit_gateway_attachment_id.as_str());
            let way = Way { reason: Reason::Static, attachment };
            ways.extend(route.destination_cidr_block.map(|range| (range, way)));
        }
        for reference in &facts.prefix_lists {
            let id = reference.transit_gateway_attachment.transit_gateway_attachment_id.as_str();
            let attachment = Some(id).filter(|_| !reference.blackhole);
            let way = Way { reason: Reason::PrefixList, attachment };
            let ranges = self.ranges_of_list(&reference.prefix_list_id);
            ways.extend(ranges.into_iter().map(|range| (range, way)));
        }
        for id in &facts.propagations {
            let attachment = self.attachment(id).filter(|found| found.facts.state == "available");
            let vpc = attachment.and_then(|found| by_id(&self.vpcs, &found.facts.vpc_id));
            let way = Way { reason: Reason::Propagated, attachment: Some(id) };
            ways.extend(
                vpc.into_iter().flat_map(|vpc| vpc.facts.ranges()).map(|range| (range, way)),
            );
        }
        ways
    }

    fn leave_gateway(
        &self,
        table: &Item<GatewayTable>,
        to: Range,
        (best, ways): (Option<Ranged<'_>>, &[Ranged<'_>]),
        crossed: &[&str],
    ) -> Vec<Leg<'_>> {
        let stop = |why: String| Leg::stopped(to, Stage::GatewayTable, why);
        let stopped = |why: String| vec![stop(why)];
        let gateway = &table.facts.transit_gateway_id;
        let of = format!("route table {} of {gateway}", table.id());
        let Some((range, way)) = best else {
            return stopped(format!("{of} has no route to {to}"));
        };
        let Some(id) = way.attachment else {
            return stopped(format!("{of} drops {to}: its route for {range} is a blackhole"));
        };
        if way.reason == Reason::Propagated {
            let rivals = overlapping(range, ways);
            if rivals.len() > 1 {
                let covering = rivals.iter().filter(|(range, _)| range.covers(&to));
                let enters_by = covering.filter_map(|(_, id)| self.attachment(id));
                let enters_by = enters_by.map(Entry::Attachment).collect();
                let rivals = rivals.iter().map(|(range, id)| format!("{range} of {id}"));
                let rivals = rivals.collect::<Vec<_>>().join(", ");
                let why = format!("{of} learns one of these only, since they overlap: {rivals}");
                return vec![Leg { enters_by, ..stop(why) }];
            }
        }
        let hop = Hop::GatewayTable { id: table.id().to_owned(), range, attachment: id.to_owned() };
        if let Some(side) = self.side(id, gateway) {
            let legs = self.legs_over(side, to, crossed).into_iter();
            return legs.map(|leg| leg.after(std::slice::from_ref(&hop))).collect();
        }
        match self.attachment(id) {
            Some(attachment) if attachment.facts.state == "available" => {
                vec![Leg::entering(to, hop, Entry::Attachment(attachment))]
            }
            Some(attachment) => {
                let state = &attachment.facts.state;
                stopped(format!("{of} leads {to} to attachment {id}, which is {state}"))
            }
            None => stopped(format!("{of} leads {to} to attachment {id}, which is not there")),
        }
    }
}

/// Propagated ranges that overlap with this one, itself among them, with their attachments. Of several attachments, only the
/// first one's is propagated, and it is not known which came first.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayVpcAttachment.html>
fn overlapping<'a>(range: Range, ways: &[(Range, Way<'a>)]) -> Vec<(Range, &'a str)> {
    let propagated = ways.iter().filter(|(_, way)| way.reason == Reason::Propagated);
    let overlapping = propagated.filter(|(other, _)| other.overlaps(&range));
    overlapping.filter_map(|(other, way)| Some((*other, way.attachment?))).collect()
}
