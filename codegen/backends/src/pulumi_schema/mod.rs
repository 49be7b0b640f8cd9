//! Pulumi package schema: every component in, the document that SDKs are generated from out.
//!
//! Structural inputs that can decide which resources there are, are `plain`: programs pass them as they are, so the number
//! of resources is always known. All others may be outputs of other resources. Types are declared once and used for inputs
//! and outputs alike.

mod examples;
mod former;
mod languages;
mod plain;
mod types;
mod words;

pub use examples::Example;

use crate::package;
use plain::Plain;
use privatelink_ir::DEFAULT_SLOT;
use privatelink_ir::graph::Output;
use privatelink_ir::{Field, Model, Problem};
use serde_json::{Map, Value as Json, json};
use types::Types;

/// The schema of a package with these components.
///
/// # Errors
///
/// Two types of one name that are not the same: SDKs have one namespace for all.
pub fn compile(models: &[Model]) -> Result<Json, Vec<Problem>> {
    package(models, &[], &[])
}

/// The schema of a package with these components and functions. A function is a model without resources: its arguments
/// are inputs, its results outputs. Programs stand on the pages of the components that they name.
///
/// # Errors
///
/// Two types of one name that are not the same: SDKs have one namespace for all.
pub fn package(
    models: &[Model],
    functions: &[Model],
    examples: &[Example],
) -> Result<Json, Vec<Problem>> {
    let mut types = Types { plain: Plain::of(models), ..Types::default() };
    let mut resources = Map::new();
    for model in models {
        types.reserve(model.name);
        resources.insert(token(model.name), resource(model, examples, &mut types));
    }
    let mut called = Map::new();
    // A function is called once its arguments are known.
    types.plain = Plain::default();
    for function in functions {
        called.insert(token(function.name), self::function(function, &mut types));
    }
    if !types.problems.is_empty() {
        return Err(types.problems);
    }
    types.declared.sort_keys();
    let provider = provider();
    let mut schema = json!({
        "name": package::NAME,
        "version": package::VERSION,
        "displayName": package::DISPLAY_NAME,
        "description": package::DESCRIPTION_FOR_PULUMI,
        "logoUrl": package::logo(),
        "keywords": ["pulumi", "aws", "privatelink", "category/network", "kind/component"],
        "homepage": package::REPOSITORY,
        "license": package::LICENSE,
        "repository": package::REPOSITORY,
        "publisher": package::PUBLISHER,
        "pluginDownloadURL": package::DOWNLOAD,
        "language": languages::all(),
        "meta": { "moduleFormat": "(.*)", "supportPack": true },
        "config": { "variables": provider },
        "types": types.declared,
        "provider": {
            "description": format!("Configures the components of `{}`.", package::NAME),
            "inputProperties": provider,
        },
        "resources": resources,
    });
    if let (Some(schema), false) = (schema.as_object_mut(), called.is_empty()) {
        schema.insert("functions".to_owned(), called.into());
    }
    Ok(schema)
}

/// Type token of a component or a type.
pub fn token(name: &str) -> String {
    format!("{}:index:{name}", package::NAME)
}

/// What can be configured; the keys are those of the provider's `configuration` module.
fn provider() -> Json {
    json!({
        "awsVersion": {
            "type": "string",
            "description": "Version of the `aws` package that components ask for, such as `6.83.0`. Default: the one \
                that the program uses. The SDK brings one; a program in YAML that has none gets the newest that is \
                installed, so it should set this.",
        },
    })
}

fn resource(model: &Model, examples: &[Example], types: &mut Types) -> Json {
    let mut inputs = types.properties(model.name, &model.inputs);
    for slot in model.slots().into_iter().filter(|slot| *slot != DEFAULT_SLOT) {
        inputs.insert(format!("{slot}Provider"), slot_provider(slot));
    }
    let (outputs, required) = outputs(model, types);
    let mut resource = json!({
        "isComponent": true,
        "inputProperties": inputs,
        "requiredInputs": required_names(&model.inputs),
        "properties": outputs,
        "required": required,
    });
    let own = examples.iter().filter(|example| example.component == model.name);
    if let Some(resource) = resource.as_object_mut() {
        document(resource, &model.doc, &examples::section(own));
        resource.extend(former::aliases(model));
    }
    resource
}

fn function(model: &Model, types: &mut Types) -> Json {
    let inputs = types.properties(model.name, &model.inputs);
    let (outputs, required) = outputs(model, types);
    let mut function = json!({
        "inputs": {
            "type": "object",
            "properties": inputs,
            "required": required_names(&model.inputs),
        },
        "outputs": { "type": "object", "properties": outputs, "required": required },
    });
    if let Some(function) = function.as_object_mut() {
        document(function, &model.doc, "");
    }
    function
}

/// The outputs of a component or a function, and the names of those that are always there.
fn outputs(model: &Model, types: &mut Types) -> (Map<String, Json>, Vec<&'static str>) {
    let outputs = &model.outputs;
    let of = |output: &Output| (output.name.to_owned(), types.output(output));
    let always = outputs.iter().filter(|output| !output.nullable).map(|output| output.name);
    (outputs.iter().map(of).collect(), always.collect())
}

