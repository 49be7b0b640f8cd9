//! What kind of value an expression gives, as far as Terraform code depends on it.

use privatelink_ir::Type;

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
