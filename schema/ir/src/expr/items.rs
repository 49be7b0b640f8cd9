//! Elements of a list.

use super::Expr;
use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

/// Elements of a list, which are read as a slice.
#[derive(Clone, Debug)]
pub struct Items {
    items: Box<[Expr]>,
    settled: bool,
}

impl Items {
    /// Elements as they are written.
    pub fn new(items: Vec<Expr>) -> Self {
        Self { items: items.into(), settled: false }
    }

    /// The same, marked as something that cannot be computed any further.
    pub(crate) fn settled(items: Vec<Expr>) -> Self {
        Self { items: items.into(), settled: true }
    }

    /// Whether nothing in it can be computed any further.
    pub(crate) fn is_settled(&self) -> bool {
        self.settled
    }
}

impl Deref for Items {
    type Target = [Expr];

    fn deref(&self) -> &[Expr] {
        &self.items
    }
}

impl PartialEq for Items {
    fn eq(&self, other: &Self) -> bool {
        self.items == other.items
    }
}

impl Eq for Items {}

impl PartialOrd for Items {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Items {
    fn cmp(&self, other: &Self) -> Ordering {
        self.items.cmp(&other.items)
    }
}

impl Hash for Items {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.items.hash(state);
    }
}
