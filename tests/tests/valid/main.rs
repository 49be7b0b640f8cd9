//! Valid inputs, made up: they check without problems, leave nothing open, and compile to templates that hold together.
//!
//! They are cases of the component with inputs left out, and what a strategy of its own makes up for it. What holds for
//! all of them needs no engine.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod cases;
mod consumer;
mod parts;
mod service;
mod wrong;

use std::collections::BTreeSet;

use privatelink_backends::cloudformation::{Format, compile};
use privatelink_catalog::engines::PULUMI;
use privatelink_corpus_reader::Corpus;
use privatelink_ir::{Expr, Given, Model, Severity, check_inputs, specialise};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::Value;

/// Inputs tried of each component.
const CASES: u32 = 48;

/// What a template cannot express, and says so: everything else has to compile.
const REFUSED: [&str; 4] = [
    "cloudformation/absent",
    "cloudformation/not-expressible",
    "principals/names",
    "security-group/endpoint-sources",
];

#[test]
fn valid_inputs_hold() {
    for corpus in Corpus::all().unwrap() {
        let model = corpus.component.model();
        run(CASES, &inputs(&corpus), |inputs| {
            checks(&model, &inputs)?;
            compiles(&model, &inputs)
        });
    }
}

/// Valid inputs of a component.
fn inputs(corpus: &Corpus) -> BoxedStrategy<Value> {
    let cases = cases::inputs(corpus);
    let own = match corpus.component.name {
        "PrivateLinkConsumer" => consumer::inputs().boxed(),
        "PrivateLinkService" => service::inputs().boxed(),
        _ => return cases,
    };
    prop_oneof![3 => own, 1 => cases].boxed()
}

/// Tries so many values; a failure shows the smallest that was found.
fn run<S: Strategy>(cases: u32, values: &S, test: impl Fn(S::Value) -> Result<(), TestCaseError>) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    if let Err(failure) = TestRunner::new(config).run(values, test) {
        panic!("{failure}");
    }
}

/// No problem, nothing left of inputs, and every resource is there once and with all that it reads.
fn checks(model: &Model, inputs: &Value) -> Result<(), TestCaseError> {
    let checked = check_inputs(model, &Given::inputs(inputs), &PULUMI);
    let errors: Vec<String> = checked
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::Error)
        .map(ToString::to_string)
        .collect();
    prop_assert!(errors.is_empty(), "{}\n{inputs}", errors.join("\n"));
    prop_assert!(checked.undecided.is_empty(), "undecided: {:?}\n{inputs}", checked.undecided);

    let specialised = specialise(model, &checked.inputs)
        .map_err(|problems| TestCaseError::fail(format!("{problems:?}\n{inputs}")))?;
    let addresses: BTreeSet<_> = specialised.resources.iter().map(|it| &it.address).collect();
    prop_assert_eq!(addresses.len(), specialised.resources.len());
    for resource in &specialised.resources {
        for (name, value) in &resource.properties {
            prop_assert!(is_closed(value), "{:?} of {:?}: {value:?}", name, resource.address);
        }
    }
    for output in &specialised.outputs {
        prop_assert!(is_closed(&output.value), "{}: {:?}", output.name, output.value);
    }
    Ok(())
}

fn is_closed(value: &Expr) -> bool {
    let mut closed = true;
    value.walk(&mut |part| {
        closed &= !matches!(part, Expr::Input(_) | Expr::Local(_) | Expr::Hole(_));
    });
    closed
}

/// A template in which every reference leads somewhere, or a refusal that is meant.
fn compiles(model: &Model, inputs: &Value) -> Result<(), TestCaseError> {
    let compiled = match compile(model, &Given::inputs(inputs).into(), &[Format::Json]) {
        Ok(compiled) => compiled,
        Err(problems) => {
            let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
            let unmeant: Vec<String> = errors
                .filter(|problem| !REFUSED.contains(&problem.id.as_str()))
                .map(ToString::to_string)
                .collect();
            prop_assert!(unmeant.is_empty(), "{}\n{inputs}", unmeant.join("\n"));
            return Ok(());
        }
    };
    // With several stacks there is a page about them beside the templates.
    for text in
        compiled.stacks.iter().flat_map(|stack| &stack.files).map(|it| &compiled.files.0[it])
    {
        let template: Value = serde_json::from_str(text).unwrap();
        let names: BTreeSet<&str> = ["Resources", "Parameters"]
            .into_iter()
            .filter_map(|section| template.get(section)?.as_object())
            .flat_map(|entries| entries.keys().map(String::as_str))
            .collect();
        let mut wanted = Vec::new();
        references(&template, &mut wanted);
        for name in wanted {
            let is_known = name.starts_with("AWS::") || names.contains(name.as_str());
            prop_assert!(is_known, "`{name}` is nowhere in\n{text}");
        }
    }
    Ok(())
}

/// Names that a part of a template refers to.
fn references(part: &Value, found: &mut Vec<String>) {
    match part {
        Value::Object(entries) => {
            for (key, value) in entries {
                match (key.as_str(), value) {
                    ("Ref", Value::String(name)) => found.push(name.clone()),
                    ("Fn::GetAtt", Value::Array(parts)) => {
                        found.extend(parts.first().and_then(Value::as_str).map(str::to_owned));
                    }
                    ("DependsOn", Value::String(name)) => found.push(name.clone()),
                    ("DependsOn", Value::Array(names)) => {
                        found.extend(names.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    ("Fn::Sub", Value::String(text)) => {
                        let parts = text.split("${").skip(1).filter_map(|it| it.split_once('}'));
                        let names = parts.map(|(name, _)| name.split('.').next().unwrap_or(name));
                        found
                            .extend(names.filter(|name| !name.starts_with('!')).map(str::to_owned));
                    }
                    _ => references(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}
