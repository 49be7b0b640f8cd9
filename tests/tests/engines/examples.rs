//! Every example does what it says: deploy, nothing left to do, destroy, an empty account.

#![allow(clippy::indexing_slicing, reason = "reading JSON that the test expects")]

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::{CloudFormation, compile};
use privatelink_tests::deployment::{Engine, Surroundings};
use privatelink_tests::emulator::{Emulator, IMAGE, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::minimal::{self, Example, SURROUNDINGS};
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{certificate, trial};
use serde_json::{Value, json};

/// What the surroundings of the endpoint are called in the corpus: its VPC resolves names.
const CLIENTS: &str = "private_link_consumer";
/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for language in ["typescript", "python", "yaml"] {
        trials.push(trial::with_emulator(&format!("{language}_minimal"), move |tools, aws| {
            pulumi_minimal(language, tools, aws)
        }));
        trials.push(trial::with_emulator(&format!("{language}_endpoint"), move |tools, aws| {
            pulumi_endpoint(language, tools, aws)
        }));
        trials
            .push(trial::with_emulator(&format!("{language}_https_service"), move |tools, aws| {
                pulumi_https_service(language, tools, aws)
            }));
    }
    trials.extend([
        trial::with_emulator("go_minimal", |tools, aws| pulumi_minimal("go", tools, aws)),
        trial::with_emulator("terraform_minimal", |tools, aws| {
            minimal(Engine::Terraform, tools, aws)
        }),
        trial::with_emulator("terraform_endpoint", terraform_endpoint),
        trial::with_emulator("terraform_https_service", terraform_https_service),
        trial::with_emulator("cloudformation_minimal", |tools, aws| {
            minimal(Engine::CloudFormation, tools, aws)
        }),
        trial::with_emulator("cloudformation_endpoint", cloudformation_endpoint),
        trial::with_emulator("cloudformation_https_service", cloudformation_https_service),
    ]);
    trials
}

fn pulumi_minimal(language: &str, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, SURROUNDINGS)?;
    life(&minimal::Program::prepare(language, tools, &account, &around)?)?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn minimal(engine: Engine, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, SURROUNDINGS)?;
    life(&*minimal::prepare(engine, tools, aws, &account, &around)?)?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn life(example: &dyn Example) -> Result<(), Failure> {
    example.deploy()?;
    example.service_name()?;
    example.assert_unchanged()?;
    example.destroy()
}

