//! What has to hold for endpoint services that are none of AWS.

use crate::centralized_endpoint_hub::endpoint_services::{
    EndpointService, EndpointServiceFields, accepts, is_held, mode, single_ports,
};
use crate::centralized_endpoint_hub::members::Given;
use crate::centralized_endpoint_hub::service_rules::{
    in_zones_of_hub, ipv6_of_hub, names_are_used, tags_fit,
};
use crate::forms::IpVersion;
use crate::shared::acceptance::{AcceptanceFields, of_here, waiting};
use crate::shared::connection::{Connection, ConnectionFields};
use crate::shared::names_mode::{DnsMode, has_zones};
use crate::shared::ports::{self, PortRangeFields};
use crate::sources;
use privatelink_ir::handle::{Handle, Late, Text, each_rule, one_of};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What has to hold for each service.
pub(crate) fn rules(given: Given) -> Vec<Rule> {
    each_rule(given.endpoint_services, |key, service| {
        let connection = service.connection();
        let ways = one_of(
            "hub/endpoint-service",
            [service.connection().way(), service.service_name().way()],
            "which service it is",
        );
        ways.into_iter()
            .chain(about_keys(given, key, service))
            .chain(about_names(given, service, connection))
            .chain(about_acceptance(service, connection))
            .chain(about_connection(given, service, connection))
            .chain(ipv6(given, service, connection))
            .collect::<Vec<_>>()
    })
}

/// Services are told apart by their keys, and each is in one Region.
fn about_keys(given: Given, key: Handle<Text>, service: Handle<EndpointService>) -> [Rule; 4] {
    let region = service.service_region();
    [
        service.rule("hub/key-twice").must(!given.services.has_key(key)).otherwise(
            text!("has the key `{key}`, which `services` has too"),
            "give one of them another key",
        ),
        region
            .rule("hub/region-unneeded")
            .must(region.is_absent() | service.service_name().is_set())
            .otherwise("is given, but the connection says where its service is", "remove it"),
        in_zones_of_hub(given, service.availability_zone_ids()),
        tags_fit(given, service.tags()),
    ]
}

/// Names are those of zones, or the one that the service has.
fn about_names(
    given: Given,
    service: Handle<EndpointService>,
    connection: Handle<Connection, Late>,
) -> [Rule; 3] {
    let mode = mode(given, service);
    let names = service.dns_names();
    [
        service.rule("hub/names-missing").must(!has_zones(mode) | names.has_any()).otherwise(
            "needs names for its zones",
            "give them in `dnsNames`, or set its `dns` to `none`, or to `profile` if the service has a \
             private DNS name",
        ),
        names_are_used(names, has_zones(mode)),
        service
            .rule("hub/no-private-names")
            .source(sources::PRIVATE_NAMES)
            .must(
                !mode.is(DnsMode::Profile)
                    | connection.service_name().is_absent()
                    | connection.private_dns_name().is_set(),
            )
            .otherwise(
                "has no private DNS name that a profile could share",
                "set its `dns` to `zones` or `profileZones` with names in `dnsNames`, or give the service a \
                 name in its `privateDns`",
            ),
    ]
}

/// Names wait for acceptance, so the hub has to know whether there is one.
fn about_acceptance(
    service: Handle<EndpointService>,
    connection: Handle<Connection, Late>,
) -> Vec<Rule> {
    let given = service.acceptance();
    let id = given.service_id().or(connection.service_id());
    let unsaid = service
        .rule("hub/acceptance-unsaid")
        .must(given.is_set() | !connection.acceptance_required().is(true))
        .otherwise(
            "is a service whose connections have to be accepted, and names would lead to an endpoint \
             that does not work yet",
            "say in `acceptance` who accepts it",
        );
    of_here(given, accepts(service), id, service.service_region().is_set())
        .into_iter()
        .chain([unsaid, waiting(given, is_held(service))])
        .collect()
}

/// IPv6 is for services and hubs that have it.
fn ipv6(
    given: Given,
    service: Handle<EndpointService>,
    connection: Handle<Connection, Late>,
) -> [Rule; 2] {
    let is_dual = service.ipv6().or(given.ipv6);
    let types = connection.supported_ip_address_types();
    [
        ipv6_of_hub(given, service.ipv6()),
        service
            .rule("hub/connection-ipv6")
            .source(sources::INTERFACE_ENDPOINT)
            .must(
                !is_dual
                    | connection.service_name().is_absent()
                    | types.contains(IpVersion::Ipv6)
                    | !types.contains(IpVersion::Ipv4),
            )
            .otherwise(
                "is reached by IPv4 only, and its endpoint is to have IPv6 addresses too",
                "set its `ipv6` to false, or let the service have IPv6 addresses",
            ),
    ]
}

/// What the connection says about the service fits the hub.
fn about_connection(
    given: Given,
    service: Handle<EndpointService>,
    connection: Handle<Connection, Late>,
) -> [Rule; 5] {
    let (single, ranges) = (single_ports(service), service.port_ranges());
    let missing = connection
        .ports()
        .filter(|port| !single.contains(port) & !ports::has_port(ranges, port.late()));
    let missing_ranges = connection.port_ranges().filter(|wanted| {
        !ranges.any(|own| {
            own.from_port().at_most(wanted.from_port()) & wanted.to_port().at_most(own.to_port())
        })
    });
    let missing = missing.map(|port| text!("{port}")) + missing_ranges.map(ports::in_words);
    let own = service.availability_zone_ids();
    let places = own.has_any().choose(own, given.places());
    let zones = connection.availability_zone_ids();
    let outside = places.filter(|zone| zones.has_any() & !zones.contains(zone));
    [
        ports::in_order(ranges),
        service.ports().rule("hub/connection-ports").must(missing.is_empty()).otherwise(
            text!("leaves out ports of the connection: {}", missing.quoted()),
            "add these ports",
        ),
        service.rule("hub/connection-udp").must(connection.udp_ports().is_empty()).otherwise(
            "has UDP ports, and a hub lets TCP in only",
            "use a `PrivateLinkConsumer` for this service",
        ),
        service
            .availability_zone_ids()
            .rule("hub/connection-zones")
            .source(sources::INTERFACE_ENDPOINT)
            .must(outside.is_empty())
            .otherwise(
                text!(
                    "puts the endpoint in zones that the service is not in: {}; it is in {}",
                    outside.quoted(),
                    zones.quoted()
                ),
                "name zones of the hub that the service is in",
            ),
        service
            .rule("hub/connection-ipv4")
            .must(
                connection.service_name().is_absent()
                    | connection.supported_ip_address_types().contains(IpVersion::Ipv4),
            )
            .otherwise(
                "is reached by IPv6 only, and endpoints of the hub have IPv4 addresses",
                "use a `PrivateLinkConsumer` for this service",
            ),
    ]
}
