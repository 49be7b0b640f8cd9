//! What does not wait for each other happens at the same time, and components do not disturb each other.

use std::time::Duration;

use privatelink_tests::fake_engine::{Behaviour, Failure, request};
use privatelink_wire::value::{Output, Properties};
use tokio::task::JoinSet;

use crate::example::{CHAIN, NETWORK, network_inputs, outputs, start};
use crate::failures::until;

#[tokio::test(flavor = "multi_thread")]
async fn independent_resources_are_registered_at_the_same_time() {
    // None of the others ever ends, so all of them have to be under way for all to be seen.
    let others = (0..147).map(|number| format!("net-other-n{number}"));
    let never =
        others.fold(Behaviour::default(), |engine, name| engine.failing(&name, Failure::Never));
    let (engine, plugin) = start(never).await;
    let request = request(&engine, CHAIN, "net", &Properties::new());
    let mut client = plugin.client.clone();
    let construction = tokio::spawn(async move { client.construct(request).await });
    until(|| engine.recording().registrations.len() == 152).await;
    assert!(engine.recording().peak >= 147);
    construction.abort();

    let (engine, plugin) = start(Behaviour::default()).await;
    plugin.construct(&engine, CHAIN, "net", &Properties::new()).await.unwrap();
    // The component and a chain of four.
    assert_eq!(engine.recording().longest_chain(), 5);
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
