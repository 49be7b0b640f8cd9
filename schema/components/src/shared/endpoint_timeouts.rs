//! How long to wait for an endpoint.

use crate::forms::Duration;
use privatelink_ir::Operation;
use privatelink_ir::handle::{Condition, Handle, Resource, Term, Text};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// As long as the engines wait by themselves.
const USUAL: &str = "10m";
/// Somebody has to accept the connection by hand.
const MANUAL: &str = "30m";

/// How long to wait for an endpoint before the deployment fails.
#[derive(Input, JsonSchema)]
#[schemars(rename = "EndpointTimeouts", rename_all = "camelCase", deny_unknown_fields)]
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
/// Who does is said by `acceptance` alone: engines have to know how long to wait while the connection, a value, may still
/// be unknown.
pub(crate) fn limit_accepted<R: Resource>(
    endpoint: R,
    given: Handle<EndpointTimeouts>,
    is_by_provider: Condition,
) -> R {
    limit_creation(endpoint, given, is_by_provider.choose(MANUAL, USUAL))
}

/// Limits the waiting for an endpoint of AWS's own services.
pub(crate) fn limit<R: Resource>(endpoint: R, given: Handle<EndpointTimeouts>) -> R {
    limit_creation(endpoint, given, USUAL.handle())
}

fn limit_creation<R: Resource>(
    endpoint: R,
    given: Handle<EndpointTimeouts>,
    creation: Handle<Text>,
) -> R {
    endpoint
        .timeout(Operation::Create, given.create(), creation)
        .timeout(Operation::Update, given.update(), USUAL)
        .timeout(Operation::Delete, given.delete(), USUAL)
}
