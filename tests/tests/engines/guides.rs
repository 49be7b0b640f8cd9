//! Programs of the how-to guides: services of AWS without NAT, and a product that a vendor accepts the endpoint for.
//!
//! `docs/how-to` shows them; programs that a guide shares with the small examples are tested in `examples`.

#![allow(clippy::indexing_slicing, reason = "reading JSON that the test expects")]

use std::fs;

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::{CloudFormation, compile};
use privatelink_tests::deployment::Surroundings;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

/// The component of both guides.
const COMPONENT: &str = "PrivateLinkConsumer";
/// What its surroundings are called in the corpus: their VPC resolves names.
const CLIENTS: &str = "private_link_consumer";
/// Range of the VPC.
const CLIENT_RANGE: &str = "10.0.0.0/16";
/// Domain of the vendor.
const DOMAIN: &str = "us-east-1.privatelink.example.com";
/// Services of Session Manager and of the registry, as the example's two bundles have them.
const SERVICES: [&str; 5] = ["ec2messages", "ecr.api", "ecr.dkr", "ssm", "ssmmessages"];

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for language in ["typescript", "python", "yaml"] {
        trials.push(trial::with_emulator(
            &format!("{language}_aws_services"),
            move |tools, aws| {
                within(aws, |around, account| pulumi_aws_services(language, tools, around, account))
            },
        ));
        trials.push(trial::with_emulator(
            &format!("{language}_endpoint_hub"),
            move |tools, aws| {
                within(aws, |around, account| pulumi_endpoint_hub(language, tools, around, account))
            },
        ));
        trials.push(trial::with_emulator(&format!("{language}_saas"), move |tools, aws| {
            within(aws, |around, account| pulumi_saas(language, tools, around, account))
        }));
    }
    trials.extend([
        trial::with_emulator("terraform_aws_services", |tools, aws| {
            within(aws, |around, account| terraform_aws_services(tools, around, account))
        }),
        trial::with_emulator("terraform_endpoint_hub", |tools, aws| {
            within(aws, |around, account| terraform_endpoint_hub(tools, around, account))
        }),
        trial::with_emulator("terraform_saas", |tools, aws| {
            within(aws, |around, account| terraform_saas(tools, around, account))
        }),
        trial::with_emulator("cloudformation_aws_services", |tools, aws| {
            within(aws, |around, account| cloudformation_aws_services(tools, aws, around, account))
        }),
        trial::with_emulator("cloudformation_endpoint_hub", |tools, aws| {
            within(aws, |around, account| cloudformation_endpoint_hub(tools, aws, around, account))
        }),
        trial::with_emulator("cloudformation_saas", |tools, aws| {
            within(aws, |around, account| cloudformation_saas(tools, aws, around, account))
        }),
    ]);
    trials
}

/// Outputs of the surroundings by name.
type Around<'a> = dyn Fn(&str) -> &'a str + 'a;

