//! `main.tf`: resources, and the data sources they need.

use super::facts;
use super::hcl::{Block, Expression, Item, Part as TextPart, attribute, separate};
use super::json;
use super::nested::Nested;
use super::scope::{Module, Scope};
use super::spelling::{element_in, name_in, part_in, string_map};
use privatelink_catalog::engines::TERRAFORM;
use privatelink_catalog::{KindEntry, Property, PropertyType};
use privatelink_ir::infer::Ty;
use privatelink_ir::{Constant, DEFAULT_SLOT, Expr, Function, Node, Problem};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Items of `main.tf`; what cannot be printed goes to `problems`.
pub(super) fn lower(module: &Module<'_>, problems: &mut Vec<Problem>) -> Vec<Item> {
    let mut items = Vec::new();
    for source in facts::sources(module) {
        separate(&mut items);
        items.push(Item::Block(source));
    }
    for node in &module.model.nodes {
        if let Some(kind) = privatelink_catalog::find(node.kind) {
            separate(&mut items);
            items.push(Item::Block(resource(&Scope::new(module), node, kind, problems)));
        }
    }
    items
}

/// Items of `locals.tf`.
pub(super) fn locals(module: &Module<'_>) -> Vec<Item> {
    let mut body = facts::locals(module);
    let of_json = json::items(module.model);
    if !of_json.is_empty() {
        separate(&mut body);
        body.extend(of_json);
    }
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
        body.push(attribute(&module.name_of_local(name, DEFAULT_SLOT), lowered));
        for slot in module.other_slots(name) {
            separate(&mut body);
            let lowered = Scope::new(module).in_slot(slot).lower(value);
            body.push(attribute(&module.name_of_local(name, slot), lowered));
        }
    }
    if body.is_empty() { Vec::new() } else { vec![Item::Block(Block::new("locals", [], body))] }
}

/// Whether a named value is data, which stands in a file of its own.
fn is_table(value: &Expr) -> bool {
    matches!(value, Expr::Literal(Constant::Object(_)))
}

/// Files of data: one line per entry, so that a change of one shows as one.
pub(super) fn tables(module: &Module<'_>) -> impl Iterator<Item = (String, String)> {
    let tables = module.model.locals.iter().filter_map(|(name, value)| match value {
        Expr::Literal(Constant::Object(entries)) => Some((name, value, entries)),
        _ => None,
    });
    tables.map(|(name, value, entries)| {
        let ty = Scope::new(module).shape(value).ty;
        let line = |(key, value): &(Arc<str>, Constant)| {
            let value = spelled(value, part_in(&ty, key));
            format!("  {}: {value}", serde_json::Value::from(name_in(&ty, key)))
        };
        let lines: Vec<String> = entries.iter().map(line).collect();
        (format!("{name}.json"), format!("{{\n{}\n}}\n", lines.join(",\n")))
    })
}

/// A constant of a type as JSON, with the names of its objects in Terraform's spelling.
fn spelled(value: &Constant, ty: &Ty) -> serde_json::Value {
    match value {
        Constant::List(items) => items.iter().map(|item| spelled(item, element_in(ty))).collect(),
        Constant::Object(entries) => {
            let entry = |(name, value): &(Arc<str>, Constant)| {
                (name_in(ty, name), spelled(value, part_in(ty, name)))
            };
            serde_json::Value::Object(entries.iter().map(entry).collect())
        }
        scalar => scalar.to_json(),
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
    if node.slot == DEFAULT_SLOT && !kind.global {
        body.extend(outside.provider().region());
    }
    if !body.is_empty() {
        body.push(Item::Blank);
    }
    let scope = outside.inside_of(node);
    let mut nested = Nested { label: node.label, blocks: Vec::new(), problems };
    for (name, value) in &node.properties {
        let property = kind.find_property(name.0);
        let Some(property) = property.filter(|property| property.is_on(&TERRAFORM)) else {
            continue;
        };
        match property.ty {
            PropertyType::Block | PropertyType::Blocks => nested.add(&scope, property, value),
            PropertyType::StringMap => {
                body.push(attribute(name.0, scope.lower_as(value, &string_map())));
            }
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
    let lifecycle = lifecycle(node, kind);
    if !lifecycle.is_empty() {
        separate(&mut body);
        body.push(Item::Block(Block::new("lifecycle", [], lifecycle)));
    }
    let word = if kind.lookup { "data" } else { "resource" };
    Block::new(word, [kind.terraform, node.label], body)
}

/// What Terraform does with the resource apart from its properties, and why.
fn lifecycle(node: &Node, kind: &KindEntry) -> Vec<Item> {
    let mut inside = Vec::new();
    if let Some(reason) = kind.replaced_before {
        inside.push(Item::Comment(reason.to_owned()));
        inside.push(attribute("create_before_destroy", Expression::bool(true)));
    }
    let set = node.properties.iter().map(|(name, _)| *name);
    let ignored: Vec<&Property> = kind.set_once(set, &node.set_once).collect();
    if ignored.is_empty() {
        return inside;
    }
    separate(&mut inside);
    let reasons = ignored.iter().filter_map(|property| Some((property.name, property.set_once?)));
    inside.extend(reasons.map(|(name, reason)| Item::Comment(format!("`{name}` is {reason}."))));
    let names = ignored.iter().map(|property| Expression::word(property.name));
    inside.push(attribute("ignore_changes", Expression::List(names.collect())));
    inside
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
        (None, over) => outside.lower_as(over, &outside.walked_type(over)),
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
            let inside = outside.assuming(condition, true);
            let inside = inside.lower_as(over, &inside.walked_type(over));
            Expression::choose(outside.condition(condition), inside, empty)
        }
    };
    Some(attribute(
        "for_each",
        if is_list { Expression::Call("toset", vec![walked]) } else { walked },
    ))
}

#[cfg(test)]
mod tests {
    use super::lifecycle;
    use crate::terraform::print::print;
    use privatelink_catalog::lb::load_balancer as balancer;
    use privatelink_catalog::route53::zone;
    use privatelink_catalog::sns::topic;
    use privatelink_ir::graph::node;
    use privatelink_ir::{Expr, Node};

    fn of(node: &Node) -> String {
        print(&lifecycle(node, privatelink_catalog::find(node.kind).unwrap()))
    }

    #[test]
    fn what_is_set_once_is_ignored_by_its_reason_or_by_the_node() {
        let prefixed = node("topic", topic::KIND).set(topic::NAME_PREFIX, "plink-");
        let reason =
            "# `name_prefix` is read back only from names that the provider made itself.\n";
        assert_eq!(of(&prefixed), format!("{reason}ignore_changes = [name_prefix]\n"));
        assert_eq!(of(&node("topic", topic::KIND)), "");
        let zone = node("zone", zone::KIND).set(zone::VPC, Expr::NULL).set(zone::COMMENT, "here");
        assert_eq!(of(&zone.set_once(&[zone::VPC])), "ignore_changes = [vpc]\n");
    }

    #[test]
    fn the_new_one_is_there_before_the_old_one_goes() {
        let first = "# The endpoint service always has a load balancer to point to.\ncreate_before_destroy = true\n";
        let plain = node("balancer", balancer::KIND);
        assert_eq!(of(&plain), first);
        let prefixed = plain.set(balancer::NAME_PREFIX, "plink-");
        assert!(
            of(&prefixed).starts_with(&format!("{first}\n# `name_prefix` ")),
            "{}",
            of(&prefixed)
        );
    }
}
