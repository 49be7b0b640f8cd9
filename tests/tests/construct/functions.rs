//! Functions of a package, which answer from their arguments alone.

use privatelink_cost::decision;
use privatelink_provider::inputs::from_constant;
use privatelink_provider::{Function, Package};
use privatelink_tests::fake_engine::Plugin;
use privatelink_wire::pulumi::{InvokeRequest, InvokeResponse};
use privatelink_wire::value::{self, Output, Properties, Value};
use serde_json::{Value as Json, json};
use tonic::{Code, Status};

use crate::example;

const PACKAGE: Package = Package {
    functions: &[Function { name: decision::FUNCTION, answer: decision::answer }],
    ..example::PACKAGE
};

const TOKEN: &str = "example:index:estimateCost";

async fn call(
    token: &str,
    arguments: &Properties,
    preview: bool,
) -> Result<InvokeResponse, Status> {
    let plugin = Plugin::start(PACKAGE, None).await.unwrap();
    let tok = token.to_owned();
    let args = Some(value::encode_registration(arguments));
    let answer = plugin.client.clone().invoke(InvokeRequest { tok, args, preview }).await;
    answer.map(tonic::Response::into_inner)
}

fn arguments(json: Json) -> Properties {
    match from_constant(&json.into()).value {
        Some(Value::Object(members)) => members,
        other => panic!("{other:?}"),
    }
}

fn hundred_vpcs() -> Json {
    json!({
        "region": "us-east-1", "vpcs": 100, "availabilityZones": 3,
        "services": { "sqs": { "gb": 9_000 }, "kms": { "gb": 1_000 } },
    })
}

fn result(answer: InvokeResponse) -> Properties {
    assert_eq!(answer.failures, []);
    value::decode(answer.r#return.unwrap()).unwrap()
}

#[tokio::test]
async fn the_decision_is_that_of_the_command() {
    let found = result(call(TOKEN, &arguments(hundred_vpcs()), false).await.unwrap());
    assert_eq!(found["answer"].value, Some(Value::String("central".to_owned())));
    assert_eq!(found["localMonthly"].value, Some(Value::Number(4_480.0)));
    assert_eq!(found["centralMonthly"].value, Some(Value::Number(4_031.3)));
    assert_eq!(found["breakEvenGb"].value, Some(Value::Number(32_435.0)));
    // Every result that the schema promises is there, and no other.
    let outputs = decision::function().outputs;
    for output in &outputs {
        assert!(output.nullable || found.contains_key(output.name), "{}", output.name);
    }
    let known = |name: &String| outputs.iter().any(|output| output.name == name);
    assert!(found.keys().all(known), "{:?}", found.keys());
}

#[tokio::test]
async fn what_is_wrong_is_told_by_argument() {
    let given = json!({ "region": "us-east-1", "vpc": 1, "services": { "sqs": { "vpcs": 0 } } });
    let answer = call(TOKEN, &arguments(given), false).await.unwrap();
    assert!(answer.r#return.is_none());
    let of = |property: &str| answer.failures.iter().find(|it| it.property == property);
    assert!(of("vpc").unwrap().reason.ends_with("rename it to `vpcs`"));
    assert!(of("availabilityZones").unwrap().reason.starts_with("is missing"));
    assert!(of("services[\"sqs\"].vpcs").is_some());
}

#[tokio::test]
async fn an_unknown_argument_gives_nothing_in_a_preview_and_is_refused_later() {
    let mut given = arguments(hundred_vpcs());
    given.insert("vpcs".to_owned(), Output::unknown());
    let found = result(call(TOKEN, &given, true).await.unwrap());
    assert!(found.is_empty(), "{found:?}");
    let answer = call(TOKEN, &given, false).await.unwrap();
    assert_eq!(
        (&*answer.failures[0].property, &*answer.failures[0].reason),
        ("vpcs", "is not known")
    );
}

#[tokio::test]
async fn a_secret_argument_makes_the_result_secret() {
    let mut given = arguments(hundred_vpcs());
    given.insert("vpcs".to_owned(), Output::known(Value::Number(100.0)).into_secret());
    let found = result(call(TOKEN, &given, false).await.unwrap());
    assert!(found.values().all(|member| member.secret));
    assert_eq!(found["localMonthly"].value, Some(Value::Number(4_480.0)));
    // Nor do problems show it.
    given.insert("vpcs".to_owned(), Output::known(Value::Number(-77.0)).into_secret());
    let answer = call(TOKEN, &given, false).await.unwrap();
    assert!(!format!("{answer:?}").contains("77"), "{answer:?}");
}

#[tokio::test]
async fn there_is_no_other_function() {
    for token in ["example:index:spend", "other:index:estimateCost", ""] {
        let error = call(token, &Properties::new(), false).await.unwrap_err();
        assert_eq!(error.code(), Code::Unknown, "{token}");
        assert!(error.message().starts_with("unknown function"));
    }
}
