//! Small components for tests, and what has to be true of all templates of one.

use crate::cloudformation::{Compiled, Format, Origin, compile_in_parts, read_inputs};
use privatelink_catalog::ec2::{security_group as group, security_group_egress_rule as egress};
use privatelink_catalog::sns::topic;
use privatelink_ir::graph::{each_key, node};
use privatelink_ir::{Component, Expr, Graph, Model, Node, Problem, Value};
use schemars::JsonSchema;
use serde_json::{Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

/// What the components take.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Anything.
    #[schemars(extend("default" = false))]
    on: bool,
    /// Anything by any name.
    #[schemars(extend("default" = {}))]
    many: BTreeMap<String, Value<String>>,
    /// Anything, known when it is deployed.
    #[schemars(extend("default" = "none"))]
    late: Value<String>,
    /// The same, and another one.
    #[schemars(extend("default" = "none"))]
    later: Value<String>,
}

/// A component of this graph.
pub(super) fn model(graph: Graph) -> Model {
    const EMPTY: Component = Component::new::<Inputs>("MadeUp", Graph::default);
    let Graph { locals, nodes, rules, outputs } = graph;
    let mut model = Model { locals, nodes, outputs, ..EMPTY.model() };
    model.rules.extend(rules);
    assert_eq!(privatelink_ir::check(&model), []);
    model
}

/// A topic that mentions others.
pub(super) fn reads(label: &'static str, others: &[&Node]) -> Node {
    let arn = |other: &&Node| match other.kind {
        group::KIND => other.attribute(group::ID),
        _ => other.attribute(topic::ARN),
    };
    let tags = others.iter().map(|other| (other.label.into(), arn(other))).collect();
    node(label, topic::KIND).set(topic::TAGS, Expr::object(tags))
}

/// A topic for each of many.
pub(super) fn many(label: &'static str) -> Node {
    let tags = Expr::object(vec![("Name".into(), each_key())]);
    node(label, topic::KIND).for_each(privatelink_ir::expr::input("many")).set(topic::TAGS, tags)
}

/// A group, and an element of it that mentions something.
pub(super) fn element(owner: &Node, description: Expr) -> Node {
    node("element", egress::KIND)
        .set(egress::SECURITY_GROUP_ID, owner.attribute(group::ID))
        .set(egress::IP_PROTOCOL, "-1")
        .set(egress::CIDR_IPV4, "10.0.0.0/8")
        .set(egress::DESCRIPTION, description)
}

/// The templates for inputs, spread over parts.
pub(super) fn compiled(model: &Model, inputs: &Json, parts: u32) -> Result<Compiled, Vec<Problem>> {
    let parts = NonZeroU32::new(parts).unwrap();
    compile_in_parts(model, &read_inputs(inputs), &[Format::Json], parts).inspect(hand_over)
}

/// The templates without inputs by the names of their stacks, in their order.
pub(super) fn templates(graph: Graph) -> Vec<(String, Json)> {
    named(&compiled(&model(graph), &json!({}), 1).unwrap())
}

/// Templates by the names of their stacks, in their order.
pub(super) fn named(compiled: &Compiled) -> Vec<(String, Json)> {
    let stacks = compiled.stacks.iter();
    stacks.map(|stack| (stack.name.clone(), template(compiled, &stack.name))).collect()
}

pub(super) fn template(compiled: &Compiled, name: &str) -> Json {
    compiled.files.0[&format!("{name}.json")].parse().unwrap()
}

/// Names of the stacks, in their order.
pub(super) fn order(graph: Graph) -> Vec<String> {
    templates(graph).into_iter().map(|(name, _)| name).collect()
}

/// Ids of the resources of a template.
pub(super) fn ids(template: &Json) -> BTreeSet<String> {
    template["Resources"].as_object().unwrap().keys().cloned().collect()
}

/// Checks that each stack gets what it asks for of an earlier one, asks for what it refers to, and that nothing is
/// handed over that nobody asks for.
pub(super) fn hand_over(compiled: &Compiled) {
    let mut outputs: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut asked: BTreeSet<(&str, &str)> = BTreeSet::new();
    for stack in &compiled.stacks {
        let template = template(compiled, &stack.name);
        let section = |name: &str| -> BTreeSet<String> {
            template[name].as_object().into_iter().flatten().map(|(id, _)| id.clone()).collect()
        };
        let mut known: BTreeSet<String> = section("Resources");
        for import in &stack.imports {
            known.insert(import.parameter.clone());
            if let Origin::Output { stack: from, output } = &import.origin {
                let earlier = outputs.get(from.as_str());
                assert!(
                    earlier.is_some_and(|outputs| outputs.contains(output)),
                    "{} asks {from} for {output}",
                    stack.name
                );
                asked.insert((from, output));
            }
        }
        known.extend(stack.parameters.iter().map(|(id, _)| id.clone()));
        let (found, parameters) = (known, section("Parameters"));
        assert!(parameters.is_subset(&found), "{}: {parameters:?}", stack.name);
        super::super::references::references(&template, &mut |id| {
            assert!(
                id.starts_with("AWS::") || id.starts_with("Part") || found.contains(id),
                "{}: nobody knows {id}",
                stack.name
            );
        });
        outputs.insert(&stack.name, section("Outputs"));
    }
    for (stack, outputs) in outputs {
        for output in outputs.iter().filter(|output| output.starts_with("From")) {
            assert!(asked.contains(&(stack, output)), "nobody asks {stack} for {output}");
        }
    }
}

/// Problems, one a line.
pub(super) fn told(result: Result<Compiled, Vec<Problem>>) -> String {
    match result {
        Ok(compiled) => panic!("nothing is wrong: {:?}", compiled.stacks),
        Err(problems) => {
            problems.iter().map(|problem| format!("[{}]: {problem}\n", problem.id)).collect()
        }
    }
}
