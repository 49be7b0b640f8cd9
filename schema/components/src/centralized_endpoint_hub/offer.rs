//! What a spoke takes whole: all that it needs to know about the hub, as a value and as JSON.

use crate::centralized_endpoint_hub::members::Member;
use crate::centralized_endpoint_hub::names::Names;
use crate::centralized_endpoint_hub::network::Network;
use crate::centralized_endpoint_hub::resolver::Forwarding;
use crate::centralized_endpoint_hub::route_domains::{RouteDomain, Tables, propagate_to};
use crate::centralized_endpoint_hub::transit_gateway::{AttachmentAcceptance, Gateway};
use crate::shared::hub::{Hub, HubDomain, Transport};
use crate::shared::names_mode::DnsMode;
use privatelink_catalog::facts::{ACCOUNT_ID, REGION};
use privatelink_ir::handle::{Awaited, Draft, Handle, Late, List, Map, Term, Text, here};

/// What is offered.
#[derive(Clone, Copy)]
pub(crate) struct Offered {
    pub(crate) network: Network,
    pub(crate) gateway: Gateway,
    pub(crate) tables: Tables,
    pub(crate) names: Names,
    pub(crate) members: Handle<Map<Member>>,
    pub(crate) domains: Handle<Map<RouteDomain>>,
    /// The one that attachments join by themselves.
    pub(crate) automatic_domain: Handle<Text>,
    pub(crate) client_cidrs: Handle<List<Text>>,
    pub(crate) acceptance: Handle<AttachmentAcceptance>,
    pub(crate) dns: Handle<DnsMode>,
    pub(crate) transport: Handle<Transport>,
    /// ARN of the share; null if there is none.
    pub(crate) share_arn: Handle<Text, Late>,
    pub(crate) forwarding: Forwarding,
}

/// The hand-over, once everybody has been let in, and attachments would join their domain.
pub(crate) fn part(draft: &mut Draft, of: Offered, shared_with: impl Awaited + Copy) {
    let domains = of.domains.map_values(|name, _| {
        HubDomain::object()
            .route_table_id(of.tables.domains.lookup(name))
            .propagate_to(propagate_to(of.domains, name))
    });
    let hub = Hub::object()
        .region(here(REGION))
        .account_id(here(ACCOUNT_ID))
        .transit_gateway_id(of.gateway.id)
        .share_arn(of.share_arn)
        .accepts_attachments(of.acceptance.is(AttachmentAcceptance::Automatic))
        .cidr_block(of.network.cidr_block)
        .ipv6_cidr_block(of.network.ipv6_cidr_block)
        .client_cidrs(of.client_cidrs)
        .entry_route_table_id(of.tables.entry)
        .domains(domains)
        .automatic_domain(of.automatic_domain)
        .dns(of.dns.word())
        .transport(of.transport.word())
        .profile_id(of.names.profile_id)
        .zone_ids(of.names.zone_ids)
        .services(of.members.keys())
        .resolver_rule_ids(of.forwarding.rules.all().id())
        .handle();
    draft
        .output(
            "hub",
            "All that an `EndpointHubSpoke` needs, to be handed to its input `hub` whole.",
            hub,
        )
        .after(shared_with)
        .after(of.tables.defaults);
    draft
        .output(
            "hubJson",
            "The same as JSON, for a spoke in another account or by another engine: its input \
             `hubJson`.",
            hub.to_json(),
        )
        .after(shared_with)
        .after(of.tables.defaults);
}
