//! Programs that make the VPC too: its ids and those of its subnets are unknown until the deployment has made them.
//!
//! Each is deployed in one go, as a new user would: no `-target`, no second `up`.

#![allow(clippy::indexing_slicing, reason = "reading JSON that the test expects")]

use std::fs;

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::{CloudFormation, compile};
use privatelink_tests::emulator::{Emulator, IMAGE, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

/// Import of the component that makes the VPC in the example `awsx`.
const IMPORT: &str = "from \"@pulumi/awsx\";";

/// Stands in for `awsx.ec2.Vpc`: the same outputs, of which a preview does not even know how long the list is.
///
/// The plugin of `awsx` is a program that Pulumi downloads from a release on GitHub; no registry has it. So the types
/// of the example are checked with the real package, by `lint`, and its deployment with this.
const STAND_IN: &str = r#"import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

class Vpc extends pulumi.ComponentResource {
    readonly vpcId: pulumi.Output<string>;
    readonly privateSubnetIds: pulumi.Output<string[]>;

    constructor(name: string, args: aws.ec2.VpcArgs) {
        super("awsx:ec2:Vpc", name);
        const { cidrBlock, enableDnsSupport, enableDnsHostnames } = args;
        const vpc = new aws.ec2.Vpc(name, { cidrBlock, enableDnsSupport, enableDnsHostnames }, { parent: this });
        const zones = ["use1-az1", "use1-az2"];
        const subnets = zones.map((availabilityZoneId, index) => new aws.ec2.Subnet(
            `${name}-${index}`,
            { vpcId: vpc.id, availabilityZoneId, cidrBlock: `10.0.${16 * index}.0/20` },
            { parent: this },
        ));
        this.vpcId = vpc.id;
        this.privateSubnetIds = pulumi.all(subnets.map((subnet) => subnet.id));
    }
}

export const ec2 = { Vpc };
"#;

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let mut trials: Vec<_> = ["typescript", "python", "yaml"]
        .into_iter()
        .map(|language| {
            trial::with_emulator(&format!("{language}_vpc"), move |tools, aws| {
                let program = checkout().join(format!("examples/{language}/vpc"));
                let account = aws.account();
                let pulumi = Pulumi::new(tools, &account, &program)?;
                deploy(&pulumi, &[("imageId", IMAGE)])?;
                aws.assert_empty(&account, REGION)
            })
        })
        .collect();
    trials.extend([
        trial::with_emulator("typescript_awsx", awsx),
        trial::with_emulator("terraform_vpc", terraform),
        trial::with_emulator("cloudformation_vpc", cloudformation),
    ]);
    trials
}

fn awsx(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let pulumi = Pulumi::new(tools, &account, &checkout().join("examples/typescript/awsx"))?;
    let file = pulumi.folder().join("index.ts");
    let text = fs::read_to_string(&file)?;
    if text.matches(IMPORT).count() != 1 {
        return Err(Failure::new(format!("the example should have `{IMPORT}` once")));
    }
    fs::write(&file, text.replace(IMPORT, "from \"./awsx\";"))?;
    fs::write(pulumi.folder().join("awsx.ts"), STAND_IN)?;
    deploy(&pulumi, &[("address", "10.0.0.10")])?;
    aws.assert_empty(&account, REGION)
}

/// Deploys a Pulumi program in one go, and removes it.
fn deploy(pulumi: &Pulumi, settings: &[(&str, &str)]) -> Result<(), Failure> {
    pulumi.configure(settings, &[])?;
    pulumi.up()?;
    let outputs = pulumi.outputs()?;
    assert_made(&outputs["endpointId"], &outputs["serviceName"])?;
    pulumi.assert_unchanged()?;
    pulumi.destroy()
}

fn terraform(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let variables = json!({ "image_id": IMAGE });
    let terraform = Terraform::example(tools, &account, "examples/terraform/vpc", &variables)?;
    terraform.apply()?;
    let outputs = terraform.outputs()?;
    assert_made(&outputs["endpoint_id"], &outputs["service_name"])?;
    terraform.assert_unchanged()?;
    terraform.destroy()?;
    aws.assert_empty(&account, REGION)
}

/// Outputs of one stack become parameters of the others, as the commands beside the templates say.
fn cloudformation(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let folder = checkout().join("examples/cloudformation/vpc");
    let network = CloudFormation::new(aws, &account, "network");
    network.deploy(&folder.join("network.yaml"), &[("ImageId", IMAGE)])?;
    let made = network.outputs()?;
    let output = |name: &str| made[name].as_str().unwrap_or_default();

    let templates = Scratch::new("templates")?;
    let compiled = |component: &str, name: &str| {
        let inputs = folder.join(format!("{name}.yaml"));
        compile(tools, component, &inputs, &templates.path().join(name))
    };
    let ssm = CloudFormation::new(aws, &account, "ssm");
    let template = compiled("PrivateLinkConsumer", "ssm")?;
    let parameters = [
        ("VpcId", output("VpcId")),
        ("SubnetIds", output("SubnetIds")),
        ("SecurityGroupAllowedIpv4Cidrs0", output("VpcCidr")),
    ];
    ssm.deploy(&template, &parameters)?;
    ssm.assert_unchanged(&template, &parameters)?;

    let shop = CloudFormation::new(aws, &account, "shop");
    let template = compiled("PrivateLinkService", "shop")?;
    let parameters = [
        ("VpcId", output("VpcId")),
        ("LoadBalancerSubnetIds", output("SubnetIds")),
        ("ListenersHttpTargetsShopId", output("InstanceId")),
    ];
    shop.deploy(&template, &parameters)?;
    shop.assert_unchanged(&template, &parameters)?;

    assert_made(&ssm.outputs()?["EndpointId"], &shop.outputs()?["ServiceName"])?;
    for stack in [&shop, &ssm, &network] {
        stack.delete()?;
    }
    aws.assert_empty(&account, REGION)
}

/// Both components came to their outputs.
fn assert_made(endpoint: &Value, service: &Value) -> Result<(), Failure> {
    let begins = |value: &Value, with: &str| value.as_str().is_some_and(|it| it.starts_with(with));
    if !begins(endpoint, "vpce-") {
        return Err(Failure::new(format!("`{endpoint}` is not the id of an endpoint")));
    }
    if !begins(service, &format!("com.amazonaws.vpce.{REGION}.vpce-svc-")) {
        return Err(Failure::new(format!("`{service}` is not the name of an endpoint service")));
    }
    Ok(())
}