fn pulumi_endpoint(language: &str, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, CLIENTS)?;
    let program = checkout().join(format!("examples/{language}/endpoint"));
    let pulumi = Pulumi::new(tools, &account, &program)?;
    let id = |name: &str| around.outputs().get(name).map_or("", String::as_str);
    let ids = [("vpcId", id("VpcId")), ("subnetA", id("SubnetA")), ("subnetB", id("SubnetB"))];
    pulumi.configure(&ids, &[])?;
    pulumi.up()?;
    assert_endpoint_id(&pulumi.outputs()?["endpointId"])?;
    pulumi.assert_unchanged()?;
    pulumi.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn pulumi_https_service(language: &str, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let program = checkout().join(format!("examples/{language}/https-service"));
    let pulumi = Pulumi::new(tools, &account, &program)?;
    let [certificate, key] = certificate::self_signed(tools)?;
    let plain = [("imageId", IMAGE), ("certificate", certificate.as_str())];
    pulumi.configure(&plain, &[("privateKey", &key)])?;
    pulumi.up()?;
    assert_service_name(&pulumi.outputs()?["serviceName"])?;
    let state = pulumi.export()?.to_string();
    if state.contains("PRIVATE KEY") {
        return Err(Failure::new("the private key is readable in the state"));
    }
    pulumi.assert_unchanged()?;
    pulumi.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn terraform_endpoint(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, CLIENTS)?;
    let outputs = around.outputs();
    let variables = json!({
        "vpc_id": outputs.get("VpcId"),
        "subnet_ids": [outputs.get("SubnetA"), outputs.get("SubnetB")],
    });
    let terraform = Terraform::example(tools, &account, "examples/terraform/endpoint", &variables)?;
    terraform.apply()?;
    assert_endpoint_id(&terraform.outputs()?["endpoint_id"])?;
    terraform.assert_unchanged()?;
    terraform.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn terraform_https_service(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let [certificate, key] = certificate::self_signed(tools)?;
    let variables = json!({ "image_id": IMAGE, "certificate": certificate, "private_key": key });
    let example = "examples/terraform/https-service";
    let terraform = Terraform::example(tools, &account, example, &variables)?;
    terraform.apply()?;
    assert_service_name(&terraform.outputs()?["service_name"])?;
    terraform.assert_unchanged()?;
    terraform.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn cloudformation_endpoint(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, CLIENTS)?;
    let templates = Scratch::new("templates")?;
    let inputs = "examples/cloudformation/endpoint/inputs.yaml";
    let template =
        compile(tools, "PrivateLinkConsumer", &checkout().join(inputs), templates.path())?;
    let id = |name: &str| around.outputs().get(name).map_or("", String::as_str);
    let parameters = [
        ("VpcId", id("VpcId")),
        ("SubnetsUse1Az1SubnetId", id("SubnetA")),
        ("SubnetsUse1Az2SubnetId", id("SubnetB")),
        ("SecurityGroupAllowedIpv4Cidrs0", "10.0.0.0/16"),
    ];
    let stack = CloudFormation::new(aws, &account, "ssm");
    stack.deploy(&template, &parameters)?;
    assert_endpoint_id(&stack.outputs()?["EndpointId"])?;
    stack.assert_unchanged(&template, &parameters)?;
    stack.delete()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn cloudformation_https_service(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let folder = checkout().join("examples/cloudformation/https-service");
    let certificate = aws.import_certificate(&account, "service.example.internal")?;
    let application = CloudFormation::new(aws, &account, "application");
    let parameters = [("ImageId", IMAGE), ("CertificateArn", certificate.as_str())];
    application.deploy(&folder.join("application.yaml"), &parameters)?;
    let made = application.outputs()?;
    let id = |name: &str| made[name].as_str().unwrap_or_default();

    let templates = Scratch::new("templates")?;
    let inputs = "examples/cloudformation/https-service/inputs.yaml";
    let template =
        compile(tools, "PrivateLinkService", &checkout().join(inputs), templates.path())?;
    let service = CloudFormation::new(aws, &account, "service");
    let parameters = [
        ("VpcId", id("VpcId")),
        ("LoadBalancerSubnetsUse1Az1SubnetId", id("SubnetA")),
        ("LoadBalancerSubnetsUse1Az2SubnetId", id("SubnetB")),
        ("ListenersHttpsTargetsAlbId", id("AlbArn")),
    ];
    service.deploy(&template, &parameters)?;
    let name = service.outputs()?["ServiceName"].clone();
    assert_service_name(&name)?;
    service.assert_unchanged(&template, &parameters)?;

    let consumer = CloudFormation::new(aws, &account, "consumer");
    let parameters = [("ServiceName", name.as_str().unwrap_or_default())];
    consumer.deploy(&folder.join("consumer.yaml"), &parameters)?;
    consumer.delete()?;
    service.delete()?;
    application.delete()?;
    aws.delete_certificate(&account, &certificate)?;
    aws.assert_empty(&account, REGION)
}

fn assert_endpoint_id(id: &Value) -> Result<(), Failure> {
    match id.as_str() {
        Some(id) if id.starts_with("vpce-") => Ok(()),
        _ => Err(Failure::new(format!("`{id}` is not the id of an endpoint"))),
    }
}

fn assert_service_name(name: &Value) -> Result<(), Failure> {
    let expected = format!("com.amazonaws.vpce.{REGION}.vpce-svc-");
    match name.as_str() {
        Some(name) if name.starts_with(&expected) => Ok(()),
        _ => Err(Failure::new(format!("`{name}` is not the name of an endpoint service"))),
    }
}
