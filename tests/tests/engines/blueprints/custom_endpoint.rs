//! `custom-endpoint`: an HTTPS application behind an Application Load Balancer with an imported certificate, in one
//! account with its consumer.

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{certificate, trial};
use serde_json::json;

use super::accepted::settle;
use super::program::{LANGUAGES, Program};
use super::templates::Templates;
use super::{Accounts, output};

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
    program.deploy(&[("certificate", json!(certificate)), ("privateKey", json!(key))])?;
    assert_url(&program.output("url")?)?;
    accounts.assert_reachable(URL, RULES)?;
    accounts.assert_works_on_aws()?;
    program.destroy()?;
    accounts.assert_empty()
}

fn cloudformation(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let accounts = Accounts::one(aws);
    let account = &accounts.consumer;
    let templates = Templates::new(tools, aws, "custom-endpoint")?;
    let arn = aws.import_certificate(account, NAME)?;
    let [certificate, _] = certificate::self_signed(tools)?;

    let own = [("222222222222", account.id())];
    templates.compile("PrivateLinkService", "service", &own, "")?;
    let service = CloudFormation::new(aws, account, "service");
    let parameters = [("CertificateArn", arn.as_str())];
    settle(&service, &templates.package(account, "service.yaml")?, &parameters)?;
    let offered = service.outputs()?;

    let connection = format!("connection: {}\n", output(&offered, "Connection")?);
    templates.compile("PrivateLinkConsumer", "session", &[], "")?;
    templates.compile("PrivateLinkConsumer", "consumer", &[], &connection)?;
    let consumer = CloudFormation::new(aws, account, "consumer");
    let parameters = [("Certificate", certificate.as_str())];
    settle(&consumer, &templates.package(account, "consumer.yaml")?, &parameters)?;
    assert_url(output(&consumer.outputs()?, "Url")?)?;
    accounts.assert_reachable(URL, RULES)?;
    accounts.assert_works_on_aws()?;

    consumer.delete()?;
    service.delete()?;
    templates.clear()?;
    aws.delete_certificate(account, &arn)?;
    accounts.assert_empty()
}

fn assert_url(url: &str) -> Result<(), Failure> {
    if url == URL {
        return Ok(());
    }
    Err(Failure::new(format!("the client is sent to `{url}`")))
}
