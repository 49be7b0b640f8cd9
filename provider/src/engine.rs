//! The engine itself, apart from its resource monitor: its version, and messages for the user.
//!
//! Connections are made here and not at the start, because tools start plugins with addresses at which nobody
//! listens. For the same reason an engine that cannot be reached fails nothing: one that is gone has closed its
//! monitor too, and that ends the deployment.

use std::error::Error;
use std::time::Duration;

use privatelink_wire::pulumi::{LogRequest, LogSeverity, RequirePulumiVersionRequest};
use privatelink_wire::transport;
use tonic::{Code, Status};

/// How long the engine may take for its version, or for all warnings of a component. A deployment must not hang
/// because nobody listens.
const PATIENCE: Duration = Duration::from_secs(5);

/// The oldest version of Pulumi that the plugin works with.
pub(crate) use privatelink_catalog::engines::OLDEST_PULUMI as OLDEST;

/// The engine's version is too old.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooOld {
    /// What the engine says about its version; engines before 3.216 cannot be asked.
    pub(crate) said: Option<String>,
}

/// Asks the engine whether its version will do.
///
/// # Errors
///
/// [`TooOld`] if it will not.
pub(crate) async fn require_version(engine: Option<&str>) -> Result<(), TooOld> {
    let Some(Ok(channel)) = engine.map(transport::connect) else { return Ok(()) };
    let pulumi_version_range = format!(">={OLDEST}");
    let request = RequirePulumiVersionRequest { pulumi_version_range };
    let mut client = transport::engine_client(channel);
    let Ok(Err(status)) =
        tokio::time::timeout(PATIENCE, client.require_pulumi_version(request)).await
    else {
        return Ok(());
    };
    match status.code() {
        Code::Unimplemented => Err(TooOld { said: None }),
        // It is shutting down, or gone: a status with a source is none that it sent.
        Code::Unavailable | Code::Cancelled => Ok(()),
        _ if status.source().is_some() => Ok(()),
        _ => Err(TooOld { said: Some(status.message().to_owned()) }),
    }
}

/// Shows warnings beside the resource with this URN.
///
/// Warnings only: a message of severity error would fail the whole deployment, and returned errors are shown by the
/// engine anyway.
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
