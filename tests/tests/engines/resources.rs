//! Resources without a load balancer, and a client that reaches one: an endpoint in another VPC takes the ARN that is handed over.

#![allow(clippy::indexing_slicing, reason = "reading JSON that the test expects")]

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

/// The corpus whose surroundings have the VPC of the resources, and that of clients.
const FOLDER: &str = "private_link_resource";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for language in ["typescript", "python", "yaml"] {
        trials.push(trial::with_emulator(&format!("{language}_resource"), move |tools, aws| {
            pulumi(language, tools, aws)
        }));
    }
    trials.extend([
        trial::with_emulator("terraform_resource", terraform),
        trial::with_emulator("cloudformation_resource", cloudformation),
    ]);
    trials
}

fn id<'a>(around: &'a Surroundings, name: &str) -> &'a str {
    around.outputs().get(name).map_or("", String::as_str)
}

fn pulumi(language: &str, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, FOLDER)?;
    let program = checkout().join(format!("examples/{language}/resource"));
    let pulumi = Pulumi::new(tools, &account, &program)?;
    let ids = [
        ("vpcId", id(&around, "VpcId")),
        ("subnetA", id(&around, "SubnetA")),
        ("subnetB", id(&around, "SubnetB")),
        ("securityGroupId", id(&around, "ToDatabases")),
        ("clientVpcId", id(&around, "ClientVpcId")),
        ("clientSubnet", id(&around, "ClientSubnet")),
    ];
    pulumi.configure(&ids, &[])?;
    pulumi.up()?;
    assert_reached(aws, &account, &pulumi.outputs()?["endpointId"])?;
    pulumi.assert_unchanged()?;
    pulumi.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn terraform(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, FOLDER)?;
    let variables = json!({
        "vpc_id": id(&around, "VpcId"),
        "subnet_ids": [id(&around, "SubnetA"), id(&around, "SubnetB")],
        "security_group_id": id(&around, "ToDatabases"),
        "client_vpc_id": id(&around, "ClientVpcId"),
        "client_subnet_id": id(&around, "ClientSubnet"),
    });
    let terraform = Terraform::example(tools, &account, "examples/terraform/resource", &variables)?;
    terraform.apply()?;
    assert_reached(aws, &account, &terraform.outputs()?["endpoint_id"])?;
    terraform.assert_unchanged()?;
    terraform.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn cloudformation(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, FOLDER)?;
    let folder = checkout().join("examples/cloudformation/resource");
    let templates = [Scratch::new("templates")?, Scratch::new("templates")?];
    let template =
        compile(tools, "PrivateLinkResource", &folder.join("inputs.yaml"), templates[0].path())?;
    let parameters = [
        ("VpcId", id(&around, "VpcId")),
        ("SubnetsUse1Az1SubnetId", id(&around, "SubnetA")),
        ("SubnetsUse1Az2SubnetId", id(&around, "SubnetB")),
        ("SecurityGroupIds0", id(&around, "ToDatabases")),
    ];
    let resource = CloudFormation::new(aws, &account, "resource");
    resource.deploy(&template, &parameters)?;
    let arn = resource.outputs()?["ResourceConfigurationArnsDb"].clone();
    resource.assert_unchanged(&template, &parameters)?;

    let template =
        compile(tools, "PrivateLinkConsumer", &folder.join("consumer.yaml"), templates[1].path())?;
    let parameters = [
        ("VpcId", id(&around, "ClientVpcId")),
        ("ResourceConfigurationArn", arn.as_str().unwrap_or_default()),
        ("SubnetsUse1Az1SubnetId", id(&around, "ClientSubnet")),
        ("SecurityGroupAllowedIpv4Cidrs0", "10.1.0.0/16"),
    ];
    let consumer = CloudFormation::new(aws, &account, "consumer");
    consumer.deploy(&template, &parameters)?;
    assert_reached(aws, &account, &consumer.outputs()?["EndpointId"])?;
    consumer.delete()?;
    resource.delete()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

/// The endpoint is there, and reaches a resource that is: the emulator refuses to delete that one meanwhile.
fn assert_reached(aws: &Emulator, account: &Account, endpoint: &Value) -> Result<(), Failure> {
    let wanted = json!({ "VpcEndpointIds": [endpoint] });
    let found = aws.call(account, "ec2", "describe_vpc_endpoint_associations", &wanted)?;
    let arn = &found["VpcEndpointAssociations"][0]["AssociatedResourceArn"];
    let wanted = json!({ "resourceConfigurationIdentifier": arn });
    let shown = aws.call(account, "vpc-lattice", "get_resource_configuration", &wanted)?;
    if shown["name"] == "orders-db" && shown["portRanges"] == json!(["5432"]) {
        return Ok(());
    }
    Err(Failure::new(format!("`{endpoint}` reaches {shown}")))
}
