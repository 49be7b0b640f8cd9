//! `GetSchema`: what SDKs are generated from.

use privatelink_wire::pulumi::{GetSchemaRequest, GetSchemaResponse};
use tonic::Status;

use super::Parts;

/// The committed schema, as it is.
pub(super) fn get_schema(
    parts: &Parts,
    request: &GetSchemaRequest,
) -> Result<GetSchemaResponse, Status> {
    match request.version {
        0 => Ok(GetSchemaResponse { schema: parts.package.schema.to_owned() }),
        version => Err(Status::invalid_argument(format!(
            "unsupported schema version {version}; ask for 0"
        ))),
    }
}
