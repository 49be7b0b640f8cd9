//! Expressions: everything a property, a condition, a loop, an output or a rule may say.
//!
//! Small and closed. Each backend lowers these fourteen forms and the [`Function`] table; a new one is an event.
//! Builders below are what components are written with.

mod builders;

pub use builders::*;

use crate::function::Function;
use crate::graph::Name;
use serde_json::Value as Json;

/// A fact about where a deployment runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ambient {
    /// Region, such as `us-east-1`.
    Region,
    /// Account number, twelve digits.
    AccountId,
    /// Partition, such as `aws` or `aws-cn`.
    Partition,
}

/// Which half of a loop element is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Key of a map entry, or the element itself in a list of text.
    Key,
    /// The element.
    Value,
}

/// One step into a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Field of an object.
    Field(String),
    /// Entry of a map.
    Key(String),
    /// Element of a list, from zero.
    Index(usize),
}

/// Where a value stands in the inputs: `listeners["https"].port`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(pub Vec<Step>);

impl Path {
    /// The path one step further in.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// A path of field names.
    pub fn fields(names: &[&str]) -> Self {
        Self(names.iter().map(|name| Step::Field((*name).to_owned())).collect())
    }
}

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if position == 0 => write!(f, "{name}")?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::Key(key) => write!(f, "[\"{key}\"]")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// A value, or how to get it.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// A constant.
    Literal(Json),
    /// An input of the component.
    Input(String),
    /// A value that the graph has a name for: a table, or something that several expressions need.
    Local(&'static str),
    /// A value input that stays open after specialising: a Pulumi input, a `CloudFormation` parameter.
    Hole(Path),
    /// A field of an object; null when the object is null.
    Get(Box<Expr>, String),
    /// Key or value of the enclosing loop of this name.
    Variable(&'static str, Part),
    /// An attribute of a node; null when the node's condition is false.
    Attribute {
        /// Label of the node.
        node: &'static str,
        /// Which instance, if the node has a loop.
        key: Option<Box<Expr>>,
        /// Attribute, as the catalog names it.
        name: Name,
    },
    /// An attribute of every instance of a looped node: map from loop key to attribute.
    Instances {
        /// Label of the node.
        node: &'static str,
        /// Attribute, as the catalog names it.
        name: Name,
    },
    /// A fact about where the deployment runs.
    Ambient(Ambient),
    /// A list.
    List(Vec<Expr>),
    /// An object with known keys.
    Object(Vec<(String, Expr)>),
    /// One of two values.
    If(Box<Expr>, Box<Expr>, Box<Expr>),
    /// A list or map made from each element of another.
    For(Box<For>),
    /// A pure function of its arguments.
    Call(Function, Vec<Expr>),
}

/// A comprehension. Maps are walked in the order of their keys.
#[derive(Clone, Debug, PartialEq)]
pub struct For {
    /// Name of the loop, unique among the loops around it.
    pub name: &'static str,
    /// Map or list that is walked.
    pub over: Expr,
    /// Only elements for which this holds.
    pub condition: Option<Expr>,
    /// Key of each result: the result is a map. `None`: a list.
    pub key: Option<Expr>,
    /// Each result.
    pub value: Expr,
}

impl Expr {
    /// Null: an absent value.
    pub const NULL: Self = Self::Literal(Json::Null);

    /// A field of this object.
    #[must_use]
    pub fn get(self, field: &str) -> Self {
        Self::Get(Box::new(self), field.to_owned())
    }

    /// Whether this is not null.
    #[must_use]
    pub fn is_set(self) -> Self {
        Self::Call(Function::IsSet, vec![self])
    }

    /// Whether both are the same.
    #[must_use]
    pub fn equals(self, other: impl Into<Self>) -> Self {
        Self::Call(Function::Equal, vec![self, other.into()])
    }

    /// This, or `other` when this is null.
    #[must_use]
    pub fn or_else(self, other: impl Into<Self>) -> Self {
        Self::If(Box::new(self.clone().is_set()), Box::new(self), Box::new(other.into()))
    }

    /// `then` if this is true, else `otherwise`.
    #[must_use]
    pub fn choose(self, then: impl Into<Self>, otherwise: impl Into<Self>) -> Self {
        Self::If(Box::new(self), Box::new(then.into()), Box::new(otherwise.into()))
    }

    /// `then` if this is true, else null.
    #[must_use]
    pub fn then(self, then: impl Into<Self>) -> Self {
        self.choose(then, Self::NULL)
    }

    /// How many elements, entries or characters.
    #[must_use]
    pub fn length(self) -> Self {
        Self::Call(Function::Length, vec![self])
    }

    /// Whether this list or map holds nothing.
    #[must_use]
    pub fn is_empty(self) -> Self {
        self.length().equals(0)
    }

    /// Whether this number is at most the other.
    #[must_use]
    pub fn at_most(self, other: impl Into<Self>) -> Self {
        Self::Call(Function::AtMost, vec![self, other.into()])
    }

    /// Whether this list has the element.
    #[must_use]
    pub fn contains(self, element: impl Into<Self>) -> Self {
        Self::Call(Function::Contains, vec![self, element.into()])
    }

    /// The value under a key of this map; null if there is none.
    #[must_use]
    pub fn lookup(self, key: impl Into<Self>) -> Self {
        Self::Call(Function::Lookup, vec![self, key.into()])
    }

    /// Whether this text has the form of a regular expression.
    #[must_use]
    pub fn matches(self, regex: impl Into<Self>) -> Self {
        Self::Call(Function::Matches, vec![self, regex.into()])
    }

    /// Keys of this map, sorted.
    #[must_use]
    pub fn keys(self) -> Self {
        Self::Call(Function::Keys, vec![self])
    }

    /// Values of this map, in the order of its keys.
    #[must_use]
    pub fn values(self) -> Self {
        Self::Call(Function::Values, vec![self])
    }

    /// The elements of this list, each once.
    #[must_use]
    pub fn distinct(self) -> Self {
        Self::Call(Function::Distinct, vec![self])
    }

    /// The elements of this list that stand in it more than once, each once.
    #[must_use]
    pub fn repeated(self) -> Self {
        Self::Call(Function::Repeated, vec![self])
    }

    /// The first text of this list that has the form of a regular expression; null if there is none.
    #[must_use]
    pub fn find(self, regex: impl Into<Self>) -> Self {
        Self::Call(Function::Find, vec![self, regex.into()])
    }

    /// What this text has before the first separator.
    #[must_use]
    pub fn before(self, separator: &str) -> Self {
        Self::Call(Function::Before, vec![self, separator.into()])
    }

    /// This text without what it begins with, if it does.
    #[must_use]
    pub fn without(self, beginning: &str) -> Self {
        Self::Call(Function::Without, vec![self, beginning.into()])
    }

    /// The texts of a list that are one letter away from this one.
    #[must_use]
    pub fn near(self, list: Self) -> Self {
        Self::Call(Function::Near, vec![self, list])
    }

    /// This range of addresses with its first address.
    #[must_use]
    pub fn range(self) -> Self {
        Self::Call(Function::Range, vec![self])
    }

    /// The value that this JSON text stands for; null if it is none.
    #[must_use]
    pub fn from_json(self) -> Self {
        Self::Call(Function::FromJson, vec![self])
    }

    /// This value as JSON text.
    #[must_use]
    pub fn to_json(self) -> Self {
        Self::Call(Function::Json, vec![self])
    }

    /// Direct parts of the expression.
    pub fn children(&self) -> Vec<&Self> {
        match self {
            Self::Literal(_)
            | Self::Input(_)
            | Self::Local(_)
            | Self::Hole(_)
            | Self::Variable(..)
            | Self::Instances { .. }
            | Self::Ambient(_)
            | Self::Attribute { key: None, .. } => Vec::new(),
            Self::Attribute { key: Some(inner), .. } | Self::Get(inner, _) => vec![inner],
            Self::List(items) | Self::Call(_, items) => items.iter().collect(),
            Self::Object(entries) => entries.iter().map(|(_, value)| value).collect(),
            Self::If(condition, then, otherwise) => vec![condition, then, otherwise],
            Self::For(inner) => [&inner.over, &inner.value]
                .into_iter()
                .chain(&inner.condition)
                .chain(&inner.key)
                .collect(),
        }
    }

    /// The expression with each part for which `replace` has another one replaced, outermost first.
    #[must_use]
    pub fn map(&self, replace: &dyn Fn(&Self) -> Option<Self>) -> Self {
        if let Some(other) = replace(self) {
            return other;
        }
        let inner = |part: &Self| Box::new(part.map(replace));
        let all = |parts: &[Self]| parts.iter().map(|part| part.map(replace)).collect();
        match self {
            Self::Get(object, field) => Self::Get(inner(object), field.clone()),
            Self::Attribute { node, key, name } => {
                Self::Attribute { node, key: key.as_deref().map(inner), name: *name }
            }
            Self::List(items) => Self::List(all(items)),
            Self::Call(function, arguments) => Self::Call(*function, all(arguments)),
            Self::Object(entries) => Self::Object(
                entries.iter().map(|(name, value)| (name.clone(), value.map(replace))).collect(),
            ),
            Self::If(condition, then, otherwise) => {
                Self::If(inner(condition), inner(then), inner(otherwise))
            }
            Self::For(outer) => Self::For(Box::new(For {
                name: outer.name,
                over: outer.over.map(replace),
                condition: outer.condition.as_ref().map(|part| part.map(replace)),
                key: outer.key.as_ref().map(|part| part.map(replace)),
                value: outer.value.map(replace),
            })),
            Self::Literal(_)
            | Self::Input(_)
            | Self::Local(_)
            | Self::Hole(_)
            | Self::Variable(..)
            | Self::Instances { .. }
            | Self::Ambient(_) => self.clone(),
        }
    }

    /// Calls `visit` with this expression and every part of it, outermost first.
    pub fn walk<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }
}

impl From<&str> for Expr {
    fn from(text: &str) -> Self {
        Self::Literal(Json::String(text.to_owned()))
    }
}

impl From<bool> for Expr {
    fn from(value: bool) -> Self {
        Self::Literal(Json::Bool(value))
    }
}

impl From<i64> for Expr {
    fn from(value: i64) -> Self {
        Self::Literal(Json::from(value))
    }
}
