//! The commands, one file each.

mod bench;
mod blueprints;
mod demo;
mod generate;
mod package;
pub(crate) mod sdks;
mod setup;
mod test;

use miette::Result;

/// What `cargo xtask` can do.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    Test(test::Test),
    Setup(setup::Setup),
    Generate(generate::Generate),
    Sdks(sdks::Sdks),
    Demo(demo::Demo),
    Blueprints(blueprints::Blueprints),
    Bench(bench::Bench),
    Package(package::Package),
}

impl Command {
    /// Runs the command to its end; an error is for the user to read.
    pub(crate) fn run(self) -> Result<()> {
        match self {
            Self::Test(command) => command.run(),
            Self::Setup(command) => command.run(),
            Self::Generate(command) => command.run(),
            Self::Sdks(command) => command.run(),
            Self::Demo(command) => command.run(),
            Self::Blueprints(command) => command.run(),
            Self::Bench(command) => command.run(),
            Self::Package(command) => command.run(),
        }
    }
}
