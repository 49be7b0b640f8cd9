//! Shapes: types of expressions, with nullability and stage at every level.

use super::types::{Fields, Known, Shape, Ty};
use crate::constant::Constant;
use crate::types::{Field, Stage, Type};
use std::sync::Arc;

impl Known {
    /// The later of both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        match self {
            Self::Early => other.clone(),
            late @ Self::Late(_) => late.clone(),
        }
    }

    /// Whether it may be known late.
    pub fn is_late(&self) -> bool {
        matches!(self, Self::Late(_))
    }
}

impl Shape {
    /// A value that is never null.
    pub fn of(ty: Ty, known: Known) -> Self {
        Self { ty, nullable: false, known }
    }

    /// Null, or the element of a list that has none.
    pub fn of_nothing() -> Self {
        Self::of(Ty::Nothing, Known::Early)
    }

    /// An input, or a field of one. `path` is where it stands.
    pub(super) fn of_input(field: &Field) -> Self {
        Self::of_field(field, &field.name, &Known::Early)
    }

    fn of_field(field: &Field, path: &str, around: &Known) -> Self {
        let known = around.and(&stage(field.stage, path));
        let ty = Self::ty_of(&field.ty, path, &known);
        Self { ty, nullable: field.nullable(), known }
    }

    fn ty_of(ty: &Type, path: &str, around: &Known) -> Ty {
        let inside = |element: &Type, element_stage: Stage, path: &str| {
            let known = around.and(&stage(element_stage, path));
            Arc::new(Self::of(Self::ty_of(element, path, &known), known))
        };
        match ty {
            Type::Bool => Ty::Bool,
            Type::Integer { .. } => Ty::Whole,
            Type::Number { .. } => Ty::Number,
            Type::Choice { .. } | Type::String { pattern: Some(_), .. } => {
                Ty::Text { may_be_empty: false }
            }
            Type::String { .. } => Ty::TEXT,
            Type::Json { value } => Self::ty_of(value, path, around),
            Type::List { element, element_stage, .. } => {
                Ty::List(inside(element, *element_stage, &format!("{path}[*]")))
            }
            Type::Map { element, element_stage, .. } => {
                Ty::Map(inside(element, *element_stage, &format!("{path}[*]")))
            }
            Type::Object { fields, .. } => {
                let field = |field: &Field| {
                    let path = format!("{path}.{}", field.name);
                    (Arc::clone(&field.name), Self::of_field(field, &path, around))
                };
                Ty::Object(Arc::new(Fields::new(fields.iter().map(field))))
            }
        }
    }

    /// A type of inputs, all of it known when `known` says.
    pub fn of_type(ty: &Type, known: &Known) -> Self {
        Self::of(Self::ty_of(ty, "", known), known.clone()).later(known)
    }

    /// A constant.
    pub fn of_constant(value: &Constant) -> Self {
        let ty = match value {
            Constant::Null => return Self { nullable: true, ..Self::of_nothing() },
            Constant::Bool(_) => Ty::Bool,
            Constant::Number(number) if number.as_i64().is_some() => Ty::Whole,
            Constant::Number(_) => Ty::Number,
            Constant::Text(text) => Ty::Text { may_be_empty: text.is_empty() },
            Constant::List(items) => {
                Ty::List(Arc::new(Self::of_elements(items.iter().map(Self::of_constant))))
            }
            Constant::Object(entries) => {
                let field = |(name, value): &(Arc<str>, Constant)| {
                    (Arc::clone(name), Self::of_constant(value))
                };
                Ty::Object(Arc::new(Fields::new(entries.iter().map(field))))
            }
        };
        Self::of(ty, Known::Early)
    }

    /// What all elements of a list are. If they have no type in common, they can only be handed on.
    pub(super) fn of_elements(mut elements: impl Iterator<Item = Self>) -> Self {
        let Some(mut all) = elements.next() else { return Self::of_nothing() };
        for element in elements {
            all = all.or(&element).or_else(|| all.as_maps(&element)).unwrap_or_else(|| Self {
                ty: Ty::Mixed,
                nullable: all.nullable || element.nullable,
                known: all.deep().and(&element.deep()),
            });
        }
        all
    }

    /// Maps that two objects with other fields are, if what is in them is alike.
    pub(super) fn as_maps(&self, other: &Self) -> Option<Self> {
        let element = self.ty.as_map()?.or(&other.ty.as_map()?)?;
        let (nullable, known) = (self.nullable || other.nullable, self.known.and(&other.known));
        Some(Self { ty: Ty::Map(Arc::new(element)), nullable, known })
    }

