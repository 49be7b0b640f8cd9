//! Provider slots: a template per account or Region, and what they hand to each other.
//!
//! A stack lives in one account and Region, so the nodes of another slot are a template of their own. An attribute that
//! crosses is an output of the one and a parameter of the other; the order in which to create the stacks follows.

use super::lower::{Lower, import_id};
use super::plan::Plan;
use super::text::joined;
use privatelink_catalog::PropertyType;
use privatelink_ir::DEFAULT_SLOT;
use privatelink_ir::specialise::Told;
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Address, Name, Problem};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// Slots in the order in which their stacks have to be created.
///
/// # Errors
///
/// A problem if two slots need each other.
pub(super) fn order(plan: &Plan<'_>) -> Result<Vec<&'static str>, Problem> {
    let mut left = plan.model.slots();
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let is_free = |slot: &&str| {
            let resources =
                plan.component.resources.iter().filter(|resource| resource.slot == *slot);
            resources
                .flat_map(|resource| plan.component.before(resource))
                .filter_map(|before| plan.find(&before.address).ok())
                .all(|place| place.slot == *slot || !left.contains(&place.slot))
        };
        let Some(position) = left.iter().position(is_free) else {
            return Err(Problem::error(
                "cloudformation/slots-need-each-other",
                "",
                format!("the resources of `{}` need each other", left.join("` and `")),
                "deploy this with Terraform or Pulumi",
            ));
        };
        ordered.push(left.remove(position));
    }
    Ok(ordered)
}

/// The slot whose template tells an output: the last of those it reads from or waits for.
///
/// Outputs of a stack exist once all of its resources do, so nothing else is needed for those it waits for.
pub(super) fn of_output(plan: &Plan<'_>, order: &[&'static str], output: &Told) -> &'static str {
    let awaited = plan.component.awaited(&output.waits);
    let mut addresses: BTreeSet<Address> = awaited.map(|before| before.address.clone()).collect();
    output.value.walk(&mut |part| addresses.extend(address_of(part)));
    let slots = addresses.iter().filter_map(|address| Some(plan.find(address).ok()?.slot));
    let found = slots.filter_map(|slot| order.iter().position(|known| *known == slot)).max();
    found.and_then(|position| order.get(position)).copied().unwrap_or(DEFAULT_SLOT)
}

/// Name of a slot's template, without the extension.
pub(super) fn file_stem(slot: &str) -> String {
    if slot == DEFAULT_SLOT { "template".to_owned() } else { format!("template-{slot}") }
}

impl Lower<'_> {
    /// Adds the output that hands an attribute to the templates of other slots.
    pub(super) fn export(
        &mut self,
        address: &Address,
        name: Name,
        section: &mut Map<String, Json>,
    ) {
        let Ok(place) = self.plan.find(address) else { return };
        let is_list = is_list(self.plan, address, name);
        match self.attribute(address, name) {
            Ok(tree) => {
                let value = if is_list { joined(tree) } else { tree };
                let entry = json!({ "Description": "For the other template of the component.", "Value": value });
                section.insert(import_id(self.slot, &place.id, name), entry);
            }
            Err(refusal) => self.problems.push(refusal.problem(address.label, None)),
        }
    }

    /// Parameters for the attributes of other templates.
    pub(super) fn import_parameters(&self) -> Map<String, Json> {
        let mut section = Map::new();
        for (address, name) in &self.imports {
            let Ok(place) = self.plan.find(address) else { continue };
            let id = import_id(place.slot, &place.id, *name);
            let kind =
                if is_list(self.plan, address, *name) { "CommaDelimitedList" } else { "String" };
            let doc = format!("Output `{id}` of the stack made of {}.", file_stem(place.slot));
            section.insert(id, json!({ "Type": kind, "Description": doc }));
        }
        section
    }
}

fn is_list(plan: &Plan<'_>, address: &Address, name: Name) -> bool {
    plan.find(address)
        .ok()
        .and_then(|place| place.kind.find_attribute(name.0))
        .is_some_and(|attribute| attribute.ty == PropertyType::StringList)
}
