//! A peering of two VPCs: request, acceptance, options, and routes on both sides.

use crate::cross_region_peering::PEER;
use crate::cross_region_peering::sides::{Mode, Part, Peered, Side, SideFields, in_half};
use crate::shared::table_ranges::{TableRangeFields, in_tables};
use privatelink_catalog::ec2;
use privatelink_catalog::ec2::vpc_peering_connection::VpcPeeringConnectionAttributes as Peering;
use privatelink_catalog::ec2::vpc_peering_connection_accepter::VpcPeeringConnectionAccepterAttributes as Accepter;
use privatelink_catalog::ec2::vpc_peering_connection_options::{
    Accepter as OfAccepter, Requester as OfRequester,
};
use privatelink_catalog::facts::ACCOUNT_ID;
use privatelink_ir::handle::{
    Condition, Draft, Handle, Late, List, Map, One, Resource, Text, at, here,
};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// Which side's public names lead to private addresses for the other side.
#[derive(Input, JsonSchema)]
#[schemars(rename = "ResolveRemoteNames", rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct RemoteNames {
    /// Whether the accepter's VPC resolves public names of instances in the requester's VPC to their private addresses.
    #[schemars(extend("default" = true))]
    requester: bool,
    /// Whether the requester's VPC resolves public names of instances in the accepter's VPC to their private addresses.
    #[schemars(extend("default" = true))]
    accepter: bool,
}

/// A peering of two VPCs.
#[derive(Clone, Copy)]
pub(crate) struct Made {
    pub(crate) peering: Peering<One>,
    pub(crate) accepted: Accepter<One>,
    /// Keys of the routes of both sides.
    pub(crate) keys: [Handle<List<Text>>; 2],
}

/// The peering and all that belongs to it.
pub(crate) fn part(
    draft: &mut Draft,
    peered: Peered,
    peering_id: Handle<Text, Late>,
    names: Handle<RemoteNames>,
    tags: Handle<Map<Text>, Late>,
) -> Made {
    let is_made = peered.mode.is(Mode::VpcPeering);
    let (near, far) = (peered.requester, peered.accepter);
    let account = peered.part.is(Part::Requester).choose(here(ACCOUNT_ID), at(PEER, ACCOUNT_ID));
    let peering = ec2::VpcPeeringConnection::new()
        .only_if(is_made & peered.requests)
        .vpc_id(near.vpc_id())
        .peer_vpc_id(far.vpc_id())
        .peer_region(far.region())
        .peer_owner_id(far.account_id().or(account))
        .tags(tags);
    let peering = draft.resource("vpc_peering", peering);
    let accepted = ec2::VpcPeeringConnectionAccepter::new()
        .only_if(is_made & peered.accepts)
        .vpc_peering_connection_id(peered.at_home.choose(peering_id, peering.id()))
        .auto_accept(true)
        .tags(tags)
        .in_slot_unless(PEER, peered.at_home);
    let accepted = draft.resource("vpc_accepted", accepted);
    // Whoever reads the id of the acceptance waits for it.
    let id = peered.accepts.choose(accepted.id(), peering.id());
    let connected = is_made & peered.requests & peered.is_connected;
    options(draft, peered, names, id, [connected, is_made & peered.accepts]);
    let ours = Half {
        labels: ["vpc_route", "vpc_route_ipv6"],
        side: near,
        far,
        is_made: connected,
        at_home: None,
    };
    let theirs = Half {
        labels: ["peer_vpc_route", "peer_vpc_route_ipv6"],
        side: far,
        far: near,
        is_made: is_made & peered.accepts,
        at_home: Some(peered.at_home),
    };
    let keys = [ours.routes(draft, id), theirs.routes(draft, id)];
    Made { peering, accepted, keys }
}

/// Options of each side, which AWS takes when the peering is active.
fn options(
    draft: &mut Draft,
    peered: Peered,
    names: Handle<RemoteNames>,
    id: Handle<Text, Late>,
    [requester, accepter]: [Condition; 2],
) {
    let of_requester = OfRequester::new().allow_remote_vpc_dns_resolution(names.requester());
    let ours = ec2::VpcPeeringConnectionOptions::new()
        .only_if(requester)
        .vpc_peering_connection_id(id)
        .side("requester")
        .remote_names(names.requester())
        .requester(of_requester);
    draft.resource("vpc_options", ours);
    let of_accepter = OfAccepter::new().allow_remote_vpc_dns_resolution(names.accepter());
    let theirs = ec2::VpcPeeringConnectionOptions::new()
        .only_if(accepter)
        .vpc_peering_connection_id(id)
        .side("accepter")
        .remote_names(names.accepter())
        .accepter(of_accepter)
        .in_slot_unless(PEER, peered.at_home);
    draft.resource("peer_vpc_options", theirs);
}

/// Routes of one side to the other.
#[derive(Clone, Copy)]
struct Half {
    /// Labels of routes for IPv4 and IPv6.
    labels: [&'static str; 2],
    side: Handle<Side>,
    far: Handle<Side>,
    is_made: Condition,
    /// Whether the half of the accepter is in the default slot; `None` for the half of the requester.
    at_home: Option<Condition>,
}

impl Half {
    /// The routes; gives their keys.
    fn routes(self, draft: &mut Draft, id: Handle<Text, Late>) -> Handle<List<Text>> {
        let [ipv4, ipv6] = self.labels;
        let at_home = self.at_home;
        let tables = self.side.route_table_ids().filter(|_, _| self.is_made);
        let ways = in_tables(tables, self.far.cidr_blocks());
        let ipv6_ways = in_tables(tables, self.far.ipv6_cidr_blocks());
        draft.resources(ipv4, ways, |_, way| {
            let route = ec2::Route::new()
                .route_table_id(way.table())
                .destination_cidr_block(way.range())
                .vpc_peering_connection_id(id);
            in_half(route, at_home)
        });
        draft.resources(ipv6, ipv6_ways, |_, way| {
            let route = ec2::Route::new()
                .route_table_id(way.table())
                .destination_ipv6_cidr_block(way.range())
                .vpc_peering_connection_id(id);
            in_half(route, at_home)
        });
        ways.keys() + ipv6_ways.keys()
    }
}
