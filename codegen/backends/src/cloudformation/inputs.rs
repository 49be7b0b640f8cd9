//! Reads the inputs that a template is generated for.
//!
//! Plain JSON, as for any engine, with one addition: an object with the only key `parameter` in the place of a value leaves
//! it open, as a parameter without a default.
//!
//! | In the place of a value | The parameter |
//! | --- | --- |
//! | `{ "parameter": true }` | takes the value |
//! | `{ "parameter": "secret" }` | takes the value, and `CloudFormation` never shows it |
//! | `{ "parameter": "ssm" }` | takes the name under which the value is in the Parameter Store |
//! | `{ "parameter": { "ssm": "/network/vpc-id" } }` | the same, with a default |

use privatelink_ir::{Given, Path, Step};
use serde_json::Value as Json;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// What a template is generated for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Inputs {
    /// Inputs by name.
    pub given: Vec<(Arc<str>, Given)>,
    /// Open values that are read from the Parameter Store.
    stored: HashMap<Path, Stored>,
}

/// A value that is read from the Parameter Store.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Stored {
    /// Its name there, if none is given when the template is deployed.
    pub(super) default: Option<Arc<str>>,
}

impl Inputs {
    /// How the value at a path is read from the Parameter Store, if it is.
    fn find_stored(&self, path: &Path) -> Option<&Stored> {
        if self.stored.is_empty() {
            return None;
        }
        // Read without types, an entry of a map looks like a field.
        let steps = path.0.iter().map(|step| match step {
            Step::Key(name) => Step::Field(Arc::clone(name)),
            other => other.clone(),
        });
        self.stored.get(&Path(steps.collect()))
    }
}

impl From<Vec<(Arc<str>, Given)>> for Inputs {
    fn from(given: Vec<(Arc<str>, Given)>) -> Self {
        Self { given, stored: HashMap::new() }
    }
}

/// Inputs by name, from the JSON object that holds them.
///
/// ```
/// use privatelink_backends::cloudformation::read_inputs;
/// use privatelink_ir::Given;
/// let inputs = serde_json::json!({ "name": "api", "vpcId": { "parameter": true } });
/// let open = Given::Open { known: None, secret: false };
/// assert_eq!(read_inputs(&inputs).given[1], ("vpcId".into(), open));
/// ```
pub fn read_inputs(inputs: &Json) -> Inputs {
    let mut stored = HashMap::new();
    let given = read_entries(inputs, &Path::default(), &mut stored);
    Inputs { given, stored }
}

fn read_entries(
    object: &Json,
    here: &Path,
    stored: &mut HashMap<Path, Stored>,
) -> Vec<(Arc<str>, Given)> {
    let entries = object.as_object().into_iter().flatten();
    entries
        .map(|(name, value)| {
            let name: Arc<str> = name.as_str().into();
            let value = read(value, &here.then(Step::Field(Arc::clone(&name))), stored);
            (name, value)
        })
        .collect()
}

fn read(value: &Json, here: &Path, stored: &mut HashMap<Path, Stored>) -> Given {
    match value {
        Json::Object(entries) => {
            let mark = entries.get("parameter").filter(|_| entries.len() == 1);
            mark.and_then(|mark| open(mark, here, stored))
                .unwrap_or_else(|| Given::Object(read_entries(value, here, stored)))
        }
        Json::Array(items) => {
            let items = items.iter().enumerate();
            let items = items.map(|(at, item)| read(item, &here.then(Step::Index(at)), stored));
            Given::List(items.collect())
        }
        scalar => Given::from(scalar),
    }
}

/// What the mark `parameter` says; none if it is no such mark.
fn open(mark: &Json, here: &Path, stored: &mut HashMap<Path, Stored>) -> Option<Given> {
    let (secret, from_store) = match mark {
        Json::Bool(true) => (false, None),
        Json::String(word) if word == "secret" => (true, None),
        Json::String(word) if word == "ssm" => (false, Some(Stored::default())),
        Json::Object(words) if words.len() == 1 => {
            (false, Some(Stored { default: Some(words.get("ssm")?.as_str()?.into()) }))
        }
        _ => return None,
    };
    stored.extend(from_store.map(|value| (here.clone(), value)));
    Some(Given::Open { known: None, secret })
}

/// Up to as many entries, looking at each one is fastest.
const FEW: usize = 8;

/// Entries of an object by their names.
type Index<'a> = HashMap<&'a str, &'a Given>;

/// Finds what was given. Objects with many entries are gone through once.
#[derive(Debug)]
pub(super) struct Finder<'a> {
    inputs: &'a Inputs,
    /// By the address of the entries.
    large: RefCell<HashMap<usize, Index<'a>>>,
}

impl<'a> Finder<'a> {
    /// Nothing is looked for yet.
    pub(super) fn new(inputs: &'a Inputs) -> Self {
        Self { inputs, large: RefCell::default() }
    }

    /// How the value at a path is read from the Parameter Store, if it is.
    pub(super) fn find_stored(&self, path: &Path) -> Option<&'a Stored> {
        self.inputs.find_stored(path)
    }

    /// What was given at a path.
    pub(super) fn find(&self, path: &Path) -> Option<&'a Given> {
        let (first, rest) = path.0.split_first()?;
        let Step::Field(name) = first else { return None };
        let start = self.entry(&self.inputs.given, name);
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
