//! A component as JSON.

use privatelink_backends::manual::{self, costs, permissions};
use privatelink_backends::{json_schema, wording};
use privatelink_ir::{Component, Model, Severity, Type};
use serde_json::{Value as Json, json};

/// Everything a program may want to know.
pub(super) fn of(component: &Component, model: &Model) -> Json {
    let outputs: Vec<Json> = model
        .outputs
        .iter()
        .map(|output| {
            json!({
                "name": output.name,
                "description": output.doc,
                "type": wording::of_type(&output.ty),
                "nullable": output.nullable,
                "fields": fields(&output.ty),
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
        "rules": manual::rules(model, Severity::Error),
        "warnings": manual::rules(model, Severity::Warning),
        "iamActions": permissions::by_kind(model),
        "costs": costs::of_resources(model),
    })
}

/// Fields of an object that is told; null of what is none.
fn fields(ty: &Type) -> Json {
    let Some((.., fields)) = wording::object_in(ty) else { return Json::Null };
    let told = fields.iter().map(|field| {
        json!({
            "name": &*field.name,
            "description": field.doc,
            "type": wording::of_type(&field.ty),
            "nullable": field.nullable(),
            "fields": self::fields(&field.ty),
        })
    });
    told.collect()
}
