//! What a provider hands to a consumer: one value that says all there is to know about a service.

use crate::forms::{
    AvailabilityZoneId, EndpointServiceId, EndpointServiceName, IpVersion, Port, PrivateDnsName,
    RegionCode,
};
use crate::sources;
use privatelink_ir::expr::{all, any, input, local, not};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Everything about a service that a consumer needs: the output `connection` of a `PrivateLinkService`.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
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

/// Name in the graph of the connection that was handed over.
const CONNECTION: &str = "connection";
/// Whether the consumer was handed a connection.
pub(crate) fn is_given() -> Expr {
    any([input("connection").is_set(), input("connectionJson").is_set()])
}

/// Named value: the connection that was handed over, as a value or as JSON; null if there is none.
pub(crate) fn locals() -> [(&'static str, Expr); 1] {
    [(CONNECTION, input("connection").or_else(input("connectionJson")))]
}

/// A field of the connection; null if there is none.
pub(crate) fn field(name: &str) -> Expr {
    local(CONNECTION).get(name)
}

/// What has to hold beside a connection.
pub(crate) fn rules() -> Vec<Rule> {
    let given = || input("serviceRegion");
    let region = || field("serviceRegion");
    let wanted = || input("ipAddressType");
    let types = || field("supportedIpAddressTypes");
    let has = |other: &str, own: &str| any([wanted().equals(other), types().contains(own)]);
    vec![
        rule("region/connection", &["serviceRegion"])
            .must(any([not(given().is_set()), not(region().is_set()), given().equals(region())]))
            .otherwise(
                [
                    "is `".into(),
                    given(),
                    "`, but the service of the connection is in ".into(),
                    region().to_json(),
                ],
                "use the Region of the service",
            ),
        rule("ip-address-type/connection", &["ipAddressType"])
            .source(sources::INTERFACE_ENDPOINT)
            .must(any([types().is_empty(), all([has("ipv6", "ipv4"), has("ipv4", "ipv6")])]))
            .otherwise(
                [
                    "is `".into(),
                    wanted(),
                    "`, but the service of the connection has ".into(),
                    types().to_json(),
                ],
                "use an address type that the service has, or correct `supportedIpAddressTypes` of the connection",
            ),
    ]
}
