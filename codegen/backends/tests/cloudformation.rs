//! Templates of every case in the corpus equal the committed ones, in JSON and YAML alike.
//!
//! A case is compiled with a stand-in for each id of its surroundings, and its template is committed as YAML. The sets in
//! `cloudformation` leave values out, which become parameters, and are committed in both forms; some are published as
//! examples. What has no template has the reason in its `problems.txt`, and has to be one of the cases that
//! `CloudFormation` does not deploy.
//!
//! `UPDATE_GOLDEN=1 cargo test -p privatelink-backends --test cloudformation` accepts what has changed.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests may fail")]

use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_corpus_reader::Corpus;
use privatelink_ir::{Problem, Severity};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// What a golden holds besides templates: what is wrong with the inputs, and what a template leaves out.
const PROBLEMS: &str = "problems.txt";

#[test]
fn templates_of_cases_equal_the_committed_ones() {
    let mut failures = Vec::new();
    for corpus in Corpus::all().unwrap() {
        let folder = corpus.folder().join("templates");
        for (name, case) in &corpus.cases {
            let compiled = Compiled::of(&corpus, &corpus.filled_case(name).unwrap());
            if case.has_template() != compiled.is_template {
                let problems = &compiled.problems;
                let wanted = if case.has_template() { "a" } else { "no" };
                failures.push(format!(
                    "{}: {name} should have {wanted} template\n{problems}",
                    corpus.name
                ));
            }
            compiled.compare(&folder.join(name), &[".yaml"], &mut failures);
        }
        only(&folder, corpus.cases.keys(), &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn templates_with_parameters_equal_the_committed_ones() {
    let mut failures = Vec::new();
    for corpus in Corpus::all().unwrap() {
        let published = root().join("sdks/cloudformation").join(corpus.component.name);
        for (name, set) in &corpus.templates {
            let compiled = Compiled::of(&corpus, &corpus.template_inputs(name).unwrap());
            let folder = corpus.folder().join("cloudformation").join(name);
            compiled.compare(&folder, &[".json", ".yaml"], &mut failures);
            if let Some(folder) = &set.published {
                assert!(compiled.is_template, "{name} is published, but has no template");
                compiled.compare_templates(
                    &published.join(folder),
                    &[".json", ".yaml"],
                    &mut failures,
                );
            }
        }
        let folders = corpus.templates.values().filter_map(|set| set.published.as_ref());
        only(&published, folders, &mut failures);
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What some inputs become.
struct Compiled {
    is_template: bool,
    /// Texts by the names of their files.
    templates: BTreeMap<String, String>,
    /// One line each.
    problems: String,
}

impl Compiled {
    fn of(corpus: &Corpus, inputs: &Json) -> Self {
        let formats = [Format::Json, Format::Yaml];
        match compile(&corpus.component.model(), &read_inputs(inputs), &formats) {
            Ok(compiled) => {
                let templates = compiled.files.0;
                assert!(!templates.is_empty(), "neither a template nor a problem");
                same_in_both_forms(&templates);
                let problems = compiled.warnings.iter().map(shown).collect();
                Self { is_template: true, templates, problems }
            }
            Err(problems) => {
                let problems = problems.iter().map(shown).collect();
                Self { is_template: false, templates: BTreeMap::new(), problems }
            }
        }
    }

    /// Compares the problems and the templates in these forms.
    fn compare(&self, folder: &Path, forms: &[&str], failures: &mut Vec<String>) {
        compare(&folder.join(PROBLEMS), &self.problems, failures);
        self.compare_templates(folder, forms, failures);
    }

    /// Compares the templates in these forms; no others may be there.
    fn compare_templates(&self, folder: &Path, forms: &[&str], failures: &mut Vec<String>) {
        let is_wanted = |name: &str| forms.iter().any(|form| name.ends_with(form));
        let wanted = self.templates.iter().filter(|(name, _)| is_wanted(name));
        let mut texts: BTreeMap<&str, &str> =
            wanted.map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let committed = entries(folder);
        for name in &committed {
            if name.starts_with("template") {
                texts.entry(name).or_default();
            }
        }
        for (name, text) in texts {
            compare(&folder.join(name), text, failures);
        }
    }
}

/// Each template is there twice, and says the same.
fn same_in_both_forms(templates: &BTreeMap<String, String>) {
    for (name, json) in templates {
        let Some(stem) = name.strip_suffix(".json") else { continue };
        let yaml = &templates[&format!("{stem}.yaml")];
        assert_eq!(from_yaml(yaml), serde_json::from_str::<Json>(json).unwrap(), "{name}");
    }
}

/// Succeeds if a folder has nothing but these.
fn only<'a>(folder: &Path, names: impl Iterator<Item = &'a String>, failures: &mut Vec<String>) {
    let names: BTreeSet<&String> = names.collect();
    let found = entries(folder);
    let strange = found.iter().filter(|name| !names.contains(name));
    failures.extend(strange.map(|name| format!("`{}/{name}` is of no case", folder.display())));
}

/// Names of what is in a folder.
fn entries(folder: &Path) -> Vec<String> {
    let found = fs::read_dir(folder).into_iter().flatten();
    found.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The problem as the command line shows it.
fn shown(problem: &Problem) -> String {
    let severity = match problem.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    };
    format!("{severity}[{}]: {problem}\n", problem.id)
}

/// A file that has to hold this text, or not be there if the text is empty.
fn compare(file: &Path, text: &str, failures: &mut Vec<String>) {
    let committed = fs::read_to_string(file).unwrap_or_default();
    if committed == text {
        return;
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() && std::env::var_os("CI").is_none() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        if text.is_empty() {
            fs::remove_file(file).unwrap();
        } else {
            fs::write(file, text).unwrap();
        }
        return;
    }
    let diff = similar::TextDiff::from_lines(committed.as_str(), text).unified_diff().to_string();
    failures.push(format!("{}\n{diff}\naccept with UPDATE_GOLDEN=1", file.display()));
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Reads YAML the way `CloudFormation` does: a tag is an intrinsic function.
fn from_yaml(text: &str) -> Json {
    untagged(serde_yaml_ng::from_str(text).unwrap())
}

fn untagged(value: serde_yaml_ng::Value) -> Json {
    use serde_yaml_ng::Value as Yaml;
    match value {
        Yaml::Tagged(tagged) => {
            let short = tagged.tag.to_string().trim_start_matches('!').to_owned();
            let argument = untagged(tagged.value);
            let (name, argument) = match (short.as_str(), argument) {
                ("Ref", argument) => (short, argument),
                ("GetAtt", Json::String(path)) => {
                    let (resource, attribute) = path.split_once('.').unwrap();
                    ("Fn::GetAtt".to_owned(), serde_json::json!([resource, attribute]))
                }
                (_, argument) => (format!("Fn::{short}"), argument),
            };
            Json::Object([(name, argument)].into_iter().collect())
        }
        Yaml::Mapping(entries) => entries
            .into_iter()
            .map(|(key, value)| (key.as_str().unwrap().to_owned(), untagged(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Yaml::Sequence(items) => items.into_iter().map(untagged).collect(),
        Yaml::String(text) => text.into(),
        Yaml::Bool(value) => value.into(),
        Yaml::Number(number) => serde_json::to_value(number).unwrap(),
        Yaml::Null => Json::Null,
    }
}
