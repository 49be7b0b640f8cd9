//! Gates: resources that do nothing, for many that wait for all of many.
//!
//! Each of `n` resources that waits for all `m` of a node would list them: `n` times `m` ids. Instead all of them wait for
//! one resource, which waits for the `m`. A handle of a wait condition is one that costs nothing, needs no permission
//! and is made at once. Where few wait for few, the list says more.

use super::built::Built;
use super::names::with_fingerprint;
use super::plan::Plan;
use privatelink_catalog::spelling::pascal_case;
use privatelink_ir::Awaited;
use serde_json::{Value as Json, json};
use std::collections::{BTreeSet, HashMap};

/// As many ids may be listed for all that wait for all resources of a node. More are a gate.
const MOST_LISTED: usize = 500;

/// The gates of a template.
#[derive(Debug, Default)]
pub(super) struct Gates<'a>(HashMap<&'static str, Gate<'a>>);

/// What opens when all resources of a node are there.
#[derive(Debug)]
struct Gate<'a> {
    id: String,
    after: BTreeSet<&'a str>,
}

impl<'a> Gates<'a> {
    /// Gates for what the resources of a stack wait for.
    pub(super) fn new(plan: &'a Plan<'_>, stack: usize, all: &[Built<'_>]) -> Self {
        let mut waiting: HashMap<&'static str, usize> = HashMap::new();
        for awaited in all.iter().flat_map(|built| &built.waits) {
            if let Awaited::All(label) = awaited {
                *waiting.entry(label).or_default() += 1;
            }
        }
        let gate = |(label, waiting): (&'static str, usize)| {
            let positions = plan.awaited(&Awaited::All(label));
            // One that waits for many lists no more of them than a gate would.
            if waiting < 2 || positions.len() * waiting <= MOST_LISTED {
                return None;
            }
            let after: BTreeSet<&str> =
                positions.flat_map(|position| needed(plan, stack, position)).collect();
            let id = format!("All{}", pascal_case(label));
            let id = if plan.names.has(&id) { with_fingerprint(&id, label) } else { id };
            (after.len() * waiting > MOST_LISTED).then_some((label, Gate { id, after }))
        };
        Self(waiting.into_iter().filter_map(gate).collect())
    }

    /// Id of the gate to wait for; none if it waits for the resource `id` itself.
    pub(super) fn before(&self, awaited: &Awaited, id: &str) -> Option<&str> {
        let Awaited::All(label) = awaited else { return None };
        let gate = self.0.get(label)?;
        (!gate.after.contains(id)).then_some(gate.id.as_str())
    }

    /// The entries of `Resources`.
    pub(super) fn resources(&self) -> Vec<(String, Json)> {
        let entry = |gate: &Gate<'_>| {
            let handle = json!({ "Type": "AWS::CloudFormation::WaitConditionHandle", "DependsOn": gate.after });
            (gate.id.clone(), handle)
        };
        let mut all: Vec<(String, Json)> = self.0.values().map(entry).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all
    }
}

/// Ids in a stack of what it takes to have the resource at a position.
pub(super) fn needed<'p>(
    plan: &'p Plan<'_>,
    stack: usize,
    position: usize,
) -> impl Iterator<Item = &'p str> {
    let places = plan.needed(position).into_iter();
    places.filter(move |place| place.stack == stack).map(|place| place.id.as_str())
}