/// Runs a test beside the VPC of the clients, and succeeds if it leaves nothing.
fn within(
    aws: &Emulator,
    run: impl Fn(&Around<'_>, &Account) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, CLIENTS)?;
    run(&|name| around.outputs().get(name).map_or("", String::as_str), &account)?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn pulumi_aws_services(
    language: &str,
    tools: &Toolchain,
    around: &Around<'_>,
    account: &Account,
) -> Result<(), Failure> {
    let program = checkout().join(format!("examples/{language}/aws-services"));
    let pulumi = Pulumi::new(tools, account, &program)?;
    let ids = [
        ("vpcId", around("VpcId")),
        ("subnetA", around("SubnetA")),
        ("subnetB", around("SubnetB")),
        ("routeTableId", around("TableA")),
    ];
    pulumi.configure(&ids, &[])?;
    pulumi.up()?;
    let outputs = pulumi.outputs()?;
    // YAML has no function that merges, so its program has one output for each bundle.
    let mut made = outputs["endpointIds"].clone();
    let images = outputs["imageEndpointIds"].as_object().cloned();
    if let (Some(made), Some(images)) = (made.as_object_mut(), images) {
        made.extend(images);
    }
    assert_services(&made, &outputs["gatewayEndpointIds"])?;
    pulumi.assert_unchanged()?;
    pulumi.destroy()
}

fn pulumi_endpoint_hub(
    language: &str,
    tools: &Toolchain,
    around: &Around<'_>,
    account: &Account,
) -> Result<(), Failure> {
    let program = checkout().join(format!("examples/{language}/endpoint-hub"));
    let pulumi = Pulumi::new(tools, account, &program)?;
    let ids = [
        ("vpcId", around("VpcId")),
        ("vpcRange", CLIENT_RANGE),
        ("subnetA", around("SubnetA")),
        ("subnetB", around("SubnetB")),
        ("routeTableId", around("TableA")),
    ];
    pulumi.configure(&ids, &[])?;
    pulumi.up()?;
    let outputs = pulumi.outputs()?;
    assert_hub(&outputs["services"], &outputs["attachmentId"])?;
    pulumi.assert_unchanged()?;
    pulumi.destroy()
}

fn terraform_endpoint_hub(
    tools: &Toolchain,
    around: &Around<'_>,
    account: &Account,
) -> Result<(), Failure> {
    let variables = json!({
        "vpc_id": around("VpcId"),
        "vpc_range": CLIENT_RANGE,
        "subnet_ids": [around("SubnetA"), around("SubnetB")],
        "route_table_id": around("TableA"),
    });
    let source = "examples/terraform/endpoint-hub";
    let terraform = Terraform::example(tools, account, source, &variables)?;
    terraform.apply()?;
    let outputs = terraform.outputs()?;
    assert_hub(&outputs["services"], &outputs["attachment_id"])?;
    terraform.assert_unchanged()?;
    terraform.destroy()
}

fn cloudformation_endpoint_hub(
    tools: &Toolchain,
    aws: &Emulator,
    around: &Around<'_>,
    account: &Account,
) -> Result<(), Failure> {
    let folder = checkout().join("examples/cloudformation/endpoint-hub");
    let templates = Scratch::new("templates")?;
    let template =
        compile(tools, "CentralizedEndpointHub", &folder.join("hub.yaml"), templates.path())?;
    let hub = CloudFormation::new(aws, account, "hub");
    hub.deploy(&template, &[])?;
    let outputs = hub.outputs()?;
    // The hand-over, as a person would put it in place of the one that the file shows.
    let text = fs::read_to_string(folder.join("team-a.yaml"))?;
    let mut inputs: Value = serde_yaml_ng::from_str(&text)?;
    inputs["hubJson"] = outputs["HubJson"].clone();
    let spokes = Scratch::new("templates")?;
    let file = spokes.path().join("team-a.json");
    fs::write(&file, inputs.to_string())?;
    let spoke_template = compile(tools, "EndpointHubSpoke", &file, spokes.path())?;
    let parameters = [
        ("VpcId", around("VpcId")),
        ("SubnetsUse1Az1SubnetId", around("SubnetA")),
        ("SubnetsUse1Az2SubnetId", around("SubnetB")),
        ("RouteTableIdsPrivate", around("TableA")),
    ];
    let spoke = CloudFormation::new(aws, account, "team-a");
    spoke.deploy(&spoke_template, &parameters)?;
    assert_hub(&json!(SERVICES), &spoke.outputs()?["AttachmentId"])?;
    spoke.assert_unchanged(&spoke_template, &parameters)?;
    hub.assert_unchanged(&template, &[])?;
    spoke.delete()?;
    hub.delete()
}

/// The hub has the services of its bundles, and the spoke is attached.
fn assert_hub(services: &Value, attachment: &Value) -> Result<(), Failure> {
    let is_attached = attachment.as_str().is_some_and(|id| id.starts_with("tgw-attach-"));
    if *services == json!(SERVICES) && is_attached {
        Ok(())
    } else {
        Err(Failure::new(format!("the hub has {services}, the attachment is {attachment}")))
    }
}

fn terraform_aws_services(
    tools: &Toolchain,
    around: &Around<'_>,
    account: &Account,
) -> Result<(), Failure> {
    let variables = json!({
        "vpc_id": around("VpcId"),
        "subnet_ids": [around("SubnetA"), around("SubnetB")],
        "route_table_id": around("TableA"),
    });
    let source = "examples/terraform/aws-services";
    let terraform = Terraform::example(tools, account, source, &variables)?;
    terraform.apply()?;
    let outputs = terraform.outputs()?;
    assert_services(&outputs["endpoint_ids"], &outputs["gateway_endpoint_ids"])?;
    terraform.assert_unchanged()?;
    terraform.destroy()
}

fn cloudformation_aws_services(
    tools: &Toolchain,
    aws: &Emulator,
    around: &Around<'_>,
    account: &Account,
) -> Result<(), Failure> {
    let folder = checkout().join("examples/cloudformation/aws-services");
    let common = [
        ("VpcId", around("VpcId")),
        ("SubnetsUse1Az1SubnetId", around("SubnetA")),
        ("SubnetsUse1Az2SubnetId", around("SubnetB")),
        ("SecurityGroupAllowedIpv4Cidrs0", CLIENT_RANGE),
    ];
    let table = [("RouteTableIdsPrivate", around("TableA"))];
    for (name, output, more) in
        [("ssm", "EndpointIdsSsmmessages", &[][..]), ("images", "GatewayEndpointIdsS3", &table)]
    {
        let templates = Scratch::new("templates")?;
        let inputs = folder.join(format!("{name}.yaml"));
        let template = compile(tools, COMPONENT, &inputs, templates.path())?;
        let parameters: Vec<_> = common.iter().chain(more).copied().collect();
        let stack = CloudFormation::new(aws, account, name);
        stack.deploy(&template, &parameters)?;
        assert_endpoint(&stack.outputs()?[output])?;
        stack.assert_unchanged(&template, &parameters)?;
        stack.delete()?;
    }
    Ok(())
}

fn pulumi_saas(
    language: &str,
    tools: &Toolchain,
    around: &Around<'_>,
    account: &Account,
) -> Result<(), Failure> {
    let program = checkout().join(format!("examples/{language}/saas"));
    let pulumi = Pulumi::new(tools, account, &program)?;
    let settings = [
        ("vpcId", around("VpcId")),
        ("subnetA", around("SubnetA")),
        ("subnetB", around("SubnetB")),
        ("serviceName", around("OpenServiceName")),
        ("domain", DOMAIN),
    ];
    pulumi.configure(&settings, &[])?;
    pulumi.up()?;
    assert_endpoint(&pulumi.outputs()?["endpointId"])?;
    assert_records(&pulumi.export()?["deployment"]["resources"], "type", "aws:route53/record", 0)?;
    pulumi.configure(&[("accepted", "true")], &[])?;
    pulumi.up()?;
    assert_available(&pulumi.outputs()?["state"])?;
    assert_records(&pulumi.export()?["deployment"]["resources"], "type", "aws:route53/record", 2)?;
    pulumi.assert_unchanged()?;
    pulumi.destroy()
}

fn terraform_saas(
    tools: &Toolchain,
    around: &Around<'_>,
    account: &Account,
) -> Result<(), Failure> {
    let mut variables = json!({
        "vpc_id": around("VpcId"),
        "subnet_ids": [around("SubnetA"), around("SubnetB")],
        "service_name": around("OpenServiceName"),
        "domain": DOMAIN,
    });
    let terraform = Terraform::example(tools, account, "examples/terraform/saas", &variables)?;
    terraform.apply()?;
    assert_endpoint(&terraform.outputs()?["endpoint_id"])?;
    variables["accepted"] = true.into();
    terraform.set_variables(&variables)?;
    let changes = terraform.plan()?["resource_changes"].take();
    let is_new = |change: &&Value| change["change"]["actions"] == json!(["create"]);
    let made: Value = changes.as_array().into_iter().flatten().filter(is_new).cloned().collect();
    assert_records(&made, "type", "aws_route53_record", 2)?;
    terraform.apply()?;
    assert_available(&terraform.outputs()?["state"])?;
    terraform.assert_unchanged()?;
    terraform.destroy()
}

fn cloudformation_saas(
    tools: &Toolchain,
    aws: &Emulator,
    around: &Around<'_>,
    account: &Account,
) -> Result<(), Failure> {
    let file = checkout().join("examples/cloudformation/saas/inputs.yaml");
    let waiting = fs::read_to_string(&file)?;
    let accepted = waiting.replace("accepted: false", "accepted: true");
    let templates = Scratch::new("templates")?;
    let inputs = templates.path().join("inputs.yaml");
    let parameters = [
        ("VpcId", around("VpcId")),
        ("SubnetsUse1Az1SubnetId", around("SubnetA")),
        ("SubnetsUse1Az2SubnetId", around("SubnetB")),
        ("SecurityGroupAllowedIpv4Cidrs0", CLIENT_RANGE),
        ("ServiceName", around("OpenServiceName")),
    ];
    let stack = CloudFormation::new(aws, account, "product");
    for text in [&waiting, &accepted] {
        fs::write(&inputs, text)?;
        let template = compile(tools, COMPONENT, &inputs, templates.path())?;
        stack.deploy(&template, &parameters)?;
        stack.assert_unchanged(&template, &parameters)?;
    }
    let outputs = stack.outputs()?;
    assert_endpoint(&outputs["EndpointId"])?;
    assert_available(&outputs["State"])?;
    stack.delete()
}

/// Each service has an endpoint, and S3 a gateway.
fn assert_services(endpoints: &Value, gateways: &Value) -> Result<(), Failure> {
    for service in SERVICES {
        assert_endpoint(&endpoints[service])?;
    }
    assert_endpoint(&gateways["s3"])
}

fn assert_endpoint(id: &Value) -> Result<(), Failure> {
    match id.as_str() {
        Some(id) if id.starts_with("vpce-") => Ok(()),
        _ => Err(Failure::new(format!("`{id}` is not the id of an endpoint"))),
    }
}

fn assert_available(state: &Value) -> Result<(), Failure> {
    match state.as_str() {
        Some("available") => Ok(()),
        _ => Err(Failure::new(format!("the endpoint is `{state}`"))),
    }
}

/// Among these resources are so many records: names come with the acceptance.
fn assert_records(resources: &Value, field: &str, kind: &str, count: usize) -> Result<(), Failure> {
    let is_record = |it: &&Value| it[field].as_str().is_some_and(|name| name.starts_with(kind));
    let found = resources.as_array().into_iter().flatten().filter(is_record).count();
    if found == count {
        return Ok(());
    }
    Err(Failure::new(format!("{found} records, not {count}")))
}
