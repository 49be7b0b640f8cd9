//! `stacks.md`: in which order several stacks are deployed, and what they hand to each other, for people.

use super::compiled::{Import, Origin, Stack};
use super::intrinsics::pseudo_parameter;
use handlebars::{Handlebars, no_escape};
use privatelink_ir::{Model, Problem};
use serde_json::{Value as Json, json};
use std::num::NonZeroU32;

/// Name of the file.
pub(super) const NAME: &str = "stacks.md";

const LAYOUT: &str = include_str!("stacks.md.hbs");

/// The page.
pub(super) fn page(model: &Model, stacks: &[Stack], parts: NonZeroU32) -> Result<String, Problem> {
    let mut layout = Handlebars::new();
    layout.register_escape_fn(no_escape);
    layout.set_strict_mode(true);
    layout.render_template(LAYOUT, &content(model, stacks, parts)).map_err(|error| {
        let message = format!("the layout of `{NAME}` fails: {error}");
        Problem::error("cloudformation/guide", "", message, "report it: no input can cause it")
    })
}

fn content(model: &Model, stacks: &[Stack], parts: NonZeroU32) -> Json {
    let stacks = stacks.iter().enumerate().map(|(at, stack)| {
        let inputs = stack.parameters.iter().map(|(id, path)| row(id, &format!("input `{path}`")));
        let imports = stack.imports.iter().map(|import| row(&import.parameter, &value(import)));
        json!({
            "number": at + 1,
            "name": stack.name,
            "slot": stack.slot,
            "makesRoles": stack.makes_roles,
            "parameters": inputs.chain(imports).collect::<Json>(),
        })
    });
    json!({
        "name": model.name,
        "stacks": stacks.collect::<Json>(),
        "parts": (parts.get() > 1).then_some(parts.get()),
    })
}

fn row(id: &str, value: &str) -> Json {
    json!({ "id": id, "value": value.replace('|', "\\|") })
}

fn value(import: &Import) -> String {
    match &import.origin {
        Origin::Output { stack, output } => format!("output `{output}` of `{stack}`"),
        Origin::Place { slot, fact } => {
            format!("`{}` where the stacks of `{slot}` are", pseudo_parameter(*fact))
        }
    }
}
