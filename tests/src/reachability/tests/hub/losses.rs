//! Each part of the way that is taken away, or put in the way, is missed by its own hop, and by no other.

use serde_json::json;

use super::{
    ATTACHMENT, ECR, GATEWAY_TABLE, KMS, ROUTE_TABLE, SSM, VPC, ZONE, assert_only_this_is_missed,
};
use crate::reachability::Stage;

#[test]
fn routes_of_vpcs() {
    assert_only_this_is_missed(
        &[(ROUTE_TABLE, "rtb-a", "Routes", json!([]))],
        SSM,
        Stage::Route,
        "route table rtb-a of subnet subnet-a1 has no route to 10.0.0.10",
    );
    let elsewhere = json!([{"DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": "nat-a"}]);
    assert_only_this_is_missed(
        &[(ROUTE_TABLE, "rtb-a", "Routes", elsewhere)],
        SSM,
        Stage::Route,
        "route table rtb-a of subnet subnet-a1 leads 10.0.0.10 to nat-a, which is no transit gateway",
    );
    assert_only_this_is_missed(
        &[(ROUTE_TABLE, "rtb-a", "Subnets", json!(["subnet-a2"]))],
        SSM,
        Stage::Route,
        "route table rtb-main-a of subnet subnet-a1 has no route to 10.0.0.10",
    );
    assert_only_this_is_missed(
        &[(VPC, "vpc-a", "CidrBlocks", json!(["10.64.0.0/16", "10.0.0.0/24"]))],
        SSM,
        Stage::Route,
        "route table rtb-a of subnet subnet-a1 keeps 10.0.0.10 in VPC vpc-a, whose own range is 10.0.0.0/24",
    );
    assert_only_this_is_missed(
        &[(ROUTE_TABLE, "rtb-endpoints", "Routes", json!([]))],
        SSM,
        Stage::WayBack,
        "on the way back, route table rtb-endpoints of subnet subnet-e1 has no route to 10.64.0.0/20",
    );
}

#[test]
fn attachments() {
    assert_only_this_is_missed(
        &[(ATTACHMENT, "tgw-attach-a", "SubnetIds", json!(["subnet-a2"]))],
        SSM,
        Stage::Attachment,
        "attachment tgw-attach-a has no subnet in zone use1-az1",
    );
    assert_only_this_is_missed(
        &[(ATTACHMENT, "tgw-attach-a", "State", json!("pendingAcceptance"))],
        SSM,
        Stage::Attachment,
        "attachment tgw-attach-a is pendingAcceptance",
    );
    assert_only_this_is_missed(
        &[(ATTACHMENT, "tgw-attach-a", "TransitGatewayId", json!("tgw-2"))],
        SSM,
        Stage::Attachment,
        "VPC vpc-a is not attached to transit gateway tgw-1",
    );
    assert_only_this_is_missed(
        &[("ram/resource_share", "arn:share", "principals", json!(["333333333333"]))],
        SSM,
        Stage::Attachment,
        "transit gateway tgw-1 is not shared with account 222222222222",
    );
    assert_only_this_is_missed(
        &[(ATTACHMENT, "tgw-attach-hub", "SubnetIds", json!(["subnet-t1"]))],
        SSM,
        Stage::WayBack,
        "on the way back, attachment tgw-attach-hub has no subnet in zone use1-az2",
    );
}

#[test]
fn associations() {
    assert_only_this_is_missed(
        &[
            (GATEWAY_TABLE, "tgw-rtb-apps", "Associations", json!(["tgw-attach-b"])),
            (
                GATEWAY_TABLE,
                "tgw-rtb-hub",
                "Associations",
                json!(["tgw-attach-hub", "tgw-attach-a"]),
            ),
        ],
        SSM,
        Stage::GatewayTable,
        "route table tgw-rtb-hub of tgw-1 has no route to 10.0.0.10",
    );
    assert_only_this_is_missed(
        &[(GATEWAY_TABLE, "tgw-rtb-apps", "Associations", json!(["tgw-attach-b"]))],
        SSM,
        Stage::GatewayTable,
        "attachment tgw-attach-a has no route table of transit gateway tgw-1",
    );
    assert_only_this_is_missed(
        &[(GATEWAY_TABLE, "tgw-rtb-hub", "Associations", json!([]))],
        SSM,
        Stage::WayBack,
        "on the way back, attachment tgw-attach-hub has no route table of transit gateway tgw-1",
    );
}

#[test]
fn propagations() {
    assert_only_this_is_missed(
        &[(GATEWAY_TABLE, "tgw-rtb-apps", "Propagations", json!([]))],
        SSM,
        Stage::GatewayTable,
        "route table tgw-rtb-apps of tgw-1 has no route to 10.0.0.10",
    );
    assert_only_this_is_missed(
        &[(GATEWAY_TABLE, "tgw-rtb-hub", "Propagations", json!(["tgw-attach-b"]))],
        SSM,
        Stage::WayBack,
        "on the way back, route table tgw-rtb-hub of tgw-1 has no route to 10.64.0.0/20",
    );
    let learns = "on the way back, route table tgw-rtb-hub of tgw-1 learns one of these only, since they overlap:";
    assert_only_this_is_missed(
        &[(VPC, "vpc-b", "CidrBlocks", json!(["10.64.0.0/16"]))],
        SSM,
        Stage::WayBack,
        &format!("{learns} 10.64.0.0/16 of tgw-attach-a, 10.64.0.0/16 of tgw-attach-b"),
    );
    assert_only_this_is_missed(
        &[(VPC, "vpc-b", "CidrBlocks", json!(["10.64.128.0/24"]))],
        SSM,
        Stage::WayBack,
        &format!("{learns} 10.64.0.0/16 of tgw-attach-a, 10.64.128.0/24 of tgw-attach-b"),
    );
}

