//! What has to hold for an endpoint service: its load balancers, zones, Regions, ports and principals.

use privatelink_ir::expr::{all, any, input, not};
use privatelink_ir::rule::{Rule, rule};

/// What has to hold for the inputs of the service itself.
pub(crate) fn rules() -> Vec<Rule> {
    let made = || input("loadBalancer").is_set();
    let existing = || not(input("networkLoadBalancerArns").is_empty());
    let gateway = || not(input("gatewayLoadBalancerArns").is_empty());
    let remote = || not(input("supportedRegions").is_empty());
    let open = || input("allowedPrincipals").contains("*");
    let warning = "consumers in every AWS account can reach the load balancer as if it were public, even if it has no public IP address";
    vec![
        rule("load-balancer/none", &["loadBalancer"])
            .must(any([made(), existing(), gateway()]))
            .otherwise(
                ["is missing, and so are `networkLoadBalancerArns` and `gatewayLoadBalancerArns`".into()],
                "give exactly one of them",
            ),
        rule("load-balancer/both", &["loadBalancer"])
            .must(not(all([made(), any([existing(), gateway()])])))
            .otherwise(
                ["is given beside load balancers that are already there".into()],
                "give `loadBalancer`, `networkLoadBalancerArns` or `gatewayLoadBalancerArns`, not several",
            ),
        rule("load-balancer/kinds", &["gatewayLoadBalancerArns"])
            .must(not(all([existing(), gateway()])))
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
            .must(any([
                not(made()),
                not(remote()),
                not(input("loadBalancer").get("subnets").keys().length().at_most(1)),
            ]))
            .otherwise(
                ["is given, but the load balancer is in one Availability Zone".into()],
                "add a subnet in another zone to `loadBalancer.subnets`",
            ),
        rule("ports/gateway", &["ports"])
            .must(any([not(gateway()), input("ports").is_empty()]))
            .otherwise(
                ["is given, but Gateway Load Balancers take every port".into()],
                "remove it: it goes with `networkLoadBalancerArns`",
            ),
        rule("vpc/missing", &["vpcId"])
            .must(any([not(made()), input("vpcId").is_set()]))
            .otherwise(["is missing, but `loadBalancer` needs it".into()], "give the VPC of the load balancer"),
        rule("listeners/none", &["listeners"])
            .must(any([not(made()), not(input("listeners").is_empty())]))
            .otherwise(["is empty, but `loadBalancer` needs one".into()], "give at least one listener"),
        rule("listeners/unused", &["listeners"])
            .must(any([made(), input("listeners").is_empty()]))
            .otherwise(
                ["is given, but there is no `loadBalancer` to listen".into()],
                "remove it, or give `loadBalancer`",
            ),
        rule("zones/unused", &["availabilityZoneIds"])
            .must(any([not(made()), input("availabilityZoneIds").is_empty()]))
            .otherwise(
                ["is given, but `loadBalancer` knows its zones".into()],
                "remove it: it goes with `networkLoadBalancerArns`",
            ),
        rule("ports/unused", &["ports"])
            .must(any([not(made()), input("ports").is_empty()]))
            .otherwise(
                ["is given, but `listeners` has the ports".into()],
                "remove it: it goes with `networkLoadBalancerArns`",
            ),
        rule("principals/anybody", &["allowedPrincipals"])
            .must(any([not(open()), input("acceptanceRequired"), input("allowAnyPrincipal")]))
            .otherwise(
                [format!("has `*` while `acceptanceRequired` is false: {warning}").as_str().into()],
                "name the principals, or set `acceptanceRequired`, or confirm with `allowAnyPrincipal`",
            ),
        rule("principals/anybody-allowed", &["allowedPrincipals"])
            .must(any([not(open()), input("acceptanceRequired"), not(input("allowAnyPrincipal"))]))
            .otherwise(
                [format!("has `*` and `acceptanceRequired` is false: {warning}").as_str().into()],
                "name the principals unless this is meant",
            )
            .warning(),
        rule("principals/unused-consent", &["allowAnyPrincipal"])
            .must(any([not(input("allowAnyPrincipal")), open()]))
            .otherwise(
                ["is set, but `allowedPrincipals` has no `*`".into()],
                "remove it",
            )
            .warning(),
        rule("address-types/dualstack", &["supportedIpAddressTypes"])
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
