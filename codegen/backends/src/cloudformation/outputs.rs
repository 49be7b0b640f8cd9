//! Outputs: what a stack tells. Outputs of stacks are text, so lists are joined with commas and maps become one output per
//! key; an output that may be absent is there under a condition.

use super::lower::{Lower, Refusal, call};
use super::names::words;
use super::properties::entries;
use super::text::joined;
use privatelink_catalog::PropertyType;
use privatelink_catalog::spelling::pascal_case;
use privatelink_ir::graph::Output;
use privatelink_ir::{Expr, Function, Type};
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
        let done = match &output.ty {
            Type::Map { .. } => entries(value).and_then(|all| {
                all.iter().try_for_each(|(key, value)| {
                    let doc = format!("{} Key: {key}.", output.doc);
                    self.one_output(
                        &format!("{name}{}", words(key)),
                        &doc,
                        &output.ty,
                        value,
                        section,
                    )
                })
            }),
            ty => self.one_output(&name, output.doc, ty, value, section),
        };
        if let Err(refusal) = done {
            self.problems.push(refusal.problem(output.name));
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
            Expr::Literal(Json::Null) => return Ok(()),
            Expr::If(condition, then, otherwise) if **otherwise == Expr::NULL => {
                (Some(self.condition_name(condition)?), &**then)
            }
            Expr::If(condition, then, otherwise) if **then == Expr::NULL => {
                let opposite = Expr::Call(Function::Not, vec![(**condition).clone()]);
                (Some(self.condition_name(&opposite)?), &**otherwise)
            }
            always => (None, always),
        };
        let tree = match ty {
            Type::List { .. } => joined(self.value(value, PropertyType::StringList)?),
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
