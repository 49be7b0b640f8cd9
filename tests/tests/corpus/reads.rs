//! Which inputs a rule reads.

use std::collections::BTreeSet;

use privatelink_ir::expr::{Expr, Half};
use privatelink_ir::{Model, Rule};

/// The inputs that an expression reads, by their paths.
pub(crate) struct Reads<'a> {
    model: &'a Model,
    /// What the loops around an expression walk: name and the paths of it.
    loops: Vec<(&'static str, BTreeSet<String>)>,
    pub(crate) found: BTreeSet<String>,
}

impl<'a> Reads<'a> {
    /// Those of a rule.
    pub(crate) fn of(model: &'a Model, rule: &'a Rule) -> Self {
        let mut reads = Self { model, loops: Vec::new(), found: BTreeSet::new() };
        for around in &rule.loops {
            reads.visit(&around.over);
            let over = reads.paths(&around.over);
            reads.loops.push((around.name, over));
        }
        reads.visit(&rule.must);
        reads
    }

    /// Whether there are two of which neither is a part of the other.
    pub(crate) fn several(&self) -> bool {
        let apart = |one: &str, other: &str| !is_in(one, other) && !is_in(other, one);
        self.found.iter().any(|one| self.found.iter().any(|other| apart(one, other)))
    }

    /// Whether all of these are among them, or parts of them, or the other way round.
    pub(crate) fn all(&self, inputs: &[String]) -> bool {
        let is_read =
            |input: &String| self.found.iter().any(|path| is_in(path, input) || is_in(input, path));
        inputs.iter().all(is_read)
    }

    fn visit(&mut self, expr: &Expr) {
        let paths = self.paths(expr);
        if !paths.is_empty() {
            self.found.extend(paths);
            return;
        }
        match expr {
            Expr::Local(name) => self.local(name).into_iter().for_each(|value| self.visit(value)),
            Expr::Get(object, field) => match self.field(object, field) {
                Some(value) => self.visit(&value),
                None => self.visit(object),
            },
            Expr::For(inner) => {
                self.visit(&inner.over);
                self.loops.push((inner.name, self.paths(&inner.over)));
                for part in inner.condition.iter().chain(&inner.key).chain([&inner.value]) {
                    self.visit(part);
                }
                self.loops.pop();
            }
            _ => expr.children().into_iter().for_each(|part| self.visit(part)),
        }
    }

    /// Where in the inputs a value stands, if it stands there.
    fn paths(&self, expr: &Expr) -> BTreeSet<String> {
        match expr {
            Expr::Input(name) => BTreeSet::from([(**name).to_owned()]),
            Expr::Get(object, field) => {
                self.paths(object).iter().map(|path| format!("{path}.{field}")).collect()
            }
            Expr::Variable(name, Half::Value) => {
                let around = self.loops.iter().rev().find(|(around, _)| around == name);
                around.map(|(_, paths)| paths.clone()).unwrap_or_default()
            }
            _ => BTreeSet::new(),
        }
    }

    fn local(&self, name: &str) -> Option<&'a Expr> {
        self.model.locals.iter().find(|(local, _)| *local == name).map(|(_, value)| value)
    }

    /// A field of an object that the graph puts together.
    fn field(&self, object: &Expr, field: &str) -> Option<Expr> {
        match object {
            Expr::Local(name) => self.field(self.local(name)?, field),
            Expr::Get(outer, name) => self.field(&self.field(outer, name)?, field),
            Expr::Object(fields) => fields.get(field).cloned(),
            Expr::If(condition, then, otherwise) => {
                Some(condition.choose(then.get(field), otherwise.get(field)))
            }
            _ => None,
        }
    }
}

/// Whether a path is another one or leads to a part of it.
fn is_in(path: &str, whole: &str) -> bool {
    path.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
