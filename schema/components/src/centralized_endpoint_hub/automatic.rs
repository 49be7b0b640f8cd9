//! Attachments that join a route domain by themselves: the default route tables of the transit gateway.
//!
//! The gateway is made with both defaults on, for that is how AWS and all engines make one with defaults; AWS then makes a table
//! of its own along with it, which nothing stays in. Later the domain's table becomes the one that new attachments are
//! associated with, and the hub's the one that they are propagated to.

use crate::centralized_endpoint_hub::inspection::Inspection;
use crate::centralized_endpoint_hub::route_domains::{RouteDomain, propagate_to};
use crate::centralized_endpoint_hub::spokes::{AdmittedSpoke, AdmittedSpokeFields};
use crate::centralized_endpoint_hub::transit_gateway::{
    AttachmentAcceptance, ExistingTransitGateway, Gateway,
};
use crate::sources;
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::transit_gateway_default_route_table_propagation::TransitGatewayDefaultRouteTablePropagationAttributes as Propagation;
use privatelink_ir::handle::{Draft, Handle, Late, Map, One, Resource, Text, each_rule};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What everybody waits for who attaches a VPC, or associates one.
pub(crate) type Defaults = Propagation<One>;

/// The default tables, once the hub's own attachment is there: it belongs into neither.
pub(crate) fn part(
    draft: &mut Draft,
    domain: Handle<Text>,
    gateway: Gateway,
    tables: (Handle<Map<Text, Late>>, Handle<Text, Late>),
) -> Defaults {
    let (domains, hub) = tables;
    let association = ec2::TransitGatewayDefaultRouteTableAssociation::new()
        .only_if(domain.is_set())
        .transit_gateway_id(gateway.id)
        .transit_gateway_route_table_id(domains.lookup(domain))
        .after(gateway.attachment);
    let association = draft.resource("default_association", association);
    // One after the other: a gateway takes one change at a time.
    let propagation = ec2::TransitGatewayDefaultRouteTablePropagation::new()
        .only_if(domain.is_set())
        .transit_gateway_id(gateway.id)
        .transit_gateway_route_table_id(hub)
        .after(gateway.attachment)
        .after(association);
    draft.resource("default_propagation", propagation)
}

/// What else decides about attachments.
#[derive(Clone, Copy)]
pub(crate) struct Beside {
    pub(crate) domains: Handle<Map<RouteDomain>>,
    pub(crate) existing: Handle<ExistingTransitGateway>,
    pub(crate) acceptance: Handle<AttachmentAcceptance>,
    pub(crate) inspection: Handle<Inspection>,
    pub(crate) spokes: Handle<Map<AdmittedSpoke>>,
}

/// What has to hold where attachments join a domain by themselves.
pub(crate) fn rules(domain: Handle<Text>, beside: Beside) -> Vec<Rule> {
    let domains = beside.domains;
    let others = propagate_to(domains, domain);
    let is_off = domain.is_absent();
    let rules = [
        domain.rule("hub/automatic-domain").must(is_off | domains.has_key(domain)).otherwise(
            text!("is `{domain}`, and `routeDomains` has {}", domains.keys().quoted()),
            "name one of these domains, or add it to `routeDomains`",
        ),
        domain
            .rule("hub/automatic-reach")
            .source(sources::GATEWAYS)
            .must(is_off | others.is_empty())
            .otherwise(
                text!(
                    "is `{domain}`, whose spokes would have to be propagated to the tables of {} too: a \
                     transit gateway propagates by itself to one table only, the hub's",
                    others.quoted()
                ),
                "let its `reach` be `hubOnly`, and no domain's `all`",
            ),
        domain.rule("hub/automatic-gateway").must(is_off | beside.existing.is_absent()).otherwise(
            "is given, but the transit gateway is there already, and whoever made it chooses its \
             defaults",
            "remove it, or `existingTransitGateway`",
        ),
        domain
            .rule("hub/automatic-acceptance")
            .must(is_off | beside.acceptance.is(AttachmentAcceptance::Automatic))
            .otherwise(
                "is given, but somebody has to accept each attachment",
                "remove it, or set `transitGateway.acceptance` to `automatic`",
            ),
        domain
            .rule("hub/automatic-inspection")
            .must(is_off | beside.inspection.is_absent())
            .otherwise(
                "is given, but with `inspection` the hub's own attachment would be in the default \
                 table of propagations as well",
                "remove one of the two",
            ),
    ];
    let of_spokes = each_rule(beside.spokes, |_, spoke| {
        let attachment = spoke.attachment();
        [attachment.rule("hub/automatic-spoke").must(is_off | attachment.is_absent()).otherwise(
            text!("is given, but the transit gateway has associated it with `{domain}` by itself"),
            "remove it: the entry then authorizes zones, or can go",
        )]
    });
    rules.into_iter().chain(of_spokes).collect()
}
