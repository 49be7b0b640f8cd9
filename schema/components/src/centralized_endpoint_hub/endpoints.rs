//! The endpoints of a hub, one for each service.

use crate::centralized_endpoint_hub::members::{Member, MemberFields};
use crate::centralized_endpoint_hub::network::Network;
use crate::centralized_endpoint_hub::private_apis;
use crate::shared::Subject;
use crate::shared::endpoint_timeouts::{self as timeouts, EndpointTimeouts};
use crate::shared::names_mode::DnsMode;
use crate::shared::policy::{self as policies, OrganizationPerimeter, Written};
use crate::shared::services::FactsFields;
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::vpc_endpoint::DnsOptions;
use privatelink_ir::handle::{
    Condition, Draft, Each, Handle, Late, List, Map, Resource, Text, list,
};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What the user says about all endpoints.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) policy: Handle<Text, Late>,
    pub(crate) perimeter: Handle<OrganizationPerimeter>,
    pub(crate) timeouts: Handle<EndpointTimeouts>,
}

/// What endpoints are made with.
#[derive(Clone, Copy)]
pub(crate) struct With {
    pub(crate) subject: Subject,
    pub(crate) network: Network,
    /// Their security group.
    pub(crate) group: Handle<Text, Late>,
    /// Policies for those that are given none.
    pub(crate) written: Written,
}

/// The endpoints, by what their services are called in the hub.
pub(crate) fn part(
    draft: &mut Draft,
    given: Given,
    with: With,
    members: Handle<Map<Member>>,
) -> Each<ec2::VpcEndpoint> {
    let endpoints = draft.resources("endpoint", members, |key, member| {
        let name = text!("{} {key}", with.subject.name);
        let endpoint = ec2::VpcEndpoint::new()
            .vpc_id(with.subject.vpc_id)
            .vpc_endpoint_type("Interface")
            .service_name(member.target())
            .service_region(member.home())
            .subnet_ids(subnets(with.network, member))
            .security_group_ids(list([with.group]))
            .private_dns_enabled((!member.accepts()).then(private_names(member)))
            .ip_address_type(member.dual().choose("dualstack", "ipv4"))
            .dns_options((member.dual() | needs_option(member)).then(options(member)))
            .policy(policy(given, with, member))
            .tags(with.subject.tags_with(member.tags(), name))
            // A service that succeeds another one may have the same name, which a VPC has once.
            .replaced_after(private_names(member) & member.facts().is_absent());
        timeouts::limit(endpoint, given.timeouts)
    });
    draft.rules(about_policies(given, members));
    draft.rules(policies::of_text(given.policy));
    draft.output(
        "endpointIds",
        "Ids of the endpoints, by what their services are called in the hub.",
        endpoints.all().id(),
    );
    private_apis::part(draft, members, endpoints);
    endpoints
}

/// Policies are for endpoints that take one and have none of their own.
fn about_policies(given: Given, members: Handle<Map<Member>>) -> [Rule; 4] {
    let takes =
        |member: Handle<Member>| member.facts().policy().is(true) & member.policy().is_absent();
    let any = members.any(|_, member| takes(member));
    let has_s3 = members.any(|_, member| takes(member) & member.facts().suffix().is(".s3"));
    let (policy, perimeter) = (given.policy, given.perimeter);
    let unused = "is given, but every endpoint has a policy of its own or takes none";
    [
        policies::one_of_both(policy, perimeter),
        policies::owned_objects(perimeter, has_s3 | !any),
        policy
            .rule("hub/policy-unused")
            .must(policy.is_absent() | any)
            .otherwise(unused, "remove it"),
        perimeter
            .rule("hub/policy-unused")
            .must(perimeter.is_absent() | any)
            .otherwise(unused, "remove it"),
    ]
}

/// Whether the endpoint has private names at once. Where its connection is accepted here, a resource of its own turns them on
/// later.
fn private_names(member: Handle<Member>) -> Condition {
    member.dns().is(DnsMode::Profile) & !member.held()
}

/// Subnets in the zones of the endpoint.
fn subnets(network: Network, member: Handle<Member>) -> Handle<List<Text, Late>> {
    let places = member.places();
    network.endpoint_subnets.filter(|zone, _| places.is_empty() | places.contains(zone)).values()
}

/// Whether private names lead to the endpoint only if an option says so: those of services that have gateway endpoints too.
/// By default they are for inbound resolvers, and AWS refuses them in a VPC without a gateway endpoint, such as the hub's
/// (hashicorp/terraform-provider-aws#46404).
fn needs_option(member: Handle<Member>) -> Condition {
    private_names(member) & member.facts().gateway().is(true)
}

/// Options of names: that they lead to addresses of both kinds, and that all of the VPC uses them.
fn options(member: Handle<Member>) -> DnsOptions {
    // Of a service that has gateway endpoints too. The hub's VPC has none.
    let inbound_only = member.facts().gateway().is(true).then(false);
    DnsOptions::new()
        .dns_record_ip_type(member.dual().then("dualstack"))
        .private_dns_only_for_inbound_resolver_endpoint(inbound_only)
}

/// Its own policy, that of the hub, or the one that is written; nothing where the service takes none.
fn policy(given: Given, with: With, member: Handle<Member>) -> Handle<Text, Late> {
    let usual = given.policy.or(with.written.of(member.facts()));
    member.facts().policy().is(true).then(member.policy().or(usual))
}
