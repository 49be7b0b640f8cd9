//! A component as a page of text.

use crate::failure::Failure;
use privatelink_backends::{manual, wording};
use privatelink_ir::{Field, Model, Stage, Type};
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
    }
    let notes = manual::notes(model).map_err(|problem| Failure::Problems(vec![problem]))?;
    write!(to, "\n{notes}")?;
    Ok(())
}

/// Fields, those of nested objects one level further in.
fn fields(fields: &[Field], depth: usize, to: &mut dyn Write) -> io::Result<()> {
    for field in fields {
        let required = if field.required { ", required" } else { "" };
        let stage = if field.stage == Stage::Value { ", value" } else { "" };
        let kind = format!("{}{stage}{required}", wording::of_type(&field.ty));
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
