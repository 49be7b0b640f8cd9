//! `GetMapping` and `GetMappings`: how resources of other tools map to those of this package.

use privatelink_wire::pulumi::{GetMappingResponse, GetMappingsResponse};
use tonic::Status;

/// Not at all: nothing that another tool makes is a component of this package.
#[expect(clippy::unnecessary_wraps, reason = "every RPC may fail")]
pub(super) fn get_mapping() -> Result<GetMappingResponse, Status> {
    Ok(GetMappingResponse::default())
}

/// No other tool has a mapping, so the engine need not ask for any.
#[expect(clippy::unnecessary_wraps, reason = "every RPC may fail")]
pub(super) fn get_mappings() -> Result<GetMappingsResponse, Status> {
    Ok(GetMappingsResponse::default())
}
