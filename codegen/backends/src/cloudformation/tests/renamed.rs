//! What had another label or key in an earlier release is the same resource in the stack.

use super::made_up::{many, model, reads};
use crate::cloudformation::{Compiled, Format, compile_in_parts, read_inputs};
use privatelink_catalog::ec2::{
    security_group as group, vpc_endpoint_service as service,
    vpc_endpoint_service_allowed_principal as principal,
};
use privatelink_catalog::sns::topic;
use privatelink_ir::expr::input;
use privatelink_ir::graph::{each_key, node};
use privatelink_ir::{Graph, Instance, Node, Was};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::num::NonZeroU32;

fn compiled(graph: Graph, inputs: &Json, parts: u32) -> Compiled {
    let parts = NonZeroU32::new(parts).unwrap();
    compile_in_parts(&model(graph), &read_inputs(inputs), &[Format::Json], parts).unwrap()
}

/// Types of the resources by template and id.
fn resources(graph: Graph, inputs: &Json, parts: u32) -> BTreeMap<(String, String), Json> {
    let mut found = BTreeMap::new();
    for (file, text) in compiled(graph, inputs, parts).files.0 {
        let template: Json = serde_json::from_str(&text).unwrap_or_default();
        for (id, resource) in template["Resources"].as_object().into_iter().flatten() {
            found.insert((file.clone(), id.clone()), resource["Type"].clone());
        }
    }
    found
}

fn was(label: &'static str) -> Was {
    Was::default().label(label)
}

#[test]
fn another_label_keeps_ids_and_parts() {
    let keys = (0..20).map(|number| (format!("n-{number}"), json!("x")));
    let inputs = json!({ "many": keys.collect::<serde_json::Map<_, _>>() });
    let allowed = |label, of: &Node| {
        node(label, principal::KIND)
            .for_each(input("many"))
            .set(principal::VPC_ENDPOINT_SERVICE_ID, of.attribute(service::ID))
            .set(principal::PRINCIPAL_ARN, each_key())
    };
    let offered = |label| node(label, service::KIND).set(service::ACCEPTANCE_REQUIRED, false);
    let before = || {
        let (doors, offer) = (many("door"), offered("offer"));
        let last = reads("last", &[]);
        Graph::new([allowed("allowed", &offer), doors, offer, last])
    };
    let after = || {
        let (doors, offer) = (many("gate"), offered("service").formerly(was("offer")));
        let last = reads("end", &[]).formerly(was("finish")).formerly(was("last"));
        let allowed = allowed("principal", &offer).formerly(was("allowed"));
        Graph::new([allowed, doors.formerly(was("door")), offer, last])
    };
    for parts in [1, 3] {
        let [then, now] = [before(), after()].map(|graph| resources(graph, &inputs, parts));
        assert!(then.keys().any(|(_, id)| id == "Last") && then.len() > 20, "{then:?}");
        assert_eq!(now, then);
    }
    let warnings = compiled(after(), &inputs, 1).warnings;
    assert!(warnings.iter().all(|warning| warning.id != "cloudformation/other-type"));
}

#[test]
fn an_instance_with_another_key_keeps_its_id_and_its_part() {
    let gates = |loops: &[&str]| {
        let loops = loops.iter().map(|key| ((*key).to_owned(), json!("x")));
        json!({ "many": loops.collect::<serde_json::Map<_, _>>() })
    };
    let alone = Graph::new([reads("gate", &[])]);
    let key = Instance::Key("main");
    let looped = many("gate").formerly(Was::default().instance(Instance::Only, key));
    let then = resources(alone.clone(), &json!({}), 1);
    let mut now = resources(Graph::new([looped.clone()]), &gates(&["main", "other"]), 1);
    let other = now.remove(&("template.json".to_owned(), "GateOther".to_owned()));
    assert!(other.is_some());
    assert_eq!(now, then);
    // And back, the loop being the older one.
    let single = reads("gate", &[]).formerly(Was::default().instance(key, Instance::Only));
    let then = resources(Graph::new([many("gate")]), &gates(&["main"]), 1);
    assert_eq!(resources(Graph::new([single]), &json!({}), 1), then);
    // A part is decided by the key of then.
    let both = |label, key: &'static str, old: &'static str| {
        let renamed = Was::default().instance(Instance::Key(old), Instance::Key(key));
        many(label).formerly(renamed)
    };
    let then = resources(Graph::new([many("gate")]), &gates(&["b", "c"]), 5);
    let graph = || Graph::new([both("gate", "a", "b")]);
    assert_eq!(resources(graph(), &gates(&["a", "c"]), 5), then);
}

#[test]
fn another_type_has_an_id_of_its_own_and_a_warning() {
    let made = |label| node(label, group::KIND).set(group::DESCRIPTION, "a");
    let retyped = Graph::new([made("door").formerly(Was::default().kind(topic::KIND))]);
    let ids = resources(retyped.clone(), &json!({}), 1);
    let ids: Vec<&String> = ids.keys().map(|(_, id)| id).collect();
    assert!(ids[0].starts_with("Door") && ids[0].len() == "Door".len() + 8, "{ids:?}");
    let warnings: Vec<String> =
        compiled(retyped, &json!({}), 1).warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        [
            "`door` was `AWS::SNS::Topic` in an earlier release and is `AWS::EC2::SecurityGroup`: CloudFormation changes no types, \
          so a stack that was made with that release makes the new one and deletes the old one; nothing for a new stack; \
          before you update an older one, give the old resource `DeletionPolicy: Retain`, and import it as the new one \
          (docs/upgrading.md)"
        ]
    );
    // Under another label nothing is in the way.
    let renamed = made("gate").formerly(Was::default().label("door").kind(topic::KIND));
    let ids = resources(Graph::new([renamed]), &json!({}), 1);
    assert_eq!(ids.keys().map(|(_, id)| id.as_str()).collect::<Vec<_>>(), ["Gate"]);
}
