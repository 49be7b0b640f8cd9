//! A run that goes on although a resource failed (`--continue-on-error`): so does the component, and nothing that is there
//! goes away because it was not mentioned.

use std::time::Duration;

use privatelink_tests::fake_engine::{Behaviour, Failure, inputs};
use privatelink_wire::pulumi::{LogSeverity, Result as Outcome};
use privatelink_wire::value::{Output, Properties, encode_state};

use crate::example::{CHAIN, LOOKUP, NETWORK, construct, network_inputs, outputs, properties};

fn failing(behaviour: Behaviour, name: &str) -> Behaviour {
    behaviour.failing(name, Failure::Outcome(Outcome::Fail))
}

#[tokio::test]
async fn what_does_not_need_a_failed_resource_is_made() {
    for outcome in [Outcome::Fail, Outcome::Skip] {
        let behaviour = Behaviour::default()
            .taking(Duration::from_millis(5))
            .failing("net-other-n3", Failure::Outcome(outcome));
        let (engine, response) = construct(behaviour, CHAIN, &Properties::new()).await;
        let found = outputs(response.unwrap());
        assert_eq!(found["last"].value, Some("net-fourth.id".into()));
        let recording = engine.recording();
        assert_eq!((recording.registrations.len(), recording.outputs.len()), (152, 1));
        let [log] = recording.logs.as_slice() else { panic!("{:?}", recording.logs) };
        assert_eq!(log.severity(), LogSeverity::Warning);
        assert!(log.message.starts_with("`net-other-n3` failed or wait"), "{}", log.message);
    }
}

#[tokio::test]
async fn what_needs_a_failed_resource_is_offered_to_the_engine_which_skips_it() {
    let behaviour = failing(Behaviour::default(), "net-second");
    let (engine, response) = construct(behaviour, CHAIN, &Properties::new()).await;
    let recording = engine.recording();
    // The engine would remove what is there and not registered.
    for name in ["net-third", "net-fourth"] {
        let registration = recording.find(name).unwrap();
        assert_eq!(inputs(registration).unwrap()["description"], Output::unknown());
        // It takes what is unknown in an update as not given, so what is there stays as it is.
        assert_eq!(registration.ignore_changes, ["description"]);
    }
    let skipped: Vec<_> =
        recording.failed.iter().filter_map(|urn| urn.rsplit("::").next()).collect();
    assert_eq!(skipped, ["net-fourth", "net-second", "net-third"]);
    let found = &outputs(response.unwrap())["last"];
    assert_eq!(found.value, None);
    assert!(found.dependencies.iter().any(|urn| urn.ends_with("::net-fourth")), "{found:?}");
    // Nothing unknown gets into the state.
    assert_eq!(recording.outputs[0].outputs, Some(encode_state(&Properties::new())));
}

#[tokio::test]
async fn a_resource_that_could_not_be_changed_is_still_there() {
    let mut behaviour = failing(Behaviour::default(), "net-second");
    behaviour.attributes.insert("net-second".into(), Properties::new());
    let (engine, _) = construct(behaviour, CHAIN, &Properties::new()).await;
    let recording = engine.recording();
    let third = recording.find("net-third").unwrap();
    assert_eq!(inputs(third).unwrap()["description"], Output::known("after net-second.id"));
    assert!(third.ignore_changes.is_empty());
    assert!(recording.failed.iter().any(|urn| urn.ends_with("::net-third")));
}

#[tokio::test]
async fn a_preview_ignores_no_changes() {
    let behaviour = failing(Behaviour::preview(), "net-second");
    let (engine, response) = construct(behaviour, CHAIN, &Properties::new()).await;
    let recording = engine.recording();
    assert!(recording.find("net-third").unwrap().ignore_changes.is_empty());
    assert_eq!(outputs(response.unwrap())["last"].value, None);
}

#[tokio::test]
async fn outputs_wait_for_what_failed() {
    let clients = properties([("shop", Output::known("10.0.0.0/16"))]);
    let given = network_inputs([("clients", Output::known(clients))]);
    let behaviour = failing(Behaviour::default(), "net-client-shop");
    let (engine, response) = construct(behaviour, NETWORK, &given).await;
    let found = outputs(response.unwrap());
    assert_eq!(found["groupId"].value, Some("net-group.id".into()));
    let rule = |urn: &String| urn.ends_with("::net-client-shop");
    assert!(found["readyGroupId"].dependencies.iter().any(rule));
    assert!(found["ruleIds"].contains_unknown());
    let kept = engine.recording().outputs[0].outputs.clone().unwrap().fields;
    assert!(kept.contains_key("groupId") && !kept.contains_key("ruleIds"), "{kept:?}");
}

#[tokio::test]
async fn nothing_is_looked_up_while_what_it_waits_for_failed() {
    let behaviour = failing(Behaviour::default(), "net-first");
    let given = properties([("vpcId", Output::known("vpc-1"))]);
    let (engine, response) = construct(behaviour, LOOKUP, &given).await;
    assert_eq!(outputs(response.unwrap())["ranges"].value, None);
    let recording = engine.recording();
    assert!(recording.invokes.is_empty());
    assert_eq!(recording.find("net-opened").unwrap().ignore_changes, ["description", "ingress"]);
    assert!(recording.failed.iter().any(|urn| urn.ends_with("::net-opened")));
}

#[tokio::test]
async fn a_component_that_waits_for_what_failed_is_skipped_with_all_of_it() {
    let behaviour = Behaviour::default().failing("net", Failure::Outcome(Outcome::Skip));
    let (engine, response) = construct(behaviour, NETWORK, &network_inputs([])).await;
    let response = response.unwrap();
    let recording = engine.recording();
    assert_eq!(recording.names(), ["net", "net-group"]);
    assert_eq!(recording.failed.len(), 2);
    // The engine refuses the outputs of what it skipped.
    assert!(recording.outputs.is_empty());
    assert!(response.urn.ends_with("::net"));
    assert_eq!(outputs(response)["groupId"].value, None);
}
