//! How many rules a security group gets, as AWS counts them, and the quota of them. Beyond it AWS refuses rules one by one, and
//! leaves a group behind that lets nobody in (hashicorp/terraform-provider-aws#30289).

use crate::sources;
use privatelink_ir::handle::{Handle, Late, Term, Text, When};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Quotas of the account, where AWS raised them.
#[derive(Input, JsonSchema)]
#[schemars(rename = "GroupQuotas", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct GroupQuotas {
    /// `Inbound or outbound rules per security group`. What would go beyond it is refused before anything is deployed.
    #[schemars(extend("default" = 60), range(min = 1, max = 1000))]
    rules_per_security_group: u64,
}

/// Rules of one direction of a group, by address family: AWS counts these apart. What has no family counts in both: a group,
/// as one rule, and a prefix list, with the most entries that it may get.
#[derive(Clone, Copy)]
pub(crate) struct Count {
    pub(crate) ipv4: Handle<i64, Late>,
    pub(crate) ipv6: Handle<i64, Late>,
}

impl Count {
    /// Rules for ranges of IPv4.
    pub(crate) fn of_ipv4<W: When>(rules: Handle<i64, W>) -> Self {
        Self { ipv4: rules.late(), ipv6: Handle::<i64>::of(0.handle()).late() }
    }

    /// Rules for groups, which count for both families.
    pub(crate) fn of_both<W: When>(rules: Handle<i64, W>) -> Self {
        Self { ipv4: rules.late(), ipv6: rules.late() }
    }

    /// These, and others.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { ipv4: self.ipv4.plus(other.ipv4), ipv6: self.ipv6.plus(other.ipv6) }
    }

    /// As many of each.
    pub(crate) fn each(self, times: Handle<i64, Late>) -> Self {
        Self { ipv4: self.ipv4.times(times), ipv6: self.ipv6.times(times) }
    }
}

/// A direction of a group has no more rules than the quota lets it have. `what` says which direction of which group.
pub(crate) fn within(
    most: Handle<i64>,
    id: &str,
    what: impl Term<Is = Text>,
    count: Count,
) -> Rule {
    let Count { ipv4, ipv6 } = count;
    most.rule(id)
        .source(sources::VPC_QUOTAS)
        .must(ipv4.at_most(most) & ipv6.at_most(most))
        .otherwise(
            text!("is {most}, and {} would have {ipv4} rules for IPv4 and {ipv6} for IPv6", what),
            "use ranges of ports, or fewer and wider ranges of addresses, or ask AWS for a higher \
             quota and say it here",
        )
}
