//! The promise: the same inputs, deployed by each engine into an account of its own, leave the same AWS state behind.
//!
//! States are read through the AWS API, never from an engine. On the way each engine shows that it is idempotent, that
//! one change touches one resource, and that it leaves an empty account.

mod change;
mod permissions;
mod tampering;

use std::thread;

use change::Change;
use libtest_mimic::Trial;
use permissions::Watch;
use privatelink_components::find;
use privatelink_tests::deployment::{Engine, Surroundings};
use privatelink_tests::emulator::{Emulator, REGION, assert_same_state};
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{inputs, trial};
use serde_json::Value;

const SERVICE: Corpus =
    Corpus { component: "PrivateLinkService", folder: "private_link_service", prefix: "" };
/// Cases that every engine can deploy.
const CASES: [&str; 9] = [
    "alb",
    "application",
    "application_https",
    "existing",
    "gateway",
    "instances",
    "listeners",
    "udp",
    "watched",
];
/// No template can attach a target group to an Auto Scaling group that is already there.
const WITHOUT_TEMPLATE: [&str; 1] = ["auto_scaling"];
/// Two settings that only CloudFormation has.
const TEMPLATE_ONLY: [&str; 1] = ["owner_pays"];

const CONSUMER: Corpus = Corpus {
    component: "PrivateLinkConsumer",
    folder: "private_link_consumer",
    prefix: "consumer_",
};
/// Cases that every engine can deploy.
const CONSUMER_CASES: [&str; 16] = [
    "aws_service",
    "both",
    "bundle",
    "connection_json",
    "custom_dns",
    "existing_gateway",
    "gateway",
    "gateway_load_balancer",
    "held",
    "other_region",
    "override",
    "own_service",
    "profile",
    "resource",
    "service_network",
    "waiting",
];
/// No template can choose addresses, say how long to wait, or look up the name of a zone.
const CONSUMER_WITHOUT_TEMPLATE: [&str; 3] = ["static_addresses", "timeouts", "zonal_dns"];
/// Two settings that only CloudFormation has.
const CONSUMER_TEMPLATE_ONLY: [&str; 1] = ["lattice_names"];

const BOTH: [Engine; 2] = [Engine::Terraform, Engine::Pulumi];

/// Where the cases of a component are.
#[derive(Clone, Copy)]
struct Corpus {
    component: &'static str,
    folder: &'static str,
    /// Begins the names of its tests.
    prefix: &'static str,
}

/// What is deployed, and by whom.
#[derive(Clone, Copy)]
struct Case {
    corpus: Corpus,
    name: &'static str,
    engines: &'static [Engine],
}

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let of = |corpus, names: &[&'static str], engines: &'static [Engine]| -> Vec<Case> {
        names.iter().map(|name| Case { corpus, name, engines }).collect()
    };
    let cases = [
        of(SERVICE, &CASES, &Engine::ALL),
        of(SERVICE, &WITHOUT_TEMPLATE, &BOTH),
        of(SERVICE, &TEMPLATE_ONLY, &[Engine::CloudFormation]),
        of(CONSUMER, &CONSUMER_CASES, &Engine::ALL),
        of(CONSUMER, &CONSUMER_WITHOUT_TEMPLATE, &BOTH),
        of(CONSUMER, &CONSUMER_TEMPLATE_ONLY, &[Engine::CloudFormation]),
    ];
    let mut trials = Vec::new();
    for case in cases.into_iter().flatten() {
        let name = format!("{}{}_is_the_same_by_every_engine", case.corpus.prefix, case.name);
        trials.push(trial::with_emulator(&name, move |tools, aws| {
            same_by_every_engine(case, tools, aws)
        }));
    }
    trials.push(trial::with_emulator(
        "one_changed_property_is_a_difference",
        tampering::one_changed_property,
    ));
    trials
}

/// States after the deployment and after the change.
type States = [Value; 2];

fn same_by_every_engine(case: Case, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let states: Vec<(Engine, States)> = thread::scope(|scope| {
        let running: Vec<_> = case
            .engines
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
fn life(engine: Engine, case: Case, tools: &Toolchain, aws: &Emulator) -> Result<States, Failure> {
    let Corpus { component, folder, .. } = case.corpus;
    let component = find(component).ok_or_else(|| Failure::new("no such component"))?;
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, folder)?;
    let inputs = inputs::read(folder, case.name, around.outputs())?;
    let change = Change::read(folder, case.name, around.outputs())?;
    let mut deployment = engine.prepare(tools, aws, &account, component)?;
    let mut watch = Watch::new(aws, &account);

    watch.resume();
    deployment.deploy(&inputs)?;
    watch.pause()?;
    let before = aws.inventory(&account, REGION)?;

    watch.resume();
    let changed = change.of(&inputs);
    // The plan of the change is the second plan, too: what had drifted would stand in it beside the change.
    change.assert_alone(engine, &deployment.changes(&changed)?)?;
    deployment.deploy(&changed)?;
    deployment.assert_unchanged()?;
    watch.pause()?;
    let after = aws.inventory(&account, REGION)?;

    watch.resume();
    deployment.destroy()?;
    watch.pause()?;
    // The emulator itself is CloudFormation, so its calls are not in the log.
    if engine != Engine::CloudFormation {
        watch.assert_allowed(component, [&inputs, &changed])?;
    }
    if engine == Engine::CloudFormation {
        aws.delete_validation_records(&account)?;
    }
    around.destroy()?;
    aws.assert_empty(&account, REGION)?;
    Ok([before, after])
}
