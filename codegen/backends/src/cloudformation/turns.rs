//! Whose turn it is: of some kinds, AWS refuses requests for many resources at once.
//!
//! A template has no number for that. So the instances of a node wait for each other in as many chains as may be made at
//! the same time; what is deleted goes in the opposite order.

use super::plan::Plan;
use std::collections::BTreeMap;

/// Ids of the resources of a slot that wait for their turn, and of the ones before them.
pub(super) fn of(plan: &Plan<'_>, slot: &str) -> BTreeMap<String, String> {
    let mut nodes: BTreeMap<&str, (usize, Vec<&str>)> = BTreeMap::new();
    for resource in plan.component.resources.iter().filter(|resource| resource.slot == slot) {
        let Ok(place) = plan.find(&resource.address) else { continue };
        if let Some(parallel) = place.kind.parallel {
            let node = nodes.entry(resource.address.label).or_insert((parallel.most, Vec::new()));
            node.1.push(&place.id);
        }
    }
    nodes.into_values().flat_map(|(most, ids)| chains(most, &ids)).collect()
}

/// Pairs of an id and the one that it waits for: the one `most` places before it.
fn chains(most: usize, ids: &[&str]) -> Vec<(String, String)> {
    let waiting = ids.iter().skip(most).zip(ids);
    waiting.map(|(id, before)| ((*id).to_owned(), (*before).to_owned())).collect()
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
