//! `main.tf`: resources, and the data sources they need.

use super::hcl::{Block, Expression, Item, Part as TextPart, attribute};
use super::lower::ambient_source;
use super::scope::{Bound, Scope};
use super::shape::Shape;
use privatelink_catalog::{KindEntry, Property, PropertyType};
use privatelink_ir::expr::{EACH, Part};
use privatelink_ir::graph::DEFAULT_SLOT;
use privatelink_ir::{Ambient, Expr, Function, Model, Node};
use serde_json::Value as Json;

/// Items of `main.tf`.
pub(super) fn lower(model: &Model) -> Vec<Item> {
    let mut items = Vec::new();
    for ambient in [Ambient::Region, Ambient::AccountId, Ambient::Partition] {
        let mut used = false;
        for expr in model.expressions() {
            expr.walk(&mut |part| used |= *part == Expr::Ambient(ambient));
        }
        if used {
            separate(&mut items);
            items.push(Item::Block(Block::new(
                "data",
                [ambient_source(ambient).0, "current"],
                Vec::new(),
            )));
        }
    }
    for node in &model.nodes {
        if let Some(kind) = privatelink_catalog::find(node.kind) {
            separate(&mut items);
            items.push(Item::Block(resource(&Scope::new(model), node, kind)));
        }
    }
    items
}

/// Items of `locals.tf`.
pub(super) fn locals(model: &Model) -> Vec<Item> {
    if model.locals.is_empty() {
        return Vec::new();
    }
    let mut body = Vec::new();
    for (name, value) in &model.locals {
        separate(&mut body);
        let value = if is_table(value) {
            let path = Expression::Template(vec![
                TextPart::Value(Expression::word("path").get("module")),
                TextPart::Text(format!("/{name}.json")),
            ]);
            let text = Expression::Call("file", vec![path]);
            Expression::Call("jsondecode", vec![text])
        } else {
            Scope::new(model).lower(value)
        };
        body.push(attribute(name, value));
    }
    vec![Item::Block(Block::new("locals", [], body))]
}

/// Whether a named value is data, which stands in a file of its own.
fn is_table(value: &Expr) -> bool {
    matches!(value, Expr::Literal(Json::Object(_)))
}

