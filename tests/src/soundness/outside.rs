//! What is not part of a case: attributes of resources once these are there, and facts.

use privatelink_ir::{Constant, Name};

/// What an attribute of an instance is once the instance is there.
pub(super) fn attribute(node: &str, key: Option<&str>, name: Name) -> Constant {
    let id = format!("{node}-{}", key.unwrap_or("only"));
    match name.0 {
        "port" => i64::try_from(id.len()).map_or(Constant::Null, Constant::from),
        "names" => [Constant::from(id), node.into()].into_iter().collect(),
        "tags" => Constant::object(vec![("Name".into(), id.into())]),
        _ => id.into(),
    }
}

/// What a fact about a slot is.
pub(super) fn fact_of(fact: &str, slot: &str) -> Constant {
    format!("{fact} of {slot}").into()
}
