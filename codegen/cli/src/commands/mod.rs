//! The subcommands, one file each.

mod check;
mod compile;
mod completions;
mod cost;
mod describe;
mod diagram;
mod list;
mod services;

use crate::Streams;
use crate::failure::Failure;
use crate::report::{Look, Report};

/// What `privatelink` can do.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    List(list::List),
    Services(services::Services),
    Describe(describe::Describe),
    Diagram(diagram::Diagram),
    Cost(cost::Cost),
    Check(check::Check),
    Compile(compile::Compile),
    Completions(completions::Completions),
}

impl Command {
    /// How the command reports what it finds.
    pub(crate) fn report(&self) -> Report {
        match self {
            Self::Services(command) => command.report(),
            Self::Describe(command) => command.report(),
            Self::Diagram(command) => command.report(),
            Self::Cost(command) => command.report(),
            Self::Check(command) => command.report(),
            Self::Compile(command) => command.report(),
            Self::List(_) | Self::Completions(_) => Report::default(),
        }
    }

    /// Runs the command to its end.
    pub(crate) fn run(self, streams: &mut Streams<'_>, look: Look) -> Result<(), Failure> {
        match self {
            Self::List(list::List {}) => list::run(streams),
            Self::Services(command) => command.run(streams),
            Self::Describe(command) => command.run(streams, look),
            Self::Diagram(command) => command.run(streams, look),
            Self::Cost(command) => command.run(streams, look),
            Self::Check(command) => command.run(streams, look),
            Self::Compile(command) => command.run(streams, look),
            Self::Completions(command) => command.run(streams),
        }
    }
}
