//! A bucket made for the access logs of a load balancer: private, encrypted, and writable for the delivery of logs only.

use crate::sources;
use privatelink_catalog::facts::ACCOUNT_ID;
use privatelink_catalog::s3::bucket_lifecycle_configuration::rule as lifecycle_rule;
use privatelink_catalog::s3::bucket_ownership_controls::rule as ownership_rule;
use privatelink_catalog::s3::bucket_server_side_encryption_configuration::rule as encryption_rule;
use privatelink_catalog::s3::{
    bucket, bucket_lifecycle_configuration as lifecycle, bucket_ownership_controls as ownership,
    bucket_policy, bucket_public_access_block as access,
    bucket_server_side_encryption_configuration as encryption,
};
use privatelink_ir::expr::{all, any, here, input, list, not, object, text, value};
use privatelink_ir::graph::{Node, node};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, expr};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A bucket for access logs: private, encrypted with S3's own key, for the delivery of logs only.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct LogBucket {
    /// Deletes logs after this time. Unit: days. Default: they are kept.
    #[schemars(range(min = 1, max = 36500))]
    expire_after_days: Option<u16>,
    /// Deletes the logs with the bucket. Otherwise a bucket with logs cannot be deleted. Not in CloudFormation.
    #[schemars(extend("default" = false))]
    force_destroy: bool,
}

/// The bucket and what belongs to it.
pub(crate) struct Nodes {
    /// The bucket.
    pub(crate) bucket: Node,
    /// Who may write to it.
    pub(crate) policy: Node,
    /// All nodes.
    pub(crate) all: Vec<Node>,
}

fn logs() -> Expr {
    input("loadBalancer").get("accessLogs")
}

fn settings() -> Expr {
    logs().get("create")
}

/// The bucket, if it is asked for.
pub(crate) fn nodes(tags: impl Fn() -> Expr) -> Nodes {
    let made = node("log_bucket", bucket::KIND)
        .only_if(settings().is_set())
        .set(bucket::BUCKET_PREFIX, crate::shared::NAME_PREFIX)
        .set(bucket::FORCE_DESTROY, settings().get("forceDestroy").then(true))
        .set(bucket::TAGS, tags());
    let name = || made.attribute(bucket::BUCKET);
    let part = |label, kind| node(label, kind).only_if(settings().is_set());
    let block = part("log_bucket_access", access::KIND)
        .set(access::BUCKET, name())
        .set(access::BLOCK_PUBLIC_ACLS, true)
        .set(access::BLOCK_PUBLIC_POLICY, true)
        .set(access::IGNORE_PUBLIC_ACLS, true)
        .set(access::RESTRICT_PUBLIC_BUCKETS, true);
    let owner = part("log_bucket_ownership", ownership::KIND).set(ownership::BUCKET, name()).set(
        ownership::RULE,
        object([(ownership_rule::OBJECT_OWNERSHIP, "BucketOwnerEnforced".into())]),
    );
    let encrypted =
        part("log_bucket_encryption", encryption::KIND).set(encryption::BUCKET, name()).set(
            encryption::RULE,
            list([object([(
                encryption_rule::APPLY_SERVER_SIDE_ENCRYPTION_BY_DEFAULT,
                object([("sse_algorithm", "AES256".into())]),
            )])]),
        );
    let days = || settings().get("expireAfterDays");
    let expiry = node("log_bucket_lifecycle", lifecycle::KIND)
        .only_if(all([settings().is_set(), days().is_set()]))
        .set(lifecycle::BUCKET, name())
        .set(
            lifecycle::RULE,
            list([object([
                (lifecycle_rule::ID, "expire".into()),
                (lifecycle_rule::STATUS, "Enabled".into()),
                (lifecycle_rule::FILTER, object([("prefix", "".into())])),
                (lifecycle_rule::EXPIRATION, object([("days", days())])),
            ])]),
        );
    let policy = part("log_bucket_policy", bucket_policy::KIND)
        .set(bucket_policy::BUCKET, name())
        .set(bucket_policy::POLICY, policy(&|| made.attribute(bucket::ARN)).to_json())
        .after(&[block.label]);
    let all = vec![made.clone(), block, owner, encrypted, expiry, policy.clone()];
    Nodes { bucket: made, policy, all }
}

