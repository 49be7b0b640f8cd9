//! Reads the typed inputs of a component out of the JSON Schema that `schemars` derives from its Rust struct.
//!
//! The struct is never filled: an input may be unknown while a deployment is planned, so values travel as
//! trees ([`crate::check_inputs`]). The struct is there to be read, by people and by this module.

use crate::constant::{Constant, Number};
use crate::types::{Changed, Field, Pattern, Stage, Type, Unlike};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value as Tree};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::marker::PhantomData;
use std::sync::Arc;

/// Marks an input that may be unknown or secret until the deployment runs; all others are structural.
///
/// ```
/// # use privatelink_ir::Value;
/// # use schemars::JsonSchema;
/// #[derive(JsonSchema)]
/// #[schemars(rename_all = "camelCase", deny_unknown_fields)]
/// struct Inputs {
///     /// Which resources there are is decided by it, so it is known from the start.
///     listener_names: Vec<String>,
///     /// Only flows into properties, so it may be another resource's output.
///     vpc_id: Value<String>,
/// }
/// ```
pub struct Value<T>(PhantomData<T>);

/// JSON text of a `T`, such as another deployment hands over. Read, it is the `T`.
pub struct Json<T>(PhantomData<T>);

/// A map whose keys have a form. A `BTreeMap` alone keeps the pattern of the form and loses its words.
pub struct Keyed<K, T>(PhantomData<BTreeMap<K, T>>);

const STAGE: &str = "stage";
const WHAT: &str = "what";
const KEYS: &str = "keys";
const UNLIKE: &str = "unlike";
const UNLIKE_KEYS: &str = "unlikeKeys";
const NEEDS: &str = "needs";
const RANGE: &str = "range";
const PARAMETER: &str = "parameter";
const CHANGED: &str = "changed";
/// JSON Schema's own word for the schema of what a text holds.
const CONTENT: &str = "contentSchema";

/// What a text is whose form has no words.
const SOME_FORM: &str = "text of the right form";

impl<T: JsonSchema> JsonSchema for Value<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Value_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = generator.subschema_for::<T>();
        schema.insert(STAGE.to_owned(), "value".into());
        schema
    }
}

impl<T: JsonSchema> JsonSchema for Json<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("Json_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<T>();
        json_schema!({
            "type": "string",
            "contentMediaType": "application/json",
            (CONTENT): value,
        })
    }
}

impl<K: JsonSchema, T: JsonSchema> JsonSchema for Keyed<K, T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        <BTreeMap<K, T>>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = <BTreeMap<K, T>>::json_schema(generator);
        let key = K::json_schema(generator);
        for (mark, of_keys) in [(WHAT, KEYS), (UNLIKE, UNLIKE_KEYS)] {
            if let Some(said) = key.get(mark) {
                schema.insert(of_keys.to_owned(), said.clone());
            }
        }
        schema
    }
}

/// JSON Schema of a Rust type.
pub(crate) fn of<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>()
}

/// The type that a Rust type stands for, for outputs.
pub fn type_of<T: JsonSchema>() -> Type {
    let (doc, fields) = read(&of::<T>());
    Type::Object { name: T::schema_name().into_owned(), doc, fields }
}

/// Documentation and fields of the struct behind a schema.
pub(crate) fn read(schema: &Schema) -> (String, Vec<Field>) {
    let empty = Map::new();
    let root = schema.as_object().unwrap_or(&empty);
    let reader = Reader { definitions: root.get("$defs").and_then(Tree::as_object) };
    (doc(root), reader.fields(root))
}

struct Reader<'a> {
    definitions: Option<&'a Map<String, Tree>>,
}

