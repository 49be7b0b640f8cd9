//! The promise: the same inputs, deployed by each engine into an account of its own, leave the same AWS state behind.
//!
//! States are read through the AWS API, never from an engine. On the way each engine shows that it is idempotent, that
//! one change touches one resource, and that it leaves an empty account. A component with slots is in two Regions, in
//! some cases in two accounts. Thorough runs deploy the Terraform modules by OpenTofu, too.

mod change;
mod permissions;
mod tampering;

use std::borrow::Cow;

use change::Change;
use libtest_mimic::Trial;
use permissions::Watch;
use privatelink_corpus_reader::Corpus;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::world::{Needs, World};
use privatelink_tests::{inputs, trial};
use serde_json::Value;

use crate::beside::{assert_all_same, beside};

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

/// An engine with its tools.
struct By<'a> {
    name: String,
    engine: Engine,
    tools: Cow<'a, Toolchain>,
}

/// The engines of a case, and OpenTofu, if a thorough run has it, beside Terraform.
fn everybody<'a>(engines: &[Engine], tools: &'a Toolchain) -> Vec<By<'a>> {
    let own =
        |&engine: &Engine| By { name: format!("{engine:?}"), engine, tools: Cow::Borrowed(tools) };
    let mut all: Vec<_> = engines.iter().map(own).collect();
    if engines.contains(&Engine::Terraform)
        && let Some(tools) = tools.with_tofu()
    {
        all.push(By {
            name: "OpenTofu".to_owned(),
            engine: Engine::Terraform,
            tools: Cow::Owned(tools),
        });
    }
    all
}

fn same_by_every_engine(case: &Case, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let everybody = everybody(&case.engines, tools);
    let lives =
        everybody.iter().map(|by| (by.name.clone(), || life(by.engine, case, &by.tools, aws)));
    assert_all_same(&beside(lives)?)
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