/// Source: Network Load Balancer guide, "Enable access logs for your Network Load Balancer", 2026-11-21.
fn policy(arn: &impl Fn() -> Expr) -> Expr {
    let account = || here(ACCOUNT_ID);
    let from_here = |more: Vec<(&str, Expr)>| {
        let equal = more.into_iter().chain([("aws:SourceAccount", account())]);
        object([
            ("StringEquals", Expr::object(equal.map(|(key, value)| (key.into(), value)).collect())),
            ("ArnLike", object([("aws:SourceArn", crate::shared::arn("logs", "*"))])),
        ])
    };
    let allow = |name: &str, action: &str, resource: Expr, condition: Expr| {
        object([
            ("Sid", name.into()),
            ("Effect", "Allow".into()),
            ("Principal", object([("Service", "delivery.logs.amazonaws.com".into())])),
            ("Action", action.into()),
            ("Resource", resource),
            ("Condition", condition),
        ])
    };
    let prefix = || logs().get("prefix");
    let folder = prefix().is_set().choose(text([prefix(), "/".into()]), "");
    let objects = text([arn(), "/".into(), folder, "AWSLogs/".into(), account(), "/*".into()]);
    object([
        ("Version", "2012-10-17".into()),
        (
            "Statement",
            list([
                allow("AclCheck", "s3:GetBucketAcl", arn(), from_here(Vec::new())),
                allow(
                    "Write",
                    "s3:PutObject",
                    objects,
                    from_here(vec![("s3:x-amz-acl", "bucket-owner-full-control".into())]),
                ),
                object([
                    ("Sid", "OnlyEncrypted".into()),
                    ("Effect", "Deny".into()),
                    ("Principal", "*".into()),
                    ("Action", "s3:*".into()),
                    ("Resource", list([arn(), text([arn(), "/*".into()])])),
                    (
                        "Condition",
                        object([("Bool", object([("aws:SecureTransport", "false".into())]))]),
                    ),
                ]),
            ]),
        ),
    ])
}

/// What has to hold for access logs.
pub(crate) fn rules() -> Vec<Rule> {
    let place = ["loadBalancer", "accessLogs"];
    let given = || all([input("loadBalancer").is_set(), logs().is_set()]);
    let existing = || logs().get("bucket").is_set();
    let speaks_tls = expr::for_list_if(
        "listener",
        input("listeners"),
        value("listener").get("protocol").equals("TLS"),
        expr::key("listener"),
    );
    vec![
        rule("access-logs/no-bucket", &place)
            .must(any([not(given()), existing(), settings().is_set()]))
            .otherwise(
                ["has no bucket to write to".into()],
                "name one in `bucket`, or make one with `create`",
            ),
        rule("access-logs/two-buckets", &place)
            .must(not(all([given(), existing(), settings().is_set()])))
            .otherwise(
                ["names a bucket and makes one".into()],
                "give `bucket` or `create`, not both",
            ),
        rule("access-logs/prefix", &[place[0], place[1], "prefix"])
            .source(sources::ACCESS_LOGS)
            .must(any([
                not(given()),
                not(logs().get("prefix").is_set()),
                not(logs().get("prefix").matches("AWSLogs|^/|/$")),
            ]))
            .otherwise(
                ["begins or ends with `/`, or has `AWSLogs` in it".into()],
                "give the folder alone: AWS adds `AWSLogs` and what follows",
            ),
        rule("access-logs/no-tls", &place)
            .source(sources::ACCESS_LOGS)
            .must(given().implies(not(speaks_tls.is_empty())))
            .otherwise(
                ["is given, but no listener speaks TLS, and AWS logs no others".into()],
                "set `protocol` of a listener to `TLS`, or remove it",
            )
            .warning(),
    ]
}
