//! `README.md` of a module.

use super::example;
use super::hcl::Item;
use super::names::{Words, variable};
use super::outputs::{self, PROVIDER, TERRAFORM};
use super::print::{line, print};
use super::variables;
use handlebars::Handlebars;
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Field, Model, Problem, Severity};
use serde_json::{Value as Json, json};

const TEMPLATE: &str = include_str!("README.md.hbs");

/// The text of the README.
pub(super) fn render(model: &Model, words: &Words) -> Result<String, Problem> {
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    handlebars.register_escape_fn(handlebars::no_escape);
    handlebars.render_template(TEMPLATE, &content(model, words)).map_err(|error| {
        let message = format!("the README template of the Terraform backend fails: {error}");
        Problem::error("terraform/readme", "", message, "report it: no input can cause it")
    })
}

fn content(model: &Model, words: &Words) -> Json {
    let name = snake_case(model.name);
    let inputs: Vec<Json> = model
        .inputs
        .iter()
        .map(|field| {
            json!({
                "name": variable(&field.name),
                "description": cell(&variables::description(field, words)),
                "default": cell(&default(field)),
            })
        })
        .collect();
    let outputs: Vec<Json> = model
        .outputs
        .iter()
        .map(|output| {
            json!({
                "name": snake_case(output.name),
                "description": cell(&outputs::description(output, words)),
                "nullable": output.nullable,
            })
        })
        .collect();
    json!({
        "name": name,
        "doc": words.respell(&model.doc),
        "usage": print(&[Item::Block(example::call(model, &format!("./{name}")))]),
        "inputs": inputs,
        "outputs": outputs,
        "warns": model.rules.iter().any(|rule| rule.severity == Severity::Warning),
        "terraform": TERRAFORM,
        "provider": PROVIDER,
    })
}

fn default(field: &Field) -> String {
    match &field.default {
        Some(value) => format!("`{}`", line(&variables::value_of(&field.ty, value))),
        None if field.required => "required".to_owned(),
        None => "`null`".to_owned(),
    }
}

/// Text for a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
