//! A consumer connects to another Region if the connection says that the service is there.

mod consumer;

use privatelink_catalog::ec2::vpc_endpoint as endpoint;
use privatelink_catalog::facts::REGION;
use privatelink_ir::{Expr, Slot, expr};
use serde_json::{Value, json};

/// The Region of the service that the endpoint is for.
fn region(given: &Value) -> Option<Expr> {
    consumer::properties(given, "endpoint", endpoint::SERVICE_REGION)?.into_iter().next()
}

#[test]
fn it_is_the_one_of_the_connection_unless_that_is_our_own() {
    let connection = json!({
        "serviceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d4e5f67890",
        "serviceRegion": "eu-west-1",
        "availabilityZoneIds": ["euw1-az1", "euw1-az2"],
        "ports": [443],
    });
    let own = Expr::Fact(REGION, Slot::Named("default"));
    let other = expr::not(Expr::from("eu-west-1").equals(own)).then("eu-west-1");
    let text = json!({ "connectionJson": connection.to_string() });
    assert_eq!(region(&text), Some(other.clone()));
    assert_eq!(region(&json!({ "connection": connection })), Some(other));
}

#[test]
fn the_input_says_it_too() {
    let said = json!({ "service": "kms", "serviceRegion": "eu-west-1" });
    assert_eq!(region(&said), Some("eu-west-1".into()));
    assert_eq!(region(&json!({ "service": "kms" })), None);
}
