//! What has to hold for spokes that the hub's deployment admits.

use crate::centralized_endpoint_hub::spokes::{AdmittedSpokeFields, Given};
use privatelink_ir::handle::each_rule;
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What has to hold for spokes.
pub(crate) fn rules(given: Given) -> Vec<Rule> {
    let mut rules = each_rule(given.spokes, |_, spoke| {
        let domain = spoke.domain();
        let unknown = spoke.zones().filter(|zone| !given.zone_keys.contains(zone));
        let zones = spoke.zones();
        let of_spoke = [
            domain.rule("hub/spoke-domain").must(given.domains.has_key(domain)).otherwise(
                text!("is `{domain}`, and `routeDomains` has {}", given.domains.keys().to_json()),
                "name one of these domains, or add it to `routeDomains`",
            ),
            zones.rule("hub/spoke-zones").must(zones.is_absent() | unknown.is_empty()).otherwise(
                text!("has zones that the hub does not have: {}", unknown.to_json()),
                "use keys that the output `zoneKeys` shows",
            ),
        ];
        let of_ranges = each_rule(spoke.cidr_blocks(), |_, range| {
            [range
                .rule("hub/client-range-covers")
                .must(given.client_cidrs.covering(range).has_any())
                .otherwise(
                    text!(
                        "is in none of `clientCidrs`, so the endpoints do not let it in, and no route \
                         leads back to it; those are {}",
                        given.client_cidrs.to_json()
                    ),
                    "add it to `clientCidrs`",
                )]
        });
        of_spoke.into_iter().chain(of_ranges).collect::<Vec<_>>()
    });
    let all = given.spokes.flat_map(|_, spoke| spoke.cidr_blocks());
    let overlapping = all.overlapping();
    rules.push(given.spokes.rule("hub/spokes-overlap").must(overlapping.is_empty()).otherwise(
        text!(
            "has ranges that share addresses: {}; AWS does not propagate the second one, without a \
             word",
            overlapping.to_json()
        ),
        "give each VPC ranges of its own",
    ));
    rules
}
