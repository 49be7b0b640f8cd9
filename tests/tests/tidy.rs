//! Holds the repository against what `ARCHITECTURE.md` promises.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value as Json;

/// Most lines a source file may have.
const MAX_LINES: usize = 400;

/// Folders whose sources ship: the words of AWS belong into the catalog.
const PRODUCT: [&str; 3] = ["schema", "codegen", "provider"];

/// Folders whose sources are read for their size.
const SOURCES: [&str; 4] = ["schema", "codegen", "provider", "tests"];

/// Sources that may use names that look like AWS types, and why.
const ENGINE_WORDS: [(&str, &str); 2] = [
    (
        "codegen/backends/src/cloudformation/",
        "pseudo parameters and metadata of the template language",
    ),
    ("codegen/backends/src/terraform/", "data sources of Region, account and partition"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Paths of all Rust sources below a folder, relative to the root; generated ones are left out.
fn sources(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let path = format!("{folder}/{name}");
            let is_folder = entry.file_type().unwrap().is_dir();
            if is_folder
                && !["generated", "node_modules", "target", ".venv"].contains(&name.as_str())
            {
                open.push(path);
            } else if Path::new(&name).extension().is_some_and(|end| end == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn none_of(found: &[String], rule: &str) {
    assert!(found.is_empty(), "{rule}:\n{}", found.join("\n"));
}

/// Crates by name, with the crates of the workspace that their code uses.
fn dependencies() -> BTreeMap<String, BTreeSet<String>> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let said = cargo.current_dir(root()).output().unwrap();
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    let metadata: Json = serde_json::from_slice(&said.stdout).unwrap();
    let used = |package: &Json| {
        let all = package["dependencies"].as_array().unwrap().iter();
        let own = all.filter(|used| !used["path"].is_null() && used["kind"].is_null());
        own.map(|used| used["name"].as_str().unwrap().to_owned()).collect()
    };
    let packages = metadata["packages"].as_array().unwrap();
    packages
        .iter()
        .map(|package| (package["name"].as_str().unwrap().to_owned(), used(package)))
        .collect()
}

/// The arrows of `ARCHITECTURE.md`.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let text = read("ARCHITECTURE.md");
    let block = text.split("```arrows\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    block
        .lines()
        .map(|line| {
            let (from, to) = line.split_once(" -> ").unwrap();
            (from.to_owned(), to.split_whitespace().map(str::to_owned).collect())
        })
        .collect()
}

#[test]
fn crates_use_each_other_as_the_architecture_says() {
    let arrows = arrows();
    let crates = dependencies();
    let none = BTreeSet::new();
    let mut found = Vec::new();
    for (from, used) in &crates {
        let allowed = arrows.get(from).unwrap_or(&none);
        found.extend(used.difference(allowed).map(|to| format!("{from} -> {to}")));
    }
    none_of(&found, "dependencies that ARCHITECTURE.md does not allow");
    let named = arrows.iter().flat_map(|(from, to)| to.iter().chain([from]));
    let gone: Vec<String> = named.filter(|name| !crates.contains_key(*name)).cloned().collect();
    none_of(&gone, "crates of ARCHITECTURE.md that are not there");
}

#[test]
fn names_of_aws_types_stand_in_the_catalog() {
    let mut found = Vec::new();
    for path in PRODUCT.iter().flat_map(|folder| sources(folder)) {
        if ENGINE_WORDS.iter().any(|(allowed, _)| path.starts_with(allowed)) {
            continue;
        }
        let text = read(&path);
        // Tests at the end of a file may name what they like.
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for (number, line) in code.lines().enumerate() {
            if !line.trim_start().starts_with("//") && names_a_type(line) {
                found.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    none_of(&found, "names of AWS types outside of the catalog");
}

/// Whether a line has a word that begins like a type of Terraform, Pulumi or `CloudFormation`. ARNs begin otherwise.
fn names_a_type(line: &str) -> bool {
    let line = line.replace("arn:aws:", "");
    ["aws_", "aws:", "AWS::"].iter().any(|start| {
        line.match_indices(start).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + start.len()..].chars().next();
            // A key of a policy's condition: `aws:SourceAccount`.
            let is_key = *start == "aws:" && after.is_some_and(char::is_uppercase);
            !is_key && !before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
        })
    })
}

#[test]
fn a_name_of_a_type_is_told_from_other_words() {
    for line in ["\"aws_lb\"", "(AWS::EC2::VPC)", "aws:lb/listener"] {
        assert!(names_a_type(line), "{line}");
    }
    for line in ["privatelink_aws_plugin", "arn:aws:iam::1:root", "laws:", "aws", "aws:SourceArn"] {
        assert!(!names_a_type(line), "{line}");
    }
}

#[test]
fn sources_are_short() {
    let lines = |path: &String| read(path).lines().count();
    let all = SOURCES.iter().flat_map(|folder| sources(folder));
    let long: Vec<String> = all.filter(|path| lines(path) > MAX_LINES).collect();
    none_of(&long, "source files of more than 400 lines");
}

#[test]
fn every_component_file_is_in_the_list() {
    let folder = "schema/components/src/components";
    let list = read(&format!("{folder}/mod.rs"));
    let listed: BTreeSet<String> = list
        .lines()
        .filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    let files: BTreeSet<String> = sources(folder)
        .iter()
        .filter_map(|path| path.rsplit('/').next()?.strip_suffix(".rs"))
        .filter(|name| *name != "mod")
        .map(str::to_owned)
        .collect();
    assert_eq!(listed, files);
    for name in files {
        assert!(list.contains(&format!("{name}::COMPONENT")), "`{name}` is not in `COMPONENTS`");
    }
}

/// A fenced block below `<!-- path -->` is that file, so what a reader copies is what the tests run.
#[test]
fn programs_in_the_readme_are_the_examples() {
    let readme = read("README.md");
    let mut count = 0;
    for block in readme.split("<!-- ").skip(1) {
        let (path, rest) = block.split_once(" -->\n").unwrap();
        let (_, code) = rest.split_once('\n').unwrap();
        let (code, _) = code.split_once("```").unwrap();
        assert_eq!(code, read(path), "README.md differs from {path}");
        count += 1;
    }
    assert!(count >= 5, "the README shows one program per engine");
}

/// Paths of all pages below a folder of the checkout.
fn pages(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().into_string().unwrap());
            if entry.file_type().unwrap().is_dir() && !path.ends_with("node_modules") {
                open.push(path);
            } else if Path::new(&path).extension().is_some_and(|end| end == "md") {
                found.push(path);
            }
        }
    }
    found
}

#[test]
fn links_of_the_examples_lead_somewhere() {
    let mut found = Vec::new();
    for page in pages("examples") {
        let text = read(&page);
        let folder = Path::new(&page).parent().unwrap();
        for link in text.split("](").skip(1) {
            let target = link.split([')', '#']).next().unwrap();
            let is_here = target.contains("://") || root().join(folder).join(target).exists();
            if !is_here {
                found.push(format!("{page}: {target}"));
            }
        }
    }
    none_of(&found, "links to files that are not there");
}
