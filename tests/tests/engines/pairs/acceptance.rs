//! A connection that waits: its provider accepts the endpoint's id as code, and only then its names come on. One that a
//! template accepted stays accepted when the template does so no more.

use libtest_mimic::Trial;
use privatelink_components::find;
use privatelink_tests::deployment::{Engine, Prepare, Surroundings};
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::reachability::{Opening, Stage};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{inputs, trial};
use serde_json::{Value, json};

use super::side::{Side, dns_name, handed_over};
use super::{PORT, accounts, client, word};

/// Each engine once on either side.
const PAIRS: [(Engine, Engine); 3] = [
    (Engine::Terraform, Engine::Pulumi),
    (Engine::Pulumi, Engine::CloudFormation),
    (Engine::CloudFormation, Engine::Terraform),
];

pub(super) fn trials() -> Vec<Trial> {
    let trial = |(provider, consumer)| {
        let name = format!("{}_accepts_the_endpoint_of_{}", word(provider), word(consumer));
        trial::with_emulator(&name, move |tools, aws| accepted(provider, consumer, tools, aws))
    };
    let kept = trial::with_emulator("a_template_leaves_its_connection_accepted", kept);
    PAIRS.map(trial).into_iter().chain([kept]).collect()
}

/// The service comes to accept every connection, so the consumer leaves `acceptance` out.
fn kept(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let folder = "private_link_consumer";
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, folder)?;
    let component = find("PrivateLinkConsumer").ok_or_else(|| Failure::new("no such component"))?;
    let mut inputs = inputs::read(folder, "own_service", around.outputs())?;
    let mut consumer = Engine::CloudFormation.prepare(tools, aws, &account, component)?;
    consumer.deploy(&inputs)?;
    assert_working(aws, &account)?;

    let service =
        json!({ "ServiceId": inputs["connection"]["serviceId"], "AcceptanceRequired": false });
    aws.call(&account, "ec2", "modify_vpc_endpoint_service_configuration", &service)?;
    inputs["connection"]["acceptanceRequired"] = json!(false);
    inputs["acceptance"] = Value::Null;
    consumer.deploy(&inputs)?;
    assert_working(aws, &account)?;
    consumer.assert_unchanged()?;

    consumer.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

/// Succeeds if the only interface endpoint of an account is available and has its private names.
fn assert_working(aws: &Emulator, account: &Account) -> Result<(), Failure> {
    let interfaces =
        json!({ "Filters": [{ "Name": "vpc-endpoint-type", "Values": ["Interface"] }] });
    let shown = aws.call(account, "ec2", "describe_vpc_endpoints", &interfaces)?;
    let of = |field: &str| shown.pointer(&format!("/VpcEndpoints/0/{field}")).cloned();
    match (of("State"), of("PrivateDnsEnabled")) {
        (Some(state), Some(names)) if state == "available" && names == true => Ok(()),
        (state, names) => Err(Failure::new(format!("state {state:?}, private DNS {names:?}"))),
    }
}

fn accepted(
    provider: Engine,
    consumer: Engine,
    tools: &Toolchain,
    aws: &Emulator,
) -> Result<(), Failure> {
    let mut provider = Side::provider(tools, aws, aws.account(), provider)?;
    let mut consumer = Side::consumer(tools, aws, aws.account(), consumer)?;
    let name = dns_name("closed");
    let mut service = provider.service("closed", &[&consumer.account]);
    service["acceptanceRequired"] = json!(true);
    provider.deploy(&service)?;

    let mut endpoint = consumer.endpoint(handed_over(&provider, consumer.engine)?);
    endpoint["acceptance"] = json!({ "mode": "provider" });
    consumer.deploy(&endpoint)?;
    assert_stage(&provider, &consumer, &name, Stage::Name)?;
    let own_name = consumer.text("regionalDnsName")?;
    assert_stage(&provider, &consumer, &own_name, Stage::Endpoint)?;

    let endpoint_id = consumer.text("endpointId")?;
    service["acceptedEndpointIds"] = json!({ "orders": endpoint_id });
    provider.deploy(&service)?;
    // Names are not there before the consumer asks for them.
    assert_stage(&provider, &consumer, &name, Stage::Name)?;
    accounts(aws, &provider.account, &consumer.account)?.path(
        &client(&consumer)?,
        &own_name,
        Opening::tcp(PORT),
    )?;

    endpoint["acceptance"] = json!({ "mode": "provider", "accepted": true });
    consumer.deploy(&endpoint)?;
    accounts(aws, &provider.account, &consumer.account)?.only(
        &[client(&consumer)?],
        &name,
        &[Opening::tcp(PORT)],
    )?;
    // A new endpoint would wait to be accepted again (hashicorp/terraform-provider-aws#46776).
    if consumer.text("endpointId")? != endpoint_id {
        return Err(Failure::new("the endpoint was made anew when its names were turned on"));
    }
    let state = consumer.text("state")?;
    if state != "available" {
        return Err(Failure::new(format!("the output `state` is `{state}`")));
    }

    consumer.destroy()?;
    provider.destroy()
}

/// Succeeds if a client of the consumer is refused at that stage.
fn assert_stage(
    provider: &Side<'_>,
    consumer: &Side<'_>,
    name: &str,
    stage: Stage,
) -> Result<(), Failure> {
    match accounts(consumer.aws, &provider.account, &consumer.account)?.path(
        &client(consumer)?,
        name,
        Opening::tcp(PORT),
    ) {
        Err(refusal) if refusal.stage == stage => Ok(()),
        Err(refusal) => Err(Failure::new(format!("not at {stage:?}: {refusal}"))),
        Ok(_) => Err(Failure::new(format!("{name} is reachable already"))),
    }
}
