//! Endpoints: the one that was asked for, those of a bundle, and gateway endpoints beside them.

use crate::private_link_consumer::acceptance::Accepted;
use crate::private_link_consumer::address_types::AddressType;
use crate::private_link_consumer::endpoint_type::EndpointType;
use crate::private_link_consumer::policy::Policies;
use crate::private_link_consumer::private_dns::Names;
use crate::private_link_consumer::service_choice::Choice;
use crate::private_link_consumer::subnets::{SubnetFields, Used};
use crate::shared::Subject;
use crate::shared::connection::{ConnectionFields, Handed};
use crate::shared::endpoint_timeouts::{self as timeouts, EndpointTimeouts};
use crate::shared::services::{Facts, FactsFields};
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::vpc_endpoint::{SubnetConfiguration, VpcEndpointAttributes};
use privatelink_catalog::facts::REGION;
use privatelink_ir::handle::{
    All, Condition, Draft, Handle, Late, List, Map, One, Resource, Text, here, list,
};

/// What the user says about endpoints.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    /// Route tables of gateway endpoints.
    pub(crate) route_table_ids: Handle<Map<Text, Late>>,
    /// ARN of a resource configuration of VPC Lattice.
    pub(crate) resource_arn: Handle<Text, Late>,
    /// ARN of a service network of VPC Lattice.
    pub(crate) network_arn: Handle<Text, Late>,
    /// Type of the addresses.
    pub(crate) address_type: Handle<AddressType>,
    /// Whether private names are on.
    pub(crate) private_dns_enabled: Condition,
    /// How long to wait.
    pub(crate) timeouts: Handle<EndpointTimeouts>,
}

/// What endpoints are made with.
#[derive(Clone, Copy)]
pub(crate) struct With {
    pub(crate) subject: Subject,
    pub(crate) choice: Choice,
    pub(crate) handed: Handed,
    pub(crate) endpoint_type: Handle<EndpointType>,
    pub(crate) subnets: Used,
    /// Ids of its security groups; null where it has no interfaces.
    pub(crate) security_group_ids: Handle<List<Text, Late>, Late>,
    pub(crate) policies: Policies,
    pub(crate) names: Names,
    pub(crate) accepted: Accepted,
}

/// The endpoints.
#[derive(Clone, Copy)]
struct Endpoints {
    /// The endpoint, unless a bundle was asked for.
    endpoint: VpcEndpointAttributes<One>,
    /// Interface endpoints of a bundle, by the short name of the service.
    bundled: VpcEndpointAttributes<All>,
    /// Gateway endpoints beside interface endpoints, by the short name of the service.
    gateway: VpcEndpointAttributes<All>,
}

/// The endpoints. Gives the one that was asked for, unless that was a bundle.
pub(crate) fn part(draft: &mut Draft, given: Given, with: With) -> VpcEndpointAttributes<One> {
    let gateway_services = gateway_services(draft, given, with);
    let bundled_services = with.choice.interface_members();
    let bundled_services = draft.named("bundled", known(with.choice, bundled_services));
    let region = draft.named("service_region", region(with));
    let gateway = draft.resources("gateway", gateway_services, |_, service| {
        gateway_endpoint(given, with, service)
    });
    let one = one_endpoint(given, with, region).after(gateway);
    let is_by_provider = with.accepted.is_by_provider;
    let one = timeouts::limit_accepted(one, given.timeouts, is_by_provider);
    let endpoint = draft.resource("endpoint", one);
    let bundled = draft.resources("bundled", bundled_services, |_, service| {
        bundled_endpoint(given, with, service).after(gateway)
    });
    let endpoints = Endpoints { endpoint, bundled: bundled.all(), gateway: gateway.all() };
    outputs(draft, endpoints, with);
    endpoint
}

/// What is known about these services, by their short names.
fn known(choice: Choice, services: Handle<List<Text>>) -> Handle<Map<Facts>> {
    services.filter(|name| choice.entry(name).is_set()).to_map(|name| (name, choice.entry(name)))
}

/// The services that get a gateway endpoint beside interface endpoints.
fn gateway_services(draft: &mut Draft, given: Given, with: With) -> Handle<Map<Facts>> {
    let choice = with.choice;
    let has_tables = given.route_table_ids.has_any();
    let is_interface = with.endpoint_type.is(EndpointType::Interface);
    let beside = is_interface & choice.is_aws_service & has_tables;
    let of_bundle = has_tables.then_all(choice.gateway_members());
    let services = beside.choose(list([choice.service]), of_bundle);
    draft.named("gateways", known(choice, services))
}

/// The Region of the service, if it is another one.
fn region(with: With) -> Handle<Text, Late> {
    let of_connection = with.handed.connection.service_region();
    let is_other = of_connection.is_set() & !of_connection.is(here(REGION));
    with.choice.region.or(is_other.then(of_connection))
}

