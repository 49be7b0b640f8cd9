//! Reports from the field, `tests/field`: what comes of the inputs of each, in every engine.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use privatelink_backends::cloudformation::{self, Format, read_inputs};
use privatelink_catalog::engines::{CLOUDFORMATION, PULUMI, TERRAFORM};
use privatelink_components::find;
use privatelink_ir::specialise::Specialised;
use privatelink_ir::{Engine, Expr, Given, Model, Problem, check_inputs, specialise};
use serde::Deserialize;
use serde_json::Value;

/// What every template is told about: outputs that it cannot have, and values that it cannot check.
const OF_TEMPLATES: [&str; 2] = ["cloudformation/no-output", "cloudformation/unchecked"];

/// The fewest reports of one kind.
const FEWEST: usize = 3;

/// A report.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Report {
    kind: String,
    component: String,
    sources: Vec<String>,
    inputs: Value,
    #[serde(default)]
    problems: BTreeSet<String>,
    #[serde(default)]
    terraform: BTreeSet<String>,
    #[serde(default)]
    pulumi: BTreeSet<String>,
    #[serde(default)]
    cloudformation: BTreeSet<String>,
    says: Option<String>,
    #[serde(default)]
    makes: BTreeMap<String, BTreeMap<String, Value>>,
    #[serde(default)]
    count: BTreeMap<String, usize>,
    #[serde(default)]
    waits: BTreeMap<String, Vec<String>>,
    only: Option<String>,
}

fn reports() -> BTreeMap<String, Report> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("field");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files = files.filter(|path| path.extension().is_some_and(|end| end == "yaml"));
    files
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let report = serde_yaml_ng::from_str(&fs::read_to_string(&path).unwrap());
            let report = report.unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
            (name, report)
        })
        .collect()
}

#[test]
fn every_report_says_where_it_comes_from_and_has_others_of_its_kind() {
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (name, report) in reports() {
        assert!(!report.sources.is_empty(), "{name} has no source");
        let is_public = |source: &String| source.starts_with("https://");
        assert!(report.sources.iter().all(is_public), "{name}: {:?}", report.sources);
        *kinds.entry(report.kind).or_default() += 1;
    }
    let rare: Vec<_> = kinds.iter().filter(|(_, count)| **count < FEWEST).collect();
    assert!(rare.is_empty(), "too few reports of these kinds: {rare:?}");
}

#[test]
fn every_engine_does_with_each_report_what_is_right() {
    let wrong: Vec<String> =
        reports().iter().flat_map(|(name, report)| tried(name, report)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with what comes of a report.
fn tried(name: &str, report: &Report) -> Vec<String> {
    let model = find(&report.component).unwrap().model();
    let engines = [
        ("terraform", &TERRAFORM, &report.terraform),
        ("pulumi", &PULUMI, &report.pulumi),
        ("cloudformation", &CLOUDFORMATION, &report.cloudformation),
    ];
    let mut wrong = Vec::new();
    for (word, engine, own) in engines {
        if report.only.as_ref().is_some_and(|only| only != word) {
            continue;
        }
        let told = told(&model, report, engine);
        let found: BTreeSet<String> = told.iter().map(|problem| problem.id.clone()).collect();
        let expected: BTreeSet<String> = report.problems.union(own).cloned().collect();
        if found != expected {
            let told: Vec<String> = told.iter().map(ToString::to_string).collect();
            wrong.push(format!("{name}, {word}: {expected:?} instead of {told:?}"));
        }
        if let Some(words) = &report.says
            && !told.iter().any(|problem| problem.to_string().contains(words))
        {
            wrong.push(format!("{name}, {word}: nothing says `{words}`"));
        }
    }
    if !(report.makes.is_empty() && report.count.is_empty()) {
        let checked = check_inputs(&model, &Given::inputs(&report.inputs), &PULUMI);
        let made = specialise(&model, &checked.inputs).unwrap();
        wrong.extend(unmade(report, &made).into_iter().map(|what| format!("{name}: {what}")));
    }
    wrong.extend(early(report, &model).into_iter().map(|what| format!("{name}: {what}")));
    wrong
}

/// Problems that an engine tells of a report.
fn told(model: &Model, report: &Report, engine: &Engine) -> Vec<Problem> {
    if engine.name != CLOUDFORMATION.name {
        return check_inputs(model, &Given::inputs(&report.inputs), engine).problems;
    }
    // What only templates are refused for is left open in them; otherwise they have all values, as other engines do.
    let inputs = match report.only {
        Some(_) => read_inputs(&report.inputs),
        None => Given::inputs(&report.inputs).into(),
    };
    let problems = match cloudformation::compile(model, &inputs, &[Format::Json]) {
        Ok(compiled) => compiled.warnings,
        Err(problems) => problems,
    };
    let is_about_inputs = |problem: &Problem| !OF_TEMPLATES.contains(&problem.id.as_str());
    problems.into_iter().filter(is_about_inputs).collect()
}

/// What is not made as the report says.
fn unmade(report: &Report, made: &Specialised) -> Vec<String> {
    let labelled = |label: &str| {
        made.resources.iter().filter(|one| one.address.label == label).collect::<Vec<_>>()
    };
    let mut wrong = Vec::new();
    for (label, properties) in &report.makes {
        let all = labelled(label);
        if all.is_empty() {
            wrong.push(format!("no `{label}` is made"));
        }
        for (path, expected) in properties {
            let (property, rest) = path.split_once('.').unwrap_or((path, ""));
            let pointer = if rest.is_empty() { String::new() } else { format!("/{rest}") };
            for one in &all {
                let value = one.property(property).map_or(Value::Null, as_json);
                let found = value.pointer(&pointer).cloned().unwrap_or_default();
                if found != *expected {
                    wrong.push(format!("`{path}` of `{label}` is {found} instead of {expected}"));
                }
            }
        }
    }
    for (label, expected) in &report.count {
        let found = labelled(label).len();
        if found != *expected {
            wrong.push(format!("{found} of `{label}` instead of {expected}"));
        }
    }
    wrong
}

/// A value that is known before anything is deployed; what is not, as text.
fn as_json(expr: &Expr) -> Value {
    match expr {
        Expr::Literal(constant) => constant.to_json(),
        other => format!("{other:?}").into(),
    }
}

/// Outputs that are told before what their readers need is there.
fn early(report: &Report, model: &Model) -> Vec<String> {
    let outputs = report.waits.iter();
    outputs
        .filter_map(|(name, labels)| {
            let output = model.outputs.iter().find(|output| output.name == name);
            let waits = output.map(|output| format!("{:?}", output.waits)).unwrap_or_default();
            let missing: Vec<_> =
                labels.iter().filter(|label| !waits.contains(&format!("\"{label}\""))).collect();
            (!missing.is_empty()).then(|| format!("`{name}` does not wait for {missing:?}"))
        })
        .collect()
}
