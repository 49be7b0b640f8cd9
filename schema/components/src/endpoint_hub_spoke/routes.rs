//! Routes from the clients to the hub.

use crate::forms::RouteTableId;
use crate::shared::hub::{Hub, HubFields};
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::transit_gateway_vpc_attachment::TransitGatewayVpcAttachmentAttributes as Attachment;
use privatelink_catalog::ec2::transit_gateway_vpc_attachment_accepter::TransitGatewayVpcAttachmentAccepterAttributes as Accepter;
use privatelink_ir::Value;
use privatelink_ir::handle::{Draft, Handle, Late, List, Map, One, Resource, Text, map};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A route to the hub.
#[derive(Input, JsonSchema)]
struct WayThere {
    table: Value<RouteTableId>,
    range: Value<String>,
}

/// Where routes stand, and where they lead.
#[derive(Clone, Copy)]
pub(crate) struct Ways {
    pub(crate) tables: Handle<Map<Text, Late>>,
    pub(crate) destinations: Handle<List<Text>>,
    /// Whether there are IPv6 routes too.
    pub(crate) ipv6: Handle<bool>,
    pub(crate) ipv6_destinations: Handle<List<Text>>,
}

/// A route in each table for each destination. They come after the attachment and its acceptance: a route to a gateway that the
/// VPC is not attached to is refused.
pub(crate) fn part(
    draft: &mut Draft,
    ways: Ways,
    after: (Attachment<One>, Accepter<One>),
    hub: Handle<Hub, Late>,
) {
    let routes = to(ways.tables, ways.destinations, hub.cidr_block());
    draft.resources("route", routes, |_, route| {
        ec2::Route::new()
            .route_table_id(route.table())
            .destination_cidr_block(route.range())
            .transit_gateway_id(hub.transit_gateway_id())
            .after(after.0)
            .after(after.1)
    });
    let routes =
        to(ways.tables.filter(|_, _| ways.ipv6), ways.ipv6_destinations, hub.ipv6_cidr_block());
    draft.resources("route_ipv6", routes, |_, route| {
        ec2::Route::new()
            .route_table_id(route.table())
            .destination_ipv6_cidr_block(route.range())
            .transit_gateway_id(hub.transit_gateway_id())
            .after(after.0)
            .after(after.1)
    });
}

/// A route in each table for each destination, or else for the hub's range.
fn to(
    tables: Handle<Map<Text, Late>>,
    destinations: Handle<List<Text>>,
    range: Handle<Text, Late>,
) -> Handle<Map<WayThere>> {
    let given: Handle<Map<Text, Late>> = Handle::of(destinations.to_map(|range| (range, range)));
    let ranges = destinations.has_any().choose(given, map([("hub", range)]));
    tables.product(
        |_, _| ranges,
        |(_, table), (_, range)| WayThere::object().table(table).range(range),
    )
}
