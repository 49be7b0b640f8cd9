//! Property values survive the wire, in every form and at every depth.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::collections::BTreeSet;

use privatelink_wire::prost_types::{self, Struct, value::Kind};
use privatelink_wire::value::{
    MAX_DEPTH, Output, Properties, ReferenceId, ResourceReference, UNKNOWN, Value, decode,
    encode_arguments, encode_outputs, encode_registration, encode_state,
};
use proptest::prelude::*;

const ASSET: &str = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE: &str = "0def7320c3a5731c473e5ecbe6d01bc7";
const KEY: &str = "4dabf18193072939515e22adb298388d";
const SECRET: &str = "1b47061264138c4ac30d75fd1eb44270";
const OUTPUT: &str = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const RESOURCE: &str = "5cf8f73096256a8f31e491e813e4eb8e";

fn text(text: &str) -> prost_types::Value {
    Kind::StringValue(text.into()).into()
}

fn null() -> prost_types::Value {
    Kind::NullValue(0).into()
}

fn object<const N: usize>(members: [(&str, prost_types::Value); N]) -> prost_types::Value {
    let fields = members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Kind::StructValue(Struct { fields }).into()
}

fn properties(value: prost_types::Value) -> Struct {
    Struct { fields: [("p".to_owned(), value)].into() }
}

fn decoded(value: prost_types::Value) -> Output {
    decode(properties(value)).unwrap().remove("p").unwrap()
}

fn problem(value: prost_types::Value) -> String {
    decode(properties(value)).unwrap_err().to_string()
}

#[test]
fn every_magic_string_is_unknown() {
    for sentinel in [
        "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
        "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
        "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
        "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
        "030794c1-ac77-496b-92df-f27374a8bd58",
        "e48ece36-62e2-4504-bad9-02848725956a",
        "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ] {
        assert_eq!(decoded(text(sentinel)), Output::unknown());
    }
}

#[test]
fn an_absent_value_is_unknown_and_a_null_is_known() {
    assert_eq!(decoded(object([(KEY, text(OUTPUT))])), Output::unknown());
    assert_eq!(
        decoded(object([(KEY, text(OUTPUT)), ("value", null())])),
        Output::known(Value::Null)
    );
    assert_eq!(decoded(prost_types::Value { kind: None }), Output::known(Value::Null));
}

#[test]
fn wrappers_in_wrappers_become_one() {
    let inner = object([
        (KEY, text(OUTPUT)),
        (
            "dependencies",
            Kind::ListValue(prost_types::ListValue { values: vec![text("b")] }).into(),
        ),
    ]);
    let middle = object([(KEY, text(SECRET)), ("value", inner)]);
    let outer = object([
        (KEY, text(OUTPUT)),
        ("value", middle),
        (
            "dependencies",
            Kind::ListValue(prost_types::ListValue { values: vec![text("a")] }).into(),
        ),
    ]);
    assert_eq!(decoded(outer), Output::unknown().into_secret().depending_on(["a", "b"]));
}

