//! Networks and what joins them: route tables, transit gateways, attachments, shares.

use serde::Deserialize;

use super::cidr::Range;
use super::state::{Item, State, by_id};

impl State {
    /// The route table of a subnet: the one that it is associated with, else the main one of its VPC.
    /// <https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html>
    pub(super) fn table_of(&self, subnet: &Item<Subnet>) -> Option<&Item<RouteTable>> {
        let own =
            |table: &&Item<RouteTable>| table.facts.subnets.iter().any(|id| id == subnet.id());
        let main = |table: &&Item<RouteTable>| {
            table.facts.main && table.facts.vpc_id == subnet.facts.vpc_id
        };
        let mut tables = self.route_tables.iter();
        tables.find(own).or_else(|| self.route_tables.iter().find(main))
    }

    /// The attachment with this id, as the owner of its VPC sees it: both accounts of a shared gateway list it.
    pub(super) fn attachment(&self, id: &str) -> Option<&Item<Attachment>> {
        let views = || self.attachments.iter().filter(|attachment| attachment.id() == id);
        let own = |view: &&Item<Attachment>| view.account() == view.facts.vpc_owner_id;
        views().find(own).or_else(|| views().next())
    }

    /// The attachments of a VPC, each once.
    pub(super) fn attachments_of(&self, vpc: &str) -> Vec<&Item<Attachment>> {
        let of_vpc = self.attachments.iter().filter(|attachment| attachment.facts.vpc_id == vpc);
        let mut ids: Vec<&str> = of_vpc.map(Item::id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().filter_map(|id| self.attachment(id)).collect()
    }

    /// Ranges of a prefix list; none of one that was not read, such as those of AWS.
    pub(super) fn ranges_of_list(&self, id: &str) -> Vec<Range> {
        let list = by_id(&self.prefix_lists, id);
        list.iter().flat_map(|list| list.facts.entries.iter().map(|entry| entry.cidr)).collect()
    }

    /// Whether an account sees a resource: it owns it, or a share gives it to the account.
    ///
    /// Organizations are not known, so a share with one counts for every account.
    pub(super) fn is_seen(&self, arn: &str, owner: &str, account: &str) -> bool {
        let is_meant = |principal: &String| {
            principal == account
                || principal.contains(&format!("::{account}:"))
                || principal.contains(":organization/")
                || principal.contains(":ou/")
        };
        let gives = |share: &Item<Share>| {
            share.facts.status == "ACTIVE"
                && share.facts.resources.iter().any(|shared| shared == arn)
                && share.facts.principals.iter().any(is_meant)
        };
        owner == account || self.shares.iter().any(gives)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Vpc {
    pub(super) cidr_blocks: Vec<Range>,
    pub(super) ipv6_cidr_blocks: Vec<Range>,
    pub(super) enable_dns_support: bool,
    pub(super) enable_dns_hostnames: bool,
}

impl Vpc {
    /// Its ranges.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range> {
        self.cidr_blocks.iter().chain(&self.ipv6_cidr_blocks).copied()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Subnet {
    pub(super) cidr_block: Option<Range>,
    pub(super) ipv6_cidr_blocks: Vec<Range>,
    pub(super) vpc_id: String,
    /// The same zone in every account, which names are not.
    pub(super) availability_zone_id: String,
    /// Name of the zone in this account.
    pub(super) availability_zone: String,
}

impl Subnet {
    /// Its ranges.
    pub(super) fn ranges(&self) -> impl Iterator<Item = Range> {
        self.cidr_block.iter().chain(&self.ipv6_cidr_blocks).copied()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct RouteTable {
    pub(super) vpc_id: String,
    pub(super) subnets: Vec<String>,
    pub(super) main: bool,
    pub(super) routes: Vec<Route>,
}

/// A route of a VPC. It has one destination and one target.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Route {
    destination_cidr_block: Option<Range>,
    destination_ipv6_cidr_block: Option<Range>,
    destination_prefix_list_id: Option<String>,
    pub(super) transit_gateway_id: Option<String>,
    gateway_id: Option<String>,
    nat_gateway_id: Option<String>,
    egress_only_internet_gateway_id: Option<String>,
    pub(super) vpc_peering_connection_id: Option<String>,
    network_interface_id: Option<String>,
    instance_id: Option<String>,
}

impl Route {
    /// Its range, if it names one.
    pub(super) fn range(&self) -> Option<Range> {
        self.destination_cidr_block.or(self.destination_ipv6_cidr_block)
    }

    /// Its prefix list, if it names one.
    pub(super) fn list(&self) -> Option<&str> {
        self.destination_prefix_list_id.as_deref()
    }

    /// What it leads to, if that is no transit gateway and no peering.
    pub(super) fn other_target(&self) -> &str {
        let targets = [
            &self.gateway_id,
            &self.nat_gateway_id,
            &self.egress_only_internet_gateway_id,
            &self.network_interface_id,
            &self.instance_id,
        ];
        targets.into_iter().flatten().next().map_or("an unknown target", String::as_str)
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Gateway {
    pub(super) owner_id: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct Attachment {
    pub(super) transit_gateway_id: String,
    pub(super) vpc_id: String,
    pub(super) vpc_owner_id: String,
    pub(super) state: String,
    pub(super) subnet_ids: Vec<String>,
    pub(super) options: AttachmentOptions,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct AttachmentOptions {
    pub(super) ipv6_support: String,
    pub(super) appliance_mode_support: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct GatewayTable {
    pub(super) transit_gateway_id: String,
    pub(super) associations: Vec<String>,
    pub(super) propagations: Vec<String>,
    pub(super) routes: Vec<GatewayRoute>,
    pub(super) prefix_lists: Vec<PrefixListReference>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct GatewayRoute {
    pub(super) destination_cidr_block: Option<Range>,
    /// The list that it comes from, if it is an entry of one.
    pub(super) prefix_list_id: Option<String>,
    /// `static` or `propagated`.
    pub(super) r#type: String,
    /// `active` or `blackhole`.
    pub(super) state: String,
    pub(super) transit_gateway_attachments: Vec<AttachmentName>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct PrefixListReference {
    pub(super) prefix_list_id: String,
    pub(super) blackhole: bool,
    pub(super) transit_gateway_attachment: AttachmentName,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "PascalCase")]
pub(super) struct AttachmentName {
    pub(super) transit_gateway_attachment_id: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Share {
    pub(super) status: String,
    pub(super) principals: Vec<String>,
    pub(super) resources: Vec<String>,
}
