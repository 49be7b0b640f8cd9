//! How a fake engine answers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use privatelink_wire::pulumi::Result as Outcome;
use privatelink_wire::value::Properties;
use tonic::Code;

/// A version of Pulumi, of which engines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u16, pub u16, pub u16);

impl Version {
    /// The first whose engine can be asked to require a version.
    pub const REQUIRES: Self = Self(3, 216, 0);
    /// The first whose engine tells all its features at once, and not one at a time.
    pub const TELLS_FEATURES: Self = Self(3, 231, 0);
    /// The first whose engine marks what a run leaves out, which before had no id and no outputs.
    pub const MARKS_UNKNOWN: Self = Self(3, 256, 0);
    /// The first whose engine looks after what a function has to wait for.
    pub const GATES_FUNCTIONS: Self = Self(3, 256, 0);
}

impl Default for Version {
    fn default() -> Self {
        Self(3, 256, 0)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.0, self.1, self.2)
    }
}

impl FromStr for Version {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let numbers: Option<Vec<u16>> = text.split('.').map(|part| part.parse().ok()).collect();
        match numbers.as_deref() {
            Some([major, minor, patch]) => Ok(Self(*major, *minor, *patch)),
            _ => Err(format!("`{text}` is no version")),
        }
    }
}

/// How a fake engine answers. By default everything succeeds at once, as in an update.
#[derive(Debug, Clone, Default)]
pub struct Behaviour {
    /// Version of the engine.
    pub version: Version,
    /// Nothing exists yet: ids and attributes are unknown.
    pub preview: bool,
    /// How long each registration and each function takes.
    pub delay: Duration,
    /// Attributes of resources by name of the resource, instead of made-up ones. In a preview, these are resources
    /// that exist, and this is what their planned updates show; all others are new.
    pub attributes: BTreeMap<String, Properties>,
    /// Resources whose providers do not repeat what was asked for, by name.
    pub silent: BTreeSet<String>,
    /// Results of functions by token, instead of made-up ones.
    pub functions: BTreeMap<String, Properties>,
    /// Functions that give no result, by token.
    pub refusals: BTreeMap<String, Refusal>,
    /// Resources that are not made, by name.
    pub failures: BTreeMap<String, Failure>,
    /// Resources that are left out of a run that is limited to others, by name.
    pub untargeted: BTreeSet<String>,
    /// The provider that the engine chooses for resources that name none, as `urn::id`; empty if it does not tell.
    pub provider: String,
    /// Features that the engine lacks, by the names of old engines.
    pub lacks: BTreeSet<String>,
}

/// Why a resource is not made.
#[derive(Debug, Clone, Copy)]
pub enum Failure {
    /// The call fails.
    Status(Code, &'static str),
    /// The call succeeds and tells that the resource does not exist.
    Outcome(Outcome),
    /// The call does not end.
    Never,
}

/// How a function gives no result.
#[derive(Debug, Clone, Copy)]
pub enum Refusal {
    /// The call fails.
    Status(Code, &'static str),
    /// The call succeeds and says why there is no result.
    Reason(&'static str),
    /// The call succeeds, and the result is not known yet.
    Unknown,
}

impl Behaviour {
    /// An engine that previews.
    pub fn preview() -> Self {
        Self { preview: true, ..Self::default() }
    }

    /// The same engine, with a resource that is not made.
    #[must_use]
    pub fn failing(mut self, name: &str, failure: Failure) -> Self {
        self.failures.insert(name.to_owned(), failure);
        self
    }

    /// The same engine, with a function that gives no result.
    #[must_use]
    pub fn refusing(mut self, token: &str, refusal: Refusal) -> Self {
        self.refusals.insert(token.to_owned(), refusal);
        self
    }

    /// The same engine, taking this long for each registration.
    #[must_use]
    pub fn taking(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}
