//! Words for alternatives and implications.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use privatelink_ir::expr::{at_most_one, exactly_one, input, value};
use privatelink_ir::handle::{Handle, Text, one_of};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Component, Engine, Expr, Given, Graph, check, check_inputs};
use schemars::JsonSchema;
use serde_json::{Value as Tree, json};
use std::collections::BTreeMap;

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// By id.
    id: Option<String>,
    /// By name.
    name: Option<String>,
    /// By address.
    address: Option<String>,
    /// Paints.
    #[schemars(extend("default" = {}))]
    paints: BTreeMap<String, Paint>,
}

/// A paint.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Paint {
    /// Its colour.
    colour: Option<String>,
    /// Whether it shines.
    #[schemars(extend("default" = false))]
    shines: bool,
}

fn graph() -> Graph {
    let paint = || value("paint");
    let ways = ["id", "name", "address"].map(|name| Handle::<Text>::of(input(name)).way());
    let mut rules = one_of("house", ways, "which house it is");
    rules.push(
        rule("paint/shines", &["paints"])
            .each("paint", input("paints"))
            .field("colour")
            .only_with(paint().get("shines"))
            .otherwise(["is given, but the paint does not shine".into()], "remove it"),
    );
    rules.push(
        Rule { place: rule("", &["name"]).place, ..rule("paint/name", &[]) }
            .only_with(input("id").is_set().implies(false.into()))
            .otherwise(["is given beside `id`".into()], "remove it"),
    );
    Graph { rules, ..Graph::default() }
}

const HOUSE: Component = Component::new::<Inputs>("House", graph);

fn said(inputs: &Tree) -> Vec<String> {
    let model = HOUSE.model();
    let checked = check_inputs(&model, &Given::inputs(inputs), &Engine::COMPLETE);
    checked.problems.iter().map(ToString::to_string).collect()
}

/// What an expression over conditions comes to.
fn holds<const N: usize>(of: fn([Expr; N]) -> Expr, conditions: [bool; N]) -> bool {
    let model = Component::new::<Inputs>("House", Graph::default).model();
    let nothing = privatelink_ir::Assumptions::default();
    let expr = privatelink_ir::simplify(&model, &of(conditions.map(Expr::from)), &nothing);
    assert!(expr == Expr::from(true) || expr == Expr::from(false), "{expr:?}");
    expr == Expr::from(true)
}

#[test]
fn alternatives_count_what_is_true() {
    for number in 0..8_u8 {
        let bits = [number & 1, number & 2, number & 4].map(|bit| bit != 0);
        let count = bits.iter().filter(|bit| **bit).count();
        assert_eq!(holds(at_most_one, bits), count <= 1);
        assert_eq!(holds(exactly_one, bits), count == 1);
    }
    for (one, other) in [(false, false), (false, true), (true, false), (true, true)] {
        assert_eq!(holds(at_most_one, [one, other]), !(one && other));
        assert_eq!(holds(exactly_one, [one, other]), one != other);
        assert_eq!(holds(|[one, other]| one.implies(other), [one, other]), !one || other);
    }
    assert!(holds(at_most_one, [true]) && holds(exactly_one, [true]) && holds(at_most_one, []));
    assert!(!holds(exactly_one, [false]) && !holds(exactly_one, []));
}

#[test]
fn one_of_several_inputs_is_asked_for() {
    assert_eq!(check(&HOUSE.model()), []);
    assert_eq!(said(&json!({ "address": "12 High Street" })), [""; 0]);
    assert_eq!(
        said(&json!({})),
        ["`id` is missing, and so is every other way to say which house it is; \
          give one of `id`, `name`, `address`"]
    );
    let several = |name: &str| {
        format!(
            "`{name}` is given beside another way to say which house it is; \
             leave one of `id`, `name`, `address`"
        )
    };
    assert_eq!(
        said(&json!({ "id": "7", "address": "12 High Street" })),
        ["id", "address"].map(several)
    );
}

#[test]
fn what_goes_only_with_something_is_refused_without_it() {
    let paints =
        json!({ "a": { "colour": "red" }, "b": { "colour": "blue", "shines": true }, "c": {} });
    assert_eq!(
        said(&json!({ "id": "7", "paints": paints })),
        ["`paints[\"a\"].colour` is given, but the paint does not shine; remove it"]
    );
    let beside = said(&json!({ "id": "7", "name": "Home" }));
    assert!(beside.contains(&"`name` is given beside `id`; remove it".to_owned()), "{beside:?}");
}
