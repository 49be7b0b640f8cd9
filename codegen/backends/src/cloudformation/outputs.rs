//! Outputs: what a stack tells. Outputs of stacks are text, so lists are joined with commas, maps become one output per
//! key and objects JSON; an output that may be absent is there under a condition.
//!
//! What a template cannot tell is left out if it may be absent, and a warning says so.

use super::lower::{Lower, Refusal, call};
use super::names::{fingerprint, words};
use super::properties::entries;
use super::text::joined;
use privatelink_catalog::PropertyType;
use privatelink_catalog::spelling::pascal_case;
use privatelink_ir::expr::not;
use privatelink_ir::graph::Output;
use privatelink_ir::{Constant, Expr, Type};
use serde_json::{Map, Value as Json};

impl Lower<'_> {
    /// Adds what an output of the component becomes.
    pub(super) fn output(
        &mut self,
        output: &Output,
        value: &Expr,
        section: &mut Map<String, Json>,
    ) {
        let name = pascal_case(output.name);
        let mut added = Map::new();
        let done = match &output.ty {
            Type::Map { element, .. } => entries(value).and_then(|all| {
                all.iter().try_for_each(|(key, value)| {
                    let doc = format!("{} Key: {key}.", output.doc);
                    let mut name = format!("{name}{}", words(key));
                    if added.contains_key(&name) {
                        name.push_str(&fingerprint(key));
                    }
                    self.one_output(&name, &doc, element, value, &mut added)
                })
            }),
            Type::Object { .. } => {
                let value = self.tellable(output.name, &output.ty, value);
                self.one_output(&name, output.doc, &output.ty, &value, &mut added)
            }
            ty => self.one_output(&name, output.doc, ty, value, &mut added),
        };
        match done.map_err(|refusal| self.explain(refusal, value)) {
            Ok(()) => section.extend(added),
            Err(refusal) if output.nullable && refusal.is_unavailable() => {
                self.problems.push(refusal.left_out(output.name));
            }
            Err(refusal) => self.problems.push(refusal.problem(output.name, None)),
        }
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
                    let done = self.json(&told).map_err(|refusal| self.explain(refusal, &told));
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
        name: &str,
        doc: &str,
        ty: &Type,
        value: &Expr,
        section: &mut Map<String, Json>,
    ) -> Result<(), Refusal> {
        let (condition, value) = match value {
            Expr::Literal(Constant::Null) => return Ok(()),
            Expr::If(condition, then, otherwise) if **otherwise == Expr::NULL => {
                (Some(self.condition_name(condition)?), &**then)
            }
            Expr::If(condition, then, otherwise) if **then == Expr::NULL => {
                let opposite = not((**condition).clone());
                (Some(self.condition_name(&opposite)?), &**otherwise)
            }
            always => (None, always),
        };
        let tree = match ty {
            Type::List { element, .. } if element.is_scalar() => match self.told_list(value) {
                Some(text) => text,
                None => joined(self.value(value, PropertyType::StringList)?),
            },
            Type::List { .. } | Type::Map { .. } | Type::Object { .. } => self.json(value)?,
            _ => self.value(value, PropertyType::String)?,
        };
        let mut entry = call("Description", doc.into());
        if let Json::Object(entry) = &mut entry {
            entry.extend(condition.map(|name| ("Condition".to_owned(), name.into())));
            entry.insert("Value".to_owned(), tree);
        }
        section.insert(name.to_owned(), entry);
        Ok(())
    }
}
