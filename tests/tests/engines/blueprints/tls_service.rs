//! `tls-service`: an Auto Scaling group behind a TLS listener, with a private DNS name, for one other account. What took
//! hands in the console is code here: both validations, the acceptance, and the name at the consumer's.

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Emulator, IMAGE};
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};
use std::path::Path;

use super::program::{LANGUAGES, Program};
use super::{Accounts, compile, items, output, read};

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
            ("imageId", json!(IMAGE)),
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
        consumer.deploy(&[
            ("imageId", json!(IMAGE)),
            ("connectionJson", json!(connection)),
            ("accepted", json!(accepted)),
        ])
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
    let zone = Zone::create(&accounts)?;
    let file = |name: &str| checkout().join("examples/cloudformation/tls-service").join(name);
    let inputs =
        |of: &str| read(&format!("cloudformation/tls-service/{of}/inputs.yaml"), &accounts);
    let templates = Scratch::new("templates")?;
    let service = |inputs: &str| compile(tools, "PrivateLinkService", inputs, &templates);
    let endpoint = |inputs: &str| compile(tools, "PrivateLinkConsumer", inputs, &templates);
    let stack = |account, name| CloudFormation::new(aws, account, name);

    let network = stack(&accounts.provider, "network");
    network.deploy(&file("provider/network.yaml"), &[])?;
    let made = network.outputs()?;
    let provider = stack(&accounts.provider, "provider");
    let mut offered = of_provider(&made, &zone)?;
    let offer = inputs("provider")?;
    let template = service(&offer)?;
    settle(&provider, &template, &offered)?;
    let outputs = provider.outputs()?;

    let application = stack(&accounts.provider, "application");
    deploy_application(&application, &file("provider/application.yaml"), &made, &outputs)?;

    let surroundings = stack(&accounts.consumer, "network");
    surroundings.deploy(&file("consumer/network.yaml"), &[("ImageId", IMAGE)])?;
    let made = surroundings.outputs()?;
    let requested = of_consumer(&made)?;
    let ec2 = stack(&accounts.consumer, "ec2");
    let template = endpoint(&inputs("consumer/ec2")?)?;
    settle(&ec2, &template, &requested)?;
    let orders = stack(&accounts.consumer, "orders");
    let connection = output(&outputs, "Connection")?;
    let request = format!("{}connection: {connection}\n", inputs("consumer/orders")?);
    let template = endpoint(&request)?;
    settle(&orders, &template, &requested)?;
    let waiting = orders.outputs()?;
    let own_name = format!("https://{}", output(&waiting, "RegionalDnsName")?);
    accounts.assert_refused(&own_name, "pendingAcceptance")?;

    let accepting =
        format!("acceptedEndpointIds: {{ consumer: {} }}", output(&waiting, "EndpointId")?);
    let template = service(&offer.replace("acceptedEndpointIds: {}", &accepting))?;
    settle(&provider, &template, &offered)?;
    let template = endpoint(&request.replace("accepted: false", "accepted: true"))?;
    settle(&orders, &template, &requested)?;
    assert_state(output(&orders.outputs()?, "State")?, "available")?;
    assert_deployed(&accounts)?;

    for stack in [orders, ec2, surroundings, application] {
        stack.delete()?;
    }
    offered.push(("LoadBalancerDeletionProtection", "false"));
    provider.deploy(&service(&offer)?, &offered)?;
    provider.delete()?;
    network.delete()?;
    aws.delete_validation_records(&accounts.provider)?;
    zone.delete()?;
    accounts.assert_empty()
}

/// Deploys a stack, which then has nothing to change.
fn settle(
    stack: &CloudFormation<'_>,
    template: &Path,
    parameters: &[(&str, &str)],
) -> Result<(), Failure> {
    stack.deploy(template, parameters)?;
    stack.assert_unchanged(template, parameters)
}

/// Parameters of the service, out of the network of its provider.
fn of_provider<'a>(
    network: &'a Value,
    zone: &'a Zone<'_>,
) -> Result<Vec<(&'static str, &'a str)>, Failure> {
    Ok(vec![
        ("VpcId", output(network, "VpcId")?),
        ("LoadBalancerSubnetsUse1Az1SubnetId", output(network, "SubnetA")?),
        ("LoadBalancerSubnetsUse1Az2SubnetId", output(network, "SubnetB")?),
        ("LoadBalancerSubnetsUse1Az4SubnetId", output(network, "SubnetC")?),
        ("CertificatesOrdersHostedZoneId", &zone.id),
        ("PrivateDnsHostedZoneId", &zone.id),
    ])
}

/// Parameters of an endpoint, out of the network of the consumer.
fn of_consumer(network: &Value) -> Result<[(&'static str, &str); 5], Failure> {
    Ok([
        ("VpcId", output(network, "VpcId")?),
        ("SubnetsUse1Az1SubnetId", output(network, "SubnetA")?),
        ("SubnetsUse1Az2SubnetId", output(network, "SubnetB")?),
        ("SubnetsUse1Az4SubnetId", output(network, "SubnetC")?),
        ("SecurityGroupAllowedSecurityGroupIds0", output(network, "ClientGroup")?),
    ])
}

/// Deploys the instances behind the service.
fn deploy_application(
    stack: &CloudFormation<'_>,
    template: &Path,
    network: &Value,
    service: &Value,
) -> Result<(), Failure> {
    let [a, b, c] = ["SubnetA", "SubnetB", "SubnetC"].map(|name| output(network, name));
    let subnets = [a?, b?, c?].join(",");
    let parameters = [
        ("ImageId", IMAGE),
        ("VpcId", output(network, "VpcId")?),
        ("SubnetIds", subnets.as_str()),
        ("TargetGroupArn", output(service, "TargetGroupArnsHttps")?),
        ("LoadBalancerGroup", output(service, "SecurityGroupId")?),
    ];
    settle(stack, template, &parameters)
}

/// Succeeds if both names lead to where they should, and the load balancer is as the blueprint says.
fn assert_deployed(accounts: &Accounts) -> Result<(), Failure> {
    accounts.assert_reachable(ORDERS, RULES)?;
    accounts.assert_reachable(EC2, EC2_RULES)?;
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

fn assert_state(found: &str, wanted: &str) -> Result<(), Failure> {
    if found == wanted {
        return Ok(());
    }
    Err(Failure::new(format!("the endpoint is `{found}`, not `{wanted}`")))
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
