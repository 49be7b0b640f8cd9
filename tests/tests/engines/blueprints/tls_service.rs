//! `tls-service`: an Auto Scaling group behind a TLS listener, with a private DNS name, for one other account. What took
//! hands in the console is code here: both validations, the acceptance, and the name at the consumer's.

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

use super::accepted::{assert_state, settle};
use super::program::{LANGUAGES, Program};
use super::templates::Templates;
use super::{Accounts, items, output};

/// The provider's public zone.
const DOMAIN: &str = "example.com";
/// The service, as its clients call it.
const ORDERS: &str = "https://orders.example.com";
/// Rules that carry its traffic: out of the client, into the endpoint, out of the load balancer, into the instances.
const RULES: usize = 4;
/// EC2, as its clients call it.
const EC2: &str = "https://ec2.us-east-1.amazonaws.com";
/// Rules that carry the traffic to EC2: out of the client, into the endpoint.
const EC2_RULES: usize = 2;

/// The tests of this module.
pub(super) fn trials() -> Vec<Trial> {
    let mut trials: Vec<_> = LANGUAGES
        .map(|language| {
            let name = format!("{language}_tls_service");
            trial::with_emulator(&name, move |tools, aws| program(tools, aws, language))
        })
        .into();
    trials.push(trial::with_emulator("cloudformation_tls_service", cloudformation));
    trials
}

fn program(tools: &Toolchain, aws: &Emulator, language: &str) -> Result<(), Failure> {
    let accounts = Accounts::new(aws);
    let [one, other] = [&accounts.provider, &accounts.consumer];
    let zone = Zone::create(&accounts)?;
    let provider = Program::new(tools, language, "tls-service/provider", one, other)?;
    let consumer = Program::new(tools, language, "tls-service/consumer", other, one)?;

    let offer = |accepted: Value, protected: bool| {
        provider.deploy(&[
            ("domain", json!(DOMAIN)),
            ("hostedZoneId", json!(zone.id)),
            ("consumerAccountId", json!(other.id())),
            ("acceptedEndpointIds", accepted),
            ("deletionProtection", json!(protected)),
        ])
    };
    offer(json!({}), true)?;
    let connection = provider.output("connectionJson")?;
    let request = |accepted: bool| {
        consumer.deploy(&[("connectionJson", json!(connection)), ("accepted", json!(accepted))])
    };
    request(false)?;
    assert_state(&consumer.output("state")?, "pendingAcceptance")?;

    offer(json!({ "consumer": consumer.output("endpointId")? }), true)?;
    request(true)?;
    assert_state(&consumer.output("state")?, "available")?;
    assert_deployed(&accounts)?;

    consumer.destroy()?;
    offer(json!({}), false)?;
    provider.destroy()?;
    zone.delete()?;
    accounts.assert_empty()
}

fn cloudformation(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let accounts = Accounts::new(aws);
    let [one, other] = [&accounts.provider, &accounts.consumer];
    let zone = Zone::create(&accounts)?;
    let templates = Templates::new(tools, aws, "tls-service")?;
    let provider = CloudFormation::new(aws, one, "provider");
    let consumer = CloudFormation::new(aws, other, "consumer");
    let offer = |accepted: &str, protected: &str| -> Result<Value, Failure> {
        let changes = [("222222222222", other.id()), ("acceptedEndpointIds: {}", accepted)];
        templates.compile("PrivateLinkService", "provider", &changes, "")?;
        let parameters = [("HostedZoneId", zone.id.as_str()), ("DeletionProtection", protected)];
        settle(&provider, &templates.package(one, "provider.yaml")?, &parameters)?;
        provider.outputs()
    };
    let request = |connection: &str, accepted: &str| -> Result<Value, Failure> {
        let connection = format!("connection: {connection}\n");
        let changes = [("accepted: false", accepted)];
        templates.compile("PrivateLinkConsumer", "consumer/orders", &changes, &connection)?;
        settle(&consumer, &templates.package(other, "consumer.yaml")?, &[])?;
        consumer.outputs()
    };

    let nobody = "acceptedEndpointIds: {}";
    let offered = offer(nobody, "true")?;
    let connection = output(&offered, "Connection")?;
    for endpoint in ["consumer/ec2", "consumer/session"] {
        templates.compile("PrivateLinkConsumer", endpoint, &[], "")?;
    }
    let requested = request(connection, "accepted: false")?;
    let own_name = format!("https://{}", output(&requested, "RegionalDnsName")?);
    accounts.assert_refused(&own_name, "pendingAcceptance")?;
    let endpoint = output(&requested, "EndpointId")?;
    offer(&format!("acceptedEndpointIds: {{ consumer: {endpoint} }}"), "true")?;
    request(connection, "accepted: true")?;
    assert_deployed(&accounts)?;

    consumer.delete()?;
    offer(nobody, "false")?;
    provider.delete()?;
    templates.clear()?;
    aws.delete_validation_records(one)?;
    zone.delete()?;
    accounts.assert_empty()
}

/// Succeeds if both names lead to where they should, and the load balancer is as the blueprint says.
fn assert_deployed(accounts: &Accounts) -> Result<(), Failure> {
    accounts.assert_reachable(ORDERS, RULES)?;
    accounts.assert_reachable(EC2, EC2_RULES)?;
    accounts.assert_works_on_aws()?;
    let document = accounts.read()?;
    let balancer = items(&document, "elbv2/load_balancer").next().unwrap_or(&Value::Null);
    for name in [
        "deletion_protection.enabled",
        "load_balancing.cross_zone.enabled",
        "access_logs.s3.enabled",
    ] {
        if balancer.pointer(&format!("/Attributes/{name}")).and_then(Value::as_str) != Some("true")
        {
            return Err(Failure::new(format!("`{name}` is not on: {balancer:#}")));
        }
    }
    Ok(())
}

/// A public zone that is there before the provider, in its account.
struct Zone<'a> {
    accounts: &'a Accounts<'a>,
    id: String,
}

impl<'a> Zone<'a> {
    fn create(accounts: &'a Accounts<'a>) -> Result<Self, Failure> {
        let arguments = json!({ "Name": DOMAIN, "CallerReference": "blueprint" });
        let provider = &accounts.provider;
        let made = accounts.aws.call(provider, "route53", "create_hosted_zone", &arguments)?;
        let id = made.pointer("/HostedZone/Id").and_then(Value::as_str).unwrap_or_default();
        Ok(Self { accounts, id: id.trim_start_matches("/hostedzone/").to_owned() })
    }

    fn delete(&self) -> Result<(), Failure> {
        let arguments = json!({ "Id": self.id });
        let provider = &self.accounts.provider;
        self.accounts.aws.call(provider, "route53", "delete_hosted_zone", &arguments).map(drop)
    }
}
