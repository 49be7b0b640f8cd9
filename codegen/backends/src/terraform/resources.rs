//! `main.tf`: resources, and the data sources they need.

use super::hcl::{Block, Expression, Item, Part as TextPart, attribute};
use super::lower::source_name;
use super::nested::Nested;
use super::scope::{Module, Scope};
use privatelink_catalog::{KindEntry, PropertyType, facts};
use privatelink_ir::{Constant, DEFAULT_SLOT, Expr, Function, Kind, Node, Problem, Slot};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Kinds whose replacement is made before the old one goes. Each has a name that AWS or the provider makes up, so both
/// can exist side by side.
const REPLACED_FIRST: [(&str, &str); 4] = [
    ("acm/certificate", "A certificate cannot be deleted while a listener uses it."),
    ("ec2/security_group", "A group cannot be deleted while something uses it."),
    ("lb/load_balancer", "The endpoint service always has a load balancer to point to."),
    ("lb/target_group", "A target group cannot be deleted while a listener uses it."),
];

/// Items of `main.tf`; what cannot be printed goes to `problems`.
pub(super) fn lower(module: &Module<'_>, problems: &mut Vec<Problem>) -> Vec<Item> {
    let mut items = Vec::new();
    for (source, slot) in sources(module) {
        separate(&mut items);
        let body = if slot == DEFAULT_SLOT {
            Vec::new()
        } else {
            vec![attribute("provider", Expression::word("aws").get(slot))]
        };
        items.push(Item::Block(Block::new("data", [source, source_name(slot)], body)));
    }
    for node in &module.model.nodes {
        if let Some(kind) = privatelink_catalog::find(node.kind) {
            separate(&mut items);
            items.push(Item::Block(resource(&Scope::new(module), node, kind, problems)));
        }
    }
    items
}

