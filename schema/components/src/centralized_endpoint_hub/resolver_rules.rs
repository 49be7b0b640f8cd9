//! What has to hold for names across the border of AWS.

use crate::centralized_endpoint_hub::resolver::{ForwardedDomainFields, Given, ResolverFields};
use crate::sources;
use privatelink_ir::handle::{each_rule, list};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// Addresses that a resolver endpoint has at least, each in a zone of its own.
const FEWEST: i64 = 2;

/// What has to hold.
pub(crate) fn rules(given: Given) -> Vec<Rule> {
    let addresses = given.resolver.inbound_addresses();
    let zones = given.network.zones;
    let inside = list([given.network.early_range]);
    let of_addresses = each_rule(addresses, |zone, address| {
        [
            address.rule("resolver/zone").must(zones.contains(zone)).otherwise(
                text!("is for the zone `{zone}`, and the hub is in {}", zones.quoted()),
                "use a zone of the hub",
            ),
            address
                .rule("resolver/address")
                .must(
                    given.network.early_range.is_absent()
                        | inside.covering(text!("{address}/32")).has_any(),
                )
                .otherwise(
                    text!(
                        "is `{address}`, outside of the hub's range {}",
                        given.network.early_range
                    ),
                    "use a free address of the endpoints' subnet in that zone",
                ),
        ]
    });
    let few = [
        addresses
            .rule("resolver/few-addresses")
            .source(sources::RESOLVER)
            .must(addresses.is_empty() | !addresses.length().at_most(FEWEST - 1))
            .otherwise(
                "has one address, and a resolver endpoint has at least two",
                "add one in another zone",
            ),
        given
            .resolver
            .forward()
            .rule("resolver/few-zones")
            .source(sources::RESOLVER)
            .must(!given.asks() | !zones.length().at_most(FEWEST - 1))
            .otherwise(
                "needs an outbound endpoint in two zones, and the hub is in one",
                "add a zone to the hub",
            ),
    ];
    of_addresses.into_iter().chain(about_domains(given)).chain(few).collect()
}

/// Domains outside: each once, and asked for outside.
fn about_domains(given: Given) -> Vec<Rule> {
    let inside = list([given.network.early_range]);
    let forward = given.resolver.forward();
    let mut rules = each_rule(forward, |_, domain| {
        let own =
            domain.targets().filter(|address| inside.covering(text!("{address}/32")).has_any());
        [domain.targets().rule("resolver/target").must(own.is_empty()).otherwise(
            text!(
                "has addresses of the hub's own range, which would ask each other: {}",
                own.quoted()
            ),
            "name servers outside of the hub",
        )]
    });
    let twice = forward.map(|_, domain| domain.domain_name()).repeated();
    rules.push(forward.rule("resolver/domain-twice").must(twice.is_empty()).otherwise(
        text!("has domains twice: {}", twice.quoted()),
        "leave one rule for each, with all of its name servers",
    ));
    rules
}
