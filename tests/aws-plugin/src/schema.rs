//! The bridge's schema under the names of pulumi-aws, for YAML programs: they look resources up in it.

use crate::kinds::find_by_bridge;
use serde_json::{Map, Value};

/// Version the plugin gives itself: the pulumi-aws that wraps this very Terraform provider.
pub(crate) const VERSION: &str = "6.83.0";

/// Renames resources and their properties.
pub(crate) fn rename(text: &str) -> Result<String, serde_json::Error> {
    let mut schema: Value = serde_json::from_str(text)?;
    if let Some(package) = schema.as_object_mut() {
        // Said of the bridge; this plugin is the package.
        package.remove("parameterization");
        package.insert("version".to_owned(), VERSION.into());
        if let Some(Value::Object(resources)) = package.get_mut("resources") {
            *resources = std::mem::take(resources).into_iter().map(resource).collect();
        }
    }
    serde_json::to_string(&schema)
}

fn resource((token, mut definition): (String, Value)) -> (String, Value) {
    let Some(kind) = find_by_bridge(&token) else { return (token, definition) };
    for (bridge, aws) in &kind.properties {
        for section in ["properties", "inputProperties"] {
            if let Some(Value::Object(properties)) = definition.get_mut(section) {
                move_key(properties, bridge, aws);
            }
        }
        for section in ["required", "requiredInputs"] {
            for name in
                definition.get_mut(section).and_then(Value::as_array_mut).into_iter().flatten()
            {
                if name == bridge {
                    *name = Value::from(*aws);
                }
            }
        }
    }
    (kind.aws.to_owned(), definition)
}

fn move_key(map: &mut Map<String, Value>, from: &str, to: &str) {
    if let Some(value) = map.remove(from) {
        map.insert(to.to_owned(), value);
    }
}
