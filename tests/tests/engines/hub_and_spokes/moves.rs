//! Names move from zones to a profile, one service at a time, and a spoke reaches them all the while.

use std::slice;

use libtest_mimic::Trial;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::reachability::{Client, Opening, State};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

use super::side::Side;
use super::{next, word};

const HTTPS: u16 = 443;
const SSM: &str = "ssm.us-east-1.amazonaws.com";
const ECR: &str = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

pub(super) fn trials() -> Vec<Trial> {
    let trial = |engine: Engine| {
        let name = format!("names_of_a_hub_of_{}_move_to_a_profile", word(engine));
        trial::with_emulator(&name, move |tools, aws| moves(engine, tools, aws))
    };
    Engine::ALL.into_iter().map(trial).collect()
}

/// The order that the guide to shared endpoints gives.
fn moves(engine: Engine, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let mut hub = Side::hub(tools, aws, engine, slice::from_ref(&account))?;
    hub.inputs["bundles"] = json!([]);
    hub.inputs["services"] = json!({ "ssm": {}, "ecr.dkr": {} });
    hub.deploy()?;
    let mut spoke = Side::spoke(tools, &hub, next(engine), 0, account)?;
    spoke.deploy()?;
    assert_reached(&hub, &spoke, "zones")?;

    hub_says(&mut hub, &mut spoke, json!({ "ssm": { "dns": "profileZones" }, "ecr.dkr": {} }))?;
    assert_reached(&hub, &spoke, "a profile beside")?;
    spoke_says(&mut spoke, "profileZones", json!(["ecr.dkr", "ssm"]))?;
    assert_reached(&hub, &spoke, "both")?;
    spoke_says(&mut spoke, "profileZones", json!(["ecr.dkr"]))?;
    assert_reached(&hub, &spoke, "one in each")?;

    let all = json!({ "ssm": { "dns": "profileZones" }, "ecr.dkr": { "dns": "profileZones" } });
    hub_says(&mut hub, &mut spoke, all)?;
    spoke_says(&mut spoke, "profile", json!([]))?;
    assert_reached(&hub, &spoke, "the profile alone")?;

    let without = json!({ "ssm": { "dns": "none" }, "ecr.dkr": { "dns": "profileZones" } });
    hub_says(&mut hub, &mut spoke, without)?;
    reach(&hub, &spoke, ECR)?;
    if reach(&hub, &spoke, SSM).is_ok() {
        return Err(Failure::new("a name without zone and profile is answered"));
    }
    let native = json!({ "ssm": { "dns": "profile" }, "ecr.dkr": { "dns": "profileZones" } });
    hub_says(&mut hub, &mut spoke, native)?;
    assert_reached(&hub, &spoke, "a name of the endpoint itself")?;

    spoke.destroy()?;
    hub.destroy()?;
    spoke.leave()?;
    hub.leave()
}

/// The hub gets other services, and the spoke what the hub then hands over.
fn hub_says(hub: &mut Side<'_>, spoke: &mut Side<'_>, services: Value) -> Result<(), Failure> {
    hub.inputs["services"] = services;
    hub.deploy()?;
    hub.assert_unchanged()?;
    spoke.inputs["hubJson"] = json!(hub.output("hubJson")?);
    spoke.deploy()
}

fn spoke_says(spoke: &mut Side<'_>, dns: &str, services: Value) -> Result<(), Failure> {
    spoke.inputs["dns"] = json!(dns);
    spoke.inputs["services"] = services;
    spoke.deploy()?;
    spoke.assert_unchanged()
}

/// Both names lead to the hub.
fn assert_reached(hub: &Side<'_>, spoke: &Side<'_>, by: &str) -> Result<(), Failure> {
    for name in [SSM, ECR] {
        reach(hub, spoke, name).context(|| format!("by {by}"))?;
    }
    Ok(())
}

fn reach(hub: &Side<'_>, spoke: &Side<'_>, name: &str) -> Result<(), Failure> {
    let state = State::read(hub.aws, &[&hub.account, &spoke.account], &[REGION])?;
    let vpc = spoke.inputs["vpcId"].as_str().unwrap_or_default();
    let client = Client::new(vpc, "10.64.0.0/20")?;
    let path = state.path(&client, name, Opening::tcp(HTTPS));
    path.map(drop).context(|| format!("{name} is not reached"))
}
