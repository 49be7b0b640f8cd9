//! Handles make the expressions that components were written in before.

#![allow(dead_code, reason = "inputs are never filled")]

use privatelink_ir::expr::{self, all, any, input, not};
use privatelink_ir::handle::{Handle, inputs};
use privatelink_ir::rule::{Place, rule};
use privatelink_ir::{Component, Expr, Graph, Type, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Inputs.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
struct Inputs {
    /// Whether it is open.
    is_open: bool,
    /// How it is accepted.
    acceptance: Option<Acceptance>,
    /// A service.
    service_id: Option<Value<String>>,
}

/// How it is accepted.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
struct Acceptance {
    /// Who accepts.
    mode: Mode,
    /// Id of the service.
    service_id: Option<Value<String>>,
}

/// Who accepts.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase")]
enum Mode {
    SameAccount,
    Provider,
}

fn read() -> Handle<Inputs> {
    inputs()
}

#[test]
fn fields_are_read_by_the_names_that_users_type() {
    let acceptance = read().acceptance();
    assert_eq!(read().is_open().expr(), input("isOpen"));
    assert_eq!(acceptance.service_id().expr(), input("acceptance").get("serviceId"));
    assert_eq!(
        acceptance.service_id().or(read().service_id()).expr(),
        input("acceptance").get("serviceId").or_else(input("serviceId"))
    );
}

#[test]
fn variants_are_the_words_that_users_type() {
    let mode = read().acceptance().mode();
    assert_eq!(
        mode.is(Mode::SameAccount).expr(),
        input("acceptance").get("mode").equals("sameAccount")
    );
    assert_eq!(mode.is(Mode::Provider).expr(), input("acceptance").get("mode").equals("provider"));
}

#[test]
fn operators_are_flat_conditions() {
    let (open, given) = (read().is_open(), read().acceptance().is_set());
    let [one, two] = [input("isOpen"), input("acceptance").is_set()];
    let both = all([one.clone(), two.clone(), one.clone()]);
    assert_eq!((open & given & open).expr(), both);
    assert_eq!((open | !given).expr(), any([one.clone(), not(two.clone())]));
    assert_eq!(open.implies(given).expr(), one.implies(two.clone()));
    assert_eq!(open.choose(given, open).expr(), one.choose(two, one.clone()));
}

#[test]
fn rules_begin_at_their_input() {
    let about = read().acceptance().mode().rule("acceptance/mode");
    assert_eq!(about, rule("acceptance/mode", &["acceptance", "mode"]));
    assert_eq!(Handle::<bool>::of(true).rule("x").place, Vec::<Place>::new());
}

#[test]
fn handles_end_with_the_component_that_is_built() {
    fn graph() -> Graph {
        Graph::new([]).output("open", Type::Bool, "Whether it is open.", read().is_open().expr())
    }
    const COMPONENT: Component = Component::new::<Inputs>("Made", graph);
    let before = read().is_open();
    let model = COMPONENT.model();
    assert_eq!(model.outputs[0].value, input("isOpen"));
    assert_eq!(model, COMPONENT.model());
    assert_eq!(before.expr(), expr::input("isOpen"));
    assert_eq!(Expr::from(before), input("isOpen"));
}