#[test]
fn static_routes() {
    let route = |range: &str, attachment: &str| json!([{"DestinationCidrBlock": range, "Type": "static", "State": "active", "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": attachment}]}]);
    let drop =
        json!([{"DestinationCidrBlock": "10.0.0.0/20", "Type": "static", "State": "blackhole"}]);
    assert_only_this_is_missed(
        &[(GATEWAY_TABLE, "tgw-rtb-apps", "Routes", drop)],
        SSM,
        Stage::GatewayTable,
        "route table tgw-rtb-apps of tgw-1 drops 10.0.0.10: its route for 10.0.0.0/20 is a blackhole",
    );
    let part =
        json!([{"DestinationCidrBlock": "10.64.8.0/24", "Type": "static", "State": "blackhole"}]);
    assert_only_this_is_missed(
        &[(GATEWAY_TABLE, "tgw-rtb-hub", "Routes", part)],
        SSM,
        Stage::WayBack,
        "on the way back, route table tgw-rtb-hub of tgw-1 drops 10.64.8.0/24: its route for 10.64.8.0/24 is a blackhole",
    );
    assert_only_this_is_missed(
        &[(GATEWAY_TABLE, "tgw-rtb-hub", "Routes", route("10.64.0.0/20", "tgw-attach-peer"))],
        SSM,
        Stage::WayBack,
        "on the way back, route table tgw-rtb-hub of tgw-1 leads 10.64.0.0/20 to attachment tgw-attach-peer, which is not there",
    );
}

#[test]
fn security_groups() {
    let rules = json!([{"IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv4": "10.65.0.0/16"}]);
    assert_only_this_is_missed(
        &[("ec2/security_group", "sg-endpoints", "Rules", rules)],
        SSM,
        Stage::EndpointGroups,
        "security group sg-endpoints of the endpoint lets nobody in on tcp 443 from 10.64.0.0/20",
    );
}

#[test]
fn names() {
    let no_a = json!([{"VPCId": "vpc-hub"}, {"VPCId": "vpc-b"}]);
    assert_only_this_is_missed(
        &[(ZONE, "Z-SSM", "VPCs", no_a)],
        SSM,
        Stage::Name,
        "nobody answers for ssm.us-east-1.amazonaws.com in VPC vpc-a",
    );
    let apex = json!([{"Name": "dkr.ecr.us-east-1.amazonaws.com.", "Type": "A", "AliasTarget": {"DNSName": "vpce-ecr-x.dkr.ecr.us-east-1.vpce.amazonaws.com."}}]);
    assert_only_this_is_missed(
        &[(ZONE, "Z-ECR", "Records", apex)],
        ECR,
        Stage::Name,
        "zone dkr.ecr.us-east-1.amazonaws.com (Z-ECR) answers for 123456789012.dkr.ecr.us-east-1.amazonaws.com, but has no A record for it",
    );
    let shadow = json!({"ids": {"Z-OWN": "id"}, "Name": "123456789012.dkr.ecr.us-east-1.amazonaws.com.", "Config": {"PrivateZone": true}, "VPCs": [{"VPCId": "vpc-a"}]});
    assert_only_this_is_missed(
        &[(ZONE, "", "", shadow)],
        ECR,
        Stage::Name,
        "zone 123456789012.dkr.ecr.us-east-1.amazonaws.com (Z-OWN) answers for 123456789012.dkr.ecr.us-east-1.amazonaws.com, but has no A record for it",
    );
    assert_only_this_is_missed(
        &[(VPC, "vpc-a", "EnableDnsSupport", json!(false))],
        SSM,
        Stage::Name,
        "VPC vpc-a has `enableDnsSupport` off: no name works",
    );
    assert_only_this_is_missed(
        &[(VPC, "vpc-a", "EnableDnsHostnames", json!(false))],
        SSM,
        Stage::Name,
        "nobody answers for ssm.us-east-1.amazonaws.com in VPC vpc-a: the VPC has `enableDnsHostnames` off, so it asks for no private name",
    );
}

#[test]
fn profiles() {
    let nobody = "nobody answers for kms.us-east-1.amazonaws.com in VPC vpc-a";
    assert_only_this_is_missed(
        &[("route53/profile_association", "rpassoc-a", "ResourceId", json!("vpc-b"))],
        KMS,
        Stage::Name,
        nobody,
    );
    assert_only_this_is_missed(
        &[("ram/resource_share", "arn:share", "resources", json!(["arn:tgw-1"]))],
        KMS,
        Stage::Name,
        &format!("{nobody}: profile rp-1 is not shared with it"),
    );
    assert_only_this_is_missed(
        &[("ec2/endpoint", "vpce-kms", "PrivateDnsEnabled", json!(false))],
        KMS,
        Stage::Name,
        nobody,
    );
    // The VPC's own zone wins over the profile for the same name.
    let own = json!({"ids": {"Z-OWN": "id"}, "Name": "kms.us-east-1.amazonaws.com.", "Config": {"PrivateZone": true}, "VPCs": [{"VPCId": "vpc-a"}]});
    assert_only_this_is_missed(
        &[(ZONE, "", "", own)],
        KMS,
        Stage::Name,
        "zone kms.us-east-1.amazonaws.com (Z-OWN) answers for kms.us-east-1.amazonaws.com, but has no A record for it",
    );
}
