//! Defaults that a release changes: whoever relies on one is told in that release.

use std::collections::BTreeMap;

use privatelink_catalog::ec2::security_group as group;
use privatelink_ir::expr::input;
use privatelink_ir::graph::node;
use privatelink_ir::{Component, Graph, Value};
use privatelink_provider::Package;
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin};
use privatelink_wire::value::{Output, Properties, Value as Sent};
use schemars::JsonSchema;

use crate::example::properties;

/// Something with defaults.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// What it is for.
    #[schemars(extend(
        "default" = "something",
        "changed" = { "since": "0.2.0", "before": "nothing" }
    ))]
    purpose: Value<String>,
    /// What was never another one.
    #[schemars(extend("default" = "here"))]
    place: Value<String>,
    /// Parts by name.
    #[schemars(extend("default" = {}))]
    parts: BTreeMap<String, Part>,
}

/// A part.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Part {
    /// Seconds.
    #[schemars(extend("default" = 350, "changed" = { "since": "0.2.0" }))]
    idle: Value<u32>,
}

fn graph() -> Graph {
    Graph::new([node("group", group::KIND).set(group::DESCRIPTION, input("purpose"))])
}

/// Warnings of a release, and the description that the group got.
async fn said(version: &'static str, inputs: &Properties) -> (Vec<String>, Output) {
    const COMPONENT: Component = Component::new::<Inputs>("Purposeful", graph);
    let package = Package {
        name: "example",
        version,
        schema: "{}",
        components: &[COMPONENT],
        functions: &[],
        kinds: privatelink_catalog::find,
    };
    let engine = FakeEngine::start(Behaviour::default()).await.unwrap();
    let plugin = Plugin::start(package, Some(engine.address())).await.unwrap();
    plugin.construct(&engine, "example:index:Purposeful", "it", inputs).await.unwrap();
    let recording = engine.recording();
    let group = recording.find("it-group").unwrap();
    let inputs = privatelink_wire::value::decode(group.object.clone().unwrap()).unwrap();
    let said = recording.logs.into_iter().map(|log| log.message).collect();
    (said, inputs["description"].clone())
}

fn known(text: &str) -> Output {
    Output::known(text)
}

#[tokio::test]
async fn who_relies_on_a_changed_default_is_told_once() {
    let part = || Output::known(Sent::Object(Properties::new()));
    let parts = Output::known(Sent::Object(properties([("a", part()), ("b", part())])));
    let (warnings, description) = said("0.2.1", &properties([("parts", parts)])).await;
    assert_eq!(
        warnings,
        [
            "not given, and with another default since 0.2.0: `purpose` (`something`, before `nothing`), \
          `parts[\"a\"].idle` (`350`, before nothing), `parts[\"b\"].idle` (`350`, before nothing); \
          give a value to say which one is meant"
        ]
    );
    assert_eq!(description, known("something"));
}

#[tokio::test]
async fn who_says_what_is_meant_is_told_nothing_and_so_is_a_later_release() {
    let given = properties([("purpose", known("nothing"))]);
    assert_eq!(said("0.2.0", &given).await, (Vec::new(), known("nothing")));
    for version in ["0.1.0", "0.3.0", "1.2.0"] {
        let (warnings, description) = said(version, &Properties::new()).await;
        assert_eq!((warnings, description), (Vec::new(), known("something")));
    }
}

#[tokio::test]
async fn nothing_is_told_of_what_is_in_a_secret() {
    let part = Output::known(Sent::Object(Properties::new()));
    let parts = Output::known(Sent::Object(properties([("a", part)])));
    let purpose = ("purpose", known("nothing"));
    let given = properties([purpose, ("parts", Output { secret: true, ..parts })]);
    assert_eq!(said("0.2.0", &given).await.0, [""; 0]);
}
