//! The same hub with a firewall: both ways between the spokes A and B and the hub lead through its VPC.

use std::slice;

use serde_json::{Value, json};

use super::{ATTACHMENT, Change, GATEWAY_TABLE, HTTPS, ROUTE_TABLE, SSM, VPC, a, b, client, hub};
use crate::reachability::{Hop, Refusal, Stage};

/// The firewall, and the routes that lead to it.
fn firewall() -> Vec<Change> {
    let owner = "111111111111/us-east-1";
    let subnet = |id: &str, range: &str, zone: &str| json!({"ids": {id: "id"}, "VpcId": "vpc-fw", "CidrBlock": range, "AvailabilityZoneId": zone});
    let learned = ["tgw-attach-hub", "tgw-attach-a", "tgw-attach-b", "tgw-attach-c"];
    vec![
        (
            VPC,
            "",
            "",
            json!({"scope": owner, "ids": {"vpc-fw": "id"}, "CidrBlocks": ["10.2.0.0/24"]}),
        ),
        ("ec2/subnet", "", "", subnet("subnet-f1", "10.2.0.0/26", "use1-az1")),
        ("ec2/subnet", "", "", subnet("subnet-f2", "10.2.0.64/26", "use1-az2")),
        (
            ROUTE_TABLE,
            "",
            "",
            json!({"ids": {"rtb-fw": "id"}, "VpcId": "vpc-fw", "Main": true, "Routes": [{"DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw-1"}]}),
        ),
        (
            ATTACHMENT,
            "",
            "",
            json!({"scope": owner, "ids": {"tgw-attach-fw": "id"}, "TransitGatewayId": "tgw-1", "VpcId": "vpc-fw", "VpcOwnerId": "111111111111", "State": "available", "SubnetIds": ["subnet-f1", "subnet-f2"], "Options": mode("enable")}),
        ),
        (
            GATEWAY_TABLE,
            "",
            "",
            json!({"ids": {"tgw-rtb-fw": "id"}, "TransitGatewayId": "tgw-1", "Associations": ["tgw-attach-fw"], "Propagations": learned}),
        ),
        (GATEWAY_TABLE, "tgw-rtb-apps", "Propagations", json!([])),
        (GATEWAY_TABLE, "tgw-rtb-apps", "Routes", to_firewall("10.0.0.0/20")),
        (GATEWAY_TABLE, "tgw-rtb-hub", "Propagations", json!([])),
        (GATEWAY_TABLE, "tgw-rtb-hub", "Routes", to_firewall("10.64.0.0/10")),
    ]
}

fn to_firewall(range: &str) -> Value {
    json!([{"DestinationCidrBlock": range, "Type": "static", "State": "active", "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-fw"}]}])
}

fn mode(appliance: &str) -> Value {
    json!({ "ApplianceModeSupport": appliance })
}

fn with(changes: &[Change]) -> Vec<Change> {
    [firewall(), changes.to_vec()].concat()
}

/// The way of the spoke A to the hub.
fn path(changes: &[Change]) -> Result<Vec<Hop>, Refusal> {
    hub(&with(changes)).path(&a(), SSM, HTTPS)
}

/// Whether a walk ends at the stage with these words, after no other hops than those of the undisturbed way.
fn assert_missed(changes: &[Change], stage: Stage, why: &str) {
    let whole = path(&[]).unwrap();
    let refused = path(changes).err().unwrap_or_else(|| panic!("{changes:?} does not matter"));
    assert_eq!((refused.stage, refused.why.as_str()), (stage, why));
    assert!(whole.starts_with(&refused.passed), "{:?}", refused.passed);
}

#[test]
fn both_ways_lead_through_the_firewall() {
    let hops = path(&[]).unwrap();
    let shown: Vec<_> = hops.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown[3..15],
        [
            "route table rtb-a: 10.0.0.0/20 to tgw-1",
            "attachment tgw-attach-a in use1-az1",
            "gateway's route table tgw-rtb-apps: 10.0.0.0/20 to tgw-attach-fw",
            "VPC vpc-fw by tgw-attach-fw in use1-az1",
            "route table rtb-fw: 0.0.0.0/0 to tgw-1",
            "attachment tgw-attach-fw in use1-az1",
            "gateway's route table tgw-rtb-fw: 10.0.0.0/20 to tgw-attach-hub",
            "VPC vpc-fw by tgw-attach-fw in use1-az2",
            "attachment tgw-attach-fw in use1-az2",
            "interface eni-ssm-1 in use1-az1",
            "sg-endpoints of the endpoint: in tcp 443",
            "on the way back route table rtb-endpoints: 10.64.0.0/10 to tgw-1",
        ]
    );
    let last = [
        "on the way back gateway's route table tgw-rtb-hub: 10.64.0.0/10 to tgw-attach-fw",
        "on the way back VPC vpc-fw by tgw-attach-fw in use1-az1",
        "on the way back gateway's route table tgw-rtb-fw: 10.64.0.0/16 to tgw-attach-a",
    ];
    for hop in last {
        assert!(shown.iter().any(|shown| shown == hop), "{hop}: {shown:?}");
    }
    let everybody = client("vpc-a", "10.64.0.0/16");
    hub(&firewall()).path(&everybody, SSM, HTTPS).unwrap();
    hub(&firewall()).path(&b(), SSM, HTTPS).unwrap();
}

