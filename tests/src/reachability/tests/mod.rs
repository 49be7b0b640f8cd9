//! Walks over a hand-made state: `world.json`, where a consumer with the address range of its provider reaches an
//! Application Load Balancer with an address and an instance behind it.

mod hub;
mod names;
mod only;
mod targets;

use std::slice;

use serde_json::{Value, json};

use super::{Client, Direction, Hop, Opening, Refusal, Stage, State};

const NAME: &str = "api.example.com";
const HTTPS: u16 = 443;

/// What a case changes: a place in the world, and the value that it gets.
type Change = (&'static str, Value);

fn world(changes: &[Change]) -> State {
    let mut world: Value = serde_json::from_str(include_str!("world.json")).unwrap();
    for (place, value) in changes {
        let (parent, key) = place.rsplit_once('/').unwrap();
        let parent = world.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}"));
        match parent {
            Value::Array(items) => items[key.parse::<usize>().unwrap()] = value.clone(),
            parent => parent[key.replace("~1", "/")] = value.clone(),
        }
    }
    State::from_document(world).unwrap()
}

fn client() -> Client {
    Client::new("vpc-consumer", "10.1.0.0/16").unwrap()
}

fn path(changes: &[Change], name: &str, opening: Opening) -> Result<Vec<Hop>, Refusal> {
    world(changes).path(&client(), name, opening)
}

/// The refusal of a way with one change.
fn refusal(place: &'static str, value: Value) -> (Stage, String) {
    let refused = path(&[(place, value)], NAME, Opening::tcp(HTTPS));
    let refused = refused.err().unwrap_or_else(|| panic!("{place} does not matter"));
    (refused.stage, refused.why)
}

