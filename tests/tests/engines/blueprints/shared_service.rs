//! `shared-service`: a web service behind an Application Load Balancer, for one other account, on port 80 alone.

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Emulator, IMAGE};
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::json;

use super::program::{LANGUAGES, Program};
use super::{Accounts, compile, output, read};

/// Rules that carry the traffic: into the endpoint, from load balancer to load balancer at both ends, and the same to the
/// web servers.
const RULES: usize = 5;

/// The tests of this module.
pub(super) fn trials() -> Vec<Trial> {
    let mut trials: Vec<_> = LANGUAGES
        .map(|language| {
            let name = format!("{language}_shared_service");
            trial::with_emulator(&name, move |tools, aws| program(tools, aws, language))
        })
        .into();
    trials.push(trial::with_emulator("cloudformation_shared_service", cloudformation));
    trials
}

fn program(tools: &Toolchain, aws: &Emulator, language: &str) -> Result<(), Failure> {
    let accounts = Accounts::new(aws);
    let [service, consumer] = [&accounts.provider, &accounts.consumer];
    let program = Program::new(tools, language, "shared-service", service, consumer)?;
    program.deploy(&[("imageId", json!(IMAGE)), ("consumerProfile", json!("consumer"))])?;
    accounts.assert_reachable(&program.output("url")?, RULES)?;
    program.destroy()?;
    accounts.assert_empty()
}

fn cloudformation(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let accounts = Accounts::new(aws);
    let folder = checkout().join("examples/cloudformation/shared-service");
    let inputs =
        |side| read(&format!("cloudformation/shared-service/{side}/inputs.yaml"), &accounts);
    let templates = Scratch::new("templates")?;

    let application = CloudFormation::new(aws, &accounts.provider, "application");
    application.deploy(&folder.join("service/application.yaml"), &[("ImageId", IMAGE)])?;
    let made = application.outputs()?;
    let service = CloudFormation::new(aws, &accounts.provider, "service");
    let template = compile(tools, "PrivateLinkService", &inputs("service")?, &templates)?;
    let parameters = [
        ("VpcId", output(&made, "VpcId")?),
        ("LoadBalancerSubnetsUse1Az1SubnetId", output(&made, "SubnetA")?),
        ("LoadBalancerSubnetsUse1Az2SubnetId", output(&made, "SubnetB")?),
        ("ApplicationLoadBalancerTargetsUse1Az1Id", output(&made, "WebA")?),
        ("ApplicationLoadBalancerTargetsUse1Az2Id", output(&made, "WebB")?),
        ("ApplicationLoadBalancerSecurityGroupTargetsWeb", output(&made, "WebGroup")?),
    ];
    service.deploy(&template, &parameters)?;
    service.assert_unchanged(&template, &parameters)?;
    let connection = service.outputs()?;
    let connection = output(&connection, "Connection")?;

    let network = CloudFormation::new(aws, &accounts.consumer, "network");
    network.deploy(&folder.join("consumer/network.yaml"), &[])?;
    let made = network.outputs()?;
    let consumer = CloudFormation::new(aws, &accounts.consumer, "consumer");
    let inputs = format!("{}connection: {connection}\n", inputs("consumer")?);
    let template = compile(tools, "PrivateLinkConsumer", &inputs, &templates)?;
    let parameters = [
        ("VpcId", output(&made, "VpcId")?),
        ("SubnetsUse1Az1SubnetId", output(&made, "SubnetA")?),
        ("SubnetsUse1Az2SubnetId", output(&made, "SubnetB")?),
    ];
    consumer.deploy(&template, &parameters)?;
    consumer.assert_unchanged(&template, &parameters)?;
    let made = consumer.outputs()?;
    accounts.assert_reachable(&format!("http://{}", output(&made, "RegionalDnsName")?), RULES)?;

    for stack in [consumer, network, service, application] {
        stack.delete()?;
    }
    accounts.assert_empty()
}
