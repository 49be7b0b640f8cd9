//! What handles of single values can be asked for: comparisons, choices, conditions, text, numbers.

use super::{Fits, Handle, Late, List, Term, Text, When};
use crate::expr::{self, Expr};
use crate::function::Function;
use crate::names::Fact;
use std::ops;

/// A fact about the account and Region of whatever reads it.
pub fn here(fact: Fact) -> Handle<Text, Late> {
    Handle::of(expr::here(fact))
}

/// A fact about the account and Region of a slot.
pub fn at(slot: &'static str, fact: Fact) -> Handle<Text, Late> {
    Handle::of(expr::at(slot, fact))
}

/// A value that is not there.
pub fn absent<T>() -> Handle<T> {
    Handle::of(Expr::NULL)
}

impl<T, W: When> Handle<T, W> {
    /// Whether this is not null.
    pub fn is_set(self) -> Handle<bool, W> {
        Handle::of(self.expr().is_set())
    }

    /// Whether this is null.
    pub fn is_absent(self) -> Handle<bool, W> {
        !self.is_set()
    }

    /// Whether both are the same.
    pub fn is<O: Term>(self, other: O) -> Handle<bool, W::And<O::When>>
    where
        O::Is: Fits<T>,
    {
        Handle::of(self.expr().equals(other.expr()))
    }

    /// Whether this is one of these.
    pub fn is_one_of<O: Term, const N: usize>(self, others: [O; N]) -> Handle<bool, W::And<O::When>>
    where
        O::Is: Fits<T>,
    {
        Handle::of(expr::list(others.map(Term::expr)).contains(self))
    }

    /// This, or `other` where this is null.
    pub fn or<O: Term>(self, other: O) -> Handle<T, W::And<O::When>>
    where
        O::Is: Fits<T>,
    {
        Handle::of(self.expr().or_else(other.expr()))
    }

    /// This as something that is known late.
    pub fn late(self) -> Handle<T, Late> {
        Handle::of(self)
    }

    /// This as JSON text.
    pub fn to_json(self) -> Handle<Text, Late> {
        Handle::of(self.expr().to_json())
    }
}

impl<W: When> Handle<bool, W> {
    /// Whether `then` is true where this is.
    pub fn implies<O: Term>(self, then: O) -> Handle<bool, W::And<O::When>>
    where
        O::Is: Fits<bool>,
    {
        Handle::of(self.expr().implies(then.expr()))
    }

    /// One of two values.
    #[expect(clippy::type_complexity, reason = "when it is known is computed from its parts")]
    pub fn choose<A: Term, B: Term>(
        self,
        then: A,
        otherwise: B,
    ) -> Handle<A::Is, <W::And<A::When> as When>::And<B::When>>
    where
        B::Is: Fits<A::Is>,
    {
        Handle::of(self.expr().choose(then.expr(), otherwise.expr()))
    }

    /// A value where this is true, else null.
    pub fn then<A: Term>(self, then: A) -> Handle<A::Is, W::And<A::When>> {
        Handle::of(self.expr().then(then.expr()))
    }

    /// A list where this is true, else an empty one.
    pub fn then_all<T, V, O: When>(
        self,
        then: Handle<List<T, V>, O>,
    ) -> Handle<List<T, V>, W::And<O>> {
        Handle::of(self.expr().choose(then, expr::list([])))
    }

    /// A list of one value where this is true, else an empty one.
    pub fn then_one<A: Term>(self, then: A) -> Handle<List<A::Is, A::When>, W> {
        Handle::of(self.expr().choose(expr::list([then.expr()]), expr::list([])))
    }
}

impl<W: When> Handle<Text, W> {
    /// Whether this text has the form of a regular expression.
    pub fn matches<O: Term>(self, regex: O) -> Handle<bool, W::And<O::When>>
    where
        O::Is: Fits<Text>,
    {
        Handle::of(self.expr().matches(regex.expr()))
    }

    /// What this text has before the first separator.
    pub fn before(self, separator: &str) -> Self {
        Self::of(self.expr().before(separator))
    }

    /// This text without what it begins with, if it does.
    pub fn without<O: Term>(self, beginning: O) -> Handle<Text, W::And<O::When>>
    where
        O::Is: Fits<Text>,
    {
        Handle::of(self.expr().without(beginning.expr()))
    }

