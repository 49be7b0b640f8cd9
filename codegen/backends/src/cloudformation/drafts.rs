//! The templates of all stacks before they hand anything over: who reads what of whom is known after that.

use super::builder::Builder;
use super::outputs::{Piece, pieces};
use super::plan::Plan;
use super::references::references;
use super::rules::{Assertion, assertions, section};
use super::sources::{Import, Lists, import_id};
use privatelink_ir::specialise::address_of;
use privatelink_ir::{DEFAULT_SLOT, Expr, Problem, Slot};
use serde_json::{Map, Value as Json};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A template without what it hands over.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    /// Makes more of it.
    pub(super) builder: Builder<'a>,
    /// Its resources.
    pub(super) resources: Map<String, Json>,
    /// Its outputs.
    pub(super) outputs: Map<String, Json>,
    /// Its rules.
    pub(super) rules: Map<String, Json>,
    /// Ids of everything that it reads.
    pub(super) reads: HashSet<String>,
}

impl Draft<'_> {
    /// What it reads of other stacks, and the parameter that it is in. What was only tried is not among it.
    pub(super) fn imports(&self, lists: &Lists) -> Vec<(Import, String)> {
        let sources = &self.builder.lower.conditions.sources;
        let named = sources.imports.iter().map(|import| {
            let id = match lists.get(import) {
                Some((list, _)) => (**list).to_owned(),
                None => import_id(sources.plan, import),
            };
            (import.clone(), id)
        });
        named.filter(|(_, id)| self.reads.contains(id)).collect()
    }

    fn read<'t>(&mut self, trees: impl Iterator<Item = &'t Json>) {
        for tree in trees {
            references(tree, &mut |id| {
                if !self.reads.contains(id) {
                    self.reads.insert(id.to_owned());
                }
            });
        }
    }
}

/// What is in templates beside resources, and where.
#[derive(Debug)]
pub(super) struct Contents<'a> {
    /// Stacks that have a resource, in their order.
    pub(super) stacks: Vec<usize>,
    /// Outputs by stack.
    pieces: HashMap<usize, Vec<Piece<'a>>>,
    assertions: Vec<Assertion>,
}

impl<'a> Contents<'a> {
    /// Goes through outputs and rules.
    pub(super) fn new(
        plan: &Plan<'a>,
        rules: &[(Expr, Problem)],
        problems: &mut Vec<Problem>,
    ) -> Self {
        let all = 0..plan.stacks.count();
        let stacks: Vec<usize> =
            all.filter(|stack| plan.members(*stack).next().is_some()).collect();
        let assertions = assertions(plan, rules, problems);
        let waits = plan.component.outputs.iter().map(|told| {
            let awaited = told.waits.iter().flat_map(|awaited| plan.awaited(awaited));
            awaited.filter_map(|position| Some(plan.place(position)?.stack)).max()
        });
        let waits: Vec<Option<usize>> = waits.collect();
        let mut homes: HashMap<usize, Vec<Piece<'a>>> = HashMap::new();
        for piece in pieces(plan) {
            let awaited = waits.get(piece.position).copied().flatten();
            if let Some(stack) = home(plan, &stacks, piece.value(), awaited) {
                homes.entry(stack).or_default().push(piece);
            }
        }
        Self { stacks, pieces: homes, assertions }
    }

    /// The template of a stack. `lists`: what is handed over to it in lists.
    pub(super) fn draft<'p>(
        &self,
        plan: &'p Plan<'p>,
        stack: usize,
        lists: &'p Lists,
    ) -> Draft<'p> {
        let mut builder = Builder::new(plan, stack, lists);
        let resources = builder.resources();
        let outputs =
            builder.outputs(self.pieces.get(&stack).map(Vec::as_slice).unwrap_or_default());
        let (rules, reads) = (Map::new(), HashSet::new());
        let mut draft = Draft { builder, resources: Map::new(), outputs: Map::new(), rules, reads };
        draft.read(resources.values().chain(outputs.values()));
        let conditions = draft.builder.lower.conditions.section().clone();
        draft.read(conditions.values());
        Draft { resources, outputs, ..draft }
    }

    /// Puts each assertion where it stops as much as it can: into the first template. Where a stack is spread over parts
    /// because one would be too large, that has no room for all parameters; there it goes to the first that reads as
    /// many of its parameters as any.
    pub(super) fn assert(&self, drafts: &mut [Draft<'_>], is_spread: bool) {
        let mut readers: HashMap<&str, Vec<usize>> = HashMap::new();
        if is_spread {
            for (at, draft) in drafts.iter().enumerate() {
                for id in &draft.reads {
                    readers.entry(id).or_default().push(at);
                }
            }
        }
        let mut of_drafts: BTreeMap<usize, Vec<&Assertion>> = BTreeMap::new();
        for assertion in &self.assertions {
            let mut read: BTreeMap<usize, usize> = BTreeMap::new();
            for reader in assertion.reads.iter().filter_map(|id| readers.get(id.as_str())).flatten()
            {
                *read.entry(*reader).or_default() += 1;
            }
            let best = read.into_iter().max_by_key(|(at, count)| (*count, Reverse(*at)));
            of_drafts.entry(best.map_or(0, |(at, _)| at)).or_default().push(assertion);
        }
        drop(readers);
        for (at, assertions) in of_drafts {
            if let Some(draft) = drafts.get_mut(at) {
                let rules = section(assertions.into_iter());
                draft.read(rules.values());
                draft.rules = rules;
            }
        }
    }
}

/// The stack that tells a value: the last one that it reads or waits for, as outputs exist once all resources of their
/// stack do.
fn home(plan: &Plan<'_>, stacks: &[usize], value: &Expr, awaited: Option<usize>) -> Option<usize> {
    let mut last = awaited;
    let mut slot = DEFAULT_SLOT;
    value.walk(&mut |part| match part {
        Expr::Fact(_, Slot::Named(of)) => slot = of,
        Expr::Attribute { .. } => {
            let place = address_of(part).and_then(|address| plan.find(&address).ok());
            last = last.max(place.map(|place| place.stack));
        }
        _ => {}
    });
    let of_slot = || stacks.iter().find(|stack| plan.stacks.slot(**stack) == slot);
    last.or_else(|| of_slot().or_else(|| stacks.first()).copied())
}
