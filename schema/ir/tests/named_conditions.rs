//! A named value says as a condition what its definition says.

use privatelink_ir::expr::{all, any, input, local, not};
use privatelink_ir::{Component, Context, Expr, Graph, Inference, Model};
use schemars::JsonSchema;

const COMPONENT: Component = Component::new::<Inputs>("Thing", graph);

/// Something that may not be there.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// A text.
    text: Option<String>,
    /// Another one.
    other: Option<String>,
}

fn graph() -> Graph {
    Graph::new([])
        .local("is_there", input("text").is_set())
        .local("is_absent", not(local("is_there")))
        .local("circle", any([local("circle"), input("text").is_set()]))
}

/// Whether a text may be null where a condition has come out so.
fn may_be_null(model: &Model, condition: &Expr, outcome: bool) -> bool {
    let inference = Inference::new(model);
    let known = inference.given(condition, outcome, &Context::default());
    inference.shape(&input("text"), &known).nullable
}

#[test]
fn a_named_condition_that_holds_is_that_its_definition_holds() {
    let model = COMPONENT.model();
    assert!(!may_be_null(&model, &local("is_there"), true));
    assert!(!may_be_null(&model, &local("is_absent"), false));
    assert!(!may_be_null(&model, &all([input("other").is_set(), local("is_there")]), true));
    assert!(!may_be_null(&model, &any([input("other").is_set(), local("is_absent")]), false));
    assert!(may_be_null(&model, &local("is_there"), false));
    assert!(may_be_null(&model, &any([input("other").is_set(), local("is_there")]), true));
    assert!(may_be_null(&model, &local("circle"), true));
}

#[test]
fn the_outcome_of_a_named_condition_is_that_of_its_definition() {
    let model = COMPONENT.model();
    let inference = Inference::new(&model);
    let known = inference.given(&input("text").is_set(), true, &Context::default());
    assert_eq!(inference.outcome(&local("is_there"), &known), Some(true));
    assert_eq!(inference.outcome(&local("is_absent"), &known), Some(false));
    assert_eq!(inference.outcome(&local("is_there"), &Context::default()), None);
    assert_eq!(inference.outcome(&local("circle"), &Context::default()), None);
}
