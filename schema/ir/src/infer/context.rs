//! Where an expression stands: loops around it, and conditions that hold there.

use super::shape::{Known, Shape};
use super::types::Ty;
use crate::assume::Assumptions;
use crate::expr::{Expr, Part};
use std::sync::Arc;

/// Loops around an expression, and what is assumed there.
#[derive(Clone, Debug, Default)]
pub struct Context {
    innermost: Option<Arc<Loop>>,
    /// What conditions around the expression have come to.
    pub assumptions: Assumptions,
}

#[derive(Debug)]
struct Loop {
    name: &'static str,
    over: Expr,
    key: Shape,
    value: Shape,
    around: Option<Arc<Loop>>,
}

impl Context {
    /// One loop further in, over a collection of this shape.
    #[must_use]
    pub fn inside(&self, name: &'static str, over: &Expr, collection: &Shape) -> Self {
        let text = Ty::Text { may_be_empty: true };
        let key = match &collection.ty {
            Ty::List(_) => Ty::Whole,
            Ty::Anything => Ty::Anything,
            _ => text,
        };
        let value = collection
            .element()
            .unwrap_or_else(|| Shape::of(Ty::Anything, collection.known.clone()).or_null());
        let key = Shape::of(key, collection.known.clone());
        let around = self.innermost.clone();
        let innermost = Some(Arc::new(Loop { name, over: over.clone(), key, value, around }));
        Self { innermost, assumptions: self.assumptions.clone() }
    }

    /// One loop further in, over what the node of the loop walks: elements of a list are their own keys.
    #[must_use]
    pub fn inside_node(&self, name: &'static str, over: &Expr, collection: &Shape) -> Self {
        let inside = self.inside(name, over, collection);
        let Some(innermost) = &inside.innermost else { return inside };
        let key = Shape { ty: Ty::TEXT, ..innermost.key.clone() };
        let key = match &collection.ty {
            Ty::List(_) => key.later(&innermost.value.known),
            _ => key,
        };
        let (over, value) = (innermost.over.clone(), innermost.value.clone());
        let around = innermost.around.clone();
        Self { innermost: Some(Arc::new(Loop { name, over, key, value, around })), ..inside }
    }

    /// Where a condition has come out as `outcome`.
    #[must_use]
    pub fn given(&self, condition: &Expr, outcome: bool) -> Self {
        Self {
            innermost: self.innermost.clone(),
            assumptions: self.assumptions.given(condition, outcome),
        }
    }

    /// Where an expression is there.
    #[must_use]
    pub fn set(&self, expr: &Expr) -> Self {
        Self { innermost: self.innermost.clone(), assumptions: self.assumptions.set(expr) }
    }

    /// What a variable of a loop is; `None` if there is no loop of this name around.
    pub(super) fn variable(&self, name: &str, part: Part) -> Option<Shape> {
        let found = self.find(name)?;
        Some(match part {
            Part::Key => found.key.clone(),
            Part::Value => found.value.clone(),
        })
    }

    /// What the loop of this name walks.
    pub fn walked(&self, name: &str) -> Option<&Expr> {
        self.find(name).map(|found| &found.over)
    }

    /// Whether a loop of this name is around.
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    fn find(&self, name: &str) -> Option<&Loop> {
        let mut next = self.innermost.as_deref();
        while let Some(candidate) = next {
            if candidate.name == name {
                return Some(candidate);
            }
            next = candidate.around.as_deref();
        }
        None
    }

    /// What stands for something that makes no sense, so that nobody reports it again.
    pub(super) fn faulty() -> Shape {
        Shape::of(Ty::Anything, Known::Early).or_null()
    }
}
