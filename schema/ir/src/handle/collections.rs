//! Lists and maps, and what is made by walking them.

#![expect(clippy::type_complexity, reason = "when results are known is computed from their parts")]

use super::loops::Walk;
use super::{Early, Fits, Handle, Spelled, Term, Text, When, Words};
use crate::expr::{self, Expr};
use crate::function::Function;
use std::marker::PhantomData;
use std::ops;

/// A list of `T`. How many there are is known when the list is; what they are, when `V` says.
#[derive(Debug)]
pub struct List<T, V = Early>(PhantomData<(T, V)>);

/// A map from text to `T`. Its keys are known when the map is; its values, when `V` says.
#[derive(Debug)]
pub struct Map<T, V = Early>(PhantomData<(T, V)>);

/// A list or a map.
pub trait Collection {
    /// Type of the elements.
    type Item;
    /// When elements are known.
    type Known: When;
    /// Whether elements have keys.
    const KEYED: bool;
}

impl<T, V: When> Collection for List<T, V> {
    type Item = T;
    type Known = V;
    const KEYED: bool = false;
}

impl<T, V: When> Collection for Map<T, V> {
    type Item = T;
    type Known = V;
    const KEYED: bool = true;
}

/// A list of these.
pub fn list<T: Term>(items: impl IntoIterator<Item = T>) -> Handle<List<T::Is, T::When>> {
    Handle::of(expr::list(items.into_iter().map(Term::expr)))
}

impl<C: Collection, W: When> Handle<C, W> {
    /// How many elements there are.
    pub fn length(self) -> Handle<i64, W> {
        Handle::of(self.expr().length())
    }

    /// Whether there are no elements.
    pub fn is_empty(self) -> Handle<bool, W> {
        Handle::of(self.expr().is_empty())
    }

    /// Whether there is an element.
    pub fn has_any(self) -> Handle<bool, W> {
        !self.is_empty()
    }

    /// This, or null where it is empty.
    pub fn unless_empty(self) -> Self {
        Self::of(self.has_any().expr().then(self))
    }
}

/// The key of an element, as text: of a list, the element itself.
fn key_of<C: Collection>(walk: &Walk) -> Handle<Text> {
    Handle::of(if C::KEYED { walk.key() } else { expr::text([walk.value()]) })
}

impl<C: Collection, W: When> Handle<C, W> {
    /// One map of the parts of all elements, by `element/part`: the product of a collection and what each element has.
    pub fn product<D: Collection, O: When, R: Term>(
        self,
        parts: impl FnOnce(Handle<Text, W>, Handle<C::Item, W::And<C::Known>>) -> Handle<D, O>,
        entry: impl FnOnce(
            (Handle<Text, W>, Handle<C::Item, W::And<C::Known>>),
            (Handle<Text, O>, Handle<D::Item, O::And<D::Known>>),
        ) -> R,
    ) -> Handle<Map<R::Is, R::When>, W::And<O>> {
        let outer = Walk::begin(self.expr());
        let of = (Handle::of(outer.key()), Handle::of(outer.value()));
        let inner = Walk::begin(parts(of.0, of.1).expr());
        let part = (Handle::of(inner.key()), Handle::of(inner.value()));
        let (first, second) = (key_of::<C>(&outer), key_of::<D>(&inner));
        let key = Words::new().value(first).constant("/").value(second).done();
        let value = entry(of, part).expr();
        let inner = inner.end(Some(key.expr()), value);
        Handle::of(expr::merge(outer.end(None, inner)))
    }
}

/// One element of a walk through a list.
macro_rules! element {
    ($walk:ident) => {
        Handle::of($walk.value())
    };
}

impl<T, V: When, W: When> Handle<List<T, V>, W> {
    /// A list with one result per element.
    pub fn map<R: Term>(
        self,
        make: impl FnOnce(Handle<T, W::And<V>>) -> R,
    ) -> Handle<List<R::Is, R::When>, W> {
        let walk = Walk::begin(self.expr());
        let result = make(element!(walk)).expr();
        Handle::of(walk.end(None, result))
    }

    /// One list of the results of all elements.
    pub fn flat_map<R, RV: When, O: When>(
        self,
        make: impl FnOnce(Handle<T, W::And<V>>) -> Handle<List<R, RV>, O>,
    ) -> Handle<List<R, RV>, W::And<O>> {
        let walk = Walk::begin(self.expr());
        let result = make(element!(walk)).expr();
        Handle::of(expr::flatten(walk.end(None, result)))
    }

    /// A map with one entry per element.
    pub fn to_map<K: Term, R: Term>(
        self,
        make: impl FnOnce(Handle<T, W::And<V>>) -> (K, R),
    ) -> Handle<Map<R::Is, R::When>, W::And<K::When>>
    where
        K::Is: Fits<Text>,
    {
        let walk = Walk::begin(self.expr());
        let (key, value) = make(element!(walk));
        Handle::of(walk.end(Some(key.expr()), value.expr()))
    }

