//! Stacks: which there are, in which order they are made, and which one each resource is in.
//!
//! A stack lives in one account and Region, so it is of one slot. Where slots need each other, a slot has several, and
//! the order goes there and back: `template`, `template-peer`, `template-2`. Which stack a node is in follows from what
//! nodes need of each other in the component, never from which instances there are: a resource that moved to another
//! stack would be deleted and made again. The one input that moves resources says that two slots are one
//! ([`Node::slot_unless`](privatelink_ir::Node)).
//!
//! One that would be too large is spread over parts, as many as the user says. The base has what has no loop; each
//! instance of a loop is in the part that the first part of its key decides, so all of `payments`, `payments/a` and
//! `payments/a/b` is in one part, and nothing moves when others come or go. Parts of one run do not need each other: a
//! node that needs instances whose keys begin otherwise is in a later run.

mod clusters;
mod leads;
mod sequence;
mod ties;

pub(super) use leads::first_part;

use privatelink_catalog::KindEntry;
use privatelink_ir::{DEFAULT_SLOT, Kind, Model, Problem, Specialised};
use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;

/// The stacks of a component, in the order in which they are made.
#[derive(Debug)]
pub(super) struct Stacks {
    runs: Vec<Run>,
    /// Runs by the label of the node.
    of_nodes: HashMap<&'static str, usize>,
    /// Nodes whose resources cannot be where their owners are, and what is in their way.
    stuck: BTreeMap<&'static str, Vec<&'static str>>,
    parts: NonZeroU32,
}

/// What one slot makes before it is another one's turn.
#[derive(Debug)]
struct Run {
    slot: &'static str,
    /// How many of the kind the slot has had, with this one.
    number: usize,
    is_spread: bool,
    /// Place of its first stack.
    first: usize,
}

impl Stacks {
    /// The stacks that a component has, whichever instances there are.
    ///
    /// # Errors
    ///
    /// A problem if there is no order.
    pub(super) fn new(
        model: &Model,
        kinds: fn(Kind) -> Option<&'static KindEntry>,
        specialised: &Specialised,
        parts: NonZeroU32,
    ) -> Result<Self, Problem> {
        let slots: Vec<&'static str> =
            model.nodes.iter().map(|node| specialised.slot(node.label)).collect();
        let clusters = clusters::of(model, kinds, &slots, parts.get() > 1)?;
        let order = model.slots();
        let (turns, made) = sequence::of(&clusters.all, &order);
        let mut runs: Vec<Run> = Vec::new();
        let mut first = 0;
        for turn in turns {
            let slot = order.get(turn.slot).copied().unwrap_or(DEFAULT_SLOT);
            let is_spread = turn.is_spread;
            let alike = runs.iter().filter(|run| run.slot == slot && run.is_spread == is_spread);
            let number = alike.count() + 1;
            runs.push(Run { slot, number, is_spread, first });
            first += if is_spread { parts.get() as usize } else { 1 };
        }
        let label = |at: &usize| model.nodes.get(*at).map(|node| node.label);
        let of_clusters = clusters.all.iter().zip(&made);
        let of_nodes = of_clusters
            .flat_map(|(cluster, run)| cluster.nodes.iter().filter_map(label).map(|at| (at, *run)))
            .collect();
        let stuck =
            clusters.stuck.iter().filter_map(|(at, labels)| Some((label(at)?, labels.clone())));
        Ok(Self { runs, of_nodes, stuck: stuck.collect(), parts })
    }

    /// Whether all of them are in one slot, so in one account and Region.
    pub(super) fn have_one_slot(&self) -> bool {
        let mut slots = self.runs.iter().map(|run| run.slot);
        slots.next().is_none_or(|first| slots.all(|slot| slot == first))
    }

    /// How many there are, with those that have no resource.
    pub(super) fn count(&self) -> usize {
        let last = self.runs.last();
        last.map_or(0, |run| run.first + if run.is_spread { self.parts.get() as usize } else { 1 })
    }

    /// The stack of a resource with this key, unless it is where another resource is.
    pub(super) fn of(&self, label: &str, key: Option<&str>) -> Option<usize> {
        let run = self.runs.get(*self.of_nodes.get(label)?)?;
        let part =
            if run.is_spread { part(first_part(key.unwrap_or_default()), self.parts) } else { 0 };
        Some(run.first + part as usize)
    }

    /// The run that the resources of a node are made in.
    pub(super) fn run_of(&self, label: &str) -> Option<usize> {
        self.of_nodes.get(label).copied()
    }

    /// Whether a run is spread over parts.
    pub(super) fn is_spread(&self, run: usize) -> bool {
        self.runs.get(run).is_some_and(|run| run.is_spread)
    }

    /// Whether anything is spread over parts.
    pub(super) fn has_parts(&self) -> bool {
        self.parts.get() > 1
    }

    /// What is in the way of a node whose resources are parts of others.
    pub(super) fn stuck(&self, label: &str) -> Option<&[&'static str]> {
        self.stuck.get(label).map(Vec::as_slice)
    }

    /// The slot of a stack.
    pub(super) fn slot(&self, stack: usize) -> &'static str {
        self.run(stack).map_or(DEFAULT_SLOT, |run| run.slot)
    }

    /// Name of a stack and of its template: `template`, `template-2`, `template-peer`, `template-peer-part-3`.
    pub(super) fn name(&self, stack: usize) -> String {
        let Some(run) = self.run(stack) else { return String::new() };
        let mut name = "template".to_owned();
        if run.slot != DEFAULT_SLOT {
            name.push_str(&format!("-{}", run.slot));
        }
        if run.number > 1 {
            name.push_str(&format!("-{}", run.number));
        }
        if run.is_spread {
            name.push_str(&format!("-part-{}", stack - run.first + 1));
        }
        name
    }

    fn run(&self, stack: usize) -> Option<&Run> {
        self.runs.iter().rev().find(|run| run.first <= stack)
    }
}

/// The part that keys with this first part are in, from zero.
///
/// Jump consistent hashing: of `n` parts, one more moves no more than one key of `n`, and all of those into the new part.
/// Source: Lamping, Veach, "A Fast, Minimal Memory, Consistent Hash Algorithm", 2014.
pub(super) fn part(first: &str, parts: NonZeroU32) -> u32 {
    let mut state = first.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let (mut part, mut next) = (0, 0);
    while next < u64::from(parts.get()) {
        part = next;
        state = state.wrapping_mul(2_862_933_555_777_941_757).wrapping_add(1);
        // In whole numbers, so that every machine comes to the same: (part + 1) * 2^31 / (top bits + 1).
        next = ((part + 1) << 31) / ((state >> 33) + 1);
    }
    u32::try_from(part).unwrap_or_default()
}
