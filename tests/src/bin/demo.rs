//! Deploys one Pulumi program to an AWS emulator with the real engine, shows what it made, and removes it again.
//!
//! `cargo xtask demo` calls it with the tools in place; its only argument is the folder of the program.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use privatelink_tests::certificate;
use privatelink_tests::emulator::{Emulator, IMAGE, REGION};
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
    let [certificate, key] = step("make a certificate", || certificate::self_signed(&toolchain))?;
    let plain = [("imageId", IMAGE), ("certificate", certificate.as_str())];
    step("configure the stack", || pulumi.configure(&plain, &[("privateKey", &key)]))?;
    writeln!(io::stderr(), "\n$ pulumi up")?;
    pulumi.show_up()?;
    // Resources as a tree, and the outputs.
    shown(&pulumi, &["stack"])?;
    step("pulumi preview --refresh finds nothing to do", || pulumi.assert_unchanged())?;
    shown(&pulumi, &["destroy", "--yes", "--skip-preview", "--suppress-outputs"])?;
    step("the account is empty again", || emulator.assert_empty(&account, REGION))
}

/// Runs a Pulumi command that speaks for itself.
fn shown(pulumi: &Pulumi, arguments: &[&str]) -> Result<(), Failure> {
    writeln!(io::stderr(), "\n$ pulumi {}", arguments.join(" "))?;
    pulumi.show(arguments)
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