    /// The shape of values that are the one or the other; `None` if no type has both.
    pub fn unify(&self, other: &Self) -> Option<Self> {
        self.or(other)
    }

    pub(super) fn or(&self, other: &Self) -> Option<Self> {
        // Mostly so, and comparing copies nothing.
        if self == other {
            return Some(self.clone());
        }
        let ty = self.ty.unify(&other.ty)?;
        // What hides its parts is known as late as they are.
        let known = match ty {
            Ty::Anything | Ty::Mixed => self.deep().and(&other.deep()),
            _ => self.known.and(&other.known),
        };
        Some(Self { ty, nullable: self.nullable || other.nullable, known })
    }

    /// When all of it is known, whatever is inside.
    pub fn deep(&self) -> Known {
        match &self.ty {
            Ty::List(element) | Ty::Map(element) => self.known.and(&element.deep()),
            Ty::Object(fields) => {
                fields.iter().fold(self.known.clone(), |known, (_, field)| known.and(&field.deep()))
            }
            _ => self.known.clone(),
        }
    }

    /// The same, nothing of it known earlier than something else.
    #[must_use]
    pub fn later(&self, than: &Known) -> Self {
        if !than.is_late() {
            return self.clone();
        }
        let ty = match &self.ty {
            Ty::List(element) => Ty::List(Arc::new(element.later(than))),
            Ty::Map(element) => Ty::Map(Arc::new(element.later(than))),
            Ty::Object(fields) => {
                let field =
                    |(name, field): &(Arc<str>, Self)| (Arc::clone(name), field.later(than));
                Ty::Object(Arc::new(Fields::new(fields.iter().map(field))))
            }
            other => other.clone(),
        };
        Self { ty, nullable: self.nullable, known: self.known.and(than) }
    }

    /// The same, but never null.
    #[must_use]
    pub fn present(self) -> Self {
        Self { nullable: false, ..self }
    }

    /// The same, but maybe null.
    #[must_use]
    pub fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// What the elements of a list or the entries of a map are; `None` if it is neither.
    pub fn element(&self) -> Option<Self> {
        let element = match &self.ty {
            Ty::Nothing => Self::of_nothing(),
            Ty::Anything => Self::of(Ty::Anything, Known::Early).or_null(),
            Ty::List(element) => (**element).clone(),
            other => other.as_map()?,
        };
        Some(element.later(&self.known))
    }

    /// A field; `None` if it has none of this name.
    pub fn field(&self, name: &str) -> Option<Self> {
        let field = match &self.ty {
            Ty::Nothing => Self::of_nothing().or_null(),
            Ty::Anything => Self::of(Ty::Anything, Known::Early).or_null(),
            Ty::Object(fields) => fields.get(name)?.clone(),
            _ => return None,
        };
        let nullable = field.nullable || self.nullable;
        Some(Self { nullable, ..field.later(&self.known) })
    }
}

fn stage(stage: Stage, path: &str) -> Known {
    match stage {
        Stage::Structural => Known::Early,
        Stage::Value => Known::Late(path.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Shape, Ty};
    use crate::constant::Constant;
    use serde_json::json;

    fn shape(value: serde_json::Value) -> Shape {
        Shape::of_constant(&Constant::from(value))
    }

    #[test]
    fn types_have_what_both_sides_have_in_common() {
        let unified = |one, two| shape(one).unify(&shape(two)).map(|shape| shape.ty);
        assert_eq!(unified(json!(1), json!(1.5)), Some(Ty::Number));
        assert_eq!(unified(json!(null), json!("a")), Some(Ty::Text { may_be_empty: false }));
        assert_eq!(unified(json!({ "a": 1 }), json!({ "b": 1 })), None);
        assert_eq!(unified(json!(["a"]), json!([])), Some(shape(json!(["a"])).ty));
        assert_eq!(unified(json!(1), json!("1")), None);
    }

    #[test]
    fn elements_without_a_common_type_are_mixed() {
        let list = shape(json!([{ "a": 1 }, { "b": "x" }]));
        assert_eq!(list.element().map(|element| element.ty), Some(Ty::Mixed));
        assert_eq!(shape(json!([])).element(), Some(Shape::of_nothing()));
    }

    #[test]
    fn what_is_inside_is_known_no_earlier() {
        let late = Known::Late("ids".into());
        let list = shape(json!([["a"]]));
        assert_eq!(list.deep(), Known::Early);
        let later = list.later(&late);
        assert_eq!(
            later.element().and_then(|inner| inner.element()).map(|text| text.known),
            Some(late)
        );
    }
}
