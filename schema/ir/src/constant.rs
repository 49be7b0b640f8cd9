//! Constants: values that are known, cheap to copy and to compare.
//!
//! JSON with three differences: lists and objects are shared instead of copied, a number is the same however it was
//! written (`5`, `5.0`), and two objects are equal whatever the order of their entries.

mod entries;
mod number;

pub use entries::Entries;
pub(crate) use entries::sorted;
pub use number::Number;

use serde_json::Value as Json;
use std::fmt;
use std::sync::Arc;

/// A known value.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Constant {
    /// Absent.
    #[default]
    Null,
    /// True or false.
    Bool(bool),
    /// A number.
    Number(Number),
    /// Text.
    Text(Arc<str>),
    /// A list.
    List(Arc<[Constant]>),
    /// An object or a map.
    Object(Arc<Entries<Constant>>),
}

impl Constant {
    /// A list without elements.
    pub fn empty_list() -> Self {
        Self::List(Arc::from([]))
    }

    /// A map without entries.
    pub fn empty_object() -> Self {
        Self::object(Vec::new())
    }

    /// An object of these entries. Of several with one key, the last one counts.
    pub fn object(entries: Vec<(Arc<str>, Self)>) -> Self {
        Self::Object(Arc::new(Entries::new(entries)))
    }

    /// Whether it is absent.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Whether it is the truth value `true`. Null and everything else is not.
    pub fn is_true(&self) -> bool {
        matches!(self, Self::Bool(true))
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<Number> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The elements, if it is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }

    /// The entries, if it is an object or a map.
    pub fn as_object(&self) -> Option<&Entries<Self>> {
        match self {
            Self::Object(entries) => Some(entries),
            _ => None,
        }
    }

    /// A field of an object or an entry of a map; null if there is none.
    #[must_use]
    pub fn get(&self, name: &str) -> Self {
        self.as_object().and_then(|entries| entries.get(name)).cloned().unwrap_or_default()
    }

    /// The scalar as people write it; `None` for null and for what has parts.
    pub fn to_plain_text(&self) -> Option<Arc<str>> {
        match self {
            Self::Text(text) => Some(Arc::clone(text)),
            Self::Bool(value) => Some(value.to_string().into()),
            Self::Number(number) => Some(number.to_string().into()),
            Self::Null | Self::List(_) | Self::Object(_) => None,
        }
    }

    /// The value as JSON.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Bool(value) => Json::Bool(*value),
            Self::Number(number) => Json::Number(number.to_json()),
            Self::Text(text) => Json::String((**text).to_owned()),
            Self::List(items) => Json::Array(items.iter().map(Self::to_json).collect()),
            Self::Object(entries) => Json::Object(
                entries.iter().map(|(key, value)| ((**key).to_owned(), value.to_json())).collect(),
            ),
        }
    }

    /// The value as JSON text with the keys of objects in order: the same text for equal values.
    pub fn to_canonical_json(&self) -> String {
        let mut text = String::new();
        self.write_canonical(&mut text);
        text
    }

    fn write_canonical(&self, text: &mut String) {
        match self {
            Self::List(items) => {
                text.push('[');
                for (position, item) in items.iter().enumerate() {
                    if position > 0 {
                        text.push(',');
                    }
                    item.write_canonical(text);
                }
                text.push(']');
            }
            Self::Object(entries) => {
                text.push('{');
                for (position, (key, value)) in entries.sorted().enumerate() {
                    if position > 0 {
                        text.push(',');
                    }
                    text.push_str(&quoted(key));
                    text.push(':');
                    value.write_canonical(text);
                }
                text.push('}');
            }
            Self::Text(value) => text.push_str(&quoted(value)),
            scalar => text.push_str(&scalar.to_json().to_string()),
        }
    }
}

/// Letters that JSON text has an escape for although it needs none: Terraform writes it, so that the text is the same
/// whoever writes it.
const ESCAPED: [(char, &str); 5] = [
    ('<', "\\u003c"),
    ('>', "\\u003e"),
    ('&', "\\u0026"),
    ('\u{2028}', "\\u2028"),
    ('\u{2029}', "\\u2029"),
];

/// A text as JSON, quotes included, in the form of [`Constant::to_canonical_json`].
pub fn quoted(text: &str) -> String {
    let plain = Json::from(text).to_string();
    ESCAPED.iter().fold(plain, |text, (letter, escape)| {
        if text.contains(*letter) { text.replace(*letter, escape) } else { text }
    })
}

impl fmt::Display for Constant {
    /// JSON, for people.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_canonical_json())
    }
}

impl From<Json> for Constant {
    fn from(value: Json) -> Self {
        Self::from(&value)
    }
}

impl From<&Json> for Constant {
    fn from(value: &Json) -> Self {
        match value {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(number) => {
                number.as_f64().and_then(Number::new).map_or(Self::Null, Self::Number)
            }
            Json::String(text) => Self::Text(text.as_str().into()),
            Json::Array(items) => Self::List(items.iter().map(Self::from).collect()),
            Json::Object(entries) => Self::object(
                entries.iter().map(|(key, value)| (key.as_str().into(), value.into())).collect(),
            ),
        }
    }
}

impl From<&str> for Constant {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Constant {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<bool> for Constant {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<i64> for Constant {
    fn from(value: i64) -> Self {
        Self::Number(value.into())
    }
}

impl FromIterator<Constant> for Constant {
    fn from_iter<I: IntoIterator<Item = Constant>>(items: I) -> Self {
        Self::List(items.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::Constant;
    use serde_json::json;

    #[test]
    fn equal_values_are_equal_however_they_were_written() {
        let constant = |json| Constant::from(&json);
        assert_eq!(
            constant(json!({ "a": 1, "b": [2.0] })),
            constant(json!({ "b": [2], "a": 1.0 }))
        );
        assert_ne!(constant(json!("1")), constant(json!(1)));
        assert_eq!(constant(json!(-0.0)), constant(json!(0)));
    }

    #[test]
    fn canonical_json_has_its_keys_in_order() {
        let value = Constant::from(&json!({ "b": { "z": null, "y": true }, "a": ["x\"", 1.50] }));
        assert_eq!(value.to_canonical_json(), r#"{"a":["x\"",1.5],"b":{"y":true,"z":null}}"#);
    }

    #[test]
    fn canonical_json_has_the_escapes_of_terraform() {
        let value = Constant::from(&json!({ "a&b": "<\u{2028}é>" }));
        assert_eq!(value.to_canonical_json(), r#"{"a\u0026b":"\u003c\u2028é\u003e"}"#);
    }

    #[test]
    fn a_value_comes_back_as_json() {
        let json = json!({ "b": [1, 2.5, "x"], "a": { "c": false } });
        assert_eq!(Constant::from(&json).to_json(), json);
    }
}
