//! What is too much.

use serde_json::{Value, json};

use super::{HTTPS, NAME, client, world};
use crate::reachability::{Client, Opening};

#[test]
fn nothing_else_is_let_through() {
    world(&[]).only(&[client()], NAME, &[Opening::tcp(HTTPS)]).unwrap();
}

#[test]
fn all_that_is_too_much_is_told() {
    let rules = "/ec2~1security_group/1/Rules";
    let rule = |first: u16, last: u16, range: &str| json!({"IsEgress": false, "IpProtocol": "tcp", "FromPort": first, "ToPort": last, "CidrIpv4": range});
    let complaint = |of_endpoint: Value| {
        let world = world(&[(rules, of_endpoint)]);
        world.only(&[client()], NAME, &[Opening::tcp(HTTPS)]).unwrap_err().to_string()
    };
    let group = "security group sg-endpoint of the endpoint lets";
    assert_eq!(
        complaint(json!([rule(443, 443, "10.1.0.0/16"), rule(22, 22, "10.9.0.0/16")])),
        format!("{group} 10.9.0.0/16 in on tcp 22, which no client needs")
    );
    assert_eq!(
        complaint(json!([rule(443, 443, "10.1.0.0/16"), rule(443, 443, "10.9.0.0/16")])),
        format!("{group} 10.9.0.0/16 in on tcp 443, which no client needs")
    );
    assert_eq!(
        complaint(json!([rule(440, 450, "10.1.0.0/16")])),
        format!("{group} 10.1.0.0/16 in on tcp 440-450, but only tcp 443 is needed")
    );
    assert_eq!(
        complaint(json!([rule(443, 443, "0.0.0.0/0")])),
        format!("{group} 0.0.0.0/0 in on tcp 443: everybody")
    );
    assert_eq!(
        complaint(json!([{"IsEgress": false, "IpProtocol": "-1", "CidrIpv4": "10.1.0.0/16"}])),
        format!("{group} 10.1.0.0/16 in on every port, but only tcp 443 is needed")
    );
}

#[test]
fn clients_and_ports_together_need_what_each_needs() {
    let rules = "/ec2~1security_group/1/Rules";
    let range = json!({"IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 444, "CidrIpv4": "10.1.0.0/16"});
    let second = json!({"IsEgress": false, "IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIpv4": "10.1.0.7/32"});
    let world = world(&[(rules, json!([range, second]))]);
    let own = |address: &str| Client::new("vpc-consumer", address).unwrap();
    let one = world.only(&[own("10.1.0.6")], NAME, &[Opening::tcp(HTTPS)]).unwrap_err().to_string();
    assert!(one.contains("lets 10.1.0.7 in on tcp 443, which no client needs"), "{one}");
    assert!(one.contains("in on tcp 443-444, but only tcp 443 is needed"), "{one}");
    // A port that is open but leads to no listener is refused before anything is judged.
    let closed =
        world.only(&[own("10.1.0.7")], NAME, &[Opening::tcp(444)]).unwrap_err().to_string();
    assert!(closed.starts_with("security group sg-network of the Network"), "{closed}");
}
