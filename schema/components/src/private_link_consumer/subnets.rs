//! Subnets of an endpoint, by Availability Zone id: ids mean the same in every account, names do not.

use crate::forms::{AvailabilityZoneId, Ipv4Address, Ipv6Address, SubnetId};
use crate::private_link_consumer::address_types::AddressType;
use crate::private_link_consumer::endpoint_type::{EndpointType, has_interfaces, is_lattice};
use crate::shared::connection::{ConnectionFields, Handed};
use crate::shared::subnet_rules;
use crate::sources;
use privatelink_catalog::services::{EXCLUDED_ZONES, LATTICE_EXCLUDED_ZONES};
use privatelink_ir::handle::{Condition, Draft, Handle, Late, List, Map, Text, each_rule, list};
use privatelink_ir::rule::Rule;
use privatelink_ir::{Keyed, Value};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Subnets by the id of their zone.
pub(crate) type Subnets = Keyed<AvailabilityZoneId, Subnet>;

/// A subnet that gets an interface of the endpoint.
#[derive(Input, JsonSchema)]
#[schemars(rename = "EndpointSubnet", rename_all = "camelCase", deny_unknown_fields)]
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
pub(crate) enum ZoneMismatch {
    /// Rejects them.
    Error,
    /// Leaves them out.
    Skip,
}

/// Where the endpoint is to be.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    /// Subnets by the id of their zone.
    pub(crate) subnets: Handle<Map<Subnet>>,
    /// Ids of subnets whose zones are not known.
    pub(crate) subnet_ids: Handle<List<Text>, Late>,
    /// What happens to subnets in other zones.
    pub(crate) mismatch: Handle<ZoneMismatch>,
    /// Zones that the service is in, as the user says.
    pub(crate) supported: Handle<List<Text>>,
    /// Region of the service, if it is another one.
    pub(crate) service_region: Handle<Text>,
}

/// Where the endpoint is.
#[derive(Clone, Copy)]
pub(crate) struct Used {
    /// The subnets that are used, by the id of their zone.
    pub(crate) subnets: Handle<Map<Subnet>>,
    /// Ids of subnets whose zones are not known.
    subnet_ids: Handle<List<Text>, Late>,
    /// Zone ids of subnets that are left out.
    pub(crate) skipped: Handle<List<Text>>,
    /// Whether subnets are in another Region than the service of the connection.
    pub(crate) are_elsewhere: Handle<bool, Late>,
}

impl Used {
    /// The ids of the subnets.
    pub(crate) fn ids(self) -> Handle<List<Text, Late>, Late> {
        let ids = self.subnets.map(|_, subnet| subnet.subnet_id());
        self.subnets.has_any().choose(ids, self.subnet_ids)
    }
}

impl Given {
    fn skips(self) -> Condition {
        self.mismatch.is(ZoneMismatch::Skip)
    }

    /// Whether the service is known to be in the zone, or not known to be elsewhere.
    fn fits(self, zone: Handle<Text>) -> Condition {
        self.is_supported(zone) & self.is_remote(zone)
    }

    fn is_supported(self, zone: Handle<Text>) -> Condition {
        self.supported.is_empty() | self.supported.contains(zone)
    }

    /// Whether the zone takes endpoints to other Regions, if this is one.
    fn is_remote(self, zone: Handle<Text>) -> Condition {
        self.service_region.is_set().implies(!excluded().contains(zone))
    }
}

fn excluded() -> Handle<List<Text>> {
    list(EXCLUDED_ZONES.iter().copied())
}

/// Whether the zone is in another Region than the service of the connection, as far as the connection says. Known late,
/// as the connection may be. What zone ids begin with says the Region, in every account alike.
fn is_elsewhere(zone: Handle<Text>, handed: Handed) -> Handle<bool, Late> {
    let zones = handed.connection.availability_zone_ids();
    let regions = zones.map(|zone| zone.before("-"));
    handed.is_given
        & handed.connection.service_region().is_set()
        & zones.has_any()
        & !regions.contains(zone.before("-"))
}

