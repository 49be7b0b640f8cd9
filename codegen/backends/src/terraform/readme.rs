//! `README.md` of a module.

use super::example;
use super::example::Inputs;
use super::hcl::Item;
use super::line::line;
use super::moved;
use super::names::{Words, variable};
use super::outputs::{self, REQUIRED_VERSION};
use super::print::print;
use super::provider::Provider;
use super::values::value_of;
use super::variables;
use handlebars::Handlebars;
use privatelink_catalog::spelling::snake_case;
use privatelink_catalog::{KindEntry, Parallel};
use privatelink_ir::{Field, Model, Problem, Severity};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

const TEMPLATE: &str = include_str!("README.md.hbs");

/// The text of the README, with a call that gives the fewest inputs.
pub(super) fn render(
    model: &Model,
    provider: Provider,
    words: &Words,
    minimal: &Inputs<'_>,
) -> Result<String, Problem> {
    let kinds = model.nodes.iter().filter_map(|node| privatelink_catalog::find(node.kind));
    print_page(&content(model, provider, words, minimal, kinds))
}

fn print_page(content: &Json) -> Result<String, Problem> {
    let mut handlebars = Handlebars::new();
    handlebars.set_strict_mode(true);
    handlebars.register_escape_fn(handlebars::no_escape);
    handlebars.render_template(TEMPLATE, content).map_err(|error| {
        let message = format!("the README template of the Terraform backend fails: {error}");
        Problem::error("terraform/readme", "", message, "report it: no input can cause it")
    })
}

fn content<'k>(
    model: &Model,
    provider: Provider,
    words: &Words,
    minimal: &Inputs<'_>,
    kinds: impl Iterator<Item = &'k KindEntry>,
) -> Json {
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
        "usage": print(&[Item::Block(example::call(model, minimal, &format!("./{name}")))]),
        "inputs": inputs,
        "outputs": outputs,
        "limits": limits(kinds),
        "retyped": retyped(model),
        "warns": model.rules.iter().any(|rule| rule.severity == Severity::Warning),
        "terraform": REQUIRED_VERSION,
        "provider": outputs::provider_versions(provider, &outputs::faults(model)),
    })
}

/// What has another type than in an earlier release.
fn retyped(model: &Model) -> Vec<Json> {
    let row = |[then, now]: [String; 2]| json!({ "then": then, "now": now });
    moved::retyped(model).into_iter().map(row).collect()
}

/// Kinds of which only so many may be made at once. Terraform can put no order between the instances of a resource.
fn limits<'k>(kinds: impl Iterator<Item = &'k KindEntry>) -> Vec<Json> {
    let limited: BTreeMap<&str, Parallel> =
        kinds.filter_map(|kind| Some((kind.terraform, kind.parallel?))).collect();
    let row = |(kind, Parallel { most, reason, source })| json!({ "kind": kind, "most": most, "reason": reason, "source": source });
    limited.into_iter().map(row).collect()
}

fn default(field: &Field) -> String {
    match &field.default {
        Some(value) => format!("`{}`", line(&value_of(&field.ty, value))),
        None if field.required => "required".to_owned(),
        None => "`null`".to_owned(),
    }
}

/// Text for a cell of a Markdown table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::{Provider, Words, content, print_page};
    use privatelink_catalog::lb::listener;
    use privatelink_catalog::{KindEntry, Parallel};
    use privatelink_components::find;

    #[test]
    fn a_limit_is_named_once() {
        let model = find("PrivateLinkService").unwrap().model();
        let words = Words::of(&model);
        let page = |kinds: &[KindEntry]| {
            print_page(&content(&model, Provider::default(), &words, &Vec::new(), kinds.iter()))
                .unwrap()
        };
        let plain = listener::ENTRY.clone();
        assert!(!page(std::slice::from_ref(&plain)).contains("-parallelism"));
        let limit = Parallel { most: 3, reason: "AWS refuses more", source: "a page" };
        let limited = KindEntry { parallel: Some(limit), ..plain.clone() };
        let page = page(&[limited.clone(), plain, limited]);
        assert_eq!(page.matches("-parallelism=3").count(), 1);
        assert!(
            page.contains(
                "3 of `aws_lb_listener` should be made at once: AWS refuses more (a page)"
            )
        );
    }
}
