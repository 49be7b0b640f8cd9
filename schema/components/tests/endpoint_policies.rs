//! Which policy each endpoint of a consumer gets.

use privatelink_catalog::ec2::vpc_endpoint as endpoint;
use privatelink_components::find;
use privatelink_ir::{Expr, Given, Purpose, check_inputs, specialise};
use serde_json::{Value, json};

/// Policies of the endpoints with a label.
fn policies(label: &str, given: Value) -> Option<Vec<Expr>> {
    let model = find("PrivateLinkConsumer")?.model();
    let mut inputs = json!({
        "name": "data",
        "vpcId": "vpc-0a1b2c3d4e5f67890",
        "subnets": {
            "use1-az1": { "subnetId": "subnet-0a1b2c3d4e5f67890" },
            "use1-az2": { "subnetId": "subnet-0a1b2c3d4e5f67891" },
        },
        "routeTableIds": { "main": "rtb-0a1b2c3d4e5f67890" },
    });
    inputs.as_object_mut()?.extend(given.as_object()?.clone());
    let given = inputs.as_object()?.iter();
    let given: Vec<_> = given.map(|(name, value)| (name.clone(), Given::from(value))).collect();
    let checked = check_inputs(&model, &given, Purpose::Deployment);
    assert!(!checked.has_errors(), "{:?}", checked.problems);
    let made = specialise(&model, &checked.inputs).resources;
    let made = made.into_iter().filter(|resource| resource.address.label == label);
    let policy = made.flat_map(|resource| resource.properties);
    Some(policy.filter(|(name, _)| *name == endpoint::POLICY).map(|(_, value)| value).collect())
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
