//! Terraform fails where it meets null, or values of other types: neither may come up.

#![allow(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests may fail, and read files that they expect"
)]

use privatelink_backends::terraform::compile;
use privatelink_ir::expr::{for_list_if, input, list, merge, object, product};
use privatelink_ir::rule::rule;
use privatelink_ir::{Component, Expr, Function, Graph, Json, Type, Value};
use schemars::JsonSchema;
use std::collections::BTreeMap;

const COMPONENT: Component = Component::new::<Inputs>("Nulls", graph);

/// Things that may not be there.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Some text.
    text: Value<String>,
    /// Whether somebody asked.
    asked: Option<bool>,
    /// A number.
    number: u32,
    /// A word that may not be there.
    word: Option<Word>,
    /// Some numbers.
    numbers: BTreeMap<String, Value<u32>>,
    /// Names of keys, if there are any.
    names: Option<Names>,
    /// The same as JSON.
    #[schemars(extend("needs" = "computing"))]
    json: Json<Handed>,
}

/// One of two words.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "read by schemars, never filled")]
enum Word {
    /// The one.
    One,
    /// The other.
    Other,
}

/// Names of keys.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Names {
    /// One that may be missing.
    one: Option<String>,
    /// One that is there if there are any.
    two: String,
}

/// What is handed over.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Handed {
    /// Has a default.
    #[schemars(extend("default" = { "ports": [443] }))]
    part: Part,
}

/// A part of it.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Part {
    /// A word.
    word: Option<String>,
    /// Numbers.
    ports: Vec<u32>,
}

fn graph() -> Graph {
    with_rules(with_texts(with_numbers(Graph::new([]))))
}

/// The text, where it starts as it should.
fn starts() -> Expr {
    input("text").matches("^a")
}

/// What is null unless the text starts as it should.
fn maybe(value: Expr) -> Expr {
    starts().then(value)
}

fn with_numbers(graph: Graph) -> Graph {
    let text = || input("text");
    let number = Expr::NULL.choose(0, 443);
    let nothing = Expr::NULL.length().at_most(0);
    let key = starts().choose("a", input("names").get("one"));
    let made = list([input("numbers"), input("numbers")]);
    graph
        .optional_output(
            "product",
            Type::integer(),
            "Beside a null that decides a condition.",
            product([text().length(), maybe(number)]),
        )
        .output("length", Type::integer(), "Of text, or none.", nothing.then(text()).length())
        .optional_output(
            "entry",
            Type::integer(),
            "Under a key that one of two branches may leave open.",
            input("numbers").lookup(key),
        )
        .output(
            "maps",
            Type::list_of(Type::map_of(Type::integer())),
            "One that is made, which has no type before that, beside one that is written down.",
            starts().choose(list([merge(made), Expr::object(Vec::new())]), list([])),
        )
        .output(
            "numberOrNone",
            Type::integer(),
            "Something else than what is asked for.",
            input("names").get("two").is_set().choose(input("number"), 0),
        )
}

fn with_texts(graph: Graph) -> Graph {
    let text = || input("text");
    let words = Expr::call(Function::Text, [input("word"), "?".into()]);
    let part = starts().choose("two", input("word"));
    let choice = object([("a", words), ("b", part)]);
    let two = || input("names").get("two");
    graph
        .output(
            "covering",
            Type::list_of(Type::text()),
            "Ranges around what may be none.",
            list(["10.0.0.0/8".into()]).covering(text()),
        )
        .output("word", Type::text(), "Or empty text.", input("word").or_else(text()))
        .optional_output(
            "other",
            Type::text(),
            "Under a key that may be absent for the same reason as something beside it.",
            object([("a", two())]).lookup(starts().choose("a", two())),
        )
        .optional_output(
            "sentence",
            Type::text(),
            "Of a word that one of two branches may leave open, beside one that nobody reads.",
            Expr::call(Function::Text, [choice.get("b"), "!".into()]),
        )
        .output(
            "digits",
            Type::text(),
            "Of a number, behind nothing.",
            Expr::call(Function::Text, ["".into(), text().length()]),
        )
}

fn with_rules(graph: Graph) -> Graph {
    let words = for_list_if("word", list(["a".into()]), input("asked"), 1.into());
    let ports = input("json").get("part").get("ports");
    graph
        .rule(
            rule("nulls/number", &["numbers"])
                .must(maybe(input("numbers").lookup("a").is_set()))
                .otherwise(["has no number".into()], "give it one"),
        )
        .rule(
            rule("nulls/asked", &["asked"])
                .must(input("asked"))
                .otherwise(["is not asked: ".into(), words.to_json()], "ask"),
        )
        .rule(
            rule("nulls/ports", &["json"])
                .must(ports.length().at_most(5))
                .otherwise(["has too many ports".into()], "leave some out"),
        )
}

