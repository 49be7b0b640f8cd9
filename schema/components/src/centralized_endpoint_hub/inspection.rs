//! Traffic between spokes and the hub by way of a firewall.
//!
//! ```text
//! spoke --> table of its domain --> firewall's attachment --> firewall's table --> hub
//! hub   --> hub's own table     --> firewall's attachment --> firewall's table --> spoke
//! ```
//!
//! The firewall's table learns the hub and every spoke. Both ways lead through the same attachment, so the firewall sees whole
//! connections; the VPC of one that is attached by a VPC has appliance mode on.

use crate::centralized_endpoint_hub::route_domains::{Given, Reach, RouteDomainFields};
use crate::centralized_endpoint_hub::static_routes::{HubTable, HubTableFields, StaticRoute};
use crate::centralized_endpoint_hub::transit_gateway::Gateway;
use crate::forms::{AttachmentId, GatewayRouteTableId};
use crate::sources;
use privatelink_catalog::ec2;
use privatelink_ir::Value;
use privatelink_ir::handle::{
    Condition, Draft, Each, Handle, Late, Map, Resource, Text, each_rule,
};
use privatelink_ir::rule::{Message, Rule};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// A firewall between spokes and the hub: a VPC with appliances, or a Network Firewall that is attached to the transit gateway
/// itself.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Inspection {
    /// The firewall's attachment to the transit gateway. If it is that of a VPC, its appliance mode has to be on.
    attachment_id: Value<AttachmentId>,
    /// Route table that the attachment is associated with. The hub and every spoke are propagated to it.
    route_table_id: Value<GatewayRouteTableId>,
}

/// Routes through the firewall. Gives the table that every spoke is propagated to.
pub(crate) fn part(
    draft: &mut Draft,
    given: Given,
    gateway: Gateway,
    hub_table: Handle<Text, Late>,
    tables: Each<ec2::TransitGatewayRouteTable>,
) -> Handle<Text, Late> {
    let inspection = given.inspection;
    let is_inspected = inspection.is_set();
    let inspected = |table: Handle<Text, Late>, range: Handle<Text, Late>| {
        ec2::TransitGatewayRoute::new()
            .transit_gateway_route_table_id(table)
            .destination_cidr_block(range)
            .transit_gateway_attachment_id(inspection.attachment_id())
    };
    let network = given.network;
    draft.resources("inspected", given.domains, |domain, _| {
        inspected(tables.at(domain).id(), network.cidr_block).only_if(is_inspected)
    });
    draft.resources("inspected_ipv6", given.domains, |domain, _| {
        inspected(tables.at(domain).id(), network.ipv6_cidr_block)
            .only_if(is_inspected & given.ipv6)
    });
    let clients = given.clients.ipv4 + given.clients.ipv6;
    draft.resources("inspected_return", clients, |range, _| {
        inspected(hub_table, range.late()).only_if(is_inspected)
    });
    let learned = ec2::TransitGatewayRouteTablePropagation::new()
        .only_if(is_inspected)
        .transit_gateway_attachment_id(gateway.attachment.id())
        .transit_gateway_route_table_id(inspection.route_table_id());
    draft.resource("inspection_propagation", learned);
    is_inspected.choose(inspection.route_table_id(), hub_table)
}

/// What has to hold where traffic is inspected: nothing leads past the firewall.
pub(crate) fn rules(given: Given, own: Handle<HubTable>) -> Vec<Rule> {
    let is_inspected = given.inspection.is_set();
    let mut rules = each_rule(given.domains, |_, domain| {
        let routes = domain.static_routes();
        [
            domain
                .reach()
                .rule("hub/inspection-reach")
                .source(sources::INSPECTION)
                .must(!is_inspected | domain.reach().is(Reach::HubOnly))
                .otherwise(
                    text!(
                        "is `{}`: these spokes would reach each other past the firewall of `inspection`",
                        domain.reach()
                    ),
                    "set it to `hubOnly`; an entry of `staticRoutes` with the firewall's attachment leads \
                     traffic between spokes through it",
                ),
            no_route_twice(
                routes,
                !is_inspected | !routes.has_key(given.network.early_range),
                "has the range of the hub, which leads to the firewall of `inspection`",
            ),
            no_route_twice(
                routes,
                !is_inspected | !given.ipv6 | !routes.has_key(given.network.early_ipv6_range),
                "has the IPv6 range of the hub, which leads to the firewall of `inspection`",
            ),
        ]
    });
    for (clients, input) in
        [(given.clients.ipv4, "clientCidrs"), (given.clients.ipv6, "clientIpv6Cidrs")]
    {
        let twice = clients.filter(|range| own.static_routes().has_key(range));
        rules.push(no_route_twice(
            own.static_routes(),
            !is_inspected | twice.is_empty(),
            text!(
                "has ranges of `{input}`, which lead to the firewall of `inspection`: {}",
                twice.quoted()
            ),
        ));
    }
    rules
}

/// A table has one route for a range, and the firewall's is there already.
fn no_route_twice(
    routes: Handle<Map<StaticRoute>>,
    holds: Condition,
    message: impl Into<Message>,
) -> Rule {
    routes.rule("hub/inspected-twice").must(holds).otherwise(message, "remove them")
}
