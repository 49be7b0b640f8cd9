//! Private names of a service that cover public names which lead elsewhere.

use crate::sources;
use privatelink_catalog::services::SHADOWS;
use privatelink_ir::handle::{Draft, Handle, Map, Text, When};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;
use serde_json::{Map as Tree, Value as Json};

/// What the private names of services hide, by the short name of the service.
pub(crate) fn part(draft: &mut Draft) -> Handle<Map<Text>> {
    let hidden = SHADOWS.iter().map(|(name, what)| ((*name).to_owned(), Json::from(*what)));
    draft.named("hidden", Handle::of(Json::Object(hidden.collect::<Tree<_, _>>())))
}

/// A warning of names of a service that hide something, if they are there.
pub(crate) fn warning<T, U: When, W: When>(
    id: &str,
    input: Handle<T, U>,
    what: Handle<Text>,
    has_names: Handle<bool, W>,
    help: &str,
) -> Rule {
    input
        .rule(id)
        .source(sources::PRIVATE_ZONES)
        .must(what.is_absent() | !has_names)
        .otherwise(
            text!(
                "has private names that hide public ones from every VPC that resolves them: {what}"
            ),
            help,
        )
        .warning()
}
