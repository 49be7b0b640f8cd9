//! Routes from the endpoints back to clients.

use crate::centralized_endpoint_hub::network::Network;
use crate::centralized_endpoint_hub::ranges::Clients;
use crate::centralized_endpoint_hub::transit_gateway::Gateway;
use crate::shared::table_ranges::{TableRangeFields, in_tables};
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Draft, Resource};

/// A route in each table for each range. It comes after the attachment: a route to a gateway that the VPC is not attached to is
/// refused.
pub(crate) fn part(draft: &mut Draft, clients: Clients, network: Network, gateway: Gateway) {
    let ways = |clients| in_tables(network.route_tables, clients);
    draft.resources("return_route", ways(clients.ipv4), |_, route| {
        ec2::Route::new()
            .route_table_id(route.table())
            .destination_cidr_block(route.range())
            .transit_gateway_id(gateway.id)
            .after(gateway.attachment)
    });
    draft.resources("return_route_ipv6", ways(clients.ipv6), |_, route| {
        ec2::Route::new()
            .route_table_id(route.table())
            .destination_ipv6_cidr_block(route.range())
            .transit_gateway_id(gateway.id)
            .after(gateway.attachment)
    });
}
