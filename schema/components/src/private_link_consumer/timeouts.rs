//! How long to wait for an endpoint.

use crate::forms::Duration;
use crate::private_link_consumer::acceptance;
use privatelink_ir::expr::input;
use privatelink_ir::graph::Node;
use privatelink_ir::{Expr, Operation};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// As long as the engines wait by themselves.
const USUAL: &str = "10m";
/// Somebody has to accept the connection by hand.
const MANUAL: &str = "30m";

/// How long to wait for an endpoint before the deployment fails.
#[derive(Input, JsonSchema)]
#[schemars(rename = "EndpointTimeouts", rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct EndpointTimeouts {
    /// Until it is made. Default: `10m`; `30m` if `acceptance.mode` is `provider`.
    create: Option<Duration>,
    /// Until it is changed. Default: `10m`.
    update: Option<Duration>,
    /// Until it is deleted. Default: `10m`.
    delete: Option<Duration>,
}

/// Limits the waiting for an endpoint that somebody may have to accept.
///
/// Who does is told by `acceptance` alone: engines have to know how long to wait while the connection, a value, may still
/// be unknown.
pub(crate) fn limit_accepted(endpoint: Node) -> Node {
    limit_creation(endpoint, acceptance::is_by_provider().choose(MANUAL, USUAL))
}

/// Limits the waiting for an endpoint of AWS's own services.
pub(crate) fn limit(endpoint: Node) -> Node {
    limit_creation(endpoint, USUAL.into())
}

fn limit_creation(endpoint: Node, creation: Expr) -> Node {
    let given = |operation: Operation| input("timeouts").get(operation.word());
    endpoint
        .timeout(Operation::Create, given(Operation::Create), creation)
        .timeout(Operation::Update, given(Operation::Update), USUAL)
        .timeout(Operation::Delete, given(Operation::Delete), USUAL)
}
