//! What a check of a component knows about expressions: when their values are known, of which type they are.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use privatelink_ir::expr::{
    all, at, concat, for_list, for_list_if, for_map, here, input, key, list, local, merge, object,
    text, value, zip,
};
use privatelink_ir::graph::{Node, each, each_key, node, output};
use privatelink_ir::rule::rule;
use privatelink_ir::{
    Awaited, Component, Expr, Fact, Function, Graph, Keyed, Kind, Name, Slot, Type, Value, check,
    specialise,
};
use schemars::JsonSchema;
use serde_json::json;
use std::collections::BTreeMap;

/// Inputs of every stage.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Ids that may be known late.
    #[schemars(extend("default" = []))]
    ids: Vec<Value<String>>,
    /// Tables whose keys are known early.
    #[schemars(extend("default" = {}))]
    tables: Keyed<String, Value<String>>,
    /// A text that may be known late.
    late: Value<String>,
    /// A text that is known early.
    early: String,
    /// Names that are known early.
    #[schemars(extend("default" = []))]
    names: Vec<String>,
    /// A number with a fraction.
    share: Option<f64>,
    /// Spokes.
    #[schemars(extend("default" = {}))]
    spokes: BTreeMap<String, Spoke>,
    /// Whether everything is in one account.
    #[schemars(extend("default" = false))]
    same_account: bool,
}

/// A spoke.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Spoke {
    /// Its VPC.
    vpc_id: Value<String>,
    /// Its domain.
    domain: Option<String>,
    /// Its zones.
    zones: Vec<String>,
}

const KIND: Kind = Kind("test/thing");
const REGION: Fact = Fact("region");

fn thing() -> Node {
    node("x", KIND)
}

/// Problems with a graph, as `id place message`.
fn problems(graph: fn() -> Graph) -> Vec<String> {
    let problems = check(&Component::new::<Inputs>("Thing", graph).model());
    problems.into_iter().map(|it| format!("{} {} {}", it.id, it.path, it.message)).collect()
}

fn undecided(by: &str) -> String {
    format!("graph/stage x decides which resources there are by {by}, which may not be known yet")
}

/// Ids of the problems that an expression has as a property.
fn of(expr: fn() -> Expr) -> Vec<&'static str> {
    let model = Component::new::<Inputs>("Thing", Graph::default).model();
    let inference = privatelink_ir::Inference::new(&model);
    let (_, findings) = inference.findings(&expr(), &privatelink_ir::Context::default());
    findings.into_iter().map(|finding| finding.id).collect()
}

const NONE: [&str; 0] = [];

#[test]
fn a_loop_over_elements_that_are_known_late_is_refused() {
    let names_of_list =
        || Graph::new([thing().for_each(for_list("id", input("ids"), value("id")))]);
    assert_eq!(problems(names_of_list), [undecided("`ids[*]`")]);
    let names_of_map = || Graph::new([thing().for_each(input("tables").values())]);
    assert_eq!(problems(names_of_map), [undecided("`tables[*]`")]);
    let joined = || Graph::new([thing().for_each(concat([list([input("late")]), input("names")]))]);
    assert_eq!(problems(joined), [undecided("`late`")]);
    let built = || {
        let condition = object([("a", input("late"))]).get("a").equals("on");
        Graph::new([thing().only_if(condition)])
    };
    assert_eq!(problems(built), [undecided("`late`")]);
}

#[test]
fn a_loop_over_what_is_known_early_is_taken() {
    let keys = || Graph::new([thing().for_each(input("tables").keys())]);
    let of_maps = || {
        let entry = object([("spoke", key("spoke")), ("vpc", value("spoke").get("vpcId"))]);
        let zones = for_map("zone", value("spoke").get("zones"), value("zone"), entry);
        let all = merge(for_list("spoke", input("spokes"), zones));
        Graph::new([thing().for_each(all).set(Name("vpc"), each().get("vpc"))])
    };
    let of_late_list = || {
        // How many there are is known, and that is all that a condition asks.
        Graph::new([thing().only_if(input("ids").is_empty())])
    };
    let of_zip = || Graph::new([thing().for_each(zip(input("names"), input("ids")))]);
    let of_local = || {
        let spokes = for_list_if("s", input("spokes"), value("s").get("domain").is_set(), key("s"));
        Graph::new([thing().for_each(local("reached"))]).local("reached", spokes)
    };
    for graph in [keys, of_maps, of_late_list, of_zip, of_local] {
        assert_eq!(problems(graph), Vec::<String>::new());
    }
}

