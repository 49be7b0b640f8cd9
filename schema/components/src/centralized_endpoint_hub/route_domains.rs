//! Route domains: which spokes reach each other. Each has a route table of the transit gateway, and the hub has one.

use crate::centralized_endpoint_hub::transit_gateway::Gateway;
use crate::forms::Ipv4Cidr;
use crate::shared::Subject;
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Draft, Each, Handle, Late, List, Map, Resource, Text, each_rule};
use privatelink_ir::rule::Rule;
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
    /// Ranges whose traffic is dropped.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    blackholes: Vec<Ipv4Cidr>,
}

/// What the spokes of a domain reach.
#[derive(Clone, Copy, Input, JsonSchema)]
#[schemars(rename_all = "camelCase")]
pub(crate) enum Reach {
    HubOnly,
    Domain,
    All,
}

/// Route tables of the transit gateway.
#[derive(Clone, Copy)]
pub(crate) struct Tables {
    /// The one that the hub's traffic is looked up in.
    pub(crate) hub: Handle<Text, Late>,
    /// Those of the domains.
    pub(crate) domains: Handle<Map<Text, Late>>,
}

/// A range that a domain drops.
#[derive(Input, JsonSchema)]
struct Drop {
    domain: String,
    range: String,
}

/// The tables, and what stands in them: the hub's range in each domain's. The hub's own learns every spoke.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    domains: Handle<Map<RouteDomain>>,
    gateway: Gateway,
) -> Tables {
    let hub_table = ec2::TransitGatewayRouteTable::new()
        .transit_gateway_id(gateway.id)
        .tags(subject.tags_of(text!("{} hub", subject.name)));
    let hub_table = draft.resource("hub_table", hub_table);
    let tables = draft.resources("domain_table", domains, |domain, _| {
        ec2::TransitGatewayRouteTable::new()
            .transit_gateway_id(gateway.id)
            .tags(subject.tags_of(text!("{} {domain}", subject.name)))
    });
    let association = ec2::TransitGatewayRouteTableAssociation::new()
        .transit_gateway_attachment_id(gateway.attachment.id())
        .transit_gateway_route_table_id(hub_table.id());
    let association = draft.resource("hub_association", association);
    draft.resources("hub_propagation", domains, |domain, _| {
        ec2::TransitGatewayRouteTablePropagation::new()
            .transit_gateway_attachment_id(gateway.attachment.id())
            .transit_gateway_route_table_id(tables.at(domain).id())
            .after(association)
    });
    blackholes(draft, domains, tables);
    draft.rules(rules(domains));
    let of = Tables { hub: hub_table.id(), domains: tables.all().id() };
    draft.output("hubRouteTableId", "Route table of the hub's attachment.", of.hub);
    draft.output("routeTableIds", "Route tables of the domains, by their names.", of.domains);
    of
}

fn blackholes(
    draft: &mut Draft,
    domains: Handle<Map<RouteDomain>>,
    tables: Each<ec2::TransitGatewayRouteTable>,
) {
    let drops = domains.product(
        |_, domain| domain.blackholes(),
        |(domain, _), (_, range)| Drop::object().domain(domain).range(range),
    );
    draft.resources("blackhole", drops, |_, drop| {
        ec2::TransitGatewayRoute::new()
            .transit_gateway_route_table_id(tables.at(drop.domain()).id())
            .destination_cidr_block(drop.range())
            .blackhole(true)
    });
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

/// What has to hold for domains.
fn rules(domains: Handle<Map<RouteDomain>>) -> Vec<Rule> {
    each_rule(domains, |_, domain| {
        let overlapping = domain.blackholes().distinct().overlapping();
        [domain.blackholes().rule("hub/blackholes-overlap").must(overlapping.is_empty()).otherwise(
            text!("has ranges that lie in each other: {}", overlapping.to_json()),
            "leave the wider ones",
        )]
    })
}
