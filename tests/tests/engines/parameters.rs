//! Parameters of templates: with types that `CloudFormation` knows by itself, and read from the Parameter Store.

use std::fs;

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::{CloudFormation, compile};
use privatelink_tests::deployment::Surroundings;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::json;

/// The component, and what its surroundings are called in the corpus.
const COMPONENT: (&str, &str) = ("PrivateLinkConsumer", "private_link_consumer");
/// Who may reach the endpoint.
const RANGE: (&str, &str) = ("SecurityGroupAllowedIpv4Cidrs0", "10.0.0.0/16");

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial::with_emulator("values_are_read_from_the_parameter_store", stored),
        trial::with_emulator("what_is_not_there_is_refused_before_anything_is_made", missing),
    ]
}

fn stored(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, COMPONENT.1)?;
    let id = |name: &str| around.outputs().get(name).map_or("", String::as_str);
    let folder = Scratch::new("stored")?;

    let entry = |name: &str, value: &str| {
        let properties = json!({ "Name": name, "Type": "String", "Value": value });
        json!({ "Type": "AWS::SSM::Parameter", "Properties": properties })
    };
    let store = json!({ "Resources": {
        "Vpc": entry("/network/vpc-id", id("VpcId")),
        "Subnet": entry("/network/subnet-a", id("SubnetA")),
        "Range": entry("/network/range", RANGE.1),
        "Gone": entry("/network/gone", "vpc-0a1b2c3d4e5f67890"),
    }});
    let file = folder.path().join("store.json");
    fs::write(&file, store.to_string())?;
    let store = CloudFormation::new(aws, &account, "store");
    store.deploy(&file, &[])?;

    let example = checkout().join("examples/cloudformation/endpoint/inputs.yaml");
    let text = fs::read_to_string(example)?
        .replace("vpcId: { parameter: true }", "vpcId: { parameter: { ssm: /network/vpc-id } }")
        .replace("use1-az1: {}", "use1-az1: { subnetId: { parameter: ssm } }")
        .replace("[{ parameter: true }]", "[{ parameter: ssm }]");
    let inputs = folder.path().join("inputs.yaml");
    fs::write(&inputs, text)?;
    let template = compile(tools, COMPONENT.0, &inputs, folder.path())?;
    let parameters = [
        ("SubnetsUse1Az1SubnetId", "/network/subnet-a"),
        ("SubnetsUse1Az2SubnetId", id("SubnetB")),
        (RANGE.0, "/network/range"),
    ];
    let stack = CloudFormation::new(aws, &account, "endpoint");
    let wrong = [("VpcId", "/network/gone")].iter().chain(&parameters).copied().collect::<Vec<_>>();
    refused(&stack, &template, &wrong)?;
    stack.deploy(&template, &parameters)?;
    stack.assert_unchanged(&template, &parameters)?;
    stack.delete()?;
    store.delete()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn missing(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, COMPONENT.1)?;
    let id = |name: &str| around.outputs().get(name).map_or("", String::as_str);
    let folder = Scratch::new("missing")?;
    let inputs = checkout().join("examples/cloudformation/endpoint/inputs.yaml");
    let template = compile(tools, COMPONENT.0, &inputs, folder.path())?;
    let parameters = [
        ("VpcId", "vpc-0a1b2c3d4e5f67890"),
        ("SubnetsUse1Az1SubnetId", id("SubnetA")),
        ("SubnetsUse1Az2SubnetId", id("SubnetB")),
        RANGE,
    ];
    refused(&CloudFormation::new(aws, &account, "endpoint"), &template, &parameters)?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn refused(
    stack: &CloudFormation<'_>,
    template: &std::path::Path,
    parameters: &[(&str, &str)],
) -> Result<(), Failure> {
    let deploy = stack.command("deploy", Some(template), parameters)?;
    let shown = format!("{}{}", deploy.stdout, deploy.stderr);
    let message = "parameter value vpc-0a1b2c3d4e5f67890 for parameter name VpcId does not exist";
    if deploy.status.success() || !shown.contains(message) {
        return Err(Failure::new(format!("it should be refused: {message}\n{shown}")));
    }
    Ok(())
}
