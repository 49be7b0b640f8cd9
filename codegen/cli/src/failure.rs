//! Why a run ends early, and the exit code that says so.

use crate::report;
use privatelink_ir::Problem;
use std::io::{self, ErrorKind, Write};

/// Exit code when the inputs have problems or files are out of date.
pub(crate) const PROBLEMS: u8 = 1;

/// Exit code when the command line is wrong, or names something that cannot be read or written.
pub(crate) const WRONG_USAGE: u8 = 2;

/// Why a run ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The user has to change the inputs.
    Problems(Vec<Problem>),
    /// Something is not as it should be, such as a file that is out of date.
    Mismatch {
        /// What, without full stop.
        message: String,
        /// The one change that fixes it.
        help: String,
    },
    /// The user has to change the command line.
    Usage {
        /// What is wrong, without full stop.
        message: String,
        /// The one change that fixes it.
        help: String,
    },
    /// Everything is said; this is the exit code.
    Told(u8),
}

impl Failure {
    /// Something wrong with the command line, or with a file that it names.
    pub(crate) fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::Usage { message: message.into(), help: help.into() }
    }

    /// Tells the user and returns the exit code.
    pub(crate) fn tell(&self, messages: &mut dyn Write) -> u8 {
        let (told, code) = match self {
            Self::Problems(problems) => (report::problems(problems, messages), PROBLEMS),
            Self::Mismatch { message, help } => (report::error(message, help, messages), PROBLEMS),
            Self::Usage { message, help } => (report::error(message, help, messages), WRONG_USAGE),
            Self::Told(code) => (Ok(()), *code),
        };
        // With nobody left to tell, the exit code still does.
        told.map_or(code.max(PROBLEMS), |()| code)
    }
}

impl From<io::Error> for Failure {
    /// Writing to a standard stream failed. A reader that has seen enough, such as `head`, is no failure.
    fn from(error: io::Error) -> Self {
        match error.kind() {
            ErrorKind::BrokenPipe => Self::Told(0),
            _ => Self::usage(
                format!("cannot write the result: {error}"),
                "direct the output to a place that takes it",
            ),
        }
    }
}
