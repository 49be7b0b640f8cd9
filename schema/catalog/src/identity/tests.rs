//! No two resources of a component have the same name in any engine, and names that there are stay as they are.

use super::{Engine, Identity, Spelled, child_name, fingerprint, machinery_ids};
use crate::acm::{certificate, certificate_validation};
use crate::autoscaling::attachment;
use crate::ec2::vpc_endpoint_service_allowed_principal as principal;
use crate::ec2::{
    vpc_details as vpc, vpc_endpoint_connection_accepter as accepter,
    vpc_endpoint_service as service,
};
use crate::lb::{listener, target_group as group, target_group_attachment as target};
use crate::s3::{bucket, bucket_policy, bucket_public_access_block as block};
use crate::sns::topic;
use crate::spelling::pascal_case;
use privatelink_ir::graph::{each, node};
use privatelink_ir::{Address, Expr, Kind, Model, Name, Node, Resource};
use proptest::collection::{btree_map, btree_set};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn model(nodes: Vec<Node>) -> Model {
    Model {
        name: "Example",
        formerly: &[],
        doc: String::new(),
        inputs: Vec::new(),
        locals: Vec::new(),
        nodes,
        rules: Vec::new(),
        outputs: Vec::new(),
    }
}

fn address(label: &'static str, key: Option<&str>) -> Address {
    Address { label, key: key.map(Into::into) }
}

fn resource(label: &'static str, key: Option<&str>, kind: Kind) -> Resource {
    Resource {
        address: address(label, key),
        kind,
        slot: "default",
        properties: Vec::new(),
        reads: Vec::new(),
        waits: [].into(),
        limits: Vec::new(),
        set_once: Vec::new(),
        replaced_after: None,
        formerly: Vec::new(),
    }
}

/// The same with a property that reads an attribute of another resource.
fn reading(read: &Node, key: Option<&str>, name: Name, of: Name, resource: Resource) -> Resource {
    let value = match key {
        Some(key) => read.instance(key.into(), of),
        None => read.attribute(of),
    };
    Resource { properties: vec![(name, value)], ..resource }
}

/// What the engines call a resource of the component `web` with these nodes.
fn spelled(nodes: Vec<Node>, resource: &Resource) -> [Spelled; 3] {
    let model = model(nodes);
    let identity = Identity::new(&model, crate::find);
    let engines = [Engine::Terraform("web"), Engine::Pulumi("web"), Engine::CloudFormation];
    engines.map(|engine| identity.spelled(resource, engine))
}

fn id(nodes: Vec<Node>, label: &'static str, key: Option<&str>) -> String {
    let model = model(nodes);
    Identity::new(&model, crate::find).logical_id(&address(label, key))
}

fn text(text: &str) -> String {
    text.to_owned()
}

#[test]
fn every_engine_has_its_own_name_for_a_resource() {
    let nodes = vec![node("listener", listener::KIND).for_each(Expr::NULL)];
    let [terraform, pulumi, cloudformation] =
        spelled(nodes, &resource("listener", Some("https"), listener::KIND));
    let address = format!("module.web.{}.listener[\"https\"]", listener::ENTRY.terraform);
    assert_eq!(terraform, Spelled::Address(address));
    let child = Spelled::Child { token: listener::ENTRY.pulumi, name: text("web-listener-https") };
    assert_eq!(pulumi, child);
    assert_eq!(cloudformation, Spelled::Id(text("ListenerHttps")));
}

