//! What the checker makes of inputs: defaults, holes, and every problem at once.

use privatelink_ir::expr::{all, for_list_if, input, key, not, value};
use privatelink_ir::graph::{each, node};
use privatelink_ir::rule::rule;
use privatelink_ir::{
    Checked, Component, Engine, Expr, Given, Graph, Kind, Name, Path, Type, Value, check,
    check_inputs, deciding, specialise,
};
use schemars::JsonSchema;
use serde_json::json;
use std::collections::BTreeMap;
use std::sync::Arc;

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Where.
    place: Value<String>,
    /// Ports by name.
    doors: BTreeMap<String, Door>,
    /// Whether it is locked.
    #[schemars(extend("default" = true))]
    locked: bool,
    /// Colours.
    colour: Option<Colour>,
    /// Labels.
    #[schemars(extend("default" = {}))]
    labels: Value<BTreeMap<String, String>>,
}

/// A door.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Door {
    /// Its number.
    #[schemars(range(min = 1, max = 65535))]
    number: u32,
    /// Its sign.
    sign: Option<Value<String>>,
}

/// A colour.
#[derive(JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "read by schemars, never filled")]
enum Colour {
    Red,
    Green,
}

fn graph() -> Graph {
    let same = for_list_if(
        "other",
        input("doors"),
        value("other").get("number").equals(value("door").get("number")),
        key("other"),
    );
    let house = node("house", Kind("test/house")).set(Name("place"), input("place"));
    let door = node("door", Kind("test/door"))
        .for_each(input("doors"))
        .set(Name("house"), house.attribute(Name("id")))
        .set(Name("number"), each().get("number"))
        .set(Name("sign"), each().get("sign"));
    let lock = node("lock", Kind("test/lock"))
        .only_if(input("locked"))
        .set(Name("labels"), input("labels"));
    let ids = door.instances(Name("id"));
    let lock_id = lock.attribute(Name("id"));
    Graph::new([house, door, lock])
        .rule(
            rule("doors/twice", &["doors"])
                .each("door", input("doors"))
                .field("number")
                .must(same.length().at_most(1))
                .otherwise(
                    ["is ".into(), value("door").get("number"), ", twice".into()],
                    "renumber",
                ),
        )
        .output("doorIds", Type::map_of(Type::text()), "Ids.", ids)
        .optional_output("lockId", Type::text(), "Id.", lock_id)
}

const HOUSE: Component = Component::new::<Inputs>("House", graph);

fn checked(value: &serde_json::Value) -> Checked {
    check_inputs(&HOUSE.model(), &Given::inputs(value), &Engine::COMPLETE)
}

fn messages(value: &serde_json::Value) -> Vec<String> {
    checked(value).problems.iter().map(ToString::to_string).collect()
}

#[test]
fn the_component_is_well_formed() {
    assert_eq!(check(&HOUSE.model()), []);
}

#[test]
fn every_problem_is_found_at_once() {
    let found = messages(&json!({
        "doors": {"a": {"number": 0}, "b": {"number": "x"}, "c": {"number": 5.5}, "d": {"nubmer": 1}},
        "locked": "yes",
        "colour": "blue",
        "plaec": "here",
    }));
    assert_eq!(
        found,
        [
            "`plaec` is not an input of `House`; rename it to `place`",
            "`place` is missing; give it text",
            "`doors[\"b\"].number` is the text `x`, but has to be a whole number; give it a whole number",
            "`doors[\"c\"].number` is the number 5.5, but has to be a whole number; give it a whole number",
            "`doors[\"d\"].nubmer` is not an input of `House`; rename it to `number`",
            "`doors[\"d\"].number` is missing; give it a whole number",
            "`locked` is the text `yes`, but has to be true or false; give it true or false",
            "`doors[\"a\"].number` is 0, which is outside 1 to 65535; use a whole number from 1 to 65535",
            "`colour` is `blue`, which is not offered; use one of `red`, `green`",
        ]
    );
}

#[test]
fn a_rule_over_a_loop_names_the_entry() {
    let found =
        messages(&json!({"place": "x", "doors": {"a": {"number": 7}, "b": {"number": 7.0}}}));
    assert_eq!(
        found,
        [
            "`doors[\"a\"].number` is 7, twice; renumber",
            "`doors[\"b\"].number` is 7, twice; renumber"
        ]
    );
}

