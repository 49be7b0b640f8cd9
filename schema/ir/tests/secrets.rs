//! Secrets decide about resources, and stand in no name.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use privatelink_ir::expr::{for_map, for_map_if, input, key, list, object, text, value};
use privatelink_ir::graph::{each, node};
use privatelink_ir::rule::rule;
use privatelink_ir::{
    Awaited, Checked, Component, Engine, Expr, Given, Graph, Kind, Missing, Name, Operation,
    Problem, Resource, Specialised, Type, check, check_inputs, missing, specialise_revealing,
};
use schemars::JsonSchema;
use serde_json::{Value as Json, json};
use std::sync::Arc;

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Whether it has a gate.
    #[schemars(extend("default" = true))]
    gated: bool,
    /// How many lamps.
    #[schemars(range(max = 3))]
    #[schemars(extend("default" = 0))]
    lamps: u32,
    /// Doors.
    #[schemars(extend("default" = []))]
    doors: Vec<Door>,
    /// Codes of a lock.
    #[schemars(extend("default" = []))]
    codes: Vec<String>,
    /// Names on bells.
    #[schemars(extend("default" = []), length(max = 3))]
    bells: Vec<String>,
    /// Rooms.
    #[schemars(extend("default" = {}))]
    rooms: std::collections::BTreeMap<String, u32>,
    /// How long to wait.
    wait: Option<String>,
}

/// A door.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Door {
    /// Its name.
    name: String,
    /// Whether it is there.
    #[schemars(extend("default" = true))]
    enabled: bool,
    /// How wide it is.
    #[schemars(extend("default" = 1), range(max = 9))]
    width: u32,
}

fn graph() -> Graph {
    let lamps = Expr::from(json!([{ "at": 1, "name": "one" }, { "at": 2, "name": "two" }]));
    let lit = for_map_if(
        "lamp",
        lamps,
        value("lamp").get("at").at_most(input("lamps")),
        value("lamp").get("name"),
        value("lamp").get("at"),
    );
    let there = for_map_if(
        "door",
        input("doors"),
        value("door").get("enabled"),
        value("door").get("name"),
        value("door"),
    );
    let numbered =
        for_map("code", input("codes"), text(["code-".into(), key("code")]), value("code"));
    let side = || input("gated").choose("left", "right");
    let gate = node("gate", Kind("test/gate")).only_if(input("gated"));
    let lamp = node("lamp", Kind("test/lamp")).for_each(lit).set(Name("at"), each());
    let door = node("door", Kind("test/door"))
        .for_each(there)
        .set(Name("width"), each().get("width"))
        .set(Name("kind"), "wood");
    let code = node("code", Kind("test/code")).for_each(numbered).set(Name("code"), each());
    let wing = node("wing", Kind("test/wing")).for_each(list(["left".into(), "right".into()]));
    let bell = node("bell", Kind("test/bell")).for_each(input("bells"));
    let room = node("room", Kind("test/room")).for_each(input("rooms")).set(Name("size"), each());
    let house = node("house", Kind("test/house"))
        .set(Name("side"), side())
        .set(Name("plain"), "stone")
        .set(Name("wing"), wing.instance(side(), Name("id")))
        .set(Name("tags"), object([("lamps", input("lamps"))]))
        .timeout(Operation::Create, input("wait"), input("gated").choose("10m", "20m"));
    let hall = node("hall", Kind("test/hall"))
        .for_each(list([side()]))
        .after_instance("wing", side())
        .set(Name("side"), privatelink_ir::graph::each_key());
    let id = gate.attribute(Name("id"));
    let wide = rule("doors/wide", &["doors"])
        .each("door", input("doors"))
        .field("width")
        .must(value("door").get("width").at_most(5))
        .otherwise(["is ".into(), value("door").get("width"), ", too wide".into()], "narrow it");
    Graph::new([gate, lamp, door, code, wing, bell, room, house, hall])
        .rule(wide)
        .output("side", Type::text(), "Side.", side())
        .optional_output("gateId", Type::text(), "Id.", id)
}

const HOUSE: Component = Component::new::<Inputs>("House", graph);

/// Inputs in which what stands under `secret` is one; null in it is not known.
fn given(inputs: &Json) -> Vec<(Arc<str>, Given)> {
    fn value(of: &Json) -> Given {
        match of {
            Json::Object(entries) if entries.contains_key("secret") => {
                let known = &entries["secret"];
                Given::Open {
                    known: (!known.is_null()).then(|| known.clone().into()),
                    secret: true,
                }
            }
            Json::Object(entries) => Given::Object(
                entries.iter().map(|(key, it)| (key.as_str().into(), value(it))).collect(),
            ),
            Json::Array(items) => Given::List(items.iter().map(value).collect()),
            scalar => Given::from(scalar),
        }
    }
    let Given::Object(entries) = value(inputs) else { panic!("{inputs}") };
    entries
}