/// A file of the module without white space.
fn file(name: &str) -> String {
    compact(&compile(&COMPONENT.model()).unwrap().0[name])
}

fn compact(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn constants_that_are_null_hide_no_other_null() {
    let outputs = file("outputs.tf");
    let maybe = "(can(regex(\"^a\", var.text)) ? 443 : null)";
    let product = format!("{maybe} == null ? null : length(var.text) * {maybe}");
    assert!(outputs.contains(&compact(&product)), "{outputs}");
    assert!(!outputs.contains("null==null") && !outputs.contains("null?[]"), "{outputs}");
}

#[test]
fn what_nobody_reads_decides_nothing() {
    let outputs = file("outputs.tf");
    assert!(outputs.contains(".b==null?null:\"${"), "{outputs}");
}

#[test]
fn what_is_made_beside_what_is_written_has_a_conditional_of_its_own() {
    let outputs = file("outputs.tf");
    let list = "[merge(var.numbers, var.numbers), {}]";
    let condition = "can(regex(\"^a\", var.text))";
    let maps = format!("one([for item in [{condition} ? {list} : null, {condition} ? null : [],]");
    assert!(outputs.contains(&compact(&maps)), "{outputs}");
}

#[test]
fn what_is_not_read_from_something_absent_does_not_fail() {
    let outputs = file("outputs.tf");
    assert!(outputs.contains("var.names==null?0:var.number"), "{outputs}");
}

#[test]
fn a_text_of_a_number_is_text() {
    let outputs = file("outputs.tf");
    assert!(outputs.contains("tostring(length(var.text))"), "{outputs}");
}

#[test]
fn a_rule_about_what_is_not_there_is_not_broken() {
    let variables = file("variables.tf");
    let starts = "can(regex(\"^a\", var.text))";
    let is_set = "lookup(var.numbers, \"a\", null) != null";
    let condition = format!("condition = (!{starts} || {starts} && {is_set})");
    assert!(variables.contains(&compact(&condition)), "{variables}");
}

#[test]
fn a_message_that_relies_on_a_broken_rule_is_tried() {
    let variables = file("variables.tf");
    let text = "${jsonencode([for word in [\"a\"] : 1 if var.asked])}";
    let message = format!("try(\"`asked` is not asked: {text}; ask\", \"holds\")");
    assert!(variables.contains(&compact(&message)), "{variables}");
}

#[test]
fn coalesce_is_left_to_what_is_never_empty() {
    let outputs = file("outputs.tf");
    assert!(outputs.contains("var.word!=null?var.word:var.text"), "{outputs}");
}

#[test]
fn what_is_no_range_is_in_no_range() {
    let outputs = file("outputs.tf");
    let length = "tonumber(split(\"/\", cidrsubnet(var.text, 0, 0))[1])";
    assert!(outputs.contains(&compact(length)), "{outputs}");
}

#[test]
fn a_key_that_one_branch_leaves_open_is_checked_as_a_whole() {
    let outputs = file("outputs.tf");
    let key = "(can(regex(\"^a\", var.text)) ? \"a\" : try(var.names.one, null))";
    assert!(outputs.contains(&compact(&format!("{key} == null ? null : lookup("))), "{outputs}");
    let key = "(can(regex(\"^a\", var.text)) ? \"a\" : try(var.names.two, null))";
    assert!(outputs.contains(&compact(&format!("{key} == null ? null : lookup("))), "{outputs}");
}

#[test]
fn defaults_of_objects_in_json_have_all_fields_and_a_conditional_of_their_own() {
    let locals = file("locals.tf");
    let absent = "try(jsondecode(var.json).part, null) == null";
    let default = "{ word = null, ports = [443] }";
    let part = format!("for item in [{absent} ? {default} : null, {absent} ? null : {{");
    assert!(locals.contains(&compact(&part)), "{locals}");
}

#[test]
fn validations_read_the_default_of_an_object_around_a_field() {
    let variables = file("variables.tf");
    let absent = "try(jsondecode(var.json).part, null) == null";
    assert!(variables.contains(&compact(&format!("length({absent} ? [443] : "))), "{variables}");
}
