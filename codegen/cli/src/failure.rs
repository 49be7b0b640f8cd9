//! Why a run ends early, and the exit code that says so.

use crate::Streams;
use crate::report::{Findings, Look, Report};
use privatelink_ir::Problem;
use std::io::{self, ErrorKind};

/// Exit code when the inputs have problems or files are out of date.
pub(crate) const PROBLEMS: u8 = 1;

/// Exit code when the command line is wrong, or names something that cannot be read or written.
pub(crate) const WRONG_USAGE: u8 = 2;

/// Why a run ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The user has to change the inputs.
    Problems(Findings),
    /// Something is not as it should be, such as a file that is out of date.
    Mismatch(Problem),
    /// The user has to change the command line.
    Usage(Problem),
    /// Everything is shown; this is the exit code.
    Shown(u8),
}

impl Failure {
    /// Something wrong with the command line, or with a file that it names: what, and the one change that fixes it.
    pub(crate) fn usage(id: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage(Problem::error(id, "", message, help))
    }

    /// Shows the user, or the program that asked for it, what is wrong, and returns the exit code.
    pub(crate) fn show(&self, report: &Report, look: Look, streams: &mut Streams<'_>) -> u8 {
        let (shown, code) = match self {
            Self::Problems(findings) => (report.findings(findings, look, streams), PROBLEMS),
            Self::Mismatch(problem) => (report.error(problem, look, streams), PROBLEMS),
            Self::Usage(problem) => (report.error(problem, look, streams), WRONG_USAGE),
            Self::Shown(code) => (Ok(()), *code),
        };
        // With nobody left to read it, the exit code still says so.
        shown.map_or(code.max(PROBLEMS), |()| code)
    }
}

impl From<io::Error> for Failure {
    /// Writing to a standard stream failed. A reader that has seen enough, such as `head`, is no failure.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Shown(0),
            _ => Self::usage(
                "output/unwritable",
                format!("cannot write the result: {error}"),
                "direct the output to a place that takes it",
            ),
        }
    }
}
