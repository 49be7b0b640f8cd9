//! What the checker makes of graphs, and which resources and outputs wait for which.

use privatelink_ir::expr::{Expr, input, list};
use privatelink_ir::graph::{each, node, output};
use privatelink_ir::{
    Address, Capability, Component, Engine, Graph, Kind, Lack, Limit, Name, Operation, Type, Value,
    check, specialise,
};
use schemars::JsonSchema;
use std::collections::BTreeMap;

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Structural text.
    names: Vec<String>,
    /// Text that may be unknown.
    addresses: Vec<Value<String>>,
    /// Text that may be unknown.
    place: Value<String>,
    /// How long to build.
    patience: Option<String>,
}

const ROOM: Kind = Kind("test/room");
const ID: Name = Name("id");

fn problems(graph: fn() -> Graph) -> Vec<String> {
    let problems = check(&Component::new::<Inputs>("House", graph).model());
    problems.into_iter().map(|problem| format!("{} {}", problem.id, problem.path)).collect()
}

fn waiting() -> Graph {
    let house = node("house", ROOM);
    let room = node("room", ROOM).for_each(input("names")).set(Name("house"), house.attribute(ID));
    let id = house.attribute(ID);
    Graph::new([house, room]).with_output(output("id", Type::text(), "Id.", id).after(&["room"]))
}

#[test]
fn an_output_waits_for_all_instances_of_a_node() {
    let model = Component::new::<Inputs>("House", waiting).model();
    let names = list(["attic".into(), "cellar".into()]);
    let inputs = BTreeMap::from([("names".into(), names)]);
    let built = specialise(&model, &inputs).unwrap();
    let room = |key: &str| Address { label: "room", key: Some(key.into()) };
    let waits = built.outputs.iter().flat_map(|output| &output.waits).cloned().collect::<Vec<_>>();
    let after: Vec<_> = built.awaited(&waits).map(|resource| resource.address.clone()).collect();
    assert_eq!(after, [room("attic"), room("cellar")]);
    assert_eq!(problems(waiting), Vec::<String>::new());
}

#[test]
fn an_output_waits_for_nothing_that_is_not_there() {
    let graph = || {
        Graph::default().with_output(output("id", Type::text(), "Id.", "x".into()).after(&["room"]))
    };
    assert_eq!(problems(graph), ["graph/no-node id"]);
}

#[test]
fn names_of_resources_are_known_from_the_start() {
    let of_list = || Graph::new([node("room", ROOM).for_each(input("addresses"))]);
    assert_eq!(problems(of_list), ["graph/stage room"]);
    let of_attributes = || {
        let house = node("house", ROOM);
        let room = node("room", ROOM).for_each(list([house.attribute(ID)]));
        Graph::new([house, room])
    };
    assert_eq!(problems(of_attributes), ["graph/stage room"]);
    let of_names = || {
        let room = node("room", ROOM).for_each(input("names")).set(Name("name"), each());
        Graph::new([room])
    };
    assert_eq!(problems(of_names), Vec::<String>::new());
}

#[test]
fn which_instance_is_meant_is_known_from_the_start() {
    fn of(key: Expr) -> Graph {
        let room = node("room", ROOM).for_each(input("names"));
        let door = node("door", ROOM).set(Name("room"), room.instance(key, ID));
        Graph::new([room, door])
    }
    assert_eq!(problems(|| of(input("place"))), ["graph/stage door"]);
    assert_eq!(problems(|| of("attic".into())), Vec::<String>::new());
}

/// A house that takes as long as the user says, and is gone in no more than an hour.
fn patient() -> Graph {
    let house = node("house", ROOM)
        .timeout(Operation::Create, input("patience"), "10m")
        .timeout(Operation::Update, input("patience"), Expr::NULL)
        .timeout(Operation::Delete, Expr::NULL, "1h");
    Graph::new([house])
}

#[test]
fn the_user_has_the_first_say_how_long_to_wait() {
    let limits = |patience: Expr| {
        let model = Component::new::<Inputs>("House", patient).model();
        let inputs = BTreeMap::from([("patience".into(), patience)]);
        specialise(&model, &inputs).unwrap().resources.remove(0).limits
    };
    let limit = |operation, duration: &str, is_given| Limit {
        operation,
        duration: duration.to_owned(),
        is_given,
    };
    let [create, delete] =
        [limit(Operation::Create, "10m", false), limit(Operation::Delete, "1h", false)];
    assert_eq!(limits(Expr::NULL), [create, delete.clone()]);
    let [create, update] =
        [limit(Operation::Create, "90s", true), limit(Operation::Update, "90s", true)];
    assert_eq!(limits("90s".into()), [create, update, delete]);
    assert_eq!(problems(patient), Vec::<String>::new());
}

#[test]
fn how_long_to_wait_is_known_from_the_start() {
    let of_value =
        || Graph::new([node("house", ROOM).timeout(Operation::Create, input("place"), "10m")]);
    assert_eq!(problems(of_value), ["graph/stage house"]);
    let of_attribute = || {
        let house = node("house", ROOM);
        let room = node("room", ROOM).timeout(Operation::Create, Expr::NULL, house.attribute(ID));
        Graph::new([house, room])
    };
    assert_eq!(problems(of_attribute), ["graph/stage room"]);
    let twice = || {
        let house = node("house", ROOM).timeout(Operation::Create, Expr::NULL, "10m");
        Graph::new([house.timeout(Operation::Create, Expr::NULL, "20m")])
    };
    assert_eq!(problems(twice), ["graph/timeout-twice house"]);
    let of_nothing =
        || Graph::new([node("house", ROOM).timeout(Operation::Create, input("pace"), Expr::NULL)]);
    assert_eq!(problems(of_nothing), ["graph/no-input house"]);
}

#[test]
fn an_engine_may_get_an_output_in_another_way() {
    const ABILITY: Capability = Capability("ability");
    const LACK: Lack = Lack { capability: ABILITY, reason: "", instead: "" };
    fn of(other: Expr) -> Graph {
        let house = node("house", ROOM);
        let told = output("id", Type::text(), "Id.", house.attribute(ID));
        let told = told.on_engines_without(ABILITY, other);
        Graph::new([house]).with_output(told)
    }
    let model = Component::new::<Inputs>("House", || of(input("place"))).model();
    let inputs = BTreeMap::from([("place".into(), "here".into())]);
    let specialised = specialise(&model, &inputs).unwrap();
    assert!(matches!(specialised.outputs[0].value, Expr::Attribute { .. }));
    let complete = specialised.clone().on(&Engine::COMPLETE);
    assert_eq!(complete.outputs[0].value, specialised.outputs[0].value);
    let lacking = Engine { lacks: &[LACK], ..Engine::COMPLETE };
    assert_eq!(specialised.on(&lacking).outputs[0].value, "here".into());
    assert_eq!(problems(|| of(input("pace"))), ["graph/no-input id"]);
}
