//! Inputs of `PrivateLinkService` that keep its rules.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::parts::{TOPIC, booleans, events, map, object, one_of, some_of, subnets, tags};

const ELB: &str = "arn:aws:elasticloadbalancing:us-east-1:111111111111:loadbalancer";

pub(crate) fn inputs() -> impl Strategy<Value = Value> {
    prop_oneof![2 => made(), 1 => existing(), 1 => inspection()]
}

/// What every service has, over what is its own.
fn service(
    own: Value,
    optional: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> BoxedStrategy<Value> {
    let mut required = json!({ "name": "payments" });
    if let (Some(all), Some(own)) = (required.as_object_mut(), own.as_object()) {
        all.extend(own.clone());
    }
    let everywhere: Vec<(&'static str, BoxedStrategy<Value>)> = vec![
        (
            "allowedPrincipals",
            some_of(
                &[
                    json!("arn:aws:iam::222222222222:root"),
                    json!("arn:aws:iam::333333333333:role/x"),
                ],
                0,
            ),
        ),
        ("acceptanceRequired", booleans()),
        (
            "connectionNotifications",
            events().prop_map(|it| json!({ "all": { "topicArn": TOPIC, "events": it } })).boxed(),
        ),
        ("tags", tags()),
    ];
    object(required, [everywhere, optional].concat())
}

fn security_group() -> BoxedStrategy<Value> {
    let rules = |description: bool| {
        let mut rule = json!({ "fromPort": 1, "toPort": 65535, "cidrIpv4": "10.0.0.0/8" });
        if description {
            rule["description"] = json!("Offices");
        }
        json!({ "offices": rule })
    };
    let made = object(
        json!({}),
        vec![
            ("ids", some_of(&[json!("sg-0a1b2c3d4e5f67890")], 1)),
            ("ingress", one_of(&[rules(true), rules(false)])),
            ("egress", one_of(&[rules(false)])),
        ],
    );
    let given = Just(json!({ "create": false, "ids": ["sg-0a1b2c3d4e5f67890"] }));
    prop_oneof![3 => made, 1 => given].boxed()
}

fn load_balancer() -> BoxedStrategy<Value> {
    let optional = vec![
        ("crossZone", booleans()),
        ("deletionProtection", booleans()),
        ("securityGroup", security_group()),
        (
            "dnsRecordClientRoutingPolicy",
            one_of(&[json!("any_availability_zone"), json!("availability_zone_affinity")]),
        ),
        ("minimumCapacityUnits", one_of(&[json!(2750)])),
    ];
    (object(json!({}), optional), subnets(1, 3))
        .prop_map(|(mut balancer, subnets)| {
            if let Some(balancer) = balancer.as_object_mut() {
                balancer.insert("subnets".to_owned(), subnets);
            }
            balancer
        })
        .boxed()
}

fn listeners() -> BoxedStrategy<Value> {
    let targets = || one_of(&[json!({}), json!({ "one": { "id": "10.0.1.1", "port": 8080 } })]);
    let common = || {
        vec![
            ("targets", targets()),
            ("targetPort", one_of(&[json!(8080)])),
            ("deregistrationDelaySeconds", one_of(&[json!(60)])),
            ("proxyProtocolV2", booleans()),
        ]
    };
    let certificate = "arn:aws:acm:us-east-1:111111111111:certificate/0a1b2c3d";
    let tls = json!({ "port": 443, "protocol": "TLS", "certificateArn": certificate });
    let tls = object(tls, [common(), vec![("targetProtocol", one_of(&[json!("TCP")]))]].concat());
    let tcp = object(
        json!({ "port": 5432 }),
        [common(), vec![("tcpIdleTimeoutSeconds", one_of(&[json!(600)]))]].concat(),
    );
    let instances = object(
        json!({ "port": 9092, "targetType": "instance" }),
        vec![("targets", one_of(&[json!({ "one": { "id": "i-0a1b2c3d4e5f67890" } })]))],
    );
    object(json!({}), vec![("kafka", instances), ("postgres", tcp)])
        .prop_flat_map(move |others| {
            tls.clone().prop_map(move |tls| {
                let mut all = others.clone();
                all["https"] = tls;
                all
            })
        })
        .boxed()
}

fn made() -> BoxedStrategy<Value> {
    let names = json!({ "name": "api.example.com", "hostedZoneId": "Z0A1B2C3" });
    let optional = vec![(
        "privateDns",
        one_of(&[names, json!({ "name": "api.example.com", "verification": "manual" })]),
    )];
    (load_balancer(), listeners(), service(json!({ "vpcId": "vpc-0a1b2c3d4e5f67890" }), optional))
        .prop_map(|(balancer, listeners, mut inputs)| {
            inputs["loadBalancer"] = balancer;
            inputs["listeners"] = listeners;
            inputs
        })
        .boxed()
}

fn existing() -> BoxedStrategy<Value> {
    let accepted = map([("one", "vpce-0a1b2c3d4e5f67890")]);
    let own = json!({
        "networkLoadBalancerArns": [format!("{ELB}/net/api/50dc6c495c0c9188")],
        "availabilityZoneIds": ["use1-az1", "use1-az2"],
        "ports": [443],
    });
    let optional =
        vec![("supportedRegions", some_of(&[json!("eu-west-1"), json!("eu-west-3")], 1))];
    let with_acceptance = json!({ "acceptedEndpointIds": accepted, "acceptanceRequired": true });
    (service(own, optional), any::<bool>())
        .prop_map(move |(mut inputs, accepts)| {
            if let (true, Some(inputs), Some(more)) =
                (accepts, inputs.as_object_mut(), with_acceptance.as_object())
            {
                inputs.extend(more.clone());
            }
            inputs
        })
        .boxed()
}

fn inspection() -> BoxedStrategy<Value> {
    let own =
        json!({ "gatewayLoadBalancerArns": [format!("{ELB}/gwy/inspection/50dc6c495c0c9188")] });
    let zones = ("availabilityZoneIds", one_of(&[json!(["use1-az1", "use1-az2"])]));
    service(own, vec![zones])
}
