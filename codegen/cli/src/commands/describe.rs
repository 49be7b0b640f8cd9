//! `privatelink describe`

use crate::failure::Failure;
use crate::{Streams, component};
use privatelink_backends::{json_schema, wording};
use privatelink_ir::{Component, Field, Model, Type};
use serde_json::{Value as Json, json};
use std::io::{self, Write};

/// Show the inputs and outputs of a component
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  privatelink describe PrivateLinkService
  privatelink describe PrivateLinkService --json | jq '.outputs[].name'")]
pub(crate) struct Describe {
    /// Component, such as `PrivateLinkService`
    component: String,
    /// Print JSON for programs: the JSON Schema of the inputs, the outputs and the resources
    #[arg(long)]
    json: bool,
}

impl Describe {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<(), Failure> {
        let component = component::find(&self.component)?;
        let model = component.model();
        if self.json {
            writeln!(streams.output, "{:#}", tree(component, &model))?;
        } else {
            page(&model, streams.output)?;
        }
        Ok(())
    }
}

/// Everything a program may want to know.
fn tree(component: &Component, model: &Model) -> Json {
    let outputs: Vec<Json> = model
        .outputs
        .iter()
        .map(|output| {
            json!({
                "name": output.name,
                "description": output.doc,
                "type": wording::of_type(&output.ty),
                "nullable": output.nullable,
            })
        })
        .collect();
    let resources: Vec<Json> = model
        .nodes
        .iter()
        .map(|node| {
            json!({
                "label": node.label,
                "kind": node.kind.0,
                "conditional": node.condition.is_some(),
                "repeated": node.for_each.is_some(),
                "provider": node.slot,
            })
        })
        .collect();
    json!({
        "name": model.name,
        "description": model.doc,
        "inputs": json_schema::compile(component),
        "outputs": outputs,
        "resources": resources,
    })
}

fn page(model: &Model, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "{}\n\n{}\n\nInputs:", model.name, model.doc)?;
    fields(&model.inputs, 1, to)?;
    writeln!(to, "\nOutputs:")?;
    for output in &model.outputs {
        let absent = if output.nullable { ", may be absent" } else { "" };
        entry(
            output.name,
            &format!("{}{absent}", wording::of_type(&output.ty)),
            output.doc,
            1,
            to,
        )?;
    }
    Ok(())
}

/// Fields, those of nested objects one level further in.
fn fields(fields: &[Field], depth: usize, to: &mut dyn Write) -> io::Result<()> {
    for field in fields {
        let required = if field.required { ", required" } else { "" };
        let kind = format!("{}{required}", wording::of_type(&field.ty));
        entry(&field.name, &kind, &wording::of_field(field), depth, to)?;
        let mut ty = &field.ty;
        while let Type::List { element, .. } | Type::Map { element, .. } = ty {
            ty = element;
        }
        if let Type::Object { fields: inner, .. } = ty {
            self::fields(inner, depth + 1, to)?;
        }
    }
    Ok(())
}

fn entry(name: &str, kind: &str, doc: &str, depth: usize, to: &mut dyn Write) -> io::Result<()> {
    let indent = "  ".repeat(depth);
    writeln!(to, "{indent}{name} ({kind})")?;
    for line in doc.lines().filter(|line| !line.is_empty()) {
        writeln!(to, "{indent}    {line}")?;
    }
    Ok(())
}
