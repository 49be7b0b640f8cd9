//! Inputs that are JSON text of a declared type: read, checked like any object, and used like one.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use privatelink_ir::graph::{each, each_key, node};
use privatelink_ir::{
    Component, Engine, Given, Graph, Json, Kind, Name, Value, check, check_inputs, expr::input,
    specialise,
};
use schemars::JsonSchema;
use serde_json::{Value as Tree, json};
use std::collections::BTreeMap;

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// What a hub hands over.
    hub_json: Json<Hub>,
}

/// What a hub hands over.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Hub {
    /// Its name.
    #[schemars(length(max = 8))]
    name: String,
    /// Its domains.
    domains: BTreeMap<String, Domain>,
}

/// A domain.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Domain {
    /// Its zones.
    zones: BTreeMap<String, String>,
    /// Whether it is open.
    #[schemars(extend("default" = true))]
    open: bool,
    /// Its label.
    #[schemars(length(max = 5))]
    label: Option<String>,
}

fn graph() -> Graph {
    let hub = || input("hubJson");
    let zone = node("zone", Kind("test/zone"))
        .for_each(hub().get("domains"))
        .set(Name("hub"), hub().get("name"))
        .set(Name("domain"), each_key())
        .set(Name("a"), each().get("zones").lookup("a"))
        .set(Name("open"), each().get("open"));
    Graph::new([zone])
}

const SPOKE: Component = Component::new::<Inputs>("Spoke", graph);

fn given(text: &str) -> Vec<(std::sync::Arc<str>, Given)> {
    Given::inputs(&json!({ "hubJson": text }))
}

fn said(text: &str) -> Vec<String> {
    let checked = check_inputs(&SPOKE.model(), &given(text), &Engine::COMPLETE);
    checked.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_in_the_text_decides_and_flows() {
    let model = SPOKE.model();
    assert_eq!(check(&model), []);
    // A newer hub may say more.
    let hub = json!({
        "name": "hub", "version": 2,
        "domains": { "prod": { "zones": { "a": "Z1" }, "colour": "red" }, "test": { "zones": {}, "open": false } },
    });
    let checked = check_inputs(&model, &given(&hub.to_string()), &Engine::COMPLETE);
    assert_eq!(checked.problems, []);
    let built = specialise(&model, &checked.inputs).unwrap();
    let zones: Vec<(String, Tree)> = built
        .resources
        .iter()
        .map(|zone| {
            let values = zone.properties.iter();
            let value = |(name, value): &(Name, _)| match value {
                privatelink_ir::Expr::Literal(value) => (name.0.to_owned(), value.to_json()),
                other => panic!("{other:?}"),
            };
            (zone.address.key.as_deref().unwrap().to_owned(), values.map(value).collect())
        })
        .collect();

    assert_eq!(
        zones,
        [
            ("prod".to_owned(), json!({ "hub": "hub", "domain": "prod", "a": "Z1", "open": true })),
            ("test".to_owned(), json!({ "hub": "hub", "domain": "test", "open": false })),
        ]
    );
}

#[test]
fn problems_have_paths_below_the_input() {
    let hub = json!({
        "name": "a long name",
        "domains": { "prod": { "zones": { "a": 1 }, "open": "yes", "label": "Z23456" }, "test": {} },
    });
    assert_eq!(
        said(&hub.to_string()),
        [
            "`hubJson.domains[\"prod\"].zones[\"a\"]` is the number 1, but has to be text; give it text",
            "`hubJson.domains[\"prod\"].open` is the text `yes`, but has to be true or false; give it true or false",
            "`hubJson.domains[\"test\"].zones` is missing; give it a map",
            "`hubJson.name` has 11 characters, more than the 8 allowed; shorten it to 8 characters or fewer",
            "`hubJson.domains[\"prod\"].label` has 6 characters, more than the 5 allowed; shorten it to 5 characters or fewer",
        ]
    );
    let no_object = "`hubJson` is a list, but has to be an object; give it an object";
    assert_eq!(said("[]"), [no_object]);
    let no_json = "`hubJson` is not JSON; give it JSON text of an object";
    for text in ["", "{", "{\"name\": 1,}", "hub"] {
        assert_eq!(said(text), [no_json], "{text}");
    }
}

#[test]
fn text_that_is_not_known_yet_is_waited_for() {
    let open = vec![("hubJson".into(), Given::Open { known: None, secret: false })];
    let checked = check_inputs(&SPOKE.model(), &open, &Engine::COMPLETE);
    assert_eq!(checked.problems, []);
    let undecided: Vec<String> = checked.undecided.iter().map(ToString::to_string).collect();
    assert_eq!(undecided, ["hubJson"]);
    // Known, although it comes from elsewhere.
    let text = json!({ "name": "hub", "domains": {} }).to_string();
    let open = |known| vec![("hubJson".into(), Given::Open { known: Some(known), secret: false })];
    let checked = check_inputs(&SPOKE.model(), &open(text.as_str().into()), &Engine::COMPLETE);
    assert_eq!(checked.problems, []);
    assert!(checked.undecided.is_empty());
}

#[test]
fn text_stands_where_it_can_be_read() {
    #[derive(JsonSchema)]
    #[schemars(rename_all = "camelCase", deny_unknown_fields)]
    #[expect(dead_code, reason = "read by schemars, never filled")]
    struct Wrong {
        /// Open.
        open: Value<Json<Domain>>,
        /// Fine.
        #[schemars(extend("needs" = "computing"))]
        fine: Option<Value<Json<Domain>>>,
        /// Inside.
        inside: Vec<Json<Domain>>,
    }
    let model = Component::new::<Wrong>("Wrong", Graph::default).model();
    let said: Vec<String> = check(&model)
        .iter()
        .filter(|problem| problem.id == "graph/json")
        .map(|problem| format!("{} {}", problem.path, problem.message))
        .collect();
    assert_eq!(
        said,
        [
            "open is JSON text that an engine could leave open",
            "inside has JSON text inside of another value",
        ]
    );
}