#[test]
fn references_keep_the_difference_between_no_id_and_an_unknown_id() {
    let reference = |id: Option<prost_types::Value>| {
        let mut value = object([(KEY, text(RESOURCE)), ("urn", text("u"))]);
        if let (Some(Kind::StructValue(object)), Some(id)) = (&mut value.kind, id) {
            object.fields.insert("id".into(), id);
        }
        match decoded(value).value {
            Some(Value::Resource(reference)) => reference.id,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(reference(None), ReferenceId::None);
    assert_eq!(reference(Some(text(""))), ReferenceId::Unknown);
    assert_eq!(reference(Some(text(UNKNOWN))), ReferenceId::Unknown);
    assert_eq!(reference(Some(text("i-1"))), ReferenceId::Known("i-1".into()));
}

#[test]
fn malformed_values_are_named() {
    let unknown_kind = object([(
        "list",
        Kind::ListValue(prost_types::ListValue {
            values: vec![text(""), object([(KEY, text("no-such-kind"))])],
        })
        .into(),
    )]);
    assert_eq!(
        problem(unknown_kind),
        "`p.list[1]` is a special value of the unknown kind `no-such-kind`; use a newer version of \
         this plugin"
    );
    assert!(problem(object([(KEY, null())])).starts_with("`p` is a special value without a kind"));
    assert!(problem(object([(KEY, text(SECRET))])).contains("without a value"));
    assert!(problem(object([(KEY, text(RESOURCE))])).contains("without `urn`"));
    assert!(problem(Kind::NumberValue(f64::NAN).into()).contains("not a finite number"));
    let output = object([(KEY, text(OUTPUT)), ("dependencies", text("u"))]);
    assert!(problem(output).contains("wrong `dependencies`"));
}

#[test]
fn depth_is_bounded() {
    let nested = |depth| (0..depth).fold(text("x"), |inner, _| object([("o", inner)]));
    let test = move || {
        assert!(decode(properties(nested(MAX_DEPTH - 1))).is_ok());
        assert!(problem(nested(MAX_DEPTH)).ends_with("is nested too deeply; flatten it"));
    };
    // The plugin's threads have as much; those of tests have 2 MiB, which unoptimised frames fill.
    std::thread::Builder::new().stack_size(16 << 20).spawn(test).unwrap().join().unwrap();
}

#[test]
fn registrations_have_no_nulls_in_objects_and_no_output_values() {
    let member = Properties::from([
        ("absent".to_owned(), Output::known(Value::Null)),
        ("list".to_owned(), Output::known(vec![Output::known(Value::Null)])),
        ("secret".to_owned(), Output::unknown().into_secret().depending_on(["u"])),
        ("traced".to_owned(), Output::known("t").depending_on(["u"])),
    ]);
    let encoded = encode_registration(&[("p".to_owned(), Output::known(member))].into());
    let list = prost_types::ListValue { values: vec![null()] };
    let expected = object([
        ("list", Kind::ListValue(list).into()),
        ("secret", object([(KEY, text(SECRET)), ("value", text(UNKNOWN))])),
        ("traced", text("t")),
    ]);
    assert_eq!(encoded, properties(expected));
}

#[test]
fn files_are_handed_on_with_a_kind_everywhere() {
    let nothing = || prost_types::Value { kind: None };
    let list = prost_types::ListValue { values: vec![nothing()] };
    for kind in [ASSET, ARCHIVE] {
        let inner = object([("a", nothing()), ("list", Kind::ListValue(list.clone()).into())]);
        let file = object([(KEY, text(kind)), ("text", nothing()), ("assets", inner)]);
        let decoded = decode(properties(file)).unwrap();
        let encoded = encode_registration(&decoded);
        assert!(encoded.fields.values().all(every_value_has_a_kind), "{encoded:?}");
    }
}

#[test]
fn a_function_is_not_called_with_unknown_arguments() {
    let nested = Output::known(vec![Output::unknown()]);
    assert_eq!(encode_arguments(&[("p".to_owned(), nested)].into()), None);
    let secret = Output::known("s").into_secret();
    let expected = properties(object([(KEY, text(SECRET)), ("value", text("s"))]));
    assert_eq!(encode_arguments(&[("p".to_owned(), secret)].into()), Some(expected));
}

fn outputs() -> impl Strategy<Value = Output> {
    let reference = ("[a-z:]{1,8}", proptest::option::of("[a-z]{1,4}")).prop_map(|(urn, id)| {
        let id = id.map_or(ReferenceId::Unknown, ReferenceId::Known);
        ResourceReference { urn, id, name: Some("n".into()), ..Default::default() }
    });
    let leaf = prop_oneof![
        Just(None),
        Just(Some(Value::Null)),
        any::<bool>().prop_map(|value| Some(value.into())),
        (-1e15..1e15).prop_map(|value: f64| Some(value.into())),
        any::<String>().prop_map(|value| Some(value.into())),
        reference.prop_map(|value| Some(value.into())),
        "[A-Za-z0-9+/]{0,8}".prop_map(|value| Some(Value::Bytes(value))),
    ];
    let urns = || proptest::collection::btree_set("[a-z]{1,3}", 0..3);
    let output = |value, secret, dependencies| Output { value, secret, dependencies };
    let leaf = (leaf, any::<bool>(), urns()).prop_map(move |(v, s, d)| output(v, s, d));
    leaf.prop_recursive(6, 40, 4, move |inner| {
        let list = proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::List);
        let members = proptest::collection::btree_map("[a-z]{1,4}", inner, 0..4);
        let nested = prop_oneof![list, members.prop_map(Value::Object)];
        (nested, any::<bool>(), urns()).prop_map(move |(v, s, d)| output(Some(v), s, d))
    })
}

/// The output without dependencies, which only output values carry.
fn untraced(output: Output) -> Output {
    let value = output.value.map(|value| match value {
        Value::List(elements) => Value::List(elements.into_iter().map(untraced).collect()),
        Value::Object(members) => Value::Object(
            members.into_iter().map(|(name, value)| (name, untraced(value))).collect(),
        ),
        value => value,
    });
    Output { value, secret: output.secret, dependencies: BTreeSet::new() }
}

fn every_value_has_a_kind(value: &prost_types::Value) -> bool {
    match &value.kind {
        None => false,
        Some(Kind::StructValue(object)) => object.fields.values().all(every_value_has_a_kind),
        Some(Kind::ListValue(list)) => list.values.iter().all(every_value_has_a_kind),
        Some(_) => true,
    }
}

proptest! {
    #[test]
    fn output_values_round_trip(output in outputs()) {
        let outputs = Properties::from([("p".to_owned(), output)]);
        let encoded = encode_outputs(&outputs);
        prop_assert!(encoded.fields.values().all(every_value_has_a_kind));
        prop_assert_eq!(decode(encoded).unwrap(), outputs);
    }

    #[test]
    fn states_round_trip_without_dependencies(output in outputs()) {
        let outputs = Properties::from([("p".to_owned(), output.clone())]);
        let encoded = encode_state(&outputs);
        prop_assert!(encoded.fields.values().all(every_value_has_a_kind));
        let expected = Properties::from([("p".to_owned(), untraced(output))]);
        prop_assert_eq!(decode(encoded).unwrap(), expected);
    }
}