#[test]
fn what_is_inside_of_a_built_value_keeps_its_stage() {
    let through_lookup = || {
        let table = object([("a", object([("on", input("late"))]))]);
        Graph::new([thing().only_if(table.lookup("a").get("on").equals("yes"))])
    };
    assert_eq!(problems(through_lookup), [undecided("`late`")]);
    let through_merge = || {
        let maps = list([object([("a", input("late"))]), object([("b", "x".into())])]);
        Graph::new([thing().for_each(merge(maps).values())])
    };
    assert_eq!(problems(through_merge), [undecided("`late`")]);
    let through_local = || {
        let on = local("settings").get("late").equals("yes");
        let settings = object([("late", input("late")), ("early", input("early"))]);
        Graph::new([thing().only_if(on)]).local("settings", settings)
    };
    assert_eq!(problems(through_local), [undecided("`late`")]);
    let early_field = || {
        let on = local("settings").get("early").equals("yes");
        let settings = object([("late", input("late")), ("early", input("early"))]);
        Graph::new([thing().only_if(on)]).local("settings", settings)
    };
    assert_eq!(problems(early_field), Vec::<String>::new());
    let key_of_attribute = || {
        let other = node("other", KIND);
        let keys = for_map("n", input("names"), other.attribute(Name("id")), value("n"));
        Graph::new([other, thing().for_each(keys)])
    };
    assert_eq!(problems(key_of_attribute), [undecided("an attribute of `other`")]);
    let by_fact = || Graph::new([thing().only_if(here(REGION).equals("us-east-1"))]);
    assert_eq!(problems(by_fact), [undecided("the fact `region`")]);
}

#[test]
fn what_stays_open_is_never_left_out_silently() {
    let model = |graph| Component::new::<Inputs>("Thing", graph).model();
    let hole = |name: &str| Expr::Hole(privatelink_ir::Path::fields(&[name]).into());
    let inputs = BTreeMap::from([
        ("late".into(), hole("late")),
        ("ids".into(), list([hole("ids")])),
        ("names".into(), list([])),
        ("early".into(), "e".into()),
    ]);
    let graphs: [fn() -> Graph; 4] = [
        || Graph::new([thing().only_if(input("late").equals("on"))]),
        || Graph::new([thing().for_each(input("ids"))]),
        || Graph::new([thing().for_each(input("late"))]),
        || Graph::new([thing().in_slot_unless("hub", input("late").equals("on"))]),
    ];
    for graph in graphs {
        let problems = specialise(&model(graph), &inputs).unwrap_err();
        assert_eq!(
            problems.iter().map(|it| it.id.as_str()).collect::<Vec<_>>(),
            ["graph/undecided"]
        );
    }
    let missing = || {
        let other = node("other", KIND).for_each(input("names"));
        let read = other.instance("attic".into(), Name("id"));
        Graph::new([other, thing().set(Name("id"), read)])
    };
    let problems = specialise(&model(missing), &inputs).unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "`x` reads `other` under `attic`, which is not there; report it: a rule of the component has to refuse the inputs that lead there"
    );
}

#[test]
fn functions_take_what_they_are_made_for() {
    assert_eq!(of(|| text([input("names")])), ["graph/type"]);
    assert_eq!(of(|| input("early").at_most(3)), ["graph/type"]);
    assert_eq!(of(|| input("share").at_most(3)), NONE);
    assert_eq!(of(|| list([input("share")]).sum()), ["graph/type"]);
    assert_eq!(of(|| input("early").equals(3)), ["graph/type"]);
    assert_eq!(of(|| concat([input("early")])), ["graph/type"]);
    assert_eq!(of(|| input("names").keys()), ["graph/type"]);
    assert_eq!(of(|| object([("a", 1.into()), ("b", "x".into())]).keys()), ["graph/type"]);
    assert_eq!(of(|| Expr::call(Function::Not, [])), ["graph/arity"]);
    assert_eq!(of(|| Expr::call(Function::IsSet, [1.into(), 2.into()])), ["graph/arity"]);
    assert_eq!(of(|| input("early").choose(1, 2)), ["graph/type"]);
    assert_eq!(of(|| input("sameAccount").choose(1, "x")), ["graph/type"]);
    assert_eq!(of(|| input("sameAccount").choose(object([("a", 1.into())]), Expr::NULL)), NONE);
    assert_eq!(of(|| for_map("n", input("names"), 1.into(), value("n"))), ["graph/type"]);
    assert_eq!(of(|| for_list("n", input("early"), value("n"))), ["graph/type"]);
}

