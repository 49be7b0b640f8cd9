//! A bucket made for the access logs of a load balancer: private, encrypted, and writable for the delivery of logs only.

use crate::shared::{self, Subject};
use privatelink_catalog::facts::ACCOUNT_ID;
use privatelink_catalog::s3;
use privatelink_catalog::s3::bucket_lifecycle_configuration as lifecycle;
use privatelink_catalog::s3::bucket_ownership_controls as ownership;
use privatelink_catalog::s3::bucket_policy::BucketPolicyAttributes;
use privatelink_catalog::s3::bucket_server_side_encryption_configuration as encryption;
use privatelink_ir::handle::{Document, Draft, Handle, Late, One, Resource, Text, here, list};
use privatelink_macros::{Input, json, text};
use schemars::JsonSchema;

/// A bucket for access logs: private, encrypted with S3's own key, for the delivery of logs only.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct LogBucket {
    /// Deletes logs after this time. Unit: days. Default: they are kept.
    #[schemars(range(min = 1, max = 36500))]
    expire_after_days: Option<u16>,
    /// Deletes the logs with the bucket. Otherwise a bucket with logs cannot be deleted. Not in CloudFormation.
    #[schemars(extend("default" = false))]
    force_destroy: bool,
}

/// The bucket that is made.
#[derive(Clone, Copy)]
pub(crate) struct Made {
    /// Its name.
    pub(crate) name: Handle<Text, Late>,
    /// Who may write to it.
    pub(crate) policy: BucketPolicyAttributes<One>,
}

/// The bucket, if it is asked for, for logs in the folder `prefix`.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Handle<LogBucket>,
    prefix: Handle<Text>,
) -> Made {
    let is_made = given.is_set();
    let bucket = s3::Bucket::new()
        .only_if(is_made)
        .bucket_prefix(shared::NAME_PREFIX)
        .force_destroy(given.force_destroy().then(true))
        .tags(subject.tags);
    let bucket = draft.resource("log_bucket", bucket);
    let name = bucket.bucket();
    let access = s3::BucketPublicAccessBlock::new()
        .only_if(is_made)
        .bucket(name)
        .block_public_acls(true)
        .block_public_policy(true)
        .ignore_public_acls(true)
        .restrict_public_buckets(true);
    let access = draft.resource("log_bucket_access", access);
    let owner = ownership::Rule::new().object_ownership("BucketOwnerEnforced");
    let owner = s3::BucketOwnershipControls::new().only_if(is_made).bucket(name).rule(owner);
    draft.resource("log_bucket_ownership", owner);
    let by_default = encryption::ApplyServerSideEncryptionByDefault::new().sse_algorithm("AES256");
    let encrypted = encryption::Rule::new().apply_server_side_encryption_by_default(by_default);
    let encrypted = s3::BucketServerSideEncryptionConfiguration::new()
        .only_if(is_made)
        .bucket(name)
        .rule(list([encrypted]));
    draft.resource("log_bucket_encryption", encrypted);
    expiry(draft, given, name);
    let policy = s3::BucketPolicy::new()
        .only_if(is_made)
        .bucket(name)
        .policy(policy(bucket.arn(), prefix).to_json())
        .after(access);
    let policy = draft.resource("log_bucket_policy", policy);
    draft
        .output("accessLogsBucket", "Name of the bucket for access logs, if one was made.", name)
        .optional();
    Made { name, policy }
}

/// Deletes logs that are old enough.
fn expiry(draft: &mut Draft, given: Handle<LogBucket>, bucket: Handle<Text, Late>) {
    let days = given.expire_after_days();
    let rule = lifecycle::Rule::new()
        .id("expire")
        .status("Enabled")
        .filter(lifecycle::Filter::new().prefix(""))
        .expiration(lifecycle::Expiration::new().days(days));
    let expiry = s3::BucketLifecycleConfiguration::new()
        .only_if(given.is_set() & days.is_set())
        .bucket(bucket)
        .rule(list([rule]));
    draft.resource("log_bucket_lifecycle", expiry);
}

/// Source: Network Load Balancer guide, "Enable access logs for your Network Load Balancer", 2026-11-21.
fn policy(bucket: Handle<Text, Late>, prefix: Handle<Text>) -> Handle<Document, Late> {
    let account = here(ACCOUNT_ID);
    let logs = shared::arn("logs", "*");
    let delivery = "delivery.logs.amazonaws.com";
    let folder = prefix.is_set().choose(text!("{prefix}/"), "");
    json!({
        "Version": "2012-10-17",
        "Statement": [
            {
                "Sid": "AclCheck",
                "Effect": "Allow",
                "Principal": { "Service": delivery },
                "Action": "s3:GetBucketAcl",
                "Resource": bucket,
                "Condition": {
                    "StringEquals": { "aws:SourceAccount": account },
                    "ArnLike": { "aws:SourceArn": logs },
                },
            },
            {
                "Sid": "Write",
                "Effect": "Allow",
                "Principal": { "Service": delivery },
                "Action": "s3:PutObject",
                "Resource": text!("{bucket}/{folder}AWSLogs/{account}/*"),
                "Condition": {
                    "StringEquals": {
                        "s3:x-amz-acl": "bucket-owner-full-control",
                        "aws:SourceAccount": account,
                    },
                    "ArnLike": { "aws:SourceArn": logs },
                },
            },
            {
                "Sid": "OnlyEncrypted",
                "Effect": "Deny",
                "Principal": "*",
                "Action": "s3:*",
                "Resource": [bucket, text!("{bucket}/*")],
                "Condition": { "Bool": { "aws:SecureTransport": "false" } },
            },
        ],
    })
}
