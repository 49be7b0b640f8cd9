//! Reads which IAM actions a kind needs, and writes them as constants.

use super::Failure;
use serde::Deserialize;
use std::fmt::Write as _;

/// `[actions]` of a kind.
#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub(super) struct Actions {
    #[serde(default)]
    create: Vec<String>,
    #[serde(default)]
    read: Vec<String>,
    #[serde(default)]
    update: Vec<String>,
    #[serde(default)]
    delete: Vec<String>,
    /// Needed sometimes only.
    #[serde(default)]
    sometimes: Vec<Sometimes>,
}

/// Actions that are needed sometimes only.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sometimes {
    actions: Vec<String>,
    when: String,
    property: Option<String>,
    condition: Option<Condition>,
}

/// The condition under which a policy may grant them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Condition {
    operator: String,
    key: String,
    value: String,
}

/// A value of `Actions`, in Rust.
pub(super) fn actions(given: &Actions, known: &dyn Fn(&str) -> bool) -> Result<String, Failure> {
    let mut sometimes = String::new();
    for Sometimes { actions, when, property, condition } in &given.sometimes {
        if let Some(property) = property.as_deref().filter(|property| !known(property)) {
            return Err(format!("`actions`: there is no property `{property}`").into());
        }
        let condition = condition.as_ref().map(|it| (&it.operator, &it.key, &it.value));
        write!(
            sometimes,
            "Sometimes {{ actions: &{actions:?}, when: {when:?}, property: {property:?}, condition: {condition:?} }}, "
        )?;
    }
    let Actions { create, read, update, delete, .. } = given;
    Ok(format!(
        "Actions {{ create: &{create:?}, read: &{read:?}, update: &{update:?}, delete: &{delete:?}, sometimes: &[{sometimes}] }}"
    ))
}
