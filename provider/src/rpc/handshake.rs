//! `Handshake`: the engine introduces itself, and learns what the plugin understands.

use std::net::SocketAddr;

use privatelink_wire::pulumi::{ProviderHandshakeRequest, ProviderHandshakeResponse};
use tonic::Status;

use super::Parts;

/// Remembers the engine. The flags are those of [`configure`](super::configure), where engines before
/// 3.143 read them.
#[expect(clippy::unnecessary_wraps, reason = "every RPC may fail")]
pub(super) fn handshake(
    parts: &Parts,
    peer: Option<SocketAddr>,
    request: ProviderHandshakeRequest,
) -> Result<ProviderHandshakeResponse, Status> {
    if !request.engine_address.is_empty() {
        parts.sessions.update(peer, |session| session.engine = Some(request.engine_address));
    }
    Ok(ProviderHandshakeResponse {
        accept_secrets: true,
        accept_resources: true,
        accept_outputs: true,
        ..ProviderHandshakeResponse::default()
    })
}