#[test]
fn terraform_counts_what_is_conditional_and_sets_data_sources_apart() {
    let address = |nodes, resource: &Resource| match spelled(nodes, resource) {
        [Spelled::Address(address), ..] => address,
        other => panic!("{other:?}"),
    };
    let topic = resource("topic", None, topic::KIND);
    let (topics, vpcs) = (topic::ENTRY.terraform, vpc::ENTRY.terraform);
    let always = vec![node("topic", topic::KIND)];
    assert_eq!(address(always, &topic), format!("module.web.{topics}.topic"));
    let sometimes = vec![node("topic", topic::KIND).only_if(true.into())];
    assert_eq!(address(sometimes, &topic), format!("module.web.{topics}.topic[0]"));
    let vpc = resource("vpc", None, vpc::KIND);
    let sometimes = vec![node("vpc", vpc::KIND).only_if(true.into())];
    assert_eq!(address(sometimes, &vpc), format!("module.web.data.{vpcs}.vpc[0]"));
    let looped = || vec![node("topic", topic::KIND).only_if(true.into()).for_each(Expr::NULL)];
    for (key, instance) in [
        ("a b", r#"["a b"]"#),
        (r#"a"b\c"#, r#"["a\"b\\c"]"#),
        ("${a}%{b}$c%", r#"["$${a}%%{b}$c%"]"#),
        ("\n\r\t\u{1}", r#"["\n\r\t\u0001"]"#),
    ] {
        let one = resource("topic", Some(key), topic::KIND);
        assert_eq!(address(looped(), &one), format!("module.web.{topics}.topic{instance}"));
    }
}

#[test]
fn what_is_only_read_has_no_name_in_pulumi() {
    let [_, pulumi, cloudformation] = spelled(Vec::new(), &resource("vpc", None, vpc::KIND));
    assert_eq!(pulumi, Spelled::Call(vpc::ENTRY.pulumi));
    assert!(matches!(cloudformation, Spelled::Nothing(_)));
}

#[test]
fn a_part_says_whose_it_is() {
    let in_template = |nodes: Vec<Node>, resource: &Resource| spelled(nodes, resource)[2].clone();
    let part = |of: &str, property| Spelled::Part { of: of.to_owned(), property };
    let groups = node("target_group", group::KIND).for_each(Expr::NULL);
    let one = resource("target", Some("https/web"), target::KIND);
    let through = target::TARGET_GROUP_ARN;
    let folded = reading(&groups, Some("https"), through, group::ARN, one.clone());
    assert_eq!(in_template(vec![groups.clone()], &folded), part("TargetGroupHttps", "Targets"));
    // The group of somebody else.
    assert!(matches!(in_template(vec![groups], &one), Spelled::Nothing(_)));

    let logs = node("logs", bucket::KIND);
    let merged = resource("logs_block", None, block::KIND);
    let merged = reading(&logs, None, block::BUCKET, bucket::BUCKET, merged);
    let property = "PublicAccessBlockConfiguration";
    assert_eq!(in_template(vec![logs], &merged), part("Logs", property));

    let services = node("service", service::KIND);
    let owner = principal::VPC_ENDPOINT_SERVICE_ID;
    let allowed = node("principal", principal::KIND).set(owner, services.attribute(service::ID));
    let collected = resource("principal", Some("arn:aws:iam::1:root"), principal::KIND);
    let collected = reading(&services, None, owner, service::ID, collected);
    let of_one = in_template(vec![services, allowed], &collected);
    assert_eq!(of_one, part("Principal", "AllowedPrincipals"));

    for kind in [certificate_validation::KIND, attachment::KIND] {
        assert!(matches!(in_template(Vec::new(), &resource("a", None, kind)), Spelled::Nothing(_)));
    }
}

#[test]
fn collectors_of_different_owners_have_different_ids() {
    let owner = principal::VPC_ENDPOINT_SERVICE_ID;
    let ids = |owner_of: Expr, owners: [Expr; 2]| -> [String; 2] {
        let model = model(vec![node("principal", principal::KIND).set(owner, owner_of)]);
        let identity = Identity::new(&model, crate::find);
        owners.map(|value| {
            let one = resource("principal", Some("x"), principal::KIND);
            let one = Resource { properties: vec![(owner, value)], ..one };
            identity.collector_id(&one, owner.0)
        })
    };
    let services = node("service", service::KIND).for_each(Expr::NULL);
    let of = |key: &str| services.instance(key.into(), service::ID);
    let by_key = ids(services.instance(each(), service::ID), [of("a"), of("b")]);
    assert_eq!(by_key, ["PrincipalA", "PrincipalB"]);
    let [first, second] = ids(each(), ["vpce-svc-1".into(), "vpce-svc-2".into()]);
    assert!(first.starts_with("Principal") && second.starts_with("Principal"));
    assert_ne!(first, second);
    let same = ids("vpce-svc-1".into(), ["vpce-svc-1".into(), "vpce-svc-1".into()]);
    assert_eq!(same, ["Principal", "Principal"]);
}

#[test]
fn a_key_that_survives_has_no_fingerprint() {
    let id = |key| id(Vec::new(), "target_group", key);
    assert_eq!(id(None), "TargetGroup");
    assert_eq!(id(Some("https")), "TargetGroupHttps");
    assert_eq!(id(Some("8443")), "TargetGroup8443");
    assert_eq!(id(Some("use1-az1")), "TargetGroupUse1Az15527a1c4");
}

#[test]
fn keys_that_differ_have_ids_that_differ() {
    let keys = ["admin-api", "admin_api", "adminApi", "AdminApi", "adminapi"];
    let ids = keys.map(|key| id(Vec::new(), "target_group", Some(key)));
    let distinct: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
    assert!(ids[0].starts_with("TargetGroupAdminApi"));
    assert!(ids.iter().flat_map(|id| id.chars()).all(|letter| letter.is_ascii_alphanumeric()));
    let long = id(Vec::new(), "target_group", Some(&"p".repeat(300)));
    assert_eq!(long.len(), 255);
}

#[test]
fn an_id_that_begins_like_those_of_another_node_has_a_fingerprint() {
    let certificate = || node("certificate", certificate::KIND).for_each(Expr::NULL);
    let record = || node("certificate_record", topic::KIND).for_each(Expr::NULL);
    assert_eq!(id(vec![certificate()], "certificate", Some("recordX")), "CertificateRecordX");
    for is_turned in [false, true] {
        let nodes = || {
            let (one, other) = (certificate(), record());
            if is_turned { vec![other, one] } else { vec![one, other] }
        };
        assert_eq!(id(nodes(), "certificate_record", Some("x")), "CertificateRecordX");
        let other = id(nodes(), "certificate", Some("recordX"));
        assert!(other.starts_with("CertificateRecordX") && other.len() == 26, "{other}");
        assert_eq!(id(nodes(), "certificate", Some("x")), "CertificateX");
    }
    // One fingerprint is enough: ids that had one stay as they were.
    let verification =
        ["verification", "verification_record"].map(|label| node(label, topic::KIND));
    let dotted = id(verification.into(), "verification", Some("records.example.com"));
    assert_eq!(
        dotted,
        "VerificationRecordsExampleCom".to_owned() + &fingerprint("records.example.com")
    );
    // A node without ids of its own is in nobody's way.
    let target = node("certificate_record", target::KIND);
    let nodes = vec![certificate(), target];
    assert_eq!(id(nodes, "certificate", Some("recordX")), "CertificateRecordX");
    // The function of a bridge is there whatever the inputs are.
    let function = "accept_connection_function";
    let nodes = vec![node("accepted", accepter::KIND), node(function, topic::KIND)];
    assert_eq!(id(nodes, function, None).len(), "AcceptConnectionFunction".len() + 8);
}

/// Kinds in each form that has ids of its own.
const KINDS: [Kind; 5] =
    [topic::KIND, service::KIND, accepter::KIND, principal::KIND, bucket_policy::KIND];

/// Labels with the kind and the keys of each; a node without keys has no loop.
fn graphs() -> impl Strategy<Value = BTreeMap<String, (usize, Option<BTreeSet<String>>)>> {
    let label = "[ab](_?[ab01]){0,3}";
    // What a name can end like is what makes names meet: labels, words of keys, bridges.
    let key = "[abAB01_-]{0,4}|b_?[ab]|bA|aPrivateDnsName|PrivateDnsName";
    let keys = proptest::option::of(btree_set(key, 0..6));
    btree_map(label, (0..KINDS.len(), keys), 1..7)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_two_resources_of_a_component_have_the_same_name(graph in graphs()) {
        let mut stems = BTreeSet::new();
        let nodes: Vec<Node> = graph
            .iter()
            // The check of a component refuses labels that are alike.
            .filter(|(label, _)| stems.insert(pascal_case(label)))
            .map(|(label, (kind, keys))| {
                let label: &'static str = Box::leak(label.clone().into_boxed_str());
                let plain = node(label, KINDS[*kind]);
                if keys.is_some() { plain.for_each(Expr::NULL) } else { plain }
            })
            .collect();
        let model = model(nodes);
        let identity = Identity::new(&model, crate::find);
        let mut names: [BTreeSet<String>; 3] = Default::default();
        let mut bridges = BTreeSet::new();
        for node in &model.nodes {
            let kind = crate::find(node.kind).unwrap();
            bridges.extend(kind.cloudformation.bridge());
            let keys = graph[node.label].1.iter().flatten().map(|key| Some(key.as_str()));
            let keys: Vec<Option<&str>> =
                if node.for_each.is_some() { keys.collect() } else { vec![None] };
            for key in keys {
                let one = address(node.label, key);
                let one = Resource { address: one, ..resource("", None, node.kind) };
                let Spelled::Address(terraform) = identity.spelled(&one, Engine::Terraform("m")) else {
                    panic!("no address");
                };
                prop_assert!(names[0].insert(terraform));
                prop_assert!(names[1].insert(child_name("web", &one.address)));
                let id = identity.logical_id(&one.address);
                prop_assert!(names[2].insert(id.clone()), "{id} twice: {graph:?}");
            }
        }
        for id in bridges.into_iter().flat_map(machinery_ids) {
            prop_assert!(names[2].insert(id.clone()), "{id} twice: {graph:?}");
        }
    }
}
