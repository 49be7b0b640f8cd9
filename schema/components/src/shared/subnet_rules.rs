//! What has to hold for subnets by the id of their zone, whatever they are for.

use crate::sources;
use privatelink_ir::handle::{Handle, Map, Text, When, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// Zones are those of one Region.
pub(crate) fn one_region<T, V: When>(subnets: Handle<Map<T, V>>) -> Rule {
    // The id of a zone begins with a code of its Region. What is no such id is reported as that.
    let zones = subnets.filter(|zone, _| zone.matches("^[a-z0-9]+-az[0-9]+$"));
    let regions = zones.map(|zone, _| zone.before("-")).distinct();
    subnets.rule("zones/regions").source(sources::VPCS).must(regions.length().at_most(1)).otherwise(
        text!("has zones of several Regions: {}", regions.quoted()),
        "give subnets of one VPC only",
    )
}

/// Most subnets: more than a Region has Availability Zones.
const MOST: i64 = 50;

/// There are not so many that comparing each one with all others takes long.
pub(crate) fn not_too_many<T, V: When>(subnets: Handle<Map<T, V>>) -> Rule {
    subnets.rule("subnets/too-many").must(subnets.length().at_most(MOST)).otherwise(
        text!(
            "has more than {} entries, and no Region has so many Availability Zones",
            MOST.to_string().as_str()
        ),
        "give one subnet in each Availability Zone",
    )
}

/// What `field` reads of a subnet, its id or an address in it, stands in one zone only. The others are asked one by one:
/// that is what a template can ask of its parameters, too.
pub(crate) fn each_once<T, V: When, W: When>(
    subnets: Handle<Map<T, V>>,
    field: impl Fn(Handle<T, V>) -> Handle<Text, W>,
) -> Vec<Rule> {
    each_rule(subnets, |zone, subnet| {
        let own = field(subnet);
        let others = subnets.filter_map(|other_zone, other| {
            (!other_zone.is(zone) & field(other).is_set(), field(other))
        });
        [own.rule("subnets/twice")
            .source(sources::SUBNETS)
            .must(own.is_set().implies(!others.contains(own)))
            .otherwise("is the same as that of another subnet", "give each subnet its own")]
    })
}
