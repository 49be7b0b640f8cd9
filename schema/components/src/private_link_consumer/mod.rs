//! `PrivateLinkConsumer`: reaches a service from a VPC, without a way out to the internet.
//!
//! ```text
//! clients --> security group --> endpoint --> service
//!               |  ports of the     |  accepted, then private DNS, then read again
//!               |  service only     |
//!             VPC's ranges        zone, records, profiles
//! ```

mod acceptance;
mod aws_buckets;
mod dns;
mod endpoint;
mod endpoint_type;
mod engine_only;
mod policy;
mod security_group;
mod service_choice;
mod subnets;
mod timeouts;

use crate::forms::{
    AvailabilityZoneId, ComponentName, DomainName, EndpointServiceName, Key, RegionCode,
    ResourceConfigurationArn, RouteTableId, ServiceNetworkArn, ServiceShortName, Tags, VpcId,
};
use crate::shared::connection;
use crate::shared::notifications;
use crate::shared::tags;
use privatelink_catalog::ec2::{
    availability_zone, security_group as group, vpc_endpoint as target,
    vpc_endpoint_details as details,
};
use privatelink_catalog::engines::COMPUTING;
use privatelink_catalog::route53::zone;
use privatelink_ir::expr::{all, for_map, input, key, not, text, value, zip};
use privatelink_ir::graph::{Node, each_key, node, output};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Component, Expr, Graph, Json, Keyed, Name, Type, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

pub(crate) const COMPONENT: Component = Component::new::<Inputs>("PrivateLinkConsumer", graph);

