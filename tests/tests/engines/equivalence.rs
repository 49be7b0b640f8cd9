//! The promise: the same inputs, deployed by each engine into an account of its own, leave the same AWS state behind.
//!
//! States are read through the AWS API, never from an engine. On the way each engine shows that it is idempotent, that
//! one change touches one resource, and that it leaves an empty account. A component with slots is in two Regions, in
//! some cases in two accounts.

mod change;
mod permissions;
mod tampering;

use std::thread;

use change::Change;
use libtest_mimic::Trial;
use permissions::Watch;
use privatelink_corpus_reader::Corpus;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::{Emulator, assert_same_state};
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::world::{Needs, World};
use privatelink_tests::{inputs, trial};
use serde_json::Value;

/// What is deployed, where, and by whom.
#[derive(Clone)]
struct Case {
    needs: Needs,
    name: String,
    engines: Vec<Engine>,
}

/// The tests of this module.
pub(crate) fn trials(corpora: &[Corpus]) -> Vec<Trial> {
    let mut trials = Vec::new();
    for corpus in corpora {
        for (name, special) in &corpus.cases {
            let case = Case {
                needs: Needs::of(corpus, name),
                name: name.clone(),
                engines: special.engines.clone(),
            };
            trials.push(trial::with_emulator(&trial_name(corpus, name), move |tools, aws| {
                same_by_every_engine(&case, tools, aws)
            }));
        }
    }
    trials.push(trial::with_emulator(
        "one_changed_property_is_a_difference",
        tampering::one_changed_property,
    ));
    trials
}

/// Names of the tests that wait until they are asked for.
pub(crate) fn long(corpora: &[Corpus]) -> Vec<String> {
    let of = |corpus: &Corpus| -> Vec<String> {
        let waiting = corpus.cases.iter().filter(|(_, case)| case.thorough);
        waiting.map(|(name, _)| trial_name(corpus, name)).collect()
    };
    corpora.iter().flat_map(of).collect()
}

fn trial_name(corpus: &Corpus, case: &str) -> String {
    format!("{}_{case}_is_the_same_by_every_engine", corpus.name)
}

/// States after the deployment and after the change.
type States = [Value; 2];

fn same_by_every_engine(case: &Case, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
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
fn life(engine: Engine, case: &Case, tools: &Toolchain, aws: &Emulator) -> Result<States, Failure> {
    let Case { needs, name, .. } = case;
    let (component, folder) = (needs.component, &needs.folder);
    let world = World::deploy(aws, needs)?;
    let inputs = inputs::read(folder, name, world.outputs())?;
    let change = Change::read(folder, name, world.outputs())?;
    let mut deployment = world.prepare(engine, tools, aws)?;
    let mut watch = Watch::new(aws, &world.accounts());

    watch.resume();
    deployment.deploy(&inputs)?;
    watch.pause()?;
    let before = world.state()?;

    watch.resume();
    let changed = change.of(&inputs);
    // The plan of the change is the second plan, too: what had drifted would stand in it beside the change.
    change.assert_alone(engine, &deployment.changes(&changed)?)?;
    deployment.deploy_changes(&changed)?;
    deployment.assert_unchanged()?;
    watch.pause()?;
    let after = world.state()?;

    watch.resume();
    deployment.destroy()?;
    watch.pause()?;
    // The emulator itself is CloudFormation, so its calls are not in the log.
    if engine != Engine::CloudFormation {
        watch.assert_allowed(component, [&inputs, &changed])?;
    }
    if engine == Engine::CloudFormation {
        world.delete_validation_records()?;
    }
    world.destroy()?;
    Ok([before, after])
}
