//! Where an expression stands: loops around it, and conditions that hold there.

use super::shape::{Known, Shape};
use super::types::Ty;
use crate::assume::Assumptions;
use crate::expr::{Expr, Part};
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

/// Loops around an expression, and what is assumed there.
#[derive(Clone, Debug, Default)]
pub struct Context {
    innermost: Option<Arc<Loop>>,
    /// What conditions around the expression have come to.
    pub assumptions: Assumptions,
    memo: Rc<Memo>,
}

/// What has been worked out in a context, by where the expression is in memory. Each entry keeps its expression, which is
/// compared: as parts of expressions are shared, that mostly is a comparison of addresses, and another expression at the
/// same place is never taken for it.
#[derive(Debug, Default)]
struct Memo {
    shapes: RefCell<HashMap<usize, (Expr, Shape)>>,
    given: RefCell<HashMap<(usize, bool), (Expr, Context)>>,
}

/// Where an expression is in memory.
fn address(expr: &Expr) -> usize {
    std::ptr::from_ref(expr).addr()
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
        Self { innermost, assumptions: self.assumptions.clone(), memo: Rc::default() }
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
        let innermost = Some(Arc::new(Loop { name, over, key, value, around }));
        Self { innermost, memo: Rc::default(), ..inside }
    }

    /// Where a condition has come out as `outcome`.
    #[must_use]
    pub fn given(&self, condition: &Expr, outcome: bool) -> Self {
        let assumptions = self.assumptions.given(condition, outcome);
        Self { innermost: self.innermost.clone(), assumptions, memo: Rc::default() }
    }

    /// Where an expression is there.
    #[must_use]
    pub fn set(&self, expr: &Expr) -> Self {
        let assumptions = self.assumptions.set(expr);
        Self { innermost: self.innermost.clone(), assumptions, memo: Rc::default() }
    }

    /// The shape of an expression, if it has been worked out here.
    pub(super) fn known_shape(&self, expr: &Expr) -> Option<Shape> {
        let shapes = self.memo.shapes.borrow();
        shapes.get(&address(expr)).filter(|(of, _)| of == expr).map(|(_, shape)| shape.clone())
    }

    /// Keeps the shape of an expression.
    pub(super) fn keep_shape(&self, expr: &Expr, shape: &Shape) {
        let mut shapes = self.memo.shapes.borrow_mut();
        shapes.insert(address(expr), (expr.clone(), shape.clone()));
    }

    /// Where a condition has come out as `outcome`, if that has been worked out here.
    pub(super) fn known_given(&self, condition: &Expr, outcome: bool) -> Option<Self> {
        let given = self.memo.given.borrow();
        let known = given.get(&(address(condition), outcome));
        known.filter(|(of, _)| of == condition).map(|(_, context)| context.clone())
    }

    /// Keeps where a condition has come out as `outcome`.
    pub(super) fn keep_given(&self, condition: &Expr, outcome: bool, context: &Self) {
        let mut given = self.memo.given.borrow_mut();
        given.insert((address(condition), outcome), (condition.clone(), context.clone()));
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