/// An endpoint: reaches a service from a VPC without opening a network between them.
///
/// Connects to AWS's own services by their short names, to a `PrivateLinkService` by its `connection`, to any other
/// service by its full name, and to resources and service networks of VPC Lattice.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Inputs {
    /// Value of the `Name` tag of every resource. Physical names are left to AWS.
    #[schemars(length(max = 32))]
    name: ComponentName,
    /// VPC of the clients.
    vpc_id: Value<VpcId>,
    /// An AWS service by its short name, such as `ssm` or `ecr.dkr`. One of seven ways to say what the endpoint is for.
    service: Option<ServiceShortName>,
    /// What the catalogue of AWS services does not know about `service`.
    service_override: Option<service_choice::ServiceOverride>,
    /// Several AWS services that only work together, by the name of the bundle, such as `ssm` or `ecr`.
    bundle: Option<String>,
    /// Any service by its full name.
    service_name: Option<Value<EndpointServiceName>>,
    /// A service by what its provider hands over: the output `connection` of a `PrivateLinkService`.
    #[schemars(extend("needs" = COMPUTING.0))]
    connection: Option<Value<connection::Connection>>,
    /// The same as JSON, from another account or engine: the output `connectionJson` of a `PrivateLinkService`.
    #[schemars(extend("needs" = COMPUTING.0))]
    connection_json: Option<Value<Json<connection::Connection>>>,
    /// A resource of another VPC, by the ARN of its VPC Lattice resource configuration.
    resource_configuration_arn: Option<Value<ResourceConfigurationArn>>,
    /// A VPC Lattice service network by its ARN.
    service_network_arn: Option<Value<ServiceNetworkArn>>,
    /// Type of the endpoint. Default: `Gateway` if `routeTableIds` are given without `subnets`, else `Interface`.
    /// `Resource` and `ServiceNetwork` go with the ARNs of VPC Lattice.
    endpoint_type: Option<endpoint_type::EndpointType>,
    /// Region of the service, if it is another one. Only interface endpoints, and only services that are offered there.
    service_region: Option<RegionCode>,
    /// Subnets of the endpoint, one per Availability Zone. Key: the zone's id, such as `use1-az1`. Not for gateway
    /// endpoints.
    #[schemars(extend("default" = {}))]
    subnets: subnets::Subnets,
    /// Availability Zone ids the service is in. Default: those of the connection, else every zone.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    supported_availability_zone_ids: Vec<AvailabilityZoneId>,
    /// What to do with subnets in other zones: `error` refuses them, `skip` leaves them out and tells so in
    /// `skippedAvailabilityZoneIds`.
    #[schemars(extend("default" = "error"))]
    availability_zone_mismatch: subnets::ZoneMismatch,
    /// Route tables of a gateway endpoint. Key: a name for the table. Beside an interface endpoint, they get a gateway
    /// endpoint for the same service.
    #[schemars(extend("default" = {}))]
    route_table_ids: Keyed<Key, Value<RouteTableId>>,
    /// Address type of the endpoint. Every subnet has to have addresses of that type.
    #[schemars(extend("default" = "ipv4"))]
    ip_address_type: EndpointIpAddressType,
    /// Type of the DNS records of the endpoint. Default: the address type.
    dns_record_ip_type: Option<DnsRecordIpType>,
    /// Whether the service's own names lead to the endpoint inside the VPC. Default: true if the service has such names
    /// and there is no `customDns`; from when the connection is accepted.
    private_dns_enabled: Option<bool>,
    /// Whether those names are for clients on premises only, which ask by an inbound resolver endpoint, while the VPC
    /// itself goes through a gateway endpoint.
    #[schemars(extend("default" = false))]
    private_dns_only_for_inbound_resolver_endpoint: bool,
    /// Which private DNS names of VPC Lattice resources lead to the endpoint. Default: AWS's own choice. Only
    /// CloudFormation can set it. Cannot be changed later.
    private_dns_preference: Option<engine_only::PrivateDnsPreference>,
    /// Domains that `privateDnsPreference` speaks of. At most 10. Only CloudFormation can set it.
    #[schemars(extend("default" = [], "maxItems" = 10, "uniqueItems" = true))]
    private_dns_specified_domains: Vec<DomainName>,
    /// Says that the VPC already has a gateway endpoint for the service.
    #[schemars(extend("default" = false))]
    existing_gateway_endpoint: bool,
    /// Security groups.
    #[schemars(extend("default" = {}))]
    security_group: security_group::SecurityGroup,
    /// Policy of the endpoint as JSON. Default: full access, written down; nothing where the service takes no policy.
    #[schemars(extend("needs" = COMPUTING.0), length(max = 20480))]
    policy: Option<Value<String>>,
    /// Policy that lets the own organization through only: its principals, to its own resources. Instead of `policy`.
    organization_perimeter: Option<policy::OrganizationPerimeter>,
    /// How the connection comes to be accepted. Not needed for services that accept every connection, but left as it is
    /// when the service comes to accept every connection later.
    acceptance: Option<acceptance::Acceptance>,
    /// A private zone with records for the endpoint.
    custom_dns: Option<dns::CustomDns>,
    /// Route 53 profiles that share the endpoint's private names. Key: a name for the association.
    #[schemars(extend("default" = {}))]
    profile_associations: dns::Profiles,
    /// Messages about the connection. Key: a name for the notification.
    #[schemars(extend("default" = {}))]
    connection_notifications: notifications::Notifications,
    /// How long Pulumi and Terraform wait for each endpoint before the deployment fails. CloudFormation itself decides how
    /// long it waits.
    #[schemars(extend("default" = {}))]
    timeouts: timeouts::EndpointTimeouts,
    /// Tags of every resource that takes tags, beside `Name`. At most 49; keys do not start with `aws:`.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<Tags>,
}

/// Address type of an endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum EndpointIpAddressType {
    Ipv4,
    Ipv6,
    Dualstack,
}

/// Type of the DNS records of an endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum DnsRecordIpType {
    Ipv4,
    Ipv6,
    Dualstack,
    ServiceDefined,
}

