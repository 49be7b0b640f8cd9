//! What has to hold for spokes that the hub's deployment admits.

use crate::centralized_endpoint_hub::ranges::Clients;
use crate::centralized_endpoint_hub::spokes::{AdmittedSpokeFields, Given};
use privatelink_ir::handle::{Handle, List, Text, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// The hub lets ranges of a spoke in.
fn covered(
    ranges: Handle<List<Text>>,
    clients: Handle<List<Text>>,
    input: &'static str,
) -> Vec<Rule> {
    each_rule(ranges, |_, range| {
        [range.rule("hub/client-range-covers").must(clients.covering(range).has_any()).otherwise(
            text!(
                "is in none of `{}`, so the endpoints do not let it in, and no route leads back to \
                     it; those are {}",
                input,
                clients.quoted()
            ),
            &format!("add it to `{input}`"),
        )]
    })
}

/// What has to hold for spokes.
pub(crate) fn rules(given: Given) -> Vec<Rule> {
    let mut rules = each_rule(given.spokes, |_, spoke| {
        let domain = spoke.domain();
        let unknown = spoke.zones().filter(|zone| !given.zone_keys.contains(zone));
        let zones = spoke.zones();
        let of_spoke = [
            zones
                .rule("hub/spoke-zones-unused")
                .must(zones.is_absent() | !spoke.same_account())
                .otherwise(
                    "is given, but a VPC in the hub's account needs no authorization",
                    "remove it",
                ),
            domain.rule("hub/spoke-domain").must(given.domains.has_key(domain)).otherwise(
                text!("is `{domain}`, and `routeDomains` has {}", given.domains.keys().quoted()),
                "name one of these domains, or add it to `routeDomains`",
            ),
            zones.rule("hub/spoke-zones").must(zones.is_absent() | unknown.is_empty()).otherwise(
                text!("has zones that the hub does not have: {}", unknown.quoted()),
                "use keys that the output `zoneKeys` shows",
            ),
        ];
        let Clients { ipv4, ipv6 } = given.clients;
        of_spoke
            .into_iter()
            .chain(covered(spoke.cidr_blocks(), ipv4, "clientCidrs"))
            .chain(covered(spoke.ipv6_cidr_blocks(), ipv6, "clientIpv6Cidrs"))
            .collect::<Vec<_>>()
    });
    let all = given.spokes.flat_map(|_, spoke| spoke.cidr_blocks() + spoke.ipv6_cidr_blocks());
    let overlapping = all.overlapping();
    rules.push(given.spokes.rule("hub/spokes-overlap").must(overlapping.is_empty()).otherwise(
        text!(
            "has ranges that share addresses: {}; AWS does not propagate the second one, without a \
             word",
            overlapping.quoted()
        ),
        "give each VPC ranges of its own",
    ));
    rules
}
