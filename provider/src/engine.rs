//! Messages for the user.
//!
//! Warnings only: a message of severity error would fail the whole deployment, and returned errors are
//! shown by the engine anyway.

use std::time::Duration;

use privatelink_wire::pulumi::{LogRequest, LogSeverity};
use privatelink_wire::transport;

/// How long a warning may take. A deployment must not hang because nobody listens.
const PATIENCE: Duration = Duration::from_secs(5);

/// Shows a warning beside the resource with this URN.
///
/// Warnings are a courtesy: an engine that cannot be reached does not fail the deployment. The connection
/// is made here and not at the start, because tools start plugins with addresses at which nobody listens.
pub(crate) async fn warn(engine: Option<&str>, urn: &str, message: String) {
    let Some(Ok(channel)) = engine.map(transport::connect) else { return };
    let request = LogRequest {
        severity: LogSeverity::Warning.into(),
        message,
        urn: urn.to_owned(),
        ..LogRequest::default()
    };
    let mut client = transport::engine_client(channel);
    let _unreachable = tokio::time::timeout(PATIENCE, client.log(request)).await;
}
