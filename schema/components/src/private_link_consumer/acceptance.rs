//! Acceptance of a connection, as its consumer sees it. Private DNS comes after it: names that resolve to an endpoint
//! that does not work yet are an outage.

use crate::private_link_consumer::endpoint_type::EndpointType;
use crate::private_link_consumer::service_choice::Choice;
use crate::shared::acceptance::{Acceptance, AcceptanceFields, AcceptanceMode, of_here, waiting};
use crate::shared::connection::{ConnectionFields, Handed};
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Condition, Draft, Handle, Late, One, Resource, Text};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What is known about acceptance.
#[derive(Clone, Copy)]
pub(crate) struct Accepted {
    /// Whether this deployment accepts the connection.
    pub(crate) is_here: Condition,
    /// Whether whoever offers the service accepts it.
    pub(crate) is_by_provider: Condition,
    /// Whether the provider is said not to have accepted yet: whatever needs a connection that works is held back.
    pub(crate) is_held: Condition,
    /// Whether the provider has to accept, and nothing says whether it has. Known late, as the connection may be, so it
    /// holds back no resource.
    pub(crate) is_unsaid: Handle<bool, Late>,
    /// Whether the connection may still be waiting when this deployment ends.
    pub(crate) is_waiting: Handle<bool, Late>,
    /// Whether outputs have to be read again, because they became complete after the endpoint was made.
    pub(crate) is_later: Condition,
    service_id: Handle<Text, Late>,
}

/// How the connection comes to be accepted.
pub(crate) fn part(
    draft: &mut Draft,
    given: Handle<Acceptance>,
    endpoint_type: Handle<EndpointType>,
    is_elsewhere: Handle<bool, Late>,
    choice: Choice,
    handed: Handed,
) -> Accepted {
    let is_here = given.mode().is(AcceptanceMode::SameAccount);
    let is_by_provider = given.mode().is(AcceptanceMode::Provider);
    let is_held = draft.named("is_held", is_by_provider & !given.accepted());
    let must_be_accepted = handed.connection.acceptance_required().is(true);
    let is_unsaid = given.is_absent() & handed.is_given & must_be_accepted;
    let accepted = Accepted {
        is_here,
        is_by_provider,
        is_held,
        is_unsaid,
        is_waiting: draft.named("is_waiting", is_held | is_unsaid),
        is_later: is_here | given.accepted().is(true),
        service_id: given.service_id().or(handed.connection.service_id()),
    };
    let is_elsewhere = choice.region.is_set() | is_elsewhere;
    draft.rules(of_here(given, is_here, accepted.service_id, is_elsewhere));
    draft.rules(of_need(given, accepted, endpoint_type, choice, handed));
    accepted
}

/// Accepts the connection of an endpoint. In a template, taking it away leaves the connection accepted.
pub(crate) fn accept(
    draft: &mut Draft,
    accepted: Accepted,
    endpoint_id: Handle<Text, Late>,
) -> ec2::vpc_endpoint_connection_accepter::VpcEndpointConnectionAccepterAttributes<One> {
    let acceptance = ec2::VpcEndpointConnectionAccepter::new()
        .only_if(accepted.is_here)
        .vpc_endpoint_service_id(accepted.service_id)
        .vpc_endpoint_id(endpoint_id)
        .kept(true);
    draft.resource("accepted", acceptance)
}

/// Only connections that need it are accepted, and names wait for it.
fn of_need(
    given: Handle<Acceptance>,
    accepted: Accepted,
    endpoint_type: Handle<EndpointType>,
    choice: Choice,
    handed: Handed,
) -> Vec<Rule> {
    use EndpointType::{GatewayLoadBalancer, Interface};
    vec![
        given
            .rule("acceptance/own-services")
            .must(given.is_set().implies(!(choice.is_aws_service | choice.is_bundle)))
            .otherwise(
                "is given, but AWS accepts connections to its own services at once",
                "remove it",
            ),
        given
            .rule("acceptance/type")
            .must(
                given.is_absent()
                    | endpoint_type.is(Interface)
                    | endpoint_type.is(GatewayLoadBalancer),
            )
            .otherwise(
                text!("is given, but endpoints of the type `{endpoint_type}` need no acceptance"),
                "remove it",
            ),
        given
            .rule("acceptance/unneeded")
            .must(
                given.is_absent()
                    | !handed.is_given
                    | handed.connection.acceptance_required().is(true),
            )
            .otherwise(
                "is given, but the service accepts every connection by itself",
                "remove it if it has accepted nothing; else leave it until the endpoint goes: \
                 Terraform and Pulumi reject the connection when `sameAccount` is taken away",
            )
            .warning(),
        waiting(given, accepted.is_waiting),
    ]
}
