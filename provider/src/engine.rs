//! Messages for the user.
//!
//! Warnings only: a message of severity error would fail the whole deployment, and returned errors are
//! shown by the engine anyway.

use std::time::Duration;

use privatelink_wire::pulumi::{LogRequest, LogSeverity};
use privatelink_wire::transport;
use tonic::Status;

/// How long all warnings of a component may take. A deployment must not hang because nobody listens.
const PATIENCE: Duration = Duration::from_secs(5);

/// Shows warnings beside the resource with this URN.
///
/// Warnings are a courtesy: an engine that cannot be reached does not fail the deployment. The connection
/// is made here and not at the start, because tools start plugins with addresses at which nobody listens.
pub(crate) async fn warn(engine: Option<&str>, urn: &str, messages: Vec<String>) {
    if messages.is_empty() {
        return;
    }
    let Some(Ok(channel)) = engine.map(transport::connect) else { return };
    let mut client = transport::engine_client(channel);
    let all = async {
        for message in messages {
            let urn = urn.to_owned();
            let severity = LogSeverity::Warning.into();
            let request = LogRequest { severity, message, urn, ..LogRequest::default() };
            client.log(request).await?;
        }
        Ok::<(), Status>(())
    };
    let _unreachable = tokio::time::timeout(PATIENCE, all).await;
}
