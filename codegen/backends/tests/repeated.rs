//! What stands in a Terraform module again and again has a name there.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use privatelink_backends::terraform::compile;
use privatelink_ir::expr::{all, input, list, merge, object, text};
use privatelink_ir::graph::{Node, each, node};
use privatelink_ir::{Component, Expr, Graph, Kind, Model, Name, Type};
use schemars::JsonSchema;
use std::collections::BTreeMap;

const COMPONENT: Component = Component::new::<Inputs>("Repeated", Graph::default);

const TOPIC: Kind = Kind("sns/topic");
const KEY: Name = Name("kms_master_key_id");
const TAGS: Name = Name("tags");

/// What topics are made of.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Name of everything.
    name: String,
    /// Settings of topics.
    topics: Option<Topics>,
    /// Tags.
    #[schemars(extend("default" = {}))]
    tags: BTreeMap<String, String>,
}

/// Settings of topics.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Topics {
    /// Whether there are any.
    are_wanted_here: bool,
    /// Their key.
    encryption_key: Option<String>,
    /// Key where there is no other.
    key_otherwise: String,
}

fn topics() -> Expr {
    input("topics")
}

/// Whether topics are made.
fn are_wanted() -> Expr {
    all([topics().is_set(), topics().get("areWantedHere")])
}

fn module(
    nodes: impl IntoIterator<Item = Node>,
    local: Option<&'static str>,
) -> BTreeMap<String, String> {
    let mut graph = Graph::new(nodes);
    if let Some(name) = local {
        let named = Expr::Local(name);
        graph = graph.local(name, input("name")).output("kept", Type::text(), "It.", named);
    }
    let empty = COMPONENT.model();
    let model = Model::new(empty.name, empty.doc.clone(), empty.inputs.clone(), graph);
    compile(&model).unwrap().0
}

fn three(make: impl Fn(Node) -> Node) -> [Node; 3] {
    ["first", "second", "third"].map(|label| make(node(label, TOPIC)))
}

#[test]
fn a_condition_is_called_after_the_first_resource_that_it_makes() {
    let files = module(three(|node| node.only_if(are_wanted())), None);
    let locals = "locals {\n  create_first = try(var.topics.are_wanted_here, false)\n}\n";
    assert_eq!(files["locals.tf"], locals);
    assert_eq!(files["main.tf"].matches("count = local.create_first ? 1 : 0").count(), 3);
}

#[test]
fn names_of_the_component_are_its_own() {
    let files = module(three(|node| node.only_if(are_wanted())), Some("create_first"));
    assert!(files["locals.tf"].contains("create_first = var.name\n"), "{}", files["locals.tf"]);
    assert!(files["locals.tf"].contains("create_second = try("), "{}", files["locals.tf"]);
}

#[test]
fn a_property_that_is_the_same_everywhere_gives_its_name() {
    let tags = || merge(list([input("tags"), object([("Name", input("name"))])]));
    let files = module(three(|node| node.set(TAGS, tags())), None);
    let locals = "locals {\n  tags = merge(var.tags, { Name = var.name })\n}\n";
    assert_eq!(files["locals.tf"], locals);
    assert_eq!(files["main.tf"].matches("tags = local.tags\n").count(), 3);
}

#[test]
fn what_is_read_in_a_loop_stays_there() {
    let long = || text([each(), " is a key that has a rather long name".into()]);
    let looped = |node: Node| node.for_each(input("tags")).set(KEY, long());
    assert_eq!(module(three(looped), None).get("locals.tf"), None);
}

#[test]
fn what_is_short_or_there_twice_only_stays() {
    let files = module(three(|node| node.only_if(topics().is_set())), None);
    assert_eq!(files.get("locals.tf"), None);
    let twice = three(|node| node.only_if(are_wanted())).into_iter().take(2);
    assert_eq!(module(twice, None).get("locals.tf"), None);
}

#[test]
fn what_is_certain_only_in_its_resource_stays() {
    let key = || topics().get("encryptionKey").or_else(topics().get("keyOtherwise"));
    let files = module(three(|node| node.only_if(topics().is_set()).set(KEY, key())), None);
    assert_eq!(files.get("locals.tf"), None);
}
