//! Security groups: whether one of them lets a connection through.

use super::cidr::Range;
use super::hop::{Direction, Hop, Opening, Stage};
use super::state::{Rule, State, by_id};
use super::walk::{Stop, Walk, stop};

/// The other end of a connection, as a security group sees it.
#[derive(Clone, Debug, Default)]
pub(super) struct Peer {
    /// Addresses that it may have.
    pub(super) ranges: Vec<Range>,
    /// Its security groups.
    pub(super) groups: Vec<String>,
}

impl Peer {
    fn words(&self) -> String {
        let ranges = self.ranges.iter().map(ToString::to_string);
        let words: Vec<_> = ranges.chain(self.groups.iter().cloned()).collect();
        if words.is_empty() { "an unknown address".to_owned() } else { words.join(", ") }
    }
}

/// Whose security groups are asked, and which part of the way that is.
#[derive(Clone, Copy)]
pub(super) struct Owner {
    pub(super) of: &'static str,
    pub(super) stage: Stage,
}

/// The client's groups.
pub(super) const CLIENT: Owner = Owner { of: "client", stage: Stage::ClientGroups };
/// Those of the endpoint's interfaces.
pub(super) const ENDPOINT: Owner = Owner { of: "endpoint", stage: Stage::EndpointGroups };
/// Those of the load balancer behind the service.
pub(super) const NETWORK: Owner =
    Owner { of: "Network Load Balancer", stage: Stage::LoadBalancerGroups };
/// Those of a load balancer that is a target.
pub(super) const APPLICATION: Owner =
    Owner { of: "Application Load Balancer", stage: Stage::TargetGroups };
/// Those of any other target.
pub(super) const TARGET: Owner = Owner { of: "target", stage: Stage::TargetGroups };

impl Walk<'_> {
    /// Passes the groups if they together let the connection through: a rule for a group of the peer, or rules for all
    /// of its addresses.
    pub(super) fn through_groups(
        &mut self,
        owner: Owner,
        ids: &[String],
        direction: Direction,
        opening: Opening,
        peer: &Peer,
    ) -> Result<(), Stop> {
        let Owner { of, stage } = owner;
        let mut allowed_by_group = false;
        let mut open_ranges = vec![false; peer.ranges.len()];
        let mut used = Vec::new();
        for id in ids {
            let Some(group) = by_id(&self.state.groups, id) else {
                return stop(stage, format!("security group {id} of the {of} is not there"));
            };
            self.judges.insert((id.clone(), direction), of);
            for (place, rule) in group.facts.rules.iter().enumerate() {
                if !(rule.is_egress == (direction == Direction::Out) && rule.opens(opening)) {
                    continue;
                }
                let by_group = rule.names_group(&peer.groups);
                let covered = peer.ranges.iter().map(|range| rule.covers(range, self.state));
                let covered: Vec<bool> = covered.collect();
                if by_group || covered.contains(&true) {
                    used.push((id.clone(), place));
                }
                allowed_by_group |= by_group;
                for (open, covered) in open_ranges.iter_mut().zip(covered) {
                    *open |= covered;
                }
            }
        }
        let all_open = !open_ranges.is_empty() && !open_ranges.contains(&false);
        if !(allowed_by_group || all_open) {
            return stop(stage, refusal(of, ids, direction, opening, peer, &open_ranges));
        }
        for rule in &used {
            self.needed.entry(rule.clone()).or_default().insert(opening);
        }
        let mut ids: Vec<String> = used.into_iter().map(|(id, _)| id).collect();
        ids.dedup();
        self.pass(Hop::SecurityGroups { of, ids, direction, opening });
        Ok(())
    }
}

fn refusal(
    of: &str,
    ids: &[String],
    direction: Direction,
    opening: Opening,
    peer: &Peer,
    open_ranges: &[bool],
) -> String {
    // Of addresses that are open and others that are not, only the others matter.
    let closed = peer.ranges.iter().zip(open_ranges).filter(|(_, open)| !**open);
    let closed: Vec<Range> = closed.map(|(range, _)| *range).collect();
    let peer = Peer { ranges: closed, groups: peer.groups.clone() }.words();
    let (one, many) = if ids.len() == 1 { ("lets", "") } else { ("let", "s") };
    let what = match direction {
        Direction::In => format!("nobody in on {opening} from {peer}"),
        Direction::Out => format!("nothing out on {opening} to {peer}"),
    };
    if ids.is_empty() {
        return format!("the {of} has no security group, so it {one}s {what}");
    }
    format!("security group{many} {} of the {of} {one} {what}", ids.join(", "))
}

impl Rule {
    /// Whether the rule is for this port, among others.
    fn opens(&self, opening: Opening) -> bool {
        if self.ip_protocol == "-1" {
            return true;
        }
        let port = i64::from(opening.port);
        self.ip_protocol == opening.protocol.to_string()
            && self.from_port.is_some_and(|first| first <= port)
            && self.to_port.is_some_and(|last| last >= port)
    }

    fn names_group(&self, groups: &[String]) -> bool {
        self.referenced_group.as_ref().is_some_and(|group| groups.contains(group))
    }

    fn covers(&self, range: &Range, state: &State) -> bool {
        self.ranges(state).iter().any(|open| open.covers(range))
    }

    /// Ranges that the rule names, by itself or by a prefix list.
    pub(super) fn ranges(&self, state: &State) -> Vec<Range> {
        let of_list = self.prefix_list_id.as_deref().map(|id| state.ranges_of_list(id));
        let own = self.cidr_ipv4.into_iter().chain(self.cidr_ipv6);
        own.chain(of_list.unwrap_or_default()).collect()
    }

    /// Whether anybody at all is meant.
    pub(super) fn is_open(&self) -> bool {
        self.cidr_ipv4.into_iter().chain(self.cidr_ipv6).any(|range| range.is_everybody())
    }

    /// The other end, in words.
    pub(super) fn end(&self) -> String {
        let range = self.cidr_ipv4.or(self.cidr_ipv6).map(|range| range.to_string());
        let named = || self.prefix_list_id.clone().or_else(|| self.referenced_group.clone());
        range.or_else(named).unwrap_or_default()
    }

    /// Protocol and ports, in words.
    pub(super) fn ports(&self) -> String {
        match (self.ip_protocol.as_str(), self.from_port, self.to_port) {
            ("-1", ..) => "every port".to_owned(),
            (protocol, Some(first), Some(last)) if first == last => format!("{protocol} {first}"),
            (protocol, Some(first), Some(last)) => format!("{protocol} {first}-{last}"),
            (protocol, ..) => protocol.to_owned(),
        }
    }
}
