//! What goes wrong is said once, completely, and ends what it has to end.

use std::time::Duration;

use privatelink_tests::fake_engine::{
    Behaviour, Failure, FakeEngine, Link, Plugin, Refusal, inputs, request,
};
use privatelink_wire::pulumi::{InputPropertiesError, LogSeverity};
use privatelink_wire::status::detail;
use privatelink_wire::value::{Output, Properties};
use tonic::Code;

use crate::example::{
    CHAIN, NETWORK, PACKAGE, PLACE, construct, network_inputs, outputs, properties, start,
};

#[tokio::test]
async fn all_problems_of_the_inputs_are_reported_before_anything_is_registered() {
    let given = properties([
        ("vpcId", Output::known("network-1")),
        ("clents", Output::known(Properties::new())),
        ("ports", Output::known("80")),
    ]);
    let (engine, response) = construct(Behaviour::default(), NETWORK, &given).await;
    let status = response.unwrap_err();
    assert_eq!(
        (status.code(), status.message()),
        (Code::InvalidArgument, "3 inputs have to change")
    );
    let errors = detail::<InputPropertiesError>(&status).unwrap().errors;
    let mut paths: Vec<_> = errors.iter().map(|error| error.property_path.as_str()).collect();
    paths.sort_unstable();
    assert_eq!(paths, ["clents", "ports", "vpcId"]);
    let misspelled = errors.iter().find(|error| error.property_path == "clents").unwrap();
    assert!(misspelled.reason.contains("rename it to `clients`"), "{}", misspelled.reason);
    assert!(engine.recording().registrations.is_empty());
}

#[tokio::test]
async fn any_number_of_problems_arrives() {
    let wrong = |number| (format!("client-{number}"), Output::known(number));
    let clients: Properties = (0..2_000).map(wrong).collect();
    let given = network_inputs([("clients", Output::known(clients))]);
    let (_, response) = construct(Behaviour::default(), NETWORK, &given).await;
    let status = response.unwrap_err();
    assert_eq!(status.message(), "2000 inputs have to change");
    assert_eq!(detail::<InputPropertiesError>(&status).unwrap().errors.len(), 2_000);
}

#[tokio::test]
async fn an_unknown_component_is_named() {
    for token in ["example:index:Nothing", "other:index:Network", "example:Network", ""] {
        let (_, response) = construct(Behaviour::default(), token, &Properties::new()).await;
        let expected = format!("unknown resource type {token}; update the plugin");
        assert_eq!(response.unwrap_err().message(), expected);
    }
}

#[tokio::test]
async fn a_resource_that_cannot_be_registered_ends_the_component() {
    let failure = Failure::Status(Code::InvalidArgument, "no such type");
    let behaviour = Behaviour::default().failing("net-second", failure);
    let (engine, response) = construct(behaviour, CHAIN, &Properties::new()).await;
    let status = response.unwrap_err();
    assert_eq!(status.code(), Code::Unknown);
    assert_eq!(status.message(), "cannot register `net-second`: no such type");
    let recording = engine.recording();
    assert!(recording.find("net-third").is_none());
    assert!(recording.outputs.is_empty());
    // Those under way were waited for.
    assert_eq!(recording.abandoned, 0);
}

#[tokio::test]
async fn a_long_error_of_the_engine_arrives() {
    // The default limit of the transport is 16 KiB for all headers, and errors are headers.
    const LONG: &str = match std::str::from_utf8(&[b'x'; 100_000]) {
        Ok(text) => text,
        Err(_) => "",
    };
    let behaviour = Behaviour::default().failing("net-group", Failure::Status(Code::Unknown, LONG));
    let (_, response) = construct(behaviour, NETWORK, &network_inputs([])).await;
    let status = response.unwrap_err();
    assert_eq!(status.message(), format!("cannot register `net-group`: {LONG}"));
}

#[tokio::test]
async fn a_shutdown_ends_the_component_at_once() {
    for code in [Code::Unavailable, Code::Cancelled] {
        let behaviour = Behaviour::default()
            .failing("net-first", Failure::Status(code, "resource monitor shut down"))
            .failing("net-other-n3", Failure::Never);
        let (engine, response) = construct(behaviour, CHAIN, &Properties::new()).await;
        let status = response.unwrap_err();
        assert_eq!((status.code(), status.message()), (code, "deployment is shutting down"));
        assert!(engine.recording().find("net-second").is_none());
    }
}

#[tokio::test]
async fn a_lost_connection_is_a_shutdown() {
    let behaviour = Behaviour::default().failing("net-first", Failure::Never);
    let (engine, plugin) = start(behaviour).await;
    let link = Link::to(engine.address()).await.unwrap();
    let mut request = request(&engine, CHAIN, "net", &Properties::new());
    request.monitor_endpoint.clone_from(&link.address);
    let mut client = plugin.client.clone();
    let construction = tokio::spawn(async move { client.construct(request).await });
    until(|| engine.recording().find("net-first").is_some()).await;
    drop(link);
    let status = construction.await.unwrap().unwrap_err();
    let expected = (Code::Unavailable, "deployment is shutting down");
    assert_eq!((status.code(), status.message()), expected);
}

