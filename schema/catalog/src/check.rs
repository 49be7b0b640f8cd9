//! Finds what a component asks of kinds that the catalog does not know.

use crate::{KindForm, Property};
use privatelink_ir::{Expr, Model, Problem};

/// Every kind, property, field and attribute that is not in the catalog, and every required property left out.
pub fn check(model: &Model) -> Vec<Problem> {
    let mut problems = Vec::new();
    for node in &model.nodes {
        let Some(kind) = crate::find(node.kind) else {
            problems.push(problem(
                node.label,
                format!("is of the kind `{}`, which is not in the catalog", node.kind.0),
            ));
            continue;
        };
        for (name, value) in &node.properties {
            match kind.find_property(name.0) {
                Some(property) => fields(node.label, property, value, &mut problems),
                None => problems.push(problem(
                    node.label,
                    format!("sets `{}`, which `{}` does not have", name.0, kind.id),
                )),
            }
        }
        for property in kind.properties.iter().filter(|property| property.required) {
            if !node.properties.iter().any(|(name, _)| name.0 == property.name) {
                problems.push(problem(
                    node.label,
                    format!("leaves out `{}`, which `{}` needs", property.name, kind.id),
                ));
            }
        }
        if let KindForm::Fold { into, .. } | KindForm::Merge { into, .. } = &kind.cloudformation
            && !crate::KINDS.iter().any(|entry| entry.id == *into)
        {
            problems.push(problem(
                node.label,
                format!("is part of `{into}`, which is not in the catalog"),
            ));
        }
    }
    for expr in model.expressions() {
        expr.walk(&mut |part| {
            if let Expr::Attribute { node, name, .. } | Expr::Instances { node, name } = part {
                let known = model
                    .find_node(node)
                    .and_then(|node| crate::find(node.kind))
                    .is_none_or(|kind| kind.find_attribute(name.0).is_some());
                if !known {
                    problems.push(problem(node, format!("has no attribute `{}`", name.0)));
                }
            }
        });
    }
    problems
}

/// Checks the field names of blocks, wherever an object is written down.
fn fields(label: &str, property: &Property, value: &Expr, problems: &mut Vec<Problem>) {
    if property.fields.is_empty() {
        return;
    }
    match value {
        Expr::Object(entries) => {
            for (name, _) in entries {
                if property.find_field(name).is_none() {
                    problems.push(problem(
                        label,
                        format!("sets `{}.{name}`, which is not there", property.name),
                    ));
                }
            }
        }
        Expr::For(inner) => fields(label, property, &inner.value, problems),
        Expr::If(_, then, otherwise) => {
            fields(label, property, then, problems);
            fields(label, property, otherwise, problems);
        }
        Expr::List(items) => items.iter().for_each(|item| fields(label, property, item, problems)),
        _ => {}
    }
}

fn problem(label: &str, message: String) -> Problem {
    Problem::error(
        "catalog/unknown",
        label,
        message,
        "use a name of the catalog, or add it to the file of the kind",
    )
}
