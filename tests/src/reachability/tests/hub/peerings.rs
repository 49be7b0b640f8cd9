//! From another Region over peerings: what is taken away is missed, and nothing more is led to than is to be.

use serde_json::json;

use super::far::{FAR_OWNER, OWNER, PEERING, SIDE, f, fixed, p, with};
use super::{ATTACHMENT, Change, GATEWAY_TABLE, HTTPS, ROUTE_TABLE, SSM, ZONE, a, b, client};
use crate::reachability::{Client, Hop, Refusal, Stage};

fn path(changes: &[Change], from: &Client) -> Result<Vec<Hop>, Refusal> {
    with(changes).path(from, SSM, HTTPS)
}

/// Whether the walk of one ends at the stage with these words, after no other hops than those of the undisturbed way, and the
/// others' do not.
fn assert_missed(changes: &[Change], from: &Client, stage: Stage, why: &str) {
    let whole = path(&[], from).unwrap();
    let refused =
        path(changes, from).err().unwrap_or_else(|| panic!("{changes:?} does not matter"));
    assert_eq!((refused.stage, refused.why.as_str()), (stage, why));
    assert!(whole.starts_with(&refused.passed), "{:?}", refused.passed);
    for other in [a(), f(), p()].iter().filter(|other| other.vpc != from.vpc) {
        path(changes, other).unwrap();
    }
}

fn shown(from: &Client) -> Vec<String> {
    let hops = path(&[], from).unwrap();
    let hops = hops.iter().map(ToString::to_string);
    hops.filter(|hop| !hop.contains("eni-ssm-2") && !hop.contains("use1-az2")).collect()
}

#[test]
fn another_region_reaches_the_hub_over_peered_gateways() {
    assert_eq!(
        shown(&f())[3..],
        [
            "route table rtb-f: 10.0.0.0/20 to tgw-2",
            "attachment tgw-attach-f in apse1-az1",
            "gateway's route table tgw-rtb-f: 10.0.0.0/20 to tgw-attach-p",
            "peering tgw-attach-p: tgw-2 to tgw-1",
            "gateway's route table tgw-rtb-in: 10.0.0.0/20 to tgw-attach-hub",
            "interface eni-ssm-1 in use1-az1",
            "sg-endpoints of the endpoint: in tcp 443",
            "on the way back route table rtb-endpoints: 10.64.0.0/10 to tgw-1",
            "on the way back attachment tgw-attach-hub in use1-az1",
            "on the way back gateway's route table tgw-rtb-hub: 10.80.0.0/24 to tgw-attach-p",
            "on the way back peering tgw-attach-p: tgw-1 to tgw-2",
            "on the way back gateway's route table tgw-rtb-f-in: 10.80.0.0/24 to tgw-attach-f",
            "AWS's own service com.amazonaws.us-east-1.ssm",
        ]
    );
}

#[test]
fn another_region_reaches_the_hub_over_peered_vpcs() {
    assert_eq!(
        shown(&p())[3..],
        [
            "route table rtb-p: 10.0.0.0/20 to pcx-1",
            "peering pcx-1: vpc-p to vpc-hub",
            "interface eni-ssm-1 in use1-az1",
            "sg-endpoints of the endpoint: in tcp 443",
            "on the way back route table rtb-endpoints: 10.81.0.0/24 to pcx-1",
            "on the way back peering pcx-1: vpc-hub to vpc-p",
            "AWS's own service com.amazonaws.us-east-1.ssm",
        ]
    );
}

#[test]
fn ipv6_goes_over_both_peerings() {
    for (vpc, source) in [("vpc-f", "2001:db8:f::7"), ("vpc-p", "2001:db8:e::7")] {
        let hops = path(&[], &client(vpc, source)).unwrap();
        assert!(hops.iter().any(|hop| matches!(hop, Hop::Peering { .. })));
    }
    let none = json!([fixed("10.0.0.0/20", "tgw-attach-p")]);
    let refused =
        path(&[(GATEWAY_TABLE, "tgw-rtb-f", "Routes", none)], &client("vpc-f", "2001:db8:f::7"));
    assert_eq!(refused.unwrap_err().stage, Stage::GatewayTable);
}

