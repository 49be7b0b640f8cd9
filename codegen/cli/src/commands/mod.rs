//! The subcommands, one file each.

mod check;
mod compile;
mod completions;
mod describe;
mod list;

use crate::Streams;
use crate::failure::Failure;

/// What `privatelink` can do.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    List(list::List),
    Describe(describe::Describe),
    Check(check::Check),
    Compile(compile::Compile),
    Completions(completions::Completions),
}

impl Command {
    /// Runs the command to its end.
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<(), Failure> {
        match self {
            Self::List(list::List {}) => list::run(streams),
            Self::Describe(command) => command.run(streams),
            Self::Check(command) => command.run(streams),
            Self::Compile(command) => command.run(streams),
            Self::Completions(command) => command.run(streams),
        }
    }
}
