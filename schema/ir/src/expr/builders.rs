//! What components are written with: short ways to make expressions.

use super::{Expr, For, Function, Part};

/// An input of the component.
pub fn input(name: &str) -> Expr {
    Expr::Input(name.to_owned())
}

/// A value that the graph has this name for.
pub fn local(name: &'static str) -> Expr {
    Expr::Local(name)
}

/// Key of the enclosing loop of this name. The loop of a node is called [`EACH`].
pub fn key(name: &'static str) -> Expr {
    Expr::Variable(name, Part::Key)
}

/// Value of the enclosing loop of this name. The loop of a node is called [`EACH`].
pub fn value(name: &'static str) -> Expr {
    Expr::Variable(name, Part::Value)
}

/// Name of a node's own loop.
pub const EACH: &str = "each";

/// A list.
pub fn list(items: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::List(items.into_iter().collect())
}

/// An object.
pub fn object<const N: usize>(entries: [(&str, Expr); N]) -> Expr {
    Expr::Object(entries.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// One list out of several.
pub fn concat(lists: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(Function::Concat, vec![list(lists)])
}

/// One list out of a list of lists.
pub fn flatten(lists: Expr) -> Expr {
    Expr::Call(Function::Concat, vec![lists])
}

/// One map out of a list of maps; later ones win.
pub fn merge(maps: Expr) -> Expr {
    Expr::Call(Function::Merge, vec![maps])
}

/// A map out of a list of keys and a list of values.
pub fn zip(keys: Expr, values: Expr) -> Expr {
    Expr::Call(Function::Zip, vec![keys, values])
}

/// Text out of parts; null if a part is null.
pub fn text(parts: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(Function::Text, parts.into_iter().collect())
}

/// True when every part is.
pub fn all(parts: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(Function::All, parts.into_iter().collect())
}

/// True when any part is.
pub fn any(parts: impl IntoIterator<Item = Expr>) -> Expr {
    Expr::Call(Function::Any, parts.into_iter().collect())
}

/// The opposite.
pub fn not(condition: Expr) -> Expr {
    Expr::Call(Function::Not, vec![condition])
}

/// A list with one result per element.
pub fn for_list(name: &'static str, over: Expr, value: Expr) -> Expr {
    Expr::For(Box::new(For { name, over, condition: None, key: None, value }))
}

/// A list with one result per element for which `condition` holds.
pub fn for_list_if(name: &'static str, over: Expr, condition: Expr, value: Expr) -> Expr {
    Expr::For(Box::new(For { name, over, condition: Some(condition), key: None, value }))
}

/// A map with one entry per element for which `condition` holds.
pub fn for_map_if(name: &'static str, over: Expr, condition: Expr, key: Expr, value: Expr) -> Expr {
    Expr::For(Box::new(For { name, over, condition: Some(condition), key: Some(key), value }))
}

/// A map with one entry per element.
pub fn for_map(name: &'static str, over: Expr, key: Expr, value: Expr) -> Expr {
    Expr::For(Box::new(For { name, over, condition: None, key: Some(key), value }))
}
