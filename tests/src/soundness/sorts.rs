//! Sorts: types of expressions as the generator thinks of them, without stages and without null.

use super::chance::Chance;
use super::texts::FIELDS;
use privatelink_ir::Type;
use std::sync::Arc;

/// What an expression should give.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sort {
    /// True or false.
    Bool,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// Text.
    Text,
    /// A list.
    List(Box<Sort>),
    /// A map.
    Map(Box<Sort>),
    /// An object.
    Object(Vec<(Arc<str>, Sort)>),
}

impl Sort {
    /// A random one with at most so many levels.
    pub(super) fn any(chance: &mut Chance, levels: usize) -> Self {
        let scalars = if levels == 0 { 4 } else { 9 };
        match chance.below(scalars) {
            0 => Self::Bool,
            1 => Self::Whole,
            2 if chance.coin() => Self::Number,
            2 | 3 => Self::Text,
            4 | 5 => Self::List(Box::new(Self::any(chance, levels - 1))),
            6 | 7 => Self::Map(Box::new(Self::any(chance, levels - 1))),
            _ => {
                let count = 1 + chance.below(3);
                let names = chance.some_of(&FIELDS, count);
                let field = |name: &str| (Arc::from(name), Self::any(chance, levels - 1));
                Self::Object(names.into_iter().map(field).collect())
            }
        }
    }

    /// The sort of an input of a type.
    pub(super) fn of(ty: &Type) -> Self {
        match ty {
            Type::Bool => Self::Bool,
            Type::Integer { .. } => Self::Whole,
            Type::Number { .. } => Self::Number,
            Type::String { .. } | Type::Choice { .. } => Self::Text,
            Type::Json { value } => Self::of(value),
            Type::List { element, .. } => Self::List(Box::new(Self::of(element))),
            Type::Map { element, .. } => Self::Map(Box::new(Self::of(element))),
            Type::Object { fields, .. } => Self::Object(
                fields.iter().map(|field| (Arc::clone(&field.name), Self::of(&field.ty))).collect(),
            ),
        }
    }

    /// Whether a value of this sort can stand where another one is wanted.
    pub(super) fn fits(&self, wanted: &Self) -> bool {
        match (self, wanted) {
            (Self::Whole, Self::Number) => true,
            (Self::List(own), Self::List(other)) | (Self::Map(own), Self::Map(other)) => {
                own.fits(other)
            }
            (own, other) => own == other,
        }
    }

    /// The type of an output of this sort.
    pub(super) fn to_type(&self) -> Type {
        match self {
            Self::Bool => Type::Bool,
            Self::Whole => Type::integer(),
            Self::Number => Type::Number { minimum: None, maximum: None },
            Self::Text => Type::text(),
            Self::List(element) => Type::list_of(element.to_type()),
            Self::Map(element) => Type::map_of(element.to_type()),
            Self::Object(fields) => Type::Object {
                name: "Made".to_owned(),
                doc: "Made up.".to_owned(),
                fields: fields.iter().map(|(name, sort)| super::types::plain(name, sort)).collect(),
            },
        }
    }
}
