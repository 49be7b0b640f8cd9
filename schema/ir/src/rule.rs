//! Rules: what has to hold for the inputs, and what to say when it does not.
//!
//! Engines show a broken rule in their own way, such as a failed `validation` of a Terraform variable: in the same words
//! everywhere.

use crate::engine::{Capability, Engine};
use crate::expr::{Expr, Half, text};
use crate::handle::{Handle, Text};
use crate::problem::Severity;
use std::borrow::Cow;
use std::sync::Arc;

/// One step of the place a rule speaks of.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// Field of an object, in camelCase. The first one names the input.
    Field(Arc<str>),
    /// The entry that the loop of this name is at.
    Entry(&'static str),
    /// The list element that the loop of this name is at.
    Element(&'static str),
}

/// A loop around a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Loop {
    /// Name, for [`crate::expr::key`] and [`crate::expr::value`].
    pub name: &'static str,
    /// Map or list that is walked.
    pub over: Expr,
}

/// Where a rule is written down by whoever made it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Document and chapter: `Elastic Load Balancing User Guide, Listeners`.
    pub title: &'static str,
    /// Where to read it.
    pub url: &'static str,
}

/// Which engines a rule is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Every engine.
    Everywhere,
    /// Those that have a capability.
    With(Capability),
    /// Those that lack it: the rule is about what they cannot do.
    Without(Capability),
}

/// What has to hold, for which input, and the words to use when it does not.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Area and phrase, stable: `listeners/port-twice`.
    pub id: String,
    /// Error, or a warning that lets the deployment go on.
    pub severity: Severity,
    /// Input the rule speaks of.
    pub place: Vec<Place>,
    /// The rule holds for each element of these, outermost first.
    pub loops: Vec<Loop>,
    /// What has to hold: the rule is broken where it is false, and not where it is null. When it depends on a value that is
    /// not known yet, it is decided later.
    pub must: Expr,
    /// What is wrong, to be read after the place.
    pub message: Expr,
    /// The one change that fixes it.
    pub help: Expr,
    /// Whether the rule only repeats a constraint of the input's type.
    pub from_type: bool,
    /// Which engines it is for.
    pub reach: Reach,
    /// Where it is written down; `None` for a rule of the component's own.
    pub source: Option<Source>,
}

/// An error about the input at these fields unless a later [`Rule::must`] holds.
pub fn rule(id: &str, fields: &[&str]) -> Rule {
    Rule {
        id: id.to_owned(),
        severity: Severity::Error,
        place: fields.iter().map(|name| Place::Field((*name).into())).collect(),
        loops: Vec::new(),
        must: Expr::from(true),
        message: Expr::NULL,
        help: Expr::NULL,
        from_type: false,
        reach: Reach::Everywhere,
        source: None,
    }
}

/// What is wrong, to be read after the place.
#[derive(Clone, Debug)]
pub struct Message(Expr);

impl<const N: usize> From<[Expr; N]> for Message {
    fn from(parts: [Expr; N]) -> Self {
        Self(text(parts))
    }
}

impl From<&str> for Message {
    fn from(message: &str) -> Self {
        Self(message.into())
    }
}

impl<W> From<Handle<Text, W>> for Message {
    fn from(message: Handle<Text, W>) -> Self {
        Self(message.expr())
    }
}

impl Rule {
    /// Applies the rule to each entry of the map at the place so far.
    #[must_use]
    pub fn each(mut self, name: &'static str, over: Expr) -> Self {
        self.place.push(Place::Entry(name));
        self.loops.push(Loop { name, over });
        self
    }

    /// Applies the rule to each element of the list at the place so far.
    #[must_use]
    pub fn each_element(mut self, name: &'static str, over: Expr) -> Self {
        self.place.push(Place::Element(name));
        self.loops.push(Loop { name, over });
        self
    }

    /// Goes on to a field of the element the loop is at.
    #[must_use]
    pub fn field(mut self, name: &str) -> Self {
        self.place.push(Place::Field(name.into()));
        self
    }

    /// Says what has to hold.
    #[must_use]
    pub fn must(mut self, must: impl Into<Expr>) -> Self {
        self.must = must.into();
        self
    }

    /// Says that the input at the place may be given only if a condition holds.
    #[must_use]
    pub fn only_with(self, condition: impl Into<Expr>) -> Self {
        let must = self.subject().is_set().implies(condition.into());
        self.must(must)
    }

    /// The input at the place.
    fn subject(&self) -> Expr {
        self.place.iter().fold(Expr::NULL, |object, step| match step {
            Place::Field(name) if object.is_null() => Expr::Input(Arc::clone(name)),
            Place::Field(name) => object.get(name),
            Place::Entry(name) | Place::Element(name) => Expr::Variable(name, Half::Value),
        })
    }

    /// Says what is wrong (read after the place) and the change that fixes it.
    #[must_use]
    pub fn otherwise(mut self, message: impl Into<Message>, help: &str) -> Self {
        self.message = message.into().0;
        self.help = Expr::from(help);
        self
    }

    /// Says where the rule is written down.
    #[must_use]
    pub fn source(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    /// Is for engines that have a capability only.
    #[must_use]
    pub fn on_engines_with(mut self, capability: Capability) -> Self {
        self.reach = Reach::With(capability);
        self
    }

    /// Is for engines that lack a capability only. The message goes on with the engine's reason, after "but", and the
    /// help with what to do instead, after "or".
    #[must_use]
    pub fn on_engines_without(mut self, capability: Capability) -> Self {
        self.reach = Reach::Without(capability);
        self
    }

    /// The rule in the words for an engine; `None` if it is not for that one.
    pub fn on(&self, engine: &Engine) -> Option<Cow<'_, Self>> {
        match self.reach {
            Reach::Everywhere => Some(Cow::Borrowed(self)),
            Reach::With(capability) => engine.has(capability).then_some(Cow::Borrowed(self)),
            Reach::Without(capability) => engine.lack(capability).map(|lack| {
                let mut rule = self.clone();
                rule.message = text([rule.message, ", but ".into(), lack.reason.into()]);
                rule.help = text([rule.help, ", or ".into(), lack.instead.into()]);
                Cow::Owned(rule)
            }),
        }
    }

    /// Lets the deployment go on.
    #[must_use]
    pub fn warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }
}
