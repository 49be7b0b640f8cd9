//! A service gets a private DNS name later, another one, then none: the domain is proven again, nothing of the old name
//! stays, and outputs tell what AWS has. With the first name other Regions are let in, and closed with the second.

mod change_over;

use libtest_mimic::Trial;
use privatelink_components::find;
use privatelink_tests::deployment::{Deployment, Engine, Prepare, Surroundings};
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::inputs;
use privatelink_tests::scratch::checkout;
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

const COMPONENT: &str = "PrivateLinkService";
const FOLDER: &str = "private_link_service";
const OLD: &str = "old.service.example.com";
const NEW: &str = "new.service.example.com";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial::with_emulator("terraform_renames_a_service_in_two_steps", terraform),
        trial::with_emulator("pulumi_renames_a_service", |tools, aws| {
            renamed(Engine::Pulumi, tools, aws)
        }),
        trial::with_emulator("cloudformation_renames_a_service", |tools, aws| {
            renamed(Engine::CloudFormation, tools, aws)
        }),
        trial::with_emulator("pulumi_names_a_service_that_is_there", named_later),
        trial::with_emulator(
            "a_name_stays_when_a_service_has_it_without_a_function",
            change_over::keeps_the_name,
        ),
    ]
}

/// The provider does not know at plan time that another name has another proof, so the service goes first.
fn terraform(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, FOLDER)?;
    let model = find(COMPONENT).ok_or_else(|| Failure::new("no such component"))?.model();
    let given = |name| inputs::for_terraform(&model.inputs, &service(&around, name));
    let module = checkout().join("sdks/terraform").join(FOLDER);
    let terraform = Terraform::module(tools, &account, &module, &given(Some(OLD)))?;
    let assert_told = |output: &str, wanted: &str| {
        same(&json!(wanted), terraform.outputs()?.pointer(&format!("/module/{output}")))
    };
    terraform.apply()?;
    assert_verified(OLD, aws, &account)?;
    assert_told("private_dns_name", OLD)?;

    terraform.set_inputs(&given(Some(NEW)))?;
    let service_first = "-target=module.this.aws_vpc_endpoint_service.service";
    terraform.command(&["apply", "-auto-approve", "-input=false", service_first])?.expect(0)?;
    terraform.apply()?;
    terraform.assert_unchanged()?;
    assert_verified(NEW, aws, &account)?;
    assert_told("private_dns_name", NEW)?;

    // Without the name the provider leaves the service as it is, and the outputs say so.
    terraform.set_inputs(&given(None))?;
    terraform.apply()?;
    terraform.assert_unchanged()?;
    assert_told("private_dns_name", NEW)?;
    assert_told("connection/private_dns_name", NEW)?;
    terraform.destroy()?;
    leave(&around, aws, &account)
}

/// The other engines learn of the other proof on the way.
fn renamed(engine: Engine, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, FOLDER)?;
    let component = find(COMPONENT).ok_or_else(|| Failure::new("no such component"))?;
    let mut deployment = engine.prepare(tools, aws, &account, component)?;
    for name in [OLD, NEW] {
        deployment.deploy(&service(&around, Some(name)))?;
        deployment.assert_unchanged()?;
        assert_verified(name, aws, &account)?;
        same(&json!(name), told(&*deployment)?.as_ref())?;
    }
    deployment.deploy(&service(&around, None))?;
    deployment.assert_unchanged()?;
    let kept = configuration(aws, &account)?.get("PrivateDnsName").cloned();
    match (engine, told(&*deployment)?) {
        (Engine::CloudFormation, None) => assert_none(kept)?,
        (_, told) => same(&json!(NEW), told.as_ref())?,
    }
    deployment.destroy()?;
    leave(&around, aws, &account)
}

/// The preview of the name does not know its proof yet: the list of proofs is still empty in the plan of the service.
fn named_later(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, FOLDER)?;
    let component = find(COMPONENT).ok_or_else(|| Failure::new("no such component"))?;
    let mut deployment = Engine::Pulumi.prepare(tools, aws, &account, component)?;
    deployment.deploy(&service(&around, None))?;
    assert_none(told(&*deployment)?)?;
    deployment.deploy(&service(&around, Some(OLD)))?;
    deployment.assert_unchanged()?;
    assert_verified(OLD, aws, &account)?;
    same(&json!(OLD), told(&*deployment)?.as_ref())?;
    deployment.destroy()?;
    leave(&around, aws, &account)
}

fn told(deployment: &dyn Deployment) -> Result<Option<Value>, Failure> {
    let outputs = deployment.outputs()?;
    let names = ["privateDnsName", "PrivateDnsName"];
    let found = names.iter().find_map(|name| outputs.get(name));
    Ok(found.filter(|value| !value.is_null()).cloned())
}

fn service(around: &Surroundings<'_>, name: Option<&str>) -> Value {
    let id = |name: &str| around.outputs().get(name).map_or("", String::as_str);
    let private_dns =
        name.map(|name| json!({ "name": name, "hostedZoneId": id("ZoneId"), "ttlSeconds": 300 }));
    json!({
        "name": "orders",
        "networkLoadBalancerArns": [id("NlbArn")],
        "allowedPrincipals": ["arn:aws:iam::222222222222:root"],
        "privateDns": private_dns,
        "supportedRegions": [if name == Some(OLD) { "eu-west-1" } else { REGION }],
    })
}

/// What AWS says of the only service of an account.
fn configuration(aws: &Emulator, account: &Account) -> Result<Value, Failure> {
    let call = "describe_vpc_endpoint_service_configurations";
    let answer = aws.call(account, "ec2", call, &json!({}))?;
    let only = answer.pointer("/ServiceConfigurations/0").cloned();
    only.ok_or_else(|| Failure::new("there is no service"))
}

/// Succeeds if the service has the name and its Regions, AWS has found its proof, and the zone has no other proof.
fn assert_verified(name: &str, aws: &Emulator, account: &Account) -> Result<(), Failure> {
    let found = configuration(aws, account)?;
    same(&json!(name), found.get("PrivateDnsName"))?;
    let regions = found.get("SupportedRegions").and_then(Value::as_array).map_or(0, Vec::len);
    same(&json!(if name == OLD { 2 } else { 1 }), Some(&json!(regions)))?;
    same(&json!("verified"), found.pointer("/PrivateDnsNameConfiguration/State"))?;
    let inventory = aws.raw_inventory(&[account], &[REGION])?.to_string();
    // The roles of bridges are allowed actions that begin alike.
    let proofs = inventory.matches("vpce:").count() - inventory.matches("vpce:Allow").count();
    let wanted = found.pointer("/PrivateDnsNameConfiguration/Value").and_then(Value::as_str);
    let own = inventory.matches(wanted.unwrap_or("no proof")).count();
    same(&json!(own), Some(&json!(proofs)))
}

fn assert_none(found: Option<Value>) -> Result<(), Failure> {
    match found {
        None | Some(Value::Null) => Ok(()),
        Some(name) => Err(Failure::new(format!("the service has still the name {name}"))),
    }
}

fn same(wanted: &Value, found: Option<&Value>) -> Result<(), Failure> {
    if found == Some(wanted) {
        return Ok(());
    }
    Err(Failure::new(format!("{found:?} instead of {wanted}")))
}

fn leave(around: &Surroundings<'_>, aws: &Emulator, account: &Account) -> Result<(), Failure> {
    around.destroy()?;
    aws.assert_empty(account, REGION)
}