#[test]
fn sides_of_a_region_have_ids_of_their_own() {
    let gateways = |from: &str, to: &str| {
        let end = |gateway: &str| json!({"TransitGatewayId": gateway, "OwnerId": "111111111111", "Region": "us-east-1"});
        [end(from), end(to)]
    };
    let [requester, accepter] = gateways("tgw-2", "tgw-1");
    let side = |id: &str| json!({"scope": OWNER, "ids": {id: "id"}, "State": "available", "RequesterTgwInfo": requester, "AccepterTgwInfo": accepter, "AccepterTransitGatewayAttachmentId": "tgw-attach-p"});
    let here = |ids: [&str; 2]| -> Vec<Change> {
        vec![
            (SIDE, "tgw-attach-p", "RequesterTgwInfo", json!({})),
            (SIDE, "tgw-attach-p", "AccepterTgwInfo", json!({})),
            (SIDE, "", "", side(ids[0])),
            (SIDE, "", "", side(ids[1])),
            (GATEWAY_TABLE, "tgw-rtb-f", "Routes", json!([fixed("10.0.0.0/20", "tgw-attach-q")])),
            (GATEWAY_TABLE, "tgw-rtb-f-in", "Associations", json!(["tgw-attach-q"])),
        ]
    };
    path(&here(["tgw-attach-p", "tgw-attach-q"]), &f()).unwrap();
    // The id of the other side means nothing here.
    let wrong = json!([fixed("10.0.0.0/20", "tgw-attach-p")]);
    let mut changes = here(["tgw-attach-p", "tgw-attach-q"]);
    changes.push((GATEWAY_TABLE, "tgw-rtb-f", "Routes", wrong));
    let refused = path(&changes, &f()).unwrap_err();
    assert_eq!(refused.stage, Stage::GatewayTable);
    assert!(refused.why.ends_with("to attachment tgw-attach-p, which is not there"), "{refused}");
}

#[test]
fn each_part_of_a_peering_of_gateways_is_missed() {
    let missed = |change: Change, stage, why: &str| assert_missed(&[change], &f(), stage, why);
    missed(
        (GATEWAY_TABLE, "tgw-rtb-f", "Routes", json!([])),
        Stage::GatewayTable,
        "route table tgw-rtb-f of tgw-2 has no route to 10.0.0.10",
    );
    let drop = json!([{"DestinationCidrBlock": "10.0.0.0/20", "Type": "static", "State": "blackhole", "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-p"}]}]);
    missed(
        (GATEWAY_TABLE, "tgw-rtb-f", "Routes", drop),
        Stage::GatewayTable,
        "route table tgw-rtb-f of tgw-2 drops 10.0.0.10: its route for 10.0.0.0/20 is a blackhole",
    );
    missed(
        (SIDE, "tgw-attach-p", "State", json!("pendingAcceptance")),
        Stage::Peering,
        "peering tgw-attach-p is pendingAcceptance",
    );
    missed(
        (GATEWAY_TABLE, "tgw-rtb-in", "Associations", json!([])),
        Stage::GatewayTable,
        "attachment tgw-attach-p has no route table of transit gateway tgw-1",
    );
    missed(
        (GATEWAY_TABLE, "tgw-rtb-in", "Propagations", json!([])),
        Stage::GatewayTable,
        "route table tgw-rtb-in of tgw-1 has no route to 10.0.0.10",
    );
    missed(
        (GATEWAY_TABLE, "tgw-rtb-hub", "Routes", json!([])),
        Stage::WayBack,
        "on the way back, route table tgw-rtb-hub of tgw-1 has no route to 10.80.0.0/24",
    );
    missed(
        (GATEWAY_TABLE, "tgw-rtb-f-in", "Associations", json!([])),
        Stage::WayBack,
        "on the way back, attachment tgw-attach-p has no route table of transit gateway tgw-2",
    );
    missed(
        (GATEWAY_TABLE, "tgw-rtb-f-in", "Propagations", json!([])),
        Stage::WayBack,
        "on the way back, route table tgw-rtb-f-in of tgw-2 has no route to 10.80.0.0/24",
    );
}

