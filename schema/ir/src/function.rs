//! The pure functions of the expression language, and what each computes.

use serde_json::{Map, Value as Json};

/// A pure function. Total: what makes no sense gives null, since inputs are checked before anything is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Function {
    /// (list of lists) The lists, one after the other; nulls among them are left out.
    Concat,
    /// (list of maps) One map; later entries win; nulls among them are left out.
    Merge,
    /// (parts...) The parts as one text; null if a part is null.
    Text,
    /// (a, b) Whether both are the same.
    Equal,
    /// (a, b) Whether number a is at most number b.
    AtMost,
    /// (condition) The opposite.
    Not,
    /// (conditions...) Whether all hold.
    All,
    /// (conditions...) Whether any holds.
    Any,
    /// (a) Whether a is not null.
    IsSet,
    /// (map, key) The value under the key; null if there is none.
    Lookup,
    /// (map) Its keys, sorted.
    Keys,
    /// (map) Its values, in the order of their keys.
    Values,
    /// (list) Its elements, each once, where it first stood.
    Distinct,
    /// (list, map or text) How many elements, entries or characters.
    Length,
    /// (list, element) Whether the list has it.
    Contains,
    /// (text, regex) Whether the text has the form of the regular expression.
    Matches,
    /// (value) The value as JSON text, keys sorted.
    Json,
    /// (text) The value that JSON text stands for; null if it is none.
    FromJson,
    /// (list, regex) The first text that has the form of the regular expression; null if there is none.
    Find,
    /// (keys, values) A map from each key to the value at the same place.
    Zip,
}

impl Function {
    /// Computes the function.
    pub fn apply(self, arguments: &[Json]) -> Json {
        let first = arguments.first().unwrap_or(&Json::Null);
        let second = arguments.get(1).unwrap_or(&Json::Null);
        match self {
            Self::Concat => {
                Json::Array(items(first).filter_map(Json::as_array).flatten().cloned().collect())
            }
            Self::Merge => Json::Object(
                items(first)
                    .filter_map(Json::as_object)
                    .flatten()
                    .map(|(key, value)| (key.clone(), value.clone()))
                    .collect(),
            ),
            Self::Text => arguments
                .iter()
                .map(plain_text)
                .collect::<Option<String>>()
                .map_or(Json::Null, Json::String),
            Self::Equal => Json::Bool(same(first, second)),
            Self::AtMost => Json::Bool(match (first.as_f64(), second.as_f64()) {
                (Some(first), Some(second)) => first <= second,
                _ => false,
            }),
            Self::Not => Json::Bool(*first != Json::Bool(true)),
            Self::All => Json::Bool(arguments.iter().all(|item| *item == Json::Bool(true))),
            Self::Any => Json::Bool(arguments.iter().any(|item| *item == Json::Bool(true))),
            Self::IsSet => Json::Bool(!first.is_null()),
            Self::Lookup => {
                second.as_str().and_then(|key| first.get(key)).cloned().unwrap_or(Json::Null)
            }
            Self::Keys => Json::Array(
                sorted(first).into_iter().map(|(key, _)| Json::String(key.clone())).collect(),
            ),
            Self::Values => {
                Json::Array(sorted(first).into_iter().map(|(_, value)| value.clone()).collect())
            }
            Self::Distinct => {
                let mut seen: Vec<Json> = Vec::new();
                for item in items(first) {
                    if !seen.contains(item) {
                        seen.push(item.clone());
                    }
                }
                Json::Array(seen)
            }
            Self::Length => Json::from(match first {
                Json::Array(items) => items.len(),
                Json::Object(entries) => entries.len(),
                Json::String(text) => text.chars().count(),
                _ => 0,
            }),
            Self::Contains => Json::Bool(items(first).any(|item| same(item, second))),
            Self::Matches => Json::Bool(match (first.as_str(), second.as_str()) {
                (Some(text), Some(regex)) => {
                    regex_lite::Regex::new(regex).is_ok_and(|regex| regex.is_match(text))
                }
                _ => false,
            }),
            Self::Json => Json::String(canonical(first).to_string()),
            Self::FromJson => first
                .as_str()
                .and_then(|text| serde_json::from_str(text).ok())
                .unwrap_or(Json::Null),
            Self::Find => {
                let regex = second.as_str().and_then(|regex| regex_lite::Regex::new(regex).ok());
                items(first)
                    .filter_map(Json::as_str)
                    .find(|text| regex.as_ref().is_some_and(|regex| regex.is_match(text)))
                    .map_or(Json::Null, Json::from)
            }
            Self::Zip => Json::Object(
                items(first)
                    .zip(items(second))
                    .filter_map(|(key, value)| Some((key.as_str()?.to_owned(), value.clone())))
                    .collect(),
            ),
        }
    }
}

/// Elements of a list; nothing for anything else.
fn items(value: &Json) -> impl Iterator<Item = &Json> {
    value.as_array().into_iter().flatten()
}

/// Entries of a map in the order of their keys.
pub(crate) fn sorted(value: &Json) -> Vec<(&String, &Json)> {
    let mut entries: Vec<_> = value.as_object().into_iter().flatten().collect();
    entries.sort_by_key(|(key, _)| *key);
    entries
}

/// Equality that does not care whether a whole number came as `5` or `5.0`.
fn same(first: &Json, second: &Json) -> bool {
    match (first, second) {
        (Json::Number(first), Json::Number(second)) => first.as_f64() == second.as_f64(),
        _ => first == second,
    }
}

/// Text of a scalar as people write it; `None` for null and for what has parts.
pub(crate) fn plain_text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.clone()),
        Json::Bool(value) => Some(value.to_string()),
        Json::Number(number) => Some(match number.as_f64() {
            // Pulumi carries every number as a double: 443.0 is the port 443.
            #[expect(clippy::cast_possible_truncation, reason = "the value is whole and small")]
            Some(value) if value.fract() == 0.0 && value.abs() < 1e15 => (value as i64).to_string(),
            _ => number.to_string(),
        }),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

/// The same value with all keys sorted.
fn canonical(value: &Json) -> Json {
    match value {
        Json::Array(items) => Json::Array(items.iter().map(canonical).collect()),
        Json::Object(_) => Json::Object(
            sorted(value)
                .into_iter()
                .map(|(key, value)| (key.clone(), canonical(value)))
                .collect::<Map<_, _>>(),
        ),
        scalar => scalar.clone(),
    }
}
