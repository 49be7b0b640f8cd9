//! What a check has to refuse, or to know less about, although it looks right: found by components made up at random.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use privatelink_ir::expr::{concat, input, list, merge, object, text, zip};
use privatelink_ir::graph::{Node, node};
use privatelink_ir::{
    Component, Context, Expr, Graph, Inference, Kind, Name, Shape, Ty, Value, check, check_with,
};
use schemars::JsonSchema;

/// Inputs of both stages.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// A text that is known early.
    early: String,
    /// A text that may be known late.
    late: Value<String>,
    /// Names that are known early.
    names: Vec<String>,
    /// A switch.
    on: bool,
}

const KIND: Kind = Kind("test/thing");

fn thing() -> Node {
    node("x", KIND)
}

fn ids(graph: fn() -> Graph) -> Vec<String> {
    let problems = check(&Component::new::<Inputs>("Thing", graph).model());
    problems.into_iter().map(|it| it.id).collect()
}

fn shape(expr: impl Fn() -> Expr) -> Shape {
    let model = Component::new::<Inputs>("Thing", Graph::default).model();
    Inference::new(&model).shape(&expr(), &Context::default())
}

#[test]
fn keys_are_known_when_the_elements_are_that_they_are_made_of() {
    let zipped = || {
        let keys = list([input("late")]);
        Graph::new([thing().for_each(zip(keys, list([1.into()])))])
    };
    assert_eq!(ids(zipped), ["graph/stage"]);
}

#[test]
fn no_resource_is_named_by_null() {
    let found = || Graph::new([thing().for_each(list([input("names").find("^a")]))]);
    assert_eq!(ids(found), ["graph/null-key"]);
    let chosen = || Graph::new([thing().for_each(list([input("on").then(input("early"))]))]);
    assert_eq!(ids(chosen), ["graph/null-key"]);
}

#[test]
fn no_resource_is_named_by_what_nobody_knows_the_type_of() {
    let read = || Graph::new([thing().for_each(input("early").from_json())]);
    assert_eq!(ids(read), ["graph/type"]);
    let inside = || Graph::new([thing().for_each(list([input("early").from_json()]))]);
    assert_eq!(ids(inside), ["graph/type"]);
}

#[test]
fn what_nobody_knows_the_type_of_may_make_no_sense() {
    assert!(shape(|| text(["a".into(), input("early").from_json().get("b")])).nullable);
    assert!(shape(|| concat([input("early").from_json()])).nullable);
    assert!(shape(|| list([input("early").from_json()]).sum()).nullable);
    assert!(!shape(|| input("early").from_json().distinct()).nullable);
    assert!(!shape(|| text(["a".into(), input("early")])).nullable);
}

#[test]
fn a_value_that_hides_its_parts_is_known_as_late_as_they_are() {
    let hidden = || input("on").choose(object([("a", input("late"))]), input("early").from_json());
    assert_eq!(shape(hidden).ty, Ty::Anything);
    assert!(shape(hidden).known.is_late());
}

#[test]
fn maps_of_maps_have_a_type_although_their_keys_differ() {
    let tables = || object([("a", object([])), ("b", object([("c", 1.into())]))]);
    assert_eq!(shape(|| tables().values()).element().unwrap().element().unwrap().ty, Ty::Whole);
    let mixed = || {
        let mixed = object([("a", object([("c", "x".into())])), ("b", object([("c", 1.into())]))]);
        merge(list([mixed]))
    };
    let model = Component::new::<Inputs>("Thing", Graph::default).model();
    let (_, findings) = Inference::new(&model).findings(&mixed(), &Context::default());
    assert_eq!(findings.len(), 1);
}

#[test]
fn attributes_are_of_the_type_that_somebody_knows() {
    let graph = || {
        let port = thing().attribute(Name("port"));
        Graph::new([thing(), node("other", KIND).set(Name("all"), port.keys())])
    };
    let model = Component::new::<Inputs>("Thing", graph).model();
    let found = |problems: Vec<privatelink_ir::Problem>| {
        problems.into_iter().map(|it| format!("{} {}", it.id, it.path)).collect::<Vec<_>>()
    };
    assert_eq!(found(check(&model)), [""; 0]);
    assert_eq!(found(check_with(&model, &|_, _| Some(Ty::Whole))), ["graph/type other"]);
}
