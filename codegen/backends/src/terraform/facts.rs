//! Facts about where a slot is: data sources in `main.tf`, and named values in `locals.tf` for what is a part of an attribute.

use super::hcl::{Block, Expression, Item, attribute};
use super::scope::Module;
use privatelink_catalog::facts::{FACTS, FactEntry, find};
use privatelink_ir::{DEFAULT_SLOT, Expr, Fact, Slot};
use std::collections::BTreeSet;

/// What reads a fact about a slot.
pub(super) fn read(fact: Fact, slot: &str) -> Expression {
    // INVARIANT: the check of a component finds facts that the catalog does not know.
    let Some(entry) = find(fact) else { return Expression::null() };
    if entry.terraform.label.is_some() {
        Expression::word("local").get(local(entry, slot))
    } else {
        read_attribute(entry, slot)
    }
}

/// Data sources that facts come from, each for a slot, in the order of the catalog and of slots.
pub(super) fn sources(module: &Module<'_>) -> Vec<Block> {
    let mut found = BTreeSet::new();
    let blocks = in_use(module).into_iter().filter_map(|(entry, slot)| {
        let source = entry.terraform.source;
        let body = if slot != DEFAULT_SLOT {
            vec![attribute("provider", Expression::word("aws").get(slot))]
        } else if entry.terraform.regional {
            module.provider.region().into_iter().collect()
        } else {
            Vec::new()
        };
        let block = Block::new("data", [source, name_of_source(slot)], body);
        found.insert((source, slot)).then_some(block)
    });
    blocks.collect()
}

/// Named values of facts that are part of an attribute.
pub(super) fn locals(module: &Module<'_>) -> Vec<Item> {
    let items = in_use(module).into_iter().filter_map(|(entry, slot)| {
        let label = Expression::word(entry.terraform.label?.to_string());
        let labels = vec![Expression::text("."), read_attribute(entry, slot)];
        let labels = Expression::Call("split", labels);
        // An index would fail where the name is a word that Terraform made up for the tests of a user (`mock_provider`).
        Some(attribute(&local(entry, slot), Expression::Call("element", vec![labels, label])))
    });
    items.collect()
}

/// Facts that a module reads, each about a slot, in the order of the catalog and of slots.
fn in_use(module: &Module<'_>) -> Vec<(&'static FactEntry, &'static str)> {
    let model = module.model;
    let mut read: BTreeSet<(Fact, &str)> = BTreeSet::new();
    let mut look = |expr: &Expr, here: &'static str| {
        expr.walk(&mut |part| {
            if let Expr::Fact(fact, slot) = part {
                let slot = match slot {
                    Slot::Here => here,
                    Slot::Named(slot) => slot,
                };
                read.insert((*fact, slot));
            }
        });
    };
    for (name, value) in &model.locals {
        look(value, DEFAULT_SLOT);
        module.other_slots(name).into_iter().for_each(|slot| look(value, slot));
    }
    for node in &model.nodes {
        node.expressions().for_each(|expr| look(expr, node.slot));
    }
    model.outputs.iter().for_each(|output| look(&output.value, DEFAULT_SLOT));
    let slots = model.slots();
    let all = FACTS.iter().flat_map(|entry| slots.iter().map(move |slot| (entry, *slot)));
    all.filter(|(entry, slot)| read.contains(&(entry.fact, *slot))).collect()
}

/// Name of the data source of a fact, which there is once for each slot.
fn name_of_source(slot: &str) -> &str {
    if slot == DEFAULT_SLOT { "current" } else { slot }
}

fn read_attribute(entry: &FactEntry, slot: &str) -> Expression {
    let source = Expression::word("data").get(entry.terraform.source);
    source.get(name_of_source(slot)).get(entry.terraform.attribute)
}

fn local(entry: &FactEntry, slot: &str) -> String {
    format!("{}_{}", name_of_source(slot), entry.fact.0)
}
