//! Subnets of an endpoint, by Availability Zone id: ids mean the same in every account, names do not.

use crate::forms::{AvailabilityZoneId, Ipv4Address, Ipv6Address, SubnetId};
use crate::private_link_consumer::endpoint_type;
use crate::shared::connection;
use crate::shared::subnet_rules;
use crate::sources;
use privatelink_catalog::services::{EXCLUDED_ZONES, LATTICE_EXCLUDED_ZONES};
use privatelink_ir::expr::{
    all, any, for_list, for_list_if, for_map_if, input, key, list, local, not, value,
};
use privatelink_ir::rule::{Rule, rule};
use privatelink_ir::{Expr, Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Subnets by the id of their zone.
pub(crate) type Subnets = Keyed<AvailabilityZoneId, Subnet>;

/// A subnet that gets an interface of the endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename = "EndpointSubnet", rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) struct Subnet {
    /// Id of the subnet.
    subnet_id: Value<SubnetId>,
    /// Fixed IPv4 address in the subnet. Default: AWS picks one. Not in CloudFormation.
    ipv4_address: Option<Value<Ipv4Address>>,
    /// Fixed IPv6 address in the subnet. Default: AWS picks one. Not in CloudFormation.
    ipv6_address: Option<Value<Ipv6Address>>,
}

/// What happens to subnets in zones that the service is not in.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "read by schemars, never filled")]
pub(crate) enum ZoneMismatch {
    Error,
    Skip,
}

/// Name in the graph of the subnets that are used.
const SUBNETS: &str = "subnets";

