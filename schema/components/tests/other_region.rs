//! A consumer connects to another Region if the connection says that the service is there.

use privatelink_catalog::ec2::vpc_endpoint as endpoint;
use privatelink_components::find;
use privatelink_ir::{Ambient, Expr, Given, Purpose, check_inputs, expr, specialise};
use serde_json::{Value, json};

/// The Region of the service that the endpoint is for.
fn region(given: Value) -> Option<Expr> {
    let model = find("PrivateLinkConsumer")?.model();
    let mut inputs = json!({
        "name": "orders",
        "vpcId": "vpc-0a1b2c3d4e5f67890",
        "subnets": {
            "use1-az1": { "subnetId": "subnet-0a1b2c3d4e5f67890" },
            "use1-az2": { "subnetId": "subnet-0a1b2c3d4e5f67891" },
        },
    });
    inputs.as_object_mut()?.extend(given.as_object()?.clone());
    let given = inputs.as_object()?.iter();
    let given: Vec<_> = given.map(|(name, value)| (name.clone(), Given::from(value))).collect();
    let checked = check_inputs(&model, &given, Purpose::Deployment);
    assert!(!checked.has_errors(), "{:?}", checked.problems);
    let made = specialise(&model, &checked.inputs).resources;
    let made = made.into_iter().find(|resource| resource.address.label == "endpoint")?;
    let mut properties = made.properties.into_iter();
    properties.find(|(name, _)| *name == endpoint::SERVICE_REGION).map(|(_, value)| value)
}

#[test]
fn it_is_the_one_of_the_connection_unless_that_is_our_own() {
    let connection = json!({
        "serviceName": "com.amazonaws.vpce.eu-west-1.vpce-svc-0a1b2c3d4e5f67890",
        "serviceRegion": "eu-west-1",
        "availabilityZoneIds": ["euw1-az1", "euw1-az2"],
        "ports": [443],
    });
    let own = Expr::Ambient(Ambient::Region);
    let other = expr::not(Expr::from("eu-west-1").equals(own)).then("eu-west-1");
    let text = json!({ "connectionJson": connection.to_string() });
    assert_eq!(region(text), Some(other.clone()));
    assert_eq!(region(json!({ "connection": connection })), Some(other));
}

#[test]
fn the_input_says_it_too() {
    let said = json!({ "service": "kms", "serviceRegion": "eu-west-1" });
    assert_eq!(region(said), Some("eu-west-1".into()));
    assert_eq!(region(json!({ "service": "kms" })), None);
}
