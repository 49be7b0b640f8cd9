//! `cargo xtask`: the developer commands of the project.
//!
//! One file per command in [`commands`]. Commands print what they produce on standard output and everything about
//! their progress on standard error, so that output can be piped.

mod blueprints;
mod commands;
mod comparison;
mod components;
mod engines;
mod examples;
mod generated;
#[cfg(unix)]
mod interrupt;
mod package;
mod peers;
mod pictures;
mod prerequisites;
mod progress;
mod protos;
mod run;
mod tools;
mod troubleshooting;
mod workspace;

use clap::Parser;

/// Build, test and generate `privatelink`
///
/// `cargo xtask test` is what continuous integration runs. The first run builds the real Pulumi engine from source
/// and takes a quarter of an hour; what it builds is kept in a cache folder, so later runs, and other clones on the
/// same machine, start at once.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    command: commands::Command,
}

fn main() -> miette::Result<()> {
    Arguments::parse().command.run()
}
