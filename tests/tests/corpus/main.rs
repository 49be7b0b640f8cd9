//! The corpus is complete: nothing in it is forgotten, and it shows every input and every interaction of inputs.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod interactions;
mod passed_on;
mod reads;
mod released;
mod secrets;

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::Path;

use privatelink_corpus_reader::{Corpus, readme};
use serde_yaml_ng::Value as Yaml;

#[test]
fn nothing_in_the_corpus_is_looked_at_by_nobody() {
    if let Err(wrong) = Corpus::all() {
        panic!("{wrong}");
    }
}

#[test]
fn the_pages_say_what_the_data_says() {
    for corpus in Corpus::all().unwrap() {
        let (file, page) = (corpus.folder().join("README.md"), readme(&corpus));
        if fs::read_to_string(&file).unwrap_or_default() == page {
            continue;
        }
        let update = env::var_os("UPDATE_GOLDEN").is_some() && env::var_os("CI").is_none();
        assert!(update, "{} is out of date; accept with UPDATE_GOLDEN=1", file.display());
        fs::write(file, page).unwrap();
    }
}

/// Names of the outputs of a template.
fn outputs_of(file: &Path) -> Vec<String> {
    let template: Yaml = serde_yaml_ng::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let outputs = template.get("Outputs").and_then(Yaml::as_mapping).unwrap();
    outputs.keys().filter_map(Yaml::as_str).map(str::to_owned).collect()
}

/// A test without an account fills in what the surroundings give a real one.
#[test]
fn stand_ins_are_for_what_the_surroundings_provide() {
    for corpus in Corpus::all().unwrap() {
        let of_slots = corpus.slots.iter().map(|slot| format!("surroundings-{slot}.yaml"));
        let files = std::iter::once("surroundings.yaml".to_owned()).chain(of_slots);
        let mut provided: BTreeSet<String> =
            files.flat_map(|file| outputs_of(&corpus.folder().join(file))).collect();
        // Imported beside the template: nothing else can make one.
        provided.insert("CertificateArn".to_owned());
        let cases: Vec<String> =
            corpus.cases.keys().map(|name| corpus.case(name).unwrap().to_string()).collect();
        let cases = cases.join("\n");
        let unknown: Vec<&String> =
            corpus.stand_ins.keys().filter(|name| !provided.contains(*name)).collect();
        assert!(unknown.is_empty(), "{}: not in the surroundings: {unknown:?}", corpus.name);
        let is_used = |name: &&String| cases.contains(&format!("\"${name}\""));
        let unused: Vec<&String> = corpus.stand_ins.keys().filter(|name| !is_used(name)).collect();
        assert!(unused.is_empty(), "{}: in no case: {unused:?}", corpus.name);
        for name in corpus.cases.keys() {
            corpus.filled_case(name).unwrap();
        }
    }
}
