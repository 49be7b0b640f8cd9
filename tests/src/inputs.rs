//! Inputs of a case: one JSON document, given to every engine in the form that engine takes.

use std::collections::BTreeMap;
use std::fs;

use privatelink_backends::terraform::variable;
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Field, Type};
use serde_json::{Map, Value};

use crate::failure::{Context, Failure};
use crate::scratch::checkout;

/// Inputs of the case `name` of a component, with `$Name` replaced by the output `Name` of the surroundings.
pub fn read(
    component: &str,
    name: &str,
    surroundings: &BTreeMap<String, String>,
) -> Result<Value, Failure> {
    let file = checkout().join(format!("tests/corpus/{component}/cases/{name}.json"));
    let text = fs::read_to_string(&file).context(|| format!("cannot read `{}`", file.display()))?;
    serde_json::from_str(&fill_in(text, surroundings))
        .context(|| format!("`{}` is no JSON", file.display()))
}

/// JSON text with `$Name` replaced by the output `Name` of the surroundings.
pub fn fill_in(text: String, surroundings: &BTreeMap<String, String>) -> String {
    surroundings.iter().rev().fold(text, |text, (output, value)| {
        text.replace(&format!("\"${output}\""), &Value::from(value.as_str()).to_string())
    })
}

/// The inputs as Terraform spells them: names of inputs and fields change, keys of maps stay.
pub fn for_terraform(fields: &[Field], inputs: &Value) -> Value {
    object(fields, inputs, variable)
}

fn object(fields: &[Field], inputs: &Value, spell: fn(&str) -> String) -> Value {
    let entries = inputs.as_object().into_iter().flatten();
    Value::Object(
        entries
            .map(|(name, value)| {
                let field = fields.iter().find(|field| *field.name == **name);
                let value = field.map_or(value.clone(), |field| respelled(&field.ty, value));
                (spell(name), value)
            })
            .collect::<Map<_, _>>(),
    )
}

fn respelled(ty: &Type, value: &Value) -> Value {
    match (ty, value) {
        (Type::Object { fields, .. }, Value::Object(_)) => object(fields, value, snake_case),
        (Type::Map { element, .. }, Value::Object(entries)) => Value::Object(
            entries.iter().map(|(key, value)| (key.clone(), respelled(element, value))).collect(),
        ),
        (Type::List { element, .. }, Value::Array(items)) => {
            Value::Array(items.iter().map(|item| respelled(element, item)).collect())
        }
        _ => value.clone(),
    }
}
