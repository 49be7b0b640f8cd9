//! A peering of two transit gateways: request, acceptance, associations, and static routes on both sides.

use crate::cross_region_peering::PEER;
use crate::cross_region_peering::sides::{
    Mode, Part, Peered, Side, SideFields, in_half, ranges_of,
};
use crate::shared::table_ranges::{TableRangeFields, in_tables};
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::transit_gateway_peering_attachment::{
    Options, TransitGatewayPeeringAttachmentAttributes as Peering,
};
use privatelink_catalog::ec2::transit_gateway_peering_attachment_accepter::TransitGatewayPeeringAttachmentAccepterAttributes as Accepter;
use privatelink_catalog::ec2::transit_gateway_peering_attachment_details::Filter;
use privatelink_catalog::facts::ACCOUNT_ID;
use privatelink_ir::handle::{
    Condition, Draft, Handle, Late, List, Map, One, Resource, Text, at, here, list,
};

/// What the user says about the peering itself.
#[derive(Clone, Copy)]
pub(crate) struct Given {
    pub(crate) peering_id: Handle<Text, Late>,
    pub(crate) look_up: Handle<bool>,
    pub(crate) dynamic_routing: Handle<bool>,
    pub(crate) tags: Handle<Map<Text>, Late>,
}

/// A peering of two gateways.
#[derive(Clone, Copy)]
pub(crate) struct Made {
    pub(crate) peering: Peering<One>,
    pub(crate) accepted: Accepter<One>,
    /// Keys of the routes of both sides.
    pub(crate) keys: [Handle<List<Text>>; 2],
}

/// The peering and all that belongs to it.
pub(crate) fn part(draft: &mut Draft, peered: Peered, given: Given) -> Made {
    let is_made = peered.mode.is(Mode::TransitGateway);
    let peering = asked(draft, peered, given, is_made);
    let accepted = accepted(draft, peered, given, is_made, peering);
    let ours = Half {
        labels: ["gateway_association", "gateway_route", "blackhole"],
        side: peered.requester,
        far: peered.accepter,
        id: peering.id(),
        is_made: is_made & peered.requests,
        is_connected: is_made & peered.requests & peered.is_connected,
        at_home: None,
    };
    let theirs = Half {
        labels: ["peer_gateway_association", "peer_gateway_route", "peer_blackhole"],
        side: peered.accepter,
        far: peered.requester,
        id: accepted.id(),
        is_made: is_made & peered.accepts,
        is_connected: is_made & peered.accepts,
        at_home: Some(peered.at_home),
    };
    let keys = [half(draft, ours, accepted), half(draft, theirs, accepted)];
    outputs(draft, peered, is_made, peering, accepted);
    Made { peering, accepted, keys }
}

/// The request.
fn asked(draft: &mut Draft, peered: Peered, given: Given, is_made: Condition) -> Peering<One> {
    let (requester, accepter) = (peered.requester, peered.accepter);
    let account = peered.part.is(Part::Requester).choose(here(ACCOUNT_ID), at(PEER, ACCOUNT_ID));
    let dynamic = Options::new().dynamic_routing("enable");
    let peering = ec2::TransitGatewayPeeringAttachment::new()
        .only_if(is_made & peered.requests)
        .transit_gateway_id(requester.transit_gateway_id())
        .peer_transit_gateway_id(accepter.transit_gateway_id())
        .peer_region(accepter.region())
        .peer_account_id(accepter.account_id().or(account))
        .options(given.dynamic_routing.then(dynamic))
        .tags(given.tags);
    draft.resource("gateway_peering", peering)
}

