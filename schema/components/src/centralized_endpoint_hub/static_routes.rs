//! Routes of the transit gateway that nobody announces: ranges and prefix lists that lead to an attachment, or nowhere.

use crate::centralized_endpoint_hub::route_domains::{RouteDomain, RouteDomainFields, Tables};
use crate::forms::{AnyCidr, AttachmentId, Key, PrefixListId};
use privatelink_catalog::ec2;
use privatelink_ir::handle::{Draft, Handle, Late, List, Map, Text, each_rule, exactly_one};
use privatelink_ir::rule::Rule;
use privatelink_ir::{Keyed, Value};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Static routes of a route table, by range.
pub(crate) type StaticRoutes = Keyed<AnyCidr, StaticRoute>;

/// Routes for prefix lists, by a name.
pub(crate) type PrefixLists = Keyed<Key, PrefixListRoute>;

/// A route to an attachment.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct StaticRoute {
    /// Attachment of the transit gateway that the range is behind.
    attachment_id: Value<AttachmentId>,
}

/// A route for the ranges of a prefix list. Give `attachmentId`, or set `blackhole`.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PrefixListRoute {
    /// The prefix list.
    prefix_list_id: Value<PrefixListId>,
    /// Attachment of the transit gateway that its ranges are behind.
    attachment_id: Option<Value<AttachmentId>>,
    /// Whether traffic for its ranges is dropped.
    #[schemars(extend("default" = false))]
    blackhole: bool,
}

/// Routes of the hub's own table, beside those that it learns from spokes.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct HubTable {
    /// IPv4 and IPv6 ranges that lead to an attachment: networks that announce nothing, such as one behind a VPN with static
    /// routes. Key: the range.
    #[schemars(extend("default" = {}))]
    static_routes: StaticRoutes,
    /// Prefix lists, of IPv4 or IPv6 ranges, that lead to an attachment or are dropped. Key: a name for the list.
    #[schemars(extend("default" = {}))]
    prefix_lists: PrefixLists,
}

/// A range of a domain.
#[derive(Input, JsonSchema)]
struct Entry {
    domain: String,
    range: String,
    attachment: Value<AttachmentId>,
}

/// A prefix list of a domain.
#[derive(Input, JsonSchema)]
struct ListEntry {
    domain: String,
    list: PrefixListRoute,
}

/// A range that a domain drops.
#[derive(Input, JsonSchema)]
struct Drop {
    domain: String,
    range: String,
}

/// The routes of every domain, and those of the hub's own table.
pub(crate) fn part(
    draft: &mut Draft,
    domains: Handle<Map<RouteDomain>>,
    own: Handle<HubTable>,
    tables: Tables,
) {
    of_domains(draft, domains, tables);
    draft.resources("hub_static_route", own.static_routes(), |range, route| {
        leading(tables.hub, range, route.attachment_id())
    });
    draft.resources("hub_prefix_list", own.prefix_lists(), |_, entry| referring(tables.hub, entry));
    draft.rules(each_rule(domains, |_, domain| {
        let twice = domain.blackholes().filter(|range| domain.static_routes().has_key(range));
        let mut rules = vec![
            overlapping(domain.blackholes()),
            domain.static_routes().rule("hub/route-twice").must(twice.is_empty()).otherwise(
                text!("has ranges that are in `blackholes` too: {}", twice.quoted()),
                "leave each in one of the two",
            ),
        ];
        rules.extend(of_lists(domain.prefix_lists()));
        rules
    }));
    draft.rules(of_lists(own.prefix_lists()));
}

fn of_domains(draft: &mut Draft, domains: Handle<Map<RouteDomain>>, tables: Tables) {
    let drops = domains.product(
        |_, domain| domain.blackholes(),
        |(domain, _), (_, range)| Drop::object().domain(domain).range(range),
    );
    draft.resources("blackhole", drops, |_, drop| {
        ec2::TransitGatewayRoute::new()
            .transit_gateway_route_table_id(tables.domains.lookup(drop.domain()))
            .destination_cidr_block(drop.range())
            .blackhole(true)
    });
    let entries = domains.product(
        |_, domain| domain.static_routes(),
        |(domain, _), (range, route)| {
            Entry::object().domain(domain).range(range).attachment(route.attachment_id())
        },
    );
    draft.resources("static_route", entries, |_, entry| {
        leading(tables.domains.lookup(entry.domain()), entry.range(), entry.attachment())
    });
    let lists = domains.product(
        |_, domain| domain.prefix_lists(),
        |(domain, _), (_, entry)| ListEntry::object().domain(domain).list(entry),
    );
    draft.resources("prefix_list", lists, |_, entry| {
        referring(tables.domains.lookup(entry.domain()), entry.list())
    });
}

/// A route of a table to an attachment.
fn leading(
    table: Handle<Text, Late>,
    range: Handle<Text>,
    attachment: Handle<Text, Late>,
) -> ec2::TransitGatewayRoute {
    ec2::TransitGatewayRoute::new()
        .transit_gateway_route_table_id(table)
        .destination_cidr_block(range)
        .transit_gateway_attachment_id(attachment)
}

/// What a table does with the ranges of a prefix list.
fn referring(
    table: Handle<Text, Late>,
    entry: Handle<PrefixListRoute>,
) -> ec2::TransitGatewayPrefixListReference {
    ec2::TransitGatewayPrefixListReference::new()
        .transit_gateway_route_table_id(table)
        .prefix_list_id(entry.prefix_list_id())
        .transit_gateway_attachment_id(entry.attachment_id())
        .blackhole(entry.blackhole())
}

/// A table has one route for a range, and a wider one says all that those within it would.
fn overlapping(blackholes: Handle<List<Text>>) -> Rule {
    let overlapping = blackholes.distinct().overlapping();
    blackholes.rule("hub/blackholes-overlap").must(overlapping.is_empty()).otherwise(
        text!("has ranges that lie in each other: {}", overlapping.quoted()),
        "leave the wider ones",
    )
}

/// A prefix list leads somewhere, or nowhere.
fn of_lists(lists: Handle<Map<PrefixListRoute>>) -> Vec<Rule> {
    each_rule(lists, |_, entry| {
        let leads = entry.attachment_id().is_set();
        [entry
            .rule("hub/prefix-list")
            .must(exactly_one([leads.late(), entry.blackhole().late()]))
            .otherwise(
                "has to lead to an attachment or to be dropped, and not both",
                "give `attachmentId` if its ranges are behind an attachment, or set `blackhole` to true, which drops what is for them",
            )]
    })
}
