//! Facts about where a slot is, and where each engine finds them.

use privatelink_ir::Fact;

/// Name of the Region, such as `us-east-1`.
pub const REGION: Fact = Fact("region");
/// Number of the account, twelve digits.
pub const ACCOUNT_ID: Fact = Fact("account_id");
/// The partition, such as `aws` or `aws-cn`.
pub const PARTITION: Fact = Fact("partition");
/// The domain of AWS's own names in the partition, such as `amazonaws.com` or `amazonaws.com.cn`.
pub const DNS_SUFFIX: Fact = Fact("dns_suffix");

/// A fact and its three spellings.
#[derive(Debug)]
pub struct FactEntry {
    /// Name in this project.
    pub fact: Fact,
    /// Terraform's data source, and the attribute of it.
    pub terraform: (&'static str, &'static str),
    /// Function of `pulumi-aws`, and the fields of its result that may hold the fact, newest first.
    pub pulumi: (&'static str, &'static [&'static str]),
    /// Pseudo parameter of `CloudFormation`.
    pub cloudformation: &'static str,
}

/// All facts.
pub const FACTS: [FactEntry; 4] = [
    FactEntry {
        fact: REGION,
        // `id` is the name in every version of the provider; `name` is deprecated from 6 on.
        terraform: ("aws_region", "id"),
        // Version 7 renamed `name` to `region`.
        pulumi: ("getRegion", &["region", "name"]),
        cloudformation: "AWS::Region",
    },
    FactEntry {
        fact: ACCOUNT_ID,
        terraform: ("aws_caller_identity", "account_id"),
        pulumi: ("getCallerIdentity", &["accountId"]),
        cloudformation: "AWS::AccountId",
    },
    FactEntry {
        fact: PARTITION,
        terraform: ("aws_partition", "partition"),
        pulumi: ("getPartition", &["partition"]),
        cloudformation: "AWS::Partition",
    },
    FactEntry {
        fact: DNS_SUFFIX,
        terraform: ("aws_partition", "dns_suffix"),
        pulumi: ("getPartition", &["dnsSuffix"]),
        cloudformation: "AWS::URLSuffix",
    },
];

/// What the catalog says about a fact.
pub fn find(fact: Fact) -> Option<&'static FactEntry> {
    FACTS.iter().find(|entry| entry.fact == fact)
}
