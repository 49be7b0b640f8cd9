//! What nodes were in earlier releases: each resource of then is one of today at most.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use privatelink_ir::expr::input;
use privatelink_ir::graph::node;
use privatelink_ir::{
    Address, Component, Engine, Former, Given, Graph, Instance, Kind, Model, Node, Was, check,
    check_inputs, specialise,
};
use schemars::JsonSchema;
use serde_json::json;
use std::sync::Arc;

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Names of rooms.
    names: Vec<String>,
    /// Whether there is a cellar.
    #[schemars(extend("default" = false))]
    cellar: bool,
}

const ROOM: Kind = Kind("test/room");
const HALL: Kind = Kind("test/hall");

fn model(nodes: impl IntoIterator<Item = Node>) -> Model {
    let empty = Component::new::<Inputs>("House", Graph::default).model();
    Model { nodes: nodes.into_iter().collect(), ..empty }
}

fn rooms(was: Was) -> Node {
    node("room", ROOM).for_each(input("names")).formerly(was)
}

fn was() -> Was {
    Was::default()
}

fn address(label: &'static str, key: Option<&str>) -> Address {
    Address { label, key: key.map(Arc::from) }
}

/// What each resource was, with rooms `a` and `b`.
fn formerly(nodes: impl IntoIterator<Item = Node>) -> Vec<(Address, Vec<Former>)> {
    let model = model(nodes);
    assert_eq!(check(&model), []);
    let given = Given::inputs(&json!({ "names": ["a", "b"] }));
    let checked = check_inputs(&model, &given, &Engine::COMPLETE);
    let all = specialise(&model, &checked.inputs).unwrap().resources;
    all.into_iter().map(|resource| (resource.address, resource.formerly)).collect()
}

#[test]
fn labels_kinds_and_single_instances_have_a_past() {
    let former = |label, key, kind| Former { address: address(label, key), kind };
    let chamber = |key| vec![former("chamber", Some(key), HALL)];
    assert_eq!(
        formerly([rooms(was().label("chamber").kind(HALL))]),
        [(address("room", Some("a")), chamber("a")), (address("room", Some("b")), chamber("b"))]
    );
    let single = was().instance(Instance::Only, Instance::Key("a"));
    assert_eq!(
        formerly([rooms(single)]),
        [
            (address("room", Some("a")), vec![former("room", None, ROOM)]),
            (address("room", Some("b")), Vec::new())
        ]
    );
    let twice = node("house", HALL).formerly(was().label("hut")).formerly(was().label("tent"));
    let past = vec![former("hut", None, HALL), former("tent", None, HALL)];
    assert_eq!(formerly([twice]), [(address("house", None), past)]);
}

#[test]
fn what_is_there_today_is_nothing_of_the_past() {
    let renamed = was().instance(Instance::Key("b"), Instance::Key("a"));
    let none = [(address("room", Some("a")), Vec::new()), (address("room", Some("b")), Vec::new())];
    assert_eq!(formerly([rooms(renamed)]), none);
}

#[test]
fn a_past_that_engines_cannot_follow_is_refused() {
    let said = |nodes: Vec<Node>| -> Vec<String> {
        let problems = check(&model(nodes));
        problems.into_iter().map(|problem| format!("{} {}", problem.id, problem)).collect()
    };
    let refused = |nodes: Vec<Node>, message: &str| {
        let said = said(nodes);
        assert!(said.len() == 1 && said[0].starts_with("graph/formerly"), "{said:?}");
        assert!(said[0].contains(message), "{said:?}");
    };
    for nothing in [was(), was().label("room"), was().kind(ROOM)] {
        refused(vec![rooms(nothing)], "was what it is");
    }
    let key = Instance::Key("a");
    refused(vec![rooms(was().instance(key, key))], "was what it is");
    refused(vec![rooms(was().label("hall")), node("hall", HALL)], "which is another node now");
    let both = |label| node(label, HALL).formerly(was().label("hut"));
    refused(vec![both("hall"), both("cellar")], "as something else says too");
    let from = |now| was().instance(Instance::Key("z"), now);
    for now in [Instance::Only, Instance::Conditional] {
        refused(vec![rooms(from(now))], "has none like that");
    }
    let hall = |now| node("hall", HALL).formerly(from(now));
    refused(vec![hall(key)], "has none like that");
    refused(vec![hall(Instance::Conditional)], "has none like that");
    refused(vec![hall(Instance::Only).only_if(input("cellar"))], "has none like that");
    assert_eq!(said(vec![hall(Instance::Conditional).only_if(input("cellar"))]), [""; 0]);
    assert_eq!(said(vec![hall(Instance::Only), rooms(from(key))]), [""; 0]);
}
