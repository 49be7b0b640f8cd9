//! What a user says about the acceptance of a connection, and what has to hold for it.

use crate::forms::EndpointServiceId;
use privatelink_ir::Value;
use privatelink_ir::handle::{Condition, Handle, Late, Text, When};
use privatelink_ir::rule::Rule;
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
    /// Accepts here: the service is in the same account and Region.
    SameAccount,
    /// Whoever offers the service accepts.
    Provider,
}

/// What has to hold for acceptance by this deployment: of a service that has an id, once, and in its own Region.
pub(crate) fn of_here<W: When>(
    given: Handle<Acceptance>,
    is_here: Condition,
    service_id: Handle<Text, Late>,
    is_elsewhere: Handle<bool, W>,
) -> [Rule; 4] {
    let own_id = given.service_id();
    [
        own_id.rule("acceptance/service-id-unused").only_with(is_here).otherwise(
            "is given, but only `sameAccount` needs it",
            "remove it, or set `mode` to `sameAccount`",
        ),
        own_id.rule("acceptance/service-id").must(is_here.implies(service_id.is_set())).otherwise(
            "is missing, and there is no connection that has it",
            "give the id of the endpoint service",
        ),
        given
            .accepted()
            .rule("acceptance/accepted")
            .must(is_here.implies(!given.accepted()))
            .otherwise(
                "is set, but with `sameAccount` the connection is accepted here",
                "remove it",
            ),
        given.mode().rule("acceptance/region").must(!(is_here & is_elsewhere)).otherwise(
            "is `sameAccount`, but the service is in another Region, and that is where \
             connections are accepted",
            "set it to `provider`, and accept the connection in the Region of the service",
        ),
    ]
}

/// Whether the connection waits for its provider is told.
pub(crate) fn waiting<W: When>(given: Handle<Acceptance>, is_waiting: Handle<bool, W>) -> Rule {
    given
        .rule("acceptance/waiting")
        .must(!is_waiting)
        .otherwise(
            "leaves the connection waiting until its provider accepts it; no names lead to the \
             endpoint until then",
            "have the provider accept the endpoint's id, then set `mode` to `provider` and \
             `accepted` to true",
        )
        .warning()
}