impl Reader<'_> {
    fn fields(&self, object: &Map<String, Tree>) -> Vec<Field> {
        let required: Vec<&str> = object
            .get("required")
            .and_then(Tree::as_array)
            .into_iter()
            .flatten()
            .filter_map(Tree::as_str)
            .collect();
        let properties = object.get("properties").and_then(Tree::as_object);
        properties
            .into_iter()
            .flatten()
            .filter_map(|(name, schema)| Some((name, schema.as_object()?)))
            .map(|(name, schema)| {
                let default = schema.get("default").filter(|value| !value.is_null());
                Field {
                    name: name.as_str().into(),
                    doc: doc(schema),
                    ty: self.ty(schema),
                    stage: self.stage(schema),
                    required: required.contains(&name.as_str()) && default.is_none(),
                    default: default.map(Constant::from),
                    needs: schema.get(NEEDS).and_then(Tree::as_str).map(Arc::from),
                    changed: schema.get(CHANGED).and_then(changed),
                }
            })
            .collect()
    }

    /// The mark may stand at any step on the way to the type: beside the reference, or in what may be null.
    fn stage(&self, schema: &Map<String, Tree>) -> Stage {
        let mut next = Some(schema);
        while let Some(here) = next {
            if here.get(STAGE).is_some() {
                return Stage::Value;
            }
            next = self.referenced(here).map(|(_, target)| target).or_else(|| solid(here));
        }
        Stage::Structural
    }

    /// Name and definition that a schema refers to.
    fn referenced<'a>(
        &'a self,
        schema: &'a Map<String, Tree>,
    ) -> Option<(&'a str, &'a Map<String, Tree>)> {
        let reference = schema.get("$ref").and_then(Tree::as_str)?;
        let name = reference.rsplit('/').next().unwrap_or(reference);
        Some((name, self.definitions?.get(name)?.as_object()?))
    }

    /// Follows references and the `null` alternative of optional fields. The name is that of the last reference.
    fn resolve<'a>(
        &'a self,
        schema: &'a Map<String, Tree>,
    ) -> (Option<&'a str>, &'a Map<String, Tree>) {
        if let Some((name, target)) = self.referenced(schema) {
            let (inner, resolved) = self.resolve(target);
            return (inner.or(Some(name)), resolved);
        }
        match solid(schema) {
            Some(option) => self.resolve(option),
            None => (None, schema),
        }
    }

    fn ty(&self, schema: &Map<String, Tree>) -> Type {
        let (name, resolved) = self.resolve(schema);
        let whole = |key: &str| resolved.get(key).and_then(Tree::as_i64);
        let number = |key: &str| resolved.get(key).and_then(Tree::as_f64).and_then(Number::new);
        let size = |key: &str| resolved.get(key).and_then(Tree::as_u64);
        match type_word(resolved) {
            "boolean" => Type::Bool,
            "integer" => Type::Integer { minimum: whole("minimum"), maximum: whole("maximum") },
            "number" => Type::Number { minimum: number("minimum"), maximum: number("maximum") },
            "array" => {
                let (element_stage, element) = self.element(resolved, "items");
                Type::List {
                    element: Box::new(element),
                    element_stage,
                    minimum: size("minItems"),
                    maximum: size("maxItems"),
                    unique: resolved.get("uniqueItems") == Some(&Tree::Bool(true)),
                }
            }
            "object" if resolved.contains_key("properties") => Type::Object {
                name: name.unwrap_or_default().to_owned(),
                doc: doc(resolved),
                fields: self.fields(resolved),
            },
            "object" => self.map(resolved),
            _ if resolved.contains_key(CONTENT) => {
                let (_, value) = self.element(resolved, CONTENT);
                Type::Json { value: Box::new(value) }
            }
            _ => match choice(resolved) {
                Some((values, meanings)) => Type::Choice {
                    name: name.unwrap_or_default().to_owned(),
                    doc: doc(resolved),
                    values,
                    meanings,
                },
                None => Type::String { pattern: pattern(resolved), max_length: size("maxLength") },
            },
        }
    }

    /// Stage and type of what a list or map holds.
    fn element(&self, schema: &Map<String, Tree>, key: &str) -> (Stage, Type) {
        match schema.get(key).and_then(Tree::as_object) {
            Some(element) => (self.stage(element), self.ty(element)),
            None => (Stage::Structural, Type::String { pattern: None, max_length: None }),
        }
    }

    /// A map: `patternProperties` when keys have a form, `additionalProperties` when they do not.
    fn map(&self, schema: &Map<String, Tree>) -> Type {
        let patterned = schema
            .get("patternProperties")
            .and_then(Tree::as_object)
            .and_then(|patterns| patterns.iter().next());
        let (key, (element_stage, element)) = match patterned {
            Some((regex, element)) => {
                let what = schema.get(KEYS).and_then(Tree::as_str).unwrap_or(SOME_FORM);
                (
                    Some(Pattern {
                        regex: regex.clone(),
                        what: what.to_owned(),
                        is_range: false,
                        parameter: None,
                        unlike: unlike(schema, UNLIKE_KEYS),
                    }),
                    element.as_object().map_or_else(
                        || self.element(schema, "additionalProperties"),
                        |element| (self.stage(element), self.ty(element)),
                    ),
                )
            }
            None => (None, self.element(schema, "additionalProperties")),
        };
        let size = |key: &str| schema.get(key).and_then(Tree::as_u64);
        Type::Map {
            key,
            element: Box::new(element),
            element_stage,
            minimum: size("minProperties"),
            maximum: size("maxProperties"),
        }
    }
}

