//! Fields of an object's type.

use super::types::{Fields, Shape};
use crate::constant::Entries;
use std::ops::Deref;
use std::sync::Arc;

impl Fields {
    pub(super) fn new(fields: impl Iterator<Item = (Arc<str>, Shape)>) -> Self {
        let (common, has_capitals) = Default::default();
        Self { entries: Entries::new(fields.collect()), common, has_capitals }
    }

    /// The shape of the entries if the object is taken for a map; `None` if its fields are not alike.
    pub(super) fn common(&self) -> Option<Shape> {
        let common = || {
            self.entries.iter().try_fold(Shape::of_nothing(), |all, (_, field)| {
                all.or(field).or_else(|| all.as_maps(field))
            })
        };
        self.common.get_or_init(common).clone()
    }

    /// Whether a name has a capital letter, so that it is another one in snake case.
    pub fn has_capitals(&self) -> bool {
        let is_capital = |(name, _): &(Arc<str>, Shape)| name.contains(char::is_uppercase);
        *self.has_capitals.get_or_init(|| self.entries.iter().any(is_capital))
    }
}

impl Deref for Fields {
    type Target = Entries<Shape>;

    fn deref(&self) -> &Entries<Shape> {
        &self.entries
    }
}

impl PartialEq for Fields {
    fn eq(&self, other: &Self) -> bool {
        self.entries == other.entries
    }
}

impl Eq for Fields {}
