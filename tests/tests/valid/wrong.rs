//! One part of valid inputs made wrong: exactly that is said. One part not known yet: nothing is.

use privatelink_catalog::engines::{CLOUDFORMATION, PULUMI};
use privatelink_corpus_reader::Corpus;
use privatelink_ir::{
    Checked, Constant, Engine, Field, Given, Model, Path, Severity, Stage, Step, Type, check_inputs,
};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestCaseError;
use serde_json::Value;
use std::sync::Arc;

use crate::{inputs, run};

/// Inputs tried of each component, and places in each of them.
const CASES: u32 = 24;
const PLACES: usize = 6;

#[test]
fn a_wrong_part_is_said_once() {
    Corpus::all().unwrap().iter().for_each(hold);
}

fn hold(corpus: &Corpus) {
    let model = corpus.component.model();
    let cases = (inputs(corpus), proptest::collection::vec(any::<Index>(), PLACES));
    run(CASES, &cases, |(inputs, choices)| {
        let given = Given::inputs(&inputs);
        let mut places = Vec::new();
        of_fields(&model.inputs, &given, &Path::default(), &mut places);
        for choice in choices {
            let place = choice.get(&places);
            for engine in [&PULUMI, &CLOUDFORMATION] {
                said_once(&model, &given, place, engine)
                    .map_err(|error| TestCaseError::fail(format!("{error}\n{inputs}")))?;
            }
        }
        Ok(())
    });
}

/// A place in the inputs where a value is, or may be.
#[derive(Debug)]
struct Place {
    path: Path,
    /// Values that are wrong there.
    wrong: Vec<Given>,
    is_given: bool,
}

/// Breaks `valid` at a place in every way and compares what is said with what was before.
fn said_once(
    model: &Model,
    valid: &[(Arc<str>, Given)],
    place: &Place,
    engine: &Engine,
) -> Result<(), TestCaseError> {
    let before = check_inputs(model, valid, engine).problems;
    let check = |value: &Given| -> Checked {
        let mut inputs = Given::Object(valid.to_vec());
        put(&mut inputs, &place.path.0, value);
        let Given::Object(inputs) = inputs else { panic!("an object stays one") };
        check_inputs(model, &inputs, engine)
    };
    for value in &place.wrong {
        let mut found = check(value).problems;
        found.retain(|problem| !before.contains(problem));
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        let is_once = found.len() == 1 && found[0].path == place.path.to_string();
        prop_assert!(
            is_once,
            "`{}` as {value:?}, {}:\n{}",
            place.path,
            engine.title,
            said.join("\n")
        );
    }
    // What is absent may stay so for a reason.
    for secret in [false, true] {
        let open = Given::Open { known: None, secret };
        let mut found = if place.is_given { check(&open).problems } else { Vec::new() };
        found.retain(|problem| problem.severity == Severity::Error && !before.contains(problem));
        let said: Vec<String> = found.iter().map(ToString::to_string).collect();
        let path = &place.path;
        prop_assert!(found.is_empty(), "`{path}` unknown, {}:\n{}", engine.title, said.join("\n"));
    }
    Ok(())
}

/// Values of other types. A text that comes from elsewhere, or is secret, has to be of its type as well.
fn wrong(ty: &Type) -> Vec<Given> {
    let value = match ty {
        Type::String { .. } | Type::Choice { .. } => Value::from(7),
        _ => Value::from("wrong"),
    };
    let open = |secret| Given::Open { known: Some(value.clone().into()), secret };
    let of_other_shape = if ty.is_scalar() {
        vec![Given::List(Vec::new()), Given::Object(Vec::new())]
    } else {
        Vec::new()
    };
    [vec![Given::Plain(value.clone().into()), open(false), open(true)], of_other_shape].concat()
}

fn of_fields(fields: &[Field], given: &[(Arc<str>, Given)], path: &Path, to: &mut Vec<Place>) {
    for field in fields {
        let found = given.iter().find(|(name, _)| *name == field.name).map(|(_, value)| value);
        let path = path.then(Step::Field(Arc::clone(&field.name)));
        of_value(&field.ty, field.stage, found, path, Vec::new(), to);
    }
}

fn of_value(
    ty: &Type,
    stage: Stage,
    given: Option<&Given>,
    path: Path,
    also_wrong: Vec<Given>,
    to: &mut Vec<Place>,
) {
    match (ty, given) {
        (Type::Object { fields, .. }, Some(Given::Object(entries))) => {
            of_fields(fields, entries, &path, to);
        }
        (Type::Map { element, element_stage, .. }, Some(Given::Object(entries))) => {
            // A null entry of a map that is a value is one that is not there.
            let null = (stage == Stage::Structural).then_some(Given::Plain(Constant::Null));
            for (key, value) in entries {
                let here = path.then(Step::Key(key.clone()));
                let also: Vec<Given> = null.iter().cloned().collect();
                of_value(element, stage.max(*element_stage), Some(value), here, also, to);
            }
        }
        (Type::List { element, element_stage, .. }, Some(Given::List(items))) => {
            for (index, value) in items.iter().enumerate() {
                let here = path.then(Step::Index(index));
                of_value(element, stage.max(*element_stage), Some(value), here, Vec::new(), to);
            }
        }
        _ => {}
    }
    to.push(Place { path, wrong: [wrong(ty), also_wrong].concat(), is_given: given.is_some() });
}

/// Puts a value at a path, whether or not there is one.
fn put(tree: &mut Given, path: &[Step], value: &Given) {
    let Some((first, rest)) = path.split_first() else {
        *tree = value.clone();
        return;
    };
    match (tree, first) {
        (Given::Object(entries), Step::Field(name) | Step::Key(name)) => {
            if !entries.iter().any(|(known, _)| known == name) {
                entries.push((name.clone(), Given::Plain(Constant::Null)));
            }
            let found = entries.iter_mut().find(|(known, _)| known == name);
            put(&mut found.unwrap().1, rest, value);
        }
        (Given::List(items), Step::Index(index)) => put(&mut items[*index], rest, value),
        (tree, step) => panic!("{step:?} into {tree:?}"),
    }
}
