//! Whose turn it is: of some kinds, AWS refuses requests for many resources at once.
//!
//! A template has no number for that. So the instances of a node wait for each other in as many chains as may be made at
//! the same time; what is deleted goes in the opposite order.

use super::plan::Plan;
use std::collections::{BTreeMap, HashMap};

/// Ids of the resources of a stack that wait for their turn, and of the ones before them.
pub(super) fn of<'p>(plan: &'p Plan<'_>, stack: usize) -> HashMap<&'p str, &'p str> {
    let mut nodes: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for (resource, place) in plan.members(stack) {
        if let Some(parallel) = place.kind.parallel {
            let node = nodes.entry(resource.address.label).or_insert((parallel.most, Vec::new()));
            node.1.push(&place.id);
        }
    }
    nodes.into_values().flat_map(|(most, ids)| chains(most, &ids)).collect()
}

/// Pairs of an id and the one that it waits for: the one `most` places before it.
fn chains<'i>(most: usize, ids: &[&'i str]) -> Vec<(&'i str, &'i str)> {
    ids.iter().copied().skip(most).zip(ids.iter().copied()).collect()
}

#[cfg(test)]
mod tests {
    use super::chains;

    #[test]
    fn as_many_chains_as_may_be_made_at_once() {
        let pairs = |most, ids: &[&str]| -> Vec<String> {
            let chains = chains(most, ids).into_iter();
            chains.map(|(id, before)| format!("{before}-{id}")).collect()
        };
        assert_eq!(pairs(2, &["a", "b", "c", "d", "e"]), ["a-c", "b-d", "c-e"]);
        assert_eq!(pairs(1, &["a", "b", "c"]), ["a-b", "b-c"]);
        assert_eq!(pairs(3, &["a", "b", "c"]), [""; 0]);
    }
}
