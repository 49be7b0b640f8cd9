//! What a user says about the acceptance of a connection.

use crate::forms::EndpointServiceId;
use privatelink_ir::Value;
use privatelink_macros::Input;
use schemars::JsonSchema;

/// How the connection comes to be accepted.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Acceptance {
    /// `sameAccount` accepts here, since the service is in the same account and Region; with `provider`, whoever offers the
    /// service accepts: by hand, or by `acceptedEndpointIds` of a `PrivateLinkService`. Terraform and Pulumi reject the
    /// connection when `sameAccount` is taken away or changed, so leave it until the endpoint goes.
    mode: AcceptanceMode,
    /// Whether the provider has accepted by now. Private DNS, records of `customDns`, profiles and complete outputs come
    /// with it.
    #[schemars(extend("default" = false))]
    accepted: bool,
    /// Id of the endpoint service. Default: the one of the connection. Needed with `sameAccount`.
    service_id: Option<Value<EndpointServiceId>>,
}

/// Who accepts.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub(crate) enum AcceptanceMode {
    SameAccount,
    Provider,
}
