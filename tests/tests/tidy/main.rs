//! Holds the repository against what `ARCHITECTURE.md` promises.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod aws_words;
mod decisions;
mod docs;
mod gallery;
mod numbers;
mod programs;
mod steps;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use privatelink_components::COMPONENTS;
use serde_json::Value as Json;

/// Most lines a source file may have.
const MAX_LINES: usize = 400;

/// Folders whose sources are read for their size.
const SOURCES: [&str; 4] = ["schema", "codegen", "provider", "tests"];

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
fn sources_are_short() {
    let lines = |path: &String| read(path).lines().count();
    let all = SOURCES.iter().flat_map(|folder| sources(folder));
    let long: Vec<String> = all.filter(|path| lines(path) > MAX_LINES).collect();
    none_of(&long, "source files of more than 400 lines");
}

#[test]
fn every_component_folder_is_in_the_list() {
    let folder = "schema/components/src";
    let list = read(&format!("{folder}/lib.rs"));
    let is_component = |path: &&String| {
        path.ends_with("/mod.rs") && read(path).contains("pub(crate) const COMPONENT:")
    };
    let files = sources(folder);
    let names: BTreeSet<&str> =
        files.iter().filter(is_component).filter_map(|path| path.rsplit('/').nth(1)).collect();
    assert_eq!(names.len(), COMPONENTS.len());
    for name in names {
        assert!(list.contains(&format!("{name}::COMPONENT")), "`{name}` is not in `COMPONENTS`");
    }
    assert!(COMPONENTS.is_sorted_by_key(|component| component.name), "not in the order of names");
}

/// Folders that hold what others wrote, or what a run leaves.
const FOREIGN: [&str; 4] = ["node_modules", "target", "dist", "build"];

/// Paths of all pages of the checkout, relative to the root.
fn pages() -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![String::new()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(root().join(&folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let path = format!("{folder}{name}");
            if entry.file_type().unwrap().is_dir() {
                let is_own = !name.starts_with('.') && !FOREIGN.contains(&name.as_str());
                open.extend(is_own.then(|| format!("{path}/")));
            } else if Path::new(&name).extension().is_some_and(|end| end == "md") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// Lines of a page that are not code.
fn prose(page: &str) -> Vec<&str> {
    let mut is_code = false;
    let mut lines = Vec::new();
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
        } else if !is_code {
            lines.push(line);
        }
    }
    lines
}

/// What `#...` may name on a page: its headings in lower case, with hyphens for spaces and without other signs.
fn anchors(page: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for line in prose(page) {
        let heading = line.trim_start_matches('#');
        if heading.len() == line.len() || !heading.starts_with(' ') {
            continue;
        }
        let letters = heading.trim().to_lowercase();
        let kept = letters.chars().filter(|it| it.is_alphanumeric() || " -_".contains(*it));
        let slug: String = kept.map(|it| if it == ' ' { '-' } else { it }).collect();
        let again = (1..).map(|number| format!("{slug}-{number}"));
        let name = std::iter::once(slug.clone()).chain(again).find(|name| !found.contains(name));
        found.extend(name);
    }
    found
}

/// Links of a page to files and sections of the checkout. Code between backticks is none.
fn links(page: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in prose(page) {
        let text: String = line.split('`').step_by(2).collect::<Vec<_>>().join("`");
        let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        found.extend(targets.filter(|it| !it.contains("://")).map(str::to_owned));
    }
    found
}

#[test]
fn links_lead_somewhere() {
    let mut found = Vec::new();
    for page in pages() {
        let text = read(&page);
        let folder = Path::new(&page).parent().unwrap();
        for link in links(&text) {
            let (file, anchor) = link.split_once('#').unwrap_or((&link, ""));
            let target = if file.is_empty() { PathBuf::from(&page) } else { folder.join(file) };
            let is_there = root().join(&target).exists();
            let leads =
                || anchor.is_empty() || anchors(&read(target.to_str().unwrap())).contains(anchor);
            if !is_there || !leads() {
                found.push(format!("{page}: {link}"));
            }
        }
    }
    none_of(&found, "links to files or sections that are not there");
}

#[test]
fn steps_of_blueprints_begin_at_the_beginning() {
    let mut found = Vec::new();
    let blueprints = pages().into_iter().filter(|page| page.starts_with("examples/blueprints/"));
    for page in blueprints {
        let text = read(&page);
        if !links(&text).contains(&"../../../docs/install.md".to_owned()) {
            found.push(format!("{page} does not say how to install what it needs"));
        }
        let steps = text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
        let mut applied = steps.filter(|block| block.contains("terraform apply"));
        if !applied.all(|block| block.starts_with("terraform init")) {
            found.push(format!("{page} applies before `terraform init`"));
        }
    }
    none_of(&found, "steps that nobody can follow");
}

#[test]
fn links_and_what_they_name_are_told_from_other_text() {
    let page = "# A `b` and C!\n[one](x.md#y) `[no](z.md)` [two](#a-b-and-c)\n```sh\n# [no](q)\n```\n\
                ## Again\n## Again\n#no\n[three](https://example.com)\n";
    assert_eq!(links(page), ["x.md#y", "#a-b-and-c"]);
    assert_eq!(anchors(page).into_iter().collect::<Vec<_>>(), ["a-b-and-c", "again", "again-1"]);
}
