//! Walks over a hand-made hub in one account with spokes in others: `hub.json`. The spokes A and B reach the hub only, C and
//! D each other too. The routes that the state says are propagated between A and B are wrong, and nobody believes them.

mod far;
mod inspection;
mod losses;
mod peerings;
mod routing;

use serde_json::{Value, json};

use crate::reachability::{Client, Hop, Opening, Protocol, Refusal, Stage, State};

const SSM: &str = "ssm.us-east-1.amazonaws.com";
const ECR: &str = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
const KMS: &str = "kms.us-east-1.amazonaws.com";
const HTTPS: Opening = Opening { protocol: Protocol::Tcp, port: 443 };

const ATTACHMENT: &str = "ec2/transit_gateway_vpc_attachment";
const GATEWAY_TABLE: &str = "ec2/transit_gateway_route_table";
const ROUTE_TABLE: &str = "ec2/route_table";
const VPC: &str = "ec2/vpc";
const ZONE: &str = "route53/hosted_zone";

/// What a case changes: a field of everything with this id, or, without a field, something that it adds.
type Change = (&'static str, &'static str, &'static str, Value);

fn hub(changes: &[Change]) -> State {
    let mut hub: Value = serde_json::from_str(include_str!("hub.json")).unwrap();
    for (kind, id, field, value) in changes {
        let items = hub[*kind].as_array_mut().unwrap_or_else(|| panic!("no {kind}"));
        if field.is_empty() {
            items.push(value.clone());
            continue;
        }
        let mut meant = items.iter_mut().filter(|item| item["ids"].get(id).is_some()).peekable();
        assert!(meant.peek().is_some(), "no {id}");
        meant.for_each(|item| item[*field] = value.clone());
    }
    State::from_document(hub).unwrap()
}

fn client(vpc: &str, source: &str) -> Client {
    Client::new(vpc, source).unwrap()
}

/// Somebody in the first zone of the spoke A.
fn a() -> Client {
    client("vpc-a", "10.64.0.0/20")
}

fn b() -> Client {
    client("vpc-b", "10.65.0.0/16")
}

fn path(changes: &[Change], from: &Client, name: &str) -> Result<Vec<Hop>, Refusal> {
    hub(changes).path(from, name, HTTPS)
}

/// The refusal of the spoke A.
fn refusal(changes: &[Change], name: &str) -> Refusal {
    let refused = path(changes, &a(), name).err();
    refused.unwrap_or_else(|| panic!("{changes:?} does not matter"))
}

#[test]
fn a_spoke_reaches_the_hub_and_is_answered() {
    let hops = path(&[], &a(), SSM).unwrap();
    let shown: Vec<_> = hops.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "record ssm.us-east-1.amazonaws.com A of zone Z-SSM",
            "DNS name vpce-ssm-x.ssm.us-east-1.vpce.amazonaws.com of vpce-ssm",
            "endpoint vpce-ssm",
            "route table rtb-a: 10.0.0.0/20 to tgw-1",
            "attachment tgw-attach-a in use1-az1",
            "gateway's route table tgw-rtb-apps: 10.0.0.0/20 to tgw-attach-hub",
            "interface eni-ssm-1 in use1-az1",
            "sg-endpoints of the endpoint: in tcp 443",
            "on the way back route table rtb-endpoints: 10.64.0.0/10 to tgw-1",
            "on the way back attachment tgw-attach-hub in use1-az1",
            "on the way back gateway's route table tgw-rtb-hub: 10.64.0.0/16 to tgw-attach-a",
            "interface eni-ssm-2 in use1-az2",
            "on the way back attachment tgw-attach-hub in use1-az2",
            "AWS's own service com.amazonaws.us-east-1.ssm",
        ]
    );
}

#[test]
fn every_spoke_reaches_what_it_resolves() {
    for name in [SSM, ECR, "dkr.ecr.us-east-1.amazonaws.com", KMS] {
        path(&[], &a(), name).unwrap();
        path(&[], &client("vpc-a", "10.64.0.0/16"), name).unwrap();
    }
    let everywhere = Client { vpc: "vpc-a".to_owned(), source: None, security_groups: Vec::new() };
    path(&[], &everywhere, SSM).unwrap();
    for (vpc, source) in [("vpc-b", "10.65.0.7"), ("vpc-c", "10.66.0.7"), ("vpc-d", "10.67.0.7")] {
        path(&[], &client(vpc, source), SSM).unwrap();
        assert_eq!(path(&[], &client(vpc, source), ECR).unwrap_err().stage, Stage::Name);
    }
}

#[test]
fn a_hub_in_the_account_of_its_spoke_needs_no_share() {
    let changes = [
        ("ram/resource_share", "arn:share", "status", json!("DELETED")),
        (VPC, "vpc-a", "scope", json!("111111111111/us-east-1")),
    ];
    path(&changes, &a(), SSM).unwrap();
    path(&changes, &a(), KMS).unwrap();
}

#[test]
fn groups_of_clients_mean_nothing_on_the_other_side() {
    let mut member = a();
    member.security_groups = vec!["sg-client".to_owned()];
    path(&[], &member, SSM).unwrap();
    let rule = |egress: bool, group: &str| json!([{"IsEgress": egress, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "ReferencedGroup": group}]);
    let by_group = ("ec2/security_group", "sg-endpoints", "Rules", rule(false, "sg-client"));
    let refused = path(&[by_group], &member, SSM).unwrap_err();
    assert_eq!(refused.stage, Stage::EndpointGroups);
    let to_group = ("ec2/security_group", "sg-client", "Rules", rule(true, "sg-endpoints"));
    let refused = path(&[to_group], &member, SSM).unwrap_err();
    assert_eq!(refused.stage, Stage::ClientGroups);
}

