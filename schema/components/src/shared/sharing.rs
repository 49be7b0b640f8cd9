//! Who resources are shared with, by AWS RAM.

use crate::sources;
use privatelink_ir::handle::{Handle, List, Text};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// Who something is shared with.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) principals: Handle<List<Text>>,
    pub(crate) allow_external: Handle<bool>,
}

/// What has to hold for accounts outside of the organization. Ids begin with `area`.
pub(crate) fn rules(area: &str, given: Given) -> [Rule; 2] {
    let accounts = given.principals.filter(|principal| principal.matches("^[0-9]{12}$"));
    [
        given
            .allow_external
            .rule(&format!("{area}/external-unused"))
            .must(!given.allow_external | given.principals.has_any())
            .otherwise(
                "is set, but `shareWith` names nobody",
                "remove it, or name accounts in `shareWith`",
            ),
        given
            .allow_external
            .rule(&format!("{area}/external"))
            .source(sources::SHARES)
            .must(!given.allow_external | accounts.is_empty())
            .otherwise(
                text!("lets accounts outside of the organization in: {}", accounts.quoted()),
                "leave it out if all of these are in the organization",
            )
            .warning(),
    ]
}
