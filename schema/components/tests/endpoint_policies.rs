//! Which policy each endpoint of a consumer gets.

mod consumer;

use privatelink_catalog::ec2::vpc_endpoint as endpoint;
use privatelink_ir::Expr;
use serde_json::{Value, json};

/// Policies of the endpoints with a label.
fn policies(label: &str, mut given: Value) -> Option<Vec<Expr>> {
    let tables = json!({ "main": "rtb-0a1b2c3d4e5f67890" });
    given.as_object_mut()?.insert("routeTableIds".to_owned(), tables);
    consumer::properties(&given, label, endpoint::POLICY)
}

#[test]
fn the_gateway_beside_an_interface_endpoint_gets_the_policy_too() {
    let policy = r#"{"Version":"2012-10-17","Statement":[]}"#;
    for label in ["endpoint", "gateway"] {
        let given = json!({ "service": "s3", "policy": policy });
        assert_eq!(policies(label, given), Some(vec![policy.into()]), "{label}");
    }
}

#[test]
fn only_endpoints_of_s3_let_through_what_aws_gives_to_everybody() {
    let has_objects_of_aws = |label: &str| {
        let given = json!({
            "bundle": "ecr",
            "organizationPerimeter": { "organizationId": "o-a1b2c3d4e5" },
        });
        let policies = policies(label, given).unwrap_or_default();
        let has = |policy: &Expr| format!("{policy:?}").contains("-starport-layer-bucket");
        policies.iter().map(has).collect::<Vec<_>>()
    };
    assert_eq!(has_objects_of_aws("gateway"), [true]);
    assert_eq!(has_objects_of_aws("bundled"), [false, false]);
}
