//! Data of a component stands in files of its own, with names as Terraform's expressions read them.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may fail, and read files that they expect"
)]

use privatelink_backends::terraform::compile;
use privatelink_ir::expr::local;
use privatelink_ir::{Component, Constant, Expr, Graph, Type};
use schemars::JsonSchema;
use serde_json::json;

const COMPONENT: Component = Component::new::<Inputs>("Tables", graph);

/// Nothing.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
struct Inputs {}

fn graph() -> Graph {
    let table = Constant::from(json!({
        "logs": { "isOpen": true, "zones": [{ "zoneOne": 1 }, { "zoneTwo": 2 }] },
        "ids": { "vpcId": 1, "vpc_id": 2 },
    }));
    let mut graph = Graph::new([]).output(
        "open",
        Type::Bool,
        "Whether it is open.",
        local("table").get("logs").get("isOpen"),
    );
    graph.locals.push(("table", Expr::Literal(table)));
    graph
}

#[test]
fn fields_are_in_snake_case_and_keys_stay_as_they_are() {
    let files = compile(&COMPONENT.model()).unwrap();
    let line = r#""logs": {"is_open":true,"zones":[{"zoneOne":1},{"zoneTwo":2}]}"#;
    let table = &files.0["table.json"];
    assert!(table.contains(line), "{table}");
    assert!(files.0["outputs.tf"].contains("local.table.logs.is_open"));
}

#[test]
fn keys_that_are_one_name_in_snake_case_stay_as_they_are() {
    let files = compile(&COMPONENT.model()).unwrap();
    let table = &files.0["table.json"];
    assert!(table.contains(r#""ids": {"vpcId":1,"vpc_id":2}"#), "{table}");
}
