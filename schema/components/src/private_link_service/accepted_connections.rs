//! Connections that the provider accepts as code.

use crate::forms::{EndpointId, Key};
use crate::sources;
use privatelink_catalog::ec2::vpc_endpoint_connection_accepter as accepter;
use privatelink_ir::expr::{any, input};
use privatelink_ir::graph::{Node, each, node};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Keyed, Value};

/// Endpoints of consumers by a name for each.
pub(crate) type AcceptedEndpoints = Keyed<Key, Value<EndpointId>>;

/// Accepts the connection of each endpoint in `acceptedEndpointIds` to the service with this id.
pub(crate) fn nodes(service_id: Expr) -> Node {
    node("accepted", accepter::KIND)
        .for_each(input("acceptedEndpointIds"))
        .set(accepter::VPC_ENDPOINT_SERVICE_ID, service_id)
        .set(accepter::VPC_ENDPOINT_ID, each())
}

/// What has to hold for accepted connections.
pub(crate) fn rules() -> Vec<Rule> {
    vec![
        rule("accepted/unneeded", &["acceptedEndpointIds"])
            .source(sources::CONFIGURE_SERVICE)
            .must(any([input("acceptedEndpointIds").is_empty(), input("acceptanceRequired")]))
            .otherwise(
                ["is given, but `acceptanceRequired` is false: AWS accepts every connection"
                    .into()],
                "remove it, or set `acceptanceRequired`",
            ),
    ]
}
