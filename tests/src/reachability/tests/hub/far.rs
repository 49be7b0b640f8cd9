//! The hub with networks of another Region: F beyond a peering of transit gateways, P beyond one of VPCs. Names are those of the
//! hub's zone.

use serde_json::{Value, json};

use super::{ATTACHMENT, Change, GATEWAY_TABLE, ROUTE_TABLE, SSM, VPC, ZONE, client, hub};
use crate::reachability::{Client, State};

pub(super) const SIDE: &str = "ec2/transit_gateway_peering_attachment";
pub(super) const PEERING: &str = "ec2/vpc_peering_connection";

pub(super) const OWNER: &str = "111111111111/us-east-1";
pub(super) const FAR_OWNER: &str = "666666666666/ap-southeast-1";

/// The clients of F and P.
pub(super) fn f() -> Client {
    client("vpc-f", "10.80.0.0/24")
}

pub(super) fn p() -> Client {
    client("vpc-p", "10.81.0.0/24")
}

pub(super) fn fixed(range: &str, attachment: &str) -> Value {
    json!({"DestinationCidrBlock": range, "Type": "static", "State": "active", "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": attachment}]})
}

fn rules() -> Value {
    let rule = |key: &str, range: &str| json!({"IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, key: range});
    json!([rule("CidrIpv4", "10.64.0.0/10"), rule("CidrIpv6", "2001:db8::/32")])
}

/// A network in the other Region with one subnet and a route table.
fn network(name: &str, range: &str, ipv6: &str, routes: Value) -> Vec<Change> {
    let id = |kind: &str| json!({format!("{kind}-{name}"): "id"});
    let vpc = format!("vpc-{name}");
    vec![
        (
            VPC,
            "",
            "",
            json!({"scope": FAR_OWNER, "ids": id("vpc"), "CidrBlocks": [range], "Ipv6CidrBlocks": [ipv6], "EnableDnsSupport": true, "EnableDnsHostnames": true}),
        ),
        (
            "ec2/subnet",
            "",
            "",
            json!({"ids": id("subnet"), "VpcId": vpc, "CidrBlock": range, "Ipv6CidrBlocks": [ipv6], "AvailabilityZone": "ap-southeast-1a", "AvailabilityZoneId": "apse1-az1"}),
        ),
        (
            ROUTE_TABLE,
            "",
            "",
            json!({"ids": id("rtb"), "VpcId": vpc, "Main": true, "Routes": routes}),
        ),
    ]
}

/// Peered gateways: F's, with a table for VPCs and one for the peering, and the hub's, where the peering uses a table of its own.
fn gateways() -> Vec<Change> {
    let end = |gateway: &str, owner: &str, region: &str| json!({"TransitGatewayId": gateway, "OwnerId": owner, "Region": region});
    let side = |scope: &str| {
        json!({
            "scope": scope,
            "ids": {"tgw-attach-p": "id"},
            "State": "available",
            "RequesterTgwInfo": end("tgw-2", "666666666666", "ap-southeast-1"),
            "AccepterTgwInfo": end("tgw-1", "111111111111", "us-east-1"),
            "AccepterTransitGatewayAttachmentId": "tgw-attach-p",
        })
    };
    let table = |id: &str, gateway: &str, attachments: &[&str], learned: &[&str], routes: Value| json!({"ids": {id: "id"}, "TransitGatewayId": gateway, "Associations": attachments, "Propagations": learned, "Routes": routes});
    vec![
        (SIDE, "", "", side(FAR_OWNER)),
        (SIDE, "", "", side(OWNER)),
        (
            "ec2/transit_gateway",
            "",
            "",
            json!({"scope": FAR_OWNER, "ids": {"tgw-2": "id", "arn:tgw-2": "arn"}, "OwnerId": "666666666666"}),
        ),
        (
            ATTACHMENT,
            "",
            "",
            json!({"scope": FAR_OWNER, "ids": {"tgw-attach-f": "id"}, "TransitGatewayId": "tgw-2", "VpcId": "vpc-f", "VpcOwnerId": "666666666666", "State": "available", "SubnetIds": ["subnet-f"], "Options": {"Ipv6Support": "enable"}}),
        ),
        (
            GATEWAY_TABLE,
            "",
            "",
            table(
                "tgw-rtb-f",
                "tgw-2",
                &["tgw-attach-f"],
                &[],
                json!([
                    fixed("10.0.0.0/20", "tgw-attach-p"),
                    fixed("2001:db8:b::/56", "tgw-attach-p")
                ]),
            ),
        ),
        (
            GATEWAY_TABLE,
            "",
            "",
            table("tgw-rtb-f-in", "tgw-2", &["tgw-attach-p"], &["tgw-attach-f"], json!([])),
        ),
        (
            GATEWAY_TABLE,
            "",
            "",
            table("tgw-rtb-in", "tgw-1", &["tgw-attach-p"], &["tgw-attach-hub"], json!([])),
        ),
        (GATEWAY_TABLE, "tgw-rtb-hub", "Routes", back("tgw-attach-p")),
    ]
}

/// The hub's routes to F.
fn back(attachment: &str) -> Value {
    json!([fixed("10.80.0.0/24", attachment), fixed("2001:db8:f::/64", attachment)])
}

/// F and P, with routes in both directions, names, and what IPv6 needs.
fn far() -> Vec<Change> {
    let to =
        |range: &str, target: &str, id: &str| json!({"DestinationCidrBlock": range, target: id});
    let to_ipv6 = |range: &str, target: &str, id: &str| json!({"DestinationIpv6CidrBlock": range, target: id});
    let (gateway, pcx) = ("TransitGatewayId", "VpcPeeringConnectionId");
    let of_hub = json!([
        to("10.64.0.0/10", gateway, "tgw-1"),
        to_ipv6("2001:db8:f::/64", gateway, "tgw-1"),
        to("10.81.0.0/24", pcx, "pcx-1"),
        to_ipv6("2001:db8:e::/64", pcx, "pcx-1"),
    ]);
    let of = |target: &str, id: &str| {
        json!([to("10.0.0.0/20", target, id), to_ipv6("2001:db8:b::/56", target, id)])
    };
    let peering = |scope: &str| json!({"scope": scope, "ids": {"pcx-1": "id"}, "Status": "active", "RequesterVpcInfo": {"VpcId": "vpc-hub"}, "AccepterVpcInfo": {"VpcId": "vpc-p"}});
    let record = |kind: &str| json!({"Name": SSM, "Type": kind, "AliasTarget": {"DNSName": "vpce-ssm-x.ssm.us-east-1.vpce.amazonaws.com."}});
    let vpcs = ["vpc-hub", "vpc-a", "vpc-b", "vpc-f", "vpc-p"].map(|id| json!({"VPCId": id}));
    let shared: Vec<Change> = vec![
        (PEERING, "", "", peering(OWNER)),
        (PEERING, "", "", peering(FAR_OWNER)),
        (ROUTE_TABLE, "rtb-endpoints", "Routes", of_hub),
        (ZONE, "Z-SSM", "VPCs", json!(vpcs)),
        (ZONE, "Z-SSM", "Records", json!([record("A"), record("AAAA")])),
        (VPC, "vpc-hub", "Ipv6CidrBlocks", json!(["2001:db8:b::/56"])),
        (ATTACHMENT, "tgw-attach-hub", "Options", json!({"Ipv6Support": "enable"})),
        ("ec2/endpoint", "vpce-ssm", "IpAddressType", json!("dualstack")),
        ("ec2/network_interface", "eni-ssm-1", "Addresses", json!(["10.0.0.10", "2001:db8:b::10"])),
        (
            "ec2/network_interface",
            "eni-ssm-2",
            "Addresses",
            json!(["10.0.1.10", "2001:db8:b:1::10"]),
        ),
        ("ec2/security_group", "sg-endpoints", "Rules", rules()),
    ];
    [
        network("f", "10.80.0.0/24", "2001:db8:f::/64", of(gateway, "tgw-2")),
        network("p", "10.81.0.0/24", "2001:db8:e::/64", of(pcx, "pcx-1")),
        gateways(),
        shared,
    ]
    .concat()
}

pub(super) fn with(changes: &[Change]) -> State {
    hub(&[far(), changes.to_vec()].concat())
}
