//! The command `privatelink`: what it does, without a process around it.
//!
//! ```
//! use privatelink_cli::{Streams, run};
//! let (mut output, mut messages) = (Vec::new(), Vec::new());
//! let mut streams =
//!     Streams { input: &mut std::io::empty(), output: &mut output, messages: &mut messages };
//! assert_eq!(run(["privatelink", "list"], &mut streams), 0);
//! assert!(String::from_utf8_lossy(&output).contains("PrivateLinkService"));
//! ```

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "tests may fail"))]

mod commands;
mod component;
mod failure;
mod inputs;
mod report;

pub use report::Look;

use clap::Parser;
use clap::error::ErrorKind;
use failure::Failure;
use report::Report;
use std::ffi::OsString;
use std::io::{Read, Write};

/// Exit code of a run that found nothing wrong.
const FINE: u8 = 0;

/// AWS PrivateLink patterns for Pulumi, Terraform and CloudFormation
///
/// A component is defined once; this command writes it down for an engine and checks inputs before any engine runs.
#[derive(Parser)]
// Whether clap can measure terminals depends on what else is built; the help is the same everywhere.
#[command(name = "privatelink", version, after_long_help = EXAMPLES, term_width = 0)]
struct Arguments {
    #[command(subcommand)]
    command: commands::Command,
}

const EXAMPLES: &str = "\
Examples:
  privatelink list
  privatelink services ecr.dkr
  privatelink describe PrivateLinkService
  privatelink diagram PrivateLinkService --output service.svg
  privatelink cost PrivateLinkConsumer inputs.yaml --gb 500
  privatelink check PrivateLinkService inputs.yaml
  privatelink compile PrivateLinkService --target terraform --out modules/private_link_service

Exit codes:
  0  nothing is wrong
  1  the inputs have problems, or files are out of date
  2  the command line is wrong, or names a file that cannot be read or written";

/// Where a run reads from and writes to.
pub struct Streams<'a> {
    /// What `-` stands for among input files.
    pub input: &'a mut dyn Read,
    /// Results.
    pub output: &'a mut dyn Write,
    /// Problems and progress.
    pub messages: &'a mut dyn Write,
}

/// Runs the command line, its first argument the name of the program, and returns the exit code.
pub fn run<I, T>(arguments: I, streams: &mut Streams<'_>) -> u8
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    run_with(arguments, streams, Look::default())
}

/// Runs the command line as [`run`] does, with messages that look like this.
pub fn run_with<I, T>(arguments: I, streams: &mut Streams<'_>, look: Look) -> u8
where
    I: IntoIterator<Item = T>,
    T: Into<OsString> + Clone,
{
    let (report, outcome) = match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command }) => (command.report(), command.run(streams, look)),
        Err(error) => (Report::default(), Err(explain(&error, streams))),
    };
    match outcome {
        Ok(()) => FINE,
        Err(failure) => failure.show(&report, look, streams),
    }
}

/// Shows help where it was asked for, and what is wrong with the command line where it is.
fn explain(error: &clap::Error, streams: &mut Streams<'_>) -> Failure {
    let text = error.render();
    let asked = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let written =
        if asked { write!(streams.output, "{text}") } else { write!(streams.messages, "{text}") };
    match written {
        Err(error) => error.into(),
        Ok(()) if asked => Failure::Shown(FINE),
        Ok(()) => Failure::Shown(failure::WRONG_USAGE),
    }
}
