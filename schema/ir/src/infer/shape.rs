//! Shapes: types of expressions, with nullability and stage at every level.

use crate::constant::{Constant, Entries};
use crate::types::{Field, Stage, Type};
use std::sync::Arc;

/// When something is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// From the start.
    Early,
    /// Maybe only while the deployment runs. What it comes from, for people: `ids[*]`.
    Late(Arc<str>),
}

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

/// What an expression gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape {
    /// Its type.
    pub ty: Ty,
    /// Whether it may be null.
    pub nullable: bool,
    /// When it is known: of a list or a map, which elements or entries there are; of an optional value, also whether it
    /// is there. What is inside is known no earlier, and has a stage of its own.
    pub known: Known,
}

/// Type of an expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ty {
    /// Nothing there is: null, and the elements of an empty list. Fits everything.
    Nothing,
    /// Something nobody knows the type of, such as an attribute of a node. Fits everything.
    Anything,
    /// Values of several types, which can only be handed on as they are: the statements of a policy, JSON without a
    /// declared type.
    Mixed,
    /// True or false.
    Bool,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// Text.
    Text {
        /// Whether it may be the empty text.
        may_be_empty: bool,
    },
    /// A list.
    List(Arc<Shape>),
    /// A map.
    Map(Arc<Shape>),
    /// An object.
    Object(Arc<Entries<Shape>>),
}

impl Ty {
    /// Text that may be empty.
    pub const TEXT: Self = Self::Text { may_be_empty: true };

    /// What the type is called in messages.
    pub fn noun(&self) -> &'static str {
        match self {
            Self::Nothing => "null",
            Self::Anything => "something",
            Self::Mixed => "values of several types",
            Self::Bool => "true or false",
            Self::Whole => "a whole number",
            Self::Number => "a number",
            Self::Text { .. } => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Object(_) => "an object",
        }
    }

    /// Whether it has no parts.
    pub fn is_scalar(&self) -> bool {
        matches!(self, Self::Bool | Self::Whole | Self::Number | Self::Text { .. })
    }

    /// Whether nobody knows what it is, so that it fits everywhere.
    pub fn fits_everything(&self) -> bool {
        matches!(self, Self::Nothing | Self::Anything)
    }

    /// The type of values that are of the one or of the other type; `None` if no type has both.
    pub fn unify(&self, other: &Self) -> Option<Self> {
        Some(match (self, other) {
            (Self::Nothing, ty) | (ty, Self::Nothing) => ty.clone(),
            (Self::Anything, _) | (_, Self::Anything) => Self::Anything,
            (Self::Mixed, _) | (_, Self::Mixed) => Self::Mixed,
            (Self::Whole | Self::Number, Self::Number) | (Self::Number, Self::Whole) => {
                Self::Number
            }
            (Self::Text { may_be_empty: one }, Self::Text { may_be_empty: two }) => {
                Self::Text { may_be_empty: *one || *two }
            }
            (Self::List(one), Self::List(two)) => Self::List(Arc::new(one.unify(two)?)),
            (Self::Map(one), Self::Map(two)) => Self::Map(Arc::new(one.unify(two)?)),
            (Self::Map(element), Self::Object(_)) => {
                Self::Map(Arc::new(element.unify(&other.as_map()?)?))
            }
            (Self::Object(_), Self::Map(element)) => {
                Self::Map(Arc::new(self.as_map()?.unify(element)?))
            }
            (Self::Object(one), Self::Object(two)) => Self::Object(Arc::new(both(one, two)?)),
            (one, two) if one == two => one.clone(),
            _ => return None,
        })
    }

    /// The shape of the entries, if it is a map or an object whose fields are alike.
    pub fn as_map(&self) -> Option<Shape> {
        match self {
            Self::Map(element) => Some((**element).clone()),
            Self::Object(fields) => {
                fields.iter().try_fold(Shape::of_nothing(), |all, (_, field)| {
                    all.or(field).or_else(|| all.as_maps(field))
                })
            }
            _ => None,
        }
    }
}

/// The fields of both objects, if they have the same ones.
fn both(one: &Entries<Shape>, two: &Entries<Shape>) -> Option<Entries<Shape>> {
    if one.len() != two.len() {
        return None;
    }
    let field =
        |(name, shape): &(Arc<str>, Shape)| Some((Arc::clone(name), shape.unify(two.get(name)?)?));
    one.iter().map(field).collect::<Option<Vec<_>>>().map(Entries::new)
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
                Ty::Object(Arc::new(Entries::new(fields.iter().map(field).collect())))
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
                Ty::Object(Arc::new(Entries::new(entries.iter().map(field).collect())))
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
    fn as_maps(&self, other: &Self) -> Option<Self> {
        let element = self.ty.as_map()?.or(&other.ty.as_map()?)?;
        let (nullable, known) = (self.nullable || other.nullable, self.known.and(&other.known));
        Some(Self { ty: Ty::Map(Arc::new(element)), nullable, known })
    }

    /// The shape of values that are the one or the other; `None` if no type has both.
    pub fn unify(&self, other: &Self) -> Option<Self> {
        self.or(other)
    }

    pub(super) fn or(&self, other: &Self) -> Option<Self> {
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
                Ty::Object(Arc::new(Entries::new(fields.iter().map(field).collect())))
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
