//! The one shape of a diagnostic: what is wrong with which input, and the change that fixes it.

use std::fmt;

/// How much a [`Problem`] weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is deployed until the input changes.
    Error,
    /// The deployment goes on; the user is told.
    Warning,
}

/// Something the user has to change, or should know.
///
/// Messages use the names the user typed, in the spelling of the engine at hand, and read on after
/// the path: `listeners["https"].port` + `is 70000, which is outside 1 to 65535`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Area and phrase, stable and readable, such as `input/unknown`.
    pub id: String,
    /// Weight.
    pub severity: Severity,
    /// Input the problem is about, such as `listeners["https"].port`. Empty when it is about the whole component.
    pub path: String,
    /// What is wrong, to be read after the path. Lower case, no full stop.
    pub message: String,
    /// The one change that removes the problem, as an imperative clause.
    pub help: String,
}

impl Problem {
    /// A problem that stops the deployment.
    pub fn error(
        id: impl Into<String>,
        path: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            severity: Severity::Error,
            path: path.into(),
            message: message.into(),
            help: help.into(),
        }
    }
}

impl fmt::Display for Problem {
    /// One line: path, message, help. Every engine shows this text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}` ", self.path)?;
        }
        write!(f, "{}; {}", self.message, self.help)
    }
}
