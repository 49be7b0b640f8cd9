//! Typed handles: inputs, and what is computed from them, with names and types that the compiler knows.
//!
//! `#[derive(Input)]` gives each struct of inputs a handle with a method for each field, so a misspelled field does not
//! compile, and neither does a condition that is known late. A handle is a place in a table of the expressions that one
//! component is made of: to use it twice costs nothing. The table is dropped when the component is built.
//!
//! ```
//! use privatelink_ir::handle::{Condition, Handle, inputs};
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
//! # use privatelink_ir::handle::{Condition, Handle, inputs};
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

mod collections;
mod draft;
mod loops;
mod resource;
mod rules;
mod term;
mod values;
mod words;

pub use collections::{Collection, List, Map, list, map};
pub(crate) use draft::graph;
pub use draft::{Define, Draft, Shown};
pub use resource::{All, Awaited, Each, One, Reading, Resource};
pub use rules::{Way, each_rule, one_of};
pub use term::{Fits, Json as Document, Object, Spelled, Term, Typed, json_list, json_object};
pub use values::{absent, at, at_most_one, exactly_one, here};
pub use words::Words;

use crate::expr::{self, Expr};
use crate::schema::{Json, Keyed, Value};
use std::cell::RefCell;
use std::marker::PhantomData;

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
    index: u32,
    of: PhantomData<(*const T, W)>,
}

/// The handle of a field of this type, in an object that is known when `W` says.
pub type FieldOf<F, W> = Handle<<F as Input>::Is, <W as When>::And<<F as Input>::When>>;

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

    /// Reads every field and makes every variant, for the compiler: inputs are read by their schema and never filled.
    #[doc(hidden)]
    fn touch(&self) {}
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
    type Is = List<T::Is, T::When>;
    type When = Early;
}

impl<K, T: Input> Input for Keyed<K, T> {
    type Is = Map<T::Is, T::When>;
    type When = Early;
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
            let index = u32::try_from(table.len()).unwrap_or(u32::MAX);
            table.push(kept);
            index
        });
        Self { index, of: PhantomData }
    }

    fn kept(self) -> Option<Kept> {
        TABLE.with_borrow(|table| table.get(usize::try_from(self.index).ok()?).cloned())
    }

    /// The expression.
    pub fn expr(self) -> Expr {
        match self.kept() {
            Some(Kept::Made(expr)) => expr,
            // All inputs together are no value.
            Some(Kept::Inputs) | None => Expr::NULL,
        }
    }

    /// A field of this object, by the name that users type. Derived methods call it.
    pub fn part<F: Input>(self, name: &str) -> FieldOf<F, W>
    where
        W: When,
    {
        Handle::of(match self.kept() {
            Some(Kept::Made(expr)) => expr.get(name),
            Some(Kept::Inputs) | None => expr::input(name),
        })
    }
}