#[test]
fn a_key_that_may_be_null_is_refused_unless_that_is_asked() {
    let domains = || for_map("s", input("spokes"), value("s").get("domain"), key("s"));
    assert_eq!(of(domains), ["graph/null-key"]);
    let known = || {
        let domain = value("s").get("domain");
        privatelink_ir::expr::for_map_if("s", input("spokes"), domain.is_set(), domain, key("s"))
    };
    assert_eq!(of(known), NONE);
}

#[test]
fn fields_are_there_in_inputs_loops_and_named_values() {
    assert_eq!(of(|| for_list("s", input("spokes"), value("s").get("vpc"))), ["graph/no-field"]);
    assert_eq!(of(|| input("spokes").lookup("a").get("vpc")), ["graph/no-field"]);
    assert_eq!(of(|| input("early").get("length")), ["graph/type"]);
    let of_local = || {
        Graph::new([thing().set(Name("a"), local("known").get("gatewy"))])
            .local("known", object([("gateway", true.into())]))
    };
    assert_eq!(
        problems(of_local),
        ["graph/no-field x reads the field `gatewy`, which is not there"]
    );
}

#[test]
fn named_values_are_made_of_earlier_ones() {
    let later = || Graph::default().local("a", local("b")).local("b", input("early"));
    assert_eq!(problems(later), ["graph/local-order a reads `b`, which comes later"]);
    let circle = || Graph::default().local("a", local("b")).local("b", local("a"));
    assert_eq!(problems(circle), ["graph/local-order a reads `b`, which comes later"]);
    let itself = || Graph::default().local("a", text([local("a")]));
    assert_eq!(problems(itself), ["graph/local-order a reads `a`, which comes later"]);
    let twice = || Graph::default().local("a", input("early")).local("a", input("late"));
    assert_eq!(problems(twice), ["graph/local-twice a is the name of two values"]);
}

#[test]
fn rules_and_outputs_are_checked_like_everything_else() {
    let of_resource = || {
        let other = node("other", KIND);
        let must = other.attribute(Name("id")).is_set();
        let rule =
            rule("thing/rule", &["early"]).must(must).otherwise(["is wrong".into()], "mend it");
        Graph::new([other]).rule(rule)
    };
    assert_eq!(problems(of_resource), ["graph/rule rule `thing/rule` reads a resource"]);
    let of_other_type = || Graph::default().output("o", Type::text(), "O.", input("names"));
    assert_eq!(problems(of_other_type), ["graph/type o is text, and gives a list"]);
}

#[test]
fn which_one_goes_first_may_be_known_late_but_not_by_a_resource() {
    let by_entry = || {
        let condition = each().equals("rtb-1");
        Graph::new([thing().for_each(input("tables")).replaced_after(condition)])
    };
    assert_eq!(problems(by_entry), NONE);
    let model = Component::new::<Inputs>("Thing", by_entry).model();
    let open = Expr::Hole(privatelink_ir::Path::fields(&["late"]).into());
    let tables = object([("a", "rtb-1".into()), ("b", open.clone()), ("c", "rtb-2".into())]);
    let built = specialise(&model, &BTreeMap::from([("tables".into(), tables)])).unwrap();
    let said: Vec<_> = built.resources.iter().map(|it| it.replaced_after.clone()).collect();
    assert_eq!(said, [Some(true.into()), Some(open.equals("rtb-1")), None]);

    let by_resource = || {
        let other = node("other", KIND);
        let condition = other.attribute(Name("id")).is_set();
        Graph::new([other, thing().replaced_after(condition)])
    };
    let message = "graph/replaced-after x says by a resource whether its old one goes first";
    assert_eq!(problems(by_resource), [message]);
    let by_text = || Graph::new([thing().replaced_after(input("early"))]);
    assert_eq!(problems(by_text), ["graph/type x gives text where it takes true or false"]);
}