fn checked(inputs: &Json) -> Checked {
    check_inputs(&HOUSE.model(), &given(inputs), &Engine::COMPLETE)
}

fn specialised(inputs: &Json) -> Result<Specialised, Vec<Problem>> {
    let checked = checked(inputs);
    assert_eq!(checked.problems, []);
    specialise_revealing(&HOUSE.model(), &checked.inputs, &checked.plaintexts)
}

fn built(inputs: &Json) -> Specialised {
    specialised(inputs).unwrap()
}

fn keys(house: &Specialised, label: &str) -> Vec<String> {
    let members = house.members(label).iter();
    members.map(|one| one.address.key.as_deref().unwrap_or("only").to_owned()).collect()
}

fn holes(expr: &Expr) -> Vec<String> {
    let mut found = Vec::new();
    expr.walk(&mut |part| {
        if let Expr::Hole(path) = part {
            found.push(path.to_string());
        }
    });
    found
}

fn holes_of(resource: &Resource, property: &str) -> Vec<String> {
    holes(resource.property(property).unwrap())
}

#[test]
fn the_component_is_well_formed() {
    assert_eq!(check(&HOUSE.model()), []);
}

#[test]
fn a_secret_condition_decides_and_what_is_made_of_it_stays_secret() {
    for (gated, gates) in [(true, 1), (false, 0)] {
        let house = built(&json!({ "gated": { "secret": gated } }));
        assert_eq!(keys(&house, "gate").len(), gates);
        let [main] = house.members("house") else { panic!() };
        assert_eq!(holes_of(main, "side"), ["gated"]);
        assert_eq!(main.property("plain"), Some(&"stone".into()));
        assert_eq!(holes(&house.outputs[0].value), ["gated"]);
        // A time limit is chosen by it.
        assert_eq!(main.limits[0].duration, if gated { "10m" } else { "20m" });
    }
}

#[test]
fn a_secret_number_decides_how_many_there_are() {
    for (lamps, wanted) in [(0, vec![]), (1, vec!["one"]), (2, vec!["one", "two"])] {
        let house = built(&json!({ "lamps": { "secret": lamps } }));
        assert_eq!(keys(&house, "lamp"), wanted);
        for lamp in house.members("lamp") {
            // Which value an entry has might follow from the secret.
            assert_eq!(holes_of(lamp, "at"), ["lamps"]);
        }
    }
}

#[test]
fn a_secret_says_which_elements_there_are() {
    let door =
        |name: &str, enabled: bool| json!({ "name": name, "enabled": { "secret": enabled } });
    let house = built(&json!({ "doors": [door("front", true), door("back", false)] }));
    assert_eq!(keys(&house, "door"), ["front"]);
    let front = &house.members("door")[0];
    assert_eq!(holes_of(front, "width"), ["doors[0].enabled"]);
    assert_eq!(front.property("kind"), Some(&"wood".into()));
}

#[test]
fn a_secret_list_is_walked_by_position() {
    for codes in
        [json!([{ "secret": "1234" }, { "secret": "5678" }]), json!({ "secret": ["1234", "5678"] })]
    {
        let house = built(&json!({ "codes": codes }));
        assert_eq!(keys(&house, "code"), ["code-0", "code-1"]);
        for (at, code) in house.members("code").iter().enumerate() {
            assert!(holes_of(code, "code").contains(&format!("codes[{at}]")), "{code:?}");
            assert!(!format!("{code:?}").contains("1234"));
        }
    }
}

#[test]
fn a_secret_chooses_one_of_two_names_and_which_instance_is_read() {
    for (gated, side) in [(true, "left"), (false, "right")] {
        let house = built(&json!({ "gated": { "secret": gated } }));
        assert_eq!(keys(&house, "hall"), [side]);
        assert_eq!(house.members("hall")[0].property("side"), Some(&side.into()));
        let [main] = house.members("house") else { panic!() };
        let read = main.reads.iter().map(|at| &house.resources[*at].address);
        let read: Vec<_> = read.map(|address| address.key.as_deref().unwrap()).collect();
        assert_eq!(read, [side]);
        assert_eq!(holes_of(main, "wing"), ["gated"]);
        let [Awaited::One(address)] = &*house.members("hall")[0].waits else { panic!() };
        assert_eq!(address.key.as_deref(), Some(side));
    }
}

