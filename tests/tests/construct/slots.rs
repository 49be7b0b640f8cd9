//! Resources in a second account take their provider from an input.

use privatelink_tests::fake_engine::{Behaviour, request};
use privatelink_wire::pulumi::InputPropertiesError;
use privatelink_wire::status::detail;
use privatelink_wire::value::{
    Output, Properties, ReferenceId, ResourceReference, UNKNOWN, Value, decode,
};

use crate::example::{PAIR, construct, properties, start};

const PEER: &str = "urn:pulumi:dev::app::pulumi:providers:aws::peer";

fn peer(id: ReferenceId) -> Properties {
    let reference = ResourceReference { urn: PEER.into(), id, ..ResourceReference::default() };
    properties([("peerProvider", Output::known(reference))])
}

#[tokio::test]
async fn each_slot_has_its_own_provider() {
    let (engine, plugin) = start(Behaviour::default()).await;
    let mut request = request(&engine, PAIR, "net", &peer(ReferenceId::Known("2".into())));
    request.providers.insert("aws".into(), "urn::main::1".into());
    plugin.client.clone().construct(request).await.unwrap();
    let recording = engine.recording();
    assert_eq!(recording.find("net-here").unwrap().provider, "urn::main::1");
    assert_eq!(recording.find("net-there").unwrap().provider, format!("{PEER}::2"));
}

#[tokio::test]
async fn a_provider_that_does_not_exist_yet_can_be_used() {
    let (engine, _) = construct(Behaviour::preview(), PAIR, &peer(ReferenceId::Unknown)).await;
    let recording = engine.recording();
    assert_eq!(recording.find("net-there").unwrap().provider, format!("{PEER}::{UNKNOWN}"));
    assert_eq!(recording.find("net-here").unwrap().provider, "");
}

#[tokio::test]
async fn a_provider_that_is_not_known_yet_hides_the_resources_and_says_so() {
    let given = properties([("peerProvider", Output::unknown())]);
    let (engine, response) = construct(Behaviour::preview(), PAIR, &given).await;
    response.unwrap();
    let recording = engine.recording();
    assert_eq!((recording.names(), recording.outputs.len()), (vec!["net"], 1));
    assert!(recording.logs[0].message.starts_with("`peerProvider` makes resources"));

    let (engine, response) = construct(Behaviour::default(), PAIR, &given).await;
    let error = detail::<InputPropertiesError>(&response.unwrap_err()).unwrap();
    assert!(error.errors[0].reason.starts_with("makes resources but is not known yet"));
    assert_eq!(engine.recording().names(), ["net"]);
}

#[tokio::test]
async fn a_slot_without_a_provider_is_refused() {
    let (engine, response) = construct(Behaviour::default(), PAIR, &Properties::new()).await;
    let error = detail::<InputPropertiesError>(&response.unwrap_err()).unwrap();
    assert_eq!(error.errors[0].property_path, "peerProvider");
    assert!(engine.recording().registrations.is_empty());
}

#[tokio::test]
async fn a_provider_of_another_package_is_refused() {
    let urn = "urn:pulumi:dev::app::pulumi:providers:gcp::peer".to_owned();
    let id = ReferenceId::Known("2".into());
    let reference = ResourceReference { urn, id, ..ResourceReference::default() };
    let given = properties([("peerProvider", Output::known(reference))]);
    let (engine, response) = construct(Behaviour::default(), PAIR, &given).await;
    let error = detail::<InputPropertiesError>(&response.unwrap_err()).unwrap();
    assert!(error.errors[0].reason.starts_with("is a provider of `gcp`"), "{error:?}");
    assert!(engine.recording().registrations.is_empty());
}

/// What a provider is made of: a Region, and a role that is secret.
fn made_of() -> Properties {
    let role = [("roleArn".to_owned(), Output::known("arn:role").into_secret())].into();
    let roles = Value::List(vec![Output::known(Value::Object(role)).depending_on(["urn::role"])]);
    let members = [
        ("region".to_owned(), Output::known("eu-west-1")),
        ("assumeRoles".to_owned(), Output::known(roles)),
    ];
    properties([("peerProvider", Output::known(Value::Object(members.into())))])
}

#[tokio::test]
async fn a_component_makes_the_provider_of_a_slot() {
    let (engine, response) = construct(Behaviour::default(), PAIR, &made_of()).await;
    let urn = response.unwrap().urn;
    let recording = engine.recording();
    let provider = recording.find("net-peer").unwrap();
    assert_eq!(provider.r#type, "pulumi:providers:aws");
    assert_eq!((provider.custom, &provider.parent), (true, &urn));
    assert_eq!(provider.dependencies, ["urn::role"]);
    assert_eq!(provider.property_dependencies["region"].urns, Vec::<String>::new());
    let settings = decode(provider.object.clone().unwrap()).unwrap();
    assert_eq!(settings["region"], Output::known("eu-west-1"));
    let roles = Output::known("[{\"roleArn\":\"arn:role\"}]").into_secret();
    assert_eq!(settings["assumeRoles"].value, roles.value);
    assert!(settings["assumeRoles"].secret);
    let used = &recording.find("net-there").unwrap().provider;
    assert!(used.contains("net-peer::"), "{used}");
    assert_eq!(recording.find("net-here").unwrap().provider, "");
}

#[tokio::test]
async fn a_provider_that_is_yet_to_be_made_is_used_in_a_preview() {
    let (engine, response) = construct(Behaviour::preview(), PAIR, &made_of()).await;
    response.unwrap();
    let used = engine.recording().find("net-there").unwrap().provider.clone();
    assert!(used.ends_with(&format!("net-peer::{UNKNOWN}")), "{used}");
}
