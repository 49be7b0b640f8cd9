//! What a template can refer to without computing: its parameters, where its stack is, and what other stacks hand over.

use super::intrinsics::{pseudo_parameter, reference, select};
use super::names::{LONGEST_ID, fingerprint, with_fingerprint, words};
use super::parameters::Parameter;
use super::plan::{Place, Plan};
use super::refusal::Refusal;
use privatelink_catalog::spelling::pascal_case;
use privatelink_ir::{Address, Fact, Name, Path, Slot};
use serde_json::Value as Json;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Something of another stack, or of another slot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Import {
    /// An attribute of a resource, or an entry of one that is a map.
    Attribute {
        /// The resource.
        of: Address,
        /// The attribute.
        name: Name,
        /// Key of the entry.
        entry: Option<Arc<str>>,
    },
    /// Something that is so where a slot is.
    Fact(&'static str, Fact),
}

/// Imports that stand in a list together with others: the parameter of the list, and the place in it.
pub(super) type Lists = HashMap<Import, (Arc<str>, usize)>;

/// What the template of one stack refers to.
#[derive(Debug)]
pub(super) struct Sources<'a> {
    /// The whole component.
    pub(super) plan: &'a Plan<'a>,
    /// Whose template it is.
    pub(super) stack: usize,
    /// What was read of other stacks so far.
    pub(super) imports: BTreeSet<Import>,
    lists: &'a Lists,
}

impl<'a> Sources<'a> {
    /// Nothing read yet.
    pub(super) fn new(plan: &'a Plan<'a>, stack: usize, lists: &'a Lists) -> Self {
        Self { plan, stack, imports: BTreeSet::new(), lists }
    }

    /// The parameter of an open input.
    pub(super) fn parameter(&self, path: &Path) -> Result<&'a Parameter, Refusal> {
        self.plan.parameter(path)
    }

    /// A fact about a slot.
    pub(super) fn fact(&mut self, fact: Fact, slot: Slot) -> Json {
        match slot {
            Slot::Named(slot) if slot != self.plan.stacks.slot(self.stack) => {
                self.import(Import::Fact(slot, fact))
            }
            _ => reference(pseudo_parameter(fact)),
        }
    }

    /// What another stack hands over.
    pub(super) fn import(&mut self, import: Import) -> Json {
        let tree = match self.lists.get(&import) {
            Some((list, index)) => select(*index, reference(list)),
            None => reference(&import_id(self.plan, &import)),
        };
        self.imports.insert(import);
        tree
    }
}

/// Name of the parameter, and of the output of the other stack, that hand something over.
pub(super) fn import_id(plan: &Plan<'_>, import: &Import) -> String {
    let id = match import {
        Import::Attribute { of, name, entry } => {
            let place = plan.find(of).ok();
            let mut id = place.map(|place| attribute_id(plan, place, *name)).unwrap_or_default();
            if let Some(key) = entry {
                id.push_str(&words(key));
                id.push_str(&fingerprint(key));
            }
            id
        }
        Import::Fact(slot, fact) => format!("{}Of{}", pascal_case(fact.0), pascal_case(slot)),
    };
    // No name of a resource or a parameter, and none that is too long.
    if plan.names.has(&id) || id.len() > LONGEST_ID { with_fingerprint(&id, &id) } else { id }
}

fn attribute_id(plan: &Plan<'_>, place: &Place, name: Name) -> String {
    let slot = pascal_case(plan.stacks.slot(place.stack));
    format!("From{slot}{}{}", place.id, pascal_case(name.0))
}
