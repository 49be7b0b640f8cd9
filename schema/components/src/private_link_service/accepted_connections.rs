//! Connections that the provider accepts as code.

use crate::forms::{EndpointId, Key};
use crate::sources;
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Condition, Draft, Handle, Late, Map, Text};
use privatelink_ir::{Keyed, Value};

/// Endpoints of consumers by a name for each.
pub(crate) type AcceptedEndpoints = Keyed<Key, Value<EndpointId>>;

/// Accepts the connection of each of these endpoints to the service with this id.
pub(crate) fn part(
    draft: &mut Draft,
    given: Handle<Map<Text, Late>>,
    acceptance_required: Condition,
    service_id: Handle<Text, Late>,
) {
    draft.resources("accepted", given, |_, endpoint| {
        ec2::VpcEndpointConnectionAccepter::new()
            .vpc_endpoint_service_id(service_id)
            .vpc_endpoint_id(endpoint)
    });
    draft.rule(
        given
            .rule("accepted/unneeded")
            .source(sources::CONFIGURE_SERVICE)
            .must(given.is_empty() | acceptance_required)
            .otherwise(
                "is given, but `acceptanceRequired` is false: AWS accepts every connection",
                "remove it, or set `acceptanceRequired`",
            ),
    );
}