fn graph() -> Graph {
    let [network, security_group] = security_group::nodes(tags);
    let endpoints = endpoint::nodes(&security_group, &tags);
    let one = &endpoints.endpoint;
    let accepted = acceptance::accept(one.attribute(target::ID));
    let private_dns = dns::after_acceptance(one.attribute(target::ID), &accepted);
    let usable = [accepted.label, private_dns.label];
    let details = endpoint::details(one, &usable);
    let zones = node("availability_zone", availability_zone::KIND)
        .only_if(endpoint_type::is("Interface"))
        .for_each(subnets::used())
        .set(availability_zone::ZONE_ID, each_key());
    let zone_name = |id: Expr| zones.instance(id, availability_zone::NAME);
    let latest = |read: Name, first: Name| {
        acceptance::is_later().choose(details.attribute(read), one.attribute(first))
    };
    let zonal_name = |id: Expr| {
        let name = text(["-".into(), zone_name(id), "[.]".into()]);
        latest(details::DNS_NAMES, target::DNS_NAMES).find(name)
    };
    let names = dns::Names {
        regional: &|| latest(details::REGIONAL_DNS_NAME, target::REGIONAL_DNS_NAME),
        zone_id: &|| latest(details::REGIONAL_ZONE_ID, target::REGIONAL_ZONE_ID),
        zonal: &zonal_name,
    };
    let [zone, record] = dns::zone_nodes(&names, &usable, tags);
    let profile = dns::profiles(one, &private_dns);
    let notification = notifications::of_endpoint(one.attribute(target::ID));

    // Templates have neither names of zones nor addresses, but for what is read again.
    let by_zone = |read: Name, otherwise: Expr| {
        let entry = details.attribute(read).lookup(key("subnet"));
        let all = for_map("subnet", subnets::used(), key("subnet"), entry);
        is_one_interface().then(acceptance::is_later().choose(all, otherwise))
    };
    let zonal_names = || dns::zonal_names(&zonal_name);
    let addresses = || addresses(one, target::INTERFACE_IPV4_ADDRESSES);
    let word = Type::text;
    let texts = || Type::list_of(Type::text());
    let by_name = || Type::map_of(Type::text());
    let optional = |name, ty, doc, value| output(name, ty, doc, value).optional();
    let locals = connection::locals()
        .into_iter()
        .chain(service_choice::locals())
        .chain(endpoint_type::locals())
        .chain(subnets::locals())
        .chain(endpoint::locals())
        .chain(policy::locals())
        .chain(acceptance::locals())
        .chain(security_group::locals())
        .chain(dns::locals())
        .collect();
    let nameable = |name, ty, doc, value| optional(name, ty, doc, value).after(&usable);
    let mut graph = Graph { locals, ..Graph::default() };
    graph = graph
        .with_output(optional("endpointId", word(), "Id of the endpoint; absent with a bundle.", one.attribute(target::ID)))
        .with_output(optional("endpointArn", word(), "ARN of the endpoint.", one.attribute(target::ARN)))
        .output("endpointType", word(), "Type of the endpoint.", endpoint_type::endpoint_type())
        .with_output(optional("serviceName", word(), "Full name of the service.", service_choice::service_name()))
        .with_output(optional("state", word(), "State of the endpoint: `available`, or `pendingAcceptance` until its provider accepts. CloudFormation tells it only with `acceptance`, once the connection is accepted.", latest(details::STATE, target::STATE)))
        .with_output(optional("ownerId", word(), "Account of the endpoint.", one.attribute(target::OWNER_ID)))
        .with_output(optional("requesterManaged", Type::Bool, "Whether a service of AWS made the endpoint. Not in CloudFormation.", one.attribute(target::REQUESTER_MANAGED)))
        .with_output(nameable("regionalDnsName", word(), "DNS name of an interface endpoint that leads to all of its zones.", endpoint_type::is("Interface").then(latest(details::REGIONAL_DNS_NAME, target::REGIONAL_DNS_NAME))))
        .with_output(nameable("regionalHostedZoneId", word(), "Zone id of that name, for alias records.", endpoint_type::is("Interface").then(latest(details::REGIONAL_ZONE_ID, target::REGIONAL_ZONE_ID))))
        .with_output(nameable("zonalDnsNames", by_name(), "DNS name of the endpoint in each Availability Zone, by zone id. CloudFormation tells them only with `acceptance`, once the connection is accepted.", is_one_interface().then(zonal_names())).on_engines_without(COMPUTING, by_zone(details::ZONAL_DNS_NAMES, zonal_names())))
        .with_output(nameable("dnsNames", texts(), "All DNS names of the endpoint. CloudFormation tells them only with `acceptance`, once the connection is accepted.", latest(details::DNS_NAMES, target::DNS_NAMES)))
        .with_output(optional("networkInterfaceIds", texts(), "Ids of the interfaces of the endpoint.", latest(details::NETWORK_INTERFACE_IDS, target::NETWORK_INTERFACE_IDS)))
        .with_output(optional("privateIpv4Addresses", by_name(), "IPv4 address of the endpoint in each Availability Zone, by zone id. CloudFormation tells them only with `acceptance`, once the connection is accepted.", is_one_interface().then(addresses())).on_engines_without(COMPUTING, by_zone(details::IPV4_ADDRESSES, addresses())))
        .with_output(optional("securityGroupId", word(), "Id of the security group, if one was made here.", security_group.attribute(group::ID)))
        .with_output(optional("customZoneId", word(), "Id of the private zone, if one was made here.", zone.attribute(zone::ZONE_ID)))
        .with_output(optional("prefixListId", word(), "Prefix list of a gateway endpoint's service, for rules of security groups. Not in CloudFormation.", endpoint_type::is("Gateway").then(one.attribute(target::PREFIX_LIST_ID))))
        .with_output(optional("cidrBlocks", texts(), "Address ranges of a gateway endpoint's service. Not in CloudFormation.", endpoint_type::is("Gateway").then(one.attribute(target::CIDR_BLOCKS))))
        .output("endpointIds", by_name(), "Ids of the interface endpoints of a bundle, by the short name of the service.", endpoints.bundled.instances(target::ID))
        .output("gatewayEndpointIds", by_name(), "Ids of gateway endpoints beside interface endpoints, by the short name of the service.", endpoints.gateway.instances(target::ID))
        .output("skippedAvailabilityZoneIds", texts(), "Zone ids of subnets that were left out, since the service is not there.", subnets::skipped());
    let endpoint::Nodes { endpoint: one, bundled, gateway } = endpoints;
    graph.nodes = vec![
        network,
        security_group,
        gateway,
        one,
        bundled,
        accepted,
        private_dns,
        details,
        zones,
        zone,
        record,
        profile,
        notification,
    ];
    graph.rules = own_rules()
        .into_iter()
        .chain(service_choice::rules())
        .chain(connection::rules())
        .chain(endpoint_type::rules())
        .chain(subnets::rules())
        .chain(security_group::rules())
        .chain(policy::rules())
        .chain(acceptance::rules())
        .chain(dns::rules())
        .chain(engine_only::rules())
        .collect();
    graph
}

