//! A tree of values out of JSON or YAML, in which every key stands once.
//!
//! Readers of both keep the last of several values under one key, and do not tell.

use privatelink_ir::{Path, Step};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value as Json};
use std::cell::RefCell;
use std::fmt;

/// What a text holds, and the places of what it gives more than once.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) tree: Json,
    pub(super) repeated: Vec<Path>,
}

/// Reads all there is.
pub(super) fn read<'de, D: Deserializer<'de>>(text: D) -> Result<Read, D::Error> {
    let repeated = RefCell::default();
    let tree = At { path: Path::default(), repeated: &repeated }.deserialize(text)?;
    Ok(Read { tree, repeated: repeated.into_inner() })
}

/// A place in the tree.
struct At<'a> {
    path: Path,
    repeated: &'a RefCell<Vec<Path>>,
}

impl At<'_> {
    fn then(&self, step: Step) -> Self {
        Self { path: self.path.then(step), repeated: self.repeated }
    }

    fn report(&self, path: Path) {
        let mut repeated = self.repeated.borrow_mut();
        if !repeated.contains(&path) {
            repeated.push(path);
        }
    }
}

/// How messages write a key: as a field where it could be the name of one.
fn step(key: &str) -> Step {
    let is_name = key.starts_with(|first: char| first.is_ascii_alphabetic())
        && key.chars().all(|letter| letter.is_ascii_alphanumeric());
    if is_name { Step::Field(key.into()) } else { Step::Key(key.into()) }
}

impl<'de> DeserializeSeed<'de> for At<'_> {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At<'_> {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, true, false, null, a list or a map")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Json, E> {
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Json, A::Error> {
        let mut list = Vec::new();
        while let Some(element) = elements.next_element_seed(self.then(Step::Index(list.len())))? {
            list.push(element);
        }
        Ok(Json::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Json, A::Error> {
        let mut map = Map::new();
        while let Some(key) = entries.next_key::<String>()? {
            let inner = self.then(step(&key));
            let path = inner.path.clone();
            if map.insert(key, entries.next_value_seed(inner)?).is_some() {
                self.report(path);
            }
        }
        Ok(Json::Object(map))
    }
}
