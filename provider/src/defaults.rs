//! Inputs as their types say, where values travel as they came: what was left out is filled in, and JSON text is the value
//! in it.
//!
//! Programs in YAML and old SDKs leave defaults out, and what is inside of a secret is not looked at when inputs are
//! checked. An object has all of its fields, whenever it becomes known: the JSON text of one says so, for example.

use privatelink_ir::{Constant, Field, Type};
use privatelink_wire::value::{Output, Properties, Value};

use crate::inputs::from_constant;

/// Gives each field that is absent its default, or null if it has none, at every depth, and reads JSON text.
pub fn fill(fields: &[Field], members: &mut Properties) {
    for field in fields {
        let is_absent = members.get(&*field.name).is_none_or(|it| it.value == Some(Value::Null));
        if is_absent {
            let taint = members.remove(&*field.name).unwrap_or_default();
            let Output { value, .. } =
                from_constant(field.default.as_ref().unwrap_or(&Constant::Null));
            members.insert((*field.name).to_owned(), Output { value, ..taint });
        }
        if let Some(member) = members.get_mut(&*field.name) {
            inside(&field.ty, member);
        }
    }
}

fn inside(ty: &Type, output: &mut Output) {
    if let (Type::Json { value }, Some(Value::String(text))) = (ty, &output.value) {
        // What is no JSON has been refused.
        let parsed = serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
        output.value = from_constant(&parsed.into()).value;
        return inside(value, output);
    }
    match (ty, &mut output.value) {
        (Type::Object { fields, .. }, Some(Value::Object(members))) => fill(fields, members),
        (Type::List { element, .. }, Some(Value::List(items))) => {
            for item in items.iter_mut() {
                inside(element, item);
            }
        }
        (Type::Map { element, .. }, Some(Value::Object(members))) => {
            for member in members.values_mut() {
                inside(element, member);
            }
        }
        _ => {}
    }
}
