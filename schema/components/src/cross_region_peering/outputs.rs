//! What is told of a peering, whichever mode it has.

use crate::cross_region_peering::sides::Peered;
use privatelink_ir::handle::{Awaited, Draft, Handle, Late, List, Text};

/// The id of the peering, and its state.
pub(crate) fn part(
    draft: &mut Draft,
    peered: Peered,
    asked: Handle<Text, Late>,
    given: Handle<Text, Late>,
    accepted: [&dyn Awaited; 2],
) {
    draft
        .output(
            "peeringId",
            "Id of the peering, for `peeringId` of the other part: told as soon as it is asked for.",
            peered.is_peering().then(peered.at_home.choose(given, asked)),
        )
        .optional();
    draft
        .output(
            "state",
            "State of the peering: `available`, or `pendingAcceptance` until `accepted` says otherwise.",
            peered.is_peering().then(peered.is_connected.choose("available", "pendingAcceptance")),
        )
        .optional()
        .after(accepted[0])
        .after(accepted[1]);
}

/// Which routes there are on either side, of gateways or of VPCs.
pub(crate) fn routes(
    draft: &mut Draft,
    gateways: [Handle<List<Text>>; 2],
    vpcs: [Handle<List<Text>>; 2],
) {
    let [of_requester, of_accepter] = gateways;
    let [of_vpc, of_far_vpc] = vpcs;
    let doc = "Routes of the requester's side to the other side, by table and range.";
    draft.output("requesterRoutes", doc, of_requester + of_vpc);
    let doc = "Routes of the accepter's side to the other side, by table and range.";
    draft.output("accepterRoutes", doc, of_accepter + of_far_vpc);
}
