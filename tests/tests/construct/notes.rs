//! What is said about how a component is used, although nothing is wrong with its inputs.

use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, request};
use privatelink_wire::prost_types::value::Kind;
use privatelink_wire::pulumi::construct_request::CustomTimeouts;
use privatelink_wire::pulumi::{ConfigureRequest, ConstructRequest, LogSeverity};
use privatelink_wire::value::{Output, encode_state};

use crate::example::{NETWORK, construct, network_inputs, properties, start};

const URN: &str = "urn:pulumi:dev::app::aws:ec2/vpc:Vpc::other";

/// Warnings of a component with these options.
async fn said(change: impl FnOnce(&mut ConstructRequest)) -> Vec<String> {
    let (engine, plugin) = start(Behaviour::default()).await;
    let mut request = request(&engine, NETWORK, "net", &network_inputs([]));
    change(&mut request);
    plugin.client.clone().construct(request).await.unwrap();
    let logs = engine.recording().logs;
    assert!(logs.iter().all(|log| log.severity() == LogSeverity::Warning));
    assert!(logs.iter().all(|log| log.urn.ends_with("::net")));
    logs.into_iter().map(|log| log.message).collect()
}

fn timeouts(create: &str) -> CustomTimeouts {
    CustomTimeouts { create: create.to_owned(), ..CustomTimeouts::default() }
}

#[tokio::test]
async fn each_option_that_does_nothing_for_the_resources_is_named_once() {
    let said = said(|request| {
        request.custom_timeouts = Some(timeouts("1m"));
        request.delete_before_replace = Some(false);
        request.ignore_changes = vec!["tags".into(), "name".into()];
        request.replace_on_changes = vec!["vpcId".into()];
        request.replace_with = vec![URN.into()];
        request.replacement_trigger = Some(Kind::StringValue("v2".into()).into());
    })
    .await;
    let expected = [
        "customTimeouts",
        "deleteBeforeReplace",
        "ignoreChanges",
        "replaceOnChanges",
        "replaceWith",
        "replacementTrigger",
    ];
    let expected = expected.map(|option| {
        format!(
            "`{option}` does nothing for the resources of a component; \
             give the component a transform (`transforms`) that sets it on them"
        )
    });
    assert_eq!(said, expected);

    // The page for users has a row for each.
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/pulumi.md");
    let page = std::fs::read_to_string(page).unwrap();
    let rows =
        page.lines().filter(|row| row.contains("| nothing for the resources, and a warning"));
    let rows: Vec<_> = rows.filter_map(|row| row.split('`').nth(1)).collect();
    let named: Vec<_> = said.iter().filter_map(|said| said.split('`').nth(1)).collect();
    assert_eq!(rows, named);
}

#[tokio::test]
async fn options_that_work_are_not_mentioned() {
    let said = said(|request| {
        request.protect = Some(true);
        request.retain_on_delete = Some(true);
        request.deleted_with = URN.into();
        request.dependencies = vec![URN.into()];
        request.additional_secret_outputs = vec!["groupId".into()];
        request.providers = [("aws".to_owned(), format!("{URN}::1"))].into();
        // What the engine sends if nobody says anything.
        request.custom_timeouts = Some(CustomTimeouts::default());
        request.replace_with = vec![String::new()];
    })
    .await;
    assert_eq!(said, [""; 0]);
}

/// The default provider of `aws` under this name.
fn chosen(name: &str) -> Behaviour {
    let provider = format!("urn:pulumi:dev::app::pulumi:providers:aws::{name}::1");
    Behaviour { provider, ..Behaviour::default() }
}

async fn twice(engine: &FakeEngine, plugin: &Plugin, change: impl Fn(&mut ConstructRequest)) {
    for name in ["a", "b"] {
        let mut request = request(engine, NETWORK, name, &network_inputs([]));
        change(&mut request);
        plugin.client.clone().construct(request).await.unwrap();
    }
}

#[tokio::test]
async fn a_program_that_names_no_version_is_told_once() {
    for behaviour in [chosen("default"), Behaviour { preview: true, ..chosen("default") }] {
        let (engine, plugin) = start(behaviour).await;
        twice(&engine, &plugin, |_| {}).await;
        let recording = engine.recording();
        let [log] = recording.logs.as_slice() else { panic!("{:?}", recording.logs) };
        assert!(log.urn.ends_with("::a") && log.severity() == LogSeverity::Warning);
        let start = "nothing says which version of the package `aws` to use, ";
        assert!(log.message.starts_with(start), "{}", log.message);
        assert!(log.message.ends_with("or set `example:awsVersion`"), "{}", log.message);
        assert!(recording.asked_about[0].ends_with("::a-group"), "{:?}", recording.asked_about);
        assert_eq!(recording.asked_about.len(), 1);
    }
}

#[tokio::test]
async fn a_program_that_names_a_version_is_not() {
    for name in ["default_6_83_0", "default_7_0_0_alpha_1", "main"] {
        let (engine, plugin) = start(chosen(name)).await;
        twice(&engine, &plugin, |_| {}).await;
        let recording = engine.recording();
        assert!(recording.logs.is_empty() && recording.asked_about.len() == 1, "{name}");
    }
    // Nor is anything asked where the program says it.
    let (engine, plugin) = start(chosen("default")).await;
    let own = [("aws".to_owned(), format!("{URN}::1"))];
    twice(&engine, &plugin, |request| request.providers = own.clone().into()).await;
    let args = Some(encode_state(&properties([("awsVersion", Output::known("6.83.0"))])));
    let configure = ConfigureRequest { args, ..ConfigureRequest::default() };
    plugin.client.clone().configure(configure).await.unwrap();
    assert!(engine.recording().asked_about.is_empty());
    engine.forget();
    twice(&engine, &plugin, |_| {}).await;
    let recording = engine.recording();
    assert!(recording.logs.is_empty() && recording.asked_about.is_empty());
}

#[tokio::test]
async fn an_engine_that_does_not_tell_is_not_an_error() {
    let (engine, response) = construct(Behaviour::default(), NETWORK, &network_inputs([])).await;
    response.unwrap();
    assert!(engine.recording().logs.is_empty());
}
