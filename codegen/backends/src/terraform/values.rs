//! Constants of types, in Terraform's spelling.

use super::hcl::Expression;
use super::names::object_key;
use super::spelling::{VERBATIM, literal};
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::{Constant, Field, Type};
use std::sync::Arc;

/// A default with everything that its type fills in: defaults of fields, and null where there is none.
pub(super) fn filled(ty: &Type, value: &Constant) -> Constant {
    match (ty, value) {
        (Type::List { element, .. }, Constant::List(items)) => {
            items.iter().map(|item| filled(element, item)).collect()
        }
        (Type::Map { element, .. }, Constant::Object(entries)) => {
            let entry =
                |(key, value): &(Arc<str>, Constant)| (Arc::clone(key), filled(element, value));
            Constant::object(entries.iter().map(entry).collect())
        }
        (Type::Object { fields, .. }, Constant::Object(entries)) => {
            let field = |field: &Field| {
                let given = entries.get(&field.name).filter(|value| !value.is_null());
                let value = given.or(field.default.as_ref());
                let value = value.map_or(Constant::Null, |value| filled(&field.ty, value));
                (Arc::clone(&field.name), value)
            };
            Constant::object(fields.iter().map(field).collect())
        }
        _ => value.clone(),
    }
}

/// A default, with the fields of objects in Terraform's spelling.
pub(super) fn value_of(ty: &Type, value: &Constant) -> Expression {
    match (ty, value) {
        (Type::List { element, .. }, Constant::List(items)) => {
            Expression::List(items.iter().map(|item| value_of(element, item)).collect())
        }
        (Type::Map { element, .. }, Constant::Object(entries)) => Expression::Object(
            entries
                .iter()
                .map(|(key, value)| (object_key(key), value_of(element, value)))
                .collect(),
        ),
        (Type::Object { fields, .. }, Constant::Object(entries)) => Expression::Object(
            fields
                .iter()
                .filter_map(|field| {
                    let value = entries.get(&field.name)?;
                    Some((snake_case(&field.name), value_of(&field.ty, value)))
                })
                .collect(),
        ),
        _ => literal(value, VERBATIM),
    }
}
