//! The hub's half: what only the account of the transit gateway can do for an attachment.

use crate::endpoint_hub_spoke::HUB;
use crate::shared::Subject;
use crate::shared::hub::{Hub, HubDomainFields, HubFields};
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::transit_gateway_vpc_attachment::TransitGatewayVpcAttachmentAttributes as Attachment;
use privatelink_catalog::ec2::transit_gateway_vpc_attachment_accepter::TransitGatewayVpcAttachmentAccepterAttributes as Accepter;
use privatelink_ir::handle::{Condition, Draft, Handle, Late, List, One, Resource, Text};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Who does the hub's half.
#[derive(Clone, Copy, Input, JsonSchema)]
#[schemars(rename = "SpokeAdmission", rename_all = "camelCase")]
pub(crate) enum Admission {
    /// The hub's deployment, by an entry in its `spokes`.
    Hub,
    /// This deployment, with a provider for the hub's account.
    Here,
    /// The transit gateway itself, where the hub has an `automaticDomain`.
    Automatic,
}

/// Who does the hub's half, and where it is.
#[derive(Clone, Copy)]
pub(crate) struct Admitted {
    /// Whether this deployment does it.
    pub(crate) is_here: Condition,
    /// Whether the hub's transit gateway does it by itself.
    pub(crate) is_automatic: Condition,
    /// Whether the hub is in the account of the spoke.
    pub(crate) same_account: Condition,
}

/// What the user says about routing at the hub.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) domain: Handle<Text>,
    pub(crate) propagate_to: Handle<List<Text>>,
    pub(crate) accept_attachment: Handle<bool>,
}

impl Admitted {
    /// Whether nothing is done in another account than the spoke's: then all of it is one stack.
    pub(crate) fn stays_home(self) -> Condition {
        self.same_account | !self.is_here
    }
}

/// Who does it.
pub(crate) fn given(
    draft: &mut Draft,
    admission: Handle<Admission>,
    same_account: Handle<bool>,
) -> Admitted {
    let is_here = admission.is_set().choose(admission.is(Admission::Here), same_account);
    let is_automatic = admission.is_set() & admission.is(Admission::Automatic);
    Admitted { is_here: draft.named("admits", is_here), is_automatic, same_account }
}

/// Accepts the attachment if that is asked for, associates it with the table of its domain, and propagates it to the hub's
/// table and to those of other domains. Gives what accepts it.
pub(crate) fn part(
    draft: &mut Draft,
    subject: Subject,
    given: Given,
    admitted: Admitted,
    attachment: Attachment<One>,
    hub: Handle<Hub, Late>,
) -> Accepter<One> {
    let is_here = admitted.is_here;
    let accepted = ec2::TransitGatewayVpcAttachmentAccepter::new()
        .only_if(is_here & given.accept_attachment)
        .transit_gateway_attachment_id(attachment.id())
        .transit_gateway_default_route_table_association(false)
        .transit_gateway_default_route_table_propagation(false)
        .tags(subject.tags)
        .in_slot_unless(HUB, admitted.stays_home());
    let accepted = draft.resource("accepted", accepted);
    let domains = hub.domains();
    let association = ec2::TransitGatewayRouteTableAssociation::new()
        .only_if(is_here)
        .transit_gateway_attachment_id(attachment.id())
        .transit_gateway_route_table_id(domains.lookup(given.domain).route_table_id())
        .after(accepted)
        .in_slot_unless(HUB, admitted.stays_home());
    draft.resource("association", association);
    let entry = ec2::TransitGatewayRouteTablePropagation::new()
        .only_if(is_here)
        .transit_gateway_attachment_id(attachment.id())
        .transit_gateway_route_table_id(hub.entry_route_table_id())
        .after(accepted)
        .in_slot_unless(HUB, admitted.stays_home());
    draft.resource("hub_propagation", entry);
    let others = is_here.then_all(given.propagate_to);
    draft.resources("propagation", others, |domain, _| {
        ec2::TransitGatewayRouteTablePropagation::new()
            .transit_gateway_attachment_id(attachment.id())
            .transit_gateway_route_table_id(domains.lookup(domain).route_table_id())
            .after(accepted)
            .in_slot_unless(HUB, admitted.stays_home())
    });
    accepted
}
