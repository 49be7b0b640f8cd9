//! `examples/minimal/main.tf`: the fewest inputs that the component's rules accept.

use super::hcl::{Block, Expression, Item, attribute};
use super::names::variable;
use super::outputs::{REQUIRED_VERSION, needs, other_slots};
use super::provider::Provider;
use super::values::value_of;
use privatelink_catalog::engines::TERRAFORM;
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Constant, Field, Given, Model, Pattern, Severity, Type, check_inputs};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Port in examples, where it is allowed.
const PORT: i64 = 443;

/// Inputs of a call, each with its value.
pub(super) type Inputs<'a> = Vec<(&'a Field, Constant)>;

/// Items of the example, with the inputs that it gives.
///
/// A program that hands over providers has to say which providers these are; any other leaves it to the module.
pub(super) fn lower(model: &Model, versions: Provider, inputs: &Inputs<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    let slots: Vec<&str> = other_slots(model).collect();
    if slots.is_empty() {
        let version = attribute("required_version", Expression::text(REQUIRED_VERSION));
        items.extend([Item::Block(Block::new("terraform", [], vec![version])), Item::Blank]);
    } else {
        let provider = |body| Item::Block(Block::new("provider", ["aws"], body));
        items.extend([needs(Vec::new(), versions), Item::Blank, provider(Vec::new()), Item::Blank]);
        for slot in slots {
            let alias = attribute("alias", Expression::text(slot));
            items.extend([provider(vec![alias]), Item::Blank]);
        }
    }
    items.push(Item::Block(call(model, inputs, "../..")));
    items
}

/// The call of the module at `source` with these inputs.
pub(super) fn call(model: &Model, inputs: &Inputs<'_>, source: &str) -> Block {
    let mut body = vec![attribute("source", Expression::text(source)), Item::Blank];
    for (field, value) in inputs {
        body.push(attribute(&variable(&field.name), value_of(&field.ty, value)));
    }
    let mut handed: Vec<(String, Expression)> = other_slots(model)
        .map(|slot| (format!("aws.{slot}"), Expression::word("aws").get(slot)))
        .collect();
    if !handed.is_empty() {
        handed.insert(0, ("aws".to_owned(), Expression::word("aws")));
        body.push(Item::Blank);
        body.push(attribute("providers", Expression::Object(handed)));
    }
    Block::new("module", [&snake_case(model.name)], body)
}

/// Required inputs, and then whatever inputs, or fields of them, the rules ask for.
pub(super) fn minimal(model: &Model) -> Inputs<'_> {
    let required = model.inputs.iter().filter(|field| field.required);
    let mut chosen: BTreeSet<String> = required.map(|field| field.name.to_string()).collect();
    // Each round gives one more, so there is a last one.
    loop {
        let inputs = samples(model, &chosen);
        let given: Vec<(Arc<str>, Given)> = inputs
            .iter()
            .map(|(field, value)| (Arc::clone(&field.name), Given::from(value)))
            .collect();
        let problems = check_inputs(model, &given, &TERRAFORM).problems;
        let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
        let missing = errors.filter_map(|problem| {
            let path = without_keys(&problem.path);
            let input = path.split('.').next()?;
            Some(if chosen.contains(input) { path } else { input.to_owned() })
        });
        match missing.into_iter().find(|path| !chosen.contains(path)) {
            Some(path) => chosen.insert(path),
            None => return inputs,
        };
    }
}

/// A path that means a field of every entry: `resources["db"].ports[0]` is `resources.ports`.
fn without_keys(path: &str) -> String {
    let mut depth = 0_usize;
    let kept = path.chars().filter(|letter| {
        match letter {
            '[' => depth += 1,
            ']' => {
                depth = depth.saturating_sub(1);
                return false;
            }
            _ => {}
        }
        depth == 0
    });
    kept.collect()
}

/// These inputs, with these of their fields that need not be given.
fn samples<'a>(model: &'a Model, chosen: &BTreeSet<String>) -> Inputs<'a> {
    let given = model.inputs.iter().filter(|field| chosen.contains(&*field.name));
    given.map(|field| (field, sample(&field.ty, &field.name, chosen))).collect()
}

/// A value of a type: the examples in its own words, and only what is required or chosen inside.
fn sample(ty: &Type, path: &str, chosen: &BTreeSet<String>) -> Constant {
    match ty {
        Type::Bool => true.into(),
        Type::Integer { minimum, maximum } => {
            let fits = minimum.is_none_or(|limit| limit <= PORT)
                && maximum.is_none_or(|limit| PORT <= limit);
            (if fits { PORT } else { minimum.unwrap_or_default() }).into()
        }
        Type::Number { minimum, .. } => minimum.map_or(PORT.into(), Constant::Number),
        Type::Json { value } => sample(value, path, chosen).to_canonical_json().into(),
        Type::String { pattern, .. } => pattern.as_ref().map_or("example", example_of).into(),
        Type::Choice { values, .. } => {
            values.first().map_or(Constant::Null, |it| it.as_str().into())
        }
        Type::List { element, .. } => [sample(element, path, chosen)].into_iter().collect(),
        Type::Map { key, element, .. } => {
            let key = key.as_ref().map_or("example", example_of);
            Constant::object(vec![(key.into(), sample(element, path, chosen))])
        }
        Type::Object { fields, .. } => Constant::object(
            fields
                .iter()
                .map(|field| (field, format!("{path}.{}", field.name)))
                .filter(|(field, path)| field.required || chosen.contains(path))
                .map(|(field, path)| (Arc::clone(&field.name), sample(&field.ty, &path, chosen)))
                .collect(),
        ),
    }
}

/// The first example in a noun phrase: `a VPC id, such as vpc-0a1b2c3d`.
fn example_of(pattern: &Pattern) -> &str {
    let example = pattern.what.split_once("such as ").map_or("example", |(_, example)| example);
    example.split(", or ").next().unwrap_or(example)
}
