//! What each partition has and lacks, as inputs are checked: by the ids of Availability Zones alone.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use privatelink_catalog::engines::{CLOUDFORMATION, PULUMI};
use privatelink_catalog::partition_facts::{Feature, PARTITIONS, PartitionFacts};
use privatelink_components::find;
use privatelink_ir::{Engine, Given, Severity, check_inputs};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Beginnings of zone ids, where a public document shows them, and whether Regions' codes have three words there.
const PLACES: [(&str, &str, bool); 8] = [
    ("aws", "use1", false),
    ("aws", "apne1", false),
    ("aws-cn", "cnnw1", false),
    ("aws-us-gov", "usgw1", true),
    ("aws-us-gov", "usge1", true),
    ("aws-iso", "usie1", true),
    ("aws-iso-b", "usibe1", true),
    ("aws-iso-f", "usifs1", true),
];

fn facts(name: &str) -> PartitionFacts {
    *PARTITIONS.iter().find(|facts| facts.name == name).unwrap()
}

fn lacks(name: &str, what: Feature) -> bool {
    facts(name).lacks.iter().any(|missing| missing.what == what)
}

/// Rules that inputs with two subnets in this place break.
fn broken(component: &str, place: &str, more: &Value, engine: &Engine) -> BTreeMap<String, String> {
    let subnets: Map<String, Value> = (1..=2_u8)
        .map(|zone| {
            let id = format!("subnet-0a1b2c3d4e5f6789{zone}");
            (format!("{place}-az{zone}"), json!({ "subnetId": id }))
        })
        .collect();
    let zones: Vec<&String> = subnets.keys().collect();
    let own = match component {
        "CentralizedEndpointHub" => json!({
            "cidrBlock": "10.0.0.0/20", "availabilityZoneIds": zones, "clientCidrs": ["10.64.0.0/10"],
        }),
        "PrivateLinkService" => json!({
            "vpcId": "vpc-0a1b2c3d4e5f67890", "loadBalancer": { "subnets": subnets },
            "listeners": { "https": { "port": 443, "targets": {} } },
            "allowedPrincipals": ["arn:aws:iam::111111111111:root"],
        }),
        _ => json!({
            "vpcId": "vpc-0a1b2c3d4e5f67890", "subnets": subnets,
            "securityGroup": { "allowedIpv4Cidrs": ["10.0.0.0/16"] },
        }),
    };
    let mut inputs = json!({ "name": "mission" });
    for part in [&own, more] {
        inputs.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
    }
    let model = find(component).unwrap().model();
    let checked = check_inputs(&model, &Given::inputs(&inputs), engine);
    let errors = checked.problems.into_iter().filter(|problem| problem.severity == Severity::Error);
    errors.map(|problem| (problem.id.clone(), problem.to_string())).collect()
}

/// Succeeds if the rule is broken in exactly the partitions that lack something, and no other rule is.
fn assert_refused(component: &str, more: &Value, rule: &str, what: Feature) {
    for (name, place, _) in PLACES {
        let expected: Vec<&str> = lacks(name, what).then_some(rule).into_iter().collect();
        let found = broken(component, place, more, &PULUMI);
        assert_eq!(found.keys().collect::<Vec<_>>(), expected, "{component} {name}: {found:?}");
    }
}

const SERVICE: &str = "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d4e5f67890";

fn vendor(more: &Value) -> Value {
    let mut inputs = json!({
        "serviceName": SERVICE,
        "securityGroup": { "allowedIpv4Cidrs": ["10.0.0.0/16"], "ports": [443] },
    });
    inputs.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    inputs
}

#[test]
fn short_names_of_services_are_for_partitions_whose_names_the_catalogue_knows() {
    let rule = "partition/service-names";
    for more in [json!({ "service": "ssm" }), json!({ "bundle": "ssm" })] {
        assert_refused("PrivateLinkConsumer", &more, rule, Feature::ServiceNames);
    }
    for more in [json!({ "services": { "ssm": {} } }), json!({ "bundles": ["ssm"] })] {
        assert_refused("CentralizedEndpointHub", &more, rule, Feature::ServiceNames);
    }
}

/// `GovCloud` takes alias records to endpoints since 2025-05 (AWS Networking & Content Delivery, "Introducing Amazon Route 53
/// authoritative DNS service for public hosted zones in AWS `GovCloud` (US) Regions"); before, they had to be CNAME records
/// (openshift/hive#1476). Isolated partitions take those to load balancers (openshift/installer#7184).
#[test]
fn zones_with_aliases_are_accepted_everywhere() {
    let more = vendor(&json!({
        "customDns": { "zoneName": "warehouse.example.org", "records": { "@": {}, "api": {} } },
    }));
    for (name, place, _) in PLACES {
        assert_eq!(broken("PrivateLinkConsumer", place, &more, &PULUMI), BTreeMap::new(), "{name}");
    }
}

#[test]
fn profiles_are_for_partitions_that_have_them() {
    let more = vendor(&json!({
        "privateDnsEnabled": true, "profileAssociations": { "shared": "rp-0a1b2c3d4e5f6789" },
    }));
    assert_refused("PrivateLinkConsumer", &more, "partition/profiles", Feature::Profiles);
}

/// Public zones are in `GovCloud` by the same announcement (before: pivotal/paving#91), and in China (Getting Started with
/// Amazon Web Services in China, Amazon Route 53).
#[test]
fn names_that_records_prove_are_for_partitions_with_public_zones() {
    let zone = "Z0123456789ABCDEFGHIJ";
    let named = json!({
        "privateDns": { "name": "mission.example.com", "verification": "route53", "hostedZoneId": zone },
    });
    let rule = "partition/private-names";
    assert_refused("PrivateLinkService", &named, rule, Feature::PrivateServiceNames);
    let certified = json!({
        "certificates": { "api": { "domainName": "api.example.com", "hostedZoneId": zone } },
        "listeners": { "https": { "port": 443, "protocol": "TLS", "certificate": "api", "targets": {} } },
    });
    assert_refused(
        "PrivateLinkService",
        &certified,
        "partition/public-zones",
        Feature::PublicZones,
    );
}

#[test]
fn private_names_of_s3_are_refused_where_providers_leave_an_option_out() {
    let hub = json!({ "services": { "s3": { "dns": "profile" } } });
    for (component, more) in
        [("PrivateLinkConsumer", json!({ "service": "s3" })), ("CentralizedEndpointHub", hub)]
    {
        for (name, place, is_long) in PLACES {
            let found = broken(component, place, &more, &PULUMI);
            assert_eq!(found.contains_key("private-dns/s3-region"), is_long, "{name}: {found:?}");
            let by_template = broken(component, place, &more, &CLOUDFORMATION);
            assert!(!by_template.contains_key("private-dns/s3-region"), "{name}");
        }
    }
    for more in [
        json!({ "service": "s3", "privateDnsEnabled": false }),
        json!({
            "service": "s3", "privateDnsOnlyForInboundResolverEndpoint": true,
            "routeTableIds": { "main": "rtb-0a1b2c3d4e5f67890" },
        }),
        json!({ "service": "ssm" }),
    ] {
        assert_eq!(broken("PrivateLinkConsumer", "usgw1", &more, &PULUMI), BTreeMap::new());
    }
}

#[test]
fn full_names_begin_as_the_partitions_say() {
    for facts in PARTITIONS {
        for begin in facts.service_names {
            let more = vendor(&json!({ "serviceName": format!("{begin}.region.ssm") }));
            assert_eq!(broken("PrivateLinkConsumer", "use1", &more, &PULUMI), BTreeMap::new());
        }
    }
}
