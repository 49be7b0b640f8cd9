//! The two halves of one peering by two teams: each in its own account and Region, by an engine of its own. All that they hand
//! over is the peering's id, and that it is accepted.

#![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]

use libtest_mimic::Trial;
use privatelink_components::find;
use privatelink_tests::deployment::{Deployment, Engine, spelled};
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::inputs;
use privatelink_tests::placed::{Place, Placement};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use privatelink_tests::world::{Needs, World};
use serde_json::{Value, json};

const FOLDER: &str = "cross_region_peering";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial::with_emulator("two_engines_peer_gateways", |tools, aws| {
            peer("hub_zones", [Engine::Terraform, Engine::CloudFormation], tools, aws)
        }),
        trial::with_emulator("two_engines_peer_vpcs", |tools, aws| {
            peer("vpcs_apart", [Engine::CloudFormation, Engine::Pulumi], tools, aws)
        }),
    ]
}

/// What the accepter's half reads of the requester's side, and the other way round.
const OF_THE_OTHER: [&str; 3] = ["region", "cidrBlocks", "ipv6CidrBlocks"];
const ASKED_FOR: [&str; 3] = ["accountId", "transitGatewayId", "vpcId"];

/// Asks, accepts, goes on; changes one thing; ends, and leaves nothing.
fn peer(
    case: &str,
    engines: [Engine; 2],
    tools: &Toolchain,
    aws: &Emulator,
) -> Result<(), Failure> {
    let component = find("CrossRegionPeering").ok_or_else(|| Failure::new("no such component"))?;
    let needs =
        Needs { component, folder: FOLDER.to_owned(), slots: vec!["peer".to_owned()], apart: true };
    let world = World::deploy(aws, &needs)?;
    let both = inputs::read(FOLDER, case, world.outputs())?;
    let half = |place: Place, engine: Engine| {
        Placement::new(component, place.clone()).with("peer", place).prepare(engine, tools, aws)
    };
    let mut requester = half(world.here(), engines[0])?;
    let mut accepter = half(world.there(), engines[1])?;

    let mut asking = half_of(&both, "requester");
    requester.deploy(&asking)?;
    assert_output(engines[0], requester.as_ref(), "state", "pendingAcceptance")?;
    let id = output(engines[0], requester.as_ref(), "peeringId")?;

    let mut accepting = half_of(&both, "accepter");
    accepting["peeringId"] = json!(id);
    accepter.deploy(&accepting)?;
    assert_output(engines[1], accepter.as_ref(), "state", "available")?;

    asking["accepted"] = json!(true);
    requester.deploy(&asking)?;
    requester.assert_unchanged()?;
    accepter.assert_unchanged()?;
    assert_output(engines[0], requester.as_ref(), "state", "available")?;

    // Another range of the accepter is one more route of the requester, and nothing at the accepter.
    for half in [&mut asking, &mut accepting] {
        if let Some(ranges) = half["accepter"]["cidrBlocks"].as_array_mut() {
            ranges.push(json!("10.17.0.0/16"));
        }
    }
    assert_only_creates(&requester.changes(&asking)?)?;
    assert_nothing(&accepter.changes(&accepting)?)?;

    // The requester lets go first, then the accepter, then the peering itself.
    asking["accepted"] = json!(false);
    requester.deploy(&asking)?;
    accepter.destroy()?;
    requester.destroy()?;
    world.destroy()
}

/// The inputs of one half: those of its own side, and what it has to know of the other.
fn half_of(both: &Value, part: &str) -> Value {
    let mut half = both.clone();
    half["part"] = json!(part);
    let other = if part == "requester" { "accepter" } else { "requester" };
    let keep = |name: &String| {
        let is_named = OF_THE_OTHER.contains(&name.as_str());
        is_named || (part == "requester" && ASKED_FOR.contains(&name.as_str()))
    };
    if let Some(side) = half[other].as_object_mut() {
        side.retain(|name, _| keep(name));
    }
    if part == "accepter" {
        strip(&mut half["accepter"], &ASKED_FOR);
    }
    let names = both.get("resolveRemoteNames").map(|names| json!({ part: names[part] }));
    if let Some(names) = names {
        half["resolveRemoteNames"] = names;
    }
    half
}

fn strip(side: &mut Value, names: &[&str]) {
    if let Some(side) = side.as_object_mut() {
        side.retain(|name, _| !names.contains(&name.as_str()));
    }
}

fn output(engine: Engine, of: &dyn Deployment, name: &str) -> Result<String, Failure> {
    let outputs = of.outputs()?;
    let text = outputs[spelled(engine, name)].as_str().map(str::to_owned);
    text.ok_or_else(|| Failure::new(format!("{engine:?} has no output `{name}`: {outputs:#}")))
}

fn assert_output(
    engine: Engine,
    of: &dyn Deployment,
    name: &str,
    wanted: &str,
) -> Result<(), Failure> {
    let found = output(engine, of, name)?;
    if found == wanted {
        return Ok(());
    }
    Err(Failure::new(format!("`{name}` is `{found}` instead of `{wanted}`")))
}

/// Every route table gets a route for the new range, and nothing else happens.
fn assert_only_creates(plan: &[String]) -> Result<(), Failure> {
    let is_route =
        |line: &String| line.starts_with("create ") && line.to_lowercase().contains("route");
    if !plan.is_empty() && plan.iter().all(is_route) {
        return Ok(());
    }
    Err(Failure::new(format!("instead of new routes alone, the change would: {plan:?}")))
}

fn assert_nothing(plan: &[String]) -> Result<(), Failure> {
    if plan.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format!("instead of nothing, the change would: {plan:?}")))
}
