//! What does not matter to a route, and which of several wins.

use serde_json::{Value, json};

use super::{ATTACHMENT, Change, GATEWAY_TABLE, ROUTE_TABLE, SSM, VPC, a, client, path, refusal};
use crate::reachability::{Hop, Stage};

fn route(range: &str, attachment: &str) -> Value {
    json!({"DestinationCidrBlock": range, "Type": "static", "State": "active", "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": attachment}]})
}

fn drop_of(range: &str) -> Value {
    json!({"DestinationCidrBlock": range, "Type": "static", "State": "blackhole"})
}

fn list(range: &str, blackhole: bool) -> [Change; 2] {
    let reference = json!([{"PrefixListId": "pl-1", "Blackhole": blackhole, "TransitGatewayAttachment": {"TransitGatewayAttachmentId": "tgw-attach-hub"}}]);
    [
        (GATEWAY_TABLE, "tgw-rtb-apps", "PrefixLists", reference),
        ("ec2/prefix_list", "", "", json!({"ids": {"pl-1": "id"}, "Entries": [{"Cidr": range}]})),
    ]
}

fn routes(all: Value) -> Change {
    (GATEWAY_TABLE, "tgw-rtb-apps", "Routes", all)
}

#[test]
fn a_wider_blackhole_drops_nothing_that_is_propagated() {
    path(&[routes(json!([drop_of("10.0.0.0/19")]))], &a(), SSM).unwrap();
    path(&[routes(json!([drop_of("10.0.2.0/24")]))], &a(), SSM).unwrap();
    let both = json!([drop_of("10.0.0.0/20"), route("10.0.0.0/23", "tgw-attach-hub")]);
    path(&[routes(both)], &a(), SSM).unwrap();
}

#[test]
fn a_static_route_wins_then_a_prefix_list_then_what_is_propagated() {
    let stage = |changes: &[Change]| path(changes, &a(), SSM).err().map(|refusal| refusal.stage);
    let [reference, entries] = list("10.0.0.0/20", true);
    let dropping = [reference, entries];
    assert_eq!(stage(&dropping), Some(Stage::GatewayTable));
    let [reference, entries] = dropping;
    let fixed = routes(json!([route("10.0.0.0/20", "tgw-attach-hub")]));
    assert_eq!(stage(&[reference, entries, fixed]), None);
    let none = (GATEWAY_TABLE, "tgw-rtb-apps", "Propagations", json!([]));
    let [reference, entries] = list("10.0.0.0/16", false);
    assert_eq!(stage(&[reference, entries, none]), None);
}

#[test]
fn a_route_into_another_network_is_no_way() {
    let there = routes(json!([route("10.0.0.0/24", "tgw-attach-b")]));
    let refused = refusal(&[there], SSM);
    assert_eq!(refused.stage, Stage::GatewayTable);
    assert_eq!(
        refused.why,
        "attachment tgw-attach-b leads 10.0.0.10 to VPC vpc-b again: it goes round in a circle"
    );
    let fixed = json!([route("10.64.0.0/20", "tgw-attach-c")]);
    let refused = refusal(&[(GATEWAY_TABLE, "tgw-rtb-hub", "Routes", fixed)], SSM);
    assert_eq!(refused.stage, Stage::WayBack);
    assert_eq!(
        refused.why,
        "on the way back, attachment tgw-attach-c leads 10.64.0.0/20 to VPC vpc-c, which does not lead it on: route table rtb-c of subnet subnet-c1 has no route to 10.64.0.0/20"
    );
}

#[test]
fn ranges_of_others_matter_only_where_they_overlap() {
    let own = (VPC, "vpc-b", "CidrBlocks", json!(["10.64.0.0/16"]));
    // A static route says which of the two is meant.
    let fixed = json!([route("10.64.0.0/16", "tgw-attach-a")]);
    let meant = (GATEWAY_TABLE, "tgw-rtb-hub", "Routes", fixed);
    path(&[own, meant], &a(), SSM).unwrap();
    let beside = (VPC, "vpc-b", "CidrBlocks", json!(["10.63.0.0/16", "10.65.0.0/24"]));
    path(&[beside], &a(), SSM).unwrap();
}