#[test]
fn open_values_stay_holes_and_shapes_may_not() {
    let open = |known, secret| Given::Open { known, secret };
    let inputs = vec![
        ("place".into(), open(None, true)),
        (
            "doors".into(),
            Given::Object(vec![(
                "a".into(),
                Given::Object(vec![
                    ("number".into(), open(Some(7.into()), false)),
                    ("sign".into(), open(Some("hidden".into()), true)),
                ]),
            )]),
        ),
    ];
    let checked = check_inputs(&HOUSE.model(), &inputs, &Engine::COMPLETE);
    assert_eq!(checked.problems, []);
    let built = specialise(&HOUSE.model(), &checked.inputs).unwrap();
    let labels: Vec<_> =
        built.resources.iter().map(|one| (one.address.label, one.address.key.clone())).collect();
    assert_eq!(labels, [("house", None), ("door", Some("a".into())), ("lock", None)]);
    let door = &built.resources[1];
    assert!(matches!(&door.properties[0].1, Expr::Attribute { node: "house", .. }));
    assert_eq!(door.properties[1].1, Expr::from(7));
    assert!(
        matches!(&door.properties[2].1, Expr::Hole(path) if path.to_string() == "doors[\"a\"].sign")
    );

    let undecided = check_inputs(
        &HOUSE.model(),
        &[("place".into(), Given::Plain("x".into())), ("doors".into(), open(None, false))],
        &Engine::COMPLETE,
    );
    assert_eq!(undecided.undecided.iter().map(ToString::to_string).collect::<Vec<_>>(), ["doors"]);
}

#[test]
fn what_is_open_decides_only_where_it_is_read() {
    let open = |known, secret| Given::Open { known, secret };
    let door = |number| {
        let door = Given::Object(vec![("number".into(), number)]);
        Given::Object(vec![("a".into(), door)])
    };
    let house = |doors, locked| {
        let place = Given::Plain("x".into());
        let given = [("place".into(), place), ("doors".into(), doors), ("locked".into(), locked)];
        let checked = check_inputs(&HOUSE.model(), &given, &Engine::COMPLETE);
        assert_eq!(checked.problems, []);
        let paths = |all: &[Arc<Path>]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
        let deciding = paths(&deciding(&HOUSE.model(), &checked.inputs));
        let built = specialise(&HOUSE.model(), &checked.inputs);
        assert_eq!(built.is_err(), !deciding.is_empty());
        (paths(&checked.undecided), paths(&checked.secret), deciding, built.ok())
    };
    // The number of a door is structural, and only flows.
    for (number, unknown, secret) in
        [(open(None, false), 1, 0), (open(None, true), 1, 1), (open(Some(7.into()), true), 0, 1)]
    {
        let (undecided, hidden, deciding, built) = house(door(number), Given::Plain(true.into()));
        assert_eq!((undecided.len(), hidden.len(), deciding.len()), (unknown, secret, 0));
        let number = built.unwrap().resources[1].properties[1].1.clone();
        assert!(matches!(number, Expr::Hole(at) if at.to_string() == "doors[\"a\"].number"));
    }
    let (.., deciding, _) = house(door(Given::Plain(7.into())), open(None, false));
    assert_eq!(deciding, ["locked"]);
    let (.., deciding, _) = house(open(None, false), open(Some(true.into()), true));
    assert_eq!(deciding, ["doors", "locked"]);
}

#[test]
fn a_secret_is_checked_without_showing_it() {
    let inputs = vec![
        ("place".into(), Given::Open { known: Some(7.into()), secret: true }),
        ("doors".into(), Given::Object(Vec::new())),
        ("colour".into(), Given::Open { known: Some("blue".into()), secret: true }),
    ];
    let checked = check_inputs(&HOUSE.model(), &inputs, &Engine::COMPLETE);
    assert_eq!(checked.secret.iter().map(ToString::to_string).collect::<Vec<_>>(), ["colour"]);
    let text = format!("{:?}", checked.problems);
    assert!(text.contains("input/type") && text.contains("input/not-offered"), "{text}");
    assert!(!text.contains("blue") && !text.contains('7'), "{text}");
}

#[test]
fn a_template_keeps_value_inputs_open() {
    let inputs =
        Given::inputs(&json!({"doors": {"a": {"number": 7}, "b": {"number": 8, "sign": "exit"}}}));
    let checked =
        check_inputs(&HOUSE.model(), &inputs, &Engine { leaves_open: true, ..Engine::COMPLETE });
    assert_eq!(checked.problems, []);
    let open: Vec<_> =
        checked.open.iter().map(|open| (open.path.to_string(), open.default.clone())).collect();
    assert_eq!(
        open,
        [("place".to_owned(), None), ("doors[\"b\"].sign".to_owned(), Some("exit".into()))]
    );
}

#[test]
fn a_condition_over_a_value_is_refused() {
    fn graph() -> Graph {
        Graph::new([
            node("one", Kind("test/one")).only_if(all([not(input("place").is_set())])),
            node("many", Kind("test/many")).for_each(input("labels")),
            node("lost", Kind("test/lost")).set(Name("x"), input("nowhere")),
        ])
    }
    const BAD: Component = Component::new::<Inputs>("Bad", graph);
    let ids: Vec<_> = check(&BAD.model()).into_iter().map(|problem| problem.id).collect();
    assert_eq!(ids, ["graph/stage", "graph/stage", "graph/no-input"]);
}
