//! Whether a value is of its type, and the words for it when it is not.

use crate::constant::Constant;
use crate::types::Type;

/// Most characters of a value that are quoted in a message.
const LONGEST_QUOTE: usize = 200;

/// Whether a scalar is of this type.
pub(super) fn fits(ty: &Type, value: &Constant) -> bool {
    match ty {
        Type::Bool => matches!(value, Constant::Bool(_)),
        Type::Integer { .. } => value.as_number().is_some_and(|number| number.as_i64().is_some()),
        Type::Number { .. } => matches!(value, Constant::Number(_)),
        Type::String { .. } | Type::Choice { .. } | Type::Json { .. } => {
            matches!(value, Constant::Text(_))
        }
        Type::List { .. } | Type::Map { .. } | Type::Object { .. } => false,
    }
}

/// What a value of this type is, for help lines.
pub fn describe(ty: &Type) -> String {
    match ty {
        Type::String { pattern: Some(pattern), .. } => pattern.what.clone(),
        Type::Choice { values, .. } => format!("one of `{}`", values.join("`, `")),
        Type::Json { value } => format!("JSON text of {}", value.noun()),
        ty => ty.noun().to_owned(),
    }
}

/// What a value is, for messages.
pub(super) fn describe_value(value: &Constant) -> String {
    match value {
        Constant::Text(text) => match text.char_indices().nth(LONGEST_QUOTE) {
            Some((end, _)) => format!("the text `{}...`", text.split_at(end).0),
            None => format!("the text `{text}`"),
        },
        Constant::Number(number) => format!("the number {number}"),
        Constant::Bool(value) => value.to_string(),
        Constant::Null | Constant::List(_) | Constant::Object(_) => "something else".to_owned(),
    }
}
