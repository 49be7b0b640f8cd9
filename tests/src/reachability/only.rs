//! And nothing else: no security group on the way lets anything through that its connections do not need.

use std::collections::{BTreeMap, BTreeSet};

use super::Client;
use super::groups::CLIENT;
use super::hop::{Direction, Opening, Refusal};
use super::state::{Rule, State, by_id};
use super::walk::{Judge, Walk};

/// What is let through without need, each in a sentence; empty if nothing.
///
/// Every client reaches every opening, or this is the first refusal. Judged are the security groups that decided about
/// one of these connections, in the direction in which they did, except those of clients.
pub(super) fn superfluous(
    state: &State,
    clients: &[Client],
    name: &str,
    openings: &[Opening],
) -> Result<Vec<String>, Refusal> {
    let mut judges: BTreeMap<Judge, &'static str> = BTreeMap::new();
    let mut needed: BTreeMap<(String, usize), BTreeSet<Opening>> = BTreeMap::new();
    for client in clients {
        for &opening in openings {
            let mut walk = Walk::new(state, client, opening);
            walk.go(name)?;
            judges.extend(walk.judges);
            for (rule, openings) in walk.needed {
                needed.entry(rule).or_default().extend(openings);
            }
        }
    }
    judges.retain(|_, of| *of != CLIENT.of);
    let mut found = Vec::new();
    for ((id, direction), of) in judges {
        let Some(group) = by_id(&state.groups, &id) else { continue };
        for (place, rule) in group.facts.rules.iter().enumerate() {
            if rule.is_egress != (direction == Direction::Out) {
                continue;
            }
            let needed = needed.get(&(id.clone(), place));
            if let Some(why) = complaint(rule, direction, needed) {
                found.push(format!("security group {id} of the {of} {why}"));
            }
        }
    }
    Ok(found)
}

fn complaint(
    rule: &Rule,
    direction: Direction,
    needed: Option<&BTreeSet<Opening>>,
) -> Option<String> {
    let (ports, end) = (rule.ports(), rule.end());
    let lets = match direction {
        Direction::In => format!("lets {end} in on {ports}"),
        Direction::Out => format!("lets out to {end} on {ports}"),
    };
    let Some(needed) = needed else {
        return Some(format!("{lets}, which no client needs"));
    };
    if rule.ip_protocol == "-1" || !exactly(rule, needed) {
        let wanted: Vec<_> = needed.iter().map(ToString::to_string).collect();
        return Some(format!("{lets}, but only {} is needed", wanted.join(", ")));
    }
    (direction == Direction::In && rule.is_open()).then(|| format!("{lets}: everybody"))
}

/// Whether the ports of a rule are those that are needed.
fn exactly(rule: &Rule, needed: &BTreeSet<Opening>) -> bool {
    let (Some(first), Some(last)) = (rule.from_port, rule.to_port) else { return false };
    usize::try_from(last - first + 1).is_ok_and(|ports| ports == needed.len())
}
