//! Endpoints: the one that was asked for, those of a bundle, and gateway endpoints beside them.

use crate::private_link_consumer::acceptance;
use crate::private_link_consumer::dns;
use crate::private_link_consumer::endpoint_type;
use crate::private_link_consumer::policy;
use crate::private_link_consumer::security_group;
use crate::private_link_consumer::service_choice;
use crate::private_link_consumer::subnets;
use crate::private_link_consumer::timeouts;
use crate::shared::connection;
use privatelink_catalog::ec2::vpc_endpoint as endpoint;
use privatelink_catalog::ec2::vpc_endpoint::subnet_configuration;
use privatelink_catalog::ec2::vpc_endpoint_details as details;
use privatelink_catalog::facts;
use privatelink_ir::Expr;
use privatelink_ir::expr::{
    all, any, for_list, for_list_if, for_map, for_map_if, here, input, key, list, local, not,
    object, value,
};
use privatelink_ir::graph::{Node, each, node};

/// Name in the graph of the services that get a gateway endpoint beside interface endpoints.
const GATEWAYS: &str = "gateways";
/// Name in the graph of the services of the bundle that get an interface endpoint.
const BUNDLED: &str = "bundled";

/// The endpoints.
pub(crate) struct Nodes {
    /// The endpoint, unless a bundle was asked for.
    pub(crate) endpoint: Node,
    /// Interface endpoints of a bundle, by the short name of the service.
    pub(crate) bundled: Node,
    /// Gateway endpoints beside interface endpoints, by the short name of the service.
    pub(crate) gateway: Node,
}

/// Name in the graph of the Region of the service, if it is another one.
const REGION: &str = "service_region";

/// Named values: which services get which endpoints, and in which Region they are.
pub(crate) fn locals() -> [(&'static str, Expr); 3] {
    let of_connection = || connection::field("serviceRegion");
    let is_other =
        all([of_connection().is_set(), not(of_connection().equals(here(facts::REGION)))]);
    let has_tables = || not(input("routeTableIds").is_empty());
    let beside =
        all([endpoint_type::is("Interface"), service_choice::is_aws_service(), has_tables()]);
    let of_bundle = has_tables().choose(service_choice::members("gateway"), list([]));
    let services = beside.choose(list([input("service")]), of_bundle);
    let entries = |name: &'static str, of: Expr| {
        let entry = service_choice::entry(value(name));
        for_map_if(name, of, entry.is_set(), value(name), entry)
    };
    [
        (GATEWAYS, entries("gateway", services)),
        (BUNDLED, entries("member", service_choice::members("interface"))),
        (REGION, input("serviceRegion").or_else(is_other.then(of_connection()))),
    ]
}

/// The endpoints.
pub(crate) fn nodes(security_group: &Node, tags: &dyn Fn() -> Expr) -> Nodes {
    let gateway = gateways(tags);
    let is = endpoint_type::is;
    let in_subnets = || not(is("Gateway"));
    let resolver_only = input("privateDnsOnlyForInboundResolverEndpoint");
    let one = with_interfaces(node("endpoint", endpoint::KIND), security_group)
        .only_if(not(service_choice::is_bundle()))
        .set(endpoint::VPC_ENDPOINT_TYPE, endpoint_type::endpoint_type())
        .set(endpoint::SERVICE_NAME, service_choice::service_name())
        .set(endpoint::SERVICE_REGION, local(REGION))
        .set(endpoint::RESOURCE_CONFIGURATION_ARN, input("resourceConfigurationArn"))
        .set(endpoint::SERVICE_NETWORK_ARN, input("serviceNetworkArn"))
        .set(endpoint::ROUTE_TABLE_IDS, is("Gateway").then(input("routeTableIds").values()))
        .set(endpoint::SUBNET_IDS, in_subnets().then(subnet_ids()))
        .set(endpoint::SUBNET_CONFIGURATION, fixed_addresses())
        .set(endpoint::PRIVATE_DNS_ENABLED, dns::enabled_at_once())
        .set(endpoint::IP_ADDRESS_TYPE, in_subnets().then(input("ipAddressType")))
        .set(
            endpoint::DNS_OPTIONS,
            dns::options(
                all([
                    is("Interface"),
                    service_choice::is_aws_service(),
                    service_choice::about("gateway"),
                ])
                .then(resolver_only),
            ),
        )
        .set(endpoint::POLICY, policy::document())
        .set(endpoint::TAGS, tags())
        .after(&[gateway.label]);
    let about = |field: &str| each().get(field);
    let bundled = with_interfaces(node("bundled", endpoint::KIND), security_group)
        .for_each(local(BUNDLED))
        .set(endpoint::VPC_ENDPOINT_TYPE, "Interface")
        .set(endpoint::SERVICE_NAME, service_choice::full_name(&about))
        .set(endpoint::SUBNET_IDS, subnet_ids())
        .set(endpoint::PRIVATE_DNS_ENABLED, input("privateDnsEnabled").or_else(about("named")))
        .set(endpoint::IP_ADDRESS_TYPE, input("ipAddressType"))
        .set(endpoint::DNS_OPTIONS, dns::options(Expr::NULL))
        .set(endpoint::POLICY, policy::of_member(&about))
        .set(endpoint::TAGS, tags())
        .after(&[gateway.label]);
    Nodes {
        endpoint: timeouts::limit_accepted(one),
        bundled: timeouts::limit(bundled),
        gateway: timeouts::limit(gateway),
    }
}

fn with_interfaces(node: Node, security_group: &Node) -> Node {
    node.set(endpoint::VPC_ID, input("vpcId")).set(
        endpoint::SECURITY_GROUP_IDS,
        endpoint_type::has_interfaces().then(security_group::ids(security_group)),
    )
}

fn gateways(tags: &dyn Fn() -> Expr) -> Node {
    let about = |field: &str| each().get(field);
    node("gateway", endpoint::KIND)
        .for_each(local(GATEWAYS))
        .set(endpoint::VPC_ID, input("vpcId"))
        .set(endpoint::VPC_ENDPOINT_TYPE, "Gateway")
        .set(endpoint::SERVICE_NAME, service_choice::full_name(&about))
        .set(endpoint::ROUTE_TABLE_IDS, input("routeTableIds").values())
        .set(endpoint::POLICY, policy::of_member(&about))
        .set(endpoint::TAGS, tags())
}

fn subnet_ids() -> Expr {
    for_list("subnet", subnets::used(), value("subnet").get("subnetId"))
}

fn subnet_ids_by_zone() -> Expr {
    let id = value("subnet").get("subnetId");
    for_map("subnet", subnets::used(), key("subnet"), id)
}

/// A block for each subnet with a fixed address; none otherwise.
fn fixed_addresses() -> Expr {
    let of = |field: &str| value("subnet").get(field);
    for_list_if(
        "subnet",
        subnets::used(),
        any([of("ipv4Address").is_set(), of("ipv6Address").is_set()]),
        object([
            (subnet_configuration::SUBNET_ID, of("subnetId")),
            (subnet_configuration::IPV4, of("ipv4Address")),
            (subnet_configuration::IPV6, of("ipv6Address")),
        ]),
    )
}

/// Reads the endpoint again when it has become complete after it was made.
pub(crate) fn details(endpoint: &Node, after: &[&'static str]) -> Node {
    node("details", details::KIND)
        .only_if(all([acceptance::is_later(), not(service_choice::is_bundle())]))
        .set(details::ID, endpoint.attribute(endpoint::ID))
        .set(details::ACCEPTED, true)
        .set(details::SUBNETS, subnet_ids_by_zone())
        .after(after)
}
