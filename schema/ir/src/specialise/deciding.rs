//! Which open inputs decide about resources.

use super::shape::Revealing;
use crate::component::Model;
use crate::constant::Constant;
use crate::expr::{EACH, Expr, For, Half, Path, Step};
use crate::graph::Node;
use crate::plaintexts::Plaintexts;
use crate::reduce::{Scope, entries};
use crate::types::Type;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The open inputs that decide about resources.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// All of them.
    pub inputs: Vec<Arc<Path>>,
    /// Those that would be in what everybody reads: in a key, which a name is made of, or in a time limit.
    pub names: Vec<Arc<Path>>,
}

/// The open inputs that conditions, loops, keys, slots and time limits of nodes read, as far as other inputs leave that to
/// them. `inputs` is [`crate::Checked::inputs`].
///
/// Only these have to be known for [`specialise`](crate::specialise()); everything else just flows.
pub fn deciding(model: &Model, inputs: &BTreeMap<Arc<str>, Expr>) -> Vec<Arc<Path>> {
    missing(model, inputs, &Plaintexts::default()).inputs
}

/// The same where secrets decide, as [`specialise_revealing`](crate::specialise_revealing()) has it: among them is a secret
/// only if it is not known, or would be in a name.
pub fn missing(
    model: &Model,
    inputs: &BTreeMap<Arc<str>, Expr>,
    plaintexts: &Plaintexts,
) -> Missing {
    let scope = Scope::of_inputs(model, inputs);
    let revealing = Revealing::new(&scope, plaintexts);
    let mut walk = Walk { model, revealing, found: Missing::default() };
    for node in &model.nodes {
        walk.of_node(node, &scope);
    }
    let mut found = walk.found;
    found.inputs.extend(found.names.iter().cloned());
    for paths in [&mut found.inputs, &mut found.names] {
        paths.sort();
        paths.dedup();
    }
    found
}

struct Walk<'a> {
    model: &'a Model,
    revealing: Revealing<'a>,
    found: Missing,
}

impl Walk<'_> {
    fn of_node(&mut self, node: &Node, scope: &Scope<'_>) {
        // Even a node without instances has a slot.
        if let Some(condition) = &node.slot_unless {
            self.holes(&self.revealing.condition(scope.reduce(condition)));
        }
        if let Some(condition) = &node.condition {
            let reduced = self.revealing.condition(scope.reduce(condition));
            if reduced.is_false() {
                return;
            }
            self.holes(&reduced);
        }
        let Some(collection) = &node.for_each else { return self.of_instance(node, scope) };
        let reduced = self.revealing.named(scope.reduce(collection));
        self.keys(&reduced, scope);
        match entries(&reduced) {
            Some(elements) => {
                for (key, value) in &*elements {
                    let key = if is_key(key) { key } else { value };
                    self.of_instance(node, &scope.with(EACH, key.clone(), value.clone()));
                }
            }
            None => self.of_instance(node, &scope.inside(EACH)),
        }
    }

    fn of_instance(&mut self, node: &Node, scope: &Scope<'_>) {
        for timeout in &node.timeouts {
            for part in [&timeout.given, &timeout.default] {
                self.named(&self.revealing.named(scope.reduce(part)), scope);
            }
        }
        for key in node.waits.iter().filter_map(|wait| wait.key.as_ref()) {
            self.holes(&self.revealing.condition(scope.reduce(key)));
        }
    }

    /// What keys of instances are made of: keys of a map are, its values are not.
    fn keys(&mut self, collection: &Expr, scope: &Scope<'_>) {
        if let Some(elements) = entries(collection) {
            for (key, value) in &*elements {
                self.named(if is_key(key) { key } else { value }, scope);
            }
            return;
        }
        match collection {
            Expr::If(condition, then, otherwise) => {
                self.holes(condition);
                self.keys(then, scope);
                self.keys(otherwise, scope);
            }
            Expr::For(inner) => self.of_loop(inner, scope),
            other => self.named(other, scope),
        }
    }

    /// Keys are made of what the loop says, and of what it walks if that is in them.
    fn of_loop(&mut self, inner: &For, scope: &Scope<'_>) {
        let said = inner.key.as_ref().unwrap_or(&inner.value);
        let reads = |half| said.any(&|part| *part == Expr::Variable(inner.name, half));
        // Whatever leaves the loop open.
        for part in
            [&inner.over, &inner.value].into_iter().chain(&inner.condition).chain(&inner.key)
        {
            self.holes(part);
        }
        if let Some(elements) = entries(&inner.over) {
            for (key, value) in &*elements {
                let inside = scope.with(inner.name, key.clone(), value.clone());
                self.named(&self.revealing.named(inside.reduce(said)), &inside);
                if let Some(condition) = &inner.condition {
                    self.holes(&self.revealing.condition(inside.reduce(condition)));
                }
            }
            return;
        }
        self.named(said, scope);
        match &inner.over {
            over if reads(Half::Value) => self.named(over, scope),
            // Keys of a list are numbers.
            Expr::Hole(path) if self.is_list(path) => {}
            over if reads(Half::Key) => self.keys(over, scope),
            _ => {}
        }
    }

    /// What a text is made of that everybody reads, and what chooses it.
    fn named(&mut self, expr: &Expr, scope: &Scope<'_>) {
        match expr {
            Expr::Hole(path) => self.found.names.push(Arc::clone(path)),
            Expr::If(condition, then, otherwise) => {
                self.holes(condition);
                self.named(then, scope);
                self.named(otherwise, scope);
            }
            Expr::For(inner) => self.of_loop(inner, scope),
            other => other.for_each_child(&mut |child| self.named(child, scope)),
        }
    }

    fn holes(&mut self, expr: &Expr) {
        expr.walk(&mut |part| {
            if let Expr::Hole(path) = part
                && !self.revealing.knows(path)
            {
                self.found.inputs.push(Arc::clone(path));
            }
        });
    }

    fn is_list(&self, path: &Path) -> bool {
        let mut steps = path.0.iter();
        let Some(Step::Field(first)) = steps.next() else { return false };
        let first = self.model.find_input(first).map(|field| &field.ty);
        let ty = steps.try_fold(first, |ty, step| {
            Some(match (ty?, step) {
                (Type::List { element, .. }, Step::Index(_))
                | (Type::Map { element, .. }, Step::Key(_) | Step::Field(_)) => Some(&**element),
                (ty, Step::Field(name) | Step::Key(name)) => {
                    ty.find_field(name).map(|field| &field.ty)
                }
                _ => None,
            })
        });
        matches!(ty, Some(Some(Type::List { .. })))
    }
}

/// Whether this is the key of an entry. A list of text is a set: each element is its own key.
fn is_key(key: &Expr) -> bool {
    matches!(key, Expr::Literal(Constant::Text(_)))
}