#[test]
fn networks_that_reach_the_hub_only_are_apart() {
    hub(&[]).apart(&[a(), b()]).unwrap();
    hub(&[]).apart(&[a(), b(), client("vpc-c", "10.66.0.0/16")]).unwrap();
    let together = [client("vpc-c", "10.66.0.0/16"), client("vpc-d", "10.67.0.0/16")];
    let ways = hub(&[]).apart(&together).unwrap_err().to_string();
    assert_eq!(
        ways,
        "routes lead from VPC vpc-c to VPC vpc-d by gateway's route table tgw-rtb-platform: 10.67.0.0/16 to tgw-attach-d\n\
         routes lead from VPC vpc-d to VPC vpc-c by gateway's route table tgw-rtb-platform: 10.66.0.0/16 to tgw-attach-c"
    );
    let lost = hub(&[]).apart(&[a(), client("vpc-x", "10.99.0.0/16")]).unwrap_err().to_string();
    assert_eq!(lost, "VPC vpc-x has no attachment");
    let elsewhere = (ATTACHMENT, "tgw-attach-b", "TransitGatewayId", json!("tgw-2"));
    let unread = hub(&[elsewhere]).apart(&[a(), b()]).unwrap_err().to_string();
    assert_eq!(unread, "no route table of tgw-2 is there: read its owner's account");
}

#[test]
fn whatever_opens_a_pair_is_noticed() {
    let opened = |changes: &[Change]| {
        path(changes, &a(), SSM).unwrap();
        let ways = hub(changes).apart(&[a(), b()]).unwrap_err().to_string();
        ways.lines().map(|line| line.split(" by ").next().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let (there, back) =
        ("routes lead from VPC vpc-a to VPC vpc-b", "routes lead from VPC vpc-b to VPC vpc-a");
    let propagations = |all: &[&str]| (GATEWAY_TABLE, "tgw-rtb-apps", "Propagations", json!(all));
    let (of_hub, of_a, of_b) = ("tgw-attach-hub", "tgw-attach-a", "tgw-attach-b");
    assert_eq!(opened(&[propagations(&[of_hub, of_a, of_b])]), [there, back]);
    assert_eq!(opened(&[propagations(&[of_hub, of_b])]), [there]);
    let route = json!([{"DestinationCidrBlock": "10.64.0.0/15", "Type": "static", "State": "active", "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": "tgw-attach-a"}]}]);
    assert_eq!(opened(&[(GATEWAY_TABLE, "tgw-rtb-apps", "Routes", route)]), [back]);
    let moved = [
        (GATEWAY_TABLE, "tgw-rtb-apps", "Associations", json!([of_b])),
        (GATEWAY_TABLE, "tgw-rtb-platform", "Associations", json!([of_a])),
        (GATEWAY_TABLE, "tgw-rtb-platform", "Propagations", json!([of_b])),
    ];
    assert_eq!(opened(&moved), [there]);
    // Which of two that overlap is learned nobody knows.
    let same = [
        propagations(&[of_hub, of_b, "tgw-attach-c"]),
        (VPC, "vpc-c", "CidrBlocks", json!(["10.65.0.0/17"])),
    ];
    assert_eq!(opened(&same), [there]);
}

#[test]
fn endpoints_let_in_clients_only() {
    let clients = ["10.64.0.0/10".parse().unwrap()];
    hub(&[]).lets_in_only("vpc-hub", &clients).unwrap();
    hub(&[]).only(&[a(), b()], SSM, &[HTTPS]).unwrap();
    let complaint = |rules: Value| {
        let changed = hub(&[("ec2/security_group", "sg-endpoints", "Rules", rules)]);
        changed.lets_in_only("vpc-hub", &clients).unwrap_err().to_string()
    };
    let rule = |key: &str, value: &str| json!({"IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, key: value});
    let group = "security group sg-endpoints lets";
    assert_eq!(
        complaint(json!([rule("CidrIpv4", "10.64.0.0/10"), rule("CidrIpv4", "10.0.0.0/8")])),
        format!("{group} 10.0.0.0/8 in on tcp 443")
    );
    assert_eq!(
        complaint(json!([rule("PrefixListId", "pl-hub"), rule("ReferencedGroup", "sg-client")])),
        format!("{group} pl-hub in on tcp 443\n{group} sg-client in on tcp 443")
    );
    let nobody = hub(&[]).lets_in_only("vpc-a", &clients).unwrap_err().to_string();
    assert_eq!(nobody, "no endpoint in VPC vpc-a has a security group");
}

/// Whether a walk ends at the stage with these words, after no other hops than those of the undisturbed way.
fn assert_only_this_is_missed(changes: &[Change], name: &str, stage: Stage, why: &str) {
    let whole = path(&[], &a(), name).unwrap();
    let Refusal { stage: found, why: words, passed } = refusal(changes, name);
    assert_eq!((found, words.as_str()), (stage, why));
    assert!(whole.starts_with(&passed), "{passed:?}");
}