/// Things in two slots, one of which may be the other.
fn placed() -> Graph {
    let hub =
        thing().in_slot_unless("hub", input("sameAccount")).set(Name("region"), local("place"));
    let own = node("own", KIND).set(Name("region"), local("place"));
    let far = node("far", KIND).set(Name("region"), at("hub", REGION));
    let place = text(["in ".into(), here(REGION)]);
    let told = output("region", Type::text(), "Region.", local("place"));
    Graph::new([hub, own, far]).local("place", place).with_output(told)
}

#[test]
fn a_fact_is_that_of_the_slot_of_whoever_reads_it() {
    let model = Component::new::<Inputs>("Thing", placed).model();
    assert_eq!(check(&model), []);
    let region = |slot| Expr::Fact(REGION, Slot::Named(slot));
    let told = |slot| text(["in ".into(), region(slot)]);
    for (same, slot) in [(false, "hub"), (true, "default")] {
        let inputs = BTreeMap::from([("sameAccount".into(), same.into())]);
        let built = specialise(&model, &inputs).unwrap();
        let read: Vec<_> = built.resources.iter().map(|it| it.properties[0].1.clone()).collect();
        assert_eq!(built.resources[0].slot, slot);
        assert_eq!(read, [told(slot), told("default"), region("hub")]);
        assert_eq!(built.outputs[0].value, told("default"));
    }
    let nowhere = || Graph::new([thing().set(Name("a"), at("peer", REGION))]);
    assert_eq!(problems(nowhere), ["graph/no-slot x reads `region` of `peer`, which is no slot"]);
}

#[test]
fn an_instance_waits_for_the_instance_of_the_same_key() {
    let graph = || {
        let one = node("one", KIND).for_each(input("names"));
        let two = node("two", KIND).for_each(input("names")).after_instance("one", each_key());
        Graph::new([one, two])
    };
    let model = Component::new::<Inputs>("Thing", graph).model();
    assert_eq!(check(&model), []);
    let inputs = BTreeMap::from([("names".into(), json!(["a", "b"]).into())]);
    let built = specialise(&model, &inputs).unwrap();
    let waits = |at: usize| match &*built.resources[at].waits {
        [Awaited::One(address)] => address.key.as_deref().map(str::to_owned),
        _ => None,
    };
    assert_eq!([waits(2), waits(3)], [Some("a".to_owned()), Some("b".to_owned())]);
    let without_loop =
        || Graph::new([node("one", KIND), thing().after_instance("one", "a".into())]);
    assert_eq!(
        problems(without_loop),
        ["graph/key x waits for an instance of `one`, which has no loop"]
    );
    let late = || {
        Graph::new([
            node("one", KIND).for_each(input("names")),
            thing().after_instance("one", input("late")),
        ])
    };
    assert_eq!(
        problems(late),
        ["graph/stage x names a resource by `late`, which may not be known yet"]
    );
}

#[test]
fn an_attribute_that_a_loop_carries_reaches_the_property() {
    let graph = || {
        let one = node("one", KIND);
        let entries = for_map("n", input("names"), value("n"), one.attribute(Name("id")));
        let two = thing().for_each(entries).set(Name("id"), each());
        Graph::new([one, two])
    };
    let model = Component::new::<Inputs>("Thing", graph).model();
    assert_eq!(check(&model), []);
    let inputs = BTreeMap::from([("names".into(), json!(["a"]).into())]);
    let built = specialise(&model, &inputs).unwrap();
    assert!(matches!(built.resources[1].properties[0].1, Expr::Attribute { node: "one", .. }));
    assert_eq!(built.resources[1].reads.len(), 1);
}

#[test]
fn conditions_say_what_is_there() {
    let both = || {
        let domain = value("s").get("domain");
        let is_long = domain.length().at_most(3);
        for_list_if("s", input("spokes"), all([domain.is_set(), is_long]), text([domain]))
    };
    assert_eq!(of(both), NONE);
}