#[test]
fn every_branch_is_walked_to_its_end() {
    let hops = path(&[], NAME, Opening::tcp(HTTPS)).unwrap();
    let shown: Vec<_> = hops.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "private DNS name api.example.com of vpce-1",
            "endpoint vpce-1",
            "interface eni-a in use1-az1",
            "sg-endpoint of the endpoint: in tcp 443",
            "interface eni-b in use1-az2",
            "endpoint service vpce-svc-1",
            "load balancer arn:nlb",
            "sg-network of the Network Load Balancer: in tcp 443",
            "listener arn:nlb-listener on 443",
            "target group arn:albs",
            "sg-network of the Network Load Balancer: out tcp 80",
            "sg-application of the Application Load Balancer: in tcp 80",
            "load balancer arn:alb",
            "listener arn:alb-listener on 80",
            "listener answers: fixed-response",
            "target group arn:addresses",
            "sg-application of the Application Load Balancer: out tcp 8080",
            "sg-machine of the target: in tcp 8080",
            "sg-application of the Application Load Balancer: out tcp 9000",
            "sg-machine of the target: in tcp 9000",
            "target 10.1.0.20 on 8080",
            "target group arn:instances",
            "target i-machine on 8080",
        ]
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table: one entry for each refusal")]
fn a_refusal_names_the_first_thing_in_the_way() {
    let groups = "/ec2~1security_group";
    let none = || json!([]);
    let cases: [(String, Value, Stage, &str); 24] = [
        (
            "/ec2~1vpc/0/EnableDnsSupport".into(),
            json!(false),
            Stage::Name,
            "VPC vpc-consumer has `enableDnsSupport` off: no name works",
        ),
        (
            "/ec2~1vpc/0/EnableDnsHostnames".into(),
            json!(false),
            Stage::Name,
            "nobody answers for api.example.com in VPC vpc-consumer: the VPC has `enableDnsHostnames` off, so it asks for no private name",
        ),
        (
            "/ec2~1endpoint/0/PrivateDnsEnabled".into(),
            json!(false),
            Stage::Name,
            "nobody answers for api.example.com in VPC vpc-consumer: endpoint vpce-1 has its private names off",
        ),
        (
            "/ec2~1endpoint/0/State".into(),
            json!("pendingAcceptance"),
            Stage::Endpoint,
            "endpoint vpce-1 is pendingAcceptance",
        ),
        (
            "/ec2~1endpoint/0/VpcEndpointType".into(),
            json!("Gateway"),
            Stage::Endpoint,
            "endpoint vpce-1 is of the type Gateway",
        ),
        (
            "/ec2~1endpoint/0/IpAddressType".into(),
            json!("ipv6"),
            Stage::Endpoint,
            "endpoint vpce-1 has ipv6 addresses only",
        ),
        (
            "/ec2~1endpoint/0/NetworkInterfaceIds".into(),
            none(),
            Stage::Interface,
            "endpoint vpce-1 has no interface",
        ),
        (
            format!("{groups}/1/Rules"),
            none(),
            Stage::EndpointGroups,
            "security group sg-endpoint of the endpoint lets nobody in on tcp 443 from 10.1.0.0/16",
        ),
        (
            format!("{groups}/1/Rules/0/CidrIpv4"),
            json!("10.1.0.0/24"),
            Stage::EndpointGroups,
            "security group sg-endpoint of the endpoint lets nobody in on tcp 443 from 10.1.0.0/16",
        ),
        (
            format!("{groups}/1/Rules/0/IpProtocol"),
            json!("udp"),
            Stage::EndpointGroups,
            "security group sg-endpoint of the endpoint lets nobody in on tcp 443 from 10.1.0.0/16",
        ),
        (
            "/ec2~1endpoint_service/0/AllowedPrincipals".into(),
            json!(["arn:aws:iam::333333333333:root"]),
            Stage::Service,
            "endpoint service vpce-svc-1 does not allow account 111111111111",
        ),
        (
            "/ec2~1endpoint_service".into(),
            none(),
            Stage::Service,
            "endpoint service com.amazonaws.vpce.us-east-1.vpce-svc-1 is not there",
        ),
        (
            "/ec2~1endpoint_service/0/scope".into(),
            json!("222222222222/eu-west-1"),
            Stage::Service,
            "endpoint service vpce-svc-1 is not offered in us-east-1",
        ),
        (
            "/elbv2~1load_balancer/0/AvailabilityZones".into(),
            json!([{"SubnetId": "subnet-c"}]),
            Stage::LoadBalancer,
            "endpoint service vpce-svc-1 is not in zone use1-az2",
        ),
        (
            "/elbv2~1load_balancer/0/State/Code".into(),
            json!("provisioning"),
            Stage::LoadBalancer,
            "load balancer arn:nlb is provisioning",
        ),
        (
            format!("{groups}/2/Rules/0/FromPort"),
            json!(8443),
            Stage::LoadBalancerGroups,
            "security group sg-network of the Network Load Balancer lets nobody in on tcp 443 from 10.1.0.0/16",
        ),
        (
            format!("{groups}/2/Rules/1/ToPort"),
            json!(79),
            Stage::LoadBalancerGroups,
            "security group sg-network of the Network Load Balancer lets nothing out on tcp 80 to 10.1.0.0/24, 10.1.1.0/24, sg-application",
        ),
        (
            "/elbv2~1listener/0/Protocol".into(),
            json!("UDP"),
            Stage::Listener,
            "load balancer arn:nlb has no listener on tcp 443",
        ),
        (
            "/elbv2~1target_group/0/Targets".into(),
            none(),
            Stage::TargetGroup,
            "target group arn:albs has no target",
        ),
        (
            "/elbv2~1load_balancer/1/AvailabilityZones".into(),
            json!([{"SubnetId": "subnet-c"}]),
            Stage::TargetGroup,
            "target group arn:albs has no target in zone use1-az2, and load balancing does not cross zones",
        ),
        (
            format!("{groups}/3/Rules/0/ReferencedGroup"),
            json!("sg-client"),
            Stage::TargetGroups,
            "security group sg-application of the Application Load Balancer lets nobody in on tcp 80 from 10.1.0.0/24, 10.1.1.0/24, sg-network",
        ),
        (
            "/elbv2~1listener/1/Port".into(),
            json!(81),
            Stage::Listener,
            "load balancer arn:alb has no listener on tcp 80",
        ),
        (
            format!("{groups}/4/Rules/1/FromPort"),
            json!(9001),
            Stage::TargetGroups,
            "security group sg-machine of the target lets nobody in on tcp 9000 from 10.1.0.0/24, 10.1.1.0/24, sg-application",
        ),
        (
            "/ec2~1instance/0/State/Name".into(),
            json!("stopped"),
            Stage::Target,
            "instance i-machine is stopped",
        ),
    ];
    for (place, value, stage, why) in cases {
        assert_eq!(refusal(place.leak(), value), (stage, why.to_owned()));
    }
}

