//! Route domains: which spokes reach each other. Each has a route table of the transit gateway, and the hub has one.

use crate::centralized_endpoint_hub::automatic::{self, Defaults};
use crate::centralized_endpoint_hub::inspection::{self, Inspection};
use crate::centralized_endpoint_hub::network::Network;
use crate::centralized_endpoint_hub::ranges::Clients;
use crate::centralized_endpoint_hub::static_routes;
use crate::centralized_endpoint_hub::transit_gateway::Gateway;
use crate::forms::AnyCidr;
use crate::shared::Subject;
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Draft, Handle, Late, List, Map, Resource, Text};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// A group of spokes with one route table.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RouteDomain {
    /// What its spokes reach: `hubOnly`, the endpoints and nothing else; `domain`, each other too; `all`, the spokes of every
    /// domain, which reach them in turn.
    #[schemars(extend("default" = "hubOnly"))]
    reach: Reach,
    /// IPv4 and IPv6 ranges whose traffic is dropped.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    blackholes: Vec<AnyCidr>,
    /// IPv4 and IPv6 ranges that lead to an attachment, such as one behind a VPN with static routes. Key: the range. A range that a VPC
    /// announces too leads where this says.
    #[schemars(extend("default" = {}))]
    static_routes: static_routes::StaticRoutes,
    /// Prefix lists whose ranges lead to an attachment or are dropped. Key: a name for the list.
    #[schemars(extend("default" = {}))]
    prefix_lists: static_routes::PrefixLists,
}

/// What the spokes of a domain reach.
#[derive(Clone, Copy, Input, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub(crate) enum Reach {
    /// The endpoints of the hub and nothing else.
    HubOnly,
    /// The endpoints, and each other.
    Domain,
    /// The endpoints, and the spokes of every domain, which reach them in turn.
    All,
}

/// Route tables of the transit gateway.
#[derive(Clone, Copy)]
pub(crate) struct Tables {
    /// The one that the hub's traffic is looked up in.
    pub(crate) hub: Handle<Text, Late>,
    /// Those of the domains.
    pub(crate) domains: Handle<Map<Text, Late>>,
    /// The one that every spoke is propagated to: the hub's, or that of the firewall.
    pub(crate) entry: Handle<Text, Late>,
    /// What chooses tables for attachments that come later.
    pub(crate) defaults: Defaults,
}

/// What the user says about routing, and what is routed to.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) domains: Handle<Map<RouteDomain>>,
    /// The one that attachments join by themselves.
    pub(crate) automatic_domain: Handle<Text>,
    pub(crate) inspection: Handle<Inspection>,
    pub(crate) clients: Clients,
    /// The hub's VPC.
    pub(crate) network: Network,
    /// Whether it is reached by IPv6 too.
    pub(crate) ipv6: Handle<bool>,
}

/// The tables, and what stands in them: the hub's range in each domain's. The hub's own learns every spoke, unless traffic is
/// inspected.
pub(crate) fn part(draft: &mut Draft, subject: Subject, given: Given, gateway: Gateway) -> Tables {
    let domains = given.domains;
    let hub_table = ec2::TransitGatewayRouteTable::new()
        .transit_gateway_id(gateway.id)
        .tags(subject.tags_of(text!("{} hub", subject.name)));
    let hub_table = draft.resource("hub_table", hub_table);
    let tables = draft.resources("domain_table", domains, |domain, _| {
        ec2::TransitGatewayRouteTable::new()
            .transit_gateway_id(gateway.id)
            .tags(subject.tags_of(text!("{} {domain}", subject.name)))
    });
    let chosen = (tables.all().id(), hub_table.id());
    let defaults = automatic::part(draft, given.automatic_domain, gateway, chosen);
    let association = ec2::TransitGatewayRouteTableAssociation::new()
        .transit_gateway_attachment_id(gateway.attachment.id())
        .transit_gateway_route_table_id(hub_table.id())
        .after(defaults);
    let association = draft.resource("hub_association", association);
    draft.resources("hub_propagation", domains, |domain, _| {
        ec2::TransitGatewayRouteTablePropagation::new()
            .only_if(given.inspection.is_absent())
            .transit_gateway_attachment_id(gateway.attachment.id())
            .transit_gateway_route_table_id(tables.at(domain).id())
            .after(association)
    });
    let of = Tables {
        hub: hub_table.id(),
        domains: tables.all().id(),
        defaults,
        entry: inspection::part(draft, given, gateway, hub_table.id(), tables),
    };
    draft.output("hubRouteTableId", "Route table of the hub's attachment.", of.hub);
    draft.output("routeTableIds", "Route tables of the domains, by their names.", of.domains);
    of
}

/// Domains to whose tables the attachments of a domain's spokes are propagated, beside the hub's.
pub(crate) fn propagate_to(
    domains: Handle<Map<RouteDomain>>,
    domain: Handle<Text>,
) -> Handle<List<Text>> {
    let reach = domains.lookup(domain).reach();
    let reaching = domains.filter(|other, settings| {
        settings.reach().is(Reach::All)
            | reach.is(Reach::All)
            | (other.is(domain) & reach.is(Reach::Domain))
    });
    reaching.keys()
}