#[test]
fn the_firewall_has_to_lead_on() {
    let routes = |all: Value| [(ROUTE_TABLE, "rtb-fw", "Routes", all)];
    assert_missed(
        &routes(json!([])),
        Stage::Inspection,
        "attachment tgw-attach-fw leads 10.0.0.10 to VPC vpc-fw, which does not lead it on: route table rtb-fw of subnet subnet-f1 has no route to 10.0.0.10",
    );
    assert_missed(
        &routes(json!([
            {"DestinationCidrBlock": "0.0.0.0/0", "TransitGatewayId": "tgw-1"},
            {"DestinationCidrBlock": "10.64.0.0/10", "NatGatewayId": "nat-fw"},
        ])),
        Stage::WayBack,
        "on the way back, attachment tgw-attach-fw leads 10.64.0.0/20 to VPC vpc-fw, which does not lead it on: route table rtb-fw of subnet subnet-f1 leads 10.64.0.0/20 to nat-fw, which is no transit gateway",
    );
    assert_missed(
        &[(ATTACHMENT, "tgw-attach-fw", "SubnetIds", json!([]))],
        Stage::Inspection,
        "attachment tgw-attach-fw has no subnet",
    );
    let learned = |all: &[&str]| [(GATEWAY_TABLE, "tgw-rtb-fw", "Propagations", json!(all))];
    assert_missed(
        &learned(&["tgw-attach-a"]),
        Stage::GatewayTable,
        "route table tgw-rtb-fw of tgw-1 has no route to 10.0.0.10",
    );
    assert_missed(
        &learned(&["tgw-attach-hub"]),
        Stage::WayBack,
        "on the way back, route table tgw-rtb-fw of tgw-1 has no route to 10.64.0.0/20",
    );
    let circle = (GATEWAY_TABLE, "tgw-rtb-fw", "Routes", to_firewall("10.0.0.0/24"));
    let refused = path(&[circle]).unwrap_err();
    assert_eq!(refused.stage, Stage::GatewayTable);
    assert_eq!(
        refused.why,
        "attachment tgw-attach-fw leads 10.0.0.10 to VPC vpc-fw again: it goes round in a circle"
    );
}

#[test]
fn answers_have_to_pass_the_firewall_too() {
    let none = (GATEWAY_TABLE, "tgw-rtb-hub", "Routes", json!([]));
    assert_missed(
        slice::from_ref(&none),
        Stage::WayBack,
        "on the way back, route table tgw-rtb-hub of tgw-1 has no route to 10.64.0.0/20",
    );
    let learned = (GATEWAY_TABLE, "tgw-rtb-hub", "Propagations", json!(["tgw-attach-a"]));
    let past = path(&[none, learned]).unwrap_err();
    assert_eq!(past.stage, Stage::WayBack);
    assert_eq!(
        past.why,
        "on the way back, 10.64.0.0/20 is led past attachment tgw-attach-fw, which connections pass on the way there"
    );
    // The table of the spoke C leads straight to the hub.
    let half = hub(&firewall()).path(&client("vpc-c", "10.66.0.0/20"), SSM, HTTPS).unwrap_err();
    assert_eq!(half.stage, Stage::WayBack);
    assert_eq!(
        half.why,
        "on the way back, 10.66.0.0/20 is led by attachment tgw-attach-fw, which connections do not pass on the way there"
    );
}

#[test]
fn without_appliance_mode_flows_between_zones_are_dropped() {
    let off = || (ATTACHMENT, "tgw-attach-fw", "Options", mode("disable"));
    let refused = path(&[off()]).unwrap_err();
    assert_eq!(refused.stage, Stage::Inspection);
    assert_eq!(
        refused.why,
        "attachment tgw-attach-fw has appliance mode off, so flows in different zones are dropped: it leads into use1-az1 on the way there and into use1-az2 on the way back"
    );
    // In one zone nothing goes wrong.
    let alone = ("ec2/endpoint", "vpce-ssm", "NetworkInterfaceIds", json!(["eni-ssm-1"]));
    path(&[off(), alone]).unwrap();
    let one_zone = |id: &str| (ATTACHMENT, "tgw-attach-fw", "SubnetIds", json!([id]));
    path(&[off(), one_zone("subnet-f2")]).unwrap();
}

#[test]
fn a_firewall_may_join_what_is_to_be_apart() {
    hub(&firewall()).apart(&[a(), b()]).unwrap();
    let wide = (GATEWAY_TABLE, "tgw-rtb-apps", "Routes", to_firewall("10.0.0.0/8"));
    let ways = hub(&with(&[wide])).apart(&[a(), b()]).unwrap_err().to_string();
    let first = ways.lines().next().unwrap();
    assert_eq!(
        first,
        "routes lead from VPC vpc-a to VPC vpc-b by gateway's route table tgw-rtb-apps: 10.0.0.0/8 to tgw-attach-fw by VPC vpc-fw by tgw-attach-fw in use1-az1 by route table rtb-fw: 0.0.0.0/0 to tgw-1 by attachment tgw-attach-fw in use1-az1 by gateway's route table tgw-rtb-fw: 10.65.0.0/16 to tgw-attach-b"
    );
}