    /// The subnet of this range whose prefix is longer by `bits`, counted from zero; null if there is none.
    pub fn subnet<O: Term>(self, bits: i64, number: O) -> Handle<Text, W::And<O::When>>
    where
        O::Is: Fits<i64>,
    {
        Handle::of(self.expr().subnet(bits, number.expr()))
    }

    /// The same of a range that may be known late; `own` is how many bits of an address are left to the subnet, which a
    /// template has to be told.
    pub fn planned_subnet<O: Term, P: Term<When = super::Early>>(
        self,
        bits: i64,
        number: O,
        own: P,
    ) -> Handle<Text, W::And<O::When>>
    where
        O::Is: Fits<i64>,
        P::Is: Fits<i64>,
    {
        Handle::of(self.expr().planned_subnet(bits, number.expr(), own.expr()))
    }

    /// The value that this JSON text stands for; null if it is none.
    pub fn from_json<T>(self) -> Handle<T, W> {
        Handle::of(self.expr().from_json())
    }
}

impl<W: When> Handle<i64, W> {
    /// Whether this number is at most the other.
    pub fn at_most<O: Term>(self, other: O) -> Handle<bool, W::And<O::When>>
    where
        O::Is: Fits<i64>,
    {
        Handle::of(self.expr().at_most(other.expr()))
    }

    /// The sum of both numbers.
    pub fn plus<O: Term>(self, other: O) -> Handle<i64, W::And<O::When>>
    where
        O::Is: Fits<i64>,
    {
        Handle::of(expr::list([self.expr(), other.expr()]).sum())
    }

    /// The product of both numbers.
    pub fn times<O: Term>(self, other: O) -> Handle<i64, W::And<O::When>>
    where
        O::Is: Fits<i64>,
    {
        Handle::of(expr::product([self.expr(), other.expr()]))
    }

    /// What is left of a number without this one.
    pub fn taken_from(self, number: i64) -> Self {
        let negative = expr::product([Expr::from(-1), self.expr()]);
        Self::of(expr::list([Expr::from(number), negative]).sum())
    }
}

/// Conditions under one function; those of the same function in the first one are among them.
fn joined(function: Function, first: Expr, second: Expr) -> Expr {
    match first {
        Expr::Call(inner, parts) if inner == function => {
            Expr::Call(function, parts.iter().cloned().chain([second]).collect())
        }
        first => Expr::call(function, [first, second]),
    }
}

impl<W: When, O: When> ops::BitAnd<Handle<bool, O>> for Handle<bool, W> {
    type Output = Handle<bool, W::And<O>>;

    fn bitand(self, other: Handle<bool, O>) -> Self::Output {
        Handle::of(joined(Function::All, self.expr(), other.expr()))
    }
}

impl<W: When, O: When> ops::BitOr<Handle<bool, O>> for Handle<bool, W> {
    type Output = Handle<bool, W::And<O>>;

    fn bitor(self, other: Handle<bool, O>) -> Self::Output {
        Handle::of(joined(Function::Any, self.expr(), other.expr()))
    }
}

impl<W: When> ops::Not for Handle<bool, W> {
    type Output = Self;

    fn not(self) -> Self {
        let condition = self.expr();
        if let Expr::Call(Function::Not, parts) = &condition
            && let [opposite] = &**parts
        {
            return Self::of(opposite);
        }
        Self::of(expr::not(condition))
    }
}

/// True when no more than one of the conditions is.
pub fn at_most_one<W: When, const N: usize>(conditions: [Handle<bool, W>; N]) -> Handle<bool, W> {
    Handle::of(expr::at_most_one(conditions.map(Handle::expr)))
}

/// True when one of the conditions is and no other.
pub fn exactly_one<W: When, const N: usize>(conditions: [Handle<bool, W>; N]) -> Handle<bool, W> {
    Handle::of(expr::exactly_one(conditions.map(Handle::expr)))
}

impl<T: Fits<Text>, W: When> Handle<T, W> {
    /// This word as text.
    pub fn word(self) -> Handle<Text, W> {
        Handle::of(self)
    }
}
