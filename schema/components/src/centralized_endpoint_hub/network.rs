//! The VPC of a hub: made here with a subnet for endpoints and one for the transit gateway in each zone, or already there.
//!
//! The range is divided by a fixed plan. The first half is for endpoints: a subnet four bits longer than the range for each
//! zone. In the second half each zone has a subnet six bits longer for the transit gateway. The number of a zone,
//! which is the same in every account, says which of them it gets.

use crate::centralized_endpoint_hub::network_rules;
use crate::forms::{AvailabilityZoneId, Ipv4Cidr, Key, RouteTableId, SubnetId, VpcId};
use crate::shared::tagged;
use privatelink_catalog::ec2;
use privatelink_ir::handle::{
    Condition, Draft, Early, Handle, Late, List, Map, Resource, Text, map,
};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// A VPC that is already there.
#[derive(Input, JsonSchema)]
#[schemars(rename = "HubVpc", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ExistingVpc {
    /// Id of the VPC. Both of its DNS attributes have to be on.
    vpc_id: Value<VpcId>,
    /// Its range.
    cidr_block: Ipv4Cidr,
    /// Subnets for endpoints. Key: the zone's id, such as `use1-az1`.
    #[schemars(extend("minProperties" = 1))]
    endpoint_subnets: Keyed<AvailabilityZoneId, Value<SubnetId>>,
    /// Subnets for the transit gateway, in the same zones. Key: the zone's id.
    #[schemars(extend("minProperties" = 1))]
    attachment_subnets: Keyed<AvailabilityZoneId, Value<SubnetId>>,
    /// Route tables of the endpoints' subnets, which get the routes back to clients. Key: a name for the table.
    #[schemars(extend("minProperties" = 1))]
    route_table_ids: Keyed<Key, Value<RouteTableId>>,
}

/// By how much a subnet's prefix is longer than the one of the VPC.
const ENDPOINT_BITS: i64 = 4;
const ATTACHMENT_BITS: i64 = 6;

/// What the user says about the VPC.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) name: Handle<Text>,
    pub(crate) tags: Handle<Map<Text>, Late>,
    pub(crate) cidr_block: Handle<Text>,
    pub(crate) zones: Handle<List<Text>>,
    pub(crate) existing: Handle<ExistingVpc>,
    pub(crate) client_cidrs: Handle<List<Text>>,
}

impl Given {
    /// Whether the VPC is made here.
    fn is_made(self) -> Condition {
        self.existing.is_absent()
    }

    /// Zones of a VPC that is made here.
    fn own_zones(self) -> Handle<List<Text>> {
        self.is_made().then_all(self.zones)
    }
}

/// The VPC.
#[derive(Clone, Copy)]
pub(crate) struct Network {
    /// Its id.
    pub(crate) vpc_id: Handle<Text, Late>,
    /// Its range.
    pub(crate) cidr_block: Handle<Text>,
    /// Ids of its zones.
    pub(crate) zones: Handle<List<Text>>,
    /// Subnets of endpoints by the id of their zone.
    pub(crate) endpoint_subnets: Handle<Map<Text, Late>>,
    /// Subnets of the transit gateway by the id of their zone.
    pub(crate) attachment_subnets: Handle<Map<Text, Late>>,
    /// Route tables of the endpoints' subnets.
    pub(crate) route_tables: Handle<Map<Text, Late>>,
}

