//! Where an expression stands: loops around it, and conditions that hold there.

use super::types::{Known, Shape, Ty};
use crate::assume::Assumptions;
use crate::expr::{ByIdentity, Expr, Half};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

/// Loops around an expression, and what is assumed there.
#[derive(Clone, Debug, Default)]
pub struct Context {
    place: Place,
    memo: Rc<Memo>,
}

/// A context among those that share a memo.
#[derive(Clone, Debug, Default)]
struct Place {
    innermost: Option<Arc<Loop>>,
    assumptions: Assumptions,
    number: u64,
}

/// What has been worked out in a context and in all that one gets to from there, by the number of the context and the
/// identity of the expression. Each entry keeps its expression, which is compared: as copies of expressions share their
/// parts, that mostly is a comparison of addresses, and another expression of the same identity is never taken for it.
#[derive(Debug, Default)]
struct Memo {
    shapes: RefCell<ByIdentity<Inferred>>,
    next: RefCell<ByIdentity<(u64, Way, Place)>>,
    /// Contexts so far, but for the first one.
    count: Cell<u64>,
}

#[derive(Debug)]
struct Inferred {
    number: u64,
    expr: Expr,
    shape: Shape,
    /// Whether nothing in it makes no sense, as far as somebody has asked.
    is_sound: bool,
}

/// How one gets from a context to another one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Way {
    /// A condition has come out so.
    Given(Expr, bool),
    /// Something is there.
    Set(Expr),
    /// Into a loop over something of this shape.
    Inside(&'static str, Expr, Shape),
    /// Into the loop of a node.
    InsideNode(&'static str, Expr, Shape),
}

impl Way {
    fn identity(&self) -> u64 {
        let (tag, expr) = match self {
            Self::Given(condition, false) => (1, condition),
            Self::Given(condition, true) => (2, condition),
            Self::Set(expr) => (3, expr),
            Self::Inside(_, over, _) => (4, over),
            Self::InsideNode(_, over, _) => (5, over),
        };
        expr.identity().wrapping_add(tag)
    }
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
        let way = Way::Inside(name, over.clone(), collection.clone());
        self.next(way, || self.enter(name, over, collection))
    }

    fn enter(&self, name: &'static str, over: &Expr, collection: &Shape) -> Self {
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
        let around = self.place.innermost.clone();
        let innermost = Some(Arc::new(Loop { name, over: over.clone(), key, value, around }));
        self.with(innermost, self.assumptions().clone())
    }

    /// One loop further in, over what the node of the loop walks: elements of a list are their own keys.
    #[must_use]
    pub fn inside_node(&self, name: &'static str, over: &Expr, collection: &Shape) -> Self {
        let way = Way::InsideNode(name, over.clone(), collection.clone());
        self.next(way, || self.enter_node(name, over, collection))
    }

    fn enter_node(&self, name: &'static str, over: &Expr, collection: &Shape) -> Self {
        let inside = self.enter(name, over, collection);
        let Some(innermost) = &inside.place.innermost else { return inside };
        let key = Shape { ty: Ty::TEXT, ..innermost.key.clone() };
        let key = match &collection.ty {
            Ty::List(_) => key.later(&innermost.value.known),
            _ => key,
        };
        let (over, value) = (innermost.over.clone(), innermost.value.clone());
        let around = innermost.around.clone();
        let innermost = Some(Arc::new(Loop { name, over, key, value, around }));
        self.with(innermost, self.assumptions().clone())
    }

    /// Where a condition has come out as `outcome`.
    #[must_use]
    pub fn given(&self, condition: &Expr, outcome: bool) -> Self {
        self.with(self.place.innermost.clone(), self.assumptions().given(condition, outcome))
    }

    /// Where an expression is there.
    #[must_use]
    pub fn set(&self, expr: &Expr) -> Self {
        self.next(Way::Set(expr.clone()), || {
            self.with(self.place.innermost.clone(), self.assumptions().set(expr))
        })
    }

    /// What conditions around the expression have come to.
    pub fn assumptions(&self) -> &Assumptions {
        &self.place.assumptions
    }

    /// A number that no other context has of those that one gets to from the same one.
    pub fn number(&self) -> u64 {
        self.place.number
    }

    fn with(&self, innermost: Option<Arc<Loop>>, assumptions: Assumptions) -> Self {
        let number = self.memo.count.get() + 1;
        self.memo.count.set(number);
        let place = Place { innermost, assumptions, number };
        Self { place, memo: Rc::clone(&self.memo) }
    }

    /// Where this way leads, which is found out once.
    pub(super) fn next(&self, way: Way, find: impl FnOnce() -> Self) -> Self {
        let key = self.key(way.identity());
        if let Some((from, known, place)) = self.memo.next.borrow().get(&key)
            && *from == self.number()
            && *known == way
        {
            return Self { place: place.clone(), memo: Rc::clone(&self.memo) };
        }
        let next = find();
        let entry = (self.number(), way, next.place.clone());
        self.memo.next.borrow_mut().insert(key, entry);
        next
    }

    /// Where something about an expression in this context is kept.
    pub fn key(&self, identity: u64) -> u64 {
        identity ^ self.number().wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    /// The shape of an expression, if it has been worked out here. `is_sound`: and nothing in it makes no sense.
    pub(super) fn known_shape(&self, expr: &Expr, is_sound: bool) -> Option<Shape> {
        let shapes = self.memo.shapes.borrow();
        let known = shapes.get(&self.key(expr.identity()))?;
        let is_it = known.number == self.number() && known.expr == *expr;
        (is_it && (known.is_sound || !is_sound)).then(|| known.shape.clone())
    }

    /// Keeps the shape of an expression.
    pub(super) fn keep_shape(&self, expr: &Expr, shape: &Shape, is_sound: bool) {
        let (number, expr, shape) = (self.number(), expr.clone(), shape.clone());
        let key = self.key(expr.identity());
        self.memo.shapes.borrow_mut().insert(key, Inferred { number, expr, shape, is_sound });
    }

    /// What a variable of a loop is; `None` if there is no loop of this name around.
    pub(super) fn variable(&self, name: &str, part: Half) -> Option<Shape> {
        let found = self.find(name)?;
        Some(match part {
            Half::Key => found.key.clone(),
            Half::Value => found.value.clone(),
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
        let mut next = self.place.innermost.as_deref();
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
