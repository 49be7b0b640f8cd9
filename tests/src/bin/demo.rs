//! Deploys one Pulumi program to an AWS emulator with the real engine, shows what it made, and removes it again.
//!
//! `cargo xtask demo` calls it with the tools in place; its only argument is the folder of the program.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::toolchain::Toolchain;

fn main() -> ExitCode {
    let outcome = std::env::args_os()
        .nth(1)
        .ok_or_else(|| Failure::new("name the folder of a Pulumi program"))
        .and_then(|program| demonstrate(&PathBuf::from(program)));
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // Nobody is left to tell when standard error is closed.
            let _ = writeln!(io::stderr(), "error: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn demonstrate(program: &Path) -> Result<(), Failure> {
    let toolchain = Toolchain::find()?;
    let emulator = step("start the AWS emulator", || Emulator::start(&toolchain))?;
    let account = emulator.account();
    let pulumi = step("create a stack", || Pulumi::new(&toolchain, &account, program))?;
    step("pulumi up", || pulumi.up())?;
    let tree = pulumi.command(&["stack"])?.expect(0)?;
    let outputs = pulumi.outputs()?;
    writeln!(io::stdout(), "\n{}\nOutputs: {outputs:#}\n", tree.stdout.trim_end())?;
    step("pulumi preview --refresh finds nothing to do", || pulumi.assert_unchanged())?;
    step("pulumi destroy", || pulumi.destroy())?;
    step("the account is empty again", || emulator.assert_empty(&account, REGION))
}

/// Does one thing and says how long it took.
fn step<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    let mut stderr = io::stderr();
    write!(stderr, "{name} ... ")?;
    let started = Instant::now();
    let outcome = work();
    let end = if outcome.is_ok() { "done" } else { "failed" };
    writeln!(stderr, "{end} in {:.1} s", started.elapsed().as_secs_f64())?;
    outcome
}
