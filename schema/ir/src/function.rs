//! The pure functions of the expression language, and what each computes.

use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;
use std::net::{Ipv4Addr, Ipv6Addr};

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
    /// (list) The elements that stand in it more than once, each once, where it first stood.
    Repeated,
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
    /// (text, separator) What is before the first separator; all of the text if there is none.
    Before,
    /// (text, beginning) The text without what it begins with; all of the text if it begins otherwise.
    Without,
    /// (text, list) The texts of the list that are one letter away: one more, one less, or another one.
    Near,
    /// (text) A range of addresses with its first address, in its shortest form: `10.0.0.0/8` for `10.0.0.5/8`. Any other
    /// text as it is.
    Range,
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
            Self::Repeated => {
                let mut times: BTreeMap<String, usize> = BTreeMap::new();
                for item in items(first) {
                    *times.entry(item.to_string()).or_default() += 1;
                }
                let is_first_of_several =
                    |item: &&Json| times.remove(&item.to_string()).is_some_and(|times| times > 1);
                Json::Array(items(first).filter(is_first_of_several).cloned().collect())
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
            Self::Before => match (first.as_str(), second.as_str()) {
                (Some(text), Some(separator)) => {
                    text.split_once(separator).map_or(text, |(before, _)| before).into()
                }
                _ => Json::Null,
            },
            Self::Without => match (first.as_str(), second.as_str()) {
                (Some(text), Some(start)) => text.strip_prefix(start).unwrap_or(text).into(),
                _ => Json::Null,
            },
            Self::Near => Json::Array(
                first.as_str().map(|text| near(text, items(second))).unwrap_or_default(),
            ),
            Self::Range => {
                first.as_str().and_then(range).map_or_else(|| first.clone(), Json::String)
            }
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

/// The words that are one letter away from the text.
fn near<'a>(text: &str, words: impl Iterator<Item = &'a Json>) -> Vec<Json> {
    let letter = |(at, letter): (usize, char)| {
        let (before, rest) = text.split_at(at);
        let after = rest.strip_prefix(letter).unwrap_or(rest);
        format!("{before}(.{rest}|.?{after})")
    };
    let forms: Vec<String> = text.char_indices().map(letter).collect();
    let Ok(forms) = regex_lite::Regex::new(&format!("^({text}.|{})$", forms.join("|"))) else {
        return Vec::new();
    };
    words.filter(|word| word.as_str().is_some_and(|word| forms.is_match(word))).cloned().collect()
}

/// A range of addresses with its first address; `None` if the text is none.
fn range(text: &str) -> Option<String> {
    let (address, length) = text.split_once('/')?;
    let length: u32 = length.parse().ok()?;
    if let Ok(address) = address.parse::<Ipv4Addr>() {
        let beyond = 32_u32.checked_sub(length)?;
        let mask = u32::MAX.checked_shl(beyond).unwrap_or(0);
        return Some(format!("{}/{length}", Ipv4Addr::from(u32::from(address) & mask)));
    }
    let address: Ipv6Addr = address.parse().ok()?;
    let beyond = 128_u32.checked_sub(length)?;
    let mask = u128::MAX.checked_shl(beyond).unwrap_or(0);
    Some(format!("{}/{length}", Ipv6Addr::from(u128::from(address) & mask)))
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

#[cfg(test)]
mod tests {
    use super::Function;
    use serde_json::json;

    #[test]
    fn a_range_begins_with_its_first_address() {
        let range = |text: &str| Function::Range.apply(&[text.into()]);
        for (text, first) in [
            ("10.0.0.5/8", "10.0.0.0/8"),
            ("10.0.0.0/8", "10.0.0.0/8"),
            ("203.0.113.77/0", "0.0.0.0/0"),
            ("203.0.113.77/27", "203.0.113.64/27"),
            ("203.0.113.77/32", "203.0.113.77/32"),
            ("2001:DB8:0::1/32", "2001:db8::/32"),
            ("::1/0", "::/0"),
            ("2001:db8::1/128", "2001:db8::1/128"),
        ] {
            assert_eq!(range(text), first);
        }
    }

    #[test]
    fn other_text_is_no_range() {
        for text in ["", "10.0.0.0", "10.0.0.0/33", "::/129", "10.0.0/8", "a/b", "/", "1::2::3/9"] {
            assert_eq!(Function::Range.apply(&[text.into()]), text);
        }
        assert_eq!(Function::Range.apply(&[json!(null)]), json!(null));
    }

    #[test]
    fn what_is_repeated_is_told_once() {
        let repeated = |list| Function::Repeated.apply(&[list]);
        assert_eq!(repeated(json!(["b", "a", "b", "c", "a", "b"])), json!(["b", "a"]));
        assert_eq!(repeated(json!([1, "1", 2])), json!([]));
        assert_eq!(repeated(json!(null)), json!([]));
    }

    #[test]
    fn near_is_one_letter_away() {
        let known = json!(["s3", "ssm", "ssmmessages", "ecr.dkr"]);
        let near = |text: &str| Function::Near.apply(&[text.into(), known.clone()]);
        for (text, word) in [
            ("smm", json!(["ssm"])),
            ("ssn", json!(["ssm"])),
            ("sssm", json!(["ssm"])),
            ("ssmmessage", json!(["ssmmessages"])),
            ("ecr-dkr", json!(["ecr.dkr"])),
            ("s", json!(["s3"])),
            ("s4", json!(["s3"])),
            ("payments", json!([])),
            ("[", json!([])),
        ] {
            assert_eq!(near(text), word, "{text}");
        }
    }

    #[test]
    fn before_a_separator() {
        let before = |text: &str| Function::Before.apply(&[text.into(), "-".into()]);
        assert_eq!(before("use1-az1"), "use1");
        assert_eq!(before("use1"), "use1");
    }

    #[test]
    fn without_a_beginning() {
        let without = |text: &str| Function::Without.apply(&[text.into(), "*.".into()]);
        assert_eq!(without("*.example.com"), "example.com");
        assert_eq!(without("example.com"), "example.com");
        assert_eq!(Function::Without.apply(&[json!(null), "*.".into()]), json!(null));
    }
}
