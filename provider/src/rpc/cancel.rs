//! `Cancel`: the engine is about to close the plugin.

use tonic::Status;

/// Acknowledges, and nothing else.
///
/// The engine sends this before every close, so it does not mean that the user gave up; it ends requests
/// that are under way by itself, and the process by a signal. A plugin that engines attach to lives on.
#[expect(clippy::unnecessary_wraps, reason = "every RPC may fail")]
pub(super) fn cancel() -> Result<(), Status> {
    Ok(())
}
