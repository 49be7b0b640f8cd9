//! Which name of pulumi-aws is which name of the bridge. The list is `tokens.tsv`.

use std::collections::HashMap;
use std::sync::OnceLock;

/// A resource type under both names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Kind {
    /// Token of pulumi-aws.
    pub(crate) aws: &'static str,
    /// Token of the bridge.
    pub(crate) bridge: &'static str,
    /// Inputs with two names: the bridge's, then pulumi-aws's.
    pub(crate) properties: Vec<(&'static str, &'static str)>,
}

/// Inputs that are numbers in pulumi-aws and text in Terraform.
pub(crate) const TEXT: &[(&str, &str)] =
    &[("aws:lb/targetGroup:TargetGroup", "deregistrationDelay")];

/// Blocks that are one object for the bridge and a list of one in pulumi-aws, by their pulumi-aws name.
pub(crate) const LISTS_OF_ONE: &[(&str, &str)] = &[("aws:route53/record:Record", "aliases")];

/// Blocks inside of blocks that are one object in pulumi-aws and a list of one for the bridge, which counts on more of
/// them: the type, the list of blocks around, and both names.
pub(crate) const INNER_LISTS: &[(&str, &str, &str, &str)] =
    &[(LIFECYCLE, "rules", "expiration", "expirations"), (LIFECYCLE, "rules", "filter", "filters")];

/// A name of pulumi-aws and that of the bridge.
type Names = (&'static str, &'static str);

/// Blocks that are one object in pulumi-aws and a list of one for the bridge: the type, the block, and blocks inside of it that are
/// the same, by both names.
pub(crate) const OBJECTS: &[(&str, &str, &[Names])] = &[(
    "aws:vpclattice/resourceConfiguration:ResourceConfiguration",
    "resourceConfigurationDefinition",
    &[
        ("arnResource", "arnResources"),
        ("dnsResource", "dnsResources"),
        ("ipResource", "ipResources"),
    ],
)];

const LIFECYCLE: &str = "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2";

/// Functions that tests call, by their Terraform name, unless a resource has the same.
const FUNCTIONS: &[&str] = &[
    "aws_availability_zone",
    "aws_caller_identity",
    "aws_ec2_instance_type_offerings",
    "aws_partition",
    "aws_region",
    "aws_ssm_parameter",
];

/// Functions that pulumi-aws calls otherwise than Terraform: both names, without modules.
const OTHERWISE: &[(&str, &str)] = &[
    ("getInstanceTypeOfferings", "getEc2InstanceTypeOfferings"),
    ("getParameter", "getSsmParameter"),
];

/// Everything that tests use, by its Terraform name.
pub(crate) fn all() -> Vec<&'static str> {
    let rows = include_str!("../tokens.tsv").lines().skip(1);
    let resources = rows.filter_map(|line| line.split('\t').next());
    resources.chain(FUNCTIONS.iter().copied()).collect()
}

/// The resource type that pulumi-aws calls this.
pub(crate) fn find(token: &str) -> Option<&'static Kind> {
    static KINDS: OnceLock<HashMap<&str, Kind>> = OnceLock::new();
    KINDS.get_or_init(|| read(include_str!("../tokens.tsv"))).get(token)
}

/// The resource type that the bridge calls this.
pub(crate) fn find_by_bridge(token: &str) -> Option<&'static Kind> {
    include_str!("../tokens.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| line.split('\t').nth(1))
        .filter_map(find)
        .find(|kind| kind.bridge == token)
}

fn read(table: &'static str) -> HashMap<&'static str, Kind> {
    table
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut columns = line.split('\t').skip(1);
            let (aws, bridge) = (columns.next()?, columns.next()?);
            let names = columns.next().unwrap_or_default().split(" ; ").next().unwrap_or_default();
            let properties = names.split(' ').filter_map(|pair| pair.split_once('=')).collect();
            Some((aws, Kind { aws, bridge, properties }))
        })
        .collect()
}

/// The bridge's name of a function: it has no modules, and spells out what pulumi-aws has a module for.
pub(crate) fn function(token: &str) -> String {
    let spelled = |name: &str| name.replacen("get", "getEc2TransitGateway", 1);
    match token.split(':').collect::<Vec<_>>().as_slice() {
        ["aws", module, name] => match module.split_once('/') {
            Some(("ec2transitgateway", file)) => {
                format!("aws:index/{}:{}", spelled(file), spelled(name))
            }
            Some((_, file)) => {
                let other = OTHERWISE.iter().find(|(aws, _)| aws == name).map(|(_, other)| *other);
                format!("aws:index/{}:{}", other.unwrap_or(file), other.unwrap_or(name))
            }
            None => token.to_owned(),
        },
        _ => token.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{FUNCTIONS, all, find, find_by_bridge, function};

    #[test]
    fn names_are_found_both_ways() {
        let kind = find("aws:lb/loadBalancer:LoadBalancer").unwrap();
        assert_eq!(kind.bridge, "aws:index/lb:Lb");
        assert_eq!(find_by_bridge("aws:index/lb:Lb"), Some(kind));
        assert_eq!(
            find("aws:ec2/securityGroup:SecurityGroup").unwrap().properties,
            [("egresses", "egress"), ("ingresses", "ingress")]
        );
        assert_eq!(function("aws:ec2/getAmi:getAmi"), "aws:index/getAmi:getAmi");
        assert_eq!(
            function("aws:ssm/getParameter:getParameter"),
            "aws:index/getSsmParameter:getSsmParameter"
        );
        assert_eq!(
            function("aws:ec2transitgateway/getPeeringAttachment:getPeeringAttachment"),
            "aws:index/getEc2TransitGatewayPeeringAttachment:getEc2TransitGatewayPeeringAttachment"
        );
        assert!(all().starts_with(&["aws_acm_certificate"]) && all().ends_with(FUNCTIONS));
    }
}
