//! The gateway by which consumers enter the VPC.

use crate::forms::{AvailabilityZoneId, SubnetId};
use crate::shared::{Subject, subnet_rules};
use privatelink_catalog::vpclattice;
use privatelink_ir::handle::{Draft, Handle, Late, List, Map, Text};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Subnets by the id of their zone.
pub(crate) type Subnets = Keyed<AvailabilityZoneId, GatewaySubnet>;

/// A subnet of the gateway.
#[derive(Input, JsonSchema)]
#[schemars(rename = "ResourceGatewaySubnet", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct GatewaySubnet {
    /// Id of the subnet. It belongs to this account: AWS makes no gateway in a subnet that another account shares.
    subnet_id: Value<SubnetId>,
}

/// Address type of a resource gateway.
#[derive(Input, JsonSchema)]
#[schemars(rename = "ResourceGatewayIpAddressType", rename_all = "lowercase")]
pub(crate) enum AddressType {
    /// IPv4 only.
    Ipv4,
    /// IPv6 only.
    Ipv6,
    /// IPv4 and IPv6.
    Dualstack,
}

/// What the user says about the gateway.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) subnets: Handle<Map<GatewaySubnet>>,
    pub(crate) address_type: Handle<AddressType>,
    pub(crate) security_group_ids: Handle<List<Text, Late>>,
}

/// The gateway. Gives its id.
pub(crate) fn part(draft: &mut Draft, subject: Subject, given: Given) -> Handle<Text, Late> {
    let subnets = given.subnets;
    let gateway = vpclattice::ResourceGateway::new()
        .name(subject.name)
        .vpc_id(subject.vpc_id)
        .subnet_ids(subnets.map(|_, subnet| subnet.subnet_id()))
        .security_group_ids(given.security_group_ids)
        .ip_address_type(as_aws_spells(given.address_type))
        .tags(subject.tags);
    let gateway = draft.resource("gateway", gateway);
    draft.rules([subnet_rules::not_too_many(subnets), subnet_rules::one_region(subnets)]);
    draft.rules(subnet_rules::each_once(subnets, |subnet| subnet.subnet_id()));
    draft.output("resourceGatewayId", "Id of the resource gateway.", gateway.id());
    draft.output("resourceGatewayArn", "ARN of the resource gateway.", gateway.arn());
    gateway.id()
}

fn as_aws_spells(address_type: Handle<AddressType>) -> Handle<Text> {
    let is = |word| address_type.is(word);
    is(AddressType::Ipv4).choose("IPV4", is(AddressType::Ipv6).choose("IPV6", "DUALSTACK"))
}
