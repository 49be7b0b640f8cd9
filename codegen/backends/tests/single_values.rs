//! Lists of one that are single values in `CloudFormation`, and numbers that are text.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail, and read JSON that they expect"
)]

use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_catalog::ec2::security_group as group;
use privatelink_catalog::route53::record;
use privatelink_ir::expr::{input, list, object};
use privatelink_ir::graph::node;
use privatelink_ir::{Component, Graph, Value};
use schemars::JsonSchema;
use serde_json::{Value as Json, json};

const COMPONENT: Component = Component::new::<Inputs>("SingleValues", graph);

/// A group with one rule, and a record.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Ranges that may connect.
    #[schemars(extend("default" = []))]
    ranges: Vec<String>,
    /// Group that may connect.
    peer: Value<String>,
    /// Seconds for which the record may be remembered.
    ttl: Value<u32>,
    /// Zone of the record.
    zone: Value<String>,
}

fn graph() -> Graph {
    let group = node("group", group::KIND).set(group::DESCRIPTION, "Group.").set(
        group::INGRESS,
        list([object([
            (group::ingress::PROTOCOL, "tcp".into()),
            (group::ingress::FROM_PORT, 443.into()),
            (group::ingress::TO_PORT, 443.into()),
            (group::ingress::CIDR_BLOCKS, input("ranges")),
            (group::ingress::SECURITY_GROUPS, list([input("peer")])),
        ])]),
    );
    let alias = node("alias", record::KIND)
        .set(record::ZONE_ID, input("zone"))
        .set(record::NAME, "alias.example.com")
        .set(record::TYPE, "A")
        .set(
            record::ALIAS,
            list([object([
                (record::alias::NAME, "example.com".into()),
                (record::alias::ZONE_ID, input("zone")),
                (record::alias::EVALUATE_TARGET_HEALTH, false.into()),
            ])]),
        );
    let text = node("text", record::KIND)
        .set(record::ZONE_ID, input("zone"))
        .set(record::NAME, "text.example.com")
        .set(record::TYPE, "TXT")
        .set(record::TTL, input("ttl"))
        .set(record::RECORDS, list(["\"text\"".into()]));
    let fixed = node("fixed", record::KIND)
        .set(record::ZONE_ID, input("zone"))
        .set(record::NAME, "fixed.example.com")
        .set(record::TYPE, "TXT")
        .set(record::TTL, 60)
        .set(record::RECORDS, list(["\"text\"".into()]));
    Graph::new([group, alias, text, fixed])
}

/// The resources of the template, or what is wrong.
fn resources(ranges: Json) -> Result<Json, String> {
    let given = read_inputs(&json!({ "ranges": ranges }));
    match compile(&COMPONENT.model(), &given, &[Format::Json]) {
        Ok(compiled) => {
            let template: Json = serde_json::from_str(&compiled.files.0["template.json"]).unwrap();
            Ok(template["Resources"].clone())
        }
        Err(problems) => Err(problems.iter().map(|problem| format!("{problem}\n")).collect()),
    }
}

#[test]
fn the_graph_is_well_formed() {
    let model = COMPONENT.model();
    assert_eq!(privatelink_catalog::check(&model), []);
}

#[test]
fn the_only_element_is_the_value() {
    let resources = resources(json!(["10.0.0.0/8"])).unwrap();
    assert_eq!(
        resources["Group"]["Properties"]["SecurityGroupIngress"],
        json!([{
            "IpProtocol": "tcp",
            "FromPort": 443,
            "ToPort": 443,
            "CidrIp": "10.0.0.0/8",
            "SourceSecurityGroupId": { "Ref": "Peer" },
        }])
    );
    assert_eq!(
        resources["Alias"]["Properties"]["AliasTarget"],
        json!({
            "DNSName": "example.com",
            "HostedZoneId": { "Ref": "Zone" },
            "EvaluateTargetHealth": false,
        })
    );
}

#[test]
fn no_element_is_no_value() {
    let resources = resources(json!([])).unwrap();
    let range = &resources["Group"]["Properties"]["SecurityGroupIngress"][0]["CidrIp"];
    assert!(range["Ref"].as_str().unwrap().ends_with("::NoValue"), "{range}");
}

#[test]
fn several_elements_are_refused() {
    let problem = resources(json!(["10.0.0.0/8", "192.168.0.0/16"])).unwrap_err();
    assert!(problem.contains("a list of more than one"), "{problem}");
}

#[test]
fn numbers_become_text() {
    let resources = resources(json!([])).unwrap();
    assert_eq!(resources["Text"]["Properties"]["TTL"], json!({ "Ref": "Ttl" }));
    assert_eq!(resources["Fixed"]["Properties"]["TTL"], json!("60"));
}
