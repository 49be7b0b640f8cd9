//! Loops: what their variables are called, and how a collection is walked.

use crate::expr::{Expr, For, Half};
use crate::function::Function;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

thread_local! {
    /// Names of the loops that are being written, outermost first.
    static OPEN: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
}

/// A walk through a collection that is being written.
pub(super) struct Walk {
    /// Name of the loop.
    pub(super) name: &'static str,
    over: Expr,
    condition: Option<Expr>,
}

impl Walk {
    /// Begins a walk. A collection that was only filtered is walked together with its filter.
    pub(super) fn begin(over: Expr) -> Self {
        let walk = match filtered(&over) {
            Some(inner) => {
                let name = unused(inner.name);
                let condition = inner.condition.as_ref();
                let condition = condition.map(|condition| renamed(condition, inner.name, name));
                Self { name, over: inner.over.clone(), condition }
            }
            None => Self { name: unused(&noun(&over)), over, condition: None },
        };
        OPEN.with_borrow_mut(|open| open.push(walk.name));
        walk
    }

    /// The key of the element.
    pub(super) fn key(&self) -> Expr {
        Expr::Variable(self.name, Half::Key)
    }

    /// The element.
    pub(super) fn value(&self) -> Expr {
        Expr::Variable(self.name, Half::Value)
    }

    /// Only elements for which this holds too.
    pub(super) fn only(mut self, condition: Expr) -> Self {
        self.condition = Some(match self.condition {
            Some(first) => crate::expr::all([first, condition]),
            None => condition,
        });
        self
    }

    /// The list or map that the walk makes.
    pub(super) fn end(self, key: Option<Expr>, value: Expr) -> Expr {
        OPEN.with_borrow_mut(Vec::pop);
        let Self { name, over, condition } = self;
        let tidy = |part: Expr| without_shadows(&part, name);
        Expr::For(Arc::new(For {
            name,
            over,
            condition: condition.map(tidy),
            key: key.map(tidy),
            value: tidy(value),
        }))
    }
}

/// A loop that keeps its elements as they are.
fn filtered(expr: &Expr) -> Option<&For> {
    let Expr::For(inner) = expr else { return None };
    let is = |part, expr: &Expr| *expr == Expr::Variable(inner.name, part);
    let keeps_key = inner.key.as_ref().is_none_or(|key| is(Half::Key, key));
    (keeps_key && is(Half::Value, &inner.value)).then_some(inner)
}

/// The expression with another name for this loop.
fn renamed(expr: &Expr, from: &'static str, to: &'static str) -> Expr {
    if from == to {
        return expr.clone();
    }
    expr.map(&|part| match part {
        Expr::Variable(name, half) if *name == from => Some(Expr::Variable(to, *half)),
        // A loop of that name inside is another one.
        Expr::For(inner) if inner.name == from => {
            let over = renamed(&inner.over, from, to);
            Some(Expr::For(Arc::new(For { over, ..For::clone(inner) })))
        }
        _ => None,
    })
}

/// The expression without a loop of this name in it: one that was written elsewhere gets another name.
pub(super) fn without_shadows(expr: &Expr, name: &'static str) -> Expr {
    if !expr.any(&|part| matches!(part, Expr::For(inner) if inner.name == name)) {
        return expr.clone();
    }
    expr.map(&|part| match part {
        Expr::For(inner) if inner.name == name => {
            let other = intern(&format!("other_{name}"));
            let tidy = |part: &Expr| renamed(&without_shadows(part, other), name, other);
            Some(Expr::For(Arc::new(For {
                name: other,
                over: without_shadows(&inner.over, name),
                condition: inner.condition.as_ref().map(tidy),
                key: inner.key.as_ref().map(tidy),
                value: tidy(&inner.value),
            })))
        }
        _ => None,
    })
}

/// A name for another loop inside of those that are being written.
fn unused(wanted: &str) -> &'static str {
    OPEN.with_borrow(|open| {
        let mut name = wanted.to_owned();
        while open.iter().any(|other| **other == *name) {
            name = format!("other_{name}");
        }
        intern(&name)
    })
}

/// Opens a loop under the name that fits the collection, for `write`.
pub(super) fn within<T>(over: &Expr, write: impl FnOnce(&'static str) -> T) -> T {
    let walk = Walk::begin(over.clone());
    let done = write(walk.name);
    OPEN.with_borrow_mut(Vec::pop);
    done
}

/// What an element of the collection is called: `subnet`, of `subnets`.
fn noun(over: &Expr) -> String {
    element_noun(over).unwrap_or_else(|| "item".to_owned())
}

fn element_noun(over: &Expr) -> Option<String> {
    match over {
        Expr::Input(name) | Expr::Get(_, name) => Some(singular(name)),
        Expr::Local(name) => Some(singular(name)),
        Expr::Attribute { name, .. } => Some(singular(name.0)),
        Expr::For(inner) if filtered(over).is_some() => Some(inner.name.to_owned()),
        Expr::For(inner) => value_noun(&inner.value).or_else(|| Some(inner.name.to_owned())),
        Expr::List(items) => items.iter().find_map(value_noun),
        Expr::If(_, then, otherwise) => element_noun(then).or_else(|| element_noun(otherwise)),
        Expr::Call(
            Function::Values | Function::Keys | Function::Distinct | Function::Repeated,
            parts,
        ) => parts.first().and_then(element_noun),
        Expr::Call(Function::Concat | Function::Merge, parts) => match parts.first()? {
            Expr::List(parts) => parts.iter().find_map(element_noun),
            Expr::For(each) => element_noun(&each.value),
            _ => None,
        },
        _ => None,
    }
}

/// What a value is called.
fn value_noun(value: &Expr) -> Option<String> {
    match value {
        Expr::Input(name) | Expr::Get(_, name) => Some(snake_case(name)),
        Expr::Local(name) | Expr::Variable(name, Half::Value) => Some((*name).to_owned()),
        Expr::Variable(name, Half::Key) => Some(format!("{name}_key")),
        Expr::If(_, then, otherwise) => value_noun(then).or_else(|| value_noun(otherwise)),
        Expr::Call(Function::Before | Function::Without, parts) => {
            parts.first().and_then(value_noun)
        }
        _ => None,
    }
}

/// The singular of a name, in snake case: `extra_vpc_id`, of `extraVpcIds`.
fn singular(name: &str) -> String {
    let word = snake_case(name);
    if let Some(stem) = word.strip_suffix("ies") {
        format!("{stem}y")
    } else if let Some(stem) = word.strip_suffix("sses") {
        format!("{stem}ss")
    } else if word.ends_with("ss") {
        word
    } else {
        word.strip_suffix('s').map(str::to_owned).unwrap_or(word)
    }
}

fn snake_case(name: &str) -> String {
    let mut word = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() {
            word.push('_');
        }
        word.push(letter.to_ascii_lowercase());
    }
    word
}

/// Names of loops. There are as many as collections have names.
static NAMES: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());

fn intern(name: &str) -> &'static str {
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = names.get(name) {
        return known;
    }
    let kept: &'static str = Box::leak(name.to_owned().into_boxed_str());
    names.insert(kept);
    kept
}

#[cfg(test)]
mod tests {
    use super::singular;

    #[test]
    fn elements_are_called_by_the_singular() {
        let words = ["subnets", "extraVpcIds", "registries", "ingress", "addresses", "traffic"];
        let expected = ["subnet", "extra_vpc_id", "registry", "ingress", "address", "traffic"];
        assert_eq!(words.map(singular), expected);
    }
}
