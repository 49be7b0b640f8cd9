//! Loops, computed as far as what they walk is known.

use super::Scope;
use super::values::{self, entries, object};
use crate::constant::{Constant, sorted};
use crate::expr::{Expr, For};
use std::sync::Arc;

impl Scope<'_> {
    pub(super) fn comprehension(&self, inner: &For) -> Expr {
        let elements = match self.elements(&inner.over) {
            Ok(elements) => elements,
            // JSON text may have had anything in it; what is no collection has no elements.
            Err(Expr::Literal(_)) => return nothing(inner),
            Err(open) => return self.open_loop(inner, open),
        };
        let (mut list, mut map) = (Vec::new(), Vec::new());
        if inner.condition.is_some() {
            // Few may be left.
        } else if inner.key.is_some() {
            map.reserve_exact(elements.len());
        } else {
            list.reserve_exact(elements.len());
        }
        for (key, value) in &*elements {
            let scope = self.with(inner.name, key.clone(), value.clone());
            let condition = inner.condition.as_ref();
            match condition.map(|condition| self.revealed(scope.reduce(condition))) {
                None => {}
                Some(Expr::Literal(value)) if value.is_true() => {}
                Some(Expr::Literal(_)) => continue,
                // Which elements there are is not known, so nothing about the whole is.
                Some(_) => return self.open_loop(inner, self.reduce(&inner.over)),
            }
            match inner.key.as_ref().map(|key| self.settled(scope.reduce(key))) {
                None => list.push(scope.reduce(&inner.value)),
                Some(Expr::Literal(Constant::Text(key))) => {
                    map.push((key, scope.reduce(&inner.value)));
                }
                Some(Expr::Literal(_)) => {}
                Some(_) => return self.open_loop(inner, self.reduce(&inner.over)),
            }
        }
        if inner.key.is_some() { object(sorted(map)) } else { values::list(list) }
    }

    /// A loop whose elements are not known yet: its own variables stay.
    fn open_loop(&self, inner: &For, over: Expr) -> Expr {
        if let Expr::If(condition, then, otherwise) = &over
            && self.world.inputs.is_none()
        {
            // A loop over one of two lists is one of two loops, if that leaves less to compute.
            let of = |branch: &Expr| match entries(branch) {
                Some(elements) if elements.is_empty() => nothing(inner),
                _ => self.open_loop(inner, branch.clone()),
            };
            return values::choice((**condition).clone(), of(then), of(otherwise));
        }
        let scope = self.inside(inner.name);
        let condition = inner.condition.as_ref().map(|part| scope.condition(part));
        let known = condition.as_ref().map_or_else(|| scope.clone(), |it| scope.given(it, true));
        Expr::For(Arc::new(For {
            name: inner.name,
            over,
            condition,
            key: inner.key.as_ref().map(|part| known.reduce(part)),
            value: known.reduce(&inner.value),
        }))
    }
}

/// What a loop over nothing comes to.
fn nothing(inner: &For) -> Expr {
    Expr::Literal(match inner.key {
        Some(_) => Constant::empty_object(),
        None => Constant::empty_list(),
    })
}
