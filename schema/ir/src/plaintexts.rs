//! What secret inputs are in plain text, for whoever may decide by them and shows nothing of it.

use crate::constant::Constant;
use crate::expr::{Expr, Path, Step};
use std::collections::BTreeMap;
use std::fmt;

/// The values of secret inputs, by where these stand.
#[derive(Clone, Default, PartialEq)]
pub struct Plaintexts(BTreeMap<Vec<Step>, Expr>);

impl Plaintexts {
    /// Whether no input is secret, or none of them is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn add(&mut self, path: &Path, value: Expr) {
        self.0.insert(path.0.clone(), value);
    }

    /// Where the secret begins that a place is in, if it is in one.
    pub(crate) fn root(&self, path: &Path) -> Option<Path> {
        self.around(path).map(|(count, _)| Path(path.0.iter().take(count).cloned().collect()))
    }

    /// What stands at a place, null if nothing does; `None` if it is in no secret, or its value is not known.
    pub(crate) fn find(&self, path: &Path) -> Option<Expr> {
        let (count, value) = self.around(path)?;
        path.0.iter().skip(count).try_fold(value.clone(), |here, step| inside(&here, step))
    }

    /// The secret that a place is in, and how many steps lead to it.
    fn around(&self, path: &Path) -> Option<(usize, &Expr)> {
        let places = (1..=path.0.len()).filter_map(|count| Some((count, path.0.get(..count)?)));
        let mut found = places.filter_map(|(count, place)| Some((count, self.0.get(place)?)));
        found.next()
    }
}

fn inside(value: &Expr, step: &Step) -> Option<Expr> {
    Some(match (value, step) {
        (Expr::Object(entries), Step::Field(name) | Step::Key(name)) => {
            entries.get(name).cloned().unwrap_or(Expr::NULL)
        }
        (Expr::List(items), Step::Index(index)) => items.get(*index).cloned().unwrap_or(Expr::NULL),
        (Expr::Literal(value), Step::Field(name) | Step::Key(name)) => {
            Expr::Literal(value.get(name))
        }
        (Expr::Literal(value), Step::Index(index)) => {
            let item = value.as_list().and_then(|items| items.get(*index));
            Expr::Literal(item.cloned().unwrap_or(Constant::Null))
        }
        _ => return None,
    })
}

/// Shows where the secrets stand, and none of them.
impl fmt::Debug for Plaintexts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = self.0.keys().map(|steps| Path(steps.clone()).to_string());
        f.debug_set().entries(places).finish()
    }
}
