//! What the catalog says that engines call resources is what the backends call them, and no two share a name.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail, and read JSON that they expect"
)]

use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_backends::terraform;
use privatelink_catalog::engines::CLOUDFORMATION;
use privatelink_catalog::identity::{Engine, Identity, Spelled, machinery_ids};
use privatelink_catalog::spelling::{pascal_case, snake_case};
use privatelink_components::COMPONENTS;
use privatelink_ir::{Address, Model, Resource, Specialised, check_inputs, specialise};
use serde_json::Value as Json;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Keys that could make the name of one resource into that of another: what other labels add to this one, and what
/// bridges add to a name, as words and as keys are written.
fn keys(model: &Model, label: &str) -> BTreeSet<String> {
    let own = pascal_case(label);
    let others = model.nodes.iter().map(|node| pascal_case(node.label));
    let kinds = model.nodes.iter().filter_map(|node| privatelink_catalog::find(node.kind));
    let bridges = kinds.filter_map(|kind| kind.cloudformation.bridge()).flat_map(machinery_ids);
    let mut keys: BTreeSet<String> = ["", "x", "https", "8443"].map(str::to_owned).into();
    for name in others.chain(bridges).chain(["PrivateDnsName".to_owned()]) {
        let rest = name.strip_prefix(&own).unwrap_or(&name);
        let snake = snake_case(rest);
        let small = rest.chars().take(1).flat_map(char::to_lowercase).chain(rest.chars().skip(1));
        let small: String = small.collect();
        for end in ["", "X", "Https", "-x", "_x", "x"] {
            for begin in [&small, &snake, &snake.replace('_', "-")] {
                keys.insert(format!("{begin}{end}"));
            }
        }
    }
    keys
}

fn resource(model: &Model, label: &'static str, key: Option<String>) -> Resource {
    Resource {
        address: Address { label, key: key.map(Into::into) },
        kind: model.find_node(label).unwrap().kind,
        slot: "default",
        properties: Vec::new(),
        reads: Vec::new(),
        waits: [].into(),
        limits: Vec::new(),
        set_once: Vec::new(),
        replaced_after: None,
        formerly: Vec::new(),
    }
}

#[test]
fn no_two_resources_of_a_component_share_a_name() {
    for component in COMPONENTS {
        let model = component.model();
        let identity = Identity::new(&model, privatelink_catalog::find);
        let mut names: [BTreeSet<String>; 3] = Default::default();
        let mut insert = |engine: usize, name: String| {
            assert!(names[engine].insert(name.clone()), "`{name}` twice in {}", model.name);
        };
        let mut bridges = BTreeSet::new();
        for node in &model.nodes {
            let kind = privatelink_catalog::find(node.kind).unwrap();
            bridges.extend(kind.cloudformation.bridge());
            let all: Vec<Option<String>> = match &node.for_each {
                Some(_) => keys(&model, node.label).into_iter().map(Some).collect(),
                None => vec![None],
            };
            for key in all {
                let one = resource(&model, node.label, key);
                for engine in [Engine::Terraform("m"), Engine::Pulumi("c"), Engine::CloudFormation]
                {
                    match identity.spelled(&one, engine) {
                        Spelled::Address(address) => insert(0, address),
                        Spelled::Child { name, .. } => insert(1, name),
                        Spelled::Id(id) => insert(2, id),
                        Spelled::Part { .. } | Spelled::Call(_) | Spelled::Nothing(_) => {}
                    }
                }
            }
        }
        bridges.into_iter().flat_map(machinery_ids).for_each(|id| insert(2, id));
    }
}

/// The cases of the corpus that have a template, with what they come to.
fn cases(model: &Model) -> Vec<(Specialised, Json)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let folder = folder.join(snake_case(model.name)).join("cloudformation");
    let entries = fs::read_dir(folder).into_iter().flatten();
    let files = entries.map(|entry| entry.unwrap().path().join("inputs.json"));
    let texts = files.filter_map(|file| fs::read_to_string(file).ok());
    let cases = texts.filter_map(|text| {
        let given = read_inputs(&serde_json::from_str(&text).unwrap());
        let compiled = compile(model, &given, &[Format::Json]).ok()?;
        let checked = check_inputs(model, &given.given, &CLOUDFORMATION);
        let template = serde_json::from_str(&compiled.files.0["template.json"]).unwrap();
        Some((specialise(model, &checked.inputs).unwrap(), template))
    });
    cases.collect()
}

#[test]
fn a_template_has_the_ids_that_the_catalog_says() {
    let mut compared = 0;
    for component in COMPONENTS {
        let model = component.model();
        let identity = Identity::new(&model, privatelink_catalog::find);
        for (specialised, template) in cases(&model) {
            let mut said = BTreeSet::new();
            let mut may_be = BTreeSet::new();
            for one in &specialised.resources {
                let kind = privatelink_catalog::find(one.kind).unwrap();
                match identity.spelled(one, Engine::CloudFormation) {
                    Spelled::Id(id) | Spelled::Part { of: id, .. } => {
                        said.insert(id);
                    }
                    Spelled::Nothing(_) => {}
                    other => panic!("{other:?}"),
                }
                may_be.extend(kind.cloudformation.bridge().into_iter().flat_map(machinery_ids));
            }
            let resources = template["Resources"].as_object().unwrap();
            let ids: BTreeSet<String> = resources.keys().cloned().collect();
            let missing: Vec<_> = said.difference(&ids).collect();
            let more: Vec<_> = ids.difference(&said).filter(|id| !may_be.contains(*id)).collect();
            assert!(missing.is_empty() && more.is_empty(), "{missing:?} {more:?}");
            compared += 1;
        }
    }
    assert!(compared > 0, "no case has a template");
}

#[test]
fn a_part_is_in_the_resource_that_the_catalog_says() {
    let mut seen = BTreeSet::new();
    for component in COMPONENTS {
        let model = component.model();
        let identity = Identity::new(&model, privatelink_catalog::find);
        for (specialised, template) in cases(&model) {
            for one in &specialised.resources {
                if let Spelled::Part { of, property } =
                    identity.spelled(one, Engine::CloudFormation)
                {
                    let there = &template["Resources"][&of]["Properties"][property];
                    assert!(!there.is_null(), "`{of}` has no `{property}`");
                    seen.insert(one.kind.0);
                }
            }
        }
    }
    assert!(seen.len() >= 3, "{seen:?}");
}

#[test]
fn a_module_has_the_addresses_that_the_catalog_says() {
    for component in COMPONENTS {
        let model = component.model();
        let identity = Identity::new(&model, privatelink_catalog::find);
        let main = &terraform::compile(&model).unwrap().0["main.tf"];
        for node in &model.nodes {
            let key = node.for_each.as_ref().map(|_| "key".to_owned());
            let one = resource(&model, node.label, key);
            let Spelled::Address(address) = identity.spelled(&one, Engine::Terraform("m")) else {
                panic!("no address");
            };
            let path = address.strip_prefix("module.m.").unwrap();
            let (word, path) = match path.strip_prefix("data.") {
                Some(rest) => ("data", rest),
                None => ("resource", path),
            };
            let (path, instance) = path.split_once('[').unwrap_or((path, ""));
            let (ty, label) = path.split_once('.').unwrap();
            let start = main.find(&format!("{word} \"{ty}\" \"{label}\" {{\n")).unwrap();
            let block = main[start..].split("\n}\n").next().unwrap();
            assert_eq!(block.contains("\n  count "), instance == "0]", "{address}");
            assert_eq!(block.contains("\n  for_each "), instance == "\"key\"]", "{address}");
        }
    }
}
