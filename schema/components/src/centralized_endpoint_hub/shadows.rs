//! Private names of a service that cover public names which lead elsewhere.

use crate::centralized_endpoint_hub::members::{Given, short_name};
use crate::shared::names_mode::DnsMode;
use crate::shared::shadows;
use privatelink_ir::handle::{Draft, each_rule};
use privatelink_ir::rule::Rule;

/// Warns of each service that hides something from whoever resolves its names.
pub(crate) fn rules(draft: &mut Draft, given: Given) -> Vec<Rule> {
    let hidden = shadows::part(draft);
    each_rule(given.services, |key, service| {
        let what = hidden.lookup(short_name(key, service));
        let has_names = !given.mode(service).is(DnsMode::None);
        let help = "leave it if no client needs these; else set its `dns` to `none` and give the clients names of \
                    their own, or have those VPCs leave this service out";
        [shadows::warning("hub/zone-shadow", service, what, has_names, help)]
    })
}