/// The VPC, or what is said about it.
pub(crate) fn part(draft: &mut Draft, given: Given) -> Network {
    let vpc = ec2::Vpc::new()
        .only_if(given.is_made())
        .cidr_block(given.cidr_block)
        .enable_dns_support(true)
        .enable_dns_hostnames(true)
        .tags(tagged(given.tags, given.name));
    let vpc_id = draft.resource("vpc", vpc).id();
    let numbers = draft.named("zone_numbers", zone_numbers());
    let endpoints = Role { label: "endpoints", first_half: true, vpc_id, numbers };
    let attachments = Role { label: "transit gateway", first_half: false, vpc_id, numbers };
    let made = draft
        .resources("endpoint_subnet", given.own_zones(), |zone, _| endpoints.subnet(given, zone));
    let attached = draft.resources("attachment_subnet", given.own_zones(), |zone, _| {
        attachments.subnet(given, zone)
    });
    let table = draft.resource("endpoint_table", endpoints.table(given));
    let attachment_table = draft.resource("attachment_table", attachments.table(given));
    draft.resources("endpoint_table_use", given.own_zones(), |zone, _| {
        ec2::RouteTableAssociation::new().subnet_id(made.at(zone).id()).route_table_id(table.id())
    });
    draft.resources("attachment_table_use", given.own_zones(), |zone, _| {
        ec2::RouteTableAssociation::new()
            .subnet_id(attached.at(zone).id())
            .route_table_id(attachment_table.id())
    });
    draft.rules(network_rules::rules(given, numbers));
    let existing = given.existing;
    let is_made = given.is_made();
    let endpoint_subnets = is_made.choose(made.all().id(), existing.endpoint_subnets());
    let network = Network {
        vpc_id: is_made.choose(vpc_id, existing.vpc_id()),
        cidr_block: is_made.choose(given.cidr_block, existing.cidr_block()),
        zones: zones(existing, given.zones),
        endpoint_subnets,
        attachment_subnets: is_made.choose(attached.all().id(), existing.attachment_subnets()),
        route_tables: is_made.choose(map([("endpoints", table.id())]), existing.route_table_ids()),
    };
    outputs(draft, network);
    network
}

/// Zones of a VPC that is there already, or else those of the hub's own.
pub(crate) fn zones(existing: Handle<ExistingVpc>, own: Handle<List<Text>>) -> Handle<List<Text>> {
    existing.is_set().choose(existing.endpoint_subnets().keys(), own)
}

/// Numbers of zones as their ids end.
fn zone_numbers() -> Handle<Map<i64, Early>> {
    map([("1", 0_i64), ("2", 1), ("3", 2), ("4", 3), ("5", 4), ("6", 5), ("7", 6), ("8", 7)])
}

/// The number of a zone, counted from zero; null if it has none of these.
pub(crate) fn number(numbers: Handle<Map<i64>>, zone: Handle<Text>) -> Handle<i64> {
    let region = zone.before("-");
    numbers.lookup(zone.without(text!("{region}-az")))
}

/// What subnets are for.
#[derive(Clone, Copy)]
struct Role {
    label: &'static str,
    first_half: bool,
    vpc_id: Handle<Text, Late>,
    numbers: Handle<Map<i64>>,
}

impl Role {
    fn name(self, given: Given) -> Handle<Text> {
        text!("{} {}", given.name, self.label)
    }

    fn subnet(self, given: Given, zone: Handle<Text>) -> ec2::Subnet {
        let number = number(self.numbers, zone);
        let cidr = if self.first_half {
            given.cidr_block.subnet(ENDPOINT_BITS, number)
        } else {
            // One bit for the half, the others within it.
            given.cidr_block.subnet(1, 1_i64).subnet(ATTACHMENT_BITS - 1, number)
        };
        ec2::Subnet::new()
            .vpc_id(self.vpc_id)
            .availability_zone_id(zone)
            .cidr_block(cidr)
            .map_public_ip_on_launch(false)
            .tags(tagged(given.tags, text!("{} {zone}", self.name(given))))
    }

    fn table(self, given: Given) -> ec2::RouteTable {
        ec2::RouteTable::new()
            .only_if(given.is_made())
            .vpc_id(self.vpc_id)
            .tags(tagged(given.tags, self.name(given)))
    }
}

fn outputs(draft: &mut Draft, network: Network) {
    draft.output("vpcId", "VPC of the hub.", network.vpc_id);
    draft.output(
        "endpointSubnetIds",
        "Subnets of the endpoints, by the id of their zone.",
        network.endpoint_subnets,
    );
}
