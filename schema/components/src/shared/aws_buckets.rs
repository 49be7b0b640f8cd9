//! Buckets of AWS that instances and containers read from, which no condition on an organization lets through.
//!
//! AWS signs these requests with accounts of its own, or nobody signs them.

use privatelink_catalog::facts::PARTITION;
use privatelink_ir::handle::{Handle, Late, List, Text, here, list};
use privatelink_macros::text;

/// What stands before and after the Region in the names of buckets, and the prefix of the objects.
///
/// Sources, 2026-11-21: ECR guide, "Minimum Amazon S3 bucket permissions for Amazon ECR"; Systems Manager guide, "SSM
/// Agent communications with AWS managed S3 buckets"; Amazon Linux 2 and 2023 guides, package repositories; CloudWatch
/// guide, "Download the CloudWatch agent package"; AWS's data perimeter policy examples, which list them together.
const BUCKETS: [(&str, &str); 16] = [
    // Layers of images.
    ("prod-", "-starport-layer-bucket"),
    // Systems Manager.
    ("aws-ssm-", ""),
    ("aws-windows-downloads-", ""),
    ("amazon-ssm-", ""),
    ("amazon-ssm-packages-", ""),
    ("", "-birdwatcher-prod"),
    ("aws-ssm-distributor-file-", ""),
    ("aws-ssm-document-attachments-", ""),
    ("patch-baseline-snapshot-", ""),
    ("aws-patchmanager-macos-", ""),
    // Packages of Amazon Linux.
    ("packages.", ".amazonaws.com"),
    ("repo.", ".amazonaws.com"),
    ("amazonlinux-2-repos-", ""),
    ("al2023-repos-", "-de612dc2"),
    ("al2023-", ""),
    // The CloudWatch agent.
    ("amazoncloudwatch-agent-", ""),
];

/// ARNs of all objects in the buckets of a Region.
pub(crate) fn objects(region: Handle<Text, Late>) -> Handle<List<Text, Late>> {
    let partition = here(PARTITION);
    list(BUCKETS.map(|(before, after)| text!("arn:{partition}:s3:::{before}{region}{after}/*")))
}
