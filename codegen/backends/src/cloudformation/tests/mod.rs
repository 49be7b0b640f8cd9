//! What `CloudFormation` says in another way than the other engines, or not at all.
//!
//! The committed template is checked by `cfn-lint` with all others below `tests/corpus`.

mod component;
mod forms;
mod made_up;
mod parameter_types;
mod parts;
mod renamed;
mod sequences;

use super::{Compiled, Format, Inputs, compile, read_inputs};
use component::{COMPONENT, IN_THE_WAY};
use privatelink_ir::{Problem, Severity};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// A policy with its keys in the order of whoever wrote it.
const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Principal":"*","Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"${aws:ResourceOrgID}"}}}]}"#;

fn everything() -> Json {
    json!({
        "loadBalancerArns": ["arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer/net/api/50dc6c495c0c9188"],
        "privateDns": { "name": "api.example.com", "zoneId": "Z0123456789ABCDEFGHIJ" },
        "accepted": { "first": "vpce-0a1b2c3d4e5f67890" },
        "endpoint": {
            "vpcId": "vpc-0a1b2c3d4e5f67890",
            "serviceName": "com.amazonaws.us-east-1.ssm",
            "policy": POLICY,
            "subnets": { "a": { "subnetId": "subnet-0a1b2c3d4e5f67890" } },
        },
        "ports": [443, 8443],
        "zoneIds": ["use1-az1", "use1-az2"],
    })
}

fn with(pointer: &str, value: Json) -> Json {
    let mut inputs = everything();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    inputs.pointer_mut(parent).unwrap()[name] = value;
    inputs
}

fn compiled(inputs: &Json) -> Compiled {
    let formats = [Format::Json, Format::Yaml];
    compile(&COMPONENT.model(), &read_inputs(inputs), &formats)
        .unwrap_or_else(|problems| panic!("{}", told(&problems)))
}

fn template(inputs: &Json) -> Json {
    serde_json::from_str(&compiled(inputs).files.0["template.json"]).unwrap()
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("[{}]: {problem}\n", problem.id)).collect()
}

fn refused(inputs: &Json) -> String {
    match compile(&COMPONENT.model(), &read_inputs(inputs), &[Format::Json]) {
        Ok(compiled) => panic!("nothing is wrong: {}", compiled.files.0["template.json"]),
        Err(mut problems) => {
            problems.retain(|problem| problem.severity == Severity::Error);
            told(&problems)
        }
    }
}

#[test]
fn the_graph_is_well_formed() {
    let model = COMPONENT.model();
    assert_eq!(privatelink_catalog::check(&model), []);
}

#[test]
fn the_template_equals_the_committed_one() {
    let compiled = compiled(&everything());
    let mut files = compiled.files.0;
    files.insert("problems.txt".to_owned(), told(&compiled.warnings));
    compare("bridged", files);
}

/// Files that equal those committed for a component of the corpus.
fn compare(component: &str, files: BTreeMap<String, String>) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let folder = corpus.join(component).join("cloudformation");
    for (name, text) in files {
        let file = folder.join(name);
        if std::env::var_os("UPDATE_GOLDEN").is_some() && std::env::var_os("CI").is_none() {
            fs::create_dir_all(&folder).unwrap();
            fs::write(&file, &text).unwrap();
        }
        let committed = fs::read_to_string(&file).unwrap_or_default();
        let diff =
            similar::TextDiff::from_lines(committed.as_str(), &text).unified_diff().to_string();
        assert!(committed == text, "{}\n{diff}\naccept with UPDATE_GOLDEN=1", file.display());
    }
}

#[test]
fn a_bridged_kind_is_a_custom_resource_that_takes_text() {
    let template = template(&everything());
    let verification = &template["Resources"]["Verification"];
    assert_eq!(verification["Type"], "Custom::VerifyPrivateDnsName");
    assert_eq!(verification["Properties"]["WaitForVerification"], "true");
    assert_eq!(verification["Properties"]["TimeoutMinutes"], "10");
    let name = json!({ "Fn::GetAtt": ["Details", "RegionalDnsName"] });
    assert_eq!(template["Outputs"]["DnsName"]["Value"], name);
}

#[test]
fn a_function_is_there_once_and_only_if_it_is_used() {
    let functions = |inputs: &Json| -> Vec<String> {
        let template = template(inputs);
        let all = template["Resources"].as_object().unwrap().iter();
        let functions = all.filter(|(_, one)| one["Type"] == "AWS::Lambda::Function");
        functions.map(|(id, _)| id.clone()).collect()
    };
    let two = json!({ "first": "vpce-0a1b2c3d4e5f67890", "second": "vpce-0b1b2c3d4e5f67890" });
    let used = functions(&with("/accepted", two));
    let expected = ["AcceptConnection", "EndpointDetails", "VerifyPrivateDnsName"];
    assert_eq!(used, expected.map(|name| format!("{name}Function")));
    let least = json!({ "loadBalancerArns": ["arn"] });
    assert_eq!(functions(&least), [""; 0]);
}

