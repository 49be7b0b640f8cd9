//! Whether a value is of its type, and the words for it when it is not.

use crate::types::Type;
use serde_json::Value as Json;

/// Whether a scalar is of this type.
pub(super) fn fits(ty: &Type, value: &Json) -> bool {
    match ty {
        Type::Bool => value.is_boolean(),
        // Pulumi carries every number as a double, so 443.0 is a whole number.
        Type::Integer { .. } => {
            value.as_f64().is_some_and(|number| number.fract() == 0.0 && number.abs() < 9e15)
        }
        Type::String { .. } | Type::Choice { .. } => value.is_string(),
        Type::List { .. } | Type::Map { .. } | Type::Object { .. } => false,
    }
}

/// What a value of this type is, for help lines.
pub(super) fn describe(ty: &Type) -> String {
    match ty {
        Type::String { pattern: Some(pattern), .. } => pattern.what.clone(),
        Type::Choice { values, .. } => format!("one of `{}`", values.join("`, `")),
        ty => ty.noun().to_owned(),
    }
}

/// What a value is, for messages.
pub(super) fn describe_value(value: &Json) -> String {
    match value {
        Json::String(text) => format!("the text `{text}`"),
        Json::Number(number) => format!("the number {number}"),
        Json::Bool(value) => value.to_string(),
        Json::Null | Json::Array(_) | Json::Object(_) => "something else".to_owned(),
    }
}
