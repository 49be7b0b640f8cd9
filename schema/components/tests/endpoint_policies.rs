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
    let policy =
        r#"{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#;
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

/// What the output for the resource's side compares, for a perimeter with these fields more.
fn compared(more: &Value) -> String {
    let mut perimeter = json!({ "organizationId": "o-a1b2c3d4e5" });
    if let (Some(all), Some(more)) = (perimeter.as_object_mut(), more.as_object()) {
        all.extend(more.clone());
    }
    let given = json!({ "service": "s3", "organizationPerimeter": perimeter });
    let statement = consumer::output(&given, "resourcePolicyStatement");
    format!("{statement:?}")
}

/// IAM User Guide, "AWS global condition context keys".
#[test]
fn the_statement_for_the_other_side_names_what_the_perimeter_names() {
    let path = "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/*";
    let keys = ["aws:VpceOrgID", "aws:VpceOrgPaths", "aws:VpceAccount"];
    for (more, expected) in [
        (json!({}), [true, false, false]),
        (json!({ "endpointOrganizationPaths": [path] }), [false, true, false]),
        (json!({ "endpointAccountIds": ["111111111111"] }), [false, false, true]),
        (
            json!({ "endpointOrganizationPaths": [path], "endpointAccountIds": ["111111111111"] }),
            [false, true, true],
        ),
    ] {
        let found = compared(&more);
        assert_eq!(keys.map(|key| found.contains(key)), expected, "{found}");
        assert!(found.contains("aws:PrincipalIsAWSService"), "{found}");
    }
}
