//! A topic made for messages about the service: of its connections and of its alarms.

use crate::forms::KmsKey;
use crate::sources;
use privatelink_catalog::ec2::vpc_endpoint_service as service;
use privatelink_catalog::facts::ACCOUNT_ID;
use privatelink_catalog::sns::{topic, topic_policy};
use privatelink_ir::expr::{concat, here, input, list, not, object};
use privatelink_ir::graph::{Node, node};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A topic for messages about the service. Who is to get them subscribes to it.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Topic {
    /// Key that encrypts messages at rest: its id, ARN or alias. Its policy has to let `vpce.amazonaws.com` and
    /// `cloudwatch.amazonaws.com` use it, so `alias/aws/sns` does not do. Default: messages are not encrypted at rest.
    kms_key_id: Option<Value<KmsKey>>,
}

/// The topic and who may publish to it.
pub(crate) struct Nodes {
    /// The topic.
    pub(crate) topic: Node,
    /// Its policy.
    pub(crate) policy: Node,
}

/// The topic, if it is asked for.
pub(crate) fn nodes(endpoint_service: &Node, tags: impl Fn() -> Expr) -> Nodes {
    let wanted = || input("topic").is_set();
    let made = node("topic", topic::KIND)
        .only_if(wanted())
        .set(topic::NAME_PREFIX, super::NAME_PREFIX)
        .set(topic::KMS_MASTER_KEY_ID, input("topic").get("kmsKeyId"))
        .set(topic::TAGS, tags());
    let arn = || made.attribute(topic::ARN);
    let policy = node("topic_policy", topic_policy::KIND)
        .only_if(wanted())
        .set(topic_policy::ARN, arn())
        .set(
            topic_policy::POLICY,
            policy(&arn, endpoint_service.attribute(service::ARN)).to_json(),
        );
    Nodes { topic: made, policy }
}

/// What has to hold for the topic.
pub(crate) fn rules() -> Vec<Rule> {
    let key = || input("topic").get("kmsKeyId");
    vec![
        rule("topic/key", &["topic", "kmsKeyId"])
            .source(sources::TOPIC_KEYS)
            .must(key().is_set().implies(not(key().matches("(^|:)alias/aws/"))))
            .otherwise(
                ["is a key of AWS's own, whose policy cannot let anybody publish".into()],
                "use a key of yours, whose policy lets `vpce.amazonaws.com` and `cloudwatch.amazonaws.com` use it",
            ),
    ]
}

/// Source: AWS PrivateLink guide, "Manage endpoint services", and SNS guide, "Allow Amazon CloudWatch alarms to publish
/// messages to a topic in the same account", 2026-11-21.
fn policy(arn: &impl Fn() -> Expr, service_arn: Expr) -> Expr {
    let publish = |name: &str, principal: &str, source: Expr| {
        object([
            ("Sid", name.into()),
            ("Effect", "Allow".into()),
            ("Principal", object([("Service", principal.into())])),
            ("Action", "sns:Publish".into()),
            ("Resource", arn()),
            (
                "Condition",
                object([
                    ("StringEquals", object([("aws:SourceAccount", here(ACCOUNT_ID))])),
                    ("ArnLike", object([("aws:SourceArn", source)])),
                ]),
            ),
        ])
    };
    let any_alarm = super::arn("cloudwatch", "alarm:*");
    let alarms = publish("Alarms", "cloudwatch.amazonaws.com", any_alarm);
    object([
        ("Version", "2012-10-17".into()),
        (
            "Statement",
            concat([
                list([publish("Connections", "vpce.amazonaws.com", service_arn)]),
                input("alarms").is_set().choose(list([alarms]), list([])),
            ]),
        ),
    ])
}
