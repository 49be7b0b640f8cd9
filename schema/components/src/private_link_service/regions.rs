//! Regions whose VPCs may connect.

use crate::private_link_service::load_balancers::LoadBalancers;
use crate::private_link_service::network_load_balancer::{LoadBalancerFields, count_of_subnets};
use crate::sources;
use privatelink_catalog::facts::REGION;
use privatelink_catalog::services::EXCLUDED_ZONES;
use privatelink_ir::handle::{Condition, Handle, Late, List, Text, here, list};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// Regions that are to connect: the service's own first, and once, even if the user names it too.
pub(crate) fn all(others: Handle<List<Text>>) -> Handle<List<Text, Late>, Late> {
    let own = here(REGION);
    let without_own = others.flat_map(|region| (!region.is(own)).then_one(region));
    list([own]).late() + without_own
}

/// Whether consumers in other Regions, if there are any, reach one of the zones.
fn are_reached(zones: Handle<List<Text>>, others: Handle<List<Text>>) -> Condition {
    let unreached: Handle<List<Text>> = list(EXCLUDED_ZONES.iter().copied());
    others.is_empty() | zones.is_empty() | zones.any(|zone| !unreached.contains(zone))
}

/// What has to hold for Regions.
pub(crate) fn rules(
    others: Handle<List<Text>>,
    balancers: LoadBalancers,
    given_zones: Handle<List<Text>>,
) -> Vec<Rule> {
    let own_zones = balancers.made.subnets().keys();
    let is_made = balancers.made.is_set();
    vec![
        others
            .rule("regions/gateway")
            .must(!(balancers.gateway.has_any() & others.has_any()))
            .otherwise(
                "is given, but Gateway Load Balancers serve their own Region only",
                "remove it, or offer the service from each Region",
            ),
        others
            .rule("regions/one-zone")
            .source(sources::SHARE)
            .must(!is_made | others.is_empty() | !count_of_subnets(balancers.made).at_most(1))
            .otherwise(
                "is given, but the load balancer is in one Availability Zone",
                "add a subnet in another zone to `loadBalancer.subnets`",
            ),
        others
            .rule("regions/zones")
            .source(sources::SHARE)
            .must(is_made.implies(are_reached(own_zones, others)))
            .otherwise(
                text!(
                    "is given, but other Regions do not reach any of the Availability Zones {}",
                    own_zones.quoted()
                ),
                "add a subnet in another zone to `loadBalancer.subnets`",
            ),
        given_zones
            .rule("zones/unreached")
            .source(sources::SHARE)
            .must(are_reached(given_zones, others))
            .otherwise(
                text!("has only zones that other Regions do not reach: {}", given_zones.quoted()),
                "use load balancers in other zones too, or remove `supportedRegions`",
            ),
        one_partition(others),
    ]
}

/// Regions are of one partition.
fn one_partition(regions: Handle<List<Text>>) -> Rule {
    let china = regions.filter(|region| region.matches("^cn-"));
    let gov_cloud = regions.filter(|region| region.matches("^us-gov-"));
    let are_all = |some: Handle<List<Text>>| some.length().is(regions.length());
    regions
        .rule("regions/partitions")
        .source(sources::SHARE)
        .must(are_all(china) | are_all(gov_cloud) | (china.is_empty() & gov_cloud.is_empty()))
        .otherwise(
            text!("has Regions of several partitions: {}", regions.quoted()),
            "leave those that begin with `cn-`, those that begin with `us-gov-`, or the others",
        )
}
