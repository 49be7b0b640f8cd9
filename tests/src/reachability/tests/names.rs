//! Where names lead.

use std::slice;

use serde_json::json;

use super::{Change, HTTPS, NAME, path};
use crate::reachability::{Hop, Opening, Stage};

/// The ids of the interfaces that a name leads to.
fn interfaces(name: &str) -> Vec<String> {
    let hops = path(&[], name, Opening::tcp(HTTPS)).unwrap();
    let ids = hops.into_iter().filter_map(|hop| match hop {
        Hop::Interface { id, .. } => Some(id),
        _ => None,
    });
    ids.collect()
}

#[test]
fn names_lead_where_zones_say() {
    assert_eq!(interfaces(NAME), ["eni-a", "eni-b"]);
    assert_eq!(interfaces("API.example.com."), ["eni-a", "eni-b"]);
    assert_eq!(interfaces("anything.corp.example"), ["eni-a", "eni-b"]);
    assert_eq!(interfaces("zonal.corp.example"), ["eni-a"]);
    assert_eq!(interfaces("alias.corp.example"), ["eni-a"]);
    assert_eq!(interfaces("address.corp.example"), ["eni-b"]);
    let own = "vpce-1-x-us-east-1a.vpce-svc-1.us-east-1.vpce.amazonaws.com";
    assert_eq!(interfaces(own), ["eni-a"]);
}

#[test]
fn names_that_lead_nowhere_say_why() {
    let why = |name: &str| path(&[], name, Opening::tcp(HTTPS)).unwrap_err().why;
    assert_eq!(
        why("corp.example"),
        "zone corp.example (Z1) answers for corp.example, but has no A record for it"
    );
    assert_eq!(
        why("text.corp.example"),
        "zone corp.example (Z1) answers for text.corp.example, but has no A record for it"
    );
    assert_eq!(why("loop.corp.example"), "loop.corp.example leads to itself");
    assert_eq!(
        why("stranger.corp.example"),
        "stranger.corp.example leads to 10.1.9.9, which is no endpoint in VPC vpc-consumer or another one"
    );
    assert_eq!(
        why("elsewhere.example"),
        "nobody answers for elsewhere.example in VPC vpc-consumer"
    );
}

#[test]
fn the_most_specific_answer_counts_and_nobody_is_asked_after_it() {
    let shadow = json!([{
        "ids": { "Z2": "id", "arn:aws:route53:::hostedzone/Z2": "arn" },
        "Name": "example.com.",
        "Config": { "PrivateZone": true },
        "VPCs": [{ "VPCId": "vpc-consumer" }],
    }]);
    let zones = "/route53~1hosted_zone";
    path(&[(zones, shadow.clone())], NAME, Opening::tcp(HTTPS)).unwrap();
    let refused = path(&[(zones, shadow)], "www.example.com", Opening::tcp(HTTPS)).unwrap_err();
    assert!(refused.why.starts_with("zone example.com (Z2) answers for www.example.com"));
}