#[test]
fn a_bridge_stands_where_its_custom_resource_does_and_gives_way_to_no_name() {
    let compiled = compile(&IN_THE_WAY.model(), &Inputs::default(), &[Format::Json]).unwrap();
    let read = |file: &str| -> Json { serde_json::from_str(&compiled.files.0[file]).unwrap() };
    let peer = read("template-peer.json");
    let token = json!({ "Fn::GetAtt": ["AcceptConnectionFunction", "Arn"] });
    assert_eq!(peer["Resources"]["Accept"]["Properties"]["ServiceToken"], token);
    let ids: Vec<&String> = peer["Resources"].as_object().unwrap().keys().collect();
    assert_eq!(ids.len(), 4, "{ids:?}");
    assert_eq!(peer["Outputs"]["State"]["Value"], json!({ "Fn::GetAtt": ["Accept", "State"] }));
    assert_eq!(read("template.json")["Resources"].as_object().unwrap().len(), 1);
}

#[test]
fn a_role_may_do_what_its_bridge_says_and_write_to_its_own_log() {
    let template = template(&everything());
    let role = &template["Resources"]["AcceptConnectionRole"]["Properties"];
    let tag = json!([{ "Key": "privatelink:bridge", "Value": "accept_connection" }]);
    assert_eq!(role["Tags"], tag);
    let statements = &role["Policies"][0]["PolicyDocument"]["Statement"];
    let bridge = privatelink_catalog::bridge::find("accept_connection").unwrap();
    assert_eq!(statements.as_array().unwrap().len(), bridge.permissions.len() + 1);
    let group = "log-group:/privatelink/${AWS::StackName}/accept_connection";
    assert!(statements[0]["Resource"][0]["Fn::Sub"].as_str().unwrap().ends_with(group));
    let function = &template["Resources"]["AcceptConnectionFunction"]["Properties"];
    assert_eq!(function["LoggingConfig"]["LogGroup"]["Fn::Sub"], &group["log-group:".len()..]);
    assert_eq!(function["Code"]["ZipFile"], bridge.code);
    assert_eq!(function["Tags"], tag);
}

#[test]
fn a_document_is_a_tree() {
    let template = template(&everything());
    let policy = &template["Resources"]["Endpoint"]["Properties"]["PolicyDocument"];
    assert_eq!(policy.to_string(), POLICY);
    let statement =
        &template["Resources"]["Policy"]["Properties"]["PolicyDocument"]["Statement"][0];
    assert_eq!(statement["Effect"], json!({ "Fn::If": ["NotifyIsTrue", "Allow", "Deny"] }));
    assert_eq!(statement["Resource"], json!({ "Ref": "Topic" }));
    let account = json!({ "StringEquals": { "aws:SourceAccount": { "Ref": "AWS::AccountId" } } });
    assert_eq!(statement["Condition"], account);
}

