//! What an expression can be asked for: fields, comparisons, choices, functions.

use super::Expr;
use super::builders::{any, not};
use crate::function::Function;
use std::sync::Arc;

impl Expr {
    /// A field of this object.
    #[must_use]
    pub fn get(&self, field: &str) -> Self {
        Self::Get(Arc::new(self.clone()), field.into())
    }

    /// Whether this is not null.
    #[must_use]
    pub fn is_set(&self) -> Self {
        self.one(Function::IsSet)
    }

    /// Whether both are the same.
    #[must_use]
    pub fn equals(&self, other: impl Into<Self>) -> Self {
        self.with(Function::Equal, other)
    }

    /// This, or `other` when this is null.
    #[must_use]
    pub fn or_else(&self, other: impl Into<Self>) -> Self {
        self.is_set().choose(self.clone(), other)
    }

    /// `then` if this is true, else `otherwise`.
    #[must_use]
    pub fn choose(&self, then: impl Into<Self>, otherwise: impl Into<Self>) -> Self {
        Self::choice(self.clone(), then.into(), otherwise.into())
    }

    /// `then` if this is true, else null.
    #[must_use]
    pub fn then(&self, then: impl Into<Self>) -> Self {
        self.choose(then, Self::NULL)
    }

    /// Whether `then` is true if this is.
    #[must_use]
    pub fn implies(&self, then: Self) -> Self {
        any([not(self.clone()), then])
    }

    /// How many elements, entries or characters.
    #[must_use]
    pub fn length(&self) -> Self {
        self.one(Function::Length)
    }

    /// Whether this list or map holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> Self {
        self.length().equals(0)
    }

    /// Whether this number is at most the other.
    #[must_use]
    pub fn at_most(&self, other: impl Into<Self>) -> Self {
        self.with(Function::AtMost, other)
    }

    /// Whether this list has the element.
    #[must_use]
    pub fn contains(&self, element: impl Into<Self>) -> Self {
        self.with(Function::Contains, element)
    }

    /// The value under a key of this map; null if there is none.
    #[must_use]
    pub fn lookup(&self, key: impl Into<Self>) -> Self {
        self.with(Function::Lookup, key)
    }

    /// Whether this text has the form of a regular expression.
    #[must_use]
    pub fn matches(&self, regex: impl Into<Self>) -> Self {
        self.with(Function::Matches, regex)
    }

    /// Keys of this map, sorted.
    #[must_use]
    pub fn keys(&self) -> Self {
        self.one(Function::Keys)
    }

    /// Values of this map, in the order of its keys.
    #[must_use]
    pub fn values(&self) -> Self {
        self.one(Function::Values)
    }

    /// The elements of this list, each once.
    #[must_use]
    pub fn distinct(&self) -> Self {
        self.one(Function::Distinct)
    }

    /// The elements of this list that stand in it more than once, each once.
    #[must_use]
    pub fn repeated(&self) -> Self {
        self.one(Function::Repeated)
    }

    /// The elements of this list as words of a message.
    #[must_use]
    pub fn quoted(&self) -> Self {
        self.one(Function::Quoted)
    }

    /// The first text of this list that has the form of a regular expression; null if there is none.
    #[must_use]
    pub fn find(&self, regex: impl Into<Self>) -> Self {
        self.with(Function::Find, regex)
    }

    /// What this text has before the first separator.
    #[must_use]
    pub fn before(&self, separator: &str) -> Self {
        self.with(Function::Before, separator)
    }

    /// This text without what it begins with, if it does.
    #[must_use]
    pub fn without(&self, beginning: impl Into<Self>) -> Self {
        self.with(Function::Without, beginning)
    }

    /// The subnet of this range whose prefix is longer by `bits`, counted from zero; null if there is none.
    #[must_use]
    pub fn subnet(&self, bits: impl Into<Self>, number: impl Into<Self>) -> Self {
        Self::call(Function::Subnet, [self.clone(), bits.into(), number.into()])
    }

    /// The same of a range that may be known late; `own` is how many bits of an address are left to the subnet.
    #[must_use]
    pub fn planned_subnet(
        &self,
        bits: impl Into<Self>,
        number: impl Into<Self>,
        own: impl Into<Self>,
    ) -> Self {
        let arguments = [self.clone(), bits.into(), number.into(), own.into()];
        Self::call(Function::PlannedSubnet, arguments)
    }

    /// The ranges of this list that contain all of a range.
    #[must_use]
    pub fn covering(&self, range: impl Into<Self>) -> Self {
        self.with(Function::Covering, range)
    }

    /// The ranges of this list that share addresses with another one of it, each once.
    #[must_use]
    pub fn overlapping(&self) -> Self {
        self.one(Function::Overlapping)
    }

    /// The sum of this list of whole numbers.
    #[must_use]
    pub fn sum(&self) -> Self {
        self.one(Function::Sum)
    }

    /// How often a whole number fits into this one, rounded down; null if that is zero.
    #[must_use]
    pub fn quotient(&self, divisor: impl Into<Self>) -> Self {
        self.with(Function::Quotient, divisor)
    }

    /// This range of addresses with its first address.
    #[must_use]
    pub fn range(&self) -> Self {
        self.one(Function::Range)
    }

    /// The value that this JSON text stands for; null if it is none.
    #[must_use]
    pub fn from_json(&self) -> Self {
        self.one(Function::FromJson)
    }

    /// This value as JSON text.
    #[must_use]
    pub fn to_json(&self) -> Self {
        self.one(Function::Json)
    }

    fn one(&self, function: Function) -> Self {
        Self::call(function, [self.clone()])
    }

    fn with(&self, function: Function, other: impl Into<Self>) -> Self {
        Self::call(function, [self.clone(), other.into()])
    }
}