#[test]
fn private_names_beside_a_zone_of_the_same_name_are_two_answers() {
    let zone = |name: &str| {
        let record = json!({"Name": NAME, "Type": "A", "AliasTarget": {"DNSName": "vpce-1-x.vpce-svc-1.us-east-1.vpce.amazonaws.com."}});
        json!({
            "ids": { "Z2": "id" },
            "Name": name,
            "Config": { "PrivateZone": true },
            "VPCs": [{ "VPCId": "vpc-consumer" }],
            "Records": [record],
        })
    };
    let zones = "/route53~1hosted_zone";
    let beside = (zones, json!([zone("api.example.com.")]));
    let refused = path(slice::from_ref(&beside), NAME, Opening::tcp(HTTPS)).unwrap_err();
    assert_eq!(refused.stage, Stage::Name);
    assert_eq!(
        refused.why,
        "both zone Z2 and endpoint vpce-1 answer for api.example.com in VPC vpc-consumer"
    );
    // Either of them alone will do.
    let off = ("/ec2~1endpoint/0/PrivateDnsEnabled", json!(false));
    path(&[beside, off], NAME, Opening::tcp(HTTPS)).unwrap();
    // So will a zone of another VPC, and one that is less specific.
    let mut elsewhere = zone("api.example.com.");
    elsewhere["VPCs"] = json!([{ "VPCId": "vpc-provider" }]);
    path(&[(zones, json!([elsewhere]))], NAME, Opening::tcp(HTTPS)).unwrap();
    path(&[(zones, json!([zone("example.com.")]))], NAME, Opening::tcp(HTTPS)).unwrap();
    // The same zone in two lists is one.
    let twice = (zones, json!([zone("api.example.com."), zone("api.example.com.")]));
    let off = ("/ec2~1endpoint/0/PrivateDnsEnabled", json!(false));
    path(&[twice, off], NAME, Opening::tcp(HTTPS)).unwrap();
    // Two zones are no better.
    let mut other = zone("example.org.");
    other["ids"] = json!({ "Z3": "id" });
    let two = (zones, json!([zone("example.org."), other]));
    let why = path(&[two], "www.example.org", Opening::tcp(HTTPS)).unwrap_err().why;
    assert_eq!(why, "both zone Z2 and zone Z3 answer for www.example.org in VPC vpc-consumer");
}

#[test]
fn a_profile_shares_zones_and_names_of_endpoints() {
    let profile = |arn: &str| {
        [
            (
                "/route53~1profile",
                json!([{"scope": "111111111111/us-east-1", "ids": {"rp-1": "id"}, "Resources": [{"ResourceArn": arn}]}]),
            ),
            (
                "/route53~1profile_association",
                json!([{"ids": {}, "ProfileId": "rp-1", "ResourceId": "vpc-consumer"}]),
            ),
        ]
    };
    let [contents, association] = profile("arn:aws:route53:::hostedzone/Z1");
    let alone = ("/route53~1hosted_zone/0/VPCs", json!([]));
    let name = "zonal.corp.example";
    assert!(path(slice::from_ref(&alone), name, Opening::tcp(HTTPS)).is_err());
    path(&[alone, contents, association], name, Opening::tcp(HTTPS)).unwrap();

    let [contents, association] = profile("arn:aws:ec2:us-east-1:1:vpc-endpoint/vpce-1");
    let elsewhere = ("/ec2~1endpoint/0/VpcId", json!("vpc-hub"));
    let why = |changes: &[Change]| path(changes, NAME, Opening::tcp(HTTPS)).unwrap_err().why;
    assert!(why(slice::from_ref(&elsewhere)).starts_with("nobody answers"));
    // The name is known, which is not yet a way to get there.
    let away = ("/ec2~1network_interface/0/VpcId", json!("vpc-hub"));
    let known = why(&[elsewhere, away, contents, association]);
    assert_eq!(known, "subnet subnet-a has no route table");
}

#[test]
fn public_zones_count_where_nobody_in_the_vpc_answers() {
    let public = json!([{
        "ids": { "Z3": "id" },
        "Name": "public.example.",
        "Records": [{
            "Name": "www.public.example.",
            "Type": "CNAME",
            "ResourceRecords": [{ "Value": "vpce-1-x-us-east-1a.vpce-svc-1.us-east-1.vpce.amazonaws.com" }],
        }],
    }]);
    let zones = ("/route53~1hosted_zone", public);
    let hops = path(&[zones], "www.public.example", Opening::tcp(HTTPS)).unwrap();
    let first = Hop::Zone { id: "Z3".to_owned(), record: "www.public.example CNAME".to_owned() };
    assert_eq!(hops.first(), Some(&first));
}

#[test]
fn names_for_inbound_resolvers_are_not_for_the_vpc() {
    let only = json!({ "PrivateDnsOnlyForInboundResolverEndpoint": true });
    let refused = path(&[("/ec2~1endpoint/0/DnsOptions", only)], NAME, Opening::tcp(HTTPS));
    let why = refused.unwrap_err().why;
    assert!(why.ends_with("the name of endpoint vpce-1 is for inbound resolvers only"), "{why}");
}
