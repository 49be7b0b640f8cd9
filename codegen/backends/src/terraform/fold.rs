//! What an expression comes to when one of its parts is null.

use privatelink_ir::expr::For;
use privatelink_ir::{Expr, Function};
use serde_json::Value as Json;

/// The expression with `absent` as null, computed as far as that decides it.
pub(super) fn without(expr: &Expr, absent: &Expr) -> Expr {
    if expr == absent {
        return Expr::NULL;
    }
    let fold = |part: &Expr| without(part, absent);
    match expr {
        Expr::Get(object, field) => match fold(object) {
            Expr::Literal(_) => Expr::NULL,
            object => object.get(field),
        },
        Expr::If(condition, then, otherwise) => match fold(condition) {
            Expr::Literal(Json::Bool(true)) => fold(then),
            Expr::Literal(_) => fold(otherwise),
            condition => condition.choose(fold(then), fold(otherwise)),
        },
        Expr::List(items) => Expr::List(items.iter().map(fold).collect()),
        Expr::Object(entries) => {
            Expr::Object(entries.iter().map(|(key, value)| (key.clone(), fold(value))).collect())
        }
        Expr::For(inner) => comprehension(inner, absent),
        Expr::Call(function, arguments) => call(*function, arguments.iter().map(fold).collect()),
        other => other.clone(),
    }
}

fn comprehension(inner: &For, absent: &Expr) -> Expr {
    match without(&inner.over, absent) {
        Expr::Literal(Json::Null) if inner.key.is_some() => {
            Expr::Literal(Json::Object(serde_json::Map::new()))
        }
        Expr::Literal(Json::Null) => Expr::Literal(Json::Array(Vec::new())),
        over => Expr::For(Box::new(For {
            name: inner.name,
            over,
            condition: inner.condition.as_ref().map(|part| without(part, absent)),
            key: inner.key.as_ref().map(|part| without(part, absent)),
            value: without(&inner.value, absent),
        })),
    }
}

fn call(function: Function, arguments: Vec<Expr>) -> Expr {
    let literals: Option<Vec<Json>> = arguments
        .iter()
        .map(|argument| match argument {
            Expr::Literal(value) => Some(value.clone()),
            _ => None,
        })
        .collect();
    if let Some(literals) = literals {
        return Expr::Literal(function.apply(&literals));
    }
    let has = |wanted: fn(&Json) -> bool| {
        arguments.iter().any(|argument| matches!(argument, Expr::Literal(value) if wanted(value)))
    };
    match function {
        Function::All if has(|value| *value != Json::Bool(true)) => false.into(),
        Function::Any if has(|value| *value == Json::Bool(true)) => true.into(),
        Function::Text | Function::Lookup if has(Json::is_null) => Expr::NULL,
        Function::AtMost | Function::Matches if has(Json::is_null) => false.into(),
        // Nothing that is known to be there equals null.
        Function::Contains if matches!(arguments.first(), Some(Expr::Literal(Json::Null))) => {
            false.into()
        }
        _ => Expr::Call(function, arguments),
    }
}