/// Says what something is and whether it is deprecated; `more` follows the description.
fn document(of: &mut Map<String, Json>, doc: &str, more: &str) {
    let words = words::of(doc);
    of.insert("description".to_owned(), format!("{}{more}", words.description).into());
    if let Some(message) = words.deprecation {
        of.insert("deprecationMessage".to_owned(), message.into());
    }
}

/// The input that takes the provider of another account or Region.
///
/// Of the type `Any`: a reference to the provider of the `aws` package would make every generator download that
/// package, and would tie the schema to one version of it.
fn slot_provider(slot: &str) -> Json {
    json!({
        "$ref": "pulumi.json#/Any",
        "description": format!(
            "Provider of the `aws` package for what is made in `{slot}`: the provider resource itself, or an object with what one is made \
             of, its `region` and whatever else it needs, such as `assumeRoles`, of which the component makes one."
        ),
    })
}

/// Names that a program has to give.
fn required_names(fields: &[Field]) -> Vec<&str> {
    fields.iter().filter(|field| field.required).map(|field| &*field.name).collect()
}

#[cfg(test)]
mod tests {
    use super::compile;
    use privatelink_ir::expr::{for_map_if, input, key, not, value};
    use privatelink_ir::graph::{Graph, each, node};
    use privatelink_ir::{Component, Expr, Kind, Name, Type, Value};
    use schemars::JsonSchema;
    use std::collections::BTreeMap;

    /// A test.
    #[derive(JsonSchema)]
    #[schemars(rename_all = "camelCase", deny_unknown_fields)]
    #[expect(dead_code, reason = "read by schemars, never filled")]
    struct Inputs {
        /// Parts by name.
        parts: BTreeMap<String, Part>,
        /// Ids.
        #[schemars(extend("default" = []))]
        ids: Vec<Value<String>>,
        /// Whether it is on.
        #[schemars(extend("default" = true))]
        on: Value<bool>,
    }

    /// A part.
    #[derive(JsonSchema)]
    #[schemars(rename_all = "camelCase", deny_unknown_fields)]
    #[expect(dead_code, reason = "read by schemars, never filled")]
    struct Part {
        /// Its id.
        id: Value<String>,
        /// Its colour.
        colour: Option<Colour>,
        /// What is written on it.
        label: Option<String>,
        /// Its layers.
        #[schemars(extend("default" = []))]
        layers: Vec<String>,
    }

    /// Colour of a part.
    #[derive(JsonSchema)]
    #[schemars(rename_all = "lowercase")]
    #[expect(dead_code, reason = "read by schemars, never filled")]
    enum Colour {
        /// Like a rose.
        Red,
        /// Like the sky.
        ///
        /// Deprecated: use `red`.
        Blue,
    }

    /// Names of parts, their colours and whether there are ids decide; labels and layers do not.
    fn graph() -> Graph {
        let has_colour = value("part").get("colour").is_set();
        let coloured = for_map_if("part", input("parts"), has_colour, key("part"), value("part"));
        Graph::new([
            node("there", Kind("k")).in_slot("peer").only_if(not(input("ids").is_empty())),
            node("part", Kind("k"))
                .for_each(coloured)
                .set(Name("label"), each().get("label"))
                .set(Name("layers"), each().get("layers")),
        ])
        .optional_output("names", Type::list_of(Type::text()), "Names.", Expr::NULL)
    }

    #[test]
    fn inputs_that_decide_are_plain_and_others_are_not() {
        let schema = compile(&[Component::new::<Inputs>("Whole", graph).model()]).unwrap();
        let whole = &schema["resources"]["privatelink:index:Whole"];
        let inputs = &whole["inputProperties"];
        assert_eq!(inputs["parts"]["plain"], true);
        assert_eq!(inputs["parts"]["additionalProperties"]["plain"], true);
        assert_eq!(inputs["ids"]["plain"], true);
        assert_eq!(inputs["ids"]["items"]["plain"], serde_json::Value::Null);
        assert_eq!(inputs["on"]["plain"], serde_json::Value::Null);
        assert_eq!(inputs["on"]["default"], true);
        assert_eq!(inputs["peerProvider"]["$ref"], "pulumi.json#/Any");
        assert_eq!(whole["requiredInputs"], serde_json::json!(["parts"]));
        assert_eq!(whole["required"], serde_json::json!([]));
        let part = &schema["types"]["privatelink:index:Part"];
        assert_eq!(part["required"], serde_json::json!(["id"]));
        assert_eq!(part["properties"]["colour"]["plain"], true);
        assert_eq!(part["properties"]["label"].get("plain"), None);
        let layers = &part["properties"]["layers"];
        assert_eq!((layers.get("plain"), layers["items"].get("plain")), (None, None));
        assert_eq!(schema["types"]["privatelink:index:Colour"]["enum"][1]["value"], "blue");
        assert_eq!(
            schema["types"]["privatelink:index:Colour"]["enum"][1],
            serde_json::json!({
                "value": "blue",
                "description": "Like the sky.",
                "deprecationMessage": "use `red`.",
            })
        );
    }

    #[test]
    fn a_type_named_like_a_component_is_refused() {
        let problems = compile(&[Component::new::<Inputs>("Part", graph).model()]).unwrap_err();
        assert_eq!(
            problems[0].to_string(),
            "`Part` is the name of two different types; rename one: an SDK has one namespace for components and types"
        );
    }
}
