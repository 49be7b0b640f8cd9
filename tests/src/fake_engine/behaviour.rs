//! How a fake engine answers.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use privatelink_wire::pulumi::Result as Outcome;
use privatelink_wire::value::Properties;
use tonic::Code;

/// How a fake engine answers. By default everything succeeds at once, as in an update.
#[derive(Debug, Clone, Default)]
pub struct Behaviour {
    /// Nothing exists yet: ids and attributes are unknown.
    pub preview: bool,
    /// How long each registration and each function takes.
    pub delay: Duration,
    /// Attributes of resources by name of the resource, instead of made-up ones.
    pub attributes: BTreeMap<String, Properties>,
    /// Results of functions by token, instead of made-up ones.
    pub functions: BTreeMap<String, Properties>,
    /// Resources that are not made, by name.
    pub failures: BTreeMap<String, Failure>,
    /// Resources that are left out of a run that is limited to others, by name.
    pub untargeted: BTreeSet<String>,
    /// The engine is from before 3.231 and tells one feature at a time.
    pub old: bool,
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

    /// The same engine, taking this long for each registration.
    #[must_use]
    pub fn taking(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }
}
