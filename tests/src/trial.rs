//! Tests that need external tools: run where the tools are, reported as ignored with the reason where they are not.
//!
//! A test program with such tests sets `harness = false` and hands its trials to [`run`]. In continuous integration,
//! where `CI` is set, a missing tool is a failure: nothing passes by absence.

use std::env;
use std::process::ExitCode;
use std::sync::OnceLock;

use libtest_mimic::{Arguments, Completion, Failed, Trial};

use crate::emulator::Emulator;
use crate::failure::Failure;
use crate::selection;
use crate::slowest;
use crate::toolchain::Toolchain;

/// Tests that run at the same time. More than there are processors, because they mostly wait: the Terraform AWS
/// provider alone sleeps for a minute after it has created a load balancer.
const PARALLEL: usize = 8;

/// A test that needs the tools.
pub fn with_toolchain(
    name: &str,
    test: impl FnOnce(&'static Toolchain) -> Result<(), Failure> + Send + 'static,
) -> Trial {
    let owned = name.to_owned();
    Trial::ignorable_test(name, move || {
        let toolchain = match toolchain() {
            Ok(toolchain) => toolchain,
            Err(reason) if env::var_os("CI").is_some() => return Err(Failed::from(reason)),
            Err(reason) => return Ok(Completion::ignored_with(reason)),
        };
        slowest::timed(&owned, || test(toolchain))?;
        Ok(Completion::Completed)
    })
}

/// A test that needs the tools and AWS. All tests of a program share one emulator: take accounts of your own from it.
pub fn with_emulator(
    name: &str,
    test: impl FnOnce(&'static Toolchain, &'static Emulator) -> Result<(), Failure> + Send + 'static,
) -> Trial {
    with_toolchain(name, |toolchain| test(toolchain, emulator(toolchain)?))
}

/// Runs trials, named after their module, with the options that `cargo test` was given; the result is for `main` to
/// return.
///
/// Those named in `long` only run when they are asked for; see [`selection`].
pub fn run(
    modules: impl IntoIterator<Item = (&'static str, Vec<Trial>)>,
    long: &[String],
) -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(PARALLEL);
    let trials = modules
        .into_iter()
        .flat_map(|(module, trials)| trials.into_iter().map(move |trial| trial.with_kind(module)));
    let trials = selection::select(&arguments, trials.collect(), long);
    let conclusion = libtest_mimic::run(&arguments, trials);
    slowest::show();
    conclusion.exit_code()
}

fn toolchain() -> Result<&'static Toolchain, &'static str> {
    static FOUND: OnceLock<Result<Toolchain, String>> = OnceLock::new();
    let found = FOUND.get_or_init(|| Toolchain::find().map_err(|reason| reason.to_string()));
    found.as_ref().map_err(String::as_str)
}

/// Never dropped, as a static; it ends with this process, whose end closes its standard input.
fn emulator(toolchain: &Toolchain) -> Result<&'static Emulator, Failure> {
    static STARTED: OnceLock<Result<Emulator, String>> = OnceLock::new();
    let started =
        STARTED.get_or_init(|| Emulator::start(toolchain).map_err(|failure| failure.to_string()));
    started.as_ref().map_err(Failure::new)
}
