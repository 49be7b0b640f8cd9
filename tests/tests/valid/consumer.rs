//! Inputs of `PrivateLinkConsumer` that keep its rules.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::parts::{TOPIC, booleans, events, map, object, one_of, ports, some_of, subnets, tags};

const SERVICE: &str = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890";
const SERVICE_ID: &str = "vpce-svc-0a1b2c3d4e5f67890";
const LATTICE: &str = "arn:aws:vpc-lattice:us-east-1:111111111111";

pub(crate) fn inputs() -> impl Strategy<Value = Value> {
    prop_oneof![
        aws_service(),
        bucket(),
        gateway(),
        bundle(),
        named(),
        connected(),
        inspection(),
        lattice(),
    ]
}

/// What every endpoint has, over what is its own.
fn endpoint(
    own: Value,
    optional: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> BoxedStrategy<Value> {
    let mut required = json!({ "name": "payments", "vpcId": "vpc-0a1b2c3d4e5f67890" });
    if let (Some(all), Some(own)) = (required.as_object_mut(), own.as_object()) {
        all.extend(own.clone());
    }
    let timeouts = one_of(&[json!({}), json!({}), map([("create", "45m"), ("delete", "1h30m")])]);
    object(required, [vec![("tags", tags()), ("timeouts", timeouts)], optional].concat())
}

/// What endpoints with interfaces have: subnets, and who may reach them.
fn interfaces(
    own: Value,
    optional: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> BoxedStrategy<Value> {
    let all = endpoint(own, [vec![("securityGroup", security_group())], optional].concat());
    (all, subnets(1, 3))
        .prop_map(|(mut inputs, subnets)| {
            if let Some(inputs) = inputs.as_object_mut() {
                inputs.insert("subnets".to_owned(), subnets);
            }
            inputs
        })
        .boxed()
}

fn security_group() -> BoxedStrategy<Value> {
    let group = || some_of(&[json!("sg-0a1b2c3d4e5f67890"), json!("sg-0a1b2c3d4e5f67891")], 1);
    let made = object(
        json!({}),
        vec![
            ("allowedIpv4Cidrs", some_of(&[json!("10.0.0.0/16"), json!("10.9.0.0/16")], 1)),
            ("allowedIpv6Cidrs", some_of(&[json!("2001:db8::/56")], 1)),
            ("allowedPrefixListIds", some_of(&[json!("pl-0a1b2c3d4e5f67890")], 1)),
            ("allowedSecurityGroupIds", group()),
            ("ids", group()),
            ("ports", ports()),
        ],
    );
    let given = group().prop_map(|ids| json!({ "create": false, "ids": ids }));
    prop_oneof![3 => made, 1 => given].boxed()
}

fn notifications() -> BoxedStrategy<Value> {
    events().prop_map(|it| json!({ "all": { "topicArn": TOPIC, "events": it } })).boxed()
}

fn custom_dns() -> BoxedStrategy<Value> {
    let records =
        one_of(&[json!({ "@": {} }), json!({ "*": { "target": "regional" }, "api.eu": {} })]);
    let optional =
        vec![("extraVpcIds", one_of(&[json!({}), map([("other", "vpc-0a1b2c3d4e5f67891")])]))];
    let made = object(json!({ "zoneName": "vendor.example.com" }), optional);
    let known = one_of(&[
        json!({ "zoneName": "vendor.example.com", "createZone": false, "hostedZoneId": "Z0A1B2C3" }),
    ]);
    (prop_oneof![made, known], records)
        .prop_map(|(mut zone, records)| {
            if let Some(zone) = zone.as_object_mut() {
                zone.insert("records".to_owned(), records);
            }
            zone
        })
        .boxed()
}

fn perimeter() -> BoxedStrategy<Value> {
    let extra = some_of(&[json!("arn:aws:s3:::packages/*")], 0);
    object(json!({ "organizationId": "o-a1b2c3d4e5" }), vec![("extraAllowedResources", extra)])
}

fn aws_service() -> BoxedStrategy<Value> {
    let described = object(json!({}), vec![("supportsPolicy", booleans())]);
    prop_oneof![Just("ssm"), Just("kms"), Just("ecr.dkr"), Just("sqs"), Just("appstream.api")]
        .prop_flat_map(move |service| {
            let region = vec![("serviceRegion", one_of(&[json!("eu-west-1")]))];
            let policy = vec![("organizationPerimeter", perimeter())];
            let mut optional = vec![
                ("dnsRecordIpType", one_of(&[json!("ipv4"), json!("service-defined")])),
                ("connectionNotifications", notifications()),
                ("profileAssociations", one_of(&[map([("shared", "rp-0a1b2c3d4e5f6789")])])),
            ];
            match service {
                "kms" | "ecr.dkr" => optional.extend(region),
                "ssm" => optional.push(("serviceOverride", described.clone())),
                "sqs" => optional.extend(policy),
                _ => {}
            }
            let own = json!({ "service": service, "availabilityZoneMismatch": "skip" });
            interfaces(own, optional)
        })
        .boxed()
}

fn bucket() -> BoxedStrategy<Value> {
    let tables = map([("first", "rtb-0a1b2c3d4e5f67890")]);
    let own = json!({ "service": "s3", "endpointType": "Interface", "routeTableIds": tables });
    let resolver = ("privateDnsOnlyForInboundResolverEndpoint", booleans());
    interfaces(own, vec![resolver, ("organizationPerimeter", perimeter())])
}

fn gateway() -> BoxedStrategy<Value> {
    let policy = json!(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"#
    );
    let tables = map([("first", "rtb-0a1b2c3d4e5f67890"), ("second", "rtb-0a1b2c3d4e5f67891")]);
    prop_oneof![Just("s3"), Just("dynamodb")]
        .prop_flat_map(move |service| {
            let own = json!({ "service": service, "routeTableIds": tables });
            let kind = ("endpointType", one_of(&[json!("Gateway")]));
            endpoint(own, vec![kind, ("policy", one_of(std::slice::from_ref(&policy)))])
        })
        .boxed()
}

fn bundle() -> BoxedStrategy<Value> {
    let with_tables = ("routeTableIds", one_of(&[map([("first", "rtb-0a1b2c3d4e5f67890")])]));
    let optional =
        || vec![("privateDnsEnabled", booleans()), ("organizationPerimeter", perimeter())];
    prop_oneof![
        interfaces(json!({ "bundle": "ecr" }), [vec![with_tables], optional()].concat()),
        interfaces(json!({ "bundle": "ssm" }), optional()),
    ]
    .boxed()
}

fn named() -> BoxedStrategy<Value> {
    let accepted = json!({ "mode": "sameAccount", "serviceId": SERVICE_ID });
    let optional = vec![
        ("acceptance", one_of(&[accepted, json!({ "mode": "provider", "accepted": true })])),
        ("connectionNotifications", notifications()),
        ("customDns", custom_dns()),
        ("ipAddressType", one_of(&[json!("ipv4"), json!("ipv6"), json!("dualstack")])),
        ("privateDnsEnabled", one_of(&[json!(false)])),
    ];
    interfaces(json!({ "serviceName": SERVICE }), optional)
}

fn connected() -> BoxedStrategy<Value> {
    let fields = object(
        json!({ "serviceName": SERVICE, "serviceId": SERVICE_ID, "ports": [443, 8443] }),
        vec![
            ("udpPorts", some_of(&[json!(53), json!(123)], 1)),
            ("privateDnsName", one_of(&[json!("api.example.com"), json!("*.example.com")])),
            ("acceptanceRequired", booleans()),
            ("availabilityZoneIds", one_of(&[json!([]), json!(crate::parts::ZONES)])),
        ],
    );
    (fields, any::<bool>(), any::<bool>())
        .prop_flat_map(|(connection, as_text, here)| {
            let is_required = connection["acceptanceRequired"] == true;
            let given = if as_text {
                json!({ "connectionJson": connection.to_string() })
            } else {
                json!({ "connection": connection })
            };
            let mode = if here {
                json!({ "mode": "sameAccount" })
            } else {
                json!({ "mode": "provider", "accepted": true })
            };
            let optional = if is_required { vec![("acceptance", one_of(&[mode]))] } else { vec![] };
            interfaces(given, optional)
        })
        .boxed()
}

fn inspection() -> BoxedStrategy<Value> {
    let own = json!({
        "serviceName": SERVICE,
        "endpointType": "GatewayLoadBalancer",
        "subnets": { "use1-az1": { "subnetId": "subnet-0a1b2c3d4e5f67890" } },
    });
    let accepted = json!({ "mode": "sameAccount", "serviceId": SERVICE_ID });
    let optional = vec![
        ("acceptance", one_of(&[accepted])),
        ("connectionNotifications", notifications()),
        ("ipAddressType", one_of(&[json!("ipv4"), json!("dualstack")])),
    ];
    endpoint(own, optional)
}

fn lattice() -> BoxedStrategy<Value> {
    let of = |kind: &str, field: &str, arn: String| {
        interfaces(
            json!({ "endpointType": kind, field: arn }),
            vec![("privateDnsEnabled", booleans())],
        )
    };
    let resource = format!("{LATTICE}:resourceconfiguration/rcfg-0a1b2c3d4e5f67890");
    let network = format!("{LATTICE}:servicenetwork/sn-0a1b2c3d4e5f67890");
    prop_oneof![
        of("Resource", "resourceConfigurationArn", resource),
        of("ServiceNetwork", "serviceNetworkArn", network),
    ]
    .boxed()
}
