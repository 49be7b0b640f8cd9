//! What is known late: objects that are values, loops over them, named values over both.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use privatelink_ir::expr::{for_list, input, list, local, object, value, zip};
use privatelink_ir::graph::node;
use privatelink_ir::{
    Capability, Component, Engine, Expr, Given, Graph, Kind, Lack, Name, Stage, Value, check,
    check_inputs, specialise,
};
use schemars::JsonSchema;
use serde_json::{Value as Json, json};
use std::sync::Arc;

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// What was handed over.
    #[schemars(extend("needs" = "computing"))]
    parcel: Option<Value<Parcel>>,
    /// Which entry of the table.
    #[schemars(extend("default" = "small"))]
    size: String,
}

/// Something handed over.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Parcel {
    /// Ports.
    #[schemars(extend("default" = []))]
    ports: Value<Vec<u32>>,
}

fn graph() -> Graph {
    let ports = || input("parcel").get("ports");
    let text = |port: Expr| privatelink_ir::expr::text(["port ".into(), port]);
    let gate = node("gate", Kind("test/gate"))
        .set(Name("ports"), for_list("port", ports(), object([("number", value("port"))])))
        .set(Name("height"), local("entry").get("height"))
        .set(Name("first"), for_list("port", ports(), text(value("port"))).find("port 8.*"))
        .set(Name("names"), zip(list(["a".into()]), list([local("entry").get("height")])));
    Graph::new([gate])
        .local("sizes", Expr::from(json!({ "small": { "height": 1 }, "tall": { "height": 9 } })))
        .local("entry", local("sizes").lookup(input("size")))
}

const PORT: Component = Component::new::<Inputs>("Port", graph);

fn gate(inputs: &[(Arc<str>, Given)], engine: &Engine) -> Vec<(Name, Expr)> {
    let checked = check_inputs(&PORT.model(), inputs, engine);
    assert_eq!(checked.problems, []);
    specialise(&PORT.model(), &checked.inputs).unwrap().resources.remove(0).properties
}

fn parcel(given: Given) -> Vec<(Arc<str>, Given)> {
    vec![("parcel".into(), given)]
}

fn constant(properties: &[(Name, Expr)], name: &str) -> Json {
    match properties.iter().find(|(known, _)| known.0 == name) {
        Some((_, Expr::Literal(value))) => value.to_json(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_optional_object_can_be_a_value() {
    assert_eq!(check(&PORT.model()), []);
    assert_eq!(PORT.model().find_input("parcel").unwrap().stage, Stage::Value);
}

#[test]
fn named_values_and_tables_are_computed_away() {
    let tall = ("size".into(), Given::from(&json!("tall")));
    let properties = gate(&[tall], &Engine::COMPLETE);
    assert_eq!(constant(&properties, "height"), json!(9));
    assert_eq!(constant(&properties, "names"), json!({ "a": 9 }));
    assert_eq!(constant(&properties, "ports"), json!([]));
}

#[test]
fn a_loop_over_what_is_not_known_yet_waits_for_it() {
    let open = Given::Open { known: None, secret: false };
    let properties = gate(&parcel(open), &Engine::COMPLETE);
    let Some((_, Expr::For(ports))) = properties.first() else { panic!("{properties:?}") };
    assert!(matches!(&ports.over, Expr::Hole(path) if path.to_string() == "parcel.ports"));
}

#[test]
fn an_engine_that_cannot_compute_gets_one_value() {
    const LACK: Lack = Lack { capability: Capability("computing"), reason: "", instead: "" };
    let lacking = Engine { leaves_open: true, lacks: &[LACK], ..Engine::COMPLETE };
    let given = || Given::from(&json!({ "ports": [80, 8080] }));
    let properties = gate(&parcel(given()), &lacking);
    assert_eq!(constant(&properties, "ports"), json!([{ "number": 80 }, { "number": 8080 }]));
    assert_eq!(constant(&properties, "first"), json!("port 80"));
    // One that can leaves it open.
    let properties = gate(&parcel(given()), &Engine { lacks: &[], ..lacking });
    let Some((_, Expr::For(ports))) = properties.first() else { panic!("{properties:?}") };
    assert!(matches!(&ports.over, Expr::Hole(path) if path.to_string() == "parcel.ports"));
}
