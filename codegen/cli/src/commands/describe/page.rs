//! A component as a page of text.

use crate::failure::Failure;
use privatelink_backends::{manual, wording};
use privatelink_ir::{Field, Model, Type};
use std::io::{self, Write};

/// Writes inputs and outputs, then the notes of the manual.
pub(super) fn write(model: &Model, to: &mut dyn Write) -> Result<(), Failure> {
    writeln!(to, "{}\n\n{}\n\nInputs:", model.name, model.doc)?;
    fields(&model.inputs, 1, to)?;
    writeln!(to, "\nOutputs:")?;
    for output in &model.outputs {
        let absent = if output.nullable { ", may be absent" } else { "" };
        let kind = format!("{}{absent}", wording::of_type(&output.ty));
        entry(output.name, &kind, output.doc, 1, to)?;
        told(&output.ty, 2, to)?;
    }
    let notes = manual::notes(model).map_err(|problem| Failure::Problems(vec![problem].into()))?;
    write!(to, "\n{notes}")?;
    Ok(())
}

/// Fields, those of nested objects one level further in.
fn fields(fields: &[Field], depth: usize, to: &mut dyn Write) -> io::Result<()> {
    for field in fields {
        let required = if field.required { ", required" } else { "" };
        let stage = wording::of_stage(field).trim_start_matches("structural");
        let stage = if stage == "value" { ", value" } else { stage };
        let kind = format!("{}{stage}{required}", wording::of_type(&field.ty));
        entry(&field.name, &kind, &wording::of_field(field), depth, to)?;
        if let Some((.., inner)) = wording::object_in(&field.ty) {
            self::fields(inner, depth + 1, to)?;
        }
    }
    Ok(())
}

/// Fields of an object that is told.
fn told(ty: &Type, depth: usize, to: &mut dyn Write) -> io::Result<()> {
    let Some((.., fields)) = wording::object_in(ty) else { return Ok(()) };
    for field in fields {
        let absent = if field.nullable() { ", may be absent" } else { "" };
        let kind = format!("{}{absent}", wording::of_type(&field.ty));
        entry(&field.name, &kind, &field.doc, depth, to)?;
        told(&field.ty, depth + 1, to)?;
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
