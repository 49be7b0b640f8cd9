//! Names across the border of AWS: networks outside ask the hub's VPC for the names of services, and VPCs ask name servers
//! outside for the names of other domains.

use crate::centralized_endpoint_hub::network::Network;
use crate::centralized_endpoint_hub::resolver_rules;
use crate::forms::{AvailabilityZoneId, DomainName, Ipv4Address, Key};
use crate::shared::Subject;
use crate::shared::nowhere::nowhere;
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::security_group::{Egress, Ingress};
use privatelink_catalog::route53;
use privatelink_catalog::route53::resolver_endpoint::IpAddress;
use privatelink_catalog::route53::resolver_rule::TargetIp;
use privatelink_ir::Keyed;
use privatelink_ir::handle::{Condition, Draft, Each, Handle, Late, List, Resource, Text, list};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Port of name servers.
const DNS: i64 = 53;

/// Names across the border of AWS.
#[derive(Input, JsonSchema)]
#[schemars(rename = "HubResolver", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Resolver {
    /// Addresses of an inbound endpoint in the endpoints' subnets, which name servers outside forward to: at least two. Key: the
    /// zone's id. Who may ask are `clientCidrs`. Default: none, and no inbound endpoint.
    #[schemars(extend("default" = {}, "maxProperties" = 6))]
    inbound_addresses: Keyed<AvailabilityZoneId, Ipv4Address>,
    /// Domains whose names are asked for outside, by an outbound endpoint in all zones of the hub. Key: a name for the rule. A
    /// spoke names those that it follows in `resolverRules`. Default: none, and no outbound endpoint.
    #[schemars(extend("default" = {}))]
    forward: Keyed<Key, ForwardedDomain>,
}

/// A domain outside of AWS.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ForwardedDomain {
    /// Its name. Names below it are asked for in the same way.
    domain_name: DomainName,
    /// Addresses of its name servers, which are asked on port 53.
    #[schemars(extend("minItems" = 1, "maxItems" = 6, "uniqueItems" = true))]
    targets: Vec<Ipv4Address>,
}

/// What the user says about names outside.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) resolver: Handle<Resolver>,
    pub(crate) client_cidrs: Handle<List<Text>>,
    pub(crate) network: Network,
}

impl Given {
    /// Whether networks outside may ask.
    fn is_asked(self) -> Condition {
        self.resolver.inbound_addresses().has_any()
    }

    /// Whether name servers outside are asked.
    pub(crate) fn asks(self) -> Condition {
        self.resolver.forward().has_any()
    }
}

/// Rules that VPCs can follow.
#[derive(Clone, Copy)]
pub(crate) struct Forwarding {
    /// Their names.
    pub(crate) names: Handle<List<Text>>,
    /// The rules, by name.
    pub(crate) rules: Each<route53::ResolverRule>,
}

/// The endpoints and the rules. Gives the rules.
pub(crate) fn part(draft: &mut Draft, subject: Subject, given: Given) -> Forwarding {
    inbound(draft, subject, given);
    let outbound = outbound(draft, subject, given);
    let rules = draft.resources("forward", given.resolver.forward(), |name, settings| {
        let targets = settings.targets().map(|address| TargetIp::new().ip(address).port(DNS));
        route53::ResolverRule::new()
            .name(name)
            .domain_name(settings.domain_name())
            .rule_type("FORWARD")
            .resolver_endpoint_id(outbound)
            .target_ip(targets)
            .tags(subject.tags_of(text!("{} {name}", subject.name)))
    });
    draft.rules(resolver_rules::rules(given));
    draft.output(
        "resolverRuleIds",
        "Ids of the rules for domains outside, by their names.",
        rules.all().id(),
    );
    Forwarding { names: given.resolver.forward().keys(), rules }
}

/// The endpoint that networks outside ask.
fn inbound(draft: &mut Draft, subject: Subject, given: Given) {
    let name = text!("{} inbound resolver", subject.name);
    let questions = |protocol: &'static str| {
        given.client_cidrs.map(move |range| {
            Ingress::new()
                .protocol(protocol)
                .from_port(DNS)
                .to_port(DNS)
                .cidr_blocks(list([range]))
                .description("Questions for names")
        })
    };
    let group = ec2::SecurityGroup::new()
        .only_if(given.is_asked())
        .vpc_id(subject.vpc_id)
        .description(text!("Inbound resolver endpoint of {}", subject.name))
        .ingress(questions("tcp") + questions("udp"))
        .egress(list([nowhere()]))
        .tags(subject.tags_of(name));
    let group = draft.resource("inbound_group", group).id();
    let subnets = given.network.endpoint_subnets;
    let addresses =
        given.resolver.inbound_addresses().filter(|zone, _| given.network.zones.contains(zone));
    let addresses =
        addresses.map(|zone, address| IpAddress::new().subnet_id(subnets.lookup(zone)).ip(address));
    let endpoint = route53::ResolverEndpoint::new()
        .only_if(given.is_asked())
        .direction("INBOUND")
        .security_group_ids(list([group]))
        .ip_address(addresses)
        .protocols(list(["Do53"]))
        .resolver_endpoint_type("IPV4")
        .name(name)
        .tags(subject.tags_of(name))
        // The old one has the addresses.
        .replaced_after(given.is_asked());
    let id = draft.resource("inbound", endpoint).id();
    draft
        .output("inboundResolverId", "Id of the inbound resolver endpoint, if there is one.", id)
        .optional();
}

/// Name servers outside, each once.
pub(crate) fn name_servers(given: Handle<Resolver>) -> Handle<List<Text>> {
    given.forward().flat_map(|_, domain| domain.targets()).distinct()
}

/// The endpoint that asks name servers outside. Gives its id.
fn outbound(draft: &mut Draft, subject: Subject, given: Given) -> Handle<Text, Late> {
    let name = text!("{} outbound resolver", subject.name);
    let targets = name_servers(given.resolver);
    let questions = |protocol: &'static str| {
        targets.map(move |address| {
            Egress::new()
                .protocol(protocol)
                .from_port(DNS)
                .to_port(DNS)
                .cidr_blocks(list([text!("{address}/32")]))
                .description("Questions for names")
        })
    };
    let group = ec2::SecurityGroup::new()
        .only_if(given.asks())
        .vpc_id(subject.vpc_id)
        .description(text!("Outbound resolver endpoint of {}", subject.name))
        .egress(questions("tcp") + questions("udp"))
        .tags(subject.tags_of(name));
    let group = draft.resource("outbound_group", group).id();
    let subnets = given.network.endpoint_subnets;
    let endpoint = route53::ResolverEndpoint::new()
        .only_if(given.asks())
        .direction("OUTBOUND")
        .security_group_ids(list([group]))
        .ip_address(subnets.map(|_, subnet| IpAddress::new().subnet_id(subnet)))
        .protocols(list(["Do53"]))
        .resolver_endpoint_type("IPV4")
        .name(name)
        .tags(subject.tags_of(name));
    draft.resource("outbound", endpoint).id()
}
