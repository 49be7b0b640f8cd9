//! Calls of functions, computed as far as their arguments are known.

use super::values::{entries, list, literals, object, settle};
use crate::expr::Expr;
use crate::function::Function;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Computes a call as far as its arguments are known.
pub(super) fn call(function: Function, arguments: Vec<Expr>) -> Expr {
    match literals(arguments) {
        Ok(values) => Expr::Literal(function.apply(&values)),
        Err(open) => partial(function, &open).unwrap_or(Expr::Call(function, open)),
    }
}

/// What can be said although an argument is open.
fn partial(function: Function, arguments: &[Expr]) -> Option<Expr> {
    let first = arguments.first()?;
    match function {
        Function::Equal => {
            (first == arguments.get(1)? && !matches!(first, Expr::Literal(_))).then(|| true.into())
        }
        Function::Length | Function::Keys | Function::Values => {
            let parts = entries(first)?;
            Some(match function {
                Function::Length => Expr::Literal(Json::from(parts.len())),
                Function::Keys => {
                    settle(&Expr::List(parts.into_iter().map(|(key, _)| key).collect()))
                }
                _ => settle(&Expr::List(parts.into_iter().map(|(_, value)| value).collect())),
            })
        }
        Function::Lookup if entries(first).is_some_and(|all| all.is_empty()) => Some(Expr::NULL),
        Function::Lookup => match (first, arguments.get(1)?) {
            (Expr::Object(entries), Expr::Literal(Json::String(key))) => Some(
                entries
                    .iter()
                    .find(|(name, _)| name == key)
                    .map_or(Expr::NULL, |(_, value)| value.clone()),
            ),
            _ => None,
        },
        Function::Concat => {
            let mut all = Vec::new();
            for (_, part) in entries(first)? {
                all.extend(entries(&part)?.into_iter().map(|(_, value)| value));
            }
            Some(list(all))
        }
        Function::Merge => {
            let mut all: BTreeMap<String, Expr> = BTreeMap::new();
            for (_, part) in entries(first)? {
                for (key, value) in entries(&part)? {
                    let Expr::Literal(Json::String(key)) = key else { return None };
                    all.insert(key, value);
                }
            }
            Some(object(all.into_iter().collect()))
        }
        _ => None,
    }
}
