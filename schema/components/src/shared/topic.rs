//! A topic made for messages about the service: of its connections and of its alarms.

use crate::forms::KmsKey;
use crate::shared::{self, Subject};
use crate::sources;
use privatelink_catalog::facts::ACCOUNT_ID;
use privatelink_catalog::sns;
use privatelink_catalog::sns::topic_policy::TopicPolicyAttributes;
use privatelink_ir::Value;
use privatelink_ir::handle::{
    Condition, Document, Draft, Handle, Late, List, One, Resource, Text, here, list,
};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, json};
use schemars::JsonSchema;

/// A topic for messages about the service. Who is to get them subscribes to it.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Topic {
    /// Key that encrypts messages at rest: its id, ARN or alias. Its policy has to let `vpce.amazonaws.com` and
    /// `cloudwatch.amazonaws.com` use it, so `alias/aws/sns` does not do. Default: messages are not encrypted at rest.
    kms_key_id: Option<Value<KmsKey>>,
}

/// The topic that is made.
#[derive(Clone, Copy)]
pub(crate) struct Made {
    /// Whether it is.
    pub(crate) is_made: Condition,
    /// Its ARN.
    pub(crate) arn: Handle<Text, Late>,
    /// Who may publish to it.
    pub(crate) policy: TopicPolicyAttributes<One>,
}

/// The topic, if it is asked for, for messages about the service with this ARN and, where there are any, about alarms.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Handle<Topic>,
    service_arn: Handle<Text, Late>,
    has_alarms: Condition,
) -> Made {
    let is_made = given.is_set();
    let topic = sns::Topic::new()
        .only_if(is_made)
        .name_prefix(shared::NAME_PREFIX)
        .kms_master_key_id(given.kms_key_id())
        .tags(subject.tags);
    let arn = draft.resource("topic", topic).arn();
    let policy = sns::TopicPolicy::new()
        .only_if(is_made)
        .arn(arn)
        .policy(policy(arn, service_arn, has_alarms).to_json());
    let policy = draft.resource("topic_policy", policy);
    draft.rule(own_key(given.kms_key_id()));
    draft.output("topicArn", "ARN of the topic, if one was made.", arn).optional();
    Made { is_made, arn, policy }
}

/// AWS's own key does not do.
fn own_key(key: Handle<Text, Late>) -> Rule {
    key.rule("topic/key")
        .source(sources::TOPIC_KEYS)
        .must(key.is_set().implies(!key.matches("(^|:)alias/aws/")))
        .otherwise(
            "is a key of AWS's own, whose policy cannot let anybody publish",
            "use a key of yours, whose policy lets `vpce.amazonaws.com` and \
             `cloudwatch.amazonaws.com` use it",
        )
}

/// Source: AWS PrivateLink guide, "Manage endpoint services", and SNS guide, "Allow Amazon CloudWatch alarms to publish
/// messages to a topic in the same account", 2026-11-21.
fn policy(
    topic: Handle<Text, Late>,
    service: Handle<Text, Late>,
    has_alarms: Condition,
) -> Handle<Document, Late> {
    let publish = |name: &str, principal: &str, source: Handle<Text, Late>| {
        json!({
            "Sid": name,
            "Effect": "Allow",
            "Principal": { "Service": principal },
            "Action": "sns:Publish",
            "Resource": topic,
            "Condition": {
                "StringEquals": { "aws:SourceAccount": here(ACCOUNT_ID) },
                "ArnLike": { "aws:SourceArn": source },
            },
        })
    };
    let connections = list([publish("Connections", "vpce.amazonaws.com", service)]);
    let any_alarm = shared::arn("cloudwatch", "alarm:*");
    let alarms = has_alarms.then_one(publish("Alarms", "cloudwatch.amazonaws.com", any_alarm));
    let statements: Handle<List<Document, Late>> = connections + alarms;
    json!({ "Version": "2012-10-17", "Statement": statements })
}
