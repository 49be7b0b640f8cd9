//! A component in two accounts and two Regions: made here, accepted there, used in both, where each side reads where the
//! other one is. Every engine deploys it, changes it and removes it, and they leave equal states behind.

#![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod world;

use libtest_mimic::Trial;
use privatelink_ir::DEFAULT_SLOT;
use privatelink_tests::deployment::{Engine, compiled, spelled};
use privatelink_tests::emulator::{Emulator, REGION, assert_same_state};
use privatelink_tests::failure::Failure;
use privatelink_tests::there_and_back::COMPONENT;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

use crate::beside::{assert_all_same, beside};
use world::{PEER, THERE, World};

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![trial::with_emulator("there_and_back_is_the_same_by_every_engine", same)]
}

/// What is left after the deployment and after the change.
type States = [Value; 2];

fn same(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let lives = Engine::ALL.map(|engine| (format!("{engine:?}"), move || life(engine, tools, aws)));
    assert_all_same(&beside(lives)?)
}

/// Deploys, changes, destroys.
fn life(engine: Engine, tools: &Toolchain, aws: &Emulator) -> Result<States, Failure> {
    let world = World::deploy(aws)?;
    let mut component = world.placement().prepare(engine, tools, aws)?;

    let inputs = world.inputs("orders");
    assert_there_and_back(&inputs)?;
    component.deploy(&inputs)?;
    component.assert_unchanged()?;
    assert_outputs(&world, &flat(engine, &component.outputs()?))?;
    let before = world.state()?;
    assert_topics(&before, "orders")?;

    component.deploy(&world.inputs("invoices"))?;
    component.assert_unchanged()?;
    assert_outputs(&world, &flat(engine, &component.outputs()?))?;
    let after = world.state()?;
    assert_topics(&after, "invoices")?;

    component.destroy()?;
    world.destroy()?;
    Ok([before, after])
}

/// `CloudFormation` takes three stacks.
fn assert_there_and_back(inputs: &Value) -> Result<(), Failure> {
    let compiled = compiled(&COMPONENT, inputs)?;
    let slots: Vec<&str> = compiled.stacks.iter().map(|stack| stack.slot).collect();
    if slots == [DEFAULT_SLOT, PEER, DEFAULT_SLOT] {
        return Ok(());
    }
    Err(Failure::new(format!("it does not go there and back: {slots:?}")))
}

/// Outputs with the topics beside the others.
fn flat(engine: Engine, outputs: &Value) -> Value {
    let output = |name: &str| outputs[spelled(engine, name)].clone();
    let topic = |name: &str| match engine {
        Engine::CloudFormation => output(name),
        _ => output("topics")[name.trim_start_matches("topics").to_lowercase()].clone(),
    };
    json!({
        "state": output("state"),
        "provider": output("provider"),
        "heard": topic("topicsHeard"),
        "notice": topic("topicsNotice"),
    })
}

/// Outputs of both sides are there, and say where they come from.
fn assert_outputs(world: &World<'_>, outputs: &Value) -> Result<(), Failure> {
    let arn = |topic: &str| -> Vec<String> {
        let arn = outputs[topic].as_str().unwrap_or_default();
        // `arn:aws:sns:REGION:ACCOUNT:NAME`
        arn.split(':').skip(3).take(2).map(str::to_owned).collect()
    };
    let found = json!({
        "state": outputs["state"],
        "provider": outputs["provider"],
        "heard": arn("heard"),
        "notice": arn("notice"),
    });
    let expected = json!({
        "state": "available",
        "provider": THERE,
        "heard": [REGION, world.here.id()],
        "notice": [THERE, world.there.id()],
    });
    assert_same_state(("the component", &expected), ("the engine", &found))
}

/// Both topics say where they are, where the other side is, and what for.
fn assert_topics(state: &Value, purpose: &str) -> Result<(), Failure> {
    let topics = state["sns/topic"].as_array().map(Vec::as_slice).unwrap_or_default();
    let tags: Vec<&Value> = topics.iter().map(|topic| &topic["Tags"]).collect();
    let tag = |region: &str, name: &str| {
        let own = tags.iter().find(|tags| tags["Region"] == region);
        own.map_or(Value::Null, |tags| tags[name].clone())
    };
    let found = json!({
        "topics": topics.len(),
        "purposes": [tag(REGION, "Purpose"), tag(THERE, "Purpose")],
        "provider": tag(REGION, "Provider"),
        "consumer": tag(THERE, "Consumer"),
    });
    let expected = json!({
        "topics": 2,
        "purposes": [purpose, purpose],
        "provider": THERE,
        "consumer": tag(REGION, "Account"),
    });
    assert_same_state(("the component", &expected), ("the engine", &found))
}
