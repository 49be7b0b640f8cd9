//! Resources in a second account take their provider from an input.

use privatelink_tests::fake_engine::{Behaviour, request};
use privatelink_wire::pulumi::InputPropertiesError;
use privatelink_wire::status::detail;
use privatelink_wire::value::{Output, Properties, ReferenceId, ResourceReference, UNKNOWN};

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
    assert!(error.errors[0].reason.starts_with("is not known yet"));
    assert!(engine.recording().registrations.is_empty());
}

#[tokio::test]
async fn a_slot_without_a_provider_is_refused() {
    let (engine, response) = construct(Behaviour::default(), PAIR, &Properties::new()).await;
    let error = detail::<InputPropertiesError>(&response.unwrap_err()).unwrap();
    assert_eq!(error.errors[0].property_path, "peerProvider");
    assert!(engine.recording().registrations.is_empty());
}
