//! What `CloudFormation` does not take for its size, and into how many parts it takes it.
//!
//! Source: AWS `CloudFormation` User Guide, "Understand `CloudFormation` quotas".

use super::plan::Plan;
use super::stacks::{Stacks, first_part, part};
use privatelink_ir::Problem;
use serde_json::{Map, Value as Json};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZeroU32;

/// How much of each a template may have.
#[derive(Debug)]
pub(super) struct Most {
    /// Parameters.
    pub(super) parameters: usize,
    /// Resources.
    pub(super) resources: usize,
    /// Outputs.
    pub(super) outputs: usize,
    /// Bytes of its text.
    pub(super) bytes: usize,
}

/// What a template may have.
pub(super) const MOST: Most =
    Most { parameters: 200, resources: 500, outputs: 200, bytes: 1_000_000 };

/// Bytes that are planned for what is not a resource, or grows when a value is longer.
const ROOM: usize = 100_000;

/// What helps where one part alone is too large.
const NO_NUMBER_HELPS: &str = "no number of parts helps, as what is too large has no key of its own; \
                               spread the inputs over several deployments, or deploy this with \
                               Terraform or Pulumi";

/// By how much each line of a resource stands further in than that of a tree of its own.
const INDENT: usize = 4;

/// A limit that a template is over.
#[derive(Debug)]
pub(super) struct Exceeded {
    template: String,
    found: usize,
    most: usize,
    what: &'static str,
}

/// The limits that a template is over.
pub(super) fn exceeded(template: &str, tree: &Json, text: &str) -> Vec<Exceeded> {
    let count = |section: &str| tree.get(section).and_then(Json::as_object).map_or(0, Map::len);
    let sizes = [
        (count("Parameters"), MOST.parameters, "parameters"),
        (count("Resources"), MOST.resources, "resources"),
        (count("Outputs"), MOST.outputs, "outputs"),
        (text.len(), MOST.bytes, "bytes"),
    ];
    let over = sizes.into_iter().filter(|(found, most, _)| found > most);
    let template = || template.to_owned();
    over.map(|(found, most, what)| Exceeded { template: template(), found, most, what }).collect()
}

/// Bytes of a resource in a template.
pub(super) fn printed(entry: &Json) -> usize {
    let text = format!("{entry:#}");
    text.len() + text.lines().count() * INDENT
}

/// Problems for limits that templates are over, with what helps. `sizes` are the bytes of resources by their ids.
pub(super) fn problems(
    exceeded: &[Exceeded],
    plan: &Plan<'_>,
    sizes: &HashMap<String, usize>,
    parts: NonZeroU32,
) -> Vec<Problem> {
    if exceeded.is_empty() {
        return Vec::new();
    }
    let ratio = |over: &Exceeded| (parts.get() as usize * over.found).div_ceil(over.most);
    let at_least = exceeded.iter().map(ratio).max().unwrap_or_default();
    let at_least = u32::try_from(at_least).unwrap_or(u32::MAX).max(parts.get().saturating_add(1));
    let needed = needed(plan, sizes).map(|needed| needed.max(at_least));
    let help = match needed {
        Some(needed) => format!(
            "spread it over {needed} parts or more, with room to grow: `--parts {needed}`; another \
             number later moves resources to other stacks, which deletes them and makes them again"
        ),
        None => NO_NUMBER_HELPS.to_owned(),
    };
    exceeded
        .iter()
        .map(|Exceeded { template, found, most, what }| {
            let message = format!(
                "the template `{template}` would have {found} {what}, and CloudFormation takes \
                 {most}"
            );
            Problem::error("cloudformation/too-large", "", message, help.clone())
        })
        .collect()
}

/// The resources of one key, or of none.
#[derive(Clone, Copy, Default)]
struct Load {
    resources: usize,
    bytes: usize,
}

impl Load {
    fn and(self, other: Self) -> Self {
        Self { resources: self.resources + other.resources, bytes: self.bytes + other.bytes }
    }

    fn add(&mut self, other: Self) {
        *self = self.and(other);
    }

    fn fits(self) -> bool {
        self.resources <= MOST.resources && self.bytes + ROOM <= MOST.bytes
    }
}

/// The smallest number of parts for which all resources fit; none if there is no such number.
fn needed(plan: &Plan<'_>, sizes: &HashMap<String, usize>) -> Option<u32> {
    let two = NonZeroU32::MIN.saturating_add(1);
    let stacks = Stacks::new(plan.model, plan.catalog.kinds, plan.component, two).ok()?;
    let mut fixed: BTreeMap<usize, Load> = BTreeMap::new();
    let mut spread: BTreeMap<usize, BTreeMap<&str, Load>> = BTreeMap::new();
    let mut bridges: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let size = |id: &str| sizes.get(id).copied().unwrap_or_default();
    let places = (0..plan.component.resources.len()).filter_map(|at| plan.place(at));
    for place in places.filter(|place| seen.insert(place.id.as_str())) {
        let Some(resource) = plan.component.resources.get(place.position) else { continue };
        let address = &resource.address;
        let Some(run) = stacks.run_of(address.label) else { continue };
        let load = Load { resources: 1, bytes: size(&place.id) };
        bridges.entry(run).or_default().extend(place.kind.cloudformation.bridge());
        if stacks.is_spread(run) {
            let key = first_part(address.key.as_deref().unwrap_or_default());
            spread.entry(run).or_default().entry(key).or_default().add(load);
        } else {
            fixed.entry(run).or_default().add(load);
        }
    }
    let machinery = |run: &usize| {
        let ids = plan
            .bridges
            .machinery()
            .filter(|(bridge, _)| bridges.get(run).is_some_and(|of_run| of_run.contains(bridge)));
        let loads = ids.flat_map(|(_, ids)| ids).map(|id| Load { resources: 1, bytes: size(id) });
        loads.fold(Load::default(), Load::and)
    };
    let fits = |run: &usize, load: Load| load.and(machinery(run)).fits();
    if spread.is_empty() || !fixed.iter().all(|(run, load)| fits(run, *load)) {
        return None;
    }
    let total = spread.values().map(|keys| {
        let total = keys.values().fold(Load::default(), |total, load| total.and(*load));
        total.resources.div_ceil(MOST.resources).max(total.bytes.div_ceil(MOST.bytes))
    });
    let least = total.max()?.max(2);
    // Keys are spread evenly, so far more parts than that help only if single keys are too large, and then none do.
    let found = (least..least * 3 + 16).find(|parts| {
        let Some(parts) = u32::try_from(*parts).ok().and_then(NonZeroU32::new) else {
            return false;
        };
        spread.iter().all(|(run, keys)| {
            let mut loads: HashMap<u32, Load> = HashMap::new();
            for (key, load) in keys {
                loads.entry(part(key, parts)).or_default().add(*load);
            }
            loads.into_values().all(|load| fits(run, load))
        })
    });
    u32::try_from(found?).ok()
}
