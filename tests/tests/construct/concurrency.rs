//! What does not wait for each other happens at the same time, and components do not disturb each other.

use std::time::Duration;

use privatelink_tests::fake_engine::Behaviour;
use privatelink_wire::value::{Output, Properties};
use tokio::task::JoinSet;

use crate::example::{CHAIN, NETWORK, network_inputs, outputs, start};

#[tokio::test(flavor = "multi_thread")]
async fn independent_resources_are_registered_at_the_same_time() {
    let delay = Duration::from_millis(100);
    let (engine, plugin) = start(Behaviour::default().taking(delay)).await;
    // The first component also asks the engine what it can do.
    plugin.construct(&engine, NETWORK, "warm", &network_inputs([])).await.unwrap();
    engine.forget();
    plugin.construct(&engine, CHAIN, "net", &Properties::new()).await.unwrap();
    let recording = engine.recording();
    assert_eq!(recording.registrations.len(), 152);
    // All of 148 if the machine has nothing else to do.
    assert!(recording.peak >= 100, "{} at the same time", recording.peak);
    // The component and a chain of four.
    assert_eq!(recording.longest_chain(), 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn components_at_the_same_time_keep_their_own_values() {
    let (engine, plugin) = start(Behaviour::default().taking(Duration::from_millis(2))).await;
    let mut running = JoinSet::new();
    for number in 0..64 {
        let purpose = Output::known(format!("purpose {number}"));
        let given = network_inputs([("purpose", purpose)]);
        let name = format!("net{number}");
        let request = privatelink_tests::fake_engine::request(&engine, NETWORK, &name, &given);
        let mut client = plugin.client.clone();
        running
            .spawn(async move { (number, client.construct(request).await.unwrap().into_inner()) });
    }
    while let Some(ended) = running.join_next().await {
        let (number, response) = ended.unwrap();
        assert!(response.urn.ends_with(&format!("::net{number}")));
        let found = outputs(response);
        assert_eq!(found["purpose"], Output::known(format!("purpose {number}")));
        assert_eq!(found["groupId"].value, Some(format!("net{number}-group.id").into()));
    }
    assert_eq!(engine.recording().outputs.len(), 64);
}
