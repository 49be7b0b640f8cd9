//! Two hubs in one account and Region, such as one for production and one for everything else: neither knows of the other.

use libtest_mimic::Trial;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::{Emulator, assert_same_state};
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::json;

use super::side::{Side, at_once};

pub(super) fn trial() -> Trial {
    trial::with_emulator("a_region_has_two_hubs", two)
}

/// The same services twice, by two engines, each with a spoke of its own; the second hub leaves the first one as it was.
fn two(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let accounts = [aws.account(), aws.account()];
    let [of_first, of_second] = accounts.clone();
    let mut first = Side::hub(tools, aws, Engine::CloudFormation, &accounts[..1])?;
    first.deploy()?;
    let mut alone = first.state()?;

    let home = first.account.clone();
    let mut second = Side::hub_in(home, tools, aws, Engine::Terraform, &accounts[1..])?;
    second.inputs["name"] = json!("production");
    second.inputs["cidrBlock"] = json!("10.0.16.0/20");
    second.deploy()?;
    let mut spokes = [
        Side::spoke(tools, &first, Engine::Terraform, 0, of_first)?,
        Side::spoke(tools, &second, Engine::CloudFormation, 1, of_second)?,
    ];
    at_once(&mut spokes, Side::deploy)?;
    first.assert_unchanged()?;
    second.assert_unchanged()?;
    at_once(&mut spokes, |spoke| spoke.assert_unchanged())?;

    at_once(&mut spokes, Side::destroy)?;
    second.destroy()?;
    super::leave_share(&mut alone, &accounts[0]);
    assert_same_state(("the first hub alone", &alone), ("after the second", &first.state()?))?;
    first.destroy()?;
    at_once(&mut spokes, |spoke| spoke.leave())?;
    first.leave()
}
