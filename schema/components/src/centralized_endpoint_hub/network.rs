//! The VPC of a hub: made here with a subnet for endpoints and one for the transit gateway in each zone, or already there.

use crate::centralized_endpoint_hub::network_rules;
use crate::centralized_endpoint_hub::ranges::{Clients, Half, Ipam, IpamFields, Planned};
use crate::forms::{AvailabilityZoneId, Ipv4Cidr, Ipv6Cidr, Key, RouteTableId, SubnetId, VpcId};
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
    /// Its IPv6 range, where `ipv6` is true. The subnets have IPv6 ranges then too.
    ipv6_cidr_block: Option<Ipv6Cidr>,
    /// Subnets for endpoints. Key: the zone's id, such as `use1-az1`.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 50))]
    endpoint_subnets: Keyed<AvailabilityZoneId, Value<SubnetId>>,
    /// Subnets for the transit gateway, in the same zones. Key: the zone's id.
    #[schemars(extend("minProperties" = 1, "maxProperties" = 50))]
    attachment_subnets: Keyed<AvailabilityZoneId, Value<SubnetId>>,
    /// Route tables of the endpoints' subnets, which get the routes back to clients. Key: a name for the table.
    #[schemars(extend("minProperties" = 1))]
    route_table_ids: Keyed<Key, Value<RouteTableId>>,
}

/// What the user says about the VPC.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) name: Handle<Text>,
    pub(crate) tags: Handle<Map<Text>, Late>,
    pub(crate) cidr_block: Handle<Text>,
    pub(crate) ipam: Handle<Ipam>,
    pub(crate) ipv6: Handle<bool>,
    pub(crate) zones: Handle<List<Text>>,
    pub(crate) existing: Handle<ExistingVpc>,
    pub(crate) clients: Clients,
}

impl Given {
    /// Whether the VPC is made here.
    fn is_made(self) -> Condition {
        self.existing.is_absent()
    }

    /// Its range, if that is known before the VPC is.
    pub(crate) fn early_range(self) -> Handle<Text> {
        self.existing.is_set().choose(self.existing.cidr_block(), self.cidr_block)
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
    pub(crate) cidr_block: Handle<Text, Late>,
    /// The same; null if nobody knows it before the VPC is there.
    pub(crate) early_range: Handle<Text>,
    /// Its IPv6 range, if it is known before the VPC is there.
    pub(crate) early_ipv6_range: Handle<Text>,
    /// Its IPv6 range; null if it has none.
    pub(crate) ipv6_cidr_block: Handle<Text, Late>,
    /// Ids of its zones.
    pub(crate) zones: Handle<List<Text>>,
    /// Subnets of endpoints by the id of their zone.
    pub(crate) endpoint_subnets: Handle<Map<Text, Late>>,
    /// Subnets of the transit gateway by the id of their zone.
    pub(crate) attachment_subnets: Handle<Map<Text, Late>>,
    /// Route tables of the endpoints' subnets.
    pub(crate) route_tables: Handle<Map<Text, Late>>,
}

/// A VPC that is made here.
#[derive(Clone, Copy)]
struct Made {
    id: Handle<Text, Late>,
    cidr_block: Handle<Text, Late>,
    ipv6_cidr_block: Handle<Text, Late>,
}

/// The VPC, or what is said about it.
pub(crate) fn part(draft: &mut Draft, given: Given) -> Network {
    let vpc = vpc(draft, given);
    let numbers = draft.named("zone_numbers", zone_numbers());
    let endpoints = Role { label: "endpoints", half: Half::Endpoints, vpc, numbers };
    let attachments = Role { label: "transit gateway", half: Half::Attachment, vpc, numbers };
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
        vpc_id: is_made.choose(vpc.id, existing.vpc_id()),
        cidr_block: is_made.choose(vpc.cidr_block, existing.cidr_block()),
        early_range: given.early_range(),
        early_ipv6_range: existing.ipv6_cidr_block(),
        ipv6_cidr_block: is_made.choose(vpc.ipv6_cidr_block, existing.ipv6_cidr_block()),
        zones: zones(existing, given.zones),
        endpoint_subnets,
        attachment_subnets: is_made.choose(attached.all().id(), existing.attachment_subnets()),
        route_tables: is_made.choose(map([("endpoints", table.id())]), existing.route_table_ids()),
    };
    outputs(draft, network);
    network
}

/// The hub's own VPC and its ranges.
fn vpc(draft: &mut Draft, given: Given) -> Made {
    let vpc = ec2::Vpc::new()
        .only_if(given.is_made())
        .cidr_block(given.cidr_block)
        .ipv4_ipam_pool_id(given.ipam.pool_id())
        .ipv4_netmask_length(given.ipam.netmask_length())
        // The range is a resource of its own.
        .assign_generated_ipv6_cidr_block(given.ipv6.then(false))
        .enable_dns_support(true)
        .enable_dns_hostnames(true)
        .tags(tagged(given.tags, given.name));
    let vpc = draft.resource("vpc", vpc);
    let range = ec2::VpcIpv6CidrBlockAssociation::new()
        .only_if(given.is_made() & given.ipv6)
        .vpc_id(vpc.id())
        .assign_generated_ipv6_cidr_block(true);
    let range = draft.resource("ipv6_range", range);
    Made {
        id: vpc.id(),
        cidr_block: given.ipam.is_set().choose(vpc.cidr_block(), given.cidr_block),
        ipv6_cidr_block: range.ipv6_cidr_block(),
    }
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
    half: Half,
    vpc: Made,
    numbers: Handle<Map<i64>>,
}

impl Role {
    fn name(self, given: Given) -> Handle<Text> {
        text!("{} {}", given.name, self.label)
    }

    fn subnet(self, given: Given, zone: Handle<Text>) -> ec2::Subnet {
        let number = number(self.numbers, zone);
        let length = given.ipam.netmask_length().or(0_i64);
        let ipv4 = Planned::ipv4(self.vpc.cidr_block, length).subnet(self.half, number);
        let ipv6 = Planned::ipv6(self.vpc.ipv6_cidr_block).subnet(self.half, number);
        ec2::Subnet::new()
            .vpc_id(self.vpc.id)
            .availability_zone_id(zone)
            .cidr_block(ipv4)
            .ipv6_cidr_block(given.ipv6.then(ipv6))
            .map_public_ip_on_launch(false)
            .tags(tagged(given.tags, text!("{} {zone}", self.name(given))))
    }

    fn table(self, given: Given) -> ec2::RouteTable {
        ec2::RouteTable::new()
            .only_if(given.is_made())
            .vpc_id(self.vpc.id)
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
    draft.output("cidrBlock", "IPv4 range of the hub's VPC.", network.cidr_block).optional();
    draft
        .output(
            "ipv6CidrBlock",
            "IPv6 range of the hub's VPC, if it has one.",
            network.ipv6_cidr_block,
        )
        .optional();
}