#[test]
fn a_client_in_another_zone_has_a_way_of_its_own() {
    let second = client("vpc-a", "10.64.16.9");
    let one_zone: Change = (ATTACHMENT, "tgw-attach-a", "SubnetIds", json!(["subnet-a2"]));
    path(&[one_zone], &second, SSM).unwrap();
    let outside = path(&[], &client("vpc-a", "10.64.32.9"), SSM).unwrap_err();
    assert_eq!(outside.stage, Stage::Route);
    assert_eq!(outside.why, "no subnet of VPC vpc-a has addresses of 10.64.32.9");
}

#[test]
fn each_part_of_a_range_of_clients_needs_a_way_back() {
    let halves = json!([
        {"DestinationCidrBlock": "10.64.0.0/21", "TransitGatewayId": "tgw-1"},
        {"DestinationCidrBlock": "10.64.8.0/21", "TransitGatewayId": "tgw-1"},
    ]);
    path(&[(ROUTE_TABLE, "rtb-endpoints", "Routes", halves)], &a(), SSM).unwrap();
    let half = json!([{"DestinationCidrBlock": "10.64.0.0/21", "TransitGatewayId": "tgw-1"}]);
    let refused = path(&[(ROUTE_TABLE, "rtb-endpoints", "Routes", half)], &a(), SSM).unwrap_err();
    assert_eq!(refused.stage, Stage::WayBack);
    assert!(refused.why.ends_with("has no route to 10.64.8.0/21"), "{refused}");
}

#[test]
fn ipv6_needs_routes_and_an_attachment_of_its_own() {
    let changes = |support: &str| -> Vec<Change> {
        let both = json!({"Ipv6Support": support});
        let to_gateway =
            |range: &str| json!([{"DestinationIpv6CidrBlock": range, "TransitGatewayId": "tgw-1"}]);
        let rule = json!([{"IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv6": "2001:db8::/32"}]);
        let record = json!([{"Name": SSM, "Type": "AAAA", "AliasTarget": {"DNSName": "vpce-ssm-x.ssm.us-east-1.vpce.amazonaws.com."}}]);
        vec![
            (VPC, "vpc-a", "Ipv6CidrBlocks", json!(["2001:db8:a::/56"])),
            (VPC, "vpc-hub", "Ipv6CidrBlocks", json!(["2001:db8:b::/56"])),
            ("ec2/subnet", "subnet-a1", "Ipv6CidrBlocks", json!(["2001:db8:a::/64"])),
            (ROUTE_TABLE, "rtb-a", "Routes", to_gateway("2001:db8:b::/56")),
            (ROUTE_TABLE, "rtb-endpoints", "Routes", to_gateway("2001:db8::/32")),
            (ATTACHMENT, "tgw-attach-a", "Options", both.clone()),
            (ATTACHMENT, "tgw-attach-hub", "Options", both),
            (
                "ec2/network_interface",
                "eni-ssm-1",
                "Addresses",
                json!(["10.0.0.10", "2001:db8:b::10"]),
            ),
            (
                "ec2/network_interface",
                "eni-ssm-2",
                "Addresses",
                json!(["10.0.1.10", "2001:db8:b:1::10"]),
            ),
            ("ec2/endpoint", "vpce-ssm", "IpAddressType", json!("dualstack")),
            ("ec2/security_group", "sg-endpoints", "Rules", rule),
            ("route53/hosted_zone", "Z-SSM", "Records", record),
        ]
    };
    let by_ipv6 = client("vpc-a", "2001:db8:a::7");
    let hops = path(&changes("enable"), &by_ipv6, SSM).unwrap();
    assert!(hops.iter().any(|hop| matches!(hop, Hop::WayBack(_))));
    let refused = path(&changes("disable"), &by_ipv6, SSM).unwrap_err();
    assert_eq!(refused.why, "attachment tgw-attach-a takes no IPv6");
}
