//! A target in a VPC of another Region, over a peering: the load balancer reaches it, and its answers get back.

use serde_json::{Value, json};

use super::{HTTPS, NAME, client};
use crate::reachability::{Hop, Opening, Refusal, Stage, State};

/// Where what is changed stands: the load balancer's routes, the target's, the peering, the target's rules.
const THERE: &str = "/ec2~1route_table/0/Routes";
const BACK: &str = "/ec2~1route_table/1/Routes";
const STATUS: &str = "/ec2~1vpc_peering_connection/0/Status";
const RULES: &str = "/ec2~1security_group/5/Rules";

/// The world with the machine that has an address as target moved to another Region.
fn world() -> Value {
    let mut world: Value = serde_json::from_str(include_str!("world.json")).unwrap();
    let scope = "222222222222/eu-west-1";
    let table = |id: &str, vpc: &str, subnets: Value, range: &str| json!({ "ids": { id: "id" }, "VpcId": vpc, "Subnets": subnets, "Routes": [{ "DestinationCidrBlock": range, "VpcPeeringConnectionId": "pcx-1" }] });
    let rule = |port: u16| json!({ "IsEgress": false, "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIpv4": "10.1.0.0/16" });
    world["ec2/route_table"] = json!([
        table("rtb-provider", "vpc-provider", json!(["subnet-c", "subnet-d"]), "10.7.0.0/16"),
        table("rtb-far", "vpc-far", json!(["subnet-far"]), "10.1.0.0/16"),
    ]);
    world["ec2/vpc_peering_connection"] = json!([{ "ids": { "pcx-1": "id" }, "Status": "active", "RequesterVpcInfo": { "VpcId": "vpc-provider" }, "AccepterVpcInfo": { "VpcId": "vpc-far" } }]);
    let added = [
        (
            "ec2/vpc",
            json!({ "scope": scope, "ids": { "vpc-far": "id" }, "CidrBlocks": ["10.7.0.0/16"] }),
        ),
        (
            "ec2/subnet",
            json!({ "scope": scope, "ids": { "subnet-far": "id" }, "VpcId": "vpc-far", "CidrBlock": "10.7.0.0/24", "AvailabilityZoneId": "euw1-az1" }),
        ),
        (
            "ec2/security_group",
            json!({ "scope": scope, "ids": { "sg-far": "id" }, "Rules": [rule(8080), rule(9000)] }),
        ),
        (
            "ec2/network_interface",
            json!({ "scope": scope, "ids": { "eni-far": "id" }, "VpcId": "vpc-far", "SubnetId": "subnet-far", "Groups": ["sg-far"], "Addresses": ["10.7.0.20"] }),
        ),
    ];
    for (kind, item) in added {
        world[kind].as_array_mut().unwrap().push(item);
    }
    world["elbv2/target_group"][1]["Targets"][0]["Id"] = json!("10.7.0.20");
    world
}

fn path(world: Value) -> Result<Vec<Hop>, Refusal> {
    State::from_document(world).unwrap().path(&client(), NAME, Opening::tcp(HTTPS))
}

#[test]
fn a_target_in_another_region_is_reached_over_a_peering() {
    let hops = path(world()).unwrap();
    let shown: Vec<_> = hops.iter().map(ToString::to_string).collect();
    let passed = |hop: &str| shown.iter().filter(|shown| *shown == hop).count();
    assert_eq!(passed("peering pcx-1: vpc-provider to vpc-far"), 1, "{shown:#?}");
    assert_eq!(passed("on the way back peering pcx-1: vpc-far to vpc-provider"), 1, "{shown:#?}");
    assert_eq!(passed("target 10.7.0.20 on 8080"), 1, "{shown:#?}");
}

#[test]
fn each_part_of_the_way_to_a_target_is_missed() {
    let by_group = |port: u16| json!({ "IsEgress": false, "IpProtocol": "tcp", "FromPort": port, "ToPort": port, "ReferencedGroup": "sg-application" });
    let cases = [
        (THERE, json!([]), Stage::Route),
        (BACK, json!([]), Stage::WayBack),
        (STATUS, json!("pending-acceptance"), Stage::Peering),
        (RULES, json!([]), Stage::TargetGroups),
        // A group of another Region, which no rule can name.
        (RULES, json!([by_group(8080), by_group(9000)]), Stage::TargetGroups),
    ];
    for (place, value, stage) in cases {
        let mut world = world();
        *world.pointer_mut(place).unwrap() = value;
        let refused = path(world).err().unwrap_or_else(|| panic!("{place} does not matter"));
        assert_eq!(refused.stage, stage, "{refused}");
    }
}