/// The acceptance, of the id that the accepter's side knows.
fn accepted(
    draft: &mut Draft,
    peered: Peered,
    given: Given,
    is_made: Condition,
    peering: Peering<One>,
) -> Accepter<One> {
    let (ours, theirs) = (peered.requester, peered.accepter);
    let filters = list([
        Filter::new().name("transit-gateway-id").values(list([theirs.transit_gateway_id()])),
        Filter::new().name("remote-owner-id").values(list([here_of_requester()])),
        Filter::new().name("state").values(list(["pendingAcceptance", "available"])),
    ]);
    let found = ec2::TransitGatewayPeeringAttachmentDetails::new()
        .only_if(is_made & peered.accepts & given.look_up)
        .attachment_id(peering.id())
        .transit_gateway_id(theirs.transit_gateway_id())
        .peer_transit_gateway_id(ours.transit_gateway_id())
        .filter(filters)
        .after(peering)
        .in_slot_unless(PEER, peered.at_home);
    let found = draft.resource("peer_attachment", found);
    let known = given.look_up.choose(found.id(), peering.id());
    let accepted = ec2::TransitGatewayPeeringAttachmentAccepter::new()
        .only_if(is_made & peered.accepts)
        .transit_gateway_attachment_id(peered.at_home.choose(given.peering_id, known))
        .tags(given.tags)
        .in_slot_unless(PEER, peered.at_home);
    draft.resource("gateway_accepted", accepted)
}

/// The account of the requester, which has the default slot wherever something is looked up.
fn here_of_requester() -> Handle<Text, Late> {
    at(privatelink_ir::DEFAULT_SLOT, ACCOUNT_ID)
}

/// One half: what stands at one of the two gateways.
#[derive(Clone, Copy)]
struct Half {
    /// Labels of association, routes and blackholes.
    labels: [&'static str; 3],
    side: Handle<Side>,
    far: Handle<Side>,
    /// The peering, as this side knows it.
    id: Handle<Text, Late>,
    is_made: Condition,
    is_connected: Condition,
    /// Whether the half of the accepter is in the default slot; `None` for the half of the requester.
    at_home: Option<Condition>,
}

/// Association, routes and blackholes of one half. AWS refuses the first two before the peering is accepted, and routes of an
/// attachment that is not associated would lead nobody back. Gives the keys of the routes.
fn half(draft: &mut Draft, half: Half, accepted: Accepter<One>) -> Handle<List<Text>> {
    let Half { labels: [of_association, of_route, of_drop], side, id, at_home, .. } = half;
    let association = ec2::TransitGatewayRouteTableAssociation::new()
        .only_if(half.is_connected)
        .transit_gateway_attachment_id(id)
        .transit_gateway_route_table_id(side.associate_with());
    // The accepter's half reads the acceptance; the requester's only waits for it.
    let association = match at_home {
        Some(_) => in_half(association, at_home),
        None => association.after(accepted),
    };
    let association = draft.resource(of_association, association);
    let far = ranges_of(half.far) + side.extra_routes();
    let tables = |is_made| side.gateway_tables().filter(|_, _| is_made);
    let ways = in_tables(tables(half.is_connected), far);
    draft.resources(of_route, ways, |_, way| {
        let route = ec2::TransitGatewayRoute::new()
            .transit_gateway_route_table_id(way.table())
            .destination_cidr_block(way.range())
            .transit_gateway_attachment_id(id)
            .after(association);
        in_half(route, at_home)
    });
    let drops = in_tables(tables(half.is_made), side.blackholes());
    draft.resources(of_drop, drops, |_, way| {
        let route = ec2::TransitGatewayRoute::new()
            .transit_gateway_route_table_id(way.table())
            .destination_cidr_block(way.range())
            .blackhole(true);
        in_half(route, at_home)
    });
    ways.keys()
}

fn outputs(
    draft: &mut Draft,
    peered: Peered,
    is_made: Condition,
    peering: Peering<One>,
    accepted: Accepter<One>,
) {
    let is_connected = is_made & peered.is_connected;
    draft
        .output(
            "requesterAttachmentId",
            "Id of the attachment at the requester's transit gateway, once the peering is accepted.",
            (is_connected & peered.requests).then(peering.id()),
        )
        .optional()
        .after(accepted);
    draft
        .output(
            "accepterAttachmentId",
            "Id of the attachment at the accepter's transit gateway, once the peering is accepted. In some Regions it is another \
             one than the requester's.",
            (is_made & peered.accepts).then(accepted.id()),
        )
        .optional();
}
