//! Calls of functions, computed as far as their arguments are known.

use super::values::{choice, constants};
use crate::constant::Constant;
use crate::expr::Expr;
use crate::function::{Function, OnNull, structural};

/// Computes a call as far as its arguments are known.
pub(super) fn call(function: Function, arguments: Vec<Expr>) -> Expr {
    let arguments = match constants(arguments) {
        Ok(values) => return Expr::Literal(function.apply(&values)),
        Err(arguments) => arguments,
    };
    if let Some(result) = structural(function, &arguments) {
        return result;
    }
    if let Some(result) = open(function, &arguments) {
        return result;
    }
    match &*arguments {
        // What is asked of one of two values is one of two answers, if either can be told by now.
        [Expr::If(condition, then, otherwise), rest @ ..] if moves_inside(function) => {
            let of = |branch: &Expr| {
                let arguments = std::iter::once(branch).chain(rest).cloned().collect();
                call(function, arguments)
            };
            let (then_asked, otherwise_asked) = (of(then), of(otherwise));
            let is_known = |asked: &Expr| matches!(asked, Expr::Literal(_));
            if is_known(&then_asked) || is_known(&otherwise_asked) {
                let chosen = choice((**condition).clone(), then_asked, otherwise_asked);
                return if function.gives_condition() { as_condition(chosen) } else { chosen };
            }
            Expr::call(function, arguments)
        }
        _ => Expr::call(function, arguments),
    }
}

/// What can be said although an argument is open.
fn open(function: Function, arguments: &[Expr]) -> Option<Expr> {
    let first = arguments.first()?;
    if let Some(decided) = of_null(function, arguments) {
        return Some(decided);
    }
    match function {
        Function::Equal => (first == arguments.get(1)?).then(|| true.into()),
        Function::Not => match first {
            Expr::Call(Function::Not, inner) => {
                inner.first().filter(|inner| inner.is_condition()).cloned()
            }
            _ => None,
        },
        Function::Contains if is_empty(first) => Some(false.into()),
        Function::Repeated if is_shorter(first, 2) => Some(Expr::Literal(Constant::empty_list())),
        Function::Lookup => (is_empty(first) || first.is_null()).then_some(Expr::NULL),
        _ => None,
    }
}

/// What an argument that is null decides.
fn of_null(function: Function, arguments: &[Expr]) -> Option<Expr> {
    let signature = function.signature();
    let nulls = arguments.iter().enumerate().filter(|(_, argument)| argument.is_null());
    let mut parameters = nulls.filter_map(|(position, _)| signature.parameter(position));
    parameters.find_map(|parameter| match parameter.on_null {
        OnNull::GivesNull => Some(Expr::NULL),
        OnNull::GivesFalse => Some(false.into()),
        OnNull::GivesNoElements => Some(Expr::Literal(Constant::empty_list())),
        // Nothing is in a list that is not there.
        OnNull::CountsAsNoElements if function == Function::Contains => Some(false.into()),
        OnNull::IsFine
        | OnNull::CountsAsFalse
        | OnNull::CountsAsNoElements
        | OnNull::CountsAsNoEntries => None,
    })
}

/// Whether a list or a map is known to have no entries, whatever else is open.
fn is_empty(collection: &Expr) -> bool {
    is_shorter(collection, 1)
}

/// Whether a list or a map is known to have fewer entries, whatever else is open.
fn is_shorter(collection: &Expr, than: i64) -> bool {
    structural(Function::Length, std::slice::from_ref(collection))
        .is_some_and(|length| (0..than).any(|known| length == Expr::from(known)))
}

/// Whether the first argument alone may decide what a function comes to.
fn moves_inside(function: Function) -> bool {
    matches!(
        function,
        Function::Lookup
            | Function::Contains
            | Function::Length
            | Function::Keys
            | Function::Values
            | Function::IsSet
    )
}

/// Open conditions under one function, those of the same function inside of them among them, each once.
pub(super) fn junction(function: Function, conditions: Vec<Expr>) -> Expr {
    let decisive = function == Function::Any;
    let mut parts: Vec<Expr> = Vec::new();
    let mut add = |part: Expr| -> bool {
        match part {
            Expr::Literal(value) => return value.is_true() == decisive,
            part if parts.contains(&part) => {}
            part => parts.push(part),
        }
        false
    };
    for condition in conditions {
        let is_decided = match condition {
            Expr::Call(inner, inner_parts) if inner == function => {
                inner_parts.iter().cloned().any(&mut add)
            }
            other => add(other),
        };
        if is_decided {
            return decisive.into();
        }
    }
    match &*parts {
        [] => (!decisive).into(),
        // One that may be null is not what it is taken for here.
        [only] if only.is_condition() => only.clone(),
        _ => Expr::call(function, parts),
    }
}

/// A computed value where only counts whether it is true: null is as good as false, and a choice between conditions is
/// one.
pub(super) fn as_condition(expr: Expr) -> Expr {
    match expr {
        Expr::Literal(value) => value.is_true().into(),
        Expr::If(test, then, otherwise) => {
            let test = (*test).clone();
            let (then, otherwise) =
                (as_condition((*then).clone()), as_condition((*otherwise).clone()));
            let not = |condition| call(Function::Not, vec![condition]);
            if otherwise.is_false() {
                junction(Function::All, vec![test, then])
            } else if otherwise.is_true() {
                junction(Function::Any, vec![not(test), then])
            } else if then.is_true() {
                junction(Function::Any, vec![test, otherwise])
            } else if then.is_false() {
                junction(Function::All, vec![not(test), otherwise])
            } else {
                choice(test, then, otherwise)
            }
        }
        other => other,
    }
}
