//! Conditions over secrets: the plain text decides them, and is put nowhere else.
//!
//! In a scope that reveals, a condition that a secret leaves open comes out as the plain text says, in a choice and in a
//! loop. What is chosen or walked stays as it was: a secret in it is still a hole. So whatever is constant in the end says
//! nothing of a secret but what it decided, and a name in which a secret itself would be is no constant.

use super::values::{Elements, entries, list};
use super::{Scope, World};
use crate::expr::{Expr, Path, Step};
use crate::function::Function;
use crate::plaintexts::Plaintexts;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

impl<'a> Scope<'a> {
    /// The same outside of all loops, where secrets decide.
    pub(crate) fn revealing(&self, plaintexts: &'a Plaintexts) -> Self {
        let World { model, inputs, instances, locals, .. } = &*self.world;
        let world = World {
            model,
            inputs: *inputs,
            instances: *instances,
            locals: locals.clone(),
            // What was worked out elsewhere is as secrets leave it.
            values: RefCell::default(),
            elements: RefCell::default(),
            plaintexts: Some(plaintexts),
        };
        Self { world: Rc::new(world), innermost: None, ..self.clone() }
    }

    /// Whether secrets decide here.
    pub(super) fn reveals(&self) -> bool {
        self.world.plaintexts.is_some()
    }

    /// What an expression comes to by the plain text of its secrets, in a scope that reveals. Only to decide by it.
    pub(crate) fn revealed(&self, open: Expr) -> Expr {
        let Some(plaintexts) = self.world.plaintexts else { return open };
        let find = |part: &Expr| match part {
            Expr::Hole(path) => plaintexts.find(path),
            _ => None,
        };
        if !open.any(&|part| find(part).is_some()) {
            return open;
        }
        self.reduce(&open.map(&find))
    }

    /// A key that was made of what was worked out elsewhere, with its conditions decided.
    pub(super) fn settled(&self, key: Expr) -> Expr {
        if self.reveals() && !matches!(key, Expr::Literal(_)) { self.reduce(&key) } else { key }
    }

    /// A secret list, element by element, in a scope that reveals: how many there are decides, what they are does not. Nothing,
    /// if the secret is nothing.
    pub(super) fn spread(&self, path: &Path) -> Option<Expr> {
        let count = match self.world.plaintexts?.find(path)? {
            nothing if nothing.is_null() => return Some(nothing),
            Expr::Literal(value) => value.as_list()?.len(),
            Expr::List(items) => items.len(),
            _ => return None,
        };
        let element = |at| {
            let place = path.then(Step::Index(at));
            self.spread(&place).unwrap_or_else(|| Expr::Hole(Arc::new(place)))
        };
        Some(list((0..count).map(element).collect()))
    }

    /// Keys and values of any other collection that secrets leave open, told by their place among all.
    pub(super) fn counted(&self, open: &Expr) -> Option<Elements> {
        self.world.plaintexts?;
        let shown = entries(&self.revealed(open.clone()))?;
        let is_map = shown.iter().any(|(key, _)| key.as_text().is_some());
        let number = |at: usize| Expr::from(at.to_string().as_str());
        let numbers = list((0..shown.len()).map(number).collect());
        let placed = |all: Expr| Expr::call(Function::Zip, [numbers.clone(), all]);
        let of = |function| placed(Expr::call(function, [open.clone()]));
        let (keys, values) = if is_map {
            (Some(of(Function::Keys)), of(Function::Values))
        } else {
            (None, placed(open.clone()))
        };
        let find = |all: &Expr, at| Expr::call(Function::Lookup, [all.clone(), number(at)]);
        let element = |(at, (key, _)): (usize, &(Expr, Expr))| {
            let key = keys.as_ref().map_or_else(|| key.clone(), |keys| find(keys, at));
            (key, find(&values, at))
        };
        Some(shown.iter().enumerate().map(element).collect())
    }

    /// A collection that was worked out elsewhere, as far as its elements can be told in a scope that reveals.
    pub(super) fn spread_out(&self, collection: Expr) -> Expr {
        match collection {
            Expr::Hole(_) | Expr::If(..) | Expr::Call(..) | Expr::Get(..) | Expr::For(_)
                if self.reveals() =>
            {
                self.reduce(&collection)
            }
            other => other,
        }
    }
}
