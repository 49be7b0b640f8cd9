//! What a consumer makes of its inputs, for tests that look at one property.

use privatelink_catalog::engines::PULUMI;
use privatelink_components::find;
use privatelink_ir::specialise::Specialised;
use privatelink_ir::{Expr, Given, Name, check_inputs, specialise};
use serde_json::{Value, json};

/// What is made of inputs: `given` comes beside a name, a VPC and two subnets.
fn made(given: &Value) -> Option<Specialised> {
    let mut inputs = json!({
        "name": "data",
        "vpcId": "vpc-0a1b2c3d4e5f67890",
        "subnets": {
            "use1-az1": { "subnetId": "subnet-0a1b2c3d4e5f67890" },
            "use1-az2": { "subnetId": "subnet-0a1b2c3d4e5f67891" },
        },
    });
    inputs.as_object_mut()?.extend(given.as_object()?.clone());
    let given = Given::inputs(&inputs);
    let model = find("PrivateLinkConsumer")?.model();
    let checked = check_inputs(&model, &given, &PULUMI);
    assert!(!checked.has_errors(), "{:?}", checked.problems);
    specialise(&model, &checked.inputs).ok()
}

/// An output.
#[allow(dead_code, reason = "few tests look at outputs")]
pub(crate) fn output(given: &Value, name: &str) -> Option<Expr> {
    let told = made(given)?.outputs.into_iter().find(|told| told.name == name)?;
    Some(told.value)
}

/// A property of the resources with a label, where it is set.
#[allow(dead_code, reason = "few tests look at outputs only")]
pub(crate) fn properties(given: &Value, label: &str, property: Name) -> Option<Vec<Expr>> {
    let made =
        made(given)?.resources.into_iter().filter(|resource| resource.address.label == label);
    let set = made.flat_map(|resource| resource.properties);
    Some(set.filter(|(name, _)| *name == property).map(|(_, value)| value).collect())
}
