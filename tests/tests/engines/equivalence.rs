//! The promise: the same inputs, deployed by each engine into an account of its own, leave the same AWS state behind.
//!
//! States are read through the AWS API, never from an engine. On the way each engine shows that it is idempotent, that
//! one more principal touches nothing else, and that it leaves an empty account.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::fs;
use std::thread;

use libtest_mimic::Trial;
use privatelink_components::find;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::deployment::{self, Engine, Surroundings};
use privatelink_tests::emulator::{Emulator, REGION, assert_same_state};
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::Scratch;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{inputs, trial};
use serde_json::{Value, json};

const COMPONENT: &str = "private_link_service";
/// Cases that every engine can deploy.
const CASES: [&str; 5] = ["alb", "existing", "gateway", "instances", "listeners"];
/// No template can attach a target group to an Auto Scaling group that is already there.
const WITHOUT_TEMPLATE: [&str; 1] = ["auto_scaling"];
const BOTH: [Engine; 2] = [Engine::Terraform, Engine::Pulumi];
const ONE_MORE: &str = "arn:aws:iam::444444444444:root";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let by_all = CASES.map(|case| (case, Engine::ALL.as_slice()));
    let by_both = WITHOUT_TEMPLATE.map(|case| (case, BOTH.as_slice()));
    let mut trials = Vec::new();
    for (case, engines) in by_all.into_iter().chain(by_both) {
        let name = format!("{case}_is_the_same_by_every_engine");
        trials.push(trial::with_emulator(&name, move |tools, aws| {
            same_by_every_engine(case, engines, tools, aws)
        }));
    }
    trials.push(trial::with_emulator("one_changed_property_is_a_difference", one_changed_property));
    trials
}

/// States after the deployment and after the change.
type States = [Value; 2];

fn same_by_every_engine(
    case: &str,
    engines: &[Engine],
    tools: &Toolchain,
    aws: &Emulator,
) -> Result<(), Failure> {
    let states: Vec<(Engine, States)> = thread::scope(|scope| {
        let running: Vec<_> = engines
            .iter()
            .map(|&engine| (engine, scope.spawn(move || life(engine, case, tools, aws))))
            .collect();
        running
            .into_iter()
            .map(|(engine, thread)| {
                let states = thread.join().map_err(|_| Failure::new("the thread panicked"))?;
                let states = states.map_err(|why| Failure::new(format!("{engine:?}: {why}")))?;
                Ok((engine, states))
            })
            .collect::<Result<_, Failure>>()
    })?;
    for pair in states.windows(2) {
        let [(left, [before, after]), (right, [also_before, also_after])] = pair else { continue };
        let (left, right) = (format!("{left:?}"), format!("{right:?}"));
        assert_same_state((&left, before), (&right, also_before))?;
        assert_same_state((&left, after), (&right, also_after))?;
    }
    Ok(())
}

/// Deploys, deploys again, changes, destroys.
fn life(engine: Engine, case: &str, tools: &Toolchain, aws: &Emulator) -> Result<States, Failure> {
    let component = find("PrivateLinkService").ok_or_else(|| Failure::new("no such component"))?;
    let account = aws.account();
    let around = Surroundings::deploy(tools, aws, &account, COMPONENT)?;
    let mut inputs = inputs::read(COMPONENT, case, around.outputs())?;
    let mut deployment = engine.prepare(tools, aws, &account, component)?;

    deployment.deploy(&inputs)?;
    deployment.assert_unchanged()?;
    let before = aws.inventory(&account, REGION)?;

    let principals = inputs["allowedPrincipals"].as_array().cloned().unwrap_or_default();
    inputs["allowedPrincipals"] = principals.into_iter().chain([json!(ONE_MORE)]).collect();
    let changes = deployment.changes(&inputs)?;
    assert_one_principal(engine, &changes)?;
    deployment.deploy(&inputs)?;
    deployment.assert_unchanged()?;
    let after = aws.inventory(&account, REGION)?;

    deployment.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)?;
    Ok([before, after])
}

/// `CloudFormation` has one resource for all principals, so there it is an update of that one.
fn assert_one_principal(engine: Engine, changes: &[String]) -> Result<(), Failure> {
    let fits = match (engine, changes) {
        (Engine::Terraform, [only]) => only == "create aws_vpc_endpoint_service_allowed_principal",
        (Engine::CloudFormation, [only]) => only.ends_with("Principal"),
        (Engine::Pulumi, [only]) => {
            only.starts_with("create ") && only.contains("AllowedPrinciple")
        }
        _ => false,
    };
    if fits { Ok(()) } else { Err(Failure::new(format!("one more principal would: {changes:?}"))) }
}

/// Shows that the comparison can fail: one property of one engine's output is changed by hand, and the difference is
/// named.
fn one_changed_property(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let component = find("PrivateLinkService").ok_or_else(|| Failure::new("no such component"))?;
    let terraform = || {
        let account = aws.account();
        let around = Surroundings::deploy(tools, aws, &account, COMPONENT)?;
        let inputs = inputs::read(COMPONENT, "alb", around.outputs())?;
        let mut deployment = Engine::Terraform.prepare(tools, aws, &account, component)?;
        deployment.deploy(&inputs)?;
        aws.inventory(&account, REGION)
    };
    let tampered = || {
        let account = aws.account();
        let around = Surroundings::deploy(tools, aws, &account, COMPONENT)?;
        let inputs = inputs::read(COMPONENT, "alb", around.outputs())?;
        let mut template = deployment::template(component, &inputs)?;
        template["Resources"]["TargetGroupHttp"]["Properties"]["HealthyThresholdCount"] = json!(3);
        let scratch = Scratch::new("tampered")?;
        let file = scratch.path().join("template.json");
        fs::write(&file, template.to_string())?;
        CloudFormation::new(tools, aws, &account, "service").deploy(&file, &[])?;
        aws.inventory(&account, REGION)
    };
    let (left, right) = thread::scope(|scope| {
        let terraform = scope.spawn(terraform);
        (tampered(), terraform.join().map_err(|_| Failure::new("the thread panicked")))
    });
    match assert_same_state(("CloudFormation", &left?), ("Terraform", &right??)) {
        Ok(()) => Err(Failure::new("a changed property went unnoticed")),
        Err(difference) if names_only(&difference.to_string(), "HealthyThresholdCount") => Ok(()),
        Err(difference) => Err(Failure::new(format!("not only the change differs: {difference}"))),
    }
}

/// Whether every changed line of a diff is about one property.
fn names_only(diff: &str, property: &str) -> bool {
    let changed = |line: &&str| {
        (line.starts_with('+') || line.starts_with('-'))
            && !line.starts_with("+++")
            && !line.starts_with("---")
    };
    let mut lines = diff.lines().filter(changed).peekable();
    lines.peek().is_some() && lines.all(|line| line.contains(property))
}