#[test]
fn a_document_that_is_none_is_a_problem_of_its_input() {
    for (policy, expected) in [
        (
            json!("{"),
            "[cloudformation/not-json]: `endpoint.policy` is not JSON: EOF while parsing an object at line 1 column 1; give the text of a JSON object\n",
        ),
        (
            json!("[]"),
            "[cloudformation/not-json]: `endpoint.policy` is not a JSON object; give the text of a JSON object\n",
        ),
        (
            json!(r#"{"Ref":"x"}"#),
            "[cloudformation/reserved-key]: `endpoint.policy` has the key `Ref`, which is a function in a template; leave it out, or deploy this with Terraform or Pulumi\n",
        ),
    ] {
        assert_eq!(refused(&with("/endpoint/policy", policy)), expected);
    }
    let open = refused(&with("/endpoint/policy", json!({ "parameter": true })));
    assert!(open.contains("`endpoint.policy` "), "{open}");
}

#[test]
fn a_property_that_templates_do_not_have_is_a_problem_of_its_input() {
    let subnet = json!({ "subnetId": "subnet-0a1b2c3d4e5f67890", "address": "10.0.0.5" });
    let said = refused(&with("/endpoint/subnets/a", subnet));
    assert_eq!(
        said,
        "[cloudformation/absent]: `endpoint.subnets.address` cannot be in a template: CloudFormation cannot choose the addresses of an endpoint; leave the addresses out and let AWS choose them, or deploy this with Terraform or Pulumi\n"
    );
}

#[test]
fn an_output_that_cannot_be_told_is_left_out_with_a_warning() {
    let compiled = compiled(&everything());
    assert_eq!(
        told(&compiled.warnings),
        "[cloudformation/no-output]: `state` is left out of the template: CloudFormation returns no state; read it from AWS, or deploy this with Terraform or Pulumi\n\
         [cloudformation/no-output]: `names` is left out of the template: CloudFormation cannot take names out of all entries of a list; read it from AWS, or deploy this with Terraform or Pulumi\n\
         [cloudformation/no-output]: `zones` is left out of the template: CloudFormation cannot look up the name of an Availability Zone; do without it, or deploy this with Terraform or Pulumi\n"
    );
    let template = template(&everything());
    assert_eq!(template["Outputs"].get("State"), None);
}

#[test]
fn an_object_is_json() {
    let template = template(&everything());
    let outputs = &template["Outputs"];
    assert_eq!(outputs["Connection"]["Value"], outputs["ConnectionJson"]["Value"]);
    let deployed = |name: &str| {
        Some(match name {
            "AWS::Region" => json!("us-east-1"),
            "Notify" => json!("true"),
            "PrivateDnsName" => json!("api.example.com"),
            "LoadBalancerArns" => json!(["arn:1", "arn:\"2\""]),
            "Remark" => json!("a \"quoted\"\n\\ remark"),
            "Service.ServiceId" => json!("vpce-svc-1"),
            "AWS::Partition" => json!("aws"),
            _ => return None,
        })
    };
    let text = evaluate(&outputs["Connection"]["Value"], &template, &deployed);
    let expected = json!({
        "acceptanceRequired": true,
        "availabilityZoneIds": ["use1-az1", "use1-az2"],
        "loadBalancerArns": ["arn:1", "arn:\"2\""],
        "notified": true,
        "ports": [443, 8443],
        "privateDnsName": "api.example.com",
        "remark": "a \"quoted\"\n\\ remark",
        "serviceId": "vpce-svc-1",
        "serviceName": "com.amazonaws.vpce.us-east-1.vpce-svc-1",
        "serviceRegion": "us-east-1",
    });
    assert_eq!(text, json!(expected.to_string()));
}

#[test]
fn a_list_of_nothing_is_an_empty_list() {
    let template = template(&everything());
    let value = &template["Outputs"]["Interfaces"]["Value"];
    for (ids, expected) in [
        (json!([]), "[]"),
        (json!(["eni-1"]), "[\"eni-1\"]"),
        (json!(["eni-1", "eni-2"]), "[\"eni-1\",\"eni-2\"]"),
    ] {
        let deployed = |name: &str| (name == "Endpoint.NetworkInterfaceIds").then(|| ids.clone());
        assert_eq!(evaluate(value, &template, &deployed), expected);
    }
}

#[test]
fn what_is_absent_is_null_in_an_object() {
    let template = template(&json!({ "loadBalancerArns": ["arn"] }));
    let text = template["Outputs"]["Connection"]["Value"].to_string();
    assert!(text.contains("\\\"privateDnsName\\\":null"), "{text}");
    assert!(text.contains("\\\"ports\\\":[]"), "{text}");
}

/// Does what `CloudFormation` does with intrinsic functions.
fn evaluate(tree: &Json, template: &Json, deployed: &dyn Fn(&str) -> Option<Json>) -> Json {
    let again = |tree: &Json| evaluate(tree, template, deployed);
    let find = |name: &str| deployed(name).unwrap_or_else(|| panic!("nobody knows {name}"));
    let text = |tree: &Json| again(tree).as_str().unwrap().to_owned();
    let Some((function, argument)) = tree.as_object().and_then(|tree| tree.iter().next()) else {
        return match tree {
            Json::Array(items) => items.iter().map(again).collect(),
            scalar => scalar.clone(),
        };
    };
    match function.as_str() {
        "Ref" => find(argument.as_str().unwrap()),
        "Fn::GetAtt" => {
            let parts: Vec<&str> =
                argument.as_array().unwrap().iter().filter_map(Json::as_str).collect();
            find(&parts.join("."))
        }
        "Fn::Join" => {
            let items = again(&argument[1]);
            let items: Vec<&str> =
                items.as_array().unwrap().iter().map(|item| item.as_str().unwrap()).collect();
            items.join(argument[0].as_str().unwrap()).into()
        }
        "Fn::Split" => {
            text(&argument[1]).split(argument[0].as_str().unwrap()).map(Json::from).collect()
        }
        "Fn::If" => {
            let condition = &template["Conditions"][argument[0].as_str().unwrap()];
            let negated = condition["Fn::Not"].get(0);
            let sides = &negated.unwrap_or(condition)["Fn::Equals"];
            let holds = (again(&sides[0]) == again(&sides[1])) != negated.is_some();
            again(&argument[if holds { 1 } else { 2 }])
        }
        "Fn::Sub" => {
            let template = argument.as_str().or_else(|| argument[0].as_str()).unwrap();
            let mut out = String::new();
            let mut rest = template;
            while let Some((before, after)) = rest.split_once("${") {
                let (name, end) = after.split_once('}').unwrap();
                out.push_str(before);
                match argument.get(1).and_then(|variables| variables.get(name)) {
                    Some(variable) => out.push_str(&text(variable)),
                    None => out.push_str(find(name).as_str().unwrap()),
                }
                rest = end;
            }
            (out + rest).into()
        }
        other => panic!("{other} is not known"),
    }
}
