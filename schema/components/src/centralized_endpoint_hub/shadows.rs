//! Private names of a service that cover public names which lead elsewhere.

use crate::centralized_endpoint_hub::members::{Given, short_name};
use crate::shared::names_mode::DnsMode;
use crate::sources;
use privatelink_catalog::services::SHADOWS;
use privatelink_ir::handle::{Draft, Handle, Map, Text, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;
use serde_json::{Map as Tree, Value as Json};

/// Warns of each service that hides something from whoever resolves its names.
pub(crate) fn rules(draft: &mut Draft, given: Given) -> Vec<Rule> {
    let hidden = SHADOWS.iter().map(|(name, what)| ((*name).to_owned(), Json::from(*what)));
    let hidden = Json::Object(hidden.collect::<Tree<_, _>>());
    let hidden: Handle<Map<Text>> = draft.named("hidden", Handle::of(hidden));
    each_rule(given.services, |key, service| {
        let what = hidden.lookup(short_name(key, service));
        [service
            .rule("hub/zone-shadow")
            .source(sources::PRIVATE_ZONES)
            .must(what.is_absent() | given.mode(service).is(DnsMode::None))
            .otherwise(
                text!("has private names that hide public ones from every VPC that resolves them: {what}"),
                "leave it if no client needs these; else set its `dns` to `none` and give the clients names of \
                 their own, or have those VPCs leave this service out",
            )
            .warning()]
    })
}
