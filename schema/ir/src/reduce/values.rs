//! Lists, maps and objects whose shape is known, and constants out of them.

use crate::expr::{Expr, Step};
use crate::function::sorted;
use serde_json::Value as Json;

/// Keys and values of a known shape, maps in the order of their keys. Key of a list element is its index.
pub(crate) fn entries(expr: &Expr) -> Option<Vec<(Expr, Expr)>> {
    let index = |position: usize| Expr::Literal(Json::from(position));
    match expr {
        Expr::Literal(Json::Null) => Some(Vec::new()),
        Expr::Literal(Json::Array(items)) => Some(
            items
                .iter()
                .enumerate()
                .map(|(position, item)| (index(position), Expr::Literal(item.clone())))
                .collect(),
        ),
        Expr::Literal(object @ Json::Object(_)) => Some(
            sorted(object)
                .into_iter()
                .map(|(key, value)| (key.as_str().into(), Expr::Literal(value.clone())))
                .collect(),
        ),
        Expr::List(items) => {
            Some(items.iter().cloned().enumerate().map(|(at, item)| (index(at), item)).collect())
        }
        Expr::Object(entries) => {
            let mut entries: Vec<_> = entries.iter().collect();
            entries.sort_by_key(|(key, _)| key);
            Some(
                entries
                    .into_iter()
                    .map(|(key, value)| (key.as_str().into(), value.clone()))
                    .collect(),
            )
        }
        _ => None,
    }
}

/// Turns lists and objects of constants into constants, at every depth.
pub(super) fn settle(expr: &Expr) -> Expr {
    match expr {
        Expr::List(items) => list(items.iter().map(settle).collect()),
        Expr::Object(entries) => {
            object(entries.iter().map(|(key, value)| (key.clone(), settle(value))).collect())
        }
        other => other.clone(),
    }
}

/// A list of settled elements; a constant if all of them are.
pub(super) fn list(items: Vec<Expr>) -> Expr {
    match literals(items) {
        Ok(values) => Expr::Literal(Json::Array(values)),
        Err(items) => Expr::List(items),
    }
}

/// An object of settled values; a constant if all of them are.
pub(super) fn object(entries: Vec<(String, Expr)>) -> Expr {
    let (keys, values): (Vec<String>, Vec<Expr>) = entries.into_iter().unzip();
    match literals(values) {
        Ok(values) => Expr::Literal(Json::Object(keys.into_iter().zip(values).collect())),
        Err(values) => Expr::Object(keys.into_iter().zip(values).collect()),
    }
}

/// The values of constants, or the expressions as they were if not all of them are constants.
pub(super) fn literals(items: Vec<Expr>) -> Result<Vec<Json>, Vec<Expr>> {
    if !items.iter().all(|item| matches!(item, Expr::Literal(_))) {
        return Err(items);
    }
    let value = |item| match item {
        Expr::Literal(value) => Some(value),
        _ => None,
    };
    Ok(items.into_iter().filter_map(value).collect())
}

/// A field of a reduced object.
pub(super) fn get(object: Expr, field: &str) -> Expr {
    match object {
        Expr::Literal(value) => Expr::Literal(value.get(field).cloned().unwrap_or(Json::Null)),
        Expr::Object(entries) => entries
            .into_iter()
            .find(|(name, _)| name == field)
            .map_or(Expr::NULL, |(_, value)| settle(&value)),
        Expr::Hole(path) => Expr::Hole(path.then(Step::Field(field.to_owned()))),
        open => Expr::Get(Box::new(open), field.to_owned()),
    }
}
