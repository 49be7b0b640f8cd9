//! `variables.tf`: one variable per input, with its type, default and checks.

use super::hcl::{Block, Expression, Item, attribute, separate};
use super::json;
use super::names::{Words, variable};
use super::scope::Module;
use super::validations;
use super::values::value_of;
use privatelink_catalog::Property;
use privatelink_catalog::engines::TERRAFORM;
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Expr, Field, Model, Rule, Type};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Items of `variables.tf`.
pub(super) fn lower(module: &Module<'_>, rules: &[(String, Rule)], words: &Words) -> Vec<Item> {
    let model = module.model;
    let used = used(model);
    let mut items = Vec::new();
    for field in &model.inputs {
        separate(&mut items);
        if !used.contains(&field.name) && !module.provider.reads(&field.name) {
            items.push(Item::Comment("Only validations read it.".to_owned()));
            items.push(Item::Comment("tflint-ignore: terraform_unused_declarations".to_owned()));
        }
        items.push(Item::Block(block(module, rules, field, words)));
    }
    items
}

/// Inputs that anything but a check reads.
fn used(model: &Model) -> BTreeSet<Arc<str>> {
    let mut used = BTreeSet::new();
    let mut look = |expr: &Expr| {
        expr.walk(&mut |part| {
            if let Expr::Input(name) = part
                && !used.contains(name)
            {
                used.insert(Arc::clone(name));
            }
        });
    };
    for node in &model.nodes {
        node.condition.iter().chain(&node.for_each).for_each(&mut look);
        let kind = privatelink_catalog::find(node.kind);
        for (name, value) in &node.properties {
            let property = kind.and_then(|kind| kind.find_property(name.0));
            match (property, value) {
                (Some(property), _) if !property.is_on(&TERRAFORM) => {}
                (Some(property), value) if !property.fields.is_empty() => {
                    look(&printed(property, value));
                }
                _ => look(value),
            }
        }
        node.timeouts.iter().for_each(|timeout| look(&timeout.duration()));
    }
    model.locals.iter().for_each(|(_, value)| look(value));
    model.outputs.iter().for_each(|output| look(output.on(&TERRAFORM)));
    used
}

/// A block without the fields that Terraform does not have.
fn printed(property: &Property, value: &Expr) -> Expr {
    value.map(&|part| match part {
        Expr::Object(entries) => {
            let stays =
                |name: &str| property.find_field(name).is_none_or(|field| field.is_on(&TERRAFORM));
            let entries = entries.iter().filter(|(name, _)| stays(name)).cloned();
            Some(Expr::object(entries.collect()))
        }
        _ => None,
    })
}

fn block(module: &Module<'_>, rules: &[(String, Rule)], field: &Field, words: &Words) -> Block {
    let mut body = vec![
        attribute("description", Expression::text(description(field, words))),
        attribute("type", type_of(&field.ty)),
    ];
    if let Some(default) = &field.default {
        body.push(attribute("default", value_of(&field.ty, default)));
    } else if !field.required {
        body.push(attribute("default", Expression::null()));
    }
    if !field.nullable() {
        body.push(attribute("nullable", Expression::bool(false)));
    }
    if let Type::Json { value } = &field.ty {
        for validation in json::validations(&field.name, value) {
            body.push(Item::Blank);
            body.push(Item::Block(validation));
        }
    }
    for validation in validations::of_input(module, rules, &field.name, words) {
        body.push(Item::Blank);
        body.push(Item::Block(validation));
    }
    Block::new("variable", [&variable(&field.name)], body)
}

/// Documentation of a field in Terraform's spelling, on one line.
pub(super) fn description(field: &Field, words: &Words) -> String {
    words.respell(&field.doc.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Type constraint of an input.
pub(super) fn type_of(ty: &Type) -> Expression {
    match ty {
        Type::Bool => Expression::word("bool"),
        Type::Integer { .. } | Type::Number { .. } => Expression::word("number"),
        Type::String { .. } | Type::Choice { .. } | Type::Json { .. } => Expression::word("string"),
        Type::List { element, .. } => Expression::Call("list", vec![type_of(element)]),
        Type::Map { element, .. } => Expression::Call("map", vec![type_of(element)]),
        Type::Object { fields, .. } => Expression::Call(
            "object",
            vec![Expression::Object(
                fields.iter().map(|field| (snake_case(&field.name), member(field))).collect(),
            )],
        ),
    }
}

/// A field of an object: Terraform fills in defaults, also where null is given.
fn member(field: &Field) -> Expression {
    let ty = type_of(&field.ty);
    match &field.default {
        Some(default) => Expression::Call("optional", vec![ty, value_of(&field.ty, default)]),
        None if field.required => ty,
        None => Expression::Call("optional", vec![ty]),
    }
}
