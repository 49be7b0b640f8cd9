//! Parameters with the types that `CloudFormation` knows by itself, and those that are read from the Parameter Store.

use super::told;
use crate::cloudformation::{Compiled, Format, Inputs, compile, read_inputs};
use privatelink_catalog::ec2::vpc_endpoint as endpoint;
use privatelink_catalog::sns::topic;
use privatelink_ir::expr::{input, object};
use privatelink_ir::graph::{each, node};
use privatelink_ir::{Component, Expr, Function, Given, Graph, Problem, Value};
use schemars::JsonSchema;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

const COMPONENT: Component = Component::new::<Settings>("Typed", graph);
const SPREAD: Component = Component::new::<Settings>("Spread", spread);

/// Id of a VPC.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "what" = "a VPC id, such as vpc-1", "pattern" = "^vpc-[0-9a-f]+$", "parameter" = "AWS::EC2::VPC::Id"
))]
struct VpcId(#[expect(dead_code, reason = "read by schemars")] String);

/// Id of a subnet.
#[derive(JsonSchema)]
#[schemars(inline, extend(
    "what" = "a subnet id, such as subnet-1", "pattern" = "^subnet-[0-9a-f]+$",
    "parameter" = "AWS::EC2::Subnet::Id"
))]
struct SubnetId(#[expect(dead_code, reason = "read by schemars")] String);

/// A word.
#[derive(JsonSchema)]
#[schemars(inline, extend("what" = "a word, such as none", "pattern" = "^[a-z]+$"))]
struct Word(#[expect(dead_code, reason = "read by schemars")] String);

/// An endpoint.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Settings {
    /// The VPC.
    vpc_id: Value<VpcId>,
    /// Subnets of the endpoint.
    subnet_ids: Value<Vec<SubnetId>>,
    /// Subnets that are there or not.
    #[schemars(extend("default" = []))]
    more: Value<Vec<SubnetId>>,
    /// Other VPCs by any name.
    #[schemars(extend("default" = {}))]
    others: BTreeMap<String, Value<VpcId>>,
    /// Anything.
    #[schemars(extend("default" = "none"))]
    note: Value<Word>,
    /// A number.
    #[schemars(extend("default" = 3))]
    count: Value<u8>,
    /// Subnets of which the number is known.
    #[schemars(extend("default" = []))]
    some: Vec<Value<SubnetId>>,
}

fn graph() -> Graph {
    let text = object([("vpc", input("vpcId")), ("note", input("note"))]);
    let notes = object([
        ("note", input("note")),
        ("json", Expr::call(Function::Json, [text])),
        ("count", Expr::call(Function::Json, [input("count")])),
    ]);
    let endpoint = node("endpoint", endpoint::KIND)
        .set(endpoint::VPC_ID, input("vpcId"))
        .set(endpoint::SERVICE_NAME, "com.amazonaws.us-east-1.ssm")
        .set(endpoint::SUBNET_IDS, input("subnetIds"));
    let second = node("second", endpoint::KIND)
        .set(endpoint::VPC_ID, input("vpcId"))
        .set(endpoint::SERVICE_NAME, "com.amazonaws.us-east-1.sqs")
        .set(endpoint::SUBNET_IDS, input("more"));
    let other = node("other", topic::KIND)
        .for_each(input("others"))
        .set(topic::TAGS, object([("vpc", each())]));
    let some = node("some", endpoint::KIND)
        .set(endpoint::VPC_ID, input("vpcId"))
        .set(endpoint::SERVICE_NAME, "com.amazonaws.us-east-1.sns")
        .set(endpoint::SUBNET_IDS, input("some"));
    Graph::new([endpoint, second, other, some, node("notes", topic::KIND).set(topic::TAGS, notes)])
}

fn spread() -> Graph {
    let Graph { locals, mut nodes, rules, outputs } = graph();
    nodes.push(node("far", topic::KIND).in_slot("peer"));
    Graph { locals, nodes, rules, outputs }
}

fn inputs(with: &Json) -> Inputs {
    let mut inputs = json!({ "vpcId": { "parameter": true }, "subnetIds": { "parameter": true } });
    let entries = with.as_object().unwrap().clone();
    inputs.as_object_mut().unwrap().extend(entries);
    read_inputs(&inputs)
}

fn compiled(component: &Component, with: &Json) -> Result<Compiled, Vec<Problem>> {
    let model = component.model();
    assert_eq!(privatelink_catalog::check(&model), []);
    compile(&model, &inputs(with), &[Format::Json])
}

fn parameters(component: &Component, with: &Json) -> Json {
    let compiled =
        compiled(component, with).unwrap_or_else(|problems| panic!("{}", told(&problems)));
    let template: Json = serde_json::from_str(&compiled.files.0["template.json"]).unwrap();
    template["Parameters"].clone()
}

fn refused(with: &Json) -> String {
    told(&compiled(&COMPONENT, with).unwrap_err())
}

#[test]
fn what_is_there_has_the_type_of_cloudformation_and_no_other_constraint() {
    let parameters = parameters(&COMPONENT, &json!({ "others": { "a": "vpc-2" } }));
    let vpc = json!({ "Type": "AWS::EC2::VPC::Id", "Description": "The VPC." });
    assert_eq!(parameters["VpcId"], vpc);
    assert_eq!(
        parameters["SubnetIds"],
        json!({
            "Type": "List<AWS::EC2::Subnet::Id>", "Description": "Subnets of the endpoint.",
        })
    );
    assert_eq!(parameters["OthersA"]["Type"], "AWS::EC2::VPC::Id");
    assert_eq!(parameters["OthersA"]["Default"], "vpc-2");
}

#[test]
fn a_list_that_may_be_empty_is_a_list_of_texts() {
    let types = |more: Json| {
        let parameters = parameters(&COMPONENT, &json!({ "more": more }));
        (parameters["More"]["Type"].clone(), parameters["More"]["AllowedPattern"].clone())
    };
    let form = json!("^subnet-[0-9a-f]+$");
    assert_eq!(types(json!([])), (json!("CommaDelimitedList"), form));
    let list = json!("List<AWS::EC2::Subnet::Id>");
    assert_eq!(types(json!(["subnet-1", "subnet-2"])), (list.clone(), Json::Null));
    assert_eq!(types(json!({ "parameter": true })), (list, Json::Null));
}

#[test]
fn nothing_is_left_for_the_rules_to_check() {
    let compiled = compiled(&COMPONENT, &json!({ "more": { "parameter": true } })).unwrap();
    let template: Json = serde_json::from_str(&compiled.files.0["template.json"]).unwrap();
    assert_eq!(template.get("Rules"), None);
    let of_existing = |problem: &&Problem| ["vpcId", "subnetIds", "more"].contains(&&*problem.path);
    let unchecked: Vec<_> = compiled.warnings.iter().filter(of_existing).collect();
    assert!(unchecked.is_empty(), "{}", told(&compiled.warnings));
    let subnets = &template["Resources"]["Endpoint"]["Properties"]["SubnetIds"];
    assert_eq!(*subnets, json!({ "Ref": "SubnetIds" }));
    assert_eq!(
        template["Resources"]["Second"]["Properties"]["SubnetIds"],
        json!({ "Ref": "More" })
    );
}

#[test]
fn ids_may_be_of_the_other_account_where_there_are_two() {
    let parameters = parameters(&SPREAD, &json!({}));
    assert_eq!(parameters["VpcId"]["Type"], "String");
    assert_eq!(parameters["VpcId"]["AllowedPattern"], "^vpc-[0-9a-f]+$");
    assert_eq!(parameters["SubnetIds"]["Type"], "CommaDelimitedList");
}

#[test]
fn values_are_read_from_the_parameter_store_on_request() {
    let with = json!({
        "vpcId": { "parameter": { "ssm": "/network/vpc-id" } },
        "subnetIds": { "parameter": "ssm" },
        "others": { "a": { "parameter": "ssm" } },
        "note": { "parameter": "ssm" },
    });
    let parameters = parameters(&COMPONENT, &with);
    assert_eq!(
        parameters["VpcId"],
        json!({
            "Type": "AWS::SSM::Parameter::Value<AWS::EC2::VPC::Id>",
            "Description": "Name in the Parameter Store of: The VPC.",
            "Default": "/network/vpc-id",
        })
    );
    let subnets = "AWS::SSM::Parameter::Value<List<AWS::EC2::Subnet::Id>>";
    assert_eq!(parameters["SubnetIds"]["Type"], subnets);
    assert_eq!(parameters["OthersA"]["Type"], "AWS::SSM::Parameter::Value<AWS::EC2::VPC::Id>");
    // The constraints would be those of the name.
    assert_eq!(
        parameters["Note"],
        json!({
            "Type": "AWS::SSM::Parameter::Value<String>",
            "Description": "Name in the Parameter Store of: Anything.",
        })
    );
}

#[test]
fn what_is_stored_is_escaped_in_json_and_what_is_there_needs_no_escape() {
    let json = |with: &Json| {
        let compiled = compiled(&COMPONENT, with).unwrap();
        let template: Json = serde_json::from_str(&compiled.files.0["template.json"]).unwrap();
        template["Resources"]["Notes"]["Properties"]["Tags"].to_string()
    };
    let escapes = |text: &str| text.contains(r#""Fn::Split":["\\",{"Ref":"VpcId"}]"#);
    assert!(!escapes(&json(&json!({}))));
    let stored = json(&json!({ "vpcId": { "parameter": "ssm" } }));
    assert!(escapes(&stored), "{stored}");
}

#[test]
fn what_nothing_checks_of_something_stored_is_told_when_the_template_is_made() {
    let compiled = compiled(&COMPONENT, &json!({ "note": { "parameter": "ssm" } })).unwrap();
    assert_eq!(
        told(&compiled.warnings),
        "[cloudformation/unchecked]: `note` depends on parameters, and CloudFormation does not check the form of what \
         is in the Parameter Store: no stack will say if it is wrong; for each stack: use a word, such as none\n"
    );
}

#[test]
fn only_texts_are_read_from_the_parameter_store() {
    assert_eq!(
        refused(&json!({ "count": { "parameter": "ssm" } })),
        "[cloudformation/not-stored]: `count` is a whole number, and CloudFormation cannot check that of what it reads \
         from the Parameter Store; write `parameter: true`\n"
    );
    assert_eq!(
        refused(&json!({ "vpcId": { "parameter": { "ssm": "no name" } } })),
        "[cloudformation/stored-name]: `vpcId` is read from the Parameter Store, where nothing can have the name \
         `no name`; give a name of letters, digits and `._-/`, such as /network/vpc-id, or an ARN\n"
    );
}

#[test]
fn a_list_whose_length_is_fixed_says_how_it_is_left_open() {
    assert_eq!(
        refused(&json!({ "some": { "parameter": true } })),
        "[cloudformation/undecided]: `some` decides which resources there are, so a template cannot leave it open; say \
         how many elements it has and leave each one open: `[{ parameter: true }]`\n"
    );
    let parameters = parameters(&COMPONENT, &json!({ "some": [{ "parameter": true }] }));
    assert_eq!(parameters["Some0"]["Type"], "AWS::EC2::Subnet::Id");
}

#[test]
fn other_words_are_no_marks() {
    for value in [json!(false), json!("Ssm"), json!({ "ssm": 1 }), json!({ "ssm": "a", "b": 1 })] {
        let read = read_inputs(&json!({ "vpcId": { "parameter": value } }));
        assert!(matches!(read.given[0].1, Given::Object(_)), "{read:?}");
    }
}
