//! Messages to a topic when endpoints ask for connections, get or lose them.

use crate::forms::{Key, TopicArn};
use privatelink_catalog::ec2::vpc_endpoint_connection_notification as notification;
use privatelink_ir::expr::input;
use privatelink_ir::graph::{each, node};
use privatelink_ir::{Expr, Keyed, Node, Value};
use schemars::JsonSchema;

/// Notifications by a name for each.
pub(crate) type Notifications = Keyed<Key, Notification>;

/// Tells a topic of connections.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Notification {
    /// Topic that gets the messages. Its policy has to let `vpce.amazonaws.com` publish.
    topic_arn: Value<TopicArn>,
    /// What is told: a connection was asked for (`Connect`), accepted, rejected, or its endpoint deleted.
    #[schemars(length(min = 1), extend("uniqueItems" = true))]
    events: Vec<ConnectionEvent>,
}

/// What happens to a connection.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "read by schemars, never filled")]
enum ConnectionEvent {
    Accept,
    Connect,
    Delete,
    Reject,
}

/// One notification per entry of `connectionNotifications`, of the service with this id.
pub(crate) fn of_service(service_id: Expr) -> Node {
    node("notification", notification::KIND)
        .for_each(input("connectionNotifications"))
        .set(notification::VPC_ENDPOINT_SERVICE_ID, service_id)
        .set(notification::CONNECTION_NOTIFICATION_ARN, each().get("topicArn"))
        .set(notification::CONNECTION_EVENTS, each().get("events"))
}
