//! `overlapping-networks`: a provider and a consumer with the same addresses; the connection waits, is accepted by code,
//! and is available.

use std::net::Ipv4Addr;

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Emulator, IMAGE};
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

use super::program::{LANGUAGES, Program};
use super::{Accounts, compile, output, read};

/// Rules that carry the traffic: out of the client, into the endpoint, out of the load balancer, into the web servers.
const RULES: usize = 4;

/// The tests of this module.
pub(super) fn trials() -> Vec<Trial> {
    let mut trials: Vec<_> = LANGUAGES
        .map(|language| {
            let name = format!("{language}_overlapping_networks");
            trial::with_emulator(&name, move |tools, aws| programs(tools, aws, language))
        })
        .into();
    trials.push(trial::with_emulator("cloudformation_overlapping_networks", cloudformation));
    trials
}

fn programs(tools: &Toolchain, aws: &Emulator, language: &str) -> Result<(), Failure> {
    let accounts = Accounts::new(aws);
    let [one, other] = [&accounts.provider, &accounts.consumer];
    let provider = Program::new(tools, language, "overlapping-networks/provider", one, other)?;
    let consumer = Program::new(tools, language, "overlapping-networks/consumer", other, one)?;

    let mut offer =
        vec![("imageId", json!(IMAGE)), ("consumerAccountId", json!(accounts.consumer.id()))];
    provider.deploy(&offer)?;
    let connection = provider.output("connectionJson")?;

    let mut request = vec![("imageId", json!(IMAGE)), ("connectionJson", json!(connection))];
    consumer.deploy(&request)?;
    assert_eq(&consumer.output("state")?, "pendingAcceptance")?;
    accounts.assert_refused(&consumer.output("url")?, "pendingAcceptance")?;

    offer.push(("acceptedEndpointIds", json!({ "consumer": consumer.output("endpointId")? })));
    provider.deploy(&offer)?;
    request.push(("accepted", json!(true)));
    consumer.deploy(&request)?;
    assert_eq(&consumer.output("state")?, "available")?;
    accounts.assert_reachable(&consumer.output("url")?, RULES)?;

    consumer.destroy()?;
    provider.destroy()?;
    accounts.assert_empty()
}

fn assert_eq(found: &str, wanted: &str) -> Result<(), Failure> {
    if found == wanted {
        return Ok(());
    }
    Err(Failure::new(format!("the endpoint is `{found}`, not `{wanted}`")))
}

fn cloudformation(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let accounts = Accounts::new(aws);
    let folder = checkout().join("examples/cloudformation/overlapping-networks");
    let inputs =
        |side| read(&format!("cloudformation/overlapping-networks/{side}/inputs.yaml"), &accounts);
    let templates = Scratch::new("templates")?;

    let application = CloudFormation::new(aws, &accounts.provider, "application");
    application.deploy(&folder.join("provider/application.yaml"), &[("ImageId", IMAGE)])?;
    let made = application.outputs()?;
    let provider = CloudFormation::new(aws, &accounts.provider, "provider");
    let offer = inputs("provider")?;
    let template = compile(tools, "PrivateLinkService", &offer, &templates)?;
    let offered = [
        ("VpcId", output(&made, "VpcId")?),
        ("LoadBalancerSubnetsUse1Az1SubnetId", output(&made, "SubnetA")?),
        ("LoadBalancerSubnetsUse1Az2SubnetId", output(&made, "SubnetB")?),
        ("LoadBalancerSecurityGroupIds0", output(&made, "BalancerGroup")?),
        ("ListenersHttpTargetsUse1Az1Id", output(&made, "WebA")?),
        ("ListenersHttpTargetsUse1Az2Id", output(&made, "WebB")?),
    ];
    provider.deploy(&template, &offered)?;
    provider.assert_unchanged(&template, &offered)?;
    let connection = provider.outputs()?;
    let connection = output(&connection, "Connection")?;

    let network = CloudFormation::new(aws, &accounts.consumer, "network");
    network.deploy(&folder.join("consumer/network.yaml"), &[("ImageId", IMAGE)])?;
    let made = network.outputs()?;
    let consumer = CloudFormation::new(aws, &accounts.consumer, "consumer");
    let request = format!("{}connection: {connection}\n", inputs("consumer")?);
    let template = compile(tools, "PrivateLinkConsumer", &request, &templates)?;
    let requested = [
        ("VpcId", output(&made, "VpcId")?),
        ("SubnetsUse1Az1SubnetId", output(&made, "SubnetA")?),
        ("SubnetsUse1Az2SubnetId", output(&made, "SubnetB")?),
        ("SecurityGroupAllowedSecurityGroupIds0", output(&made, "ClientGroup")?),
    ];
    consumer.deploy(&template, &requested)?;
    consumer.assert_unchanged(&template, &requested)?;
    let waiting = consumer.outputs()?;
    let url = format!("http://{}", output(&waiting, "RegionalDnsName")?);
    accounts.assert_refused(&url, "pendingAcceptance")?;

    let endpoint = output(&waiting, "EndpointId")?;
    let accepting = format!("acceptedEndpointIds: {{ consumer: {endpoint} }}");
    let offer = offer.replace("acceptedEndpointIds: {}", &accepting);
    let template = compile(tools, "PrivateLinkService", &offer, &templates)?;
    provider.deploy(&template, &offered)?;
    provider.assert_unchanged(&template, &offered)?;

    let request = request.replace("accepted: false", "accepted: true");
    let template = compile(tools, "PrivateLinkConsumer", &request, &templates)?;
    consumer.deploy(&template, &requested)?;
    consumer.assert_unchanged(&template, &requested)?;
    let accepted = consumer.outputs()?;
    assert_eq(output(&accepted, "State")?, "available")?;
    assert_interfaces(&waiting, &accepted)?;
    accounts.assert_reachable(&url, RULES)?;

    for stack in [consumer, network, provider, application] {
        stack.delete()?;
    }
    accounts.assert_empty()
}

/// What a template tells of interfaces stays as it is, and has an address for each zone once the connection is accepted.
fn assert_interfaces(waiting: &Value, accepted: &Value) -> Result<(), Failure> {
    let sorted = |outputs| -> Result<Vec<String>, Failure> {
        let mut ids: Vec<_> =
            output(outputs, "NetworkInterfaceIds")?.split(',').map(str::to_owned).collect();
        ids.sort();
        Ok(ids)
    };
    let ids = sorted(waiting)?;
    if ids.len() != 2 || ids != sorted(accepted)? {
        return Err(Failure::new(format!("{ids:?} became {:?}", sorted(accepted)?)));
    }
    for zone in ["Use1Az1", "Use1Az2"] {
        let address = output(accepted, &format!("PrivateIpv4Addresses{zone}"))?;
        let name = output(accepted, &format!("ZonalDnsNames{zone}"))?;
        if address.parse::<Ipv4Addr>().is_err() || !name.starts_with("vpce-") {
            return Err(Failure::new(format!("{zone} has `{name}` at `{address}`")));
        }
    }
    Ok(())
}
