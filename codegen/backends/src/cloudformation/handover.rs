//! What stacks hand to each other: an output of the one, a parameter of the other.
//!
//! An attribute of a resource is an output of the stack that has the resource. Where a slot is, an earlier stack of that
//! slot tells; if there is none, nobody has to be asked: who deploys the stacks knows it, so no stack is made for it.
//!
//! A template has a limited number of parameters and of outputs. Only where one would have too many, attributes of the
//! same name are handed over in lists. A list is named after what is in it, so a stack that got an older list does not
//! take its elements for others: it misses the parameter.

use super::drafts::Draft;
use super::limits::MOST;
use super::names::{LONGEST_ID, fingerprint, with_fingerprint};
use super::plan::Plan;
use super::sources::{Import, Lists};
use privatelink_catalog::spelling::pascal_case;
use privatelink_catalog::{KindForm, PropertyType};
use privatelink_ir::Name;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Most elements of a list. A value has at most 4,096 bytes, the names of endpoints 255; ids and ARNs of what can be
/// read are shorter.
const LONGEST_LIST: usize = 15;

/// Attributes that are handed over together.
#[derive(Debug)]
pub(super) struct List {
    /// Name of the output and of the parameter.
    pub(super) id: Arc<str>,
    /// The stack that has them.
    pub(super) from: usize,
    /// What is in it.
    pub(super) members: Vec<Import>,
}

/// The stack that hands something over; none if nobody does.
pub(super) fn source(
    plan: &Plan<'_>,
    stacks: &[usize],
    import: &Import,
    to: usize,
) -> Option<usize> {
    match import {
        Import::Attribute { of, .. } => plan.find(of).ok().map(|place| place.stack),
        Import::Fact(slot, _) => {
            let earlier = stacks.iter().take_while(|stack| **stack < to);
            earlier.copied().find(|stack| plan.stacks.slot(*stack) == *slot)
        }
    }
}

/// What a stack reads of others when nothing is in lists.
struct Reader {
    stack: usize,
    /// How many parameters are inputs.
    inputs: usize,
    imports: Vec<(Import, String)>,
}

/// What has to be handed over in lists, and the lists, by the stack that reads them.
pub(super) fn lists(
    plan: &Plan<'_>,
    stacks: &[usize],
    drafts: &[Draft<'_>],
) -> BTreeMap<usize, (Lists, Vec<List>)> {
    let no_lists = Lists::default();
    let reader = |draft: &Draft<'_>| Reader {
        stack: draft.builder.stack,
        inputs: plan.parameters.among(&draft.reads).len(),
        imports: draft.imports(&no_lists),
    };
    let readers: Vec<Reader> = drafts.iter().map(reader).collect();
    let crowded = with_too_many_outputs(plan, stacks, drafts, &readers);
    let mut taken: HashMap<Arc<str>, Vec<Import>> = HashMap::new();
    let mut all = BTreeMap::new();
    for reader in &readers {
        let has_too_many = reader.inputs + reader.imports.len() > MOST.parameters;
        let mut groups: BTreeMap<(usize, &str, Name), Vec<Import>> = BTreeMap::new();
        for (import, _) in &reader.imports {
            if let (Some(from), Import::Attribute { of, name, entry: None }) =
                (source(plan, stacks, import, reader.stack), import)
                && (has_too_many || crowded.contains(&from))
                && has_no_commas(plan, import)
            {
                groups.entry((from, of.label, *name)).or_default().push(import.clone());
            }
        }
        let mut places = Lists::default();
        let mut found = Vec::new();
        for ((from, label, name), members) in groups {
            for members in members.chunks(LONGEST_LIST).filter(|members| members.len() > 1) {
                let id = list_id(plan, from, label, name, members, &mut taken);
                let in_list = members.iter().cloned().enumerate();
                places.extend(in_list.map(|(at, import)| (import, (Arc::clone(&id), at))));
                found.push(List { id, from, members: members.to_vec() });
            }
        }
        if !found.is_empty() {
            all.insert(reader.stack, (places, found));
        }
    }
    all
}

/// Stacks that would hand over more than a template has outputs for.
fn with_too_many_outputs(
    plan: &Plan<'_>,
    stacks: &[usize],
    drafts: &[Draft<'_>],
    readers: &[Reader],
) -> HashSet<usize> {
    let mut handed_over: HashMap<usize, HashSet<&str>> = HashMap::new();
    for reader in readers {
        for (import, id) in &reader.imports {
            if let Some(from) = source(plan, stacks, import, reader.stack) {
                handed_over.entry(from).or_default().insert(id);
            }
        }
    }
    let count = |draft: &&Draft<'_>| {
        let handed_over = handed_over.get(&draft.builder.stack).map_or(0, HashSet::len);
        draft.outputs.len() + handed_over > MOST.outputs
    };
    drafts.iter().filter(count).map(|draft| draft.builder.stack).collect()
}

/// Name of a list, which no list of other things has.
fn list_id(
    plan: &Plan<'_>,
    from: usize,
    label: &str,
    name: Name,
    members: &[Import],
    taken: &mut HashMap<Arc<str>, Vec<Import>>,
) -> Arc<str> {
    let keys: BTreeSet<&str> = members
        .iter()
        .filter_map(|member| match member {
            Import::Attribute { of, .. } => of.key.as_deref(),
            Import::Fact(..) => None,
        })
        .collect();
    let keys = format!("{keys:?}");
    let slot = pascal_case(plan.stacks.slot(from));
    let mut id = format!("From{slot}All{}{}", pascal_case(label), pascal_case(name.0));
    id.push_str(&fingerprint(&keys));
    while id.len() > LONGEST_ID
        || plan.names.has(&id)
        || taken.get(id.as_str()).is_some_and(|others| others != members)
    {
        id = with_fingerprint(&id, &format!("{id} {keys}"));
    }
    let id: Arc<str> = id.into();
    taken.insert(Arc::clone(&id), members.to_vec());
    id
}

/// Whether no value of an attribute has a comma in it: what AWS makes up, such as ids, ARNs and names.
fn has_no_commas(plan: &Plan<'_>, import: &Import) -> bool {
    let Import::Attribute { of, name, entry: None } = import else { return false };
    let Ok(place) = plan.find(of) else { return false };
    let attribute = place.kind.find_attribute(name.0);
    matches!(place.kind.cloudformation, KindForm::Resource(_))
        && attribute.is_some_and(|attribute| attribute.ty == PropertyType::String)
}