    /// The elements that meet a condition.
    pub fn filter<O: When>(
        self,
        keep: impl FnOnce(Handle<T, W::And<V>>) -> Handle<bool, O>,
    ) -> Handle<List<T, V>, W::And<O>> {
        let walk = Walk::begin(self.expr());
        let condition = keep(element!(walk)).expr();
        let value = walk.value();
        Handle::of(walk.only(condition).end(None, value))
    }

    /// Whether an element meets a condition.
    pub fn any<O: When>(
        self,
        meets: impl FnOnce(Handle<T, W::And<V>>) -> Handle<bool, O>,
    ) -> Handle<bool, W::And<O>> {
        self.filter(meets).has_any()
    }

    /// Whether the list has this element.
    pub fn contains<O: Term>(self, element: O) -> Handle<bool, <W::And<V> as When>::And<O::When>>
    where
        O::Is: Fits<T>,
    {
        Handle::of(self.expr().contains(element.expr()))
    }

    /// The elements that the list has more than once, each once.
    pub fn repeated(self) -> Handle<List<T, V>, W::And<V>> {
        Handle::of(self.expr().repeated())
    }

    /// The elements as words of a message: each in backticks, with commas between; `none` if there are none.
    pub fn quoted(self) -> Handle<Text, W::And<V>>
    where
        T: Spelled,
    {
        Handle::of(self.expr().quoted())
    }

    /// The elements, each once.
    pub fn distinct(self) -> Handle<List<T, V>, W::And<V>> {
        Handle::of(self.expr().distinct())
    }
}

impl<T, V: When, U: When, W: When> Handle<List<Map<T, V>, U>, W> {
    /// All of these maps in one; where several have a key, the last one counts.
    pub fn merged(self) -> Handle<Map<T, V>, W::And<U>> {
        Handle::of(expr::merge(self.expr()))
    }
}

impl<V: When, W: When> Handle<List<i64, V>, W> {
    /// The sum of these numbers.
    pub fn sum(self) -> Handle<i64, W::And<V>> {
        Handle::of(self.expr().sum())
    }
}

impl<V: When, W: When> Handle<List<Text, V>, W> {
    /// The first text that has the form of a regular expression; null if there is none.
    pub fn find<O: Term>(self, regex: O) -> Handle<Text, <W::And<V> as When>::And<O::When>>
    where
        O::Is: Fits<Text>,
    {
        Handle::of(self.expr().find(regex.expr()))
    }

    /// The ranges of this list that contain all of a range.
    pub fn covering<O: Term>(
        self,
        range: O,
    ) -> Handle<List<Text, V>, <W::And<V> as When>::And<O::When>>
    where
        O::Is: Fits<Text>,
    {
        Handle::of(self.expr().covering(range.expr()))
    }

    /// The ranges of this list that share addresses with another one of it, each once.
    pub fn overlapping(self) -> Handle<List<Text, V>, W::And<V>> {
        Handle::of(self.expr().overlapping())
    }

    /// The first text; null if there is none.
    pub fn first(self) -> Handle<Text, W::And<V>> {
        Handle::of(self.expr().find("."))
    }
}

impl<T, V: When, W: When> Handle<Map<T, V>, W> {
    /// A list with one result per entry, in the order of the keys.
    pub fn map<R: Term>(
        self,
        make: impl FnOnce(Handle<Text, W>, Handle<T, W::And<V>>) -> R,
    ) -> Handle<List<R::Is, R::When>, W> {
        let walk = Walk::begin(self.expr());
        let result = make(Handle::of(walk.key()), element!(walk)).expr();
        Handle::of(walk.end(None, result))
    }

    /// One list of the results of all entries.
    pub fn flat_map<R, RV: When, O: When>(
        self,
        make: impl FnOnce(Handle<Text, W>, Handle<T, W::And<V>>) -> Handle<List<R, RV>, O>,
    ) -> Handle<List<R, RV>, W::And<O>> {
        let walk = Walk::begin(self.expr());
        let result = make(Handle::of(walk.key()), element!(walk)).expr();
        Handle::of(expr::flatten(walk.end(None, result)))
    }

    /// A map with the same keys.
    pub fn map_values<R: Term>(
        self,
        make: impl FnOnce(Handle<Text, W>, Handle<T, W::And<V>>) -> R,
    ) -> Handle<Map<R::Is, R::When>, W> {
        let walk = Walk::begin(self.expr());
        let result = make(Handle::of(walk.key()), element!(walk)).expr();
        let key = walk.key();
        Handle::of(walk.end(Some(key), result))
    }

