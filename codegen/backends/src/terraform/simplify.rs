//! Expressions without detours: what is read from a value that was just put together, or that depends on a condition.
//!
//! Named values are spelled out in validations, so a field is often read from an object or a choice that stands right
//! there. Terraform would fail where such a choice comes to null. Reading moves into the branches, and where a branch
//! is null the result is written down. The value never changes.

use privatelink_ir::expr::{For, not};
use privatelink_ir::{Expr, Function};
use serde_json::Value as Json;

/// The same expression, read where its parts are.
pub(super) fn simplify(expr: &Expr) -> Expr {
    match expr {
        Expr::Get(object, field) => get(simplify(object), field),
        Expr::List(items) => Expr::List(items.iter().map(simplify).collect()),
        Expr::Object(entries) => Expr::Object(
            entries.iter().map(|(name, value)| (name.clone(), simplify(value))).collect(),
        ),
        Expr::If(test, then, otherwise) => {
            choice(condition(test), simplify(then), simplify(otherwise))
        }
        Expr::For(inner) => comprehension(inner, simplify(&inner.over)),
        Expr::Call(function, arguments) => match function {
            Function::All | Function::Any | Function::Not => {
                junction(*function, arguments.iter().map(condition).collect())
            }
            _ => call(*function, arguments.iter().map(simplify).collect()),
        },
        other => other.clone(),
    }
}

/// The same where only true counts: null is as good as false, and the choice between conditions is one itself.
pub(super) fn condition(expr: &Expr) -> Expr {
    as_condition(simplify(expr))
}

fn as_condition(expr: Expr) -> Expr {
    match expr {
        Expr::Literal(value) => (value == Json::Bool(true)).into(),
        Expr::If(test, then, otherwise) => {
            let is = |branch: &Expr, value: bool| *branch == Expr::from(value);
            let (test, then, otherwise) = (*test, as_condition(*then), as_condition(*otherwise));
            if is(&otherwise, false) {
                junction(Function::All, vec![test, then])
            } else if is(&otherwise, true) {
                junction(Function::Any, vec![not(test), then])
            } else if is(&then, true) {
                junction(Function::Any, vec![test, otherwise])
            } else if is(&then, false) {
                junction(Function::All, vec![not(test), otherwise])
            } else {
                test.choose(then, otherwise)
            }
        }
        other => other,
    }
}

/// Conditions under one function, those of the same function inside them among them, each once.
fn junction(function: Function, conditions: Vec<Expr>) -> Expr {
    let decisive = match function {
        Function::All => false,
        Function::Any => true,
        _ => {
            return match conditions.as_slice() {
                [Expr::Literal(value)] => (*value != Json::Bool(true)).into(),
                [Expr::Call(Function::Not, inner)] if inner.len() == 1 => {
                    inner.first().cloned().unwrap_or(Expr::NULL)
                }
                _ => Expr::Call(function, conditions),
            };
        }
    };
    let mut parts: Vec<Expr> = Vec::new();
    let flat = conditions.into_iter().flat_map(|part| match part {
        Expr::Call(inner, parts) if inner == function => parts,
        other => vec![other],
    });
    for part in flat {
        match part {
            Expr::Literal(value) if value == Json::Bool(decisive) => return decisive.into(),
            Expr::Literal(_) => {}
            part if parts.contains(&part) => {}
            part => parts.push(part),
        }
    }
    match parts.as_slice() {
        [] => (!decisive).into(),
        [only] => only.clone(),
        _ => Expr::Call(function, parts),
    }
}

fn choice(test: Expr, then: Expr, otherwise: Expr) -> Expr {
    match &test {
        Expr::Literal(Json::Bool(true)) => then,
        Expr::Literal(_) => otherwise,
        _ if refuted(&then, &test) == otherwise => then,
        _ => test.choose(then, otherwise),
    }
}

/// What the expression comes to where a condition does not hold.
fn refuted(expr: &Expr, condition: &Expr) -> Expr {
    let is_false = |test: &Expr| {
        test == condition
            || matches!(condition, Expr::Call(Function::Any, parts) if parts.contains(test))
    };
    match expr {
        Expr::If(test, _, otherwise) if is_false(test) => refuted(otherwise, condition),
        other => other.clone(),
    }
}

fn get(object: Expr, field: &str) -> Expr {
    match object {
        Expr::Literal(value) => Expr::Literal(value.get(field).cloned().unwrap_or_default()),
        Expr::Object(entries) => entries
            .into_iter()
            .find(|(name, _)| name == field)
            .map_or(Expr::NULL, |(_, value)| value),
        Expr::If(test, then, otherwise) => choice(*test, get(*then, field), get(*otherwise, field)),
        open => open.get(field),
    }
}

fn comprehension(inner: &For, over: Expr) -> Expr {
    match over {
        Expr::Literal(Json::Null) if inner.key.is_some() => {
            Expr::Literal(Json::Object(serde_json::Map::new()))
        }
        Expr::Literal(Json::Null) => Expr::Literal(Json::Array(Vec::new())),
        Expr::If(test, then, otherwise) => {
            choice(*test, comprehension(inner, *then), comprehension(inner, *otherwise))
        }
        over => Expr::For(Box::new(For {
            name: inner.name,
            over,
            condition: inner.condition.as_ref().map(condition),
            key: inner.key.as_ref().map(simplify),
            value: simplify(&inner.value),
        })),
    }
}

/// Functions that Terraform cannot compute of null move into the branches of their first argument.
fn call(function: Function, arguments: Vec<Expr>) -> Expr {
    let moves = matches!(
        function,
        Function::Lookup | Function::Contains | Function::Length | Function::Keys | Function::IsSet
    );
    match arguments.split_first() {
        Some((Expr::If(test, then, otherwise), rest)) if moves => {
            let of = |branch: &Expr| {
                let with_branch = std::iter::once(branch).chain(rest).cloned().collect();
                call(function, with_branch)
            };
            let outside = choice((**test).clone(), of(then), of(otherwise));
            if matches!(function, Function::IsSet | Function::Contains) {
                as_condition(outside)
            } else {
                outside
            }
        }
        Some((Expr::Literal(value), rest)) if moves => {
            let rest: Option<Vec<Json>> = rest
                .iter()
                .map(|argument| match argument {
                    Expr::Literal(value) => Some(value.clone()),
                    _ if value.is_null() => Some(Json::Null),
                    _ => None,
                })
                .collect();
            match rest {
                // The null that stands in for an open element is in no list of texts.
                Some(rest) => {
                    let all: Vec<Json> = std::iter::once(value.clone()).chain(rest).collect();
                    Expr::Literal(function.apply(&all))
                }
                None => Expr::Call(function, arguments),
            }
        }
        Some((Expr::Object(_) | Expr::List(_), _)) if function == Function::IsSet => true.into(),
        Some((Expr::List(items), _)) if function == Function::Length => {
            Expr::Literal(items.len().into())
        }
        _ => Expr::Call(function, arguments),
    }
}
