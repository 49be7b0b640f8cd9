//! Lists, maps and objects whose shape is known, constants out of them, and choices between values.

use crate::constant::{Constant, Entries};
use crate::expr::{Expr, Items, Step};
use crate::function::Tree;
use std::rc::Rc;
use std::sync::Arc;

/// Keys and values of a list or a map.
pub(crate) type Elements = Rc<[(Expr, Expr)]>;

/// Keys and values of a known shape, maps in the order of their keys. Key of a list element is its index.
pub(crate) fn entries(expr: &Expr) -> Option<Elements> {
    let index = |position: usize| i64::try_from(position).map_or(Expr::NULL, Expr::from);
    let key = |key: &Arc<str>| Expr::Literal(Constant::Text(Arc::clone(key)));
    Some(match expr {
        Expr::Literal(Constant::Null) => Rc::from([]),
        Expr::Literal(Constant::List(items)) => {
            let literal = |(at, item): (usize, &Constant)| (index(at), Expr::Literal(item.clone()));
            items.iter().enumerate().map(literal).collect()
        }
        Expr::Literal(Constant::Object(entries)) => {
            let literal =
                |(name, value): &(Arc<str>, Constant)| (key(name), Expr::Literal(value.clone()));
            match entries.in_order() {
                Some(entries) => entries.iter().map(literal).collect(),
                None => entries.sorted().map(literal).collect(),
            }
        }
        Expr::List(items) => {
            items.iter().cloned().enumerate().map(|(at, item)| (index(at), item)).collect()
        }
        Expr::Object(entries) => {
            let entry = |(name, value): &(Arc<str>, Expr)| (key(name), value.clone());
            match entries.in_order() {
                Some(entries) => entries.iter().map(entry).collect(),
                None => entries.sorted().map(entry).collect(),
            }
        }
        _ => return None,
    })
}

/// A list of computed elements; a constant if all of them are.
pub(crate) fn list(items: Vec<Expr>) -> Expr {
    if items.iter().all(is_constant) {
        return Expr::Literal(items.into_iter().map(constant).collect());
    }
    if items.iter().all(is_settled) {
        Expr::List(Arc::new(Items::settled(items)))
    } else {
        Expr::list(items)
    }
}

/// An object of computed values; a constant if all of them are.
pub(crate) fn object(entries: Vec<(Arc<str>, Expr)>) -> Expr {
    if entries.iter().all(|(_, value)| is_constant(value)) {
        let constants = entries.into_iter().map(|(key, value)| (key, constant(value)));
        return Expr::Literal(Constant::object(constants.collect()));
    }
    if entries.iter().all(|(_, value)| is_settled(value)) {
        Expr::Object(Arc::new(Entries::settled(entries)))
    } else {
        Expr::object(entries)
    }
}

fn is_constant(expr: &Expr) -> bool {
    matches!(expr, Expr::Literal(_))
}

/// The value of a constant.
fn constant(expr: Expr) -> Constant {
    match expr {
        Expr::Literal(value) => value,
        // INVARIANT: only called for constants.
        _ => Constant::Null,
    }
}

/// The values of constants; what was given if not all of it is constant.
pub(super) fn constants(items: Vec<Expr>) -> Result<Vec<Constant>, Vec<Expr>> {
    // Looked through first: mostly something is open, and then nothing is copied.
    if items.iter().all(is_constant) {
        Ok(items.into_iter().map(constant).collect())
    } else {
        Err(items)
    }
}

/// Whether nothing can be computed any further, however much becomes known about loops and nodes.
fn is_settled(expr: &Expr) -> bool {
    match expr {
        Expr::Literal(_) | Expr::Hole(_) | Expr::Fact(..) => true,
        Expr::List(items) => items.is_settled(),
        Expr::Object(entries) => entries.is_settled(),
        Expr::Get(object, _) => is_settled(object),
        Expr::If(condition, then, otherwise) => {
            [condition, then, otherwise].into_iter().all(|part| is_settled(part))
        }
        Expr::Call(_, arguments) => arguments.iter().all(is_settled),
        Expr::Input(_)
        | Expr::Local(_)
        | Expr::Variable(..)
        | Expr::Attribute { .. }
        | Expr::Instances { .. }
        | Expr::For(_) => false,
    }
}

/// A field of an object or an entry of a map, null if there is none; `None` if that is not known.
pub(super) fn member(object: &Expr, name: &str) -> Option<Expr> {
    match object {
        Expr::Object(entries) => Some(entries.get(name).cloned().unwrap_or(Expr::NULL)),
        Expr::Literal(value) => Some(Expr::Literal(value.get(name))),
        _ => None,
    }
}

/// A field of a computed object. Read from one of two objects, it is one of two fields.
pub(super) fn get(object: Expr, field: &Arc<str>) -> Expr {
    if let Some(found) = member(&object, field) {
        return found;
    }
    match object {
        Expr::Hole(path) => Expr::Hole(Arc::new(path.then(Step::Field(Arc::clone(field))))),
        Expr::If(condition, then, otherwise) => {
            let read = |branch: &Expr| get(branch.clone(), field);
            choice((*condition).clone(), read(&then), read(&otherwise))
        }
        open => Expr::Get(Arc::new(open), Arc::clone(field)),
    }
}

/// One of two computed values.
pub(super) fn choice(condition: Expr, then: Expr, otherwise: Expr) -> Expr {
    match &condition {
        Expr::Literal(value) if value.is_true() => then,
        Expr::Literal(_) => otherwise,
        _ if then == otherwise => then,
        _ => Expr::choice(condition, then, otherwise),
    }
}

impl Tree for Expr {
    fn known(value: Constant) -> Self {
        Self::Literal(value)
    }

    fn from_items(items: Vec<Self>) -> Self {
        list(items)
    }

    fn from_entries(entries: Vec<(Arc<str>, Self)>) -> Self {
        object(entries)
    }

    fn is_open(&self) -> bool {
        !matches!(self, Self::Literal(_) | Self::List(_) | Self::Object(_))
    }

    fn is_null(&self) -> bool {
        Self::is_null(self)
    }

    fn to_text(&self) -> Option<Arc<str>> {
        self.as_constant()?.to_text()
    }

    fn to_items(&self) -> Option<Vec<Self>> {
        match self {
            Self::List(items) => Some(items.to_vec()),
            Self::Literal(Constant::List(items)) => {
                Some(items.iter().cloned().map(Self::Literal).collect())
            }
            _ => None,
        }
    }

    fn to_entries(&self) -> Option<Vec<(Arc<str>, Self)>> {
        match self {
            Self::Object(entries) => Some(entries.to_sorted()),
            Self::Literal(Constant::Object(entries)) => Some(
                entries
                    .sorted()
                    .map(|(key, value)| (Arc::clone(key), Self::Literal(value.clone())))
                    .collect(),
            ),
            _ => None,
        }
    }

    fn entry(&self, key: &str) -> Option<Self> {
        member(self, key)
    }

    fn size(&self) -> Option<usize> {
        match self {
            Self::List(items) => Some(items.len()),
            Self::Object(entries) => Some(entries.len()),
            Self::Literal(value) => value.size(),
            _ => None,
        }
    }

    fn seen_through(self, _: &Self) -> Self {
        self
    }
}
