//! `Attach`: an engine takes up with a plugin that was started by hand.

use std::net::SocketAddr;

use privatelink_wire::pulumi::PluginAttach;
use tonic::Status;

use super::Parts;

/// Remembers the engine for this connection only: others may be attached too.
#[expect(clippy::unnecessary_wraps, reason = "every RPC may fail")]
pub(super) fn attach(
    parts: &Parts,
    peer: Option<SocketAddr>,
    request: PluginAttach,
) -> Result<(), Status> {
    parts.sessions.update(peer, |session| session.engine = Some(request.address));
    Ok(())
}
