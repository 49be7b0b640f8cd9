//! Reads the inputs that a template is generated for.
//!
//! Plain JSON, as for any engine, with one addition: `{ "parameter": true }` in the place of a value leaves it open,
//! as a parameter without a default; `{ "parameter": "secret" }` does too, and `CloudFormation` never shows it.

use privatelink_ir::{Given, Path, Step};
use serde_json::Value as Json;
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

/// What was given at a path.
pub(super) fn find<'a>(given: &'a [(Arc<str>, Given)], path: &Path) -> Option<&'a Given> {
    let (first, rest) = path.0.split_first()?;
    let Step::Field(name) = first else { return None };
    let start = given.iter().find(|(known, _)| known == name).map(|(_, value)| value);
    rest.iter().fold(start, |value, step| match (value?, step) {
        (Given::Object(entries), Step::Field(name) | Step::Key(name)) => {
            entries.iter().find(|(known, _)| known == name).map(|(_, value)| value)
        }
        (Given::List(items), Step::Index(index)) => items.get(*index),
        _ => None,
    })
}