/// The subnets that are used.
pub(crate) fn part(
    draft: &mut Draft,
    given: Given,
    endpoint_type: Handle<EndpointType>,
    address_type: Handle<AddressType>,
    handed: Handed,
) -> Used {
    let kept = given.subnets.filter(|zone, _| given.skips().implies(given.fits(zone)));
    let left_out = given.subnets.filter(|zone, _| given.skips() & !given.fits(zone));
    let used = Used {
        subnets: draft.named("subnets", kept),
        subnet_ids: given.subnet_ids,
        skipped: left_out.map(|zone, _| zone),
        are_elsewhere: given.subnets.any(|zone, _| is_elsewhere(zone, handed)),
    };
    draft.output(
        "skippedAvailabilityZoneIds",
        "Zone ids of subnets that were left out, since the service is not there.",
        used.skipped,
    );
    draft.rules(about_all(given, endpoint_type));
    draft.rules(about_number(given, used, endpoint_type));
    draft.rules(each_rule(given.subnets, |zone, subnet| {
        let in_zones = about_zone(given, zone, subnet, endpoint_type);
        let fixed = about_addresses(given, subnet, address_type);
        let connected = about_connection(given, zone, subnet, handed);
        in_zones.into_iter().chain(fixed).chain(connected).collect::<Vec<_>>()
    }));
    draft.rules([
        subnet_rules::not_too_many(given.subnets),
        subnet_rules::one_region(given.subnets),
    ]);
    draft.rules(subnet_rules::each_once(given.subnets, |subnet| subnet.subnet_id()));
    draft.rules(subnet_rules::each_once(given.subnets, |subnet| subnet.ipv4_address()));
    draft.rules(subnet_rules::each_once(given.subnets, |subnet| subnet.ipv6_address()));
    used
}

/// What has to hold for the inputs together.
fn about_all(given: Given, endpoint_type: Handle<EndpointType>) -> Vec<Rule> {
    let Given { subnets, subnet_ids, supported, .. } = given;
    let needs_subnets = !endpoint_type.is(EndpointType::Gateway);
    // That they are missing is said already.
    let are_compared = subnets.has_any() | (needs_subnets & subnet_ids.is_absent());
    vec![
        subnets
            .rule("subnets/none")
            .must(needs_subnets.implies(subnets.has_any() | subnet_ids.is_set()))
            .otherwise(
                "is empty, but the endpoint needs one",
                "give a subnet in each Availability Zone that has clients, here or in `subnetIds`",
            ),
        subnet_ids.rule("subnets/both").only_with(subnets.is_empty()).otherwise(
            "is given beside `subnets`",
            "give `subnets` where zones are known, else `subnetIds`",
        ),
        subnet_ids
            .rule("subnets/gateway")
            .source(sources::GATEWAY_ENDPOINTS)
            .only_with(needs_subnets)
            .otherwise(
                "is given, but a gateway endpoint is in route tables",
                "remove it, or set `endpointType` to `Interface`",
            ),
        subnets
            .rule("subnets/gateway")
            .source(sources::GATEWAY_ENDPOINTS)
            .must(needs_subnets | subnets.is_empty())
            .otherwise(
                "is given, but a gateway endpoint is in route tables",
                "remove it, or set `endpointType` to `Interface`",
            ),
        supported
            .rule("zones/unused")
            .must(supported.is_empty() | are_compared)
            .otherwise("is given, but there are no `subnets` by zone to compare with", "remove it"),
        given
            .mismatch
            .rule("zones/mismatch-unused")
            .must(!given.skips() | are_compared)
            .otherwise("is `skip`, but there are no `subnets` by zone to leave out", "remove it"),
    ]
}

/// How many subnets are left.
fn about_number(given: Given, used: Used, endpoint_type: Handle<EndpointType>) -> Vec<Rule> {
    let Given { subnets, subnet_ids, .. } = given;
    let needs_subnets = !endpoint_type.is(EndpointType::Gateway);
    let none_left = subnets
        .rule("subnets/none-left")
        .must(!needs_subnets | subnets.is_empty() | used.subnets.has_any())
        .otherwise(
            text!(
                "has no subnet left: the service is in none of the zones {}",
                used.skipped.quoted()
            ),
            "add a subnet in a zone of the service",
        );
    let by_zone = about_count(endpoint_type, subnets, used.subnets.length().late());
    let listed = about_count(endpoint_type, subnet_ids, subnet_ids.length());
    [none_left].into_iter().chain(by_zone).chain(listed).collect()
}

/// What has to hold for how many subnets this input leaves.
fn about_count<T, W>(
    endpoint_type: Handle<EndpointType>,
    input: Handle<T, W>,
    count: Handle<i64, Late>,
) -> [Rule; 2] {
    let is_inspection = endpoint_type.is(EndpointType::GatewayLoadBalancer);
    [
        input
            .rule("subnets/one")
            .source(sources::GATEWAY_LOAD_BALANCER)
            .must(is_inspection.implies(count.at_most(1)))
            .otherwise(
                text!("has {count} entries, but a Gateway Load Balancer endpoint is in one subnet"),
                "make an endpoint for each zone",
            ),
        input
            .rule("subnets/endpoint-one-zone")
            .source(sources::INTERFACE_ENDPOINT)
            .must(has_interfaces(endpoint_type).implies(!count.is(1)))
            .otherwise(
                "has one Availability Zone: clients lose the service with it",
                "add a subnet in another zone",
            )
            .warning(),
    ]
}

