//! Expressions: everything a property, a condition, a loop, an output or a rule may say.
//!
//! Small and closed. Each backend lowers these fourteen forms and the [`Function`] table; a new one is an event.
//! An expression is shared, never copied: to use one twice costs a counter.

mod builders;
mod combinators;
mod identity;
mod items;
mod path;
mod walk;

pub use builders::*;
pub use identity::{ByIdentity, ByName, Pool};
pub use items::Items;
pub use path::{Path, Step};

use crate::constant::{Constant, Entries};
use crate::function::Function;
use crate::names::{Fact, Name, Slot};
use std::sync::Arc;

/// Which half of a loop element is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Half {
    /// Key of a map entry, or the element itself in a list of text.
    Key,
    /// The element.
    Value,
}

/// A value, or how to get it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expr {
    /// A constant.
    Literal(Constant),
    /// An input of the component.
    Input(Arc<str>),
    /// A value that the graph has a name for: a table, or something that several expressions need.
    Local(&'static str),
    /// A value input that stays open after specialising: a Pulumi input, a `CloudFormation` parameter.
    Hole(Arc<Path>),
    /// A field of an object; null when the object is null.
    Get(Arc<Expr>, Arc<str>),
    /// Key or value of the enclosing loop of this name.
    Variable(&'static str, Half),
    /// An attribute of a node; null when the node's condition is false.
    Attribute {
        /// Label of the node.
        node: &'static str,
        /// Which instance, if the node has a loop.
        key: Option<Arc<Expr>>,
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
    /// A fact about where a slot is.
    Fact(Fact, Slot),
    /// A list.
    List(Arc<Items>),
    /// An object with known keys.
    Object(Arc<Entries<Expr>>),
    /// One of two values.
    If(Arc<Expr>, Arc<Expr>, Arc<Expr>),
    /// A list or map made from each element of another.
    For(Arc<For>),
    /// A pure function of its arguments.
    Call(Function, Arc<[Expr]>),
}

/// A comprehension. Maps are walked in the order of their keys.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct For {
    /// Name of the loop, unique among the loops around it.
    pub name: &'static str,
    /// Map or list that is walked.
    pub over: Expr,
    /// Only elements for which this holds.
    pub condition: Option<Expr>,
    /// Key of each result: the result is a map. `None`: a list. Of several results with one key, the last one counts.
    pub key: Option<Expr>,
    /// Each result.
    pub value: Expr,
}

impl Expr {
    /// Null: an absent value.
    pub const NULL: Self = Self::Literal(Constant::Null);

    /// Whether this is a call that gives true or false, never null.
    pub fn is_condition(&self) -> bool {
        matches!(self, Self::Call(function, _) if function.gives_condition())
    }

    /// A list of these.
    pub fn list(items: Vec<Self>) -> Self {
        Self::List(Arc::new(Items::new(items)))
    }

    /// An object of these entries.
    pub fn object(entries: Vec<(Arc<str>, Self)>) -> Self {
        Self::Object(Arc::new(Entries::new(entries)))
    }

    /// A call.
    pub fn call(function: Function, arguments: impl Into<Arc<[Self]>>) -> Self {
        Self::Call(function, arguments.into())
    }

    /// One of two values.
    pub fn choice(condition: Self, then: Self, otherwise: Self) -> Self {
        Self::If(Arc::new(condition), Arc::new(then), Arc::new(otherwise))
    }

    /// The constant, if it is one.
    pub fn as_constant(&self) -> Option<&Constant> {
        match self {
            Self::Literal(value) => Some(value),
            _ => None,
        }
    }

    /// The text, if it is constant text.
    pub fn as_text(&self) -> Option<&str> {
        self.as_constant().and_then(Constant::as_text)
    }

    /// Whether it is the constant null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Literal(Constant::Null))
    }

    /// Whether it is the constant `true`.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Literal(Constant::Bool(true)))
    }

    /// Whether it is the constant `false`.
    pub fn is_false(&self) -> bool {
        matches!(self, Self::Literal(Constant::Bool(false)))
    }
}

impl From<Constant> for Expr {
    fn from(value: Constant) -> Self {
        Self::Literal(value)
    }
}

impl From<serde_json::Value> for Expr {
    fn from(value: serde_json::Value) -> Self {
        Self::Literal(value.into())
    }
}

impl From<&str> for Expr {
    fn from(text: &str) -> Self {
        Self::Literal(text.into())
    }
}

impl From<bool> for Expr {
    fn from(value: bool) -> Self {
        Self::Literal(value.into())
    }
}

impl From<i64> for Expr {
    fn from(value: i64) -> Self {
        Self::Literal(value.into())
    }
}

impl From<&Expr> for Expr {
    fn from(expr: &Expr) -> Self {
        expr.clone()
    }
}
