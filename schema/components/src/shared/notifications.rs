//! Messages to a topic when endpoints ask for connections, get or lose them.

use crate::forms::{Key, TopicArn};
use crate::shared::topic;
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Draft, Handle, Late, Map, Resource, Text, each_rule};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Notifications by a name for each.
pub(crate) type Notifications = Keyed<Key, Notification>;

/// Sends messages about the connection to a topic.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Notification {
    /// Topic that gets the messages. Its policy has to let `vpce.amazonaws.com` publish.
    topic_arn: Value<TopicArn>,
    /// Which messages are sent: a connection was requested (`Connect`), accepted, rejected, or its endpoint deleted.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    events: Vec<ConnectionEvent>,
}

/// Notifications of a service by a name for each.
pub(crate) type ServiceNotifications = Keyed<Key, ServiceNotification>;

/// Sends messages about connections to the service to a topic.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ServiceNotification {
    /// Topic that gets the messages. Its policy has to let `vpce.amazonaws.com` publish. Default: the topic of `topic`.
    topic_arn: Option<Value<TopicArn>>,
    /// Which messages are sent: a connection was requested (`Connect`), accepted, rejected, or its endpoint deleted.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    events: Vec<ConnectionEvent>,
}

/// What happens to a connection.
#[derive(Input, JsonSchema)]
pub(crate) enum ConnectionEvent {
    /// A connection was accepted.
    Accept,
    /// A connection was requested.
    Connect,
    /// The endpoint of a connection was deleted.
    Delete,
    /// A connection was rejected.
    Reject,
}

/// One notification per entry of `given`, of the endpoint with this id.
pub(crate) fn of_endpoint(
    draft: &mut Draft,
    given: Handle<Map<Notification>>,
    endpoint_id: Handle<Text, Late>,
) {
    draft.resources("notification", given, |_, notification| {
        ec2::VpcEndpointConnectionNotification::new()
            .vpc_endpoint_id(endpoint_id)
            .connection_notification_arn(notification.topic_arn())
            .connection_events(notification.events())
    });
}

/// One notification per entry of `given`, of the service with this id, to a topic of its own or to the one that is made.
pub(crate) fn of_service(
    draft: &mut Draft,
    given: Handle<Map<ServiceNotification>>,
    service_id: Handle<Text, Late>,
    topic: topic::Made,
) {
    draft.resources("notification", given, |_, notification| {
        ec2::VpcEndpointConnectionNotification::new()
            .vpc_endpoint_service_id(service_id)
            .connection_notification_arn(notification.topic_arn().or(topic.arn))
            .connection_events(notification.events())
            // AWS tries whether it may publish.
            .after(topic.policy)
    });
    draft.rules(each_rule(given, |_, notification| {
        let topic_arn = notification.topic_arn();
        [topic_arn
            .rule("notifications/no-topic")
            .must(topic_arn.is_set() | topic.is_made)
            .otherwise(
                "is missing, and no topic is made",
                "give the ARN of a topic, or make one with `topic`",
            )]
    }));
}