/// Whether there is one endpoint, and it has interfaces of its own.
fn is_one_interface() -> Expr {
    all([not(service_choice::is_bundle()), endpoint_type::is("Interface")])
}

/// An address for each zone, given which address is in which subnet.
fn addresses(endpoint: &Node, attribute: Name) -> Expr {
    let by_subnet =
        || zip(endpoint.attribute(target::INTERFACE_SUBNET_IDS), endpoint.attribute(attribute));
    let address = by_subnet().lookup(value("subnet").get("subnetId"));
    for_map("subnet", subnets::used(), key("subnet"), address)
}

/// A bundle is several endpoints; what is about one of them does not go with it.
fn own_rules() -> Vec<Rule> {
    let alone = |name: &str, absent: Expr| {
        rule("bundle/single", &[name]).must(service_choice::is_bundle().implies(absent)).otherwise(
            ["is given, but a bundle is several endpoints".into()],
            "remove it, or make an endpoint for each service",
        )
    };
    vec![
        alone("customDns", not(input("customDns").is_set())),
        alone("profileAssociations", input("profileAssociations").is_empty()),
        alone("connectionNotifications", input("connectionNotifications").is_empty()),
        alone("existingGatewayEndpoint", not(input("existingGatewayEndpoint"))),
    ]
}
