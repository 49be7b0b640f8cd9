//! Messages to a topic when endpoints ask for connections, get or lose them.

use crate::forms::{Key, TopicArn};
use crate::shared::topic;
use privatelink_catalog::ec2::vpc_endpoint_connection_notification as notification;
use privatelink_catalog::sns::topic as sns_topic;
use privatelink_ir::expr::{any, input, value};
use privatelink_ir::graph::{each, node};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Keyed, Node, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Notifications by a name for each.
pub(crate) type Notifications = Keyed<Key, Notification>;

/// Tells a topic of connections.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Notification {
    /// Topic that gets the messages. Its policy has to let `vpce.amazonaws.com` publish.
    topic_arn: Value<TopicArn>,
    /// What is told: a connection was asked for (`Connect`), accepted, rejected, or its endpoint deleted.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    events: Vec<ConnectionEvent>,
}

/// Notifications of a service by a name for each.
pub(crate) type ServiceNotifications = Keyed<Key, ServiceNotification>;

/// Tells a topic of connections to the service.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct ServiceNotification {
    /// Topic that gets the messages. Its policy has to let `vpce.amazonaws.com` publish. Default: the topic of `topic`.
    topic_arn: Option<Value<TopicArn>>,
    /// What is told: a connection was asked for (`Connect`), accepted, rejected, or its endpoint deleted.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    events: Vec<ConnectionEvent>,
}

/// What happens to a connection.
#[derive(Input, JsonSchema)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum ConnectionEvent {
    Accept,
    Connect,
    Delete,
    Reject,
}

/// One notification per entry of `connectionNotifications`, of the endpoint with this id.
pub(crate) fn of_endpoint(endpoint_id: Expr) -> Node {
    node("notification", notification::KIND)
        .for_each(input("connectionNotifications"))
        .set(notification::VPC_ENDPOINT_ID, endpoint_id)
        .set(notification::CONNECTION_NOTIFICATION_ARN, each().get("topicArn"))
        .set(notification::CONNECTION_EVENTS, each().get("events"))
}

/// One notification per entry of `connectionNotifications`, of the service with this id.
pub(crate) fn of_service(service_id: Expr, made: &topic::Nodes) -> Node {
    let topic_arn = made.topic.attribute(sns_topic::ARN);
    node("notification", notification::KIND)
        .for_each(input("connectionNotifications"))
        .set(notification::VPC_ENDPOINT_SERVICE_ID, service_id)
        .set(notification::CONNECTION_NOTIFICATION_ARN, each().get("topicArn").or_else(topic_arn))
        .set(notification::CONNECTION_EVENTS, each().get("events"))
        // AWS tries whether it may publish.
        .after(&[made.policy.label])
}

/// What has to hold for notifications of a service.
pub(crate) fn rules() -> Vec<Rule> {
    let topic_arn = || value("notification").get("topicArn");
    vec![
        rule("notifications/no-topic", &["connectionNotifications"])
            .each("notification", input("connectionNotifications"))
            .field("topicArn")
            .must(any([topic_arn().is_set(), input("topic").is_set()]))
            .otherwise(
                ["is missing, and no topic is made".into()],
                "give the ARN of a topic, or make one with `topic`",
            ),
    ]
}
