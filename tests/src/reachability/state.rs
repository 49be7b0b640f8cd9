//! What is in AWS accounts, as far as a connection meets it: read once through the AWS API, with its real ids.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Deserialize;
use serde_json::Value;

use super::cidr::Range;
use super::networks::{Attachment, Gateway, GatewayTable, RouteTable, Share, Subnet, Vpc};
use super::peerings::{Side, VpcPeering};
use crate::emulator::{Account, Emulator};
use crate::failure::{Context, Failure};

/// Readers of the inventory for all that is walked; the others would take as long again.
const READERS: [&str; 10] = [
    "ec2-endpoints",
    "ec2-instances",
    "ec2-networks",
    "ec2-peering",
    "ec2-security-groups",
    "ec2-transit-gateways",
    "elbv2",
    "ram",
    "route53",
    "route53profiles",
];

/// Time for reading accounts.
const LIMIT: Duration = Duration::from_mins(2);

/// Accounts in Regions, read at one moment.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct State {
    #[serde(rename = "ec2/vpc")]
    pub(super) vpcs: Vec<Item<Vpc>>,
    #[serde(rename = "ec2/subnet")]
    pub(super) subnets: Vec<Item<Subnet>>,
    #[serde(rename = "ec2/route_table")]
    pub(super) route_tables: Vec<Item<RouteTable>>,
    #[serde(rename = "ec2/transit_gateway")]
    pub(super) gateways: Vec<Item<Gateway>>,
    #[serde(rename = "ec2/transit_gateway_vpc_attachment")]
    pub(super) attachments: Vec<Item<Attachment>>,
    #[serde(rename = "ec2/transit_gateway_peering_attachment")]
    pub(super) sides: Vec<Item<Side>>,
    #[serde(rename = "ec2/vpc_peering_connection")]
    pub(super) vpc_peerings: Vec<Item<VpcPeering>>,
    #[serde(rename = "ec2/transit_gateway_route_table")]
    pub(super) gateway_tables: Vec<Item<GatewayTable>>,
    #[serde(rename = "ram/resource_share")]
    pub(super) shares: Vec<Item<Share>>,
    #[serde(rename = "ec2/security_group")]
    pub(super) groups: Vec<Item<Group>>,
    #[serde(rename = "ec2/prefix_list")]
    pub(super) prefix_lists: Vec<Item<PrefixList>>,
    #[serde(rename = "ec2/network_interface")]
    pub(super) interfaces: Vec<Item<Interface>>,
    #[serde(rename = "ec2/instance")]
    pub(super) instances: Vec<Item<Instance>>,
    #[serde(rename = "ec2/endpoint")]
    pub(super) endpoints: Vec<Item<Endpoint>>,
    #[serde(rename = "ec2/endpoint_service")]
    pub(super) services: Vec<Item<Service>>,
    #[serde(rename = "elbv2/load_balancer")]
    pub(super) balancers: Vec<Item<Balancer>>,
    #[serde(rename = "elbv2/listener")]
    pub(super) listeners: Vec<Item<Listener>>,
    #[serde(rename = "elbv2/target_group")]
    pub(super) target_groups: Vec<Item<TargetGroup>>,
    #[serde(rename = "route53/hosted_zone")]
    pub(super) zones: Vec<Item<Zone>>,
    #[serde(rename = "route53/profile")]
    pub(super) profiles: Vec<Item<Profile>>,
    #[serde(rename = "route53/profile_association")]
    pub(super) profile_associations: Vec<Item<ProfileAssociation>>,
}

impl State {
    /// Reads the accounts in the Regions.
    pub fn read(
        emulator: &Emulator,
        accounts: &[&Account],
        regions: &[&str],
    ) -> Result<Self, Failure> {
        let [first, others @ ..] = accounts else { return Err(Failure::new("no account to read")) };
        let others = others.iter().flat_map(|account| ["--account", account.id()]);
        let regions = regions.iter().flat_map(|region| ["--region", region]);
        let readers = READERS.iter().flat_map(|reader| ["--only", reader]);
        let options: Vec<&str> = ["--raw"].into_iter().chain(others).chain(regions).collect();
        let options: Vec<&str> = options.into_iter().chain(readers).collect();
        let read = emulator.command("awsemu.inventory", first, &options, LIMIT)?;
        Self::from_document(read.expect(0)?.json()?)
    }

    /// Takes an inventory with ids.
    pub fn from_document(document: Value) -> Result<Self, Failure> {
        serde_json::from_value(document).context(|| "the inventory has another form".to_owned())
    }
}

/// One resource: its identifiers, where it is, and what AWS says about it.
#[derive(Debug, Deserialize)]
pub(super) struct Item<T> {
    #[serde(default)]
    scope: String,
    /// Identifiers, each with what it is.
    pub(super) ids: BTreeMap<String, String>,
    #[serde(flatten)]
    pub(super) facts: T,
}

impl<T> Item<T> {
    /// The id.
    pub(super) fn id(&self) -> &str {
        self.called("id")
    }

    /// The ARN.
    pub(super) fn arn(&self) -> &str {
        self.called("arn")
    }

    /// The identifier of that sort; empty if there is none.
    pub(super) fn called(&self, sort: &str) -> &str {
        self.ids.iter().find(|(_, what)| *what == sort).map_or("", |(id, _)| id)
    }

