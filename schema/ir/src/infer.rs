//! The one inference: what an expression gives, whether that may be null, and when it is known.
//!
//! Precise for fields and elements, through built lists and objects, loops, merges, look-ups, functions and named
//! values. The check of a component reads it, and so do the backends that keep conditions and loops.

mod calls;
mod context;
mod expressions;
mod fields;
mod shape;
mod types;

pub use context::Context;
use context::Way;
pub(crate) use expressions::values_of;
pub use types::{Fields, Known, Shape, Ty};

use crate::component::Model;
use crate::expr::{ByName, Expr};
use crate::function::Function;
use crate::graph::Node;
use crate::names::Name;
use std::cell::RefCell;
use std::collections::HashSet;
use std::sync::Arc;

/// Something about an expression that makes no sense.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// Area and phrase: `graph/type`.
    pub id: &'static str,
    /// What is wrong, to be read after the place.
    pub message: String,
    /// The change that fixes it.
    pub help: &'static str,
    /// What should be known from the start and may not be; `None`: something else is wrong.
    pub late: Option<Arc<str>>,
}

/// What an attribute of a node gives, as far as somebody knows; `None`: nobody does.
pub type Attributes<'a> = &'a dyn Fn(&Node, Name) -> Option<Ty>;

/// Shapes of everything in a component.
pub struct Inference<'a> {
    model: &'a Model,
    attributes: Attributes<'a>,
    inputs: ByName<Arc<str>, Shape>,
    nodes: ByName<&'static str, &'a Node>,
    definitions: ByName<&'static str, &'a Expr>,
    locals: RefCell<ByName<&'static str, Shape>>,
    /// Named values whose shape is being worked out: one that comes up again is made of itself.
    open: RefCell<HashSet<&'static str>>,
    /// Named values whose definition is looked into for what a condition says.
    followed: RefCell<HashSet<&'static str>>,
}

impl std::fmt::Debug for Inference<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inference").field("model", &self.model.name).finish_non_exhaustive()
    }
}

impl<'a> Inference<'a> {
    /// Shapes where nothing is known about attributes of nodes.
    pub fn new(model: &'a Model) -> Self {
        Self::with_attributes(model, &|_, _| None)
    }

    /// Shapes where attributes of nodes give what `attributes` says.
    pub fn with_attributes(model: &'a Model, attributes: Attributes<'a>) -> Self {
        let inputs = model.inputs.iter();
        Self {
            model,
            attributes,
            inputs: inputs.map(|field| (Arc::clone(&field.name), Shape::of_input(field))).collect(),
            nodes: model.nodes.iter().map(|node| (node.label, node)).collect(),
            // The first of several of one name; the check reports the others.
            definitions: model.locals.iter().rev().map(|(name, value)| (*name, value)).collect(),
            locals: RefCell::default(),
            open: RefCell::default(),
            followed: RefCell::default(),
        }
    }

    /// What an expression gives.
    pub fn shape(&self, expr: &Expr, context: &Context) -> Shape {
        self.infer(expr, context, &mut None)
    }

    /// What an expression gives, and everything in it that makes no sense.
    pub fn findings(&self, expr: &Expr, context: &Context) -> (Shape, Vec<Finding>) {
        let mut findings = Some(Vec::new());
        let shape = self.infer(expr, context, &mut findings);
        (shape, findings.unwrap_or_default())
    }

    /// The shape of a named value; `None` if there is none of this name.
    pub fn local(&self, name: &str) -> Option<Shape> {
        let (name, definition) = self.definitions.get_key_value(name)?;
        if let Some(known) = self.locals.borrow().get(name) {
            return Some(known.clone());
        }
        if !self.open.borrow_mut().insert(*name) {
            return Some(Shape::of_nothing());
        }
        let shape = self.infer(definition, &Context::default(), &mut None);
        self.open.borrow_mut().remove(name);
        self.locals.borrow_mut().insert(name, shape.clone());
        Some(shape)
    }

    /// What the definition of a named value says; `None` if there is none, or if it is made of itself.
    fn follow<T>(&self, name: &'static str, find: impl FnOnce(&Expr) -> T) -> Option<T> {
        let definition = self.definitions.get(name)?;
        if !self.followed.borrow_mut().insert(name) {
            return None;
        }
        let found = find(definition);
        self.followed.borrow_mut().remove(name);
        Some(found)
    }

    /// Where a condition has come out as `outcome`. A named value says what its definition says; one that is there only
    /// under a condition says that the condition holds where it is there.
    #[must_use]
    pub fn given(&self, condition: &Expr, outcome: bool, context: &Context) -> Context {
        let way = Way::Given(condition.clone(), outcome);
        context.next(way, || self.find_given(condition, outcome, context))
    }

    fn find_given(&self, condition: &Expr, outcome: bool, context: &Context) -> Context {
        let mut known = context.given(condition, outcome);
        for (question, answer) in known.assumptions().since(context.assumptions()) {
            if let Expr::Call(Function::IsSet, parts) = &question
                && answer.is_true()
                && let [Expr::Local(name)] = &**parts
                && let Some(Expr::If(holds, _, otherwise)) = self.definitions.get(name)
                && otherwise.is_null()
            {
                known = self.given(holds, true, &known);
            }
        }
        let mut named = Vec::new();
        named_conditions(condition, outcome, &mut named);
        for (name, outcome) in named {
            let followed = self.follow(name, |definition| self.given(definition, outcome, &known));
            known = followed.unwrap_or(known);
        }
        known
    }

    /// Where the loop of a node is entered.
    pub fn inside(&self, node: &Node, context: &Context) -> Context {
        match &node.for_each {
            Some(over) => {
                let element = self.shape(over, context);
                context.inside_node(crate::expr::EACH, over, &element)
            }
            None => context.clone(),
        }
    }
}

/// Named values that come out the one way or the other where a condition comes out as `outcome`.
fn named_conditions(condition: &Expr, outcome: bool, to: &mut Vec<(&'static str, bool)>) {
    match (condition, outcome) {
        (Expr::Local(name), _) => to.push((name, outcome)),
        (Expr::Call(Function::All, parts), true) | (Expr::Call(Function::Any, parts), false) => {
            parts.iter().for_each(|part| named_conditions(part, outcome, to));
        }
        (Expr::Call(Function::Not, parts), _) => {
            parts.iter().for_each(|part| named_conditions(part, !outcome, to));
        }
        _ => {}
    }
}