#[test]
fn a_client_that_is_elsewhere_or_not_open_itself_is_refused() {
    let refused = |client: &Client| world(&[]).path(client, NAME, Opening::tcp(HTTPS)).unwrap_err();
    let stranger = Client::new("vpc-provider", "10.1.0.0/16").unwrap();
    assert_eq!(refused(&stranger).stage, Stage::Name);
    let other = Client::new("vpc-consumer", "10.2.0.1").unwrap();
    assert!(refused(&other).why.ends_with("on tcp 443 from 10.2.0.1"));
    let by_ipv6 = Client::new("vpc-consumer", "2001:db8::1").unwrap();
    assert_eq!(refused(&by_ipv6).why, "endpoint vpce-1 has ipv4 addresses only");

    let mut member = client();
    member.security_groups = vec!["sg-client".to_owned()];
    world(&[]).path(&member, NAME, Opening::tcp(HTTPS)).unwrap();
    let rules = "/ec2~1security_group/0/Rules";
    let silent = world(&[(rules, json!([]))]);
    let why = silent.path(&member, NAME, Opening::tcp(HTTPS)).unwrap_err().why;
    let group = "security group sg-client of the client lets nothing out on tcp 443";
    assert_eq!(why, format!("{group} to 10.1.0.10, sg-endpoint"));
}

#[test]
fn groups_of_a_network_load_balancer_can_leave_private_link_alone() {
    let switch = "/elbv2~1load_balancer/0/EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic";
    let rules = "/ec2~1security_group/2/Rules/0/CidrIpv4";
    let closed = (rules, json!("192.168.0.0/16"));
    let on = path(slice::from_ref(&closed), NAME, Opening::tcp(HTTPS)).unwrap_err();
    assert_eq!(on.stage, Stage::LoadBalancerGroups);
    let hops = path(&[closed, (switch, json!("off"))], NAME, Opening::tcp(HTTPS)).unwrap();
    let is_inbound = |hop: &Hop| {
        matches!(
            hop,
            Hop::SecurityGroups { of: "Network Load Balancer", direction: Direction::In, .. }
        )
    };
    assert!(!hops.iter().any(is_inbound));
}

