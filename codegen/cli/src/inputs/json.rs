//! Reads JSON: exactly what `serde_json` reads, which says of each part where in the text it stands.

use super::Refusal;
use super::tree::{Builder, Content, Node, Tree};
use crate::report::Span;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Error, Value as Json, from_str};
use std::fmt;

/// What to do about text that is no JSON.
const HELP: &str = "correct the JSON at this place";

/// Reads all there is.
pub(super) fn read(text: &str) -> Result<Tree, Refusal> {
    let mut reader = Reader { text, builder: Builder::default() };
    // This finds every error of syntax. What is left for the parts are values that cannot be, such as `1e999`.
    let whole: &RawValue = from_str(text).map_err(|error| explain(error, text))?;
    reader.value(whole)?;
    Ok(reader.builder.finish())
}

struct Reader<'a> {
    text: &'a str,
    builder: Builder,
}

/// A part of the text.
type Part<'a> = &'a RawValue;

impl<'a> Reader<'a> {
    fn value(&mut self, part: Part<'a>) -> Result<(), Refusal> {
        let span = self.span(part);
        let opening = span.start..span.start + 1;
        match part.get().as_bytes().first() {
            Some(b'{') => {
                self.builder.open_map(opening)?;
                let Entries(entries) = self.read(part)?;
                for (key, value) in entries {
                    self.builder.key(self.read(key)?, self.span(key));
                    self.value(value)?;
                }
                self.builder.close(Some(span.end))?;
            }
            Some(b'[') => {
                self.builder.open_list(opening)?;
                for item in self.read::<Vec<Part<'a>>>(part)? {
                    self.value(item)?;
                }
                self.builder.close(Some(span.end))?;
            }
            _ => {
                let content = match self.read(part)? {
                    Json::Bool(value) => Content::Bool(value),
                    Json::Number(value) => Content::Number(value),
                    Json::String(value) => Content::Text(value.into()),
                    Json::Null | Json::Array(_) | Json::Object(_) => Content::Null,
                };
                self.builder.add(Node::scalar(span, content))?;
            }
        }
        Ok(())
    }

    fn read<T: Deserialize<'a>>(&self, part: Part<'a>) -> Result<T, Refusal> {
        from_str(part.get()).map_err(|error| refusal(&error, self.span(part)))
    }

    /// Where a part stands: it is a slice of the text.
    fn span(&self, part: Part<'a>) -> Span {
        let start = part.get().as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        start..start + part.get().len()
    }
}

/// What is wrong with the whole text. Reading all values says it better than reading past them, as far as that goes.
fn explain(error: Error, text: &str) -> Refusal {
    let better = from_str::<Json>(text).err();
    let is_deep = |error: &Error| error.to_string().starts_with("recursion limit");
    let error = better.filter(|better| !is_deep(better)).unwrap_or(error);
    refusal(&error, character(text, &error))
}

fn refusal(error: &Error, span: Span) -> Refusal {
    let message = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    Refusal::syntax(message.strip_suffix(&place).unwrap_or(&message), HELP, span)
}

/// The character at which reading ended. The error counts lines and, in each, bytes; both from 1.
fn character(text: &str, error: &Error) -> Span {
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    let line: usize = lines.map(str::len).sum();
    let start = (line + error.column().saturating_sub(1)).min(text.len());
    let start = text.floor_char_boundary(start);
    let length = text.get(start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    start..start + length
}

/// The parts of an object. A key may be there several times.
struct Entries<'a>(Vec<(Part<'a>, Part<'a>)>);

impl<'de> Deserialize<'de> for Entries<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;

        impl<'de> Visitor<'de> for Each {
            type Value = Entries<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Entries(entries))
            }
        }

        deserializer.deserialize_map(Each)
    }
}
