//! Known hard cases of the catalog of services, and what holds for all of it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use privatelink_catalog::services::{
    BUNDLES, Bundle, EXCLUDED_ZONES, Evidence, LATTICE_EXCLUDED_ZONES, MEANT, Ports, SERVICES,
    Service, Template, meant,
};
use std::collections::BTreeSet;

const REGION: &str = "eu-west-1";

fn find(name: &str) -> Option<&'static Service> {
    let index = SERVICES.binary_search_by(|service| service.name.cmp(name)).ok()?;
    SERVICES.get(index)
}

fn service(name: &str) -> &'static Service {
    find(name).unwrap()
}

fn bundle(name: &str) -> &'static Bundle {
    BUNDLES.iter().find(|bundle| bundle.name == name).unwrap()
}

/// What a template comes to in a Region.
fn in_region(template: Template, region: &str) -> String {
    match template.after {
        Some(after) => format!("{}{region}{after}", template.before),
        None => template.before.to_owned(),
    }
}

fn is_china(region: &str) -> bool {
    region.starts_with("cn-")
}

/// Name of the endpoint service in a Region.
fn endpoint_name(service: &Service, region: &str) -> String {
    let template = if is_china(region) { service.china_endpoint } else { service.endpoint };
    in_region(template, region)
}

/// Private DNS names in a Region.
fn private_dns_names(service: &Service, region: &str) -> Vec<String> {
    let names = service.private_dns.iter();
    names
        .map(|dns| in_region(if is_china(region) { dns.china } else { dns.name }, region))
        .collect()
}

/// Names of the private hosted zones of a service in a Region.
fn zones(service: &Service, region: &str) -> Vec<String> {
    service.zones().into_iter().map(|zone| in_region(zone.name, region)).collect()
}

/// Endpoint service and private DNS names in a Region.
fn names(name: &str, region: &str) -> (String, Vec<String>) {
    (endpoint_name(service(name), region), private_dns_names(service(name), region))
}

fn check(name: &str, endpoint: &str, private_dns: &[&str]) {
    let private_dns = private_dns.iter().map(|&name| name.to_owned()).collect();
    assert_eq!(names(name, REGION), (endpoint.to_owned(), private_dns), "{name}");
}

#[test]
fn names_follow_the_rule() {
    check("ssm", "com.amazonaws.eu-west-1.ssm", &["ssm.eu-west-1.amazonaws.com"]);
    check("kms-fips", "com.amazonaws.eu-west-1.kms-fips", &["kms-fips.eu-west-1.amazonaws.com"]);
    check("ecr.api", "com.amazonaws.eu-west-1.ecr.api", &["api.ecr.eu-west-1.amazonaws.com"]);
    check(
        "managedblockchain.bitcoin.mainnet",
        "com.amazonaws.eu-west-1.managedblockchain.bitcoin.mainnet",
        &["mainnet.bitcoin.managedblockchain.eu-west-1.amazonaws.com"],
    );
}

#[test]
fn names_that_break_the_rule() {
    check("ecr.dkr", "com.amazonaws.eu-west-1.ecr.dkr", &["*.dkr.ecr.eu-west-1.amazonaws.com"]);
    check(
        "kinesis-streams",
        "com.amazonaws.eu-west-1.kinesis-streams",
        &[
            "kinesis.eu-west-1.amazonaws.com",
            "*.control-kinesis.eu-west-1.amazonaws.com",
            "*.data-kinesis.eu-west-1.amazonaws.com",
        ],
    );
    check(
        "s3",
        "com.amazonaws.eu-west-1.s3",
        &[
            "*.s3.eu-west-1.amazonaws.com",
            "*.s3-accesspoint.eu-west-1.amazonaws.com",
            "*.s3-control.eu-west-1.amazonaws.com",
        ],
    );
    check(
        "sagemaker.notebook",
        "aws.sagemaker.eu-west-1.notebook",
        &["*.notebook.eu-west-1.sagemaker.aws"],
    );
    check(
        "kendra-ranking",
        "aws.api.eu-west-1.kendra-ranking",
        &["kendra-ranking.eu-west-1.api.aws"],
    );
    check(
        "execute-api",
        "com.amazonaws.eu-west-1.execute-api",
        &["*.execute-api.eu-west-1.amazonaws.com"],
    );
    check("ecs-agent", "com.amazonaws.eu-west-1.ecs-agent", &["ecs-a.eu-west-1.amazonaws.com"]);
    check("eks-auth", "com.amazonaws.eu-west-1.eks-auth", &["eks-auth.eu-west-1.api.aws"]);
    check(
        "lambda",
        "com.amazonaws.eu-west-1.lambda",
        &["lambda.eu-west-1.amazonaws.com", "lambda.eu-west-1.api.aws"],
    );
}

