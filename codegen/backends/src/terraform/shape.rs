//! What kind of value an expression gives, as far as Terraform code depends on it.

use privatelink_ir::Type;
use serde_json::Value as Json;

/// Kind of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Text in any form, the empty one included.
    Text,
    /// A number, true or false, or a text that is never empty.
    Scalar,
    /// A list.
    List(Box<Shape>),
    /// A map.
    Map(Box<Shape>),
    /// An object: name, shape, and whether it may be null.
    Object(Vec<(String, Shape, bool)>),
    /// Not known here.
    Unknown,
}

impl Shape {
    /// Shape of an input type.
    pub(super) fn of(ty: &Type) -> Self {
        match ty {
            Type::Bool
            | Type::Integer { .. }
            | Type::Choice { .. }
            | Type::String { pattern: Some(_), .. } => Self::Scalar,
            Type::String { .. } => Self::Text,
            Type::List { element, .. } => Self::List(Box::new(Self::of(element))),
            Type::Map { element, .. } => Self::Map(Box::new(Self::of(element))),
            Type::Object { fields, .. } => Self::Object(
                fields
                    .iter()
                    .map(|field| (field.name.clone(), Self::of(&field.ty), field.nullable()))
                    .collect(),
            ),
        }
    }

    /// Shape of a constant.
    pub(super) fn of_constant(value: &Json) -> Self {
        match value {
            Json::Null => Self::Unknown,
            Json::String(text) if text.is_empty() => Self::Text,
            Json::Bool(_) | Json::Number(_) | Json::String(_) => Self::Scalar,
            Json::Array(items) => {
                Self::List(Box::new(items.first().map_or(Self::Unknown, Self::of_constant)))
            }
            Json::Object(entries) => Self::Object(
                entries
                    .iter()
                    .map(|(name, value)| (name.clone(), Self::of_constant(value), value.is_null()))
                    .collect(),
            ),
        }
    }

    /// Shape of the entry under some key. The entries of a table are alike.
    pub(super) fn entry(&self) -> Self {
        match self {
            Self::Object(fields) => {
                fields.first().map_or(Self::Unknown, |(_, shape, _)| shape.clone())
            }
            other => other.element(),
        }
    }

    /// Whether the value has no parts.
    pub(super) fn is_scalar(&self) -> bool {
        matches!(self, Self::Text | Self::Scalar)
    }

    /// Shape of an element of a list or a map.
    pub(super) fn element(&self) -> Self {
        match self {
            Self::List(element) | Self::Map(element) => (**element).clone(),
            _ => Self::Unknown,
        }
    }

    /// A field of an object: its shape, and whether it may be null.
    pub(super) fn field(&self, name: &str) -> (Self, bool) {
        match self {
            Self::Object(fields) => fields
                .iter()
                .find(|(known, ..)| known == name)
                .map_or((Self::Unknown, true), |(_, shape, nullable)| (shape.clone(), *nullable)),
            Self::Map(element) => ((**element).clone(), true),
            _ => (Self::Unknown, false),
        }
    }
}
