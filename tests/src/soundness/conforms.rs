//! Whether values are of the shapes that the inference gives.

use privatelink_ir::infer::Ty;
use privatelink_ir::{Constant, Number, Shape};

/// Whether a value is of a shape, whenever it is known.
pub(super) fn conforms(shape: &Shape, value: &Constant) -> bool {
    match (&shape.ty, value) {
        (_, Constant::Null) => shape.nullable,
        (Ty::Anything | Ty::Mixed, _) => true,
        (Ty::Bool, Constant::Bool(_)) | (Ty::Number, Constant::Number(_)) => true,
        (Ty::Whole, value) => value.as_number().and_then(Number::as_i64).is_some(),
        (Ty::Text { may_be_empty }, Constant::Text(text)) => *may_be_empty || !text.is_empty(),
        (Ty::List(element), Constant::List(items)) => {
            items.iter().all(|value| conforms(element, value))
        }
        (Ty::Map(element), Constant::Object(entries)) => {
            entries.iter().all(|(_, value)| conforms(element, value))
        }
        (Ty::Object(fields), Constant::Object(entries)) => {
            fields.iter().all(|(name, field)| conforms(field, &value.get(name)))
                && entries.iter().all(|(name, _)| fields.get(name).is_some())
        }
        _ => false,
    }
}
