//! Something for each `$Name` of a case: a test without an account has no ids.

use std::collections::BTreeMap;

use serde_json::Value;

/// The inputs with what stands for each `$Name`.
///
/// # Errors
///
/// A name that nothing stands for.
pub(crate) fn fill(value: Value, stand_ins: &BTreeMap<String, String>) -> Result<Value, String> {
    Ok(match value {
        Value::String(text) => match text.strip_prefix('$') {
            Some(name) => stand_ins.get(name).ok_or(text.clone())?.as_str().into(),
            None => text.into(),
        },
        Value::Array(items) => {
            items.into_iter().map(|item| fill(item, stand_ins)).collect::<Result<_, _>>()?
        }
        Value::Object(entries) => {
            let filled =
                entries.into_iter().map(|(name, value)| Ok((name, fill(value, stand_ins)?)));
            Value::Object(filled.collect::<Result<_, String>>()?)
        }
        other => other,
    })
}
