//! Reads the inputs that a template is generated for.
//!
//! Plain JSON, as for any engine, with one addition: `{ "parameter": true }` in the place of a value leaves it open,
//! as a parameter without a default; `{ "parameter": "secret" }` does too, and `CloudFormation` never shows it.

use privatelink_ir::{Given, Path, Step};
use serde_json::Value as Json;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// Inputs by name, from the JSON object that holds them.
///
/// ```
/// use privatelink_backends::cloudformation::read_inputs;
/// use privatelink_ir::Given;
/// let inputs = serde_json::json!({ "name": "api", "vpcId": { "parameter": true } });
/// let open = Given::Open { known: None, secret: false };
/// assert_eq!(read_inputs(&inputs)[1], ("vpcId".into(), open));
/// ```
pub fn read_inputs(inputs: &Json) -> Vec<(Arc<str>, Given)> {
    let entries = inputs.as_object().into_iter().flatten();
    entries.map(|(name, value)| (name.as_str().into(), read(value))).collect()
}

fn read(value: &Json) -> Given {
    match value {
        Json::Object(entries) if entries.len() == 1 => match entries.get("parameter") {
            Some(Json::Bool(true)) => Given::Open { known: None, secret: false },
            Some(Json::String(word)) if word == "secret" => {
                Given::Open { known: None, secret: true }
            }
            _ => Given::Object(read_inputs(value)),
        },
        Json::Object(_) => Given::Object(read_inputs(value)),
        Json::Array(items) => Given::List(items.iter().map(read).collect()),
        scalar => Given::from(scalar),
    }
}

/// Up to as many entries, looking at each one is fastest.
const FEW: usize = 8;

/// Entries of an object by their names.
type Index<'a> = HashMap<&'a str, &'a Given>;

/// Finds what was given. Objects with many entries are gone through once.
#[derive(Debug)]
pub(super) struct Finder<'a> {
    given: &'a [(Arc<str>, Given)],
    /// By the address of the entries.
    large: RefCell<HashMap<usize, Index<'a>>>,
}

impl<'a> Finder<'a> {
    /// Nothing is looked for yet.
    pub(super) fn new(given: &'a [(Arc<str>, Given)]) -> Self {
        Self { given, large: RefCell::default() }
    }

    /// What was given at a path.
    pub(super) fn find(&self, path: &Path) -> Option<&'a Given> {
        let (first, rest) = path.0.split_first()?;
        let Step::Field(name) = first else { return None };
        let start = self.entry(self.given, name);
        rest.iter().fold(start, |value, step| match (value?, step) {
            (Given::Object(entries), Step::Field(name) | Step::Key(name)) => {
                self.entry(entries, name)
            }
            (Given::List(items), Step::Index(index)) => items.get(*index),
            _ => None,
        })
    }

    fn entry(&self, entries: &'a [(Arc<str>, Given)], name: &str) -> Option<&'a Given> {
        if entries.len() <= FEW {
            return entries.iter().find(|(known, _)| **known == *name).map(|(_, value)| value);
        }
        let mut large = self.large.borrow_mut();
        let index = large.entry(entries.as_ptr().addr()).or_insert_with(|| {
            // The first of several counts, as above.
            entries.iter().rev().map(|(name, value)| (&**name, value)).collect()
        });
        index.get(name).copied()
    }
}