/// Files of data: one line per entry, so that a change of one shows as one.
pub(super) fn tables(model: &Model) -> impl Iterator<Item = (String, String)> {
    let tables = model.locals.iter().filter_map(|(name, value)| match value {
        Expr::Literal(Json::Object(entries)) => Some((name, entries)),
        _ => None,
    });
    tables.map(|(name, entries)| {
        let line =
            |(key, value): (&String, &Json)| format!("  {}: {value}", Json::from(key.as_str()));
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

fn resource(outside: &Scope<'_>, node: &Node, kind: &KindEntry) -> Block {
    let mut body = Vec::new();
    body.extend(repetition(outside, node));
    if node.slot != DEFAULT_SLOT {
        body.push(attribute("provider", Expression::word("aws").get(node.slot)));
    }
    if !body.is_empty() {
        body.push(Item::Blank);
    }
    let mut scope = match &node.condition {
        Some(condition) => outside.assuming(condition, true),
        None => outside.clone(),
    };
    if let Some(over) = &node.for_each {
        let each = Expression::word(EACH);
        let shape = scope.shape(over).element();
        scope = scope.inside(Bound {
            name: EACH,
            key: each.clone().get("key"),
            value: each.get("value"),
            shape,
        });
    }
    let mut blocks = Vec::new();
    for (name, value) in &node.properties {
        let property = kind.find_property(name.0);
        let Some(property) = property.filter(|property| !property.cloudformation_only) else {
            continue;
        };
        match property.ty {
            PropertyType::Block | PropertyType::Blocks => {
                nested(&scope, property, value, &mut blocks);
            }
            PropertyType::StringMap => body.push(attribute(name.0, scope.verbatim().lower(value))),
            _ => body.push(attribute(name.0, scope.lower(value))),
        }
    }
    for block in blocks {
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
    if !node.depends_on.is_empty() {
        separate(&mut body);
        let labels = node.depends_on.iter().map(|label| scope.address(label)).collect();
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
                Expression::choose(outside.lower(condition), number("1"), number("0")),
            )
        });
    };
    let is_list = matches!(outside.shape(over), Shape::List(_));
    let walked = match (condition, over) {
        (None, _) => outside.lower(over),
        // Both branches of a conditional need one type; a comprehension filters instead.
        (Some(condition), Expr::For(inner)) => {
            let mut inner = inner.clone();
            inner.condition = Some(match inner.condition.take() {
                Some(own) => Expr::Call(Function::All, vec![condition.clone(), own]),
                None => condition.clone(),
            });
            outside.lower(&Expr::For(inner))
        }
        (Some(condition), over) => {
            let empty =
                if is_list { Expression::List(Vec::new()) } else { Expression::Object(Vec::new()) };
            let inside = outside.assuming(condition, true).lower(over);
            Expression::choose(outside.lower(condition), inside, empty)
        }
    };
    Some(attribute(
        "for_each",
        if is_list { Expression::Call("toset", vec![walked]) } else { walked },
    ))
}

/// Nested blocks: static ones for objects, `dynamic` ones for conditions and loops.
fn nested(scope: &Scope<'_>, property: &Property, value: &Expr, blocks: &mut Vec<Block>) {
    match value {
        Expr::Object(entries) => blocks.push(Block {
            word: property.name,
            labels: Vec::new(),
            body: fields(scope, property, entries),
        }),
        Expr::List(items) => items.iter().for_each(|item| nested(scope, property, item, blocks)),
        Expr::If(condition, then, otherwise) => {
            for (outcome, branch) in [(true, then), (false, otherwise)] {
                if **branch != Expr::NULL && scope.outcome(condition) != Some(!outcome) {
                    blocks.extend(conditional(scope, property, condition, outcome, branch));
                }
            }
        }
        Expr::For(inner) => {
            let iterator = Expression::word(property.name);
            let mut bound = scope.bind(inner.name, &inner.over);
            bound.key = iterator.clone().get("key");
            bound.value = iterator.get("value");
            let over = match &inner.condition {
                None => scope.lower(&inner.over),
                Some(condition) => {
                    let name = inner.name;
                    scope.lower(&Expr::For(Box::new(privatelink_ir::expr::For {
                        name,
                        over: inner.over.clone(),
                        condition: Some(condition.clone()),
                        key: Some(Expr::Variable(name, Part::Key)),
                        value: Expr::Variable(name, Part::Value),
                    })))
                }
            };
            let mut content = Vec::new();
            nested(&scope.inside(bound), property, &inner.value, &mut content);
            blocks.extend(dynamic(property, over, content));
        }
        _ => {}
    }
}

/// A block that is there when a condition comes out as `outcome`.
fn conditional(
    scope: &Scope<'_>,
    property: &Property,
    condition: &Expr,
    outcome: bool,
    branch: &Expr,
) -> Option<Block> {
    let mut content = Vec::new();
    match condition {
        Expr::Call(Function::IsSet, subject) if outcome => {
            let subject = subject.first()?;
            // `x[*]` has one element, or none if `x` is null.
            let over = scope.lower(subject).splat();
            let inside = scope.standing_in(subject, Expression::word(property.name).get("value"));
            nested(&inside, property, branch, &mut content);
            dynamic(property, over, content)
        }
        _ => {
            nested(&scope.assuming(condition, outcome), property, branch, &mut content);
            let condition = scope.lower(condition);
            let condition = if outcome { condition } else { condition.negate() };
            let one = Expression::List(vec![Expression::bool(true)]);
            dynamic(
                property,
                Expression::choose(condition, one, Expression::List(Vec::new())),
                content,
            )
        }
    }
}

fn dynamic(property: &Property, over: Expression, content: Vec<Block>) -> Option<Block> {
    let content = content.into_iter().next()?;
    let body = vec![
        attribute("for_each", over),
        Item::Blank,
        Item::Block(Block { word: "content", labels: Vec::new(), body: content.body }),
    ];
    Some(Block::new("dynamic", [property.name], body))
}

fn fields(scope: &Scope<'_>, property: &Property, entries: &[(String, Expr)]) -> Vec<Item> {
    let mut body = Vec::new();
    let mut blocks = Vec::new();
    for (name, value) in entries {
        let Some(field) = property.find_field(name).filter(|field| !field.cloudformation_only)
        else {
            continue;
        };
        match field.ty {
            PropertyType::Block | PropertyType::Blocks => nested(scope, field, value, &mut blocks),
            PropertyType::StringMap => body.push(attribute(name, scope.verbatim().lower(value))),
            _ => body.push(attribute(name, scope.lower(value))),
        }
    }
    for block in blocks {
        separate(&mut body);
        body.push(Item::Block(block));
    }
    body
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
