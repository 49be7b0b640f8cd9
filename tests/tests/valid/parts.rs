//! Pieces that inputs of several components are put together from.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::{Map, Value, json};

pub(crate) const ZONES: [&str; 3] = ["use1-az1", "use1-az2", "use1-az4"];

/// An object with some of the optional entries.
pub(crate) fn object(
    required: Value,
    optional: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> BoxedStrategy<Value> {
    let entries: Vec<BoxedStrategy<Option<(&'static str, Value)>>> = optional
        .into_iter()
        .map(|(name, values)| {
            proptest::option::of(values.prop_map(move |value| (name, value))).boxed()
        })
        .collect();
    entries
        .prop_map(move |entries| {
            let mut object = required.as_object().cloned().unwrap_or_default();
            object.extend(
                entries.into_iter().flatten().map(|(name, value)| (name.to_owned(), value)),
            );
            Value::Object(object)
        })
        .boxed()
}

/// One of these.
pub(crate) fn one_of(values: &[Value]) -> BoxedStrategy<Value> {
    select(values.to_vec()).boxed()
}

/// A list of some of these, at least `least`.
pub(crate) fn some_of(values: &[Value], least: usize) -> BoxedStrategy<Value> {
    subsequence(values.to_vec(), least..=values.len()).prop_map(Value::Array).boxed()
}

/// Subnets in at least `least` zones, and at most `most`.
pub(crate) fn subnets(least: usize, most: usize) -> BoxedStrategy<Value> {
    subsequence(ZONES.to_vec(), least..=most)
        .prop_map(|zones| {
            let number = |zone: &str| zone.trim_start_matches("use1-az").to_owned();
            let subnet = |zone: &str| json!({ "subnetId": format!("subnet-{}", number(zone)) });
            Value::Object(zones.into_iter().map(|it| (it.to_owned(), subnet(it))).collect())
        })
        .boxed()
}

/// A map of these entries.
pub(crate) fn map<const N: usize>(entries: [(&str, &str); N]) -> Value {
    Value::Object(
        entries
            .into_iter()
            .map(|(key, value)| (key.to_owned(), value.into()))
            .collect::<Map<_, _>>(),
    )
}

pub(crate) fn tags() -> BoxedStrategy<Value> {
    one_of(&[json!({}), map([("team", "payments")]), map([("a", "1"), ("Stage", "test")])])
}

pub(crate) fn booleans() -> BoxedStrategy<Value> {
    any::<bool>().prop_map(Value::Bool).boxed()
}

pub(crate) fn ports() -> BoxedStrategy<Value> {
    some_of(&[json!(443), json!(8443), json!(9092)], 1)
}

pub(crate) const TOPIC: &str = "arn:aws:sns:us-east-1:111111111111:connections";

pub(crate) fn events() -> BoxedStrategy<Value> {
    some_of(&[json!("Accept"), json!("Connect"), json!("Delete"), json!("Reject")], 1)
}
