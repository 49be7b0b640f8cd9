//! A value that is wrong decides nothing, and one that is not known yet only what it can.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use privatelink_ir::expr::{all, any, for_list_if, for_map, input, key, local, not, text, value};
use privatelink_ir::graph::{each, node};
use privatelink_ir::rule::rule;
use privatelink_ir::{
    Component, Engine, Expr, Given, Graph, Kind, Name, Value, check_inputs, specialise,
};
use schemars::JsonSchema;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Rooms by name.
    #[schemars(extend("default" = {}))]
    rooms: BTreeMap<String, Room>,
    /// Another one.
    shed: Option<Room>,
    /// Labels.
    #[schemars(extend("default" = {}))]
    labels: Value<BTreeMap<String, String>>,
    /// What was handed over.
    parcel: Option<Value<Parcel>>,
    /// Words.
    #[schemars(extend("maxProperties" = 3, "default" = {}))]
    words: BTreeMap<String, String>,
}

/// A room.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Room {
    /// Its door.
    door: Option<String>,
    /// Its window.
    window: Option<String>,
    /// Its number.
    #[schemars(extend("default" = 0))]
    number: u32,
}

/// Something handed over.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Parcel {
    /// Weight.
    weight: Option<Value<String>>,
}

fn graph() -> Graph {
    let room = |name: &'static str| value("room").get(name);
    let wall =
        |place: Expr| any([place.clone().get("door").is_set(), place.get("window").is_set()]);
    let same = for_list_if(
        "other",
        input("rooms"),
        value("other").get("number").equals(room("number")),
        key("other"),
    );
    let numbers = for_map("room", input("rooms"), text([room("number")]), key("room"));
    let house = node("house", Kind("test/house"))
        .set(Name("weight"), input("parcel").get("weight").or_else("none"))
        .set(Name("labels"), input("labels"));
    let room_node = node("room", Kind("test/room"))
        .for_each(input("rooms"))
        .set(Name("number"), each().get("number"))
        .set(Name("numbers"), local("numbers"));
    Graph::new([house, room_node])
        .local("numbers", numbers)
        .rule(
            rule("rooms/walls", &["rooms"])
                .each("room", input("rooms"))
                .must(not(all([room("door").is_set(), room("window").is_set()])))
                .otherwise(["has a door and a window".into()], "give one"),
        )
        .rule(
            rule("rooms/many", &["rooms"])
                .must(input("rooms").length().at_most(2000))
                .otherwise(["are too many".into()], "remove some"),
        )
        .rule(
            rule("rooms/twice", &["rooms"])
                .each("room", input("rooms"))
                .must(any([room("number").equals(0), same.length().at_most(1)]))
                .otherwise(["has a number twice".into()], "renumber"),
        )
        .rule(
            rule("shed/none", &["shed"])
                .must(any([not(input("shed").is_set()), not(wall(input("shed")))]))
                .otherwise(["has a wall".into()], "remove it"),
        )
        .rule(
            rule("rooms/labelled", &["rooms"])
                .must(local("numbers").lookup("13").equals(Expr::NULL))
                .otherwise(["have a 13".into()], "renumber"),
        )
        .rule(
            rule("words/bad", &["words"])
                .each("word", input("words"))
                .must(not(value("word").equals("bad")))
                .otherwise(["is bad".into()], "be good"),
        )
}

const HOUSE: Component = Component::new::<Inputs>("House", graph);

fn said(given: &[(&str, Given)]) -> Vec<String> {
    let given: Vec<_> = given.iter().map(|(name, value)| ((*name).into(), value.clone())).collect();
    let checked = check_inputs(&HOUSE.model(), &given, &Engine::COMPLETE);
    checked.problems.iter().map(ToString::to_string).collect()
}

fn plain(value: &Json) -> Given {
    Given::from(value)
}

#[test]
fn nothing_is_said_of_what_is_inside_of_a_wrong_value() {
    let rooms = plain(&json!({ "a": "x", "b": 7, "c": { "door": 1, "window": "w" } }));
    assert_eq!(
        said(&[("rooms", rooms), ("shed", plain(&json!("x")))]),
        [
            "`rooms[\"a\"]` is the text `x`, but has to be an object; give it an object",
            "`rooms[\"b\"]` is the number 7, but has to be an object; give it an object",
            "`rooms[\"c\"].door` is the number 1, but has to be text; give it text",
            "`shed` is the text `x`, but has to be an object; give it an object",
        ]
    );
    let secret = Given::Open { known: Some(json!({ "door": "x" }).into()), secret: true };
    assert_eq!(said(&[("shed", secret)]).len(), 1);
}

