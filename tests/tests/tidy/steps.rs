//! What readers type fits what they read: variables, parameters and lists of the guides are those of the programs.

use std::collections::{BTreeMap, BTreeSet};

use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_catalog::services::BUNDLES;
use privatelink_components::COMPONENTS;
use serde_json::Value as Json;
use serde_yaml_ng::Value as Yaml;

use crate::docs::programs;
use crate::{none_of, pages, read};

/// The guides with their text, commands in one line each.
fn guides() -> Vec<(String, String)> {
    let guides = pages().into_iter().filter(|page| page.starts_with("docs/how-to/"));
    guides.map(|page| (page.clone(), read(&page).replace("\\\n", " "))).collect()
}

/// The shell blocks of a page.
fn steps(text: &str) -> Vec<&str> {
    text.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// The word behind another one.
fn after<'line>(line: &'line str, word: &str) -> Option<&'line str> {
    line.split_whitespace().skip_while(|found| *found != word).nth(1)
}

/// What comes before `=` in the words behind an option.
fn names(line: &str) -> BTreeSet<String> {
    let words = line.split_whitespace();
    words.filter_map(|word| Some(word.split_once('=')?.0.trim_matches('\'').to_owned())).collect()
}

#[test]
fn every_variable_of_terraform_is_given() {
    let mut wrong = Vec::new();
    for (page, text) in guides() {
        for step in steps(&text).into_iter().filter(|step| step.contains("terraform apply")) {
            let before = text.split(step).next().unwrap();
            let shown = programs(&page, before);
            let whole = shown
                .iter()
                .rfind(|it| it.path.starts_with("examples/terraform/") && !it.is_part)
                .unwrap();
            let blocks = whole.code.split("\nvariable \"").skip(1);
            let blocks: Vec<(&str, &str)> =
                blocks.map(|block| block.split_once('"').unwrap()).collect();
            let needed = blocks
                .iter()
                .filter(|(_, rest)| !rest.split("\n}").next().unwrap().contains("default"));
            let needed: BTreeSet<String> = needed.map(|(name, _)| (*name).to_owned()).collect();
            let options = step.split("-var ").skip(1).filter_map(|rest| rest.split_once('='));
            let given: BTreeSet<String> =
                options.map(|(name, _)| name.trim_matches('\'').to_owned()).collect();
            if given != needed {
                wrong.push(format!("{page}: {given:?} instead of {needed:?}"));
            }
        }
    }
    none_of(&wrong, "variables that a program does not have, or that are missing");
}

#[test]
fn every_parameter_of_a_template_is_given() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    let is_beside = |page: &String| page.starts_with("examples/cloudformation/");
    let beside = pages().into_iter().filter(is_beside).map(|page| {
        let text = read(&page).replace("\\\n", " ");
        (page, text)
    });
    for (page, text) in guides().into_iter().chain(beside) {
        // Guides are followed in the root folder, a page beside templates in its own.
        let folder = if is_beside(&page) { page.rsplit_once('/').unwrap().0 } else { "." };
        let steps = steps(&text);
        let lines = || steps.iter().flat_map(|step| step.lines());
        let compiled: BTreeMap<&str, (&str, &str)> = lines()
            .filter_map(|line| {
                Some((after(line, "--out")?, (after(line, "compile")?, after(line, "--inputs")?)))
            })
            .collect();
        let is_deployment =
            |line: &&str| line.contains("--parameter-overrides") && !line.starts_with("deploy ");
        for line in lines().filter(is_deployment) {
            let template = after(line, "--template-file").unwrap();
            let made =
                template.rsplit_once('/').and_then(|(out, file)| Some((compiled.get(out)?, file)));
            let needed = match made {
                Some(((component, inputs), file)) => {
                    parameters(component, &format!("{folder}/{inputs}"), file)
                }
                None => written(&format!("{folder}/{template}")),
            };
            let given = names(line.split("--parameter-overrides").nth(1).unwrap());
            if given != needed {
                wrong.push(format!("{page}: {given:?} instead of {needed:?}"));
            }
            count += 1;
        }
    }
    none_of(&wrong, "parameters that a template does not have, or that are missing");
    assert!(count >= 3, "the guides deploy a template each");
}

/// A page beside templates that name others deploys them by a function: `deploy STACK TEMPLATE`.
#[test]
fn every_parameter_of_a_system_is_given() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for page in pages().into_iter().filter(|page| page.starts_with("examples/cloudformation/")) {
        let folder = page.rsplit_once('/').unwrap().0;
        let text = read(&page).replace("\\\n", " ");
        let lines = steps(&text).into_iter().flat_map(str::lines);
        for line in lines.filter(|line| line.starts_with("deploy ")) {
            let file = format!("{folder}/{}", line.split_whitespace().nth(2).unwrap());
            let template: Yaml = serde_yaml_ng::from_str(&read(&file)).unwrap();
            let all = serde_json::to_value(&template["Parameters"]).unwrap();
            let needed = without_default(&all);
            let given = line.split("--parameter-overrides").nth(1).map(names).unwrap_or_default();
            let is_known = given.iter().all(|name| all.get(name).is_some());
            if !is_known || !needed.is_subset(&given) {
                wrong.push(format!("{page}: {given:?}, but {file} needs {needed:?}"));
            }
            count += 1;
        }
    }
    none_of(&wrong, "parameters that a template does not have, or that are missing");
    assert!(count >= 8, "four blueprints with a stack on each side");
}

/// Parameters without a default of a template for these inputs, by its name in YAML.
fn parameters(component: &str, file: &str, template: &str) -> BTreeSet<String> {
    let component = COMPONENTS.iter().find(|known| known.name == component).unwrap();
    let inputs: Json = serde_yaml_ng::from_str(&read(file)).unwrap();
    let compiled = compile(&component.model(), &read_inputs(&inputs), &[Format::Json]).unwrap();
    let text = &compiled.files.0[&template.replace(".yaml", ".json")];
    let template: Json = serde_json::from_str(text).unwrap();
    without_default(&template["Parameters"])
}

/// Parameters without a default of a template that is written by hand; JSON has no word for its tags, such as `!Ref`.
fn written(file: &str) -> BTreeSet<String> {
    let template: Yaml = serde_yaml_ng::from_str(&read(file)).unwrap();
    without_default(&serde_json::to_value(&template["Parameters"]).unwrap())
}

fn without_default(parameters: &Json) -> BTreeSet<String> {
    let all = parameters.as_object().unwrap().iter();
    all.filter(|(_, it)| it["Default"].is_null()).map(|(name, _)| name.clone()).collect()
}

#[test]
fn bundles_of_the_guide_are_those_of_the_catalog() {
    let guide = read("docs/how-to/aws-services-without-nat.md");
    let list =
        |names: &[&str]| names.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(", ");
    for bundle in BUNDLES {
        let (services, gateway) = (list(bundle.interface), list(bundle.gateway));
        let row = format!("| `{}` | {services} | {gateway} |\n", bundle.name);
        assert!(guide.contains(&row), "not in the guide: {row}");
    }
    assert_eq!(guide.matches("\n| `").count(), BUNDLES.len(), "bundles that are not there");
}
