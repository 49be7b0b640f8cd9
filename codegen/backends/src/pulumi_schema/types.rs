//! Types of inputs and outputs, each declared once.

use super::plain::Plain;
use super::{document, required_names, token, words};
use crate::wording;
use privatelink_ir::graph::Output;
use privatelink_ir::{Field, Problem, Type};
use serde_json::{Map, Value as Json, json};
use std::iter;

/// The types that were met on the way.
#[derive(Default)]
pub(super) struct Types {
    pub(super) declared: Map<String, Json>,
    pub(super) reserved: Vec<&'static str>,
    pub(super) problems: Vec<Problem>,
    pub(super) plain: Plain,
}

impl Types {
    /// Keeps a name for a component.
    pub(super) fn reserve(&mut self, name: &'static str) {
        self.reserved.push(name);
        if self.declared.contains_key(&token(name)) || name == "Provider" {
            self.problems.push(twice(name));
        }
    }

    /// The fields of a component or of a type.
    pub(super) fn properties(&mut self, of: &str, fields: &[Field]) -> Map<String, Json> {
        fields.iter().map(|field| ((*field.name).to_owned(), self.input(of, field))).collect()
    }

    fn input(&mut self, of: &str, field: &Field) -> Json {
        let is_plain = self.plain.depths(of, &field.name);
        let mut property = self.of_type(&field.ty, is_plain);
        document(&mut property, &wording::of_field(field), "");
        // Typed SDKs fill defaults of scalars themselves, so that they show up where users look. The provider fills all of
        // them in any case, and has to see who relies on one that was changed.
        let is_in_sdks = field.ty.is_scalar() && field.changed.is_none();
        if let Some(default) = field.default.as_ref().filter(|_| is_in_sdks) {
            property.insert("default".to_owned(), default.to_json());
        }
        Json::Object(property)
    }

    pub(super) fn output(&mut self, output: &Output) -> Json {
        let mut property = self.of_type(&output.ty, 0);
        document(&mut property, output.doc, "");
        Json::Object(property)
    }

    /// How a property or an element refers to a type; declares it if it has a name. So many levels are plain, from outside: the
    /// list, its elements.
    fn of_type(&mut self, ty: &Type, plain: usize) -> Map<String, Json> {
        let spec = match ty {
            Type::Bool => json!({ "type": "boolean" }),
            Type::Integer { .. } => json!({ "type": "integer" }),
            Type::Number { .. } => json!({ "type": "number" }),
            Type::String { .. } | Type::Json { .. } => json!({ "type": "string" }),
            Type::List { element, .. } => json!({
                "type": "array",
                "items": self.of_type(element, plain.saturating_sub(1)),
            }),
            Type::Map { element, .. } => json!({
                "type": "object",
                "additionalProperties": self.of_type(element, plain.saturating_sub(1)),
            }),
            Type::Choice { name, doc, values, meanings } => {
                let words = words::of(doc).description;
                let values = choices(values, meanings);
                self.declare(
                    name,
                    json!({ "type": "string", "description": words, "enum": values }),
                )
            }
            Type::Object { name, doc, fields } => {
                let properties = self.properties(name, fields);
                let words = words::of(doc).description;
                let mut object =
                    json!({ "type": "object", "description": words, "properties": properties });
                let required = required_names(fields);
                // The engine drops an empty list when it reads the schema, so it is not written either.
                if let (Some(object), false) = (object.as_object_mut(), required.is_empty()) {
                    object.insert("required".to_owned(), required.into());
                }
                self.declare(name, object)
            }
        };
        let mut spec = match spec {
            Json::Object(spec) => spec,
            _ => Map::new(),
        };
        if plain > 0 {
            spec.insert("plain".to_owned(), true.into());
        }
        spec
    }

    /// Declares a type and refers to it.
    fn declare(&mut self, name: &str, spec: Json) -> Json {
        let token = token(name);
        let reference = json!({ "$ref": format!("#/types/{token}") });
        let clashes = match self.declared.get(&token) {
            Some(known) => *known != spec,
            None => self.reserved.contains(&name) || name == "Provider",
        };
        if clashes {
            self.problems.push(twice(name));
        }
        self.declared.insert(token, spec);
        reference
    }
}

fn twice(name: &str) -> Problem {
    Problem::error(
        "pulumi/name-twice",
        name,
        "is the name of two different types",
        "rename one: an SDK has one namespace for components and types",
    )
}

/// The words of an enumeration, each with what it means.
fn choices(values: &[String], meanings: &[String]) -> Vec<Json> {
    let meanings = meanings.iter().map(String::as_str).chain(iter::repeat(""));
    let choice = |(value, meaning): (&String, &str)| {
        let mut choice = Map::from_iter([("value".to_owned(), value.as_str().into())]);
        if !meaning.is_empty() {
            document(&mut choice, meaning, "");
        }
        Json::Object(choice)
    };
    values.iter().zip(meanings).map(choice).collect()
}