fn one_endpoint(given: Given, with: With, region: Handle<Text, Late>) -> ec2::VpcEndpoint {
    let With { choice, endpoint_type, .. } = with;
    let is_gateway = endpoint_type.is(EndpointType::Gateway);
    ec2::VpcEndpoint::new()
        .only_if(!choice.is_bundle)
        .vpc_id(with.subject.vpc_id)
        .security_group_ids(with.security_group_ids)
        .vpc_endpoint_type(endpoint_type)
        .service_name(choice.name)
        .service_region(region)
        .resource_configuration_arn(given.resource_arn)
        .service_network_arn(given.network_arn)
        .route_table_ids(is_gateway.then(given.route_table_ids.values()))
        .subnet_ids((!is_gateway).then(with.subnets.ids()))
        .subnet_configuration(fixed_addresses(with.subnets))
        .private_dns_enabled(with.names.at_once)
        .ip_address_type(is_gateway.choose(of_gateway(given.address_type), given.address_type))
        .dns_options(with.names.options(choice))
        .policy(with.policies.of_endpoint)
        .tags(with.subject.tags)
        .replaced_after(with.names.may_be_taken(choice))
}

fn bundled_endpoint(given: Given, with: With, service: Handle<Facts>) -> ec2::VpcEndpoint {
    let endpoint = ec2::VpcEndpoint::new()
        .vpc_id(with.subject.vpc_id)
        .security_group_ids(with.security_group_ids)
        .vpc_endpoint_type(EndpointType::Interface)
        .service_name(with.choice.full_name(service))
        .subnet_ids(with.subnets.ids())
        .private_dns_enabled(given.private_dns_enabled.or(service.named()))
        .ip_address_type(given.address_type)
        .dns_options(with.names.options_of_member())
        .policy(with.policies.of_member(service))
        .tags(with.subject.tags);
    timeouts::limit(endpoint, given.timeouts)
}

fn gateway_endpoint(given: Given, with: With, service: Handle<Facts>) -> ec2::VpcEndpoint {
    let endpoint = ec2::VpcEndpoint::new()
        .vpc_id(with.subject.vpc_id)
        .vpc_endpoint_type(EndpointType::Gateway)
        .service_name(with.choice.full_name(service))
        .route_table_ids(given.route_table_ids.values())
        .ip_address_type(of_gateway(given.address_type))
        .policy(with.policies.of_member(service))
        .tags(with.subject.tags);
    timeouts::limit(endpoint, given.timeouts)
}

/// Address type of a gateway endpoint. AWS has it since 2025-11, not in every Region: what is its default is left to it.
fn of_gateway(address_type: Handle<AddressType>) -> Handle<AddressType> {
    (!address_type.is(AddressType::Ipv4)).then(address_type)
}

/// A block for each subnet with a fixed address; none otherwise.
fn fixed_addresses(used: Used) -> Handle<List<SubnetConfiguration>, Late> {
    let fixed = used
        .subnets
        .filter(|_, subnet| subnet.ipv4_address().is_set() | subnet.ipv6_address().is_set());
    fixed.map(|_, subnet| {
        SubnetConfiguration::new()
            .subnet_id(subnet.subnet_id())
            .ipv4(subnet.ipv4_address())
            .ipv6(subnet.ipv6_address())
    })
}

/// What the user gets to know of the endpoints.
fn outputs(draft: &mut Draft, endpoints: Endpoints, with: With) {
    let Endpoints { endpoint, bundled, gateway } = endpoints;
    draft
        .output("endpointId", "Id of the endpoint; absent with a bundle.", endpoint.id())
        .optional();
    draft.output("endpointType", "Type of the endpoint.", with.endpoint_type);
    draft.output("serviceName", "Full name of the service.", with.choice.name).optional();
    draft.output("ownerId", "Account of the endpoint.", endpoint.owner_id()).optional();
    draft
        .output(
            "requesterManaged",
            "Whether a service of AWS made the endpoint. Not in CloudFormation.",
            endpoint.requester_managed(),
        )
        .optional();
    let is_gateway = with.endpoint_type.is(EndpointType::Gateway);
    draft
        .output(
            "prefixListId",
            "Prefix list of a gateway endpoint's service, for rules of security groups. Not in \
             CloudFormation.",
            is_gateway.then(endpoint.prefix_list_id()),
        )
        .optional();
    draft
        .output(
            "cidrBlocks",
            "Address ranges of a gateway endpoint's service. Not in CloudFormation.",
            is_gateway.then(endpoint.cidr_blocks()),
        )
        .optional();
    draft.output(
        "endpointIds",
        "Ids of the interface endpoints of a bundle, by the short name of the service.",
        bundled.id(),
    );
    draft.output(
        "gatewayEndpointIds",
        "Ids of gateway endpoints beside interface endpoints, by the short name of the service.",
        gateway.id(),
    );
    draft
        .output(
            "gatewayPrefixListIds",
            "Prefix lists of the services of these gateway endpoints, by their short names, for \
             rules of security groups. Not in CloudFormation.",
            gateway.prefix_list_id(),
        )
        .optional();
}
