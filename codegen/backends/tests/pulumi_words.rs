//! What users of the Pulumi package read: words about Pulumi, and something about every word that they may choose.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use privatelink_backends::pulumi_schema;
use privatelink_components::COMPONENTS;
use privatelink_ir::{Component, Model};
use serde_json::Value as Json;

fn schema() -> Json {
    let models: Vec<Model> = COMPONENTS.iter().map(Component::model).collect();
    pulumi_schema::compile(&models).unwrap()
}

/// Every description below a place, with where it is.
fn descriptions(tree: &Json, place: &str, found: &mut Vec<(String, String)>) {
    match tree {
        Json::Object(fields) => {
            for (name, value) in fields {
                let place = format!("{place}/{name}");
                match value.as_str().filter(|_| name == "description") {
                    Some(text) => found.push((place, text.to_owned())),
                    None => descriptions(value, &place, found),
                }
            }
        }
        Json::Array(items) => items.iter().for_each(|item| descriptions(item, place, found)),
        _ => {}
    }
}

#[test]
fn descriptions_speak_of_no_other_engine() {
    let mut found = Vec::new();
    descriptions(&schema(), "", &mut found);
    assert!(found.len() > 500, "{} descriptions", found.len());
    for (place, text) in found {
        let names_another = ["Terraform", "CloudFormation"].iter().any(|name| text.contains(name));
        assert!(
            !names_another,
            "{place} is written for several engines; say in `pulumi_schema/words.rs` what is left for Pulumi: {text}"
        );
    }
}

#[test]
fn every_word_of_an_enumeration_is_described() {
    for (token, ty) in schema()["types"].as_object().unwrap() {
        for word in ty.get("enum").and_then(Json::as_array).into_iter().flatten() {
            assert!(word["description"].is_string(), "{token}: {} says nothing", word["value"]);
        }
    }
}
