//! Spokes that the hub's deployment admits, and spokes that use its profile.

use std::slice;

use libtest_mimic::Trial;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::json;

use super::side::Side;
use super::{next, word};

pub(super) fn trials() -> Vec<Trial> {
    let admits = |hub: Engine| {
        let name = format!("hub_of_{}_admits_a_spoke_of_{}", word(hub), word(next(hub)));
        trial::with_emulator(&name, move |tools, aws| admits(hub, tools, aws))
    };
    let profile = |hub: Engine| {
        let of = word(next(hub));
        let name = format!("hub_of_{}_shares_its_profile_with_a_spoke_of_{of}", word(hub));
        trial::with_emulator(&name, move |tools, aws| profile(hub, tools, aws))
    };
    let manual = trial::with_emulator("a_hub_accepts_the_attachment_that_waits", manual);
    let all = Engine::ALL.into_iter().map(admits).chain(Engine::ALL.into_iter().map(profile));
    all.chain([manual]).collect()
}

/// The hub authorizes zones, the spoke attaches, the hub routes.
fn admits(engine: Engine, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let mut hub = Side::hub(tools, aws, engine, slice::from_ref(&account))?;
    hub.deploy()?;
    let mut spoke = Side::spoke(tools, &hub, next(engine), 0, account)?;
    spoke.inputs["admission"] = json!("hub");
    hub.inputs["spokes"] = json!({ "team": { "vpcId": spoke.inputs["vpcId"] } });
    hub.deploy()?;
    hub.assert_unchanged()?;
    spoke.deploy()?;
    spoke.assert_unchanged()?;
    hub.inputs["spokes"]["team"]["attachment"] = json!({ "id": spoke.output("attachmentId")? });
    hub.deploy()?;
    settled_and_gone(&mut hub, &mut spoke)
}

/// The hub accepts by its own deployment. There is no route to a gateway before the attachment is accepted, so the spoke
/// gets its routes afterwards.
fn manual(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let mut hub = Side::hub(tools, aws, Engine::CloudFormation, slice::from_ref(&account))?;
    hub.inputs["transitGateway"] = json!({ "acceptance": "manual" });
    hub.deploy()?;
    let mut spoke = Side::spoke(tools, &hub, Engine::Terraform, 0, account)?;
    spoke.inputs["admission"] = json!("hub");
    let tables = spoke.inputs["routeTableIds"].take();
    hub.inputs["spokes"] = json!({ "team": { "vpcId": spoke.inputs["vpcId"] } });
    hub.deploy()?;
    spoke.deploy()?;
    spoke.assert_unchanged()?;
    hub.inputs["spokes"]["team"]["attachment"] = json!({ "id": spoke.output("attachmentId")? });
    hub.deploy()?;
    spoke.inputs["routeTableIds"] = tables;
    spoke.deploy()?;
    settled_and_gone(&mut hub, &mut spoke)
}

/// The names come by a profile of the hub.
fn profile(engine: Engine, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let mut hub = Side::hub(tools, aws, engine, slice::from_ref(&account))?;
    hub.inputs["dns"] = json!("profile");
    hub.deploy()?;
    let mut spoke = Side::spoke(tools, &hub, next(engine), 0, account)?;
    spoke.inputs["dns"] = json!("profile");
    spoke.inputs["services"] = json!([]);
    spoke.deploy()?;
    settled_and_gone(&mut hub, &mut spoke)
}

/// Nothing has drifted. Then everything goes.
fn settled_and_gone(hub: &mut Side<'_>, spoke: &mut Side<'_>) -> Result<(), Failure> {
    hub.assert_unchanged()?;
    spoke.assert_unchanged()?;
    spoke.destroy()?;
    hub.destroy()?;
    spoke.leave()?;
    hub.leave()
}