/// Data sources that facts come from, each for a slot, in the order of the catalog and of slots.
fn sources(module: &Module<'_>) -> Vec<(&'static str, &'static str)> {
    let model = module.model;
    let mut read: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut look = |expr: &Expr, here: &'static str| {
        expr.walk(&mut |part| {
            if let Expr::Fact(fact, slot) = part
                && let Some(entry) = facts::find(*fact)
            {
                let slot = match slot {
                    Slot::Here => here,
                    Slot::Named(slot) => slot,
                };
                read.insert((entry.terraform.0, slot));
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
    let mut all = Vec::new();
    for fact in &facts::FACTS {
        for slot in model.slots() {
            let source = (fact.terraform.0, slot);
            if read.contains(&source) && !all.contains(&source) {
                all.push(source);
            }
        }
    }
    all
}

/// Items of `locals.tf`.
pub(super) fn locals(module: &Module<'_>) -> Vec<Item> {
    if module.model.locals.is_empty() {
        return Vec::new();
    }
    let mut body = Vec::new();
    for (name, value) in &module.model.locals {
        separate(&mut body);
        let lowered = if is_table(value) {
            let path = Expression::Template(vec![
                TextPart::Value(Expression::word("path").get("module")),
                TextPart::Text(format!("/{name}.json")),
            ]);
            let text = Expression::Call("file", vec![path]);
            Expression::Call("jsondecode", vec![text])
        } else {
            Scope::new(module).lower(value)
        };
        body.push(attribute(name, lowered));
        for slot in module.other_slots(name) {
            separate(&mut body);
            let lowered = Scope::new(module).in_slot(slot).lower(value);
            body.push(attribute(&module.name_of_local(name, slot), lowered));
        }
    }
    vec![Item::Block(Block::new("locals", [], body))]
}

/// Whether a named value is data, which stands in a file of its own.
fn is_table(value: &Expr) -> bool {
    matches!(value, Expr::Literal(Constant::Object(_)))
}

/// Files of data: one line per entry, so that a change of one shows as one.
pub(super) fn tables(module: &Module<'_>) -> impl Iterator<Item = (String, String)> {
    let tables = module.model.locals.iter().filter_map(|(name, value)| match value {
        Expr::Literal(Constant::Object(entries)) => Some((name, entries)),
        _ => None,
    });
    tables.map(|(name, entries)| {
        let line = |(key, value): &(Arc<str>, Constant)| {
            format!("  {}: {}", serde_json::Value::from(&**key), value.to_json())
        };
        let lines: Vec<String> = entries.iter().map(line).collect();
        (format!("{name}.json"), format!("{{\n{}\n}}\n", lines.join(",\n")))
    })
}

/// A blank line between two items.
pub(super) fn separate(items: &mut Vec<Item>) {
    if !items.is_empty() {
        items.push(Item::Blank);
    }
}

fn resource(
    outside: &Scope<'_>,
    node: &Node,
    kind: &KindEntry,
    problems: &mut Vec<Problem>,
) -> Block {
    let outside = &outside.in_slot(node.slot);
    let mut body = Vec::new();
    body.extend(repetition(outside, node));
    if node.slot != DEFAULT_SLOT {
        body.push(attribute("provider", Expression::word("aws").get(node.slot)));
    }
    if !body.is_empty() {
        body.push(Item::Blank);
    }
    let scope = match &node.condition {
        Some(condition) => outside.assuming(condition, true),
        None => outside.clone(),
    };
    let scope = match &node.for_each {
        Some(over) => scope.inside_node(over),
        None => scope,
    };
    let mut nested = Nested { label: node.label, blocks: Vec::new(), problems };
    for (name, value) in &node.properties {
        let property = kind.find_property(name.0);
        let Some(property) = property.filter(|property| !property.cloudformation_only) else {
            continue;
        };
        match property.ty {
            PropertyType::Block | PropertyType::Blocks => nested.add(&scope, property, value),
            PropertyType::StringMap => body.push(attribute(name.0, scope.verbatim().lower(value))),
            _ => body.push(attribute(name.0, scope.lower(value))),
        }
    }
    for block in nested.blocks {
        separate(&mut body);
        body.push(Item::Block(block));
    }
    if !node.timeouts.is_empty() {
        separate(&mut body);
        let limits = node.timeouts.iter();
        let limits = limits
            .map(|limit| attribute(limit.operation.word(), scope.lower(&limit.duration())))
            .collect();
        body.push(Item::Block(Block::new("timeouts", [], limits)));
    }
    if !node.waits.is_empty() {
        separate(&mut body);
        let labels: BTreeSet<&str> = node.waits.iter().map(|wait| wait.label).collect();
        let in_order =
            node.waits.iter().map(|wait| wait.label).filter(|label| labels.contains(label));
        let labels = in_order.map(|label| scope.address(label)).collect();
        body.push(attribute("depends_on", Expression::List(labels)));
    }
    if let Some(reason) = replaced_first(node.kind) {
        separate(&mut body);
        let inside = vec![
            Item::Comment(reason.to_owned()),
            attribute("create_before_destroy", Expression::bool(true)),
        ];
        body.push(Item::Block(Block::new("lifecycle", [], inside)));
    }
    let word = if kind.lookup { "data" } else { "resource" };
    Block::new(word, [kind.terraform, node.label], body)
}

fn replaced_first(kind: Kind) -> Option<&'static str> {
    REPLACED_FIRST.iter().find(|(id, _)| *id == kind.0).map(|(_, reason)| *reason)
}

/// `count` or `for_each`. Terraform has room for one: a condition beside a loop empties what is walked, so that the
/// instances that stay keep their keys.
fn repetition(outside: &Scope<'_>, node: &Node) -> Option<Item> {
    let condition = node.condition.as_ref();
    let Some(over) = &node.for_each else {
        let number = |number: &str| Expression::word(number);
        return condition.map(|condition| {
            attribute(
                "count",
                Expression::choose(outside.condition(condition), number("1"), number("0")),
            )
        });
    };
    let is_list = outside.is_list(over);
    let walked = match (condition, over) {
        (None, _) => outside.lower(over),
        // Both branches of a conditional need one type; a comprehension filters instead.
        (Some(condition), Expr::For(inner)) => {
            let mut inner = (**inner).clone();
            inner.condition = Some(match inner.condition.take() {
                Some(own) => Expr::call(Function::All, [condition.clone(), own]),
                None => condition.clone(),
            });
            outside.lower(&Expr::For(Arc::new(inner)))
        }
        (Some(condition), over) => {
            let empty =
                if is_list { Expression::List(Vec::new()) } else { Expression::Object(Vec::new()) };
            let inside = outside.assuming(condition, true).lower(over);
            Expression::choose(outside.condition(condition), inside, empty)
        }
    };
    Some(attribute(
        "for_each",
        if is_list { Expression::Call("toset", vec![walked]) } else { walked },
    ))
}
