//! What readers type fits what they read: variables, parameters and lists of the guides are those of the programs.

use std::collections::BTreeSet;

use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_catalog::services::BUNDLES;
use privatelink_components::COMPONENTS;
use serde_json::Value as Json;

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
    for (page, text) in guides() {
        for step in steps(&text).into_iter().filter(|step| step.contains("--parameter-overrides")) {
            let mut words = step.split_whitespace().skip_while(|word| *word != "compile").skip(1);
            let component = words.next().unwrap();
            let file = words.skip_while(|word| *word != "--inputs").nth(1).unwrap();
            let needed = parameters(component, file);
            let given = names(step.split("--parameter-overrides").nth(1).unwrap());
            if given != needed {
                wrong.push(format!("{page}: {given:?} instead of {needed:?}"));
            }
            count += 1;
        }
    }
    none_of(&wrong, "parameters that a template does not have, or that are missing");
    assert!(count >= 3, "the guides deploy a template each");
}

/// Parameters without a default of the template for these inputs.
fn parameters(component: &str, file: &str) -> BTreeSet<String> {
    let component = COMPONENTS.iter().find(|known| known.name == component).unwrap();
    let inputs: Json = serde_yaml_ng::from_str(&read(file)).unwrap();
    let compiled = compile(&component.model(), &read_inputs(&inputs), &[Format::Json]).unwrap();
    let text = compiled.files.0.values().next().unwrap();
    let template: Json = serde_json::from_str(text).unwrap();
    let all = template["Parameters"].as_object().unwrap().iter();
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
