//! The three forms of a value: as it flows into properties (open parts stay holes), as far as it is known (for rules),
//! and as far as it may be shown (for messages, secrets hidden).
//!
//! Of most values all three are the same, and then they are one.

use crate::expr::{Expr, Path, Step};
use crate::reduce::values;
use std::sync::Arc;

/// The flowing, the known and the shown form of one value.
#[derive(Clone, Debug)]
pub(super) enum Trees {
    /// All three are the same.
    Same(Expr),
    /// They differ.
    Apart([Expr; 3]),
}

impl Trees {
    /// Nothing.
    pub(super) const ABSENT: Self = Self::Same(Expr::NULL);

    /// What stands for a value that has been reported: no rule can be decided by it, so nothing is reported twice.
    ///
    /// It is a hole inside of itself: of what is inside of an open value not even that is known, whether it is there.
    pub(super) fn faulty(path: &Path) -> Self {
        let inside = Expr::Hole(Arc::new(path.then(Step::Field("".into()))));
        Self::Apart([Expr::NULL, inside.clone(), inside])
    }

    /// The three forms.
    pub(super) fn apart(&self) -> [Expr; 3] {
        match self {
            Self::Same(one) => [one.clone(), one.clone(), one.clone()],
            Self::Apart(three) => three.clone(),
        }
    }

    /// A list of these.
    pub(super) fn list(items: &[Self]) -> Self {
        Self::joined(items.iter(), values::list)
    }

    /// An object of these.
    pub(super) fn object(entries: &[(Arc<str>, Self)]) -> Self {
        let keys = || entries.iter().map(|(key, _)| Arc::clone(key));
        let parts = entries.iter().map(|(_, value)| value);
        Self::joined(parts, |values: Vec<Expr>| values::object(keys().zip(values).collect()))
    }

    fn joined<'a>(
        parts: impl Iterator<Item = &'a Self> + Clone,
        join: impl Fn(Vec<Expr>) -> Expr,
    ) -> Self {
        let same: Option<Vec<Expr>> = parts
            .clone()
            .map(|part| match part {
                Self::Same(one) => Some(one.clone()),
                Self::Apart(_) => None,
            })
            .collect();
        if let Some(same) = same {
            return Self::Same(join(same));
        }
        let mut three: [Vec<Expr>; 3] = Default::default();
        for part in parts {
            for (all, one) in three.iter_mut().zip(part.apart()) {
                all.push(one);
            }
        }
        Self::Apart(three.map(join))
    }
}
