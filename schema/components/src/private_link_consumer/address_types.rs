//! Address types of an endpoint and of its DNS records.

use crate::private_link_consumer::endpoint_type::{EndpointType, has_interfaces};
use crate::private_link_consumer::service_choice::Choice;
use crate::shared::connection::{ConnectionFields, Handed};
use crate::sources;
use privatelink_catalog::engines::{GATEWAY_DNS, NAMES_LIKE_S3};
use privatelink_ir::handle::Handle;
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Address type of an endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename = "EndpointIpAddressType", rename_all = "lowercase")]
pub(crate) enum AddressType {
    /// IPv4 only.
    Ipv4,
    /// IPv6 only.
    Ipv6,
    /// IPv4 and IPv6.
    Dualstack,
}

/// Type of the DNS records of an endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "kebab-case")]
pub(crate) enum DnsRecordIpType {
    /// `A` records only.
    Ipv4,
    /// `AAAA` records only.
    Ipv6,
    /// `A` and `AAAA` records.
    Dualstack,
    /// What the service says.
    ServiceDefined,
}

/// What has to hold for the types of addresses.
pub(crate) fn rules(
    address_type: Handle<AddressType>,
    record_type: Handle<DnsRecordIpType>,
    handed: Handed,
) -> [Rule; 2] {
    [of_records(record_type, address_type), of_connection(address_type, handed)]
}

/// Records have addresses that the endpoint has.
fn of_records(record_type: Handle<DnsRecordIpType>, address_type: Handle<AddressType>) -> Rule {
    use DnsRecordIpType::{Ipv4, Ipv6, ServiceDefined};
    let fits = |of: AddressType, allowed: [DnsRecordIpType; 2]| {
        address_type.is(of).implies(record_type.is_one_of(allowed))
    };
    record_type
        .rule("dns-record-type/ip-address-type")
        .source(sources::INTERFACE_ENDPOINT)
        .must(record_type.is_set().implies(
            fits(AddressType::Ipv4, [Ipv4, ServiceDefined])
                & fits(AddressType::Ipv6, [Ipv6, ServiceDefined]),
        ))
        .otherwise(
            text!("is `{record_type}`, but addresses are `{address_type}`"),
            "set it to the same as `ipAddressType`, or set `ipAddressType` to `dualstack`",
        )
}

/// Gateway endpoints have names too, those of the service; endpoints of Gateway Load Balancers have none.
pub(crate) fn of_type(
    record_type: Handle<DnsRecordIpType>,
    endpoint_type: Handle<EndpointType>,
    choice: Choice,
) -> [Rule; 3] {
    let is_gateway = endpoint_type.is(EndpointType::Gateway);
    let service = choice.service;
    [
        record_type
            .rule("dns-record-type/type")
            .source(sources::GATEWAY_LOAD_BALANCER)
            .only_with(is_gateway | has_interfaces(endpoint_type))
            .otherwise(
                text!("is given, but an endpoint of the type `{endpoint_type}` has no DNS records"),
                "remove it",
            ),
        record_type
            .rule("dns-record-type/gateway")
            .only_with(!is_gateway | service.is("dynamodb"))
            .otherwise("is given for a gateway endpoint", "remove it")
            .on_engines_without(GATEWAY_DNS),
        record_type
            .rule("dns-record-type/name-like-s3")
            .only_with(!choice.is_named_like_s3())
            .otherwise("is given for a service whose name begins like that of S3", "remove it")
            .on_engines_without(NAMES_LIKE_S3),
    ]
}

/// The service of the connection has addresses that the endpoint has.
fn of_connection(address_type: Handle<AddressType>, handed: Handed) -> Rule {
    use crate::forms::IpVersion;
    let types = handed.connection.supported_ip_address_types();
    let has = |other: AddressType, own: IpVersion| address_type.is(other) | types.contains(own);
    address_type
        .rule("ip-address-type/connection")
        .source(sources::INTERFACE_ENDPOINT)
        .must(
            types.is_empty()
                | (has(AddressType::Ipv6, IpVersion::Ipv4)
                    & has(AddressType::Ipv4, IpVersion::Ipv6)),
        )
        .otherwise(
            text!("is `{address_type}`, but the service of the connection has {}", types.quoted()),
            "use an address type that the service has, or correct `supportedIpAddressTypes` of the \
             connection",
        )
}