#[test]
fn udp_needs_udp_all_the_way_but_for_health_checks() {
    let changes = [
        ("/ec2~1security_group/1/Rules/0/IpProtocol", json!("udp")),
        ("/ec2~1security_group/2/Rules/0/IpProtocol", json!("udp")),
        ("/elbv2~1listener/0/Protocol", json!("TCP_UDP")),
        ("/elbv2~1listener/0/DefaultActions/0/TargetGroupArn", json!("arn:addresses")),
        ("/elbv2~1target_group/1/Protocol", json!("TCP_UDP")),
        (
            "/elbv2~1load_balancer/0/Attributes",
            json!({"load_balancing.cross_zone.enabled": "true"}),
        ),
        (
            "/ec2~1security_group/2/Rules/1",
            json!({"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "10.1.0.0/16"}),
        ),
        (
            "/ec2~1security_group/4/Rules/0",
            json!({"IsEgress": false, "IpProtocol": "udp", "FromPort": 8080, "ToPort": 8080, "ReferencedGroup": "sg-network"}),
        ),
        (
            "/ec2~1security_group/4/Rules/1",
            json!({"IsEgress": false, "IpProtocol": "tcp", "FromPort": 9000, "ToPort": 9000, "ReferencedGroup": "sg-network"}),
        ),
    ];
    path(&changes, NAME, Opening::udp(HTTPS)).unwrap();
    let refused = path(&changes, NAME, Opening::tcp(HTTPS)).unwrap_err();
    assert_eq!(refused.stage, Stage::EndpointGroups);
}

#[test]
fn groups_are_met_by_prefix_lists_and_not_needed_by_load_balancers_without() {
    let of_list = json!([{"IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "PrefixListId": "pl-1"}]);
    let rules = ("/ec2~1security_group/1/Rules", of_list);
    let list = |range: &str| {
        (
            "/ec2~1prefix_list",
            json!([{"ids": {"pl-1": "id"}, "Entries": [{"Cidr": "10.9.0.0/16"}, {"Cidr": range}]}]),
        )
    };
    path(&[rules.clone(), list("10.0.0.0/8")], NAME, Opening::tcp(HTTPS)).unwrap();
    let refused = path(&[rules, list("10.8.0.0/16")], NAME, Opening::tcp(HTTPS)).unwrap_err();
    assert_eq!(refused.stage, Stage::EndpointGroups);

    let bare = ("/elbv2~1load_balancer/0/SecurityGroups", json!([]));
    // The Application Load Balancer knows the other by its addresses then.
    let by_range = json!([
        {"IsEgress": false, "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIpv4": "10.1.0.0/24"},
        {"IsEgress": false, "IpProtocol": "tcp", "FromPort": 80, "ToPort": 80, "CidrIpv4": "10.1.1.0/24"},
        {"IsEgress": true, "IpProtocol": "-1", "CidrIpv4": "0.0.0.0/0"},
    ]);
    let refused = path(slice::from_ref(&bare), NAME, Opening::tcp(HTTPS)).unwrap_err();
    assert!(refused.why.ends_with("in on tcp 80 from 10.1.0.0/24, 10.1.1.0/24"), "{refused}");
    let rules = ("/ec2~1security_group/3/Rules", by_range);
    path(&[bare, rules], NAME, Opening::tcp(HTTPS)).unwrap();
}

#[test]
fn a_service_of_another_region_is_reached_where_it_is_offered() {
    let elsewhere = ("/ec2~1endpoint/0/scope", json!("111111111111/us-west-2"));
    let service = "/ec2~1endpoint_service/0/SupportedRegions";
    let why = path(slice::from_ref(&elsewhere), NAME, Opening::tcp(HTTPS)).unwrap_err().why;
    assert_eq!(why, "endpoint service vpce-svc-1 is not offered in us-west-2");
    let offered = (service, json!([{"Region": "us-east-1"}, {"Region": "us-west-2"}]));
    path(&[elsewhere.clone(), offered.clone()], NAME, Opening::tcp(HTTPS)).unwrap();
    // Zones of one Region mean nothing in another.
    let zones = ("/ec2~1subnet/0/AvailabilityZoneId", json!("usw2-az1"));
    path(&[elsewhere.clone(), offered.clone(), zones], NAME, Opening::tcp(HTTPS)).unwrap();
    let lost = ("/ec2~1endpoint/0/ServiceRegion", json!("us-west-2"));
    let why = path(&[elsewhere, offered, lost], NAME, Opening::tcp(HTTPS)).unwrap_err().why;
    assert!(why.starts_with("endpoint vpce-1 looks for its service in us-west-2"), "{why}");
}

#[test]
fn what_is_behind_a_service_of_aws_is_not_ours_to_see() {
    let name = ("/ec2~1endpoint/0/ServiceName", json!("com.amazonaws.us-east-1.ssm"));
    let hops = path(&[name], NAME, Opening::tcp(HTTPS)).unwrap();
    let last = Hop::ServiceOfAws { name: "com.amazonaws.us-east-1.ssm".to_owned() };
    assert_eq!(hops.last(), Some(&last));
}
