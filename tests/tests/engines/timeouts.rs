//! How long real engines wait for an endpoint: they keep what they are told, and a change of it alone leaves the endpoint
//! as it is.

#![allow(clippy::indexing_slicing, reason = "reading JSON")]

use std::fs;
use std::path::Path;

use libtest_mimic::Trial;
use privatelink_components::find;
use privatelink_tests::deployment::Surroundings;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::inputs;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

const COMPONENT: &str = "PrivateLinkConsumer";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial::with_emulator("terraform_is_told_how_long_to_wait", terraform),
        trial::with_emulator("pulumi_is_told_how_long_to_wait", pulumi),
    ]
}

/// The provider keeps what it was told last, and is told with the next change of the endpoint.
fn terraform(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, "private_link_consumer")?;
    let model = find(COMPONENT).ok_or_else(|| Failure::new("no such component"))?.model();
    let given = |timeouts: Value, tags: Value| {
        inputs::for_terraform(&model.inputs, &gateway(&around, timeouts, tags))
    };
    let module = checkout().join("sdks/terraform/private_link_consumer");
    let terraform = Terraform::module(tools, &account, &module, &given(first(), json!({})))?;
    let endpoint = || -> Result<Value, Failure> {
        let state: Value = terraform.command(&["show", "-json"])?.expect(0)?.json()?;
        let module = &state["values"]["root_module"]["child_modules"][0];
        Ok(found(&module["resources"], "aws_vpc_endpoint")?["values"].take())
    };
    terraform.apply()?;
    let made = endpoint()?;
    same(&json!({ "create": "2h", "update": "1h30m", "delete": "10m" }), &made["timeouts"])?;

    terraform.set_inputs(&given(second(), json!({})))?;
    terraform.assert_unchanged()?;
    terraform.apply()?;
    same(&made["timeouts"], &endpoint()?["timeouts"])?;

    terraform.set_inputs(&given(second(), json!({ "team": "payments" })))?;
    terraform.apply()?;
    let changed = endpoint()?;
    same(&json!({ "create": "10m", "update": "90s", "delete": "1h" }), &changed["timeouts"])?;
    same(&made["id"], &changed["id"])?;
    terraform.destroy()?;
    leave(&around, aws, &account)
}

/// The engine keeps it itself, in seconds, whether anything else changes or not.
fn pulumi(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, "private_link_consumer")?;
    let write = |folder: &Path, timeouts: Value| -> Result<(), Failure> {
        let component = json!({
            "type": format!("privatelink:{COMPONENT}"),
            "properties": gateway(&around, timeouts, json!({})),
        });
        let program =
            json!({ "name": "waits", "runtime": "yaml", "resources": { "component": component } });
        Ok(fs::write(folder.join("Pulumi.yaml"), serde_yaml_ng::to_string(&program)?)?)
    };
    let folder = Scratch::new("program")?;
    write(folder.path(), first())?;
    let pulumi = Pulumi::new(tools, &account, folder.path())?;
    let endpoint = || -> Result<Value, Failure> {
        let state = pulumi.export()?;
        found(&state["deployment"]["resources"], "aws:ec2/vpcEndpoint:VpcEndpoint")
    };
    pulumi.up()?;
    let made = endpoint()?;
    same(&json!({ "create": 7200, "update": 5400, "delete": 600 }), &made["customTimeouts"])?;

    write(pulumi.folder(), second())?;
    pulumi.up()?;
    let kept = endpoint()?;
    same(&json!({ "create": 600, "update": 90, "delete": 3600 }), &kept["customTimeouts"])?;
    same(&made["id"], &kept["id"])?;
    pulumi.destroy()?;
    leave(&around, aws, &account)
}

fn first() -> Value {
    json!({ "create": "2h", "update": "1h30m" })
}

fn second() -> Value {
    json!({ "update": "90s", "delete": "1h" })
}

/// A gateway endpoint: nothing else is made.
fn gateway(around: &Surroundings<'_>, timeouts: Value, tags: Value) -> Value {
    let id = |name: &str| around.outputs().get(name).map_or("", String::as_str);
    json!({
        "name": "objects",
        "vpcId": id("VpcId"),
        "service": "s3",
        "routeTableIds": { "first": id("TableA") },
        "timeouts": timeouts,
        "tags": tags,
    })
}

/// The only resource of a type.
fn found(resources: &Value, wanted: &str) -> Result<Value, Failure> {
    let all = resources.as_array().into_iter().flatten();
    let of_type: Vec<&Value> = all.filter(|resource| resource["type"] == wanted).collect();
    match of_type.as_slice() {
        [only] => Ok((*only).clone()),
        _ => Err(Failure::new(format!("{} resources are of the type `{wanted}`", of_type.len()))),
    }
}

fn same(wanted: &Value, found: &Value) -> Result<(), Failure> {
    if wanted == found && !found.is_null() {
        return Ok(());
    }
    Err(Failure::new(format!("{found} instead of {wanted}")))
}

fn leave(around: &Surroundings<'_>, aws: &Emulator, account: &Account) -> Result<(), Failure> {
    around.destroy()?;
    aws.assert_empty(account, REGION)
}