#[test]
fn some_services_have_no_region() {
    check("iam", "com.amazonaws.iam", &["iam.amazonaws.com"]);
    check("route53", "com.amazonaws.route53", &["route53.amazonaws.com"]);
    check(
        "s3-global.accesspoint",
        "com.amazonaws.s3-global.accesspoint",
        &["*.accesspoint.s3-global.amazonaws.com"],
    );
}

#[test]
fn some_services_have_no_private_dns_name() {
    check("iot.data", "com.amazonaws.eu-west-1.iot.data", &[]);
    check("apprunner.requests", "com.amazonaws.eu-west-1.apprunner.requests", &[]);
    check("dynamodb", "com.amazonaws.eu-west-1.dynamodb", &[]);
    assert_eq!(service("iot.data").evidence, Evidence::Observed);
    assert_eq!(service("quicksight-website").evidence, Evidence::Unknown);
    assert_eq!(private_dns_names(service("quicksight-website"), REGION), [""; 0]);
}

#[test]
fn china_has_other_prefixes_and_suffixes() {
    let check = |name, endpoint: &str, private_dns: &[&str]| {
        let private_dns = private_dns.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(names(name, "cn-north-1"), (endpoint.to_owned(), private_dns));
    };
    check(
        "ec2",
        "cn.com.amazonaws.cn-north-1.ec2",
        &["ec2.cn-north-1.amazonaws.com.cn", "ec2.cn-north-1.api.amazonwebservices.com.cn"],
    );
    check("ssm", "com.amazonaws.cn-north-1.ssm", &["ssm.cn-north-1.amazonaws.com.cn"]);
    check("kms", "com.amazonaws.cn-north-1.kms", &["kms.cn-north-1.amazonaws.com.cn"]);
    check(
        "transcribe",
        "cn.com.amazonaws.cn-north-1.transcribe.cn",
        &["transcribe.cn-north-1.amazonaws.com.cn"],
    );
    check("iam", "com.amazonaws.iam", &["iam.cn-north-1.amazonaws.com.cn"]);
}

#[test]
fn ports_are_443_unless_a_source_says_otherwise() {
    let single = |port| Ports { from: port, to: port };
    assert_eq!(service("ssm").ports, [single(443)]);
    assert_eq!(service("cassandra").ports, [single(9142)]);
    assert_eq!(service("email-smtp").ports, [25, 465, 587, 2465, 2587].map(single));
    assert_eq!(service("datasync").ports, [single(443), Ports { from: 1024, to: 1064 }]);
}

#[test]
fn what_differs_from_the_rule_has_a_source() {
    let rule = |service: &&Service| {
        let labels: Vec<_> = service.name.split('.').rev().collect();
        let private_dns = format!("{}.{REGION}.amazonaws.com", labels.join("."));
        endpoint_name(service, REGION) == format!("com.amazonaws.{REGION}.{}", service.name)
            && private_dns_names(service, REGION) == [private_dns]
            && service.ports == [Ports { from: 443, to: 443 }]
            && service.policy
            && service.interface
            && !service.gateway
            && !service.cross_region
    };
    let unknown = |service: &&Service| service.evidence == Evidence::Unknown;
    for service in SERVICES.iter().filter(|service| !unknown(service)) {
        assert_eq!(rule(&service), service.sources.is_empty(), "{}", service.name);
    }
}

