//! What components are written with: short ways to make expressions.

use super::{Expr, For, Function, Half};
use crate::names::{Fact, Slot};
use std::sync::Arc;

/// An input of the component.
pub fn input(name: &str) -> Expr {
    Expr::Input(name.into())
}

/// A value that the graph has this name for.
pub fn local(name: &'static str) -> Expr {
    Expr::Local(name)
}

/// A fact about the slot of whatever reads it: of the node it is a property of; of an output, the default one.
pub fn here(fact: Fact) -> Expr {
    Expr::Fact(fact, Slot::Here)
}

/// A fact about the slot of this name.
pub fn at(slot: &'static str, fact: Fact) -> Expr {
    Expr::Fact(fact, Slot::Named(slot))
}

/// Key of the enclosing loop of this name. The loop of a node is called [`EACH`].
pub fn key(name: &'static str) -> Expr {
    Expr::Variable(name, Half::Key)
}

/// Value of the enclosing loop of this name. The loop of a node is called [`EACH`].
pub fn value(name: &'static str) -> Expr {
    Expr::Variable(name, Half::Value)
}

/// Name of a node's own loop.
pub const EACH: &str = "each";

/// A list.
pub fn list(items: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::list(items.into_iter().collect())
}

/// An object.
pub fn object<const N: usize>(entries: [(&str, Expr); N]) -> Expr {
    Expr::object(entries.into_iter().map(|(name, value)| (name.into(), value)).collect())
}

/// One list out of several.
pub fn concat(lists: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::call(Function::Concat, [list(lists)])
}

/// One list out of a list of lists.
pub fn flatten(lists: Expr) -> Expr {
    Expr::call(Function::Concat, [lists])
}

/// One map out of a list of maps; later ones win.
pub fn merge(maps: Expr) -> Expr {
    Expr::call(Function::Merge, [maps])
}

/// A map out of a list of keys and a list of values.
pub fn zip(keys: Expr, values: Expr) -> Expr {
    Expr::call(Function::Zip, [keys, values])
}

/// Text out of parts; null if a part is null.
pub fn text(parts: impl IntoIterator<Item = Expr>) -> Expr {
    variadic(Function::Text, parts)
}

/// True when every part is.
pub fn all(parts: impl IntoIterator<Item = Expr>) -> Expr {
    variadic(Function::All, parts)
}

/// True when any part is.
pub fn any(parts: impl IntoIterator<Item = Expr>) -> Expr {
    variadic(Function::Any, parts)
}

/// The opposite.
pub fn not(condition: Expr) -> Expr {
    Expr::call(Function::Not, [condition])
}

/// True when no more than one of the conditions is.
pub fn at_most_one<const N: usize>(conditions: [Expr; N]) -> Expr {
    if N == 2 { not(all(conditions)) } else { chosen(conditions).length().at_most(1) }
}

/// True when one of the conditions is and no other.
pub fn exactly_one<const N: usize>(conditions: [Expr; N]) -> Expr {
    if let [first, second] = conditions.as_slice() {
        return first.equals(not(second.clone()));
    }
    chosen(conditions).length().equals(1)
}

/// Those of the conditions that are true.
fn chosen(conditions: impl IntoIterator<Item = Expr>) -> Expr {
    let condition = || Expr::Variable("chosen", Half::Value);
    for_list_if("chosen", list(conditions), condition(), condition())
}

/// The product of whole numbers.
pub fn product(factors: impl IntoIterator<Item = Expr>) -> Expr {
    variadic(Function::Product, factors)
}

fn variadic(function: Function, parts: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(function, parts.into_iter().collect())
}

/// A list with one result per element.
pub fn for_list(name: &'static str, over: Expr, value: Expr) -> Expr {
    comprehension(For { name, over, condition: None, key: None, value })
}

/// A list with one result per element for which `condition` holds.
pub fn for_list_if(name: &'static str, over: Expr, condition: Expr, value: Expr) -> Expr {
    comprehension(For { name, over, condition: Some(condition), key: None, value })
}

/// A map with one entry per element for which `condition` holds.
pub fn for_map_if(name: &'static str, over: Expr, condition: Expr, key: Expr, value: Expr) -> Expr {
    comprehension(For { name, over, condition: Some(condition), key: Some(key), value })
}

/// A map with one entry per element.
pub fn for_map(name: &'static str, over: Expr, key: Expr, value: Expr) -> Expr {
    comprehension(For { name, over, condition: None, key: Some(key), value })
}

fn comprehension(inner: For) -> Expr {
    Expr::For(Arc::new(inner))
}
