//! Names inside of values: Terraform's in objects, the graph's in maps and in JSON text.
//!
//! An object's fields are in snake case; keys of maps are the user's and stay. An object can be taken for a map, or be
//! written as JSON text, and then its names are the graph's. So each expression is lowered for the type that is wanted at
//! its place, and what is at hand with other names is put together anew.

use super::hcl::Expression;
use super::names::object_key;
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::expr::ByIdentity;
use privatelink_ir::infer::Ty;
use privatelink_ir::{Constant, Known, Shape};
use std::cell::RefCell;
use std::sync::Arc;

/// A type for which all names are the graph's.
pub(super) const VERBATIM: &Ty = &Ty::Anything;

/// A map of texts, whose keys are the user's: tags.
pub(super) fn string_map() -> Ty {
    Ty::Map(Arc::new(Shape::of(Ty::TEXT, Known::Early)))
}

/// How a part is named in a value of a type. Fields that would have one name in snake case keep their own ones: keys of a
/// map that is written down.
pub(super) fn name_in(ty: &Ty, name: &str) -> String {
    let Ty::Object(fields) = ty else { return name.to_owned() };
    let spelled = snake_case(name);
    // Only a capital letter makes another name of one.
    if spelled == name && !fields.has_capitals() {
        return spelled;
    }
    let is_same = |other: &str| other != name && snake_case(other) == spelled;
    if fields.iter().any(|(other, _)| is_same(other)) { name.to_owned() } else { spelled }
}

/// The type of a part of a value of a type.
pub(super) fn part_in<'t>(ty: &'t Ty, name: &str) -> &'t Ty {
    match ty {
        Ty::Object(fields) => fields.get(name).map_or(VERBATIM, |field| &field.ty),
        other => element_in(other),
    }
}

/// The type of the elements of a list or the entries of a map.
pub(super) fn element_in(ty: &Ty) -> &Ty {
    match ty {
        Ty::List(element) | Ty::Map(element) => &element.ty,
        _ => VERBATIM,
    }
}

/// Whether names in a value of one type are others in one of another type.
fn differs(from: &Ty, to: &Ty) -> bool {
    match from {
        Ty::Object(fields) => {
            let is_map = !matches!(to, Ty::Object(_));
            fields.iter().any(|(name, field)| {
                let is_other = is_map && name.contains(char::is_uppercase);
                is_other || differs(&field.ty, part_in(to, name))
            })
        }
        Ty::List(element) | Ty::Map(element) => differs(&element.ty, element_in(to)),
        _ => false,
    }
}

/// Whether names differ between types, by the place of the first one's fields in memory. A table of constants has many, and
/// each look-up in it would go through them.
#[derive(Default)]
pub(super) struct Spellings(RefCell<ByIdentity<(Ty, Ty, bool)>>);

impl Spellings {
    /// [`differs`].
    pub(super) fn differs(&self, from: &Ty, to: &Ty) -> bool {
        let Ty::Object(fields) = from else { return differs(from, to) };
        let place = Arc::as_ptr(fields).addr() as u64;
        if let Some((known, other, differs)) = self.0.borrow().get(&place)
            && known == from
            && other == to
        {
            return *differs;
        }
        let differs = differs(from, to);
        self.0.borrow_mut().insert(place, (from.clone(), to.clone(), differs));
        differs
    }
}

/// A field of an object, of whatever name.
pub(super) fn read(object: Expression, name: &str) -> Expression {
    if object_key(name) == name { object.get(name) } else { object.index(Expression::text(name)) }
}

/// A constant of a type.
pub(super) fn literal(value: &Constant, ty: &Ty) -> Expression {
    match value {
        Constant::Text(text) => Expression::text(&**text),
        Constant::List(items) => {
            Expression::List(items.iter().map(|item| literal(item, element_in(ty))).collect())
        }
        Constant::Object(entries) => {
            let entry = |(name, value): &(Arc<str>, Constant)| {
                (object_key(&name_in(ty, name)), literal(value, part_in(ty, name)))
            };
            Expression::Object(entries.iter().map(entry).collect())
        }
        Constant::Number(number) => Expression::word(number.to_string()),
        Constant::Null | Constant::Bool(_) => Expression::word(value.to_string()),
    }
}
