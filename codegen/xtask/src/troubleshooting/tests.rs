//! The troubleshooting page has everything that a user can meet.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use privatelink_ir::{Component, Model};

use super::{DATA, Troubleshooting, compile, entries, read};

/// Where problems about any component come from: files and folders below the root.
const SOURCES: [&str; 7] = [
    "schema/ir/src/check_inputs.rs",
    "schema/ir/src/check_inputs",
    "schema/ir/src/constraints.rs",
    "codegen/backends/src/cloudformation",
    "codegen/cli/src",
    "codegen/cost/src",
    "provider/src",
];

/// Faults of a component or of this program, which no input causes, and why they are left out.
const NOT_FOR_USERS: [(&str, &str); 5] = [
    ("cloudformation/circular", "a component whose resources need each other"),
    ("cloudformation/guide", "the layout of `stacks.md`"),
    ("cloudformation/no-bridge", "a bridge that the catalog lacks"),
    ("cloudformation/no-order", "a component whose slots need each other"),
    ("cloudformation/no-owner", "a component whose parts are in different templates"),
];

fn models() -> Vec<Model> {
    privatelink_components::COMPONENTS.iter().map(Component::model).collect()
}

fn data() -> Troubleshooting {
    read(DATA).unwrap()
}

#[test]
fn every_rule_is_on_the_page() {
    let models = models();
    let page = compile(DATA, &models).unwrap();
    for model in &models {
        for rule in model.rules.iter().filter(|rule| !rule.from_type) {
            assert!(page.contains(&format!("\n### `{}`\n", rule.id)), "{}", rule.id);
        }
    }
    for (id, entry) in entries(&models) {
        for (message, help, _) in entry.cases {
            let is_there = |end| page.contains(&format!("{message}{end} **Fix:** {help}."));
            assert!(is_there(".") || is_there(""), "{id}: {message}");
        }
    }
}

#[test]
fn rules_that_find_a_symptom_exist() {
    let known = entries(&models());
    for symptom in data().symptom {
        for id in &symptom.rules {
            assert!(known.contains_key(id), "{}: there is no rule `{id}`", symptom.title);
        }
        assert!(!symptom.sources.is_empty(), "{}: nobody says so", symptom.title);
        let secure = |url: &str| url.starts_with("https://");
        assert!(symptom.sources.iter().all(|source| secure(&source.url)), "{}", symptom.title);
    }
}

#[test]
fn rules_of_types_are_described() {
    let described: BTreeSet<String> = data().problem.into_iter().map(|it| it.id).collect();
    for model in models() {
        for rule in model.rules.iter().filter(|rule| rule.from_type) {
            assert!(described.contains(&rule.id), "`{}` is not in troubleshooting.toml", rule.id);
        }
    }
}

#[test]
fn every_problem_that_a_tool_prints_is_described() {
    let described: BTreeSet<String> = data().problem.into_iter().map(|it| it.id).collect();
    let left_out: BTreeSet<String> = NOT_FOR_USERS.iter().map(|(id, _)| (*id).to_owned()).collect();
    let mut printed = BTreeSet::new();
    for source in SOURCES {
        collect(&root().join(source), &mut printed);
    }
    let known: BTreeSet<String> = described.union(&left_out).cloned().collect();
    let missing: Vec<&String> = printed.difference(&known).collect();
    assert!(missing.is_empty(), "not in troubleshooting.toml: {missing:?}");
    let gone: Vec<&String> = known.difference(&printed).collect();
    assert!(gone.is_empty(), "described, but no tool prints it: {gone:?}");
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Ids of problems in a source, or in all sources of a folder; those of tests are none.
fn collect(path: &Path, ids: &mut BTreeSet<String>) {
    if path.is_dir() {
        for entry in fs::read_dir(path).unwrap() {
            collect(&entry.unwrap().path(), ids);
        }
        return;
    }
    let is_test = path.iter().any(|part| part == "tests" || part == "tests.rs");
    if is_test || path.extension().is_none_or(|end| end != "rs") {
        return;
    }
    let text = fs::read_to_string(path).unwrap();
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
    ids.extend(code.split('"').filter(|text| is_id(text)).map(str::to_owned));
}

/// Whether a text is the id of a problem: an area and a phrase.
fn is_id(text: &str) -> bool {
    const AREAS: [&str; 11] = [
        "input",
        "catalogue",
        "cloudformation",
        "component",
        "cost",
        "file",
        "files",
        "inputs",
        "output",
        "parts",
        "region",
    ];
    text.split_once('/').is_some_and(|(area, phrase)| {
        let is_phrase = phrase.chars().all(|it| it.is_ascii_lowercase() || it == '-');
        AREAS.contains(&area) && !phrase.is_empty() && is_phrase
    })
}

#[test]
fn an_id_is_told_from_other_texts() {
    assert!(is_id("input/unknown"));
    for text in ["input/", "input", "zones/unsupported", "file/Form", "inputs/minimal.json"] {
        assert!(!is_id(text), "{text}");
    }
}