#[test]
fn no_name_and_no_time_limit_is_made_of_a_secret() {
    let door = json!({ "name": { "secret": "hunter2" } });
    for (inputs, path) in [
        (json!({ "bells": { "secret": ["hunter2"] } }), "bells"),
        (json!({ "bells": ["smith", { "secret": "hunter2" }] }), "bells[1]"),
        (json!({ "rooms": { "secret": { "hunter2": 1 } } }), "rooms"),
        (json!({ "doors": [door] }), "doors[0].name"),
        (json!({ "doors": { "secret": [{ "name": "hunter2" }] } }), "doors"),
        (json!({ "wait": { "secret": "hunter2" } }), "wait"),
    ] {
        let problems = specialised(&inputs).unwrap_err();
        assert!(!format!("{problems:?}").contains("hunter2"), "{problems:?}");
        let checked = checked(&inputs);
        assert!(!format!("{:?}", checked.plaintexts).contains("hunter2"));
        let Missing { inputs: all, names } =
            missing(&HOUSE.model(), &checked.inputs, &checked.plaintexts);
        assert_eq!(all, names);
        let blamed =
            checked.secret.iter().filter(|at| names.iter().any(|it| it.0.starts_with(&at.0)));
        assert_eq!(blamed.map(ToString::to_string).collect::<Vec<_>>(), [path]);
    }
    // A map whose values alone are secret.
    let house = built(&json!({ "rooms": { "kitchen": { "secret": 7 } } }));
    assert_eq!(keys(&house, "room"), ["kitchen"]);
    assert_eq!(holes_of(&house.members("room")[0], "size"), ["rooms[\"kitchen\"]"]);
}

#[test]
fn a_secret_that_is_not_known_decides_nothing_yet() {
    for (inputs, path, is_name) in [
        (json!({ "gated": { "secret": null } }), "gated", false),
        (json!({ "lamps": { "secret": null } }), "lamps", false),
        (json!({ "codes": { "secret": null } }), "codes", false),
        (
            json!({ "doors": [{ "name": "a", "enabled": { "secret": null } }] }),
            "doors[0].enabled",
            false,
        ),
        (json!({ "bells": { "secret": null } }), "bells", true),
        (json!({ "rooms": { "secret": null } }), "rooms", true),
    ] {
        assert!(specialised(&inputs).is_err());
        let checked = checked(&inputs);
        let found = missing(&HOUSE.model(), &checked.inputs, &checked.plaintexts);
        let names = |paths: &[Arc<privatelink_ir::Path>]| {
            paths.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(names(&found.inputs), [path]);
        assert_eq!(found.names.len(), usize::from(is_name), "{path}");
    }
}

#[test]
fn rules_hold_for_secrets_and_show_none() {
    let wide = json!({ "name": "a", "width": 7 });
    for (doors, place, message) in [
        (
            json!([{ "name": "a", "width": { "secret": 7 } }]),
            "doors[0].width",
            "is (secret), too wide",
        ),
        (json!([{ "secret": wide }]), "doors[0].width", "has a value that does not fit"),
        (json!({ "secret": [wide, wide] }), "doors.width", "has a value that does not fit"),
    ] {
        let problems = checked(&json!({ "doors": doors })).problems;
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!((problem.id.as_str(), problem.path.as_str()), ("doors/wide", place));
        assert_eq!(problem.message, message);
    }
}

#[test]
fn a_secret_of_the_wrong_size_or_type_is_told_by_neither_number_nor_value() {
    let bells = json!(["hunter2", "b", "c", "d"]);
    for (inputs, id, message) in [
        (
            json!({ "secret": bells }),
            "input/too-many",
            "is a secret with more entries than allowed",
        ),
        (
            json!({ "secret": [{ "name": "hunter2" }] }),
            "input/type",
            "is a secret of another type, but has to be a list",
        ),
        // Who writes the list itself sees its length.
        (
            json!(["a", "b", "c", { "secret": "d" }]),
            "input/too-many",
            "has 4 entries, more than the 3 allowed",
        ),
    ] {
        let problems = checked(&json!({ "bells": inputs })).problems;
        let [problem] = problems.as_slice() else { panic!("{problems:?}") };
        assert_eq!((problem.id.as_str(), problem.path.as_str()), (id, "bells"));
        assert_eq!(problem.message, message);
        assert!(!problem.to_string().contains("hunter2"), "{problem}");
    }
}
