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
    /// Where Terraform has it.
    pub terraform: TerraformFact,
    /// Function of `pulumi-aws`, and the fields of its result that may hold the fact, newest first.
    pub pulumi: (&'static str, &'static [&'static str]),
    /// Pseudo parameter of `CloudFormation`.
    pub cloudformation: &'static str,
}

/// An attribute of a data source of Terraform.
#[derive(Debug)]
pub struct TerraformFact {
    /// The data source.
    pub source: &'static str,
    /// Its attribute.
    pub attribute: &'static str,
    /// Whether it is read in a Region: the others are the same in all.
    pub regional: bool,
    /// Which label of a domain name the fact is, from 0, if the attribute is such a name.
    pub label: Option<usize>,
}

impl TerraformFact {
    const fn whole(source: &'static str, attribute: &'static str) -> Self {
        Self { source, attribute, regional: false, label: None }
    }
}

/// All facts.
pub const FACTS: [FactEntry; 4] = [
    FactEntry {
        fact: REGION,
        // Of the attributes that hold the name, version 6 deprecates `name` and `id`, and version 5 has no `region`. The
        // endpoint of EC2 is `ec2.REGION.SUFFIX` in both and in every partition.
        terraform: TerraformFact {
            source: "aws_region",
            attribute: "endpoint",
            regional: true,
            label: Some(1),
        },
        // Version 7 renamed `name` to `region`.
        pulumi: ("getRegion", &["region", "name"]),
        cloudformation: "AWS::Region",
    },
    FactEntry {
        fact: ACCOUNT_ID,
        terraform: TerraformFact::whole("aws_caller_identity", "account_id"),
        pulumi: ("getCallerIdentity", &["accountId"]),
        cloudformation: "AWS::AccountId",
    },
    FactEntry {
        fact: PARTITION,
        terraform: TerraformFact::whole("aws_partition", "partition"),
        pulumi: ("getPartition", &["partition"]),
        cloudformation: "AWS::Partition",
    },
    FactEntry {
        fact: DNS_SUFFIX,
        terraform: TerraformFact::whole("aws_partition", "dns_suffix"),
        pulumi: ("getPartition", &["dnsSuffix"]),
        cloudformation: "AWS::URLSuffix",
    },
];

/// What the catalog says about a fact.
pub fn find(fact: Fact) -> Option<&'static FactEntry> {
    FACTS.iter().find(|entry| entry.fact == fact)
}
