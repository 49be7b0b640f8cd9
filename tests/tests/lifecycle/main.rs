//! The plugin in Pulumi's own engine, in one process with it: `tests/engine/lifecycle`, whose tests are trials here.

mod released;
mod values;

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use privatelink_backends::package::VERSION;
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::{self, Scratch};
use privatelink_tests::{process, toolchain};

/// Time for one test. Most take seconds; a thorough run tries 200 histories, which take minutes on a machine with other work.
const LIMIT: Duration = Duration::from_mins(20);

/// The test of values, which needs somebody at the other end.
const VALUES: &str = "TestValuesComeBackAsTheyWere";

/// The test that writes down what this version makes; only where that is asked for.
const RECORDS: &str = "TestThisVersionIsRecorded";

fn main() -> ExitCode {
    let mut trials = match toolchain::lifecycle() {
        Ok(tests) => trials(&tests, "engine"),
        Err(reason) => vec![missing(reason.to_string())],
    };
    if let Some(tests) = toolchain::lifecycle_newest() {
        trials.extend(self::trials(&tests, "newest_engine"));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

/// What stands for all tests where they are not: in continuous integration a failure.
fn missing(reason: String) -> Trial {
    Trial::ignorable_test("the_plugin_in_the_engine", move || {
        if env::var_os("CI").is_some() {
            return Err(Failed::from(reason));
        }
        Ok(Completion::ignored_with(reason))
    })
}

/// One trial for each test of the program.
fn trials(tests: &Path, engine: &'static str) -> Vec<Trial> {
    let names = match names(tests) {
        Ok(names) => names,
        Err(failure) => {
            let failing = move || Err(Failed::from(failure.to_string()));
            return vec![Trial::test("the_tests_are_listed", failing).with_kind(engine)];
        }
    };
    let trial = |name: String| {
        let tests = tests.to_owned();
        Trial::test(name.clone(), move || Ok(run(&tests, &name)?)).with_kind(engine)
    };
    let is_recording = env::var_os("RECORD_RELEASE").is_some() && env::var_os("CI").is_none();
    names.into_iter().filter(|name| name != RECORDS || is_recording).map(trial).collect()
}

fn names(tests: &Path) -> Result<Vec<String>, Failure> {
    let listed = process::run(Command::new(tests).args(["-test.list", "."]), LIMIT)?.expect(0)?;
    let names: Vec<_> = listed.stdout.lines().map(str::to_owned).collect();
    if names.iter().any(|name| name == VALUES) {
        return Ok(names);
    }
    Err(Failure::new(format!("`{VALUES}` is not among {names:?}")))
}

/// Runs one test; a failure has all that it said.
fn run(tests: &Path, name: &str) -> Result<(), Failure> {
    let plugins = toolchain::plugins()?;
    let mut command = Command::new(tests);
    command.args(["-test.v", "-test.run", &format!("^{name}$")]);
    command.env("PRIVATELINK_PLUGIN", plugins.join("pulumi-resource-privatelink"));
    command.env("PRIVATELINK_RELEASES", plugins.join("releases"));
    command.env("PRIVATELINK_CONFORMANCE", plugins.join("conformance"));
    command.env("PRIVATELINK_ANSWERS", released::answers().to_string());
    command.env("PRIVATELINK_RELEASED", scratch::checkout().join("tests/released"));
    let scratch = Scratch::new("lifecycle")?;
    if name == RECORDS {
        let cases = scratch.path().join("cases.json");
        fs::write(&cases, released::cases()?.to_string())?;
        command.env("PRIVATELINK_CASES", cases).env("PRIVATELINK_VERSION", VERSION);
    }
    // Answered by this process for as long as it runs.
    if name == VALUES {
        command.env("PRIVATELINK_VALUES", values::serve()?);
    }
    process::run(&mut command, LIMIT)?.expect(0)?;
    Ok(())
}