/// What has to hold for the zone of a subnet.
fn about_zone(
    given: Given,
    zone: Handle<Text>,
    subnet: Handle<Subnet>,
    endpoint_type: Handle<EndpointType>,
) -> Vec<Rule> {
    let without_lattice: Handle<List<Text>> = list(LATTICE_EXCLUDED_ZONES.iter().copied());
    vec![
        subnet
            .rule("zones/unsupported")
            .source(sources::INTERFACE_ENDPOINT)
            .must(given.skips() | given.is_supported(zone))
            .otherwise(
                text!(
                    "is in a zone that the service is not in: it is in {}",
                    given.supported.quoted()
                ),
                "remove it, or set `availabilityZoneMismatch` to `skip`",
            ),
        subnet
            .rule("zones/remote")
            .source(sources::SHARE)
            .must(given.skips() | given.is_remote(zone))
            .otherwise(
                text!(
                    "is in a zone without access to other Regions; those are {}",
                    excluded().quoted()
                ),
                "use a subnet in another zone, or set `availabilityZoneMismatch` to `skip`",
            ),
        subnet
            .rule("zones/lattice")
            .must(!(is_lattice(endpoint_type) & without_lattice.contains(zone)))
            .otherwise(
                text!(
                    "is in a zone that VPC Lattice is said not to be in; those are {}",
                    without_lattice.quoted()
                ),
                "use a subnet in another zone",
            )
            .warning(),
    ]
}

/// What a connection says about the zone of a subnet.
fn about_connection(
    given: Given,
    zone: Handle<Text>,
    subnet: Handle<Subnet>,
    handed: Handed,
) -> Vec<Rule> {
    let zones = handed.connection.availability_zone_ids();
    let elsewhere = is_elsewhere(zone, handed);
    vec![
        subnet
            .rule("zones/remote-connection")
            .source(sources::SHARE)
            .must(given.service_region.is_set() | !excluded().contains(zone) | !elsewhere)
            .otherwise(
                text!(
                    "is in a zone without access to other Regions; those are {}",
                    excluded().quoted()
                ),
                "use a subnet in another zone, or set `serviceRegion`, and \
                 `availabilityZoneMismatch` to `skip`",
            ),
        subnet
            .rule("zones/connection")
            .source(sources::SHARE)
            .must(
                !given.fits(zone)
                    | !handed.is_given
                    | given.service_region.is_set()
                    | zones.is_empty()
                    | zones.contains(zone)
                    | elsewhere,
            )
            .otherwise(
                text!("is in a zone that the service is not in: it is in {}", zones.quoted()),
                "remove it, or list the service's zones in `supportedAvailabilityZoneIds` and set \
                 `availabilityZoneMismatch` to `skip`",
            ),
    ]
}

/// Fixed addresses are given in every subnet or in none, and of the type that the endpoint has.
fn about_addresses(
    given: Given,
    subnet: Handle<Subnet>,
    address_type: Handle<AddressType>,
) -> Vec<Rule> {
    let all_or_none = |address: Handle<Text, Late>, another_has_one: Handle<bool, Late>| {
        address.rule("subnets/address-missing").must(address.is_set() | !another_has_one).otherwise(
            "is missing, but other subnets have one",
            "give one in each subnet, or in none",
        )
    };
    let (ipv4, ipv6) = (subnet.ipv4_address(), subnet.ipv6_address());
    vec![
        all_or_none(ipv4, given.subnets.any(|_, other| other.ipv4_address().is_set())),
        all_or_none(ipv6, given.subnets.any(|_, other| other.ipv6_address().is_set())),
        ipv4.rule("subnets/ipv4-address")
            .source(sources::INTERFACE_ENDPOINT)
            .must(ipv4.is_set().implies(!address_type.is(AddressType::Ipv6)))
            .otherwise(
                "is given, but the endpoint has IPv6 addresses only",
                "set `ipAddressType` to `ipv4` or `dualstack`, or remove it",
            ),
        ipv6.rule("subnets/endpoint-ipv6-address")
            .source(sources::INTERFACE_ENDPOINT)
            .must(ipv6.is_set().implies(!address_type.is(AddressType::Ipv4)))
            .otherwise(
                "is given, but the endpoint has IPv4 addresses only",
                "set `ipAddressType` to `ipv6` or `dualstack`, or remove it",
            ),
    ]
}