#[test]
fn nothing_is_propagated_over_a_peering() {
    let learned = json!(["tgw-attach-f", "tgw-attach-p"]);
    let changes = [
        (GATEWAY_TABLE, "tgw-rtb-f", "Routes", json!([])),
        (GATEWAY_TABLE, "tgw-rtb-f", "Propagations", learned),
    ];
    assert_missed(
        &changes,
        &f(),
        Stage::GatewayTable,
        "route table tgw-rtb-f of tgw-2 has no route to 10.0.0.10",
    );
}

#[test]
fn gateways_that_lead_to_each_other_lead_nowhere() {
    let round = json!([fixed("10.0.0.0/20", "tgw-attach-p")]);
    let changes = [
        (GATEWAY_TABLE, "tgw-rtb-in", "Propagations", json!([])),
        (GATEWAY_TABLE, "tgw-rtb-in", "Routes", round.clone()),
    ];
    let refused = path(&changes, &f()).unwrap_err();
    assert_eq!(refused.stage, Stage::Peering);
    assert_eq!(
        refused.why,
        "peering tgw-attach-p leads 10.0.0.10 to transit gateway tgw-2 again: it goes round in a circle"
    );
}

#[test]
fn a_side_that_was_not_read_is_named() {
    let unread = (SIDE, "tgw-attach-p", "scope", json!(FAR_OWNER));
    let refused = path(&[unread], &f()).unwrap_err();
    assert_eq!(refused.stage, Stage::Peering);
    assert_eq!(refused.why, "peering tgw-attach-p has no side at transit gateway tgw-1");
}

#[test]
fn each_part_of_a_peering_of_vpcs_is_missed() {
    let missed = |change: Change, stage, why: &str| assert_missed(&[change], &p(), stage, why);
    missed(
        (ROUTE_TABLE, "rtb-p", "Routes", json!([])),
        Stage::Route,
        "route table rtb-p of subnet subnet-p has no route to 10.0.0.10",
    );
    missed(
        (PEERING, "pcx-1", "Status", json!("pending-acceptance")),
        Stage::Peering,
        "peering pcx-1 is pending-acceptance",
    );
    missed(
        (PEERING, "pcx-1", "AccepterVpcInfo", json!({"VpcId": "vpc-a"})),
        Stage::Peering,
        "VPC vpc-p is no part of peering pcx-1",
    );
    let back = json!([{"DestinationCidrBlock": "10.64.0.0/12", "TransitGatewayId": "tgw-1"}, {"DestinationCidrBlock": "10.80.0.0/24", "TransitGatewayId": "tgw-1"}]);
    missed(
        (ROUTE_TABLE, "rtb-endpoints", "Routes", back),
        Stage::WayBack,
        "on the way back, route table rtb-endpoints of subnet subnet-e1 has no route to 10.81.0.0/24",
    );
    missed(
        (PEERING, "pcx-1", "ids", json!({"pcx-2": "id"})),
        Stage::Peering,
        "peering pcx-1 is not there",
    );
}

#[test]
fn zones_answer_in_the_regions_of_their_vpcs() {
    let zones = json!([{"VPCId": "vpc-hub"}, {"VPCId": "vpc-a"}, {"VPCId": "vpc-p"}]);
    assert_missed(
        &[(ZONE, "Z-SSM", "VPCs", zones)],
        &f(),
        Stage::Name,
        "nobody answers for ssm.us-east-1.amazonaws.com in VPC vpc-f",
    );
}

