//! Endpoint services that are none of AWS: those of the own company, and those of others. A connection may have to be accepted,
//! and until then no name leads to its endpoint.

use crate::centralized_endpoint_hub::members::{Given, Member};
use crate::forms::{
    AvailabilityZoneId, EndpointServiceName, Port, PrivateDnsName, RegionCode, Tags,
};
use crate::shared::acceptance::{Acceptance, AcceptanceFields, AcceptanceMode};
use crate::shared::connection::{Connection, ConnectionFields};
use crate::shared::names_mode::DnsMode;
use crate::shared::ports::{self, PortRange};
use crate::shared::service_zones;
use crate::shared::services::Facts;
use privatelink_catalog::ec2;
use privatelink_catalog::engines::COMPUTING;
use privatelink_catalog::facts::REGION;
use privatelink_ir::Value;
use privatelink_ir::handle::{
    Condition, Draft, Each, Handle, List, Map, Resource, Term, Text, absent, here, list,
};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// An endpoint service that is none of AWS. Give `connection` or `serviceName`.
#[derive(Input, JsonSchema)]
#[schemars(rename = "HubEndpointService", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct EndpointService {
    /// The service, by what it hands over: the output `connection` of a `PrivateLinkService`. What comes as JSON, the output
    /// `connectionJson`, is parsed first.
    #[schemars(extend("needs" = COMPUTING.0))]
    connection: Option<Value<Connection>>,
    /// Full name of the service, as whoever offers it says.
    service_name: Option<Value<EndpointServiceName>>,
    /// Region of the service of `serviceName`, if it is another one and the service is offered there.
    service_region: Option<RegionCode>,
    /// Names that lead to the endpoint, each with a private zone of its own, such as `api.example.com`, or `*.example.com` with
    /// all names below.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    dns_names: Vec<PrivateDnsName>,
    /// How VPCs resolve its names: by zones for `dnsNames`, or with `profile` by the private DNS name that the service itself
    /// has. Default: `dns` of the hub.
    dns: Option<DnsMode>,
    /// TCP ports of the service, which clients may use. Default: 443, unless there are `portRanges`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    ports: Vec<Port>,
    /// Ranges of TCP ports of the service, beside `ports`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    port_ranges: Vec<PortRange>,
    /// Zones of the endpoint, by id: those that the service is in too. Default: all zones of the hub.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    availability_zone_ids: Vec<AvailabilityZoneId>,
    /// Whether its endpoint has IPv6 addresses too. Default: `ipv6` of the hub.
    ipv6: Option<bool>,
    /// How the connection comes to be accepted, if the service asks for that. Zones, records and the profile come after it.
    acceptance: Option<Acceptance>,
    /// Tags of its endpoint, beside those of the hub and instead of those with the same key: the team that pays for it, for one.
    /// Together at most 49.
    #[schemars(extend("default" = {}, "maxProperties" = 49))]
    tags: Value<Tags>,
}

/// How its names are resolved.
pub(crate) fn mode(given: Given, service: Handle<EndpointService>) -> Handle<DnsMode> {
    service.dns().or(given.dns)
}

/// Single ports of the service.
pub(crate) fn single_ports(service: Handle<EndpointService>) -> Handle<List<i64>> {
    let none = service.ports().is_empty() & service.port_ranges().is_empty();
    none.choose(list([443.handle()]), service.ports())
}

/// Whether the hub's deployment accepts the connection.
pub(crate) fn accepts(service: Handle<EndpointService>) -> Condition {
    service.acceptance().mode().is(AcceptanceMode::SameAccount)
}

/// Whether the connection still waits for whoever offers the service.
pub(crate) fn is_held(service: Handle<EndpointService>) -> Condition {
    let acceptance = service.acceptance();
    acceptance.mode().is(AcceptanceMode::Provider) & !acceptance.accepted()
}

/// The services, as endpoints of the hub.
pub(crate) fn members(given: Given) -> Handle<Map<Member>> {
    given.endpoint_services.map_values(|_, service| {
        let connection = service.connection();
        let of_connection = connection.service_region();
        let is_other = of_connection.is_set() & !of_connection.is(here(REGION));
        Member::object()
            .target(service.service_name().or(connection.service_name()))
            .facts(absent::<Facts>())
            .region(absent::<Text>())
            .home(service.service_region().or(is_other.then(of_connection)))
            .dns(mode(given, service))
            .dual(service.ipv6().or(given.ipv6))
            .policy(absent::<Text>())
            .ports(ports::all(single_ports(service), service.port_ranges()))
            .places(service.availability_zone_ids())
            .zones(service.dns_names().map(service_zones::of_name))
            .held(is_held(service))
            .accepts(accepts(service))
            .tags(service.tags())
    })
}

/// Accepts connections to services of this account, and then turns on the private names that a profile shares. In a template,
/// taking it away leaves the connection accepted.
pub(crate) fn accept(
    draft: &mut Draft,
    given: Given,
    endpoints: Each<ec2::VpcEndpoint>,
) -> Each<ec2::VpcEndpointConnectionAccepter> {
    let own = given.endpoint_services.filter(|_, service| accepts(service));
    let accepted = draft.resources("accepted", own, |key, service| {
        let id = service.acceptance().service_id().or(service.connection().service_id());
        ec2::VpcEndpointConnectionAccepter::new()
            .vpc_endpoint_service_id(id)
            .vpc_endpoint_id(endpoints.at(key).id())
            .kept(true)
    });
    let native = own.filter(|_, service| mode(given, service).is(DnsMode::Profile));
    draft.resources("private_dns", native, |key, _| {
        ec2::VpcEndpointPrivateDns::new()
            .vpc_endpoint_id(endpoints.at(key).id())
            .private_dns_enabled(true)
            .kept(true)
            .after(accepted.at(key))
    });
    accepted
}
