//! JSON Schema of a component's inputs, for editors and for programs that write inputs.
//!
//! What `schemars` derives from the Rust struct, made to say what the engines say: fields with a default need not be
//! given, and what JSON Schema has no word for moves to keywords that begin with `x-`.

use crate::package;
use privatelink_ir::Component;
use serde_json::{Map, Value as Json};

/// Keywords of this project and the names that JSON Schema leaves free for them.
///
/// `stage` says whether an input may be unknown until a deployment runs, `what` and `keys` what a text is, `range` whether
/// it is a range of addresses that begins with its first one, `parameter` the type of a template's parameter that takes
/// nothing else, `needs` what an engine has to be able to do to leave it open, `changed` what its default was before.
const EXTENSIONS: [(&str, &str); 7] = [
    ("stage", "x-stage"),
    ("what", "x-what"),
    ("keys", "x-keys"),
    ("range", "x-range"),
    ("parameter", "x-parameter"),
    ("needs", "x-needs"),
    ("changed", "x-changed"),
];

/// Keywords that only mean something to Rust.
const DROPPED: [&str; 1] = ["format"];

/// JSON Schema of the inputs of a component.
pub fn compile(component: &Component) -> Json {
    let mut schema = component.schema().to_value();
    clean(&mut schema);
    if let Some(root) = schema.as_object_mut() {
        root.insert("title".to_owned(), component.name.into());
        root.insert("$id".to_owned(), id(component.name).into());
        // Editors find the schema by this key in the file itself.
        if let Some(properties) = root.get_mut("properties").and_then(Json::as_object_mut) {
            let pointer = serde_json::json!({ "type": "string", "description": "Address of this schema, for editors." });
            properties.insert("$schema".to_owned(), pointer);
        }
    }
    schema
}

/// Path of the committed schema below the root of the repository.
pub fn path(component: &str) -> String {
    format!("schema/generated/{component}.inputs.schema.json")
}

fn id(component: &str) -> String {
    format!("{}/blob/v{}/{}", package::REPOSITORY, package::VERSION, path(component))
}

/// Cleans a schema and everything inside it.
fn clean(schema: &mut Json) {
    let Json::Object(keywords) = schema else { return };
    for keyword in DROPPED {
        keywords.shift_remove(keyword);
    }
    for (from, to) in EXTENSIONS {
        if let Some(value) = keywords.shift_remove(from) {
            keywords.insert(to.to_owned(), value);
        }
    }
    for (keyword, value) in keywords.iter_mut() {
        match (keyword.as_str(), value) {
            ("properties" | "patternProperties" | "$defs", Json::Object(schemas)) => {
                schemas.values_mut().for_each(clean);
            }
            ("items" | "additionalProperties" | "contentSchema", inner) => clean(inner),
            ("anyOf" | "oneOf" | "allOf", Json::Array(schemas)) => {
                schemas.iter_mut().for_each(clean);
            }
            _ => {}
        }
    }
    relax(keywords);
}

/// Takes fields with a default out of `required`: schemars lists every field that is not an `Option`.
fn relax(schema: &mut Map<String, Json>) {
    let Some(properties) = schema.get("properties").and_then(Json::as_object) else { return };
    let has_default = |name: &str| {
        properties
            .get(name)
            .and_then(|field| field.get("default"))
            .is_some_and(|default| !default.is_null())
    };
    let Some(required) = schema.get("required").and_then(Json::as_array) else { return };
    let needed: Vec<Json> = required
        .iter()
        .filter(|name| name.as_str().is_some_and(|name| !has_default(name)))
        .cloned()
        .collect();
    if needed.is_empty() {
        schema.shift_remove("required");
    } else {
        schema.insert("required".to_owned(), needed.into());
    }
}

#[cfg(test)]
mod tests {
    use super::compile;
    use privatelink_ir::{Component, Graph, Value};
    use schemars::JsonSchema;

    /// A test.
    #[derive(JsonSchema)]
    #[schemars(rename_all = "camelCase", deny_unknown_fields)]
    #[expect(dead_code, reason = "read by schemars, never filled")]
    struct Inputs {
        /// Needed.
        name: Value<String>,
        /// Not needed.
        #[schemars(extend("default" = 5), range(min = 1, max = 9))]
        format: u16,
    }

    #[test]
    fn only_words_of_json_schema_are_left() {
        let component = Component::new::<Inputs>("Test", Graph::default);
        let schema = compile(&component);
        assert_eq!(schema["title"], "Test");
        assert_eq!(schema["required"], serde_json::json!(["name"]));
        assert_eq!(schema["properties"]["name"]["x-stage"], "value");
        let field = &schema["properties"]["format"];
        assert_eq!((&field["maximum"], &field["format"]), (&9.into(), &serde_json::Value::Null));
        assert_eq!(schema["additionalProperties"], false);
    }
}
