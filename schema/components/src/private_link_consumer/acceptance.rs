//! Acceptance of a connection, as its consumer sees it. Private DNS comes after it: names that resolve to an endpoint
//! that does not work yet are an outage.

use crate::forms::EndpointServiceId;
use crate::private_link_consumer::endpoint_type;
use crate::private_link_consumer::service_choice;
use crate::private_link_consumer::subnets;
use crate::shared::connection;
use privatelink_catalog::ec2::vpc_endpoint_connection_accepter as accepter;
use privatelink_ir::expr::{all, any, input, local, not};
use privatelink_ir::graph::{Node, node};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// How the connection comes to be accepted.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
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
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum AcceptanceMode {
    SameAccount,
    Provider,
}

fn of(field: &str) -> Expr {
    input("acceptance").get(field)
}

/// Whether the connection is accepted by this deployment.
pub(crate) fn is_here() -> Expr {
    of("mode").equals("sameAccount")
}

/// Whether the connection is accepted by whoever offers the service.
pub(crate) fn is_by_provider() -> Expr {
    of("mode").equals("provider")
}

/// Name in the graph of whether the provider is said not to have accepted yet.
const HELD: &str = "is_held";
/// Name in the graph of whether the connection may still be waiting when this deployment ends.
const WAITING: &str = "is_waiting";

/// Whether the connection may still be waiting when this deployment ends.
pub(crate) fn is_open() -> Expr {
    local(WAITING)
}

/// Whether the provider is said not to have accepted yet: whatever needs a connection that works is held back.
pub(crate) fn is_held() -> Expr {
    local(HELD)
}

/// Whether the provider has to accept, and nothing says whether it has. Known late, as the connection may be, so it holds
/// back no resource.
pub(crate) fn is_unsaid() -> Expr {
    all([
        not(input("acceptance").is_set()),
        connection::is_given(),
        connection::field("acceptanceRequired").equals(true),
    ])
}

/// Named values: whether the connection may still be waiting when this deployment ends.
pub(crate) fn locals() -> [(&'static str, Expr); 2] {
    let held = all([is_by_provider(), not(of("accepted"))]);
    [(HELD, held), (WAITING, any([is_held(), is_unsaid()]))]
}

/// Whether outputs have to be read again, because they became complete after the endpoint was made.
pub(crate) fn is_later() -> Expr {
    any([is_here(), of("accepted").equals(true)])
}

fn service_id() -> Expr {
    of("serviceId").or_else(connection::field("serviceId"))
}

/// Accepts the connection of the endpoint with this id. In a template, taking it away leaves the connection accepted.
pub(crate) fn accept(endpoint_id: Expr) -> Node {
    node("accepted", accepter::KIND)
        .only_if(is_here())
        .set(accepter::VPC_ENDPOINT_SERVICE_ID, service_id())
        .set(accepter::VPC_ENDPOINT_ID, endpoint_id)
        .set(accepter::KEPT, true)
}

/// What has to hold for acceptance.
pub(crate) fn rules() -> Vec<Rule> {
    let given = || input("acceptance").is_set();
    vec![
        rule("acceptance/service-id", &["acceptance", "serviceId"])
            .must(is_here().implies(service_id().is_set()))
            .otherwise(
                ["is missing, and there is no connection that has it".into()],
                "give the id of the endpoint service",
            ),
        rule("acceptance/accepted", &["acceptance", "accepted"])
            .must(is_here().implies(not(of("accepted"))))
            .otherwise(
                ["is set, but with `sameAccount` the connection is accepted here".into()],
                "remove it",
            ),
        rule("acceptance/region", &["acceptance", "mode"])
            .must(not(all([
                is_here(),
                any([input("serviceRegion").is_set(), subnets::are_elsewhere()]),
            ])))
            .otherwise(
                ["is `sameAccount`, but the service is in another Region, and that is where connections are accepted".into()],
                "set it to `provider`, and accept the connection in the Region of the service",
            ),
        rule("acceptance/own-services", &["acceptance"])
            .must(given().implies(not(any([service_choice::is_aws_service(), service_choice::is_bundle()]))))
            .otherwise(
                ["is given, but AWS accepts connections to its own services at once".into()],
                "remove it",
            ),
        rule("acceptance/type", &["acceptance"])
            .must(any([
                not(given()),
                endpoint_type::is("Interface"),
                endpoint_type::is("GatewayLoadBalancer"),
            ]))
            .otherwise(
                ["is given, but endpoints of the type `".into(), endpoint_type::endpoint_type(), "` need no acceptance".into()],
                "remove it",
            ),
        rule("acceptance/unneeded", &["acceptance"])
            .must(any([
                not(given()),
                not(connection::is_given()),
                connection::field("acceptanceRequired").equals(true),
            ]))
            .otherwise(
                ["is given, but the service accepts every connection by itself".into()],
                "remove it if it has accepted nothing; else leave it until the endpoint goes: Terraform and Pulumi reject the connection when `sameAccount` is taken away",
            )
            .warning(),
        rule("acceptance/waiting", &["acceptance"])
            .must(not(is_open()))
            .otherwise(
                ["leaves the connection waiting until its provider accepts it; no names lead to the endpoint until then".into()],
                "have the provider accept the endpoint's id, then set `mode` to `provider` and `accepted` to true",
            )
            .warning(),
    ]
}
