//! Documents: what the other engines take as JSON text is a tree in a template.
//!
//! Names in a document are somebody else's, such as those of a policy, so nothing is spelled differently. What is not
//! known yet may stand in it as an intrinsic function; a document that is itself not known yet cannot be a tree.

use super::intrinsics::is_no_value;
use super::lower::{Lower, elements};
use super::refusal::{Lowered, Refusal};
use privatelink_catalog::PropertyType;
use privatelink_ir::{Constant, Expr, Function};
use serde_json::{Map, Value as Json};
use std::sync::Arc;

/// Scalars stay what they are.
const AS_IT_IS: PropertyType = PropertyType::Number;

impl Lower<'_> {
    /// The document as a tree.
    pub(super) fn document(&mut self, expr: &Expr) -> Lowered {
        self.branches(expr, &|lower, branch| match branch {
            Expr::Call(Function::Json, arguments) => {
                lower.tree(arguments.first().unwrap_or(&Expr::NULL))
            }
            Expr::Literal(Constant::Text(text)) => {
                lower.tree(&Expr::Literal(parse(branch, text)?.into()))
            }
            Expr::Literal(Constant::Object(_)) | Expr::Object(_) => lower.tree(branch),
            Expr::Literal(_) => Err(not_an_object(branch)),
            open => Err(Refusal::value(
                open,
                "cloudformation/open-document",
                "is not known when the template is generated, and a document such as a policy is \
                 part of the template",
                "give it in the inputs of the template",
            )),
        })
    }

    /// A part of a document; names in it stay as they are, and what is absent is left out.
    fn tree(&mut self, expr: &Expr) -> Lowered {
        self.branches(expr, &|lower, branch| match branch {
            Expr::Literal(Constant::Object(entries)) => {
                let entries = entries.iter();
                lower.members(
                    branch,
                    entries.map(|(key, value)| (key, Expr::Literal(value.clone()))),
                )
            }
            Expr::Object(entries) => {
                lower.members(branch, entries.iter().map(|(key, value)| (key, value.clone())))
            }
            Expr::Literal(Constant::List(_)) | Expr::List(_) | Expr::Call(Function::Concat, _) => {
                elements(branch)?.iter().map(|item| lower.tree(item)).collect()
            }
            Expr::Literal(scalar) => Ok(scalar.to_json()),
            open => lower.value(open, AS_IT_IS),
        })
    }

    fn members<'a>(
        &mut self,
        whole: &Expr,
        members: impl Iterator<Item = (&'a Arc<str>, Expr)>,
    ) -> Lowered {
        let mut tree = Map::new();
        for (key, value) in members {
            if **key == *"Ref" || key.starts_with("Fn::") {
                return Err(Refusal::value(
                    whole,
                    "cloudformation/reserved-key",
                    format!("has the key `{key}`, which is a function in a template"),
                    "leave it out, or deploy this with Terraform or Pulumi",
                ));
            }
            let value = self.tree(&value)?;
            if !is_no_value(&value) {
                tree.insert((**key).to_owned(), value);
            }
        }
        Ok(Json::Object(tree))
    }
}

fn parse(whole: &Expr, text: &str) -> Result<Json, Refusal> {
    match serde_json::from_str(text) {
        Ok(tree @ Json::Object(_)) => Ok(tree),
        Ok(_) => Err(not_an_object(whole)),
        Err(error) => Err(Refusal::value(
            whole,
            "cloudformation/not-json",
            format!("is not JSON: {error}"),
            "give the text of a JSON object",
        )),
    }
}

fn not_an_object(whole: &Expr) -> Refusal {
    Refusal::value(
        whole,
        "cloudformation/not-json",
        "is not a JSON object",
        "give the text of a JSON object",
    )
}
