//! What has to hold for an endpoint service: its load balancers, zones, Regions, ports and principals.

use crate::sources;
use privatelink_catalog::services::EXCLUDED_ZONES;
use privatelink_ir::Expr;
use privatelink_ir::expr::{all, any, at_most_one, for_list_if, input, list, not, value};
use privatelink_ir::rule::{Rule, rule};

/// What has to hold for the inputs of the service itself.
pub(crate) fn rules() -> Vec<Rule> {
    let made = || input("loadBalancer").is_set();
    let existing = || not(input("networkLoadBalancerArns").is_empty());
    let gateway = || not(input("gatewayLoadBalancerArns").is_empty());
    let remote = || not(input("supportedRegions").is_empty());
    let open = || input("allowedPrincipals").contains("*");
    let own_zones = || input("loadBalancer").get("subnets").keys();
    let given_zones = || input("availabilityZoneIds");
    let unreached = || list(EXCLUDED_ZONES.iter().map(|zone| Expr::from(*zone)));
    // Whether consumers in other Regions, if there are any, reach one of the zones.
    let is_reached = |zones: Expr| {
        let is_one = not(unreached().contains(value("zone")));
        let reached = for_list_if("zone", zones.clone(), is_one, value("zone"));
        any([not(remote()), zones.is_empty(), not(reached.is_empty())])
    };
    let in_partition = |start: &str| {
        for_list_if(
            "region",
            input("supportedRegions"),
            value("region").matches(start),
            value("region"),
        )
    };
    let in_china = || in_partition("^cn-");
    let in_gov_cloud = || in_partition("^us-gov-");
    let is_all = |some: Expr| some.length().equals(input("supportedRegions").length());
    let warning = "consumers in every AWS account can reach the load balancer as if it were public, even if it has no public IP address";
    vec![
        rule("load-balancer/none", &["loadBalancer"])
            .must(any([made(), existing(), gateway()]))
            .otherwise(
                ["is missing, and so are `networkLoadBalancerArns` and `gatewayLoadBalancerArns`".into()],
                "give exactly one of them",
            ),
        rule("load-balancer/both", &["loadBalancer"])
            .must(at_most_one([made(), any([existing(), gateway()])]))
            .otherwise(
                ["is given beside load balancers that are already there".into()],
                "give `loadBalancer`, `networkLoadBalancerArns` or `gatewayLoadBalancerArns`, not several",
            ),
        rule("load-balancer/kinds", &["gatewayLoadBalancerArns"])
            .must(at_most_one([existing(), gateway()]))
            .otherwise(
                ["is given beside `networkLoadBalancerArns`, but a service has load balancers of one kind".into()],
                "make a service for each kind",
            ),
        rule("regions/gateway", &["supportedRegions"])
            .must(not(all([gateway(), remote()])))
            .otherwise(
                ["is given, but Gateway Load Balancers serve their own Region only".into()],
                "remove it, or offer the service from each Region",
            ),
        rule("regions/one-zone", &["supportedRegions"])
            .source(sources::SHARE)
            .must(any([
                not(made()),
                not(remote()),
                not(input("loadBalancer").get("subnets").keys().length().at_most(1)),
            ]))
            .otherwise(
                ["is given, but the load balancer is in one Availability Zone".into()],
                "add a subnet in another zone to `loadBalancer.subnets`",
            ),
        rule("regions/zones", &["supportedRegions"])
            .source(sources::SHARE)
            .must(made().implies(is_reached(own_zones())))
            .otherwise(
                ["is given, but other Regions do not reach any of the Availability Zones ".into(), own_zones().to_json()],
                "add a subnet in another zone to `loadBalancer.subnets`",
            ),
        rule("zones/unreached", &["availabilityZoneIds"])
            .source(sources::SHARE)
            .must(is_reached(given_zones()))
            .otherwise(
                ["has only zones that other Regions do not reach: ".into(), given_zones().to_json()],
                "use load balancers in other zones too, or remove `supportedRegions`",
            ),
        rule("regions/partitions", &["supportedRegions"])
            .source(sources::SHARE)
            .must(any([is_all(in_china()), is_all(in_gov_cloud()), all([in_china().is_empty(), in_gov_cloud().is_empty()])]))
            .otherwise(
                ["has Regions of several partitions: ".into(), input("supportedRegions").to_json()],
                "leave those that begin with `cn-`, those that begin with `us-gov-`, or the others",
            ),
        rule("ports/gateway", &["ports"])
            .must(gateway().implies(input("ports").is_empty()))
            .otherwise(
                ["is given, but Gateway Load Balancers take every port".into()],
                "remove it: it goes with `networkLoadBalancerArns`",
            ),
        rule("vpc/missing", &["vpcId"])
            .must(made().implies(input("vpcId").is_set()))
            .otherwise(["is missing, but `loadBalancer` needs it".into()], "give the VPC of the load balancer"),
        rule("listeners/none", &["listeners"])
            .must(made().implies(not(input("listeners").is_empty())))
            .otherwise(["is empty, but `loadBalancer` needs one".into()], "give at least one listener"),
        rule("listeners/unused", &["listeners"])
            .must(any([made(), input("listeners").is_empty()]))
            .otherwise(
                ["is given, but there is no `loadBalancer` to listen".into()],
                "remove it, or give `loadBalancer`",
            ),
        rule("zones/unused", &["availabilityZoneIds"])
            .must(made().implies(input("availabilityZoneIds").is_empty()))
            .otherwise(
                ["is given, but `loadBalancer` knows its zones".into()],
                "remove it: it goes with `networkLoadBalancerArns`",
            ),
        rule("ports/unused", &["ports"])
            .must(made().implies(input("ports").is_empty()))
            .otherwise(
                ["is given, but `listeners` has the ports".into()],
                "remove it: it goes with `networkLoadBalancerArns`",
            ),
        rule("principals/anybody", &["allowedPrincipals"])
            .source(sources::CONFIGURE_SERVICE)
            .must(any([not(open()), input("acceptanceRequired"), input("allowAnyPrincipal")]))
            .otherwise(
                [format!("has `*` while `acceptanceRequired` is false: {warning}").as_str().into()],
                "name the principals, or set `acceptanceRequired`, or confirm with `allowAnyPrincipal`",
            ),
        rule("principals/anybody-allowed", &["allowedPrincipals"])
            .source(sources::CONFIGURE_SERVICE)
            .must(any([not(open()), input("acceptanceRequired"), not(input("allowAnyPrincipal"))]))
            .otherwise(
                [format!("has `*` and `acceptanceRequired` is false: {warning}").as_str().into()],
                "name the principals unless this is meant",
            )
            .warning(),
        rule("principals/unused-consent", &["allowAnyPrincipal"])
            .must(input("allowAnyPrincipal").implies(open()))
            .otherwise(
                ["is set, but `allowedPrincipals` has no `*`".into()],
                "remove it",
            )
            .warning(),
        rule("address-types/dualstack", &["supportedIpAddressTypes"])
            .source(sources::SHARE)
            .must(any([
                not(made()),
                not(input("supportedIpAddressTypes").contains("ipv6")),
                input("loadBalancer").get("ipAddressType").equals("dualstack"),
            ]))
            .otherwise(
                ["has `ipv6`, but the load balancer has IPv4 addresses only".into()],
                "set `loadBalancer.ipAddressType` to `dualstack`",
            ),
        rule("address-types/none", &["supportedIpAddressTypes"])
            .must(not(input("supportedIpAddressTypes").is_empty()))
            .otherwise(["is empty".into()], "name `ipv4`, `ipv6` or both"),
    ]
}
