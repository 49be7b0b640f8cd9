//! Templates of every case in the corpus equal the committed ones, in JSON and YAML alike.
//!
//! `UPDATE_GOLDEN=1 cargo test -p privatelink-backends --test cloudformation` accepts what has changed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests may fail")]

use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Problem, Severity};
use serde_json::Value as Json;
use std::fs;
use std::path::{Path, PathBuf};

/// Cases that are examples too, and their folders below `sdks/cloudformation/<component>`.
const PUBLISHED: [(&str, &str); 4] = [
    ("alb", "alb"),
    ("tls_instances", "tls"),
    ("ip_targets", "ip-targets"),
    ("existing_load_balancers", "existing-nlb"),
];

#[test]
fn templates_equal_the_committed_ones() {
    let mut failures = Vec::new();
    let mut count = 0;
    for component in privatelink_components::COMPONENTS {
        let name = snake_case(component.name);
        let cases = root().join("tests/corpus").join(name).join("cloudformation");
        for case in folders(&cases) {
            count += 1;
            let inputs = fs::read_to_string(case.join("inputs.json")).unwrap();
            let inputs: Json = serde_json::from_str(&inputs).unwrap();
            let given = read_inputs(&inputs);
            let formats = [Format::Json, Format::Yaml];
            let (files, problems) = match compile(&component.model(), &given, &formats) {
                Ok(compiled) => (compiled.files.0, compiled.warnings),
                Err(problems) => (std::collections::BTreeMap::new(), problems),
            };
            let problems: String = problems.iter().map(shown).collect();
            compare(&case.join("problems.txt"), &problems, &mut failures);
            let published =
                PUBLISHED.iter().find(|(known, _)| case.ends_with(known)).map(|(_, folder)| {
                    root().join("sdks/cloudformation").join(component.name).join(folder)
                });
            for name in ["template.json", "template.yaml"] {
                let text = files.get(name).map(String::as_str).unwrap_or_default();
                compare(&case.join(name), text, &mut failures);
                if let Some(folder) = &published {
                    compare(&folder.join(name), text, &mut failures);
                }
            }
            if let (Some(json), Some(yaml)) =
                (files.get("template.json"), files.get("template.yaml"))
            {
                assert_eq!(
                    from_yaml(yaml),
                    serde_json::from_str::<Json>(json).unwrap(),
                    "{}",
                    case.display()
                );
            }
        }
    }
    assert!(count > 0, "no cases found");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
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

fn folders(path: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = fs::read_dir(path)
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("inputs.json").is_file())
        .collect();
    all.sort();
    all
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