/// `"changed" = { "since": "0.2.0", "before": 60 }`: that a default was another one.
fn changed(said: &Tree) -> Option<Changed> {
    let before = said.get("before").filter(|before| !before.is_null()).map(Constant::from);
    Some(Changed { since: said.get("since").and_then(Tree::as_str)?.into(), before })
}

/// What an optional field is when it is there.
fn solid(schema: &Map<String, Tree>) -> Option<&Map<String, Tree>> {
    let alternatives = schema.get("anyOf").and_then(Tree::as_array).into_iter().flatten();
    alternatives
        .filter_map(Tree::as_object)
        .find(|option| option.get("type").and_then(Tree::as_str) != Some("null"))
}

/// The first `type` that is not `null`.
fn type_word(schema: &Map<String, Tree>) -> &str {
    match schema.get("type") {
        Some(Tree::String(word)) => word,
        Some(Tree::Array(words)) => {
            words.iter().filter_map(Tree::as_str).find(|word| *word != "null").unwrap_or("string")
        }
        _ => "string",
    }
}

/// The words of an enumeration and what they mean. Schemars writes words without documentation as `enum`, and the others
/// as `oneOf`, in which those without are together.
fn choice(schema: &Map<String, Tree>) -> Option<(Vec<String>, Vec<String>)> {
    let options = schema.get("oneOf").and_then(Tree::as_array);
    let options = options.into_iter().flatten().filter_map(Tree::as_object);
    let said = options.chain([schema]).flat_map(|option| {
        let together = option.get("enum").and_then(Tree::as_array);
        let words = together.into_iter().flatten().chain(option.get("const"));
        let meaning = if option.contains_key("const") { doc(option) } else { String::new() };
        words.filter_map(Tree::as_str).map(move |word| (word.to_owned(), meaning.clone()))
    });
    let (values, meanings): (Vec<String>, Vec<String>) = said.unzip();
    (!values.is_empty()).then_some((values, meanings))
}

fn pattern(schema: &Map<String, Tree>) -> Option<Pattern> {
    let regex = schema.get("pattern").and_then(Tree::as_str)?.to_owned();
    // Only the type of the text says what the text is; the documentation of a field says what it is for.
    let what = schema.get(WHAT).and_then(Tree::as_str).unwrap_or(SOME_FORM);
    let is_range = schema.get(RANGE) == Some(&Tree::Bool(true));
    let parameter = schema.get(PARAMETER).and_then(Tree::as_str).map(str::to_owned);
    Some(Pattern {
        regex,
        what: what.to_owned(),
        is_range,
        parameter,
        unlike: unlike(schema, UNLIKE),
    })
}

/// What is often given instead of a form: a regular expression, and what that is.
fn unlike(schema: &Map<String, Tree>, mark: &str) -> Option<Unlike> {
    let said = schema.get(mark)?.as_array()?;
    let text = |at: usize| Some(said.get(at)?.as_str()?.to_owned());
    Some(Unlike { regex: text(0)?, what: text(1)? })
}

fn doc(schema: &Map<String, Tree>) -> String {
    schema.get("description").and_then(Tree::as_str).unwrap_or_default().trim().to_owned()
}
