//! The corpus is complete: every input of a component stands in a case, and every pair of inputs that interact stands
//! in a case or in a set of bad inputs, as the table in the `README.md` of the component's corpus says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use privatelink_components::find;
use privatelink_ir::{Field, Type};
use privatelink_tests::scratch::checkout;
use serde_json::Value;

/// Component, folder of its corpus, and whether the fields of its inputs are held against the cases as well.
const CORPORA: [(&str, &str, bool); 2] = [
    ("PrivateLinkConsumer", "private_link_consumer", true),
    ("PrivateLinkService", "private_link_service", false),
];

/// Begins the part of the page with inputs that no case has, and why.
const IN_NO_CASE: &str = "## In no case";

/// One row of the table of interactions.
struct Row {
    inputs: Vec<String>,
    files: Vec<String>,
}

#[test]
fn every_input_is_in_a_case() {
    for (component, folder, with_fields) in CORPORA {
        let cases: Vec<Value> = files(&corpus(folder).join("cases")).iter().map(read).collect();
        let (_, excused) = page(folder);
        let mut wanted = BTreeSet::new();
        collect(&find(component).unwrap().model().inputs, "", &mut wanted);
        wanted.retain(|input| with_fields || !input.contains('.'));
        let (missing, given): (Vec<&String>, Vec<&String>) =
            wanted.iter().partition(|input| !cases.iter().any(|case| sets(case, input)));
        let unexcused: Vec<_> = missing.iter().filter(|input| !excused.contains(**input)).collect();
        assert!(unexcused.is_empty(), "{component}: in no case: {unexcused:#?}");
        let stale: Vec<_> = given.iter().filter(|input| excused.contains(**input)).collect();
        assert!(stale.is_empty(), "{component}: in a case after all: {stale:#?}");
    }
}

#[test]
fn every_pair_that_interacts_is_in_a_file() {
    for (component, folder, _) in CORPORA {
        let mut known = BTreeSet::new();
        collect(&find(component).unwrap().model().inputs, "", &mut known);
        let (rows, _) = page(folder);
        assert!(!rows.is_empty(), "{component}: no table of interactions");
        let mut wrong = Vec::new();
        for row in rows {
            assert!(row.inputs.len() > 1, "{component}: one input alone: {:?}", row.inputs);
            assert!(!row.files.is_empty(), "{component}: no file for {:?}", row.inputs);
            for input in &row.inputs {
                assert!(known.contains(input), "{component}: no input `{input}`");
            }
            for file in row.files {
                let given = read(&corpus(folder).join(&file));
                let unset = row.inputs.iter().filter(|input| !sets(&given, input));
                wrong.extend(unset.map(|input| format!("`{file}` does not set `{input}`")));
            }
        }
        assert!(wrong.is_empty(), "{component}: {wrong:#?}");
    }
}

fn corpus(folder: &str) -> PathBuf {
    checkout().join("tests/corpus").join(folder)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

/// JSON is YAML.
fn read(file: &PathBuf) -> Value {
    let text = fs::read_to_string(file).unwrap_or_else(|why| panic!("{}: {why}", file.display()));
    serde_yaml_ng::from_str(&text).unwrap_or_else(|why| panic!("{}: {why}", file.display()))
}

/// The rows of the page, and the inputs that it excuses.
fn page(folder: &str) -> (Vec<Row>, BTreeSet<String>) {
    let text = fs::read_to_string(corpus(folder).join("README.md")).unwrap();
    let (table, excused) = text.split_once(IN_NO_CASE).unwrap_or((&text, ""));
    let cell = |line: &str, at: usize| line.split('|').nth(at).unwrap_or_default().to_owned();
    let rows = |text: &str| -> Vec<String> {
        text.lines().filter(|line| line.starts_with("| `")).map(str::to_owned).collect()
    };
    let interactions = rows(table)
        .iter()
        .map(|line| Row {
            inputs: between(&cell(line, 1), '`', '`'),
            files: between(&cell(line, 2), '(', ')'),
        })
        .collect();
    let excused = rows(excused).iter().flat_map(|line| between(&cell(line, 1), '`', '`')).collect();
    (interactions, excused)
}

/// Texts between two marks.
fn between(text: &str, open: char, close: char) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, inside)) = rest.split_once(open) {
        let Some((word, after)) = inside.split_once(close) else { break };
        found.push(word.to_owned());
        rest = after;
    }
    found
}

/// Paths of all inputs and of their fields; keys of maps and places in lists are left out.
fn collect(fields: &[Field], before: &str, found: &mut BTreeSet<String>) {
    for field in fields {
        let path = format!("{before}{}", field.name);
        inside(&field.ty, &path, found);
        found.insert(path);
    }
}

fn inside(ty: &Type, path: &str, found: &mut BTreeSet<String>) {
    match ty {
        Type::Object { fields, .. } => collect(fields, &format!("{path}."), found),
        Type::Map { element, .. } | Type::List { element, .. } => inside(element, path, found),
        _ => {}
    }
}

/// Whether the inputs say something at this path, under whatever keys of maps.
fn sets(given: &Value, path: &str) -> bool {
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    given.get(name).is_some_and(|value| rest.is_empty() || within(value, rest))
}

fn within(value: &Value, path: &str) -> bool {
    match value {
        Value::Object(entries) => {
            sets(value, path) || entries.values().any(|entry| sets(entry, path))
        }
        Value::Array(items) => items.iter().any(|item| within(item, path)),
        _ => false,
    }
}