#[tokio::test]
async fn a_monitor_that_cannot_be_reached_ends_the_component() {
    let (engine, plugin) = start(Behaviour::default()).await;
    for nowhere in ["", "monitor", "127.0.0.1:99999", "a b:1"] {
        let mut request = request(&engine, NETWORK, "net", &network_inputs([]));
        request.monitor_endpoint = nowhere.to_owned();
        let status = plugin.client.clone().construct(request).await.unwrap_err();
        let expected = format!("`{nowhere}` is not an address; give it as `host:port`");
        assert_eq!((status.code(), status.message()), (Code::FailedPrecondition, &*expected));
    }
}

#[tokio::test]
async fn a_cancelled_request_abandons_its_registrations() {
    let behaviour = Behaviour::default().failing("net-first", Failure::Never);
    let (engine, plugin) = start(behaviour).await;
    let request = request(&engine, CHAIN, "net", &Properties::new());
    let mut client = plugin.client.clone();
    let construction = tokio::spawn(async move { client.construct(request).await });
    until(|| engine.recording().find("net-first").is_some()).await;
    construction.abort();
    until(|| engine.recording().abandoned > 0).await;
    // The plugin serves on.
    engine.forget();
    plugin.construct(&engine, NETWORK, "net", &network_inputs([])).await.unwrap();
}

/// Waits for a condition that comes true within moments.
pub(crate) async fn until(holds: impl Fn() -> bool) {
    let deadline = tokio::time::Instant::now() + Duration::from_secs(30);
    while !holds() {
        assert!(tokio::time::Instant::now() < deadline, "it did not come true");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
}

#[tokio::test]
async fn a_function_that_does_not_answer_the_question_is_named() {
    let mut behaviour = Behaviour::default();
    let token = "aws:index/getPartition:getPartition";
    behaviour.functions.insert(token.into(), Properties::new());
    let behaviour = behaviour.taking(Duration::from_millis(5));
    let (engine, response) = construct(behaviour, PLACE, &Properties::new()).await;
    let message = response.unwrap_err().message().to_owned();
    // The registration of the component was waited for.
    assert_eq!(engine.recording().abandoned, 0);
    assert!(message.starts_with("`getPartition` does not tell `partition`"), "{message}");
}

#[tokio::test]
async fn a_fact_that_is_refused_ends_the_component_once_its_registration_is_answered() {
    let token = "aws:index/getPartition:getPartition";
    for refusal in [Refusal::Status(Code::Unknown, "no access"), Refusal::Reason("no access")] {
        for behaviour in [Behaviour::default(), Behaviour::preview()] {
            let behaviour = behaviour.refusing(token, refusal).taking(Duration::from_millis(5));
            let (engine, response) = construct(behaviour, PLACE, &Properties::new()).await;
            let status = response.unwrap_err();
            assert_eq!(status.message(), "cannot call `getPartition`: no access");
            let recording = engine.recording();
            assert_eq!((recording.names(), recording.abandoned), (vec!["net"], 0));
        }
    }
    let shutdown = Refusal::Status(Code::Unavailable, "resource monitor shut down");
    let behaviour = Behaviour::default().refusing(token, shutdown);
    let (_, response) = construct(behaviour, PLACE, &Properties::new()).await;
    assert_eq!(response.unwrap_err().message(), "deployment is shutting down");
}

#[tokio::test]
async fn a_fact_that_is_not_known_yet_leaves_what_needs_it_unknown() {
    let token = "aws:index/getPartition:getPartition";
    for behaviour in [Behaviour::default(), Behaviour::preview()] {
        let behaviour = behaviour.refusing(token, Refusal::Unknown);
        let (engine, response) = construct(behaviour, PLACE, &Properties::new()).await;
        let group = inputs(engine.recording().find("net-group").unwrap()).unwrap();
        assert_eq!(group["description"], Output::unknown());
        assert_eq!(outputs(response.unwrap())["account"], Output::known("111111111111"));
    }
    // A provider that is not configured yet answers nothing.
    let mut behaviour = Behaviour::preview();
    behaviour.functions.insert(token.into(), Properties::new());
    let (engine, _) = construct(behaviour, PLACE, &Properties::new()).await;
    let group = inputs(engine.recording().find("net-group").unwrap()).unwrap();
    assert_eq!(group["description"], Output::unknown());
}

#[tokio::test]
async fn a_warning_is_shown_beside_the_component_and_is_no_error() {
    let given = network_inputs([("subnets", Output::unknown())]);
    let (engine, response) = construct(Behaviour::preview(), NETWORK, &given).await;
    let logs = engine.recording().logs;
    assert_eq!(logs.len(), 1);
    assert_eq!((logs[0].severity(), &logs[0].urn), (LogSeverity::Warning, &response.unwrap().urn));
}

#[tokio::test]
async fn a_warning_that_nobody_hears_is_no_error() {
    let given = network_inputs([("subnets", Output::unknown())]);
    for nowhere in [None, Some("ignored"), Some("127.0.0.1:1")] {
        let engine = FakeEngine::start(Behaviour::preview()).await.unwrap();
        let plugin = Plugin::start(PACKAGE, nowhere).await.unwrap();
        plugin.construct(&engine, NETWORK, "net", &given).await.unwrap();
    }
}
