//! What has to hold for two sides of a peering together.

use crate::cross_region_peering::sides::{Mode, Part, Peered, Side, SideFields, ranges_of};
use crate::cross_region_peering::{Inputs, InputsFields};
use crate::sources;
use privatelink_ir::handle::{Condition, Handle, List, Text};
use privatelink_ir::rule::Rule;
use privatelink_macros::text;

/// What has to hold.
pub(crate) fn rules(inputs: Handle<Inputs>, peered: Peered) -> Vec<Rule> {
    let Peered { requester, accepter, .. } = peered;
    about_regions(inputs, peered)
        .into_iter()
        .chain([about_numbers(peered)])
        .chain(about_ranges(peered))
        .chain(about_routes(requester, "requester"))
        .chain(about_routes(accepter, "accepter"))
        .chain(needs(inputs, peered))
        .collect()
}

/// The sides are in two Regions, or have two ids for one peering.
fn about_regions(inputs: Handle<Inputs>, peered: Peered) -> [Rule; 2] {
    let is_one = peered.requester.region().is(peered.accepter.region());
    let look_up = inputs.look_up_accepter_id();
    let region = peered.accepter.region();
    let is_gateway = peered.mode.is(Mode::TransitGateway);
    // https://github.com/hashicorp/terraform-provider-aws/pull/24000
    [
        region.rule("peering/regions").must(!is_one | is_gateway).otherwise(
            "is the Region of the requester too",
            "name another Region: in one, the requester's team connects VPCs without this component",
        ),
        look_up
        .rule("peering/one-region")
        .source(sources::GATEWAY_PEERINGS)
        .must(!is_one | !is_gateway | !peered.part.is(Part::Both) | look_up)
        .otherwise(
            "is false, but both gateways are in one Region, where the accepter's side has another id",
            "set it to true, or correct `region` of one side",
        ),
    ]
}

/// Gateways that are peered have numbers of their own.
fn about_numbers(peered: Peered) -> Rule {
    let (ours, theirs) = (peered.requester.amazon_side_asn(), peered.accepter.amazon_side_asn());
    theirs
        .rule("peering/asn")
        .source(sources::GATEWAY_PEERINGS)
        .must(ours.is_absent() | theirs.is_absent() | !ours.is(theirs))
        .otherwise(
            "is the number of the requester's gateway too: AWS advises one of its own for each gateway, for routes that may be \
             propagated over peerings one day",
            "give a new gateway another number; that of one that is there cannot be changed",
        )
        .warning()
}

/// Ranges of the sides are apart, and there are some.
fn about_ranges(peered: Peered) -> [Rule; 4] {
    let Peered { requester, accepter, .. } = peered;
    let some = |side: Handle<Side>| {
        let ranges = ranges_of(side);
        let is_peering = peered.is_peering();
        side.cidr_blocks().rule("peering/ranges").must(!is_peering | ranges.has_any()).otherwise(
            "is empty, and so is `ipv6CidrBlocks`: the other side would have nothing to route to",
            "give the ranges of this side that the other side is to reach",
        )
    };
    [
        some(requester),
        some(accepter),
        apart(accepter.cidr_blocks(), requester.cidr_blocks()),
        apart(accepter.ipv6_cidr_blocks(), requester.ipv6_cidr_blocks()),
    ]
}

/// No address is on both sides.
fn apart(theirs: Handle<List<Text>>, ours: Handle<List<Text>>) -> Rule {
    let shared = theirs.filter(|range| ours.covering(range).has_any());
    let covering = ours.filter(|range| theirs.covering(range).has_any());
    let overlapping = (shared + covering).distinct();
    theirs
        .rule("peering/overlap")
        .source(sources::GATEWAY_PEERINGS)
        .must(overlapping.is_empty())
        .otherwise(
            text!("shares addresses with ranges of the requester: {}", overlapping.quoted()),
            "give each side ranges of its own; a single service of a network with the same addresses is reached by AWS \
             PrivateLink",
        )
}

/// A table has one route for a range, and none of its own leads back into itself.
fn about_routes(side: Handle<Side>, name: &'static str) -> [Rule; 2] {
    let dropped = side.blackholes();
    let twice = dropped.filter(|range| side.extra_routes().contains(range));
    let tables = side.gateway_tables().values();
    let table = side.associate_with();
    [
        dropped.rule("peering/route-twice").must(twice.is_empty()).otherwise(
            text!("has ranges that are in `extraRoutes` too: {}", twice.quoted()),
            "leave each in one of the two",
        ),
        table
            .rule("peering/own-table")
            .source(sources::GATEWAY_PEERINGS)
            .must(table.is_absent() | !tables.contains(table))
            .otherwise(
                text!(
                    "is one of `gatewayTables` of the {}: what comes from the other side could be sent back there, and if \
                     this is the table that knows every spoke, all of them are open to the other side",
                    name
                ),
                "associate the peering with a table that leads only to what the other side may reach",
            )
            .warning(),
    ]
}

/// What each half needs.
fn needs(inputs: Handle<Inputs>, peered: Peered) -> Vec<Rule> {
    let Peered { requester, accepter, requests, accepts, at_home, .. } = peered;
    let is_gateway = peered.mode.is(Mode::TransitGateway);
    let mut rules = vec![
        inputs
            .peering_id()
            .rule("peering/id")
            .must(!at_home | !peered.is_peering() | inputs.peering_id().is_set())
            .otherwise(
                "is missing, and `part` is `accepter`",
                "give the output `peeringId` of the requester's deployment",
            ),
    ];
    let is_vpc = peered.mode.is(Mode::VpcPeering);
    for side in [requester, accepter] {
        let (gateway, vpc) = (side.transit_gateway_id(), side.vpc_id());
        rules.push(
            gateway
                .rule("peering/gateway")
                .must(!(is_gateway & requests) | gateway.is_set())
                .otherwise("is missing", "give the transit gateway of this side"),
        );
        rules.push(
            vpc.rule("peering/vpc")
                .must(!(is_vpc & requests) | vpc.is_set())
                .otherwise("is missing", "give the VPC of this side"),
        );
    }
    let of_requester = requests & peered.is_connected;
    rules.extend(needs_tables(requester, is_gateway & of_requester, is_vpc & of_requester));
    rules.extend(needs_tables(accepter, is_gateway & accepts, is_vpc & accepts));
    rules
}

/// Tables of a half that is made, of gateways or VPCs.
fn needs_tables(side: Handle<Side>, is_made: Condition, is_vpc_made: Condition) -> [Rule; 3] {
    [
        side.associate_with()
            .rule("peering/association")
            .must(!is_made | side.associate_with().is_set())
            .otherwise(
                "is missing: nothing that comes from the other side would be sent on",
                "give the route table of this side's gateway that leads to what the other side may reach",
            ),
        side.gateway_tables().rule("peering/tables").must(!is_made | side.gateway_tables().has_any()).otherwise(
            "is empty: nothing would be sent to the other side, not even answers",
            "give the route tables of this side's gateway that lead there",
        ),
        side.route_table_ids().rule("peering/vpc-tables").must(!is_vpc_made | side.route_table_ids().has_any()).otherwise(
            "is empty: nothing would be sent to the other side, not even answers",
            "give the route tables of this side's VPC that lead there",
        ),
    ]
}
