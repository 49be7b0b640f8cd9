//! A run of the real Pulumi engine that goes on after an error: so does a component, and what it says reaches the user.

use std::fs;

use libtest_mimic::Trial;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::Scratch;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![trial::with_emulator("a_component_goes_on_after_an_error", goes_on)]
}

/// A gateway endpoint for this service.
fn endpoint(vpc: &str, service: &str, table: &str) -> Value {
    json!({
        "name": service,
        "vpcId": vpc,
        "endpointType": "Gateway",
        "service": service,
        "routeTableIds": { "first": table },
    })
}

/// One endpoint is for a VPC that is not there. The other one is made after it, although it does not wait for it.
fn goes_on(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let component = "privatelink:PrivateLinkConsumer";
    let vpc = |range: &str| json!({ "type": "aws:ec2:Vpc", "properties": { "cidrBlock": range } });
    let program = json!({
        "name": "going-on",
        "runtime": "yaml",
        "resources": {
            "vpc": vpc("10.0.0.0/16"),
            "table": { "type": "aws:ec2:RouteTable", "properties": { "vpcId": "${vpc.id}" } },
            "broken": {
                "type": component,
                "properties": endpoint("vpc-00000000000000000", "s3", "${table.id}"),
                "options": { "ignoreChanges": ["tags"] },
            },
            "whole": {
                "type": component,
                "properties": endpoint("${vpc.id}", "dynamodb", "${table.id}"),
            },
        },
    });
    let folder = Scratch::new("program")?;
    fs::write(folder.path().join("Pulumi.yaml"), serde_yaml_ng::to_string(&program)?)?;
    let pulumi = Pulumi::new(tools, &account, folder.path())?;
    let run = pulumi.command(&["up", "--yes", "--skip-preview", "--continue-on-error"])?;
    let said = [run.stdout.as_str(), run.stderr.as_str()].concat();
    for expected in [
        "`broken-endpoint` failed or wait for what failed",
        "`ignoreChanges` does nothing for the resources of a component",
        "nothing says which version of the package `aws` to use",
    ] {
        if !said.contains(expected) {
            return Err(Failure::new(format!("nobody says \"{expected}\":\n{said}")));
        }
    }
    let state = pulumi.export()?.to_string();
    if said.contains("has a problem") || !state.contains("::whole-endpoint\"") {
        return Err(Failure::new(format!("the run did not go on:\n{said}")));
    }
    pulumi.destroy()?;
    aws.assert_empty(&account, REGION)
}