    /// A map with other keys.
    pub fn to_map<K: Term, R: Term>(
        self,
        make: impl FnOnce(Handle<Text, W>, Handle<T, W::And<V>>) -> (K, R),
    ) -> Handle<Map<R::Is, R::When>, W::And<K::When>>
    where
        K::Is: Fits<Text>,
    {
        let walk = Walk::begin(self.expr());
        let (key, value) = make(Handle::of(walk.key()), element!(walk));
        Handle::of(walk.end(Some(key.expr()), value.expr()))
    }

    /// The entries that meet a condition.
    pub fn filter<O: When>(
        self,
        keep: impl FnOnce(Handle<Text, W>, Handle<T, W::And<V>>) -> Handle<bool, O>,
    ) -> Handle<Map<T, V>, W::And<O>> {
        let walk = Walk::begin(self.expr());
        let condition = keep(Handle::of(walk.key()), element!(walk)).expr();
        let (key, value) = (walk.key(), walk.value());
        Handle::of(walk.only(condition).end(Some(key), value))
    }

    /// A list with one result per entry that meets a condition.
    pub fn filter_map<O: When, R: Term>(
        self,
        make: impl FnOnce(Handle<Text, W>, Handle<T, W::And<V>>) -> (Handle<bool, O>, R),
    ) -> Handle<List<R::Is, R::When>, W::And<O>> {
        let walk = Walk::begin(self.expr());
        let (condition, result) = make(Handle::of(walk.key()), element!(walk));
        Handle::of(walk.only(condition.expr()).end(None, result.expr()))
    }

    /// Whether an entry meets a condition.
    pub fn any<O: When>(
        self,
        meets: impl FnOnce(Handle<Text, W>, Handle<T, W::And<V>>) -> Handle<bool, O>,
    ) -> Handle<bool, W::And<O>> {
        self.filter(meets).map(|key, _| key).has_any()
    }

    /// The keys, sorted.
    pub fn keys(self) -> Handle<List<Text>, W> {
        Handle::of(self.expr().keys())
    }

    /// The values, in the order of their keys.
    pub fn values(self) -> Handle<List<T, V>, W> {
        Handle::of(self.expr().values())
    }

    /// Whether there is an entry of this key.
    pub fn has_key<O: Term>(self, key: O) -> Handle<bool, W::And<O::When>>
    where
        O::Is: Fits<Text>,
    {
        Handle::of(self.expr().keys().contains(key.expr()))
    }

    /// The value of this key; null if there is none.
    pub fn lookup<O: Term>(self, key: O) -> Handle<T, <W::And<V> as When>::And<O::When>>
    where
        O::Is: Fits<Text>,
    {
        Handle::of(self.expr().lookup(key.expr()))
    }
}

impl<V: When, W: When> Handle<List<Text, V>, W> {
    /// A map from these keys to the values of another list.
    pub fn zip<T, U: When, O: When>(
        self,
        values: Handle<List<T, U>, O>,
    ) -> Handle<Map<T, U>, <W::And<V> as When>::And<O>> {
        Handle::of(expr::zip(self.expr(), values.expr()))
    }
}

/// Lists one after the other.
impl<T, V: When, U: When, W: When, O: When> ops::Add<Handle<List<T, U>, O>>
    for Handle<List<T, V>, W>
{
    type Output = Handle<List<T, V::And<U>>, W::And<O>>;

    fn add(self, other: Handle<List<T, U>, O>) -> Self::Output {
        Handle::of(together(Function::Concat, self.expr(), other.expr()))
    }
}

/// Maps in one; where both have a key, the second one counts.
impl<T, V: When, U: When, W: When, O: When> ops::Add<Handle<Map<T, U>, O>>
    for Handle<Map<T, V>, W>
{
    type Output = Handle<Map<T, V::And<U>>, W::And<O>>;

    fn add(self, other: Handle<Map<T, U>, O>) -> Self::Output {
        Handle::of(together(Function::Merge, self.expr(), other.expr()))
    }
}

/// Collections under one function; those of the same function in the first one are among them.
fn together(function: Function, first: Expr, second: Expr) -> Expr {
    let mut all = Vec::new();
    match &first {
        Expr::Call(inner, parts) if *inner == function => match parts.first() {
            Some(Expr::List(items)) => all.extend(items.iter().cloned()),
            _ => all.push(first.clone()),
        },
        _ => all.push(first),
    }
    all.push(second);
    Expr::call(function, [Expr::list(all)])
}

/// A map with these keys.
pub fn map<T: Term, const N: usize>(entries: [(&str, T); N]) -> Handle<Map<T::Is, T::When>> {
    Handle::of(expr::object(entries.map(|(key, value)| (key, value.expr()))))
}
