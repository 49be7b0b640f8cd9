//! `custom-endpoint`: an HTTPS application behind an Application Load Balancer with an imported certificate, in one
//! account with its consumer.

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Emulator, IMAGE};
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{certificate, trial};
use serde_json::json;

use super::program::{LANGUAGES, Program};
use super::{Accounts, compile, output, read};

/// Rules that carry the traffic: out of the client, into the endpoint, and from load balancer to load balancer to
/// instance at both ends.
const RULES: usize = 6;

/// Name that the certificate is for.
const NAME: &str = "service.example.internal";
/// The application, as its client calls it.
const URL: &str = "https://service.example.internal";

/// The tests of this module.
pub(super) fn trials() -> Vec<Trial> {
    let mut trials: Vec<_> = LANGUAGES
        .map(|language| {
            let name = format!("{language}_custom_endpoint");
            trial::with_emulator(&name, move |tools, aws| program(tools, aws, language))
        })
        .into();
    trials.push(trial::with_emulator("cloudformation_custom_endpoint", cloudformation));
    trials
}

fn program(tools: &Toolchain, aws: &Emulator, language: &str) -> Result<(), Failure> {
    let accounts = Accounts::one(aws);
    let account = &accounts.consumer;
    let program = Program::new(tools, language, "custom-endpoint", account, account)?;
    let [certificate, key] = certificate::self_signed(tools)?;
    program.deploy(&[
        ("imageId", json!(IMAGE)),
        ("certificate", json!(certificate)),
        ("privateKey", json!(key)),
    ])?;
    let url = program.output("url")?;
    if url != URL {
        return Err(Failure::new(format!("the client is sent to `{url}`")));
    }
    accounts.assert_reachable(&url, RULES)?;
    program.destroy()?;
    accounts.assert_empty()
}

fn cloudformation(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let accounts = Accounts::one(aws);
    let account = &accounts.consumer;
    let folder = checkout().join("examples/cloudformation/custom-endpoint");
    let inputs =
        |side| read(&format!("cloudformation/custom-endpoint/{side}/inputs.yaml"), &accounts);
    let certificate = aws.import_certificate(account, NAME)?;
    let templates = Scratch::new("templates")?;

    let application = CloudFormation::new(aws, account, "application");
    application.deploy(&folder.join("service/application.yaml"), &[("ImageId", IMAGE)])?;
    let made = application.outputs()?;
    let service = CloudFormation::new(aws, account, "service");
    let template = compile(tools, "PrivateLinkService", &inputs("service")?, &templates)?;
    let parameters = [
        ("VpcId", output(&made, "VpcId")?),
        ("LoadBalancerSubnetsUse1Az1SubnetId", output(&made, "SubnetA")?),
        ("LoadBalancerSubnetsUse1Az2SubnetId", output(&made, "SubnetB")?),
        ("ApplicationLoadBalancerCertificateArn", certificate.as_str()),
        ("ApplicationLoadBalancerTargetsWebId", output(&made, "Web")?),
        ("ApplicationLoadBalancerSecurityGroupTargetsWeb", output(&made, "WebGroup")?),
    ];
    service.deploy(&template, &parameters)?;
    service.assert_unchanged(&template, &parameters)?;
    let offered = service.outputs()?;

    let network = CloudFormation::new(aws, account, "network");
    network.deploy(&folder.join("consumer/network.yaml"), &[("ImageId", IMAGE)])?;
    let made = network.outputs()?;
    let consumer = CloudFormation::new(aws, account, "consumer");
    let connection = output(&offered, "Connection")?;
    let request = format!("{}connection: {connection}\n", inputs("consumer")?);
    let template = compile(tools, "PrivateLinkConsumer", &request, &templates)?;
    let parameters = [
        ("VpcId", output(&made, "VpcId")?),
        ("SubnetsUse1Az1SubnetId", output(&made, "SubnetA")?),
        ("SubnetsUse1Az2SubnetId", output(&made, "SubnetB")?),
        ("SecurityGroupAllowedSecurityGroupIds0", output(&made, "ClientGroup")?),
    ];
    consumer.deploy(&template, &parameters)?;
    consumer.assert_unchanged(&template, &parameters)?;
    accounts.assert_reachable(URL, RULES)?;

    for stack in [consumer, network, service, application] {
        stack.delete()?;
    }
    aws.delete_certificate(account, &certificate)?;
    accounts.assert_empty()
}