#[test]
fn a_key_that_is_wrong_does_not_drop_its_entry() {
    // Numbers become keys of a named value: with one of them wrong, which keys there are is not known.
    let rooms = plain(&json!({ "a": { "number": "13" } }));
    let wanted = "`rooms[\"a\"].number` is the text `13`, but has to be a whole number; give it a whole number";
    assert_eq!(said(&[("rooms", rooms)]), [wanted]);
}

#[test]
fn whether_a_part_of_an_unknown_value_is_there_is_not_known() {
    let unknown = || Given::Open { known: None, secret: false };
    assert_eq!(said(&[("shed", unknown())]), Vec::<String>::new());
    assert_eq!(
        said(&[("rooms", Given::Object(vec![("a".into(), unknown())]))]),
        Vec::<String>::new()
    );

    let given = [("parcel".into(), unknown())];
    let checked = check_inputs(&HOUSE.model(), &given, &Engine::COMPLETE);
    let house = specialise(&HOUSE.model(), &checked.inputs).unwrap().resources.remove(0);
    assert!(matches!(&house.properties[0].1, Expr::If(..)), "{:?}", house.properties);
    let weight = Given::Object(vec![("weight".into(), unknown())]);
    let checked = check_inputs(&HOUSE.model(), &[("parcel".into(), weight)], &Engine::COMPLETE);
    let house = specialise(&HOUSE.model(), &checked.inputs).unwrap().resources.remove(0);
    assert!(matches!(&house.properties[0].1, Expr::Hole(_)), "{:?}", house.properties);
}

#[test]
fn an_empty_entry_is_said_unless_the_map_is_a_value() {
    let rooms = plain(&json!({ "a": null, "b": {} }));
    let empty = "`rooms[\"a\"]` is empty; give it an object, or remove it";
    assert_eq!(said(&[("rooms", rooms), ("labels", plain(&json!({ "x": null })))]), [empty]);
}

#[test]
fn of_what_is_too_large_nothing_else_is_said() {
    let words = plain(&json!({ "a": "bad", "b": "bad", "c": "c", "d": "d" }));
    let wanted = "`words` has 4 entries, more than the 3 allowed; give at most 3";
    assert_eq!(said(&[("words", words)]), [wanted]);
    let words = plain(&json!({ "a": "bad", "b": 1, "c": "c" }));
    assert_eq!(said(&[("words", words)]).len(), 2);

    // A limit that a rule has is one as well.
    let room = json!({ "number": 1, "door": "d", "window": "w" });
    let rooms = |count| (0..count).map(|at| (format!("r{at}"), room.clone())).collect::<Json>();
    assert_eq!(said(&[("rooms", plain(&rooms(2001)))]), ["`rooms` are too many; remove some"]);
    assert_eq!(said(&[("rooms", plain(&rooms(2)))]).len(), 4);
}

/// A generous limit, for builds that are not optimised: with the square of the number it takes minutes.
#[test]
fn what_all_resources_read_is_computed_once() {
    let start = Instant::now();
    let rooms: Json = (1..1500).map(|at| (format!("r{at}"), json!({ "number": 0 }))).collect();
    let given = [("rooms".into(), plain(&rooms))];
    let checked = check_inputs(&HOUSE.model(), &given, &Engine::COMPLETE);
    assert_eq!(checked.problems, []);
    assert_eq!(specialise(&HOUSE.model(), &checked.inputs).unwrap().resources.len(), 1500);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn of_very_many_unknown_names_the_first_are_named() {
    let names = (0..1_100).map(|at| (format!("door{at}"), json!("oak")));
    let shed: Json = names.collect::<serde_json::Map<_, _>>().into();
    let checked =
        check_inputs(&HOUSE.model(), &Given::inputs(&json!({ "shed": shed })), &Engine::COMPLETE);
    assert_eq!(checked.problems.len(), 1_001);
    assert_eq!(
        checked.problems.last().unwrap().to_string(),
        "`shed` has 100 more names that are not inputs of `House`; remove them"
    );
}

#[test]
fn more_problems_than_anybody_could_use_are_left_out() {
    let rooms = (0..6_000).map(|at| (format!("room{at}"), json!(5)));
    let rooms: Json = rooms.collect::<serde_json::Map<_, _>>().into();
    let given = json!({ "rooms": rooms });
    let checked = check_inputs(&HOUSE.model(), &Given::inputs(&given), &Engine::COMPLETE);
    assert_eq!(checked.problems.len(), 5_000);
    assert!(checked.has_errors());
}
