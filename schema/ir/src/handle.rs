//! Typed handles: inputs, and what is computed from them, with names and types that the compiler knows.
//!
//! `#[derive(Input)]` gives each struct of inputs a handle with a method for each field, so a misspelled field does not
//! compile, and neither does a condition that is known late. A handle is a place in a table of the expressions that one
//! component is made of: to use it twice costs nothing. The table is dropped when the component is built.
//!
//! ```
//! use privatelink_ir::handle::{Condition, Handle, Text, inputs};
//! use privatelink_ir::{Value, expr};
//! use privatelink_macros::Input;
//! use schemars::JsonSchema;
//!
//! #[derive(Input, JsonSchema)]
//! #[schemars(rename_all = "camelCase")]
//! struct Inputs {
//!     is_public: bool,
//!     vpc_id: Option<Value<String>>,
//! }
//!
//! let all: Handle<Inputs> = inputs();
//! let made: Condition = all.is_public() & !all.is_public().implies(all.is_public());
//! assert_eq!(all.vpc_id().expr(), expr::input("vpcId"));
//! ```
//!
//! What is known late is no condition:
//!
//! ```compile_fail,E0308
//! # use privatelink_ir::handle::{Condition, Handle, Text, inputs};
//! # use privatelink_ir::{Value, expr};
//! # use privatelink_macros::Input;
//! # use schemars::JsonSchema;
//! # #[derive(Input, JsonSchema)]
//! # struct Inputs { vpc_id: Option<Value<String>> }
//! # let all: Handle<Inputs> = inputs();
//! let made: Condition = all.vpc_id().is("vpc-1");
//! ```
//!
//! A misspelled field, or a constant of another type, does not compile either:
//!
//! ```compile_fail,E0599
//! # use privatelink_ir::handle::{Handle, inputs};
//! # use privatelink_macros::Input;
//! # use schemars::JsonSchema;
//! # #[derive(Input, JsonSchema)]
//! # struct Inputs { vpc_id: String }
//! # let all: Handle<Inputs> = inputs();
//! all.vpc_ids();
//! ```
//!
//! ```compile_fail,E0277
//! # use privatelink_ir::handle::{Handle, inputs};
//! # use privatelink_macros::Input;
//! # use schemars::JsonSchema;
//! # #[derive(Input, JsonSchema)]
//! # struct Inputs { vpc_id: String }
//! # let all: Handle<Inputs> = inputs();
//! all.vpc_id().is(7);
//! ```

use crate::constant::Constant;
use crate::expr::{self, Expr};
use crate::function::Function;
use crate::rule::{Place, Rule, rule};
use crate::schema::{self, Json, Keyed, Value};
use schemars::JsonSchema;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::ops;
use std::sync::Arc;

thread_local! {
    /// What handles stand for, while a component is built.
    static TABLE: RefCell<Vec<Kept>> = const { RefCell::new(Vec::new()) };
}

/// What a handle stands for.
#[derive(Clone)]
enum Kept {
    /// All inputs of the component.
    Inputs,
    /// An expression.
    Made(Expr),
}

/// Builds something out of handles, which end with it.
pub(crate) fn building<T>(build: impl FnOnce() -> T) -> T {
    let start = TABLE.with_borrow(Vec::len);
    let done = build();
    TABLE.with_borrow_mut(|table| table.truncate(start));
    done
}

/// An expression of type `T`.
///
/// Stays where it was made: it cannot leave the thread, or the function that builds a component.
#[must_use]
pub struct Handle<T, W = Early> {
    index: usize,
    of: PhantomData<(*const T, W)>,
}

/// The handle of a field of this type, in an object that is known when `W` says.
pub type Part<F, W> = Handle<<F as Input>::Is, <W as When>::And<<F as Input>::When>>;

/// A condition: it decides which resources there are, so it is known early.
pub type Condition = Handle<bool, Early>;

impl<T, W> Clone for Handle<T, W> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T, W> Copy for Handle<T, W> {}

/// When something is known.
pub trait When {
    /// When both this and another thing are known.
    type And<Other: When>: When;
}

/// Before anything is deployed.
#[derive(Debug)]
pub enum Early {}

/// While it is deployed.
#[derive(Debug)]
pub enum Late {}

impl When for Early {
    type And<Other: When> = Other;
}

impl When for Late {
    type And<Other: When> = Self;
}

/// Text.
#[derive(Debug)]
pub enum Text {}

/// The type of an input.
pub trait Input {
    /// What handles say it is.
    type Is;
    /// When it is known.
    type When: When;
}

impl Input for bool {
    type Is = Self;
    type When = Early;
}

impl Input for String {
    type Is = Text;
    type When = Early;
}

macro_rules! whole_numbers {
    ($($number:ty)*) => {$(
        impl Input for $number {
            type Is = i64;
            type When = Early;
        }
    )*};
}

whole_numbers! { u8 u16 u32 u64 i32 i64 }

impl<T: Input> Input for Option<T> {
    type Is = T::Is;
    type When = T::When;
}

impl<T: Input> Input for Value<T> {
    type Is = T::Is;
    type When = Late;
}

