//! How long the engine waits for a resource: what the user says, else what the component says, else nothing.

use privatelink_provider::Package;
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, Recording};
use privatelink_wire::pulumi::register_resource_request::CustomTimeouts;
use privatelink_wire::value::{Output, Properties};
use tonic::Status;

use crate::example::properties;

const CONSUMER: &str = "privatelink:index:PrivateLinkConsumer";

/// The real components: one of them has timeouts.
const PACKAGE: Package = Package {
    name: "privatelink",
    version: "1.2.3",
    schema: "{}",
    components: privatelink_components::COMPONENTS,
    functions: &[],
    kinds: privatelink_catalog::find,
};

async fn construct(behaviour: Behaviour, inputs: &Properties) -> (Recording, Result<(), Status>) {
    let engine = FakeEngine::start(behaviour).await.unwrap();
    let plugin = Plugin::start(PACKAGE, Some(engine.address())).await.unwrap();
    let response = plugin.construct(&engine, CONSUMER, "net", inputs).await;
    (engine.recording(), response.map(drop))
}

/// An endpoint of a service of somebody else, which has a security group beside it.
fn endpoint<const N: usize>(more: [(&str, Output); N]) -> Properties {
    let object = |members| Output::known(properties(members));
    let subnet = object([("subnetId", Output::known("subnet-1"))]);
    let ranges = Output::known(vec![Output::known("10.0.0.0/16")]);
    let ports = Output::known(vec![Output::known(443)]);
    let group = properties([("allowedIpv4Cidrs", ranges), ("ports", ports)]);
    let mut inputs = properties([
        ("name", Output::known("payments")),
        ("vpcId", Output::known("vpc-1")),
        ("serviceName", Output::known("com.amazonaws.vpce.us-east-1.vpce-svc-1")),
        ("subnets", object([("use1-az1", subnet)])),
        ("securityGroup", Output::known(group)),
    ]);
    inputs.extend(properties(more));
    inputs
}

fn by_provider() -> Output {
    Output::known(properties([("mode", Output::known("provider"))]))
}

/// What the engine is told about the endpoint.
async fn told<const N: usize>(more: [(&str, Output); N]) -> CustomTimeouts {
    let (recording, response) = construct(Behaviour::default(), &endpoint(more)).await;
    response.unwrap();
    recording.find("net-endpoint").unwrap().custom_timeouts.clone().unwrap()
}

fn timeouts([create, update, delete]: [&str; 3]) -> CustomTimeouts {
    CustomTimeouts {
        create: create.to_owned(),
        update: update.to_owned(),
        delete: delete.to_owned(),
        read: String::new(),
    }
}

#[tokio::test]
async fn what_nobody_says_is_the_default() {
    assert_eq!(told([]).await, timeouts(["10m", "10m", "10m"]));
    let acceptance = ("acceptance", by_provider());
    assert_eq!(told([acceptance]).await, timeouts(["30m", "10m", "10m"]));
}

#[tokio::test]
async fn what_the_user_says_comes_before_the_default() {
    let given = properties([("create", Output::known("2h")), ("delete", Output::known("1h30m"))]);
    let all = [("timeouts", Output::known(given)), ("acceptance", by_provider())];
    assert_eq!(told(all).await, timeouts(["2h", "10m", "1h30m"]));
}

#[tokio::test]
async fn other_resources_are_left_to_the_engine() {
    let (recording, response) = construct(Behaviour::default(), &endpoint([])).await;
    response.unwrap();
    for name in ["net", "net-security_group"] {
        let registration = recording.find(name).unwrap();
        assert_eq!(registration.custom_timeouts, None, "{name}");
    }
}

#[tokio::test]
async fn a_duration_that_is_not_known_yet_hides_the_resources_of_a_preview_and_says_so() {
    let unknown = Output::known(properties([("create", Output::unknown())]));
    let given = endpoint([("timeouts", unknown)]);
    let (recording, response) = construct(Behaviour::preview(), &given).await;
    response.unwrap();
    assert_eq!(recording.names(), ["net"]);
    let is_said = |start: &str| recording.logs.iter().any(|log| log.message.starts_with(start));
    assert!(is_said("`timeouts.create` "), "{:?}", recording.logs);

    let (recording, response) = construct(Behaviour::default(), &given).await;
    response.unwrap_err();
    assert_eq!(recording.names(), ["net"]);
}

#[tokio::test]
async fn an_unknown_connection_leaves_the_duration_known() {
    let mut given = endpoint([("acceptance", by_provider()), ("connection", Output::unknown())]);
    given.remove("serviceName");
    let (recording, response) = construct(Behaviour::preview(), &given).await;
    response.unwrap();
    let endpoint = recording.find("net-endpoint").unwrap();
    assert_eq!(endpoint.custom_timeouts, Some(timeouts(["30m", "10m", "10m"])));
}