#[test]
fn another_region_is_led_to_the_hub_only() {
    let allowed = ["10.0.0.0/20".parse().unwrap(), "2001:db8:b::/56".parse().unwrap()];
    let all = [f(), p()];
    with(&[]).leads_only(&all, &allowed).unwrap();
    with(&[]).apart(&[a(), b(), f()]).unwrap();
    let beyond = |changes: &[Change]| {
        assert!(path(changes, &f()).is_ok());
        with(changes).leads_only(&all, &allowed).unwrap_err().to_string()
    };
    // The hub's own table knows every spoke: whoever uses it reaches them all, once a route over there leads to them.
    let wide =
        json!([fixed("10.0.0.0/8", "tgw-attach-p"), fixed("2001:db8:b::/56", "tgw-attach-p")]);
    let own = [
        (GATEWAY_TABLE, "tgw-rtb-in", "Associations", json!([])),
        (GATEWAY_TABLE, "tgw-rtb-hub", "Associations", json!(["tgw-attach-hub", "tgw-attach-p"])),
        (
            GATEWAY_TABLE,
            "tgw-rtb-hub",
            "Propagations",
            json!([
                "tgw-attach-hub",
                "tgw-attach-a",
                "tgw-attach-b",
                "tgw-attach-c",
                "tgw-attach-d"
            ]),
        ),
        (GATEWAY_TABLE, "tgw-rtb-f", "Routes", wide.clone()),
    ];
    let to = |range: &str, vpc: &str| format!("routes lead from VPC vpc-f to {range} of VPC {vpc}");
    assert_eq!(
        beyond(&own),
        [
            to("10.64.0.0/16", "vpc-a"),
            to("10.65.0.0/16", "vpc-b"),
            to("10.66.0.0/16", "vpc-c"),
            to("10.67.0.0/16", "vpc-d"),
        ]
        .join("\n")
    );
    let opened = with(&own).apart(&[a(), f()]).unwrap_err().to_string();
    assert!(opened.starts_with("routes lead from VPC vpc-f to VPC vpc-a by "), "{opened}");
    assert!(opened.ends_with("by gateway's route table tgw-rtb-hub: 10.64.0.0/16 to tgw-attach-a"));
    // A route that is too wide over there does no harm while the peering uses a table that leads to the hub only.
    with(&[(GATEWAY_TABLE, "tgw-rtb-f", "Routes", wide)]).leads_only(&all, &allowed).unwrap();
    let narrow = ["10.0.0.0/24".parse().unwrap(), allowed[1]];
    let found = with(&[]).leads_only(&[p()], &narrow).unwrap_err().to_string();
    assert_eq!(found, "routes lead from VPC vpc-p to 10.0.0.0/20 of VPC vpc-hub");
    let alone = with(&[]).leads_only(&[client("vpc-x", "10.99.0.0/24")], &allowed).unwrap_err();
    assert_eq!(alone.to_string(), "VPC vpc-x has no attachment");
}

#[test]
fn peered_networks_are_not_apart() {
    let between = (
        PEERING,
        "",
        "",
        json!({"ids": {"pcx-2": "id"}, "Status": "active", "RequesterVpcInfo": {"VpcId": "vpc-a"}, "AccepterVpcInfo": {"VpcId": "vpc-b"}}),
    );
    let found = with(&[between]).apart(&[a(), b()]).unwrap_err().to_string();
    assert_eq!(
        found,
        "peering pcx-2 joins VPC vpc-a and VPC vpc-b\npeering pcx-2 joins VPC vpc-b and VPC vpc-a"
    );
}

#[test]
fn peerings_of_vpcs_are_not_passed_on_the_way() {
    let elsewhere = (PEERING, "pcx-1", "RequesterVpcInfo", json!({"VpcId": "vpc-a"}));
    let refused = path(&[elsewhere], &p()).unwrap_err();
    assert_eq!(refused.stage, Stage::Peering);
    assert_eq!(
        refused.why,
        "peering pcx-1 with VPC vpc-a takes only what is between the two VPCs, not 10.0.0.10"
    );
    // F's gateway leads into P, which is peered with the hub.
    let changes = [
        (
            ATTACHMENT,
            "",
            "",
            json!({"scope": FAR_OWNER, "ids": {"tgw-attach-via": "id"}, "TransitGatewayId": "tgw-2", "VpcId": "vpc-p", "VpcOwnerId": "666666666666", "State": "available", "SubnetIds": ["subnet-p"]}),
        ),
        (GATEWAY_TABLE, "tgw-rtb-f", "Routes", json!([fixed("10.0.0.0/20", "tgw-attach-via")])),
    ];
    let refused = path(&changes, &f()).unwrap_err();
    assert_eq!(refused.stage, Stage::Peering);
    assert_eq!(
        refused.why,
        "peering pcx-1 with VPC vpc-hub takes only what is between the two VPCs, not 10.0.0.10"
    );
}
