//! Inputs as a user gives them, and what a check of them finds.

use crate::constant::Constant;
use crate::expr::{Expr, Path};
use crate::plaintexts::Plaintexts;
use crate::problem::{Problem, Severity};
use crate::types::Type;
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A value as the user gave it.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A known scalar; null counts as absent.
    Plain(Constant),
    /// A value that must keep its identity: not known yet, or secret, or with dependencies.
    Open {
        /// The value, if it is known.
        known: Option<Constant>,
        /// Whether it must not be shown.
        secret: bool,
    },
    /// A list.
    List(Vec<Given>),
    /// An object or a map.
    Object(Vec<(Arc<str>, Given)>),
}

impl Given {
    /// The inputs that a JSON object holds; none if it is none.
    pub fn inputs(object: &Json) -> Vec<(Arc<str>, Self)> {
        match Self::from(object) {
            Self::Object(entries) => entries,
            _ => Vec::new(),
        }
    }
}

impl From<&Json> for Given {
    fn from(value: &Json) -> Self {
        match value {
            Json::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Json::Object(entries) => Self::Object(
                entries.iter().map(|(key, value)| (key.as_str().into(), value.into())).collect(),
            ),
            scalar => Self::Plain(scalar.into()),
        }
    }
}

impl From<&Constant> for Given {
    fn from(value: &Constant) -> Self {
        match value {
            Constant::List(items) => Self::List(items.iter().map(Self::from).collect()),
            Constant::Object(entries) => Self::Object(
                entries.iter().map(|(key, value)| (Arc::clone(key), value.into())).collect(),
            ),
            scalar => Self::Plain(scalar.clone()),
        }
    }
}

/// A value input that stays open.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Where it stands.
    pub path: Arc<Path>,
    /// Type.
    pub ty: Type,
    /// What it is.
    pub doc: String,
    /// Whether it has to be given.
    pub required: bool,
    /// Value when it is not given.
    pub default: Option<Constant>,
}

/// Problems that are kept.
const MOST: usize = 5_000;

/// Inputs with defaults, or what is wrong with them.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Inputs for [`specialise`](crate::specialise()).
    pub inputs: BTreeMap<Arc<str>, Expr>,
    /// What is wrong, and warnings; the first 5,000.
    pub problems: Vec<Problem>,
    /// Structural inputs whose value is not known yet. They stay open, like values: unless one
    /// [decides](crate::deciding), the resources can be told.
    pub undecided: Vec<Arc<Path>>,
    /// Structural inputs that are secret, known or not. They stay open too. They may decide, but no name may be made of them.
    pub secret: Vec<Arc<Path>>,
    /// What those come to that are known, for [`specialise_revealing`](crate::specialise_revealing()).
    pub plaintexts: Plaintexts,
    /// Structural inputs that are known although they come from elsewhere: so do the resources they decide about.
    pub decided: Vec<Arc<Path>>,
    /// Value inputs that stay open, in the order of the definition. None unless the engine [leaves values
    /// open](crate::Engine::leaves_open).
    pub open: Vec<Open>,
    /// Rules that an open input decides: what must hold, and the problem otherwise. None unless the engine leaves values
    /// open.
    pub open_rules: Vec<(Expr, Problem)>,
}

impl Checked {
    /// Adds a problem, unless there are more than anybody could use. An error is among them if there is one.
    pub(super) fn report(&mut self, problem: Problem) {
        let has_room = self.problems.len() < MOST;
        let is_first = problem.severity == Severity::Error
            && self.problems.last().is_some_and(|last| last.severity == Severity::Warning);
        if has_room || is_first {
            self.problems.push(problem);
        }
    }

    /// Whether anything stops the deployment.
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|problem| problem.severity == Severity::Error)
    }
}
