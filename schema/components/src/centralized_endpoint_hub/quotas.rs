//! Quotas of AWS that a hub can reach, as numbers that the user's accounts have. What is beyond one is a warning: AWS may have
//! raised it.

use crate::centralized_endpoint_hub::members::{Given, Member};
use crate::centralized_endpoint_hub::security_group::Openings;
use crate::centralized_endpoint_hub::spokes::{AdmittedSpoke, AdmittedSpokeFields};
use crate::shared::group_rules::{self, Count};
use crate::shared::names_mode::{DnsMode, has_zones};
use crate::sources;
use privatelink_ir::handle::{Handle, List, Map, Text};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Quotas of the hub's account, where AWS raised them.
#[derive(Input, JsonSchema)]
#[schemars(rename = "HubQuotas", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Quotas {
    /// `Interface and Gateway Load Balancer endpoints per VPC`.
    #[schemars(extend("default" = 50), range(min = 1, max = 10000))]
    endpoints_per_vpc: u64,
    /// `Inbound or outbound rules per security group`.
    #[schemars(extend("default" = 60), range(min = 1, max = 1000))]
    rules_per_security_group: u64,
    /// `Amazon VPCs that you can associate with a private hosted zone`.
    #[schemars(extend("default" = 300), range(min = 1, max = 10000))]
    vpcs_per_zone: u64,
}

/// What has to hold for quotas.
pub(crate) fn rules(
    quotas: Handle<Quotas>,
    given: Given,
    members: Handle<Map<Member>>,
    openings: Openings,
    spokes: Handle<Map<AdmittedSpoke>>,
    name_servers: Handle<List<Text>>,
) -> [Rule; 4] {
    let usual = given.dns.is(DnsMode::Zones);
    let zoned =
        spokes.filter(|_, spoke| spoke.zones().has_any() | (spoke.zones().is_absent() & usual));
    // The hub's own VPC is one.
    let vpcs = zoned.length();
    let most_rules = quotas.rules_per_security_group();
    [
        given
            .services
            .rule("hub/quota-endpoints")
            .source(sources::QUOTAS)
            .must(members.length().at_most(quotas.endpoints_per_vpc()))
            .otherwise(
                text!(
                    "makes {} endpoints with those of `bundles` and `endpointServices`, and the quota \
                     `Interface and Gateway Load Balancer endpoints per VPC` is {}",
                    members.length(),
                    quotas.endpoints_per_vpc()
                ),
                "ask AWS for a higher quota before this is deployed, and say it in `quotas`, or make a \
                 second hub",
            )
            .warning(),
        group_rules::within(
            most_rules,
            "hub/quota-rules",
            "the endpoints' group",
            Count {
                ipv4: openings.ipv4.length().late(),
                ipv6: openings.ipv6.length().late(),
            },
        ),
        // Each name server is asked by TCP and by UDP.
        group_rules::within(
            most_rules,
            "hub/quota-rules",
            "the group of the outbound resolver endpoint",
            Count::of_ipv4(name_servers.length().times(2)),
        ),
        quotas
            .vpcs_per_zone()
            .rule("hub/quota-zones")
            .source(sources::ZONE_QUOTAS)
            .must(
                !has_zones(given.dns)
                    | (vpcs.at_most(quotas.vpcs_per_zone()) & !vpcs.is(quotas.vpcs_per_zone())),
            )
            .otherwise(
                text!(
                    "is {}, and with the hub's own VPC the zones are for more than those of {} spokes",
                    quotas.vpcs_per_zone(),
                    vpcs
                ),
                "set `dns` to `profile`, or ask AWS for a higher quota and say it here",
            )
            .warning(),
    ]
}
