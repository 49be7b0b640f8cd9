//! What has to hold for the VPC of a hub and its ranges.

use crate::centralized_endpoint_hub::network::{ExistingVpcFields, Given, number};
use crate::shared::subnet_rules;
use crate::sources;
use privatelink_ir::handle::{Condition, Handle, List, Map, Text, each_rule, list, one_of};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// Lengths that leave each subnet as many addresses as AWS wants at least, and no more than a VPC can have.
const LENGTHS: &str = "/(16|17|18|19|20|21|22)$";
/// What is no range is reported as that.
const ANY_LENGTH: &str = "/[0-9]{1,2}$";
/// What is no id of a zone is reported as that.
const ZONE_ID: &str = "^[a-z0-9]+-az[0-9]+$";

/// What has to hold for the VPC.
pub(crate) fn rules(given: Given, numbers: Handle<Map<i64>>) -> Vec<Rule> {
    let ways = one_of(
        "hub/vpc",
        [given.cidr_block.way(), given.ipam.way(), given.existing.way()],
        "which VPC the hub is in",
    );
    let zones = each_rule(given.zones, |_, zone| {
        [zone
            .rule("hub/zone-number")
            .must(number(numbers, zone).is_set() | !zone.matches(ZONE_ID))
            .otherwise(
                text!("is `{zone}`, and the subnets of a hub are for zones 1 to 8"),
                "use another zone, or give `existingVpc`",
            )]
    });
    ways.into_iter()
        .chain(zones)
        .chain(about_made(given))
        .chain(about_existing(given))
        .chain(ranges_of_clients(given))
        .chain(about_ipv6(given))
        .collect()
}

/// What has to hold for a VPC that is made here.
fn about_made(given: Given) -> Vec<Rule> {
    let zones = given.zones.filter(|zone| zone.matches(ZONE_ID));
    let regions = zones.map(|zone| zone.before("-")).distinct();
    let is_made: Condition = given.existing.is_absent();
    vec![
        given
            .cidr_block
            .rule("hub/range-length")
            .source(sources::SUBNETS)
            .must(
                given.cidr_block.is_absent()
                    | given.cidr_block.matches(LENGTHS)
                    | !given.cidr_block.matches(ANY_LENGTH),
            )
            .otherwise(
                "leaves no room for the plan of subnets, or is more than a VPC can have",
                "use a length of /16 to /22",
            ),
        given.zones.rule("hub/no-zones").must(!is_made | given.zones.has_any()).otherwise(
            "is empty, but the hub's VPC needs a subnet",
            "name the zones that clients are in, at least two",
        ),
        given.zones.rule("hub/zones-unused").must(is_made | given.zones.is_empty()).otherwise(
            "is given, but the zones of `existingVpc` are those of its subnets",
            "remove it",
        ),
        given
            .zones
            .rule("hub/one-zone")
            .must(!given.zones.length().is(1))
            .otherwise(
                "has one Availability Zone: clients lose all services with it",
                "add another zone",
            )
            .warning(),
        given
            .zones
            .rule("zones/regions")
            .source(sources::VPCS)
            .must(regions.length().at_most(1))
            .otherwise(
                text!("has zones of several Regions: {}", regions.quoted()),
                "name zones of one Region",
            ),
    ]
}

/// What has to hold for a VPC that is there already.
fn about_existing(given: Given) -> Vec<Rule> {
    let existing = given.existing;
    let (endpoints, attachments) = (existing.endpoint_subnets(), existing.attachment_subnets());
    let missing = endpoints.filter(|zone, _| !attachments.has_key(zone)).map(|zone, _| zone);
    let mut rules =
        vec![
        endpoints.rule("hub/one-zone").must(!endpoints.length().is(1)).otherwise(
            "has one Availability Zone: clients lose all services with it",
            "add a subnet in another zone",
        ).warning(),
        subnet_rules::one_region(endpoints),
        attachments
            .rule("hub/attachment-zones")
            .source(sources::GATEWAY_ATTACHMENTS)
            .must(existing.is_absent() | missing.is_empty())
            .otherwise(
                text!(
                    "has no subnet in {}, where endpoints are: the transit gateway enters a zone \
                     only by a subnet in it",
                    missing.quoted()
                ),
                "give a subnet in each of these zones",
            ),
    ];
    rules.extend(subnet_rules::each_once(endpoints, |subnet| subnet));
    rules.extend(subnet_rules::each_once(attachments, |subnet| subnet));
    rules
}

/// What has to hold for ranges of clients of both kinds. Those that are known once the VPC is there are compared with nothing.
fn ranges_of_clients(given: Given) -> Vec<Rule> {
    let ipv6 = given.existing.ipv6_cidr_block();
    let mut rules = about_ranges(given.clients.ipv4, given.early_range(), "0.0.0.0/0");
    rules.extend(about_ranges(given.clients.ipv6, ipv6, "::/0"));
    rules
}

fn about_ranges(clients: Handle<List<Text>>, own: Handle<Text>, every: &'static str) -> Vec<Rule> {
    let mut rules = each_rule(clients, |_, range| {
        [
            range
                .rule("hub/overlap")
                .source(sources::ROUTES)
                .must(own.is_absent() | list([own]).covering(range).is_empty())
                .otherwise(
                    text!("is inside of the hub's own range {own}, so no route leads back to it"),
                    "use another range for the hub or for the clients",
                ),
            range.rule("hub/open-clients").must(!range.is(every)).otherwise(
                "is every address: the endpoints would be open to whatever the transit gateway \
                 reaches",
                "name the ranges of your VPCs",
            ),
        ]
    });
    let overlapping = clients.distinct().overlapping();
    rules.push(clients.rule("hub/client-ranges-overlap").must(overlapping.is_empty()).otherwise(
        text!("has ranges that lie in each other: {}", overlapping.quoted()),
        "leave the wider ones",
    ));
    rules
}

/// What has to hold for IPv6: there are clients, and the hub has a range.
fn about_ipv6(given: Given) -> [Rule; 4] {
    let (existing, ipv6) = (given.existing, given.ipv6);
    let clients = given.clients.ipv6;
    let range = existing.ipv6_cidr_block();
    [
        clients.rule("hub/ipv6-clients").must(!ipv6 | clients.has_any()).otherwise(
            "is empty, but `ipv6` is true: the endpoints would let nobody in by IPv6, and no route would \
             lead back",
            "name the IPv6 ranges of your VPCs, or set `ipv6` to false",
        ),
        clients.rule("hub/ipv6-off").must(ipv6 | clients.is_empty()).otherwise(
            "is given, but the endpoints have no IPv6 addresses",
            "remove it, or set `ipv6` to true",
        ),
        existing
            .rule("hub/ipv6-range")
            .source(sources::GATEWAY_ATTACHMENTS)
            .must(!ipv6 | existing.is_absent() | range.is_set())
            .otherwise(
                "has no `ipv6CidrBlock`, but `ipv6` is true: spokes have to know where to send",
                "give the IPv6 range of the VPC, or set `ipv6` to false",
            ),
        range.rule("hub/ipv6-off").must(ipv6 | range.is_absent()).otherwise(
            "is given, but the endpoints have no IPv6 addresses",
            "remove it, or set `ipv6` to true",
        ),
    ]
}
