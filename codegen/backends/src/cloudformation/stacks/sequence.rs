//! In which order stacks have to be made, so that there are as few as possible.
//!
//! A run is all that one slot makes before it is another one's turn. What a run can take, it takes: what is there early
//! is in nobody's way. So only the order of slots is searched for, cheapest first; of several as cheap, the one that
//! begins with the slot that comes first.

use super::clusters::Cluster;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// What a run costs: spread over parts, it is several stacks.
const RUN: usize = 1;
const SPREAD_RUN: usize = 2;

/// One slot's turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Turn {
    /// Which of the slots.
    pub(super) slot: usize,
    /// Whether it is of clusters that are spread over parts.
    pub(super) is_spread: bool,
}

/// The turns, and which of them each cluster is made in. Clusters do not need each other in circles.
pub(super) fn of(clusters: &[Cluster], slots: &[&'static str]) -> (Vec<Turn>, Vec<usize>) {
    let turn = |cluster: &Cluster| Turn {
        slot: slots.iter().position(|slot| *slot == cluster.slot).unwrap_or_default(),
        is_spread: cluster.is_spread,
    };
    let turns: Vec<Turn> = clusters.iter().map(turn).collect();
    let kinds: BTreeSet<Turn> = turns.iter().copied().collect();
    let mut open = BinaryHeap::from([Reverse((0, Vec::new(), vec![None; clusters.len()]))]);
    let mut seen: BTreeSet<Vec<bool>> = BTreeSet::new();
    while let Some(Reverse((cost, taken, made))) = open.pop() {
        if made.iter().all(Option::is_some) {
            return (taken, made.into_iter().flatten().collect());
        }
        if !seen.insert(made.iter().map(Option::is_some).collect()) {
            continue;
        }
        for kind in &kinds {
            let mut made = made.clone();
            if take(clusters, &turns, *kind, taken.len(), &mut made) {
                let mut taken = taken.clone();
                taken.push(*kind);
                let more = if kind.is_spread { SPREAD_RUN } else { RUN };
                open.push(Reverse((cost + more, taken, made)));
            }
        }
    }
    (Vec::new(), Vec::new())
}

/// Makes all that a run can; whether that is anything.
fn take(
    clusters: &[Cluster],
    turns: &[Turn],
    kind: Turn,
    run: usize,
    made: &mut [Option<usize>],
) -> bool {
    let mut any = false;
    loop {
        let is_ready = |at: usize, cluster: &Cluster| {
            turns.get(at) == Some(&kind)
                && made.get(at) == Some(&None)
                && cluster.needs.iter().all(|(needed, own)| match made.get(*needed) {
                    // Parts of one run cannot wait for each other.
                    Some(Some(in_run)) => *in_run != run || !kind.is_spread || *own,
                    _ => false,
                })
        };
        let ready: Vec<usize> = clusters
            .iter()
            .enumerate()
            .filter(|(at, cluster)| is_ready(*at, cluster))
            .map(|(at, _)| at)
            .collect();
        if ready.is_empty() {
            return any;
        }
        any = true;
        for at in ready {
            if let Some(place) = made.get_mut(at) {
                *place = Some(run);
            }
        }
    }
}
