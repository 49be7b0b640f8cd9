//! The attachment of the VPC to the hub's transit gateway.

use crate::forms::{AvailabilityZoneId, SubnetId};
use crate::shared::Subject;
use crate::shared::hub::{Hub, HubFields};
use crate::shared::subnet_rules;
use crate::shared::switch::switch;
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::transit_gateway_vpc_attachment::TransitGatewayVpcAttachmentAttributes as Attachment;
use privatelink_catalog::ram;
use privatelink_catalog::ram::resource_share_accepter::ResourceShareAccepterAttributes as Share;
use privatelink_ir::handle::{Draft, Handle, Late, Map, One, Resource};
use privatelink_ir::{Keyed, Value};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Subnets by the id of their zone.
pub(crate) type Subnets = Keyed<AvailabilityZoneId, AttachmentSubnet>;

/// A subnet that the transit gateway enters by.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct AttachmentSubnet {
    /// Id of the subnet.
    subnet_id: Value<SubnetId>,
}

/// What the user says about the attachment.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) subnets: Handle<Map<AttachmentSubnet>>,
    pub(crate) same_account: Handle<bool>,
    /// Whether the gateway associates and propagates it by itself.
    pub(crate) is_automatic: Handle<bool>,
    pub(crate) accept_share: Handle<bool>,
    pub(crate) ipv6: Handle<bool>,
    pub(crate) appliance_mode: Handle<bool>,
    pub(crate) dns_support: Handle<bool>,
    pub(crate) security_group_referencing: Handle<bool>,
}

/// The attachment, after the share by which its gateway is seen. Gives what accepts the share, too.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Given,
    hub: Handle<Hub, Late>,
) -> (Attachment<One>, Share<One>) {
    // Only the owner of the gateway can keep an attachment out of its default tables.
    let is_own = given.same_account.then(given.is_automatic);
    let referencing = given.security_group_referencing;
    let share =
        ram::ResourceShareAccepter::new().only_if(given.accept_share).share_arn(hub.share_arn());
    let share = draft.resource("accepted_share", share);
    let attachment = ec2::TransitGatewayVpcAttachment::new()
        .transit_gateway_id(hub.transit_gateway_id())
        .vpc_id(subject.vpc_id)
        .subnet_ids(given.subnets.map(|_, subnet| subnet.subnet_id()))
        .appliance_mode_support(switch(given.appliance_mode))
        .dns_support(switch(given.dns_support))
        .ipv6_support(switch(given.ipv6))
        .security_group_referencing_support(referencing.is_set().then(switch(referencing)))
        .transit_gateway_default_route_table_association(is_own)
        .transit_gateway_default_route_table_propagation(is_own)
        .tags(subject.tags)
        .after(share);
    let attachment = draft.resource("attachment", attachment);
    draft.rules([
        subnet_rules::not_too_many(given.subnets),
        subnet_rules::one_region(given.subnets),
    ]);
    draft.rules(subnet_rules::each_once(given.subnets, |subnet| subnet.subnet_id()));
    draft.output(
        "attachmentId",
        "Id of the attachment, for an entry in the hub's `spokes`.",
        attachment.id(),
    );
    (attachment, share)
}