/// Named values: the subnets that are used.
pub(crate) fn locals() -> [(&'static str, Expr); 1] {
    let kept = skips().implies(fits(key("subnet")));
    let used = for_map_if("subnet", input("subnets"), kept, key("subnet"), value("subnet"));
    [(SUBNETS, used)]
}

/// The subnets that are used, by the id of their zone.
pub(crate) fn used() -> Expr {
    local(SUBNETS)
}

/// Zone ids of subnets that are left out.
pub(crate) fn skipped() -> Expr {
    for_list_if("subnet", input("subnets"), all([skips(), not(fits(key("subnet")))]), key("subnet"))
}

fn skips() -> Expr {
    input("availabilityZoneMismatch").equals("skip")
}

/// Whether the service is known to be in the zone, or not known to be elsewhere.
fn fits(zone: Expr) -> Expr {
    all([is_supported(zone.clone()), is_remote(zone)])
}

fn is_supported(zone: Expr) -> Expr {
    let supported = || input("supportedAvailabilityZoneIds");
    any([supported().is_empty(), supported().contains(zone)])
}

/// Whether the zone takes endpoints to other Regions, if this is one.
fn is_remote(zone: Expr) -> Expr {
    input("serviceRegion").is_set().implies(not(excluded().contains(zone)))
}

fn excluded() -> Expr {
    list(EXCLUDED_ZONES.iter().map(|zone| Expr::from(*zone)))
}

fn without_lattice() -> Expr {
    list(LATTICE_EXCLUDED_ZONES.iter().map(|zone| Expr::from(*zone)))
}

/// Whether the zone is in another Region than the service of the connection, as far as the connection tells. Known late,
/// as the connection may be. What zone ids begin with says the Region, in every account alike.
fn is_elsewhere(zone: Expr) -> Expr {
    let zones = || connection::field("availabilityZoneIds");
    let regions = for_list("home", zones(), value("home").before("-"));
    all([
        connection::is_given(),
        connection::field("serviceRegion").is_set(),
        not(zones().is_empty()),
        not(regions.contains(zone.before("-"))),
    ])
}

/// Whether subnets are in another Region than the service of the connection.
pub(crate) fn are_elsewhere() -> Expr {
    let elsewhere = is_elsewhere(key("subnet"));
    not(for_list_if("subnet", input("subnets"), elsewhere, key("subnet")).is_empty())
}

/// What has to hold for subnets.
pub(crate) fn rules() -> Vec<Rule> {
    let each = |id: &str| rule(id, &["subnets"]).each("subnet", input("subnets"));
    let address = |name: &str| value("subnet").get(name);
    let with = |name: &'static str| {
        for_list_if("other", input("subnets"), value("other").get(name).is_set(), key("other"))
    };
    let zones = || connection::field("availabilityZoneIds");
    let address_type = || input("ipAddressType");
    let needs_subnets = || not(endpoint_type::is("Gateway"));
    let all_or_none = |name: &'static str| {
        each("subnets/address-missing")
            .field(name)
            .must(any([address(name).is_set(), with(name).is_empty()]))
            .otherwise(
                ["is missing, but other subnets have one".into()],
                "give one in each subnet, or in none",
            )
    };
    let once = |name| subnet_rules::each_once(&["subnets"], || input("subnets"), Some(name));
    vec![
        rule("subnets/none", &["subnets"])
            .must(needs_subnets().implies(not(input("subnets").is_empty())))
            .otherwise(
                ["is empty, but the endpoint needs one".into()],
                "give a subnet in each Availability Zone that has clients",
            ),
        rule("subnets/none-left", &["subnets"])
            .must(any([
                not(needs_subnets()),
                input("subnets").is_empty(),
                not(used().is_empty()),
            ]))
            .otherwise(
                ["has no subnet left: the service is in none of the zones ".into(), skipped().to_json()],
                "add a subnet in a zone of the service",
            ),
        rule("subnets/gateway", &["subnets"])
            .source(sources::GATEWAY_ENDPOINTS)
            .must(any([needs_subnets(), input("subnets").is_empty()]))
            .otherwise(
                ["is given, but a gateway endpoint is in route tables".into()],
                "remove it, or set `endpointType` to `Interface`",
            ),
        rule("subnets/one", &["subnets"])
            .source(sources::GATEWAY_LOAD_BALANCER)
            .must(endpoint_type::is("GatewayLoadBalancer").implies(used().length().at_most(1)))
            .otherwise(
                ["has ".into(), used().length(), " entries, but a Gateway Load Balancer endpoint is in one subnet".into()],
                "make an endpoint for each zone",
            ),
        rule("subnets/endpoint-one-zone", &["subnets"])
            .source(sources::INTERFACE_ENDPOINT)
            .must(endpoint_type::has_interfaces().implies(not(used().length().equals(1))))
            .otherwise(
                ["has one Availability Zone: clients lose the service with it".into()],
                "add a subnet in another zone",
            )
            .warning(),
        each("zones/unsupported")
            .source(sources::INTERFACE_ENDPOINT)
            .must(any([skips(), is_supported(key("subnet"))]))
            .otherwise(
                ["is in a zone that the service is not in: it is in ".into(), input("supportedAvailabilityZoneIds").to_json()],
                "remove it, or set `availabilityZoneMismatch` to `skip`",
            ),
        each("zones/remote")
            .source(sources::SHARE)
            .must(any([skips(), is_remote(key("subnet"))]))
            .otherwise(
                ["is in a zone without access to other Regions; those are ".into(), excluded().to_json()],
                "use a subnet in another zone, or set `availabilityZoneMismatch` to `skip`",
            ),
        each("zones/remote-connection")
            .source(sources::SHARE)
            .must(any([
                input("serviceRegion").is_set(),
                not(excluded().contains(key("subnet"))),
                not(is_elsewhere(key("subnet"))),
            ]))
            .otherwise(
                ["is in a zone without access to other Regions; those are ".into(), excluded().to_json()],
                "use a subnet in another zone, or set `serviceRegion`, and `availabilityZoneMismatch` to `skip`",
            ),
        each("zones/lattice")
            .must(not(all([
                any([endpoint_type::is("Resource"), endpoint_type::is("ServiceNetwork")]),
                without_lattice().contains(key("subnet")),
            ])))
            .otherwise(
                ["is in a zone that VPC Lattice is said not to be in; those are ".into(), without_lattice().to_json()],
                "use a subnet in another zone",
            )
            .warning(),
        each("zones/connection")
            .source(sources::SHARE)
            .must(any([
                not(fits(key("subnet"))),
                not(connection::is_given()),
                input("serviceRegion").is_set(),
                zones().is_empty(),
                zones().contains(key("subnet")),
                is_elsewhere(key("subnet")),
            ]))
            .otherwise(
                ["is in a zone that the service is not in: it is in ".into(), zones().to_json()],
                "remove it, or list the service's zones in `supportedAvailabilityZoneIds` and set `availabilityZoneMismatch` to `skip`",
            ),
        subnet_rules::not_too_many(&["subnets"], || input("subnets")),
        subnet_rules::one_region(&["subnets"], || input("subnets")),
        once("subnetId"),
        once("ipv4Address"),
        once("ipv6Address"),
        all_or_none("ipv4Address"),
        all_or_none("ipv6Address"),
        each("subnets/ipv4-address")
            .source(sources::INTERFACE_ENDPOINT)
            .field("ipv4Address")
            .must(address("ipv4Address").is_set().implies(not(address_type().equals("ipv6"))))
            .otherwise(
                ["is given, but the endpoint has IPv6 addresses only".into()],
                "set `ipAddressType` to `ipv4` or `dualstack`, or remove it",
            ),
        each("subnets/endpoint-ipv6-address")
            .source(sources::INTERFACE_ENDPOINT)
            .field("ipv6Address")
            .must(address("ipv6Address").is_set().implies(not(address_type().equals("ipv4"))))
            .otherwise(
                ["is given, but the endpoint has IPv4 addresses only".into()],
                "set `ipAddressType` to `ipv6` or `dualstack`, or remove it",
            ),
        rule("zones/unused", &["supportedAvailabilityZoneIds"])
            .must(any([needs_subnets(), input("supportedAvailabilityZoneIds").is_empty()]))
            .otherwise(
                ["is given, but a gateway endpoint is in no zone".into()],
                "remove it",
            ),
    ]
}
