//! `Configure`: the configuration of the provider resource that the connection is for.

use std::net::SocketAddr;

use privatelink_wire::pulumi::{ConfigureRequest, ConfigureResponse};
use privatelink_wire::value::{self, Value};
use tonic::Status;

use super::Parts;
use crate::{configuration, status};

/// Remembers the configuration for this connection: other provider resources may have another one.
pub(super) fn configure(
    parts: &Parts,
    peer: Option<SocketAddr>,
    request: ConfigureRequest,
) -> Result<ConfigureResponse, Status> {
    let mut given = value::decode(request.args.unwrap_or_default())
        .map_err(|error| status::of_decode(&error))?;
    let version = match given.remove(configuration::CLOUD_VERSION).and_then(|given| given.value) {
        Some(Value::String(version)) => version,
        _ => String::new(),
    };
    parts.sessions.update(peer, |session| session.cloud_version = version);
    Ok(ConfigureResponse {
        accept_secrets: true,
        accept_resources: true,
        accept_outputs: true,
        supports_preview: true,
        ..ConfigureResponse::default()
    })
}