#[test]
fn endpoints_differ_in_kind_policy_and_reach() {
    let gateways = SERVICES.iter().filter(|service| service.gateway).map(|service| service.name);
    assert_eq!(gateways.collect::<Vec<_>>(), ["dynamodb", "s3", "s3express"]);
    let gateway_only = SERVICES.iter().filter(|service| !service.interface);
    assert_eq!(gateway_only.map(|service| service.name).collect::<Vec<_>>(), ["s3express"]);
    let cross_region = SERVICES.iter().filter(|service| service.cross_region);
    assert_eq!(
        cross_region.map(|service| service.name).collect::<Vec<_>>(),
        [
            "ecr.api",
            "ecr.dkr",
            "ecs",
            "iam",
            "kinesis-firehose",
            "kinesisanalytics",
            "kinesisanalytics-fips",
            "kms",
            "kms-fips",
            "lambda",
            "route53",
            "s3",
        ]
    );
    for name in ["eks", "ebs", "email-smtp", "cloudtrail", "transfer"] {
        assert!(!service(name).policy, "{name}");
    }
    assert!(service("s3").policy);
    assert_eq!(SERVICES.iter().filter(|service| !service.policy).count(), 33);
    assert_eq!(EXCLUDED_ZONES, ["apne1-az3", "apne2-az2", "apne2-az4", "use1-az3", "usw1-az2"]);
    assert!(LATTICE_EXCLUDED_ZONES.contains(&"euw1-az4"));
}

#[test]
fn bundles_name_what_they_stand_for() {
    let ssm = bundle("ssm");
    assert_eq!(ssm.interface, ["ec2messages", "ssm", "ssmmessages"]);
    let ecr = bundle("ecr");
    assert_eq!(
        (ecr.interface, ecr.gateway),
        (["ecr.api", "ecr.dkr"].as_slice(), ["s3"].as_slice())
    );
    let names: Vec<_> = BUNDLES.iter().map(|bundle| bundle.name).collect();
    assert_eq!(names, ["bedrock", "cloudwatch", "ecr", "ecs-agent", "eks-private", "ssm"]);
}

#[test]
fn services_are_sorted_so_that_each_is_found() {
    assert!(SERVICES.windows(2).all(|pair| pair[0].name < pair[1].name));
    assert!(SERVICES.iter().all(|entry| std::ptr::eq(service(entry.name), entry)));
    assert!(find("sms-typo").is_none());
    let observed = |service: &&Service| service.evidence == Evidence::Observed;
    assert_eq!(SERVICES.iter().filter(observed).count(), 239);
}

/// A zone answers for all names below it, with "there is no such name" if it has no record for one. Who makes the first
/// service of a pair private has to make the second private too, or loses it.
#[test]
fn zones_that_hide_another_service_are_known() {
    let zones: Vec<_> = SERVICES
        .iter()
        .flat_map(|service| zones(service, REGION).into_iter().map(|zone| (service.name, zone)))
        .collect();
    let hidden: BTreeSet<_> = zones
        .iter()
        .flat_map(|(name, zone)| {
            let below = format!(".{zone}");
            let others = zones.iter().filter(move |(_, other)| other.ends_with(&below));
            others.map(move |(other, _)| (*name, *other))
        })
        .filter(|(name, other)| name != other)
        .collect();
    let known = [
        ("bedrock-agentcore", "bedrock-agentcore.gateway"),
        ("codeartifact.api", "codeartifact.repositories"),
        ("eks", "eks-fips"),
        ("evidently", "evidently-dataplane"),
        ("iot-fips.api", "iot-fips.tunneling.api"),
        ("iot.api", "deviceadvisor.iot"),
        ("iot.api", "iot.fleethub.api"),
        ("iot.api", "iot.tunneling.api"),
        ("rum", "rum-dataplane"),
        ("transfer", "transfer.server"),
    ];
    assert_eq!(hidden, BTreeSet::from(known));
}

#[test]
fn a_name_of_no_service_means_those_near_in_meaning() {
    assert_eq!(meant("kinesis"), ["kinesis-streams"]);
    assert_eq!(meant("sso"), ["identitystore"]);
    assert_eq!(meant("ecr-dkr"), ["ecr.dkr"]);
    assert_eq!(meant("dkr.ecr"), ["ecr.dkr"]);
    assert_eq!(meant("kinesis.firehose"), ["kinesis-firehose"]);
    assert_eq!(meant("sagemaker"), ["sagemaker.api", "sagemaker.runtime"]);
    assert!(meant("payments").is_empty());
    for (name, services) in MEANT {
        assert!(find(name).is_none(), "`{name}` is a service");
        assert!(services.iter().all(|service| find(service).is_some()), "{services:?}");
    }
}
