//! No input makes the command panic: arbitrary trees in place of inputs, and real inputs with arbitrary parts.

use privatelink_cli::{Streams, run};
use proptest::prelude::*;
use serde_json::Value as Json;

const INPUTS: &str = include_str!("../../../tests/corpus/cli/inputs/minimal.json");

/// Runs `arguments` with `text` on standard input.
fn code(arguments: &[&str], text: &str) -> u8 {
    let (mut output, mut messages) = (Vec::new(), Vec::new());
    let mut streams =
        Streams { input: &mut text.as_bytes(), output: &mut output, messages: &mut messages };
    run(["privatelink"].iter().chain(arguments), &mut streams)
}

fn check(inputs: &Json) -> u8 {
    code(&["check", "PrivateLinkService", "-"], &inputs.to_string())
}

/// Any JSON, three levels deep.
fn any_json() -> impl Strategy<Value = Json> {
    let scalar = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        ".{0,12}".prop_map(Json::from),
    ];
    scalar.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec(("[a-zA-Z0-9$_. ]{0,12}", inner), 0..4)
                .prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}

/// Puts `value` in place of the part that the numbers lead to.
fn replace(tree: &mut Json, way: &[usize], value: Json) {
    let parts: Vec<&mut Json> = match tree {
        Json::Object(entries) => entries.values_mut().collect(),
        Json::Array(items) => items.iter_mut().collect(),
        _ => Vec::new(),
    };
    let count = parts.len();
    match way.split_first() {
        Some((first, rest)) if count > 0 => {
            if let Some(part) = parts.into_iter().nth(first % count) {
                replace(part, rest, value);
            }
        }
        _ => *tree = value,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_inputs_are_told_from_good_ones(inputs in any_json()) {
        prop_assert_ne!(check(&inputs), 0);
    }

    #[test]
    fn a_damaged_part_gets_an_answer(way in prop::collection::vec(any::<usize>(), 1..6), part in any_json()) {
        let mut inputs: Json = serde_json::from_str(INPUTS).unwrap();
        replace(&mut inputs, &way, part);
        prop_assert!(check(&inputs) <= 1);
    }

    #[test]
    fn arbitrary_text_gets_an_answer(text in "\\PC{0,64}") {
        prop_assert!(code(&["check", "PrivateLinkService", "-"], &text) <= 1);
    }
}

#[test]
fn the_inputs_that_are_damaged_are_good() {
    assert_eq!(code(&["check", "PrivateLinkService", "-"], INPUTS), 0);
}
