//! Why something is not in a template: a [`Refusal`] becomes a problem of the input it comes from.

use privatelink_ir::{Expr, Path, Problem, Severity};
use serde_json::Value as Json;

/// A tree, or why there is none.
pub(super) type Lowered = Result<Json, Refusal>;

/// Id of problems about what no template has.
pub(super) const ABSENT: &str = "cloudformation/absent";

/// Something that a template cannot express or does not have.
#[derive(Clone, Debug)]
pub(super) struct Refusal {
    input: Option<Path>,
    /// Fields between the property and the value to blame, outermost first.
    fields: Vec<&'static str>,
    why: Why,
}

#[derive(Clone, Debug)]
enum Why {
    /// There is no function for what an expression does, to be read after the input in it.
    NoFunction(&'static str),
    /// The value itself is at fault, in words of its own.
    Value { id: &'static str, message: String, help: String },
    /// It reads an attribute that CloudFormation only sets.
    OnlySet,
    /// It reads what no template has.
    Unavailable { message: String, help: String },
}

impl Refusal {
    fn new(input: Option<Path>, why: Why) -> Self {
        Self { input, fields: Vec::new(), why }
    }

    /// What an expression does, to be read after the input in it.
    pub(super) fn of(expr: &Expr, what: &'static str) -> Self {
        Self::new(first_hole(expr), Why::NoFunction(what))
    }

    /// What is wrong with a value, and the one change that helps.
    pub(super) fn value(
        expr: &Expr,
        id: &'static str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let why = Why::Value { id, message: message.into(), help: help.into() };
        Self::new(first_hole(expr), why)
    }

    /// A value is given for a property that templates do not have.
    pub(super) fn absent(expr: &Expr, message: &str, help: &str) -> Self {
        let input = match expr {
            Expr::Hole(path) => Some((**path).clone()),
            // Some part of the value may be open, but it is its being there that is wrong.
            _ => None,
        };
        let message = format!("cannot be in a template: {message}");
        Self::new(input, Why::Value { id: ABSENT, message, help: help.to_owned() })
    }

    /// An attribute is read that is only set.
    pub(super) fn not_read() -> Self {
        Self::new(None, Why::OnlySet)
    }

    /// A resource is read that no template makes.
    pub(super) fn unplaced(message: &str, help: &str) -> Self {
        let (message, help) = (message.to_owned(), help.to_owned());
        Self::new(None, Why::Unavailable { message, help })
    }

    /// An attribute is read that no template has.
    pub(super) fn unavailable(message: &str) -> Self {
        Self::unplaced(message, "read it from AWS, or deploy this with Terraform or Pulumi")
    }

    /// The same, of a field of the property.
    #[must_use]
    pub(super) fn within(mut self, field: &'static str) -> Self {
        self.fields.insert(0, field);
        self
    }

    /// Fields between the property and the value to blame.
    pub(super) fn fields(&self) -> &[&'static str] {
        &self.fields
    }

    /// Whether a value is wrong because it is there at all.
    pub(super) fn is_of_presence(&self) -> bool {
        matches!(self.why, Why::Value { id: ABSENT, .. })
    }

    /// Whether it is only that something is not there to be read.
    pub(super) fn is_unavailable(&self) -> bool {
        matches!(self.why, Why::Unavailable { .. })
    }

    /// The problem; about the resource or output `label` if neither an open input nor `input` is to blame.
    pub(super) fn problem(self, label: &str, input: Option<String>) -> Problem {
        let open = self.input.map(|path| path.to_string());
        match self.why {
            Why::NoFunction(what) => {
                let message =
                    format!("{what} in `{label}`, which CloudFormation has no function for");
                not_expressible(open, label, message)
            }
            Why::OnlySet => {
                let message = format!("is read in `{label}`, but CloudFormation can only set it");
                not_expressible(open, label, message)
            }
            Why::Value { id, message, help } => {
                let path = open.or(input).unwrap_or_else(|| label.to_owned());
                Problem::error(id, path, message, help)
            }
            Why::Unavailable { message, help } => {
                Problem::error(ABSENT, label, format!("cannot be in a template: {message}"), help)
            }
        }
    }

    /// A warning that the output `label` is left out for it.
    pub(super) fn left_out(self, label: &str) -> Problem {
        let why = match &self.why {
            Why::Unavailable { message, .. } | Why::Value { message, .. } => message.clone(),
            Why::NoFunction(what) => format!("it {what}"),
            Why::OnlySet => "it reads what CloudFormation can only set".to_owned(),
        };
        Problem {
            id: "cloudformation/no-output".to_owned(),
            severity: Severity::Warning,
            message: format!("is left out of the template: {why}"),
            ..self.problem(label, None)
        }
    }
}

/// About an open input, or else about `label`.
fn not_expressible(open: Option<String>, label: &str, message: String) -> Problem {
    let path = open.unwrap_or_else(|| label.to_owned());
    let help = "deploy this with Terraform or Pulumi";
    Problem::error("cloudformation/not-expressible", path, message, help)
}

/// The first open input in an expression.
pub(super) fn first_hole(expr: &Expr) -> Option<Path> {
    let mut found = None;
    expr.walk(&mut |part| {
        if let (Expr::Hole(path), None) = (part, &found) {
            found = Some((**path).clone());
        }
    });
    found
}
