//! What types say about inputs: ranges, lists and their limits, and that a wrong value decides nothing else.

use privatelink_ir::expr::input;
use privatelink_ir::rule::rule;
use privatelink_ir::{Component, Engine, Given, Graph, Value, check_inputs};
use schemars::JsonSchema;
use serde_json::json;

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Streets.
    #[schemars(extend("default" = []))]
    streets: Vec<Value<Street>>,
    /// Floors.
    #[schemars(extend("default" = [], "maxItems" = 3, "uniqueItems" = true))]
    floors: Vec<u8>,
    /// Colour.
    #[schemars(extend("default" = "red", "what" = "a colour, such as red", "pattern" = "^[a-z]+$"))]
    colour: String,
}

/// Addresses side by side.
#[derive(JsonSchema)]
#[schemars(inline, extend("what" = "a range", "pattern" = "^[0-9a-fA-F.:]+/[0-9]+$", "range" = true))]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Street(String);

fn graph() -> Graph {
    let known = rule("colour/known", &["colour"])
        .must(input("colour").equals("red"))
        .otherwise(["is not on sale".into()], "use `red`");
    Graph::new([]).rule(known)
}

const HOUSE: Component = Component::new::<Inputs>("House", graph);

fn messages(inputs: &serde_json::Value) -> Vec<String> {
    let checked = check_inputs(&HOUSE.model(), &Given::inputs(inputs), &Engine::COMPLETE);
    checked.problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_range_begins_with_its_first_address() {
    assert_eq!(
        messages(&json!({ "streets": ["10.0.0.0/8", "10.0.0.5/8", "2001:DB8::/32", "main"] })),
        [
            "`streets[3]` is `main`, which is not a range; use a range",
            "`streets[1]` is `10.0.0.5/8`, which is not how its range is written; use `10.0.0.0/8`",
            "`streets[2]` is `2001:DB8::/32`, which is not how its range is written; use `2001:db8::/32`",
        ]
    );
}

#[test]
fn a_list_says_what_it_has_twice_and_too_many() {
    assert_eq!(
        messages(&json!({ "floors": [1, 2, 3, 4] })),
        ["`floors` has 4 entries, more than the 3 allowed; give at most 3"]
    );
    assert_eq!(
        messages(&json!({ "floors": [1, 2, 1] })),
        ["`floors` names `1` more than once; list each entry once"]
    );
}

#[test]
fn a_message_leaves_out_the_middle_of_what_nobody_reads() {
    let long = "1".repeat(20_000);
    let [message] = &messages(&json!({ "colour": long }))[..] else { panic!("one message") };
    assert!(message.starts_with("`colour` is `1111"), "{message}");
    assert!(
        message.ends_with("111`, which is not a colour; use a colour, such as red"),
        "{message}"
    );
    assert!(message.contains("1 … 1"), "{message}");
    assert!(message.chars().count() < 1_700, "{message}");
}

#[test]
fn a_wrong_value_decides_no_other_rule() {
    assert_eq!(
        messages(&json!({ "colour": "RED" })),
        ["`colour` is `RED`, which is not a colour; use a colour, such as red"]
    );
    assert_eq!(messages(&json!({ "colour": "blue" })), ["`colour` is not on sale; use `red`"]);
}
