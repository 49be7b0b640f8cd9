//! A hub in one account and spokes in others, deployed by all pairs of engines. All that a spoke knows of its hub is the
//! hub's output `hubJson`.

#![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod admitted;
mod automatic;
mod growth;
mod moves;
mod second;
mod side;
mod stack_set;

use libtest_mimic::Trial;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::{Account, Emulator, REGION, assert_same_state};
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::Value;

use crate::beside::{assert_all_same, beside};
use side::{Side, at_once};
pub(crate) use stack_set::{assert_for_stack_sets, join};

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let same = trial::with_emulator("hubs_with_spokes_are_the_same_by_every_engine", same);
    let others = [second::trial(), stack_set::trial()]
        .into_iter()
        .chain(growth::trials())
        .chain(moves::trials())
        .chain(admitted::trials())
        .chain(automatic::trials());
    [same].into_iter().chain(others).collect()
}

/// An engine in the name of a test.
fn word(engine: Engine) -> &'static str {
    match engine {
        Engine::Terraform => "terraform",
        Engine::CloudFormation => "cloudformation",
        Engine::Pulumi => "pulumi",
    }
}

/// The engine after this one, so that each comes beside another one once.
fn next(engine: Engine) -> Engine {
    match engine {
        Engine::Terraform => Engine::Pulumi,
        Engine::Pulumi => Engine::CloudFormation,
        Engine::CloudFormation => Engine::Terraform,
    }
}

fn same(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let lives = Engine::ALL.map(|engine| {
        (format!("hub of {engine:?}"), move || life(engine, tools, aws).map(|state| [state]))
    });
    assert_all_same(&beside(lives)?)
}

/// Deploys a hub and a spoke of each engine, removes one spoke, then the others; gives what all of them left together.
fn life(engine: Engine, tools: &Toolchain, aws: &Emulator) -> Result<Value, Failure> {
    let accounts = Engine::ALL.map(|_| aws.account());
    let mut hub = Side::hub(tools, aws, engine, &accounts)?;
    hub.deploy()?;
    let mut spokes = Vec::new();
    for (number, (engine, account)) in Engine::ALL.into_iter().zip(accounts.clone()).enumerate() {
        spokes.push(Side::spoke(tools, &hub, engine, number, account)?);
    }
    // Another one for each hub goes first, so that each is seen to go.
    let (rest, last) = parted(&mut spokes, next(engine))?;
    at_once(rest, Side::deploy)?;
    let before = [hub.state()?, last.state()?];
    last.deploy()?;
    at_once(rest, |side| side.assert_unchanged())?;
    last.assert_unchanged()?;
    hub.assert_unchanged()?;
    let all: Vec<&Account> = [&hub.account].into_iter().chain(&accounts).collect();
    let state = aws.shared_inventory(&all, &[REGION])?;

    let [mut of_hub, of_spoke] = before;
    last.destroy()?;
    leave_share(&mut of_hub, &last.account);
    assert_same_state(("the hub before the spoke", &of_hub), ("after it", &hub.state()?))?;
    assert_same_state(("the account before the spoke", &of_spoke), ("after it", &last.state()?))?;
    hub.inputs["shareWith"] = rest.iter().map(|spoke| spoke.account.id()).collect();
    hub.deploy()?;
    hub.assert_unchanged()?;
    assert_same_state(("the hub before the spoke", &of_hub), ("without it", &hub.state()?))?;
    at_once(rest, Side::destroy)?;
    hub.destroy()?;
    at_once(&mut spokes, |side| side.leave())?;
    hub.leave()?;
    Ok(state)
}

/// Takes an account out of the principals of the hub's share: who takes back its acceptance has left, and is to be invited
/// again. <https://docs.aws.amazon.com/ram/latest/userguide/working-with-shared-leave.html>
fn leave_share(state: &mut Value, account: &Account) {
    let shares = state["ram/resource_share"].as_array_mut().into_iter().flatten();
    for principals in shares.filter_map(|share| share["principals"].as_array_mut()) {
        principals.retain(|principal| principal != account.id());
    }
}

/// The spokes but one, and that one.
fn parted<'s, 'a>(
    spokes: &'s mut [Side<'a>],
    engine: Engine,
) -> Result<(&'s mut [Side<'a>], &'s mut Side<'a>), Failure> {
    spokes.sort_by_key(|spoke| spoke.engine == engine);
    let (last, rest) = spokes.split_last_mut().ok_or_else(|| Failure::new("no spokes"))?;
    Ok((rest, last))
}
