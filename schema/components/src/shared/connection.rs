//! What a provider hands to a consumer: one value that says all there is to know about a service.

use crate::forms::{
    AvailabilityZoneId, EndpointServiceId, EndpointServiceName, IpVersion, Port, PrivateDnsName,
    RegionCode,
};
use crate::shared::ports::PortRange;
use privatelink_ir::Value;
use privatelink_ir::handle::{Draft, Handle, Late};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Everything about a service that a consumer needs: the output `connection` of a `PrivateLinkService`.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Connection {
    /// Name that endpoints connect to.
    service_name: Value<EndpointServiceName>,
    /// Id of the endpoint service.
    service_id: Option<Value<EndpointServiceId>>,
    /// Region of the service.
    service_region: Option<Value<RegionCode>>,
    /// Availability Zone ids the service is in. Empty: not known.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    availability_zone_ids: Value<Vec<AvailabilityZoneId>>,
    /// TCP ports of the service. Empty: not known.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    ports: Value<Vec<Port>>,
    /// Ranges of TCP ports of the service, beside `ports`.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    port_ranges: Value<Vec<PortRange>>,
    /// UDP ports of the service.
    #[schemars(extend("default" = [], "uniqueItems" = true))]
    udp_ports: Value<Vec<Port>>,
    /// Private DNS name of the service.
    private_dns_name: Option<Value<PrivateDnsName>>,
    /// Whether the provider accepts each connection by hand or by code.
    #[schemars(extend("default" = false))]
    acceptance_required: Value<bool>,
    /// Address types that endpoints may have.
    #[schemars(extend("default" = ["ipv4"], "uniqueItems" = true))]
    supported_ip_address_types: Value<Vec<IpVersion>>,
}

/// A connection that a consumer may have been handed.
#[derive(Clone, Copy)]
pub(crate) struct Handed {
    /// Whether there is one.
    pub(crate) is_given: Handle<bool, Late>,
    /// The connection; null if there is none.
    pub(crate) connection: Handle<Connection, Late>,
}

/// Whether any port of the service is known.
pub(crate) fn has_ports(connection: Handle<Connection, Late>) -> Handle<bool, Late> {
    connection.ports().has_any()
        | connection.port_ranges().has_any()
        | connection.udp_ports().has_any()
}

/// The connection that was handed over, as a value or as JSON.
pub(crate) fn handed(
    draft: &mut Draft,
    value: Handle<Connection, Late>,
    json: Handle<Connection, Late>,
) -> Handed {
    Handed {
        is_given: draft.named("has_connection", value.is_set() | json.is_set()),
        connection: draft.named("connection", value.or(json)),
    }
}