    /// The account.
    pub(super) fn account(&self) -> &str {
        self.scope.split('/').next().unwrap_or_default()
    }

    /// The Region.
    pub(super) fn region(&self) -> &str {
        self.scope.split('/').nth(1).unwrap_or_default()
    }
}

/// The item with this id.
pub(super) fn by_id<'a, T>(items: &'a [Item<T>], id: &str) -> Option<&'a Item<T>> {
    items.iter().find(|item| item.id() == id)
}

/// The item with this ARN.
pub(super) fn by_arn<'a, T>(items: &'a [Item<T>], arn: &str) -> Option<&'a Item<T>> {
    items.iter().find(|item| item.arn() == arn)
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Group {
    pub(super) rules: Vec<Rule>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Rule {
    pub(super) is_egress: bool,
    pub(super) ip_protocol: String,
    pub(super) from_port: Option<i64>,
    pub(super) to_port: Option<i64>,
    pub(super) cidr_ipv4: Option<Range>,
    pub(super) cidr_ipv6: Option<Range>,
    pub(super) prefix_list_id: Option<String>,
    pub(super) referenced_group: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct PrefixList {
    pub(super) entries: Vec<PrefixEntry>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct PrefixEntry {
    pub(super) cidr: Range,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Interface {
    pub(super) vpc_id: String,
    pub(super) subnet_id: String,
    pub(super) groups: Vec<String>,
    pub(super) addresses: Vec<Range>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Instance {
    pub(super) vpc_id: String,
    pub(super) subnet_id: String,
    pub(super) groups: Vec<String>,
    pub(super) state: StateName,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct StateName {
    pub(super) name: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Endpoint {
    pub(super) vpc_id: String,
    pub(super) vpc_endpoint_type: String,
    pub(super) service_name: String,
    pub(super) service_region: String,
    pub(super) state: String,
    pub(super) network_interface_ids: Vec<String>,
    pub(super) ip_address_type: String,
    pub(super) private_dns_enabled: bool,
    pub(super) private_names: Vec<String>,
    pub(super) dns_options: DnsOptions,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct DnsOptions {
    pub(super) private_dns_only_for_inbound_resolver_endpoint: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Service {
    pub(super) network_load_balancer_arns: Vec<String>,
    pub(super) allowed_principals: Vec<String>,
    pub(super) supported_regions: Vec<SupportedRegion>,
    pub(super) private_dns_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct SupportedRegion {
    pub(super) region: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Balancer {
    pub(super) r#type: String,
    pub(super) state: StateCode,
    pub(super) availability_zones: Vec<BalancerZone>,
    pub(super) security_groups: Vec<String>,
    pub(super) enforce_security_group_inbound_rules_on_private_link_traffic: Option<String>,
    pub(super) attributes: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct StateCode {
    pub(super) code: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct BalancerZone {
    pub(super) subnet_id: String,
    pub(super) load_balancer_addresses: Vec<BalancerAddress>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct BalancerAddress {
    #[serde(rename = "PrivateIPv4Address")]
    pub(super) private_ipv4: Option<Range>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Listener {
    pub(super) load_balancer_arn: String,
    pub(super) port: u16,
    pub(super) protocol: String,
    pub(super) default_actions: Vec<Action>,
    pub(super) rules: Vec<ListenerRule>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct ListenerRule {
    pub(super) actions: Vec<Action>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Action {
    pub(super) r#type: String,
    pub(super) target_group_arn: Option<String>,
    pub(super) forward_config: Forward,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Forward {
    pub(super) target_groups: Vec<ForwardGroup>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ForwardGroup {
    pub(super) target_group_arn: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct TargetGroup {
    pub(super) target_type: String,
    pub(super) vpc_id: String,
    pub(super) protocol: String,
    pub(super) port: u16,
    pub(super) health_check_enabled: bool,
    pub(super) health_check_port: String,
    pub(super) targets: Vec<Target>,
    pub(super) attributes: BTreeMap<String, String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Target {
    pub(super) id: String,
    pub(super) port: Option<u16>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Zone {
    pub(super) name: String,
    pub(super) config: ZoneConfig,
    #[serde(rename = "VPCs")]
    pub(super) vpcs: Vec<ZoneVpc>,
    pub(super) records: Vec<Record>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct ZoneConfig {
    pub(super) private_zone: bool,
}

#[derive(Debug, Deserialize)]
pub(super) struct ZoneVpc {
    #[serde(rename = "VPCId")]
    pub(super) vpc_id: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Record {
    pub(super) name: String,
    pub(super) r#type: String,
    pub(super) alias_target: Option<AliasTarget>,
    pub(super) resource_records: Vec<ResourceRecord>,
}

#[derive(Debug, Deserialize)]
pub(super) struct AliasTarget {
    #[serde(rename = "DNSName")]
    pub(super) dns_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ResourceRecord {
    pub(super) value: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Profile {
    pub(super) resources: Vec<ProfileResource>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ProfileResource {
    pub(super) resource_arn: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct ProfileAssociation {
    pub(super) profile_id: String,
    pub(super) resource_id: String,
}
