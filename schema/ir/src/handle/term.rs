//! What can be given where a value of a type is wanted: a handle, or a constant.

use super::{Early, Handle, Late, List, Map, Text, When};
use crate::expr::Expr;
use crate::types::Type;
use std::marker::PhantomData;

/// A handle, or a constant that can stand for one.
pub trait Term: Sized {
    /// Its type.
    type Is;
    /// When it is known.
    type When: When;

    /// The expression.
    fn expr(self) -> Expr;

    /// The same as a handle.
    fn handle(self) -> Handle<Self::Is, Self::When> {
        Handle::of(self.expr())
    }
}

impl<T, W: When> Term for Handle<T, W> {
    type Is = T;
    type When = W;

    fn expr(self) -> Expr {
        Self::expr(self)
    }
}

macro_rules! constants {
    ($($constant:ty => $is:ty;)*) => {$(
        impl Term for $constant {
            type Is = $is;
            type When = Early;

            fn expr(self) -> Expr {
                self.into()
            }
        }
    )*};
}

constants! {
    bool => bool;
    i64 => i64;
    &str => Text;
}

/// Says that a value of this type can stand where a `T` is wanted.
pub trait Fits<T> {}

impl Fits<Self> for bool {}
impl Fits<Self> for i64 {}
impl Fits<Self> for Text {}
impl Fits<Self> for Json {}
impl<T, U, V, W> Fits<List<U, W>> for List<T, V> where T: Fits<U> {}
impl<T, U, V, W> Fits<Map<U, W>> for Map<T, V> where T: Fits<U> {}

/// What has a spelling that text can be made of: text, numbers, booleans and words.
pub trait Spelled {}

impl Spelled for bool {}
impl Spelled for i64 {}
impl Spelled for Text {}

/// A type that outputs can have.
pub trait Typed {
    /// The type.
    fn ty() -> Type;
}

impl Typed for bool {
    fn ty() -> Type {
        Type::Bool
    }
}

impl Typed for i64 {
    fn ty() -> Type {
        Type::integer()
    }
}

impl Typed for Text {
    fn ty() -> Type {
        Type::text()
    }
}

impl<T: Typed, V> Typed for List<T, V> {
    fn ty() -> Type {
        Type::list_of(T::ty())
    }
}

impl<T: Typed, V> Typed for Map<T, V> {
    fn ty() -> Type {
        Type::map_of(T::ty())
    }
}

/// Part of a JSON document, such as a policy: made with `json!`.
#[derive(Debug)]
pub enum Json {}

/// An object of a JSON document. `json!` calls it.
pub fn json_object<const N: usize>(entries: [(&str, Expr); N]) -> Handle<Json, Late> {
    Handle::of(crate::expr::object(entries))
}

/// A list of a JSON document. `json!` calls it.
pub fn json_list<const N: usize>(items: [Expr; N]) -> Handle<Json, Late> {
    Handle::of(crate::expr::list(items))
}

/// An object of type `T` that is being made, field by field. Fields that are not set are absent.
#[must_use]
#[derive(Debug)]
pub struct Object<T> {
    entries: Vec<(&'static str, Expr)>,
    of: PhantomData<T>,
}

impl<T> Default for Object<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), of: PhantomData }
    }
}

impl<T> Object<T> {
    /// Sets a field. Derived methods call it.
    pub fn set(mut self, name: &'static str, value: impl Term) -> Self {
        self.entries.push((name, value.expr()));
        self
    }
}

impl<T> Term for Object<T> {
    type Is = T;
    type When = Early;

    fn expr(self) -> Expr {
        Expr::object(self.entries.into_iter().map(|(name, value)| (name.into(), value)).collect())
    }
}
