//! Types of expressions.

use crate::constant::Entries;
use std::sync::{Arc, OnceLock};

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
    Object(Arc<Fields>),
}

/// When something is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// From the start.
    Early,
    /// Maybe only while the deployment runs. What it comes from, for people: `ids[*]`.
    Late(Arc<str>),
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

/// Shapes of the fields of an object, which are read as entries.
#[derive(Clone, Debug)]
pub struct Fields {
    pub(super) entries: Entries<Shape>,
    /// What all fields have in common: of a table of constants that takes long, and each look-up in it asks.
    pub(super) common: OnceLock<Option<Shape>>,
    pub(super) has_capitals: OnceLock<bool>,
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

    /// Whether every value of this type is one of another type.
    pub fn is_one_of(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Nothing | Self::Anything, _) | (_, Self::Anything | Self::Mixed) => true,
            (Self::Whole, Self::Number) | (Self::Text { .. }, Self::Text { .. }) => true,
            (Self::List(one), Self::List(other)) | (Self::Map(one), Self::Map(other)) => {
                one.ty.is_one_of(&other.ty)
            }
            (Self::Object(fields), Self::Map(element)) => {
                fields.iter().all(|(_, field)| field.ty.is_one_of(&element.ty))
            }
            (Self::Object(fields), Self::Object(others)) => {
                let fits = |(name, field): &(Arc<str>, Shape)| {
                    others.get(name).is_some_and(|other| field.ty.is_one_of(&other.ty))
                };
                fields.len() == others.len() && fields.iter().all(fits)
            }
            (one, other) => one == other,
        }
    }

    /// Whether it is, or has in it, values of several types.
    pub fn is_mixed(&self) -> bool {
        match self {
            Self::Mixed => true,
            Self::List(element) | Self::Map(element) => element.ty.is_mixed(),
            Self::Object(fields) => fields.iter().any(|(_, field)| field.ty.is_mixed()),
            _ => false,
        }
    }

    /// The shape of the entries, if it is a map or an object whose fields are alike.
    pub fn as_map(&self) -> Option<Shape> {
        match self {
            Self::Map(element) => Some((**element).clone()),
            Self::Object(fields) => fields.common(),
            _ => None,
        }
    }
}

/// The fields of both objects, if they have the same ones.
fn both(one: &Fields, two: &Fields) -> Option<Fields> {
    if one.len() != two.len() {
        return None;
    }
    let field =
        |(name, shape): &(Arc<str>, Shape)| Some((Arc::clone(name), shape.unify(two.get(name)?)?));
    one.iter().map(field).collect::<Option<Vec<_>>>().map(|fields| Fields::new(fields.into_iter()))
}
