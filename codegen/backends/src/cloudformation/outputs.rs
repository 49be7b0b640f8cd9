//! Outputs: what a stack tells. Outputs of stacks are text, so lists are joined with commas, maps become one output per
//! key and objects JSON; an output that may be absent is there under a condition.
//!
//! What a template cannot tell is left out if it may be absent, and a warning says so.

use super::attributes::missing;
use super::builder::Builder;
use super::names::{LONGEST_ID, fingerprint, with_fingerprint, words};
use super::plan::Plan;
use super::properties::entries;
use super::refusal::Refusal;
use super::text::joined;
use privatelink_catalog::PropertyType;
use privatelink_catalog::spelling::pascal_case;
use privatelink_ir::expr::not;
use privatelink_ir::graph::Output;
use privatelink_ir::{Constant, Expr, Problem, Type};
use serde_json::{Map, Value as Json};
use std::collections::HashSet;

/// Most bytes of a description. Source: AWS `CloudFormation` User Guide, "Outputs".
const LONGEST_DESCRIPTION: usize = 1024;

/// What one output of a component becomes in a template: all of it, or one entry of a map.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    /// The output.
    pub(super) output: &'a Output,
    /// Its place among the outputs of the component.
    pub(super) position: usize,
    name: String,
    doc: String,
    ty: &'a Type,
    /// The value, or that of the whole output and why it has no pieces.
    value: (Expr, Option<Refusal>),
}

impl<'a> Piece<'a> {
    fn whole(output: &'a Output, position: usize, value: &Expr) -> Self {
        let (name, doc) = (pascal_case(output.name), output.doc.to_owned());
        Self { output, position, name, doc, ty: &output.ty, value: (value.clone(), None) }
    }

    /// The value.
    pub(super) fn value(&self) -> &Expr {
        &self.value.0
    }
}

/// What all outputs of a component become.
pub(super) fn pieces<'a>(plan: &Plan<'a>) -> Vec<Piece<'a>> {
    let outputs = || plan.model.outputs.iter().zip(&plan.component.outputs).enumerate();
    let is_map = |output: &Output| matches!(output.ty, Type::Map { .. });
    let single = plan.model.outputs.iter().filter(|output| !is_map(output));
    let mut names: HashSet<String> = single.map(|output| pascal_case(output.name)).collect();
    let mut pieces = Vec::new();
    for (position, (output, told)) in outputs() {
        let Type::Map { element, .. } = &output.ty else {
            pieces.push(Piece::whole(output, position, &told.value));
            continue;
        };
        let found = missing(plan, &told.value).map_or_else(|| entries(&told.value), Err);
        match found {
            Ok(all) => {
                for (key, value) in all {
                    let mut name = format!("{}{}", pascal_case(output.name), words(&key));
                    if names.contains(&name) {
                        name.push_str(&fingerprint(&key));
                    }
                    if name.len() > LONGEST_ID {
                        name = with_fingerprint(&name, &key);
                    }
                    names.insert(name.clone());
                    let doc = format!("{} Key: {key}.", output.doc);
                    let value = (value, None);
                    pieces.push(Piece { output, position, name, doc, ty: element, value });
                }
            }
            Err(refusal) => {
                let whole = Piece::whole(output, position, &told.value);
                pieces.push(Piece { value: (told.value.clone(), Some(refusal)), ..whole });
            }
        }
    }
    pieces
}

/// A problem with an output; a warning if it may be absent and is left out.
fn refused(output: &Output, refusal: Refusal) -> Problem {
    if output.nullable && refusal.is_unavailable() {
        refusal.left_out(output.name)
    } else {
        refusal.problem(output.name, None)
    }
}

impl Builder<'_> {
    /// The `Outputs` section.
    pub(super) fn outputs(&mut self, pieces: &[Piece<'_>]) -> Map<String, Json> {
        let mut section = Map::new();
        for piece in pieces {
            let done = match &piece.value {
                (_, Some(refusal)) => Err(refusal.clone()),
                (value, None) if matches!(piece.ty, Type::Object { .. }) => {
                    let value = self.tellable(piece.output.name, piece.ty, value);
                    self.one_output(piece, &value, &mut section)
                }
                (value, None) => self.one_output(piece, value, &mut section),
            };
            if let Err(refusal) = done {
                let refusal = self.lower.explain(refusal, piece.value());
                self.problems.push(refused(piece.output, refusal));
            }
        }
        section
    }

    /// The object with null in fields that may be absent and read what no template has; a warning names each.
    fn tellable(&mut self, name: &str, ty: &Type, value: &Expr) -> Expr {
        match value {
            Expr::Object(entries) => {
                let entries = entries.iter().map(|(key, value)| {
                    let field = ty.find_field(key);
                    let label = format!("{name}.{key}");
                    let told = match field {
                        Some(field) if matches!(field.ty, Type::Object { .. }) => {
                            self.tellable(&label, &field.ty, value)
                        }
                        _ => value.clone(),
                    };
                    let done = self
                        .lower
                        .json(&told)
                        .map_err(|refusal| self.lower.explain(refusal, &told));
                    let told = match done {
                        Err(refusal)
                            if refusal.is_unavailable()
                                && field.is_some_and(privatelink_ir::Field::nullable) =>
                        {
                            self.problems.push(refusal.left_out(&label));
                            Expr::NULL
                        }
                        // What else is wrong is told once, with the whole.
                        _ => told,
                    };
                    (key.clone(), told)
                });
                Expr::object(entries.collect())
            }
            Expr::If(condition, then, otherwise) => {
                let [then, otherwise] = [then, otherwise].map(|part| self.tellable(name, ty, part));
                condition.choose(then, otherwise)
            }
            other => other.clone(),
        }
    }

    fn one_output(
        &mut self,
        piece: &Piece<'_>,
        value: &Expr,
        section: &mut Map<String, Json>,
    ) -> Result<(), Refusal> {
        let (condition, value) = match value {
            Expr::Literal(Constant::Null) => return Ok(()),
            Expr::If(condition, then, otherwise) if **otherwise == Expr::NULL => {
                (Some(self.lower.conditions.name_of(condition)?), &**then)
            }
            Expr::If(condition, then, otherwise) if **then == Expr::NULL => {
                let opposite = not((**condition).clone());
                (Some(self.lower.conditions.name_of(&opposite)?), &**otherwise)
            }
            always => (None, always),
        };
        let tree = match piece.ty {
            Type::List { element, .. } if element.is_scalar() => {
                match self.lower.told_list(value) {
                    Some(text) => text,
                    None => joined(self.lower.value(value, PropertyType::StringList)?),
                }
            }
            Type::List { .. } | Type::Map { .. } | Type::Object { .. } => self.lower.json(value)?,
            _ => self.lower.value(value, PropertyType::String)?,
        };
        let mut entry = Map::new();
        entry.insert("Description".to_owned(), described(&piece.doc).into());
        entry.extend(condition.map(|name| ("Condition".to_owned(), name.into())));
        entry.insert("Value".to_owned(), tree);
        section.insert(piece.name.clone(), entry.into());
        Ok(())
    }
}

/// As much of a text as the description of an output may have.
fn described(doc: &str) -> &str {
    let end = (0..=LONGEST_DESCRIPTION.min(doc.len())).rev().find(|end| doc.is_char_boundary(*end));
    doc.split_at(end.unwrap_or_default()).0
}