impl<T: Input> Input for Json<T> {
    type Is = T::Is;
    type When = T::When;
}

impl<T: Input> Input for Vec<T> {
    type Is = Self;
    type When = Early;
}

impl<K, T: Input> Input for Keyed<K, T> {
    type Is = Self;
    type When = Early;
}

/// A constant of type `T`.
pub trait Literal<T> {
    /// The constant.
    fn constant(self) -> Constant;
}

impl Literal<bool> for bool {
    fn constant(self) -> Constant {
        self.into()
    }
}

impl Literal<i64> for i64 {
    fn constant(self) -> Constant {
        self.into()
    }
}

impl Literal<Text> for &str {
    fn constant(self) -> Constant {
        self.into()
    }
}

/// The word that users type for the variant of an enumeration at this position.
pub fn word<T: JsonSchema>(position: usize) -> Constant {
    let schema = schema::of::<T>();
    let words = schema.get("enum").and_then(serde_json::Value::as_array);
    // Variants with documentation of their own are alternatives instead.
    let alternatives = schema.get("oneOf").and_then(serde_json::Value::as_array);
    let of_alternative = || alternatives?.get(position)?.get("const");
    let word = words.and_then(|words| words.get(position)).or_else(of_alternative);
    word.map_or(Constant::Null, Constant::from)
}

impl<T, W> From<Handle<T, W>> for Expr {
    fn from(handle: Handle<T, W>) -> Self {
        handle.expr()
    }
}

/// All inputs of a component.
pub fn inputs<T: Input<Is = T>>() -> Handle<T> {
    Handle::keep(Kept::Inputs)
}

impl<T, W> Handle<T, W> {
    /// An expression of this type. The check of a component says if it has another one, or is known later.
    pub fn of(expr: impl Into<Expr>) -> Self {
        Self::keep(Kept::Made(expr.into()))
    }

    fn keep(kept: Kept) -> Self {
        let index = TABLE.with_borrow_mut(|table| {
            table.push(kept);
            table.len() - 1
        });
        Self { index, of: PhantomData }
    }

    fn kept(self) -> Option<Kept> {
        TABLE.with_borrow(|table| table.get(self.index).cloned())
    }

    /// The expression.
    pub fn expr(self) -> Expr {
        match self.kept() {
            Some(Kept::Made(expr)) => expr,
            // All inputs together are no value.
            Some(Kept::Inputs) | None => Expr::NULL,
        }
    }
}

impl<T, W: When> Handle<T, W> {
    /// A field of this object. Derived methods call it.
    pub fn part<F: Input>(self, name: &str) -> Part<F, W> {
        Handle::of(match self.kept() {
            Some(Kept::Made(expr)) => expr.get(name),
            Some(Kept::Inputs) | None => expr::input(name),
        })
    }

    /// Whether this is not null.
    pub fn is_set(self) -> Handle<bool, W> {
        Handle::of(self.expr().is_set())
    }

    /// Whether this is that constant.
    pub fn is(self, literal: impl Literal<T>) -> Handle<bool, W> {
        Handle::of(self.expr().equals(literal.constant()))
    }

    /// Whether both are the same.
    pub fn same_as<O: When>(self, other: Handle<T, O>) -> Handle<bool, W::And<O>> {
        Handle::of(self.expr().equals(other))
    }

    /// This, or `other` where this is null.
    pub fn or_else<O: When>(self, other: Handle<T, O>) -> Handle<T, W::And<O>> {
        Handle::of(self.expr().or_else(other))
    }

    /// This, or a constant where this is null.
    pub fn or(self, literal: impl Literal<T>) -> Self {
        Self::of(self.expr().or_else(literal.constant()))
    }

    /// An error about this input unless a later [`Rule::must`] holds.
    pub fn rule(self, id: &str) -> Rule {
        Rule { place: place(&self.expr()), ..rule(id, &[]) }
    }
}

/// The steps to an input; those to the element of a loop begin at the element.
fn place(expr: &Expr) -> Vec<Place> {
    match expr {
        Expr::Input(name) => vec![Place::Field(Arc::clone(name))],
        Expr::Get(object, field) => {
            let mut steps = place(object);
            steps.push(Place::Field(Arc::clone(field)));
            steps
        }
        _ => Vec::new(),
    }
}

impl<W: When> Handle<bool, W> {
    /// Whether `then` is true where this is.
    pub fn implies<O: When>(self, then: Handle<bool, O>) -> Handle<bool, W::And<O>> {
        Handle::of(self.expr().implies(then.expr()))
    }

    /// One of two values.
    pub fn choose<T, A: When, B: When>(
        self,
        then: Handle<T, A>,
        otherwise: Handle<T, B>,
    ) -> Handle<T, <W::And<A> as When>::And<B>> {
        Handle::of(self.expr().choose(then, otherwise))
    }

    /// A value where this is true, else null.
    pub fn then<T, O: When>(self, then: Handle<T, O>) -> Handle<T, W::And<O>> {
        Handle::of(self.expr().then(then))
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
        Self::of(expr::not(self.expr()))
    }
}
