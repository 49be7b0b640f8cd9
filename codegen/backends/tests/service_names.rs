//! Every service of the catalogue resolves in a `CentralizedEndpointHub` with private zones, or is refused with the fix.
//!
//! Specialised without an engine: a zone for each private name, a record for the zone's own name, another one for all names
//! below it where the private name begins with `*.`, both leading to the endpoint of the service.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail, and read properties that they expect"
)]

use privatelink_catalog::ec2::vpc_endpoint as endpoint;
use privatelink_catalog::engines::PULUMI;
use privatelink_catalog::facts::{PARTITION, REGION};
use privatelink_catalog::partition::Partition;
use privatelink_catalog::route53::{record, zone};
use privatelink_catalog::services::{BUNDLES, SERVICES, Service};
use privatelink_ir::{
    Assumptions, Expr, Given, Model, Name, Problem, Resource, Specialised, check_inputs, simplify,
    specialise,
};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// A Region of each partition, and how names of services end there.
///
/// Sources: `schema/catalog/services/lists.toml`, `china.dns`;
/// <https://github.com/boto/botocore/blob/develop/botocore/data/partitions.json>.
const PLACES: [(&str, Partition, [&str; 3]); 3] = [
    ("us-east-1", Partition::Aws, [".amazonaws.com", ".api.aws", ".sagemaker.aws"]),
    ("us-gov-west-1", Partition::UsGov, [".amazonaws.com", ".api.aws", ".sagemaker.aws"]),
    (
        "cn-north-1",
        Partition::China,
        [".amazonaws.com.cn", ".api.amazonwebservices.com.cn", ".sagemaker.com.cn"],
    ),
];

/// A zone: its name, and the endpoint that each of its records leads to.
type Zones = BTreeMap<String, BTreeMap<String, String>>;

fn hub() -> Model {
    privatelink_components::find("CentralizedEndpointHub").unwrap().model()
}

/// What a hub makes of services and bundles, or what is wrong with them.
fn made(model: &Model, services: Json, bundles: &[&str]) -> Result<Specialised, Vec<Problem>> {
    let inputs = json!({
        "name": "shared",
        "cidrBlock": "10.0.0.0/20",
        "availabilityZoneIds": ["use1-az1", "use1-az2"],
        "clientCidrs": ["10.64.0.0/10"],
        "dns": "zones",
        "services": services,
        "bundles": bundles,
    });
    let checked = check_inputs(model, &Given::inputs(&inputs), &PULUMI);
    if checked.has_errors() {
        return Err(checked.problems);
    }
    specialise(model, &checked.inputs)
}

/// A text as it is in a Region.
fn text(model: &Model, expr: &Expr, region: &str, partition: Partition) -> String {
    let known = |part: &Expr| match part {
        Expr::Fact(REGION, _) => Some(region.into()),
        Expr::Fact(PARTITION, _) => Some(partition.name().into()),
        _ => None,
    };
    let text = simplify(model, &expr.map(&known), &Assumptions::default());
    text.as_text().unwrap_or_else(|| panic!("{text:?}")).to_owned()
}

/// The key of the resource with this label whose attribute an expression reads.
fn read(expr: &Expr, label: &str, attribute: Name) -> String {
    assert!(matches!(expr, Expr::Attribute { name, .. } if *name == attribute), "{expr:?}");
    let address = privatelink_ir::specialise::address_of(expr).unwrap();
    assert_eq!(address.label, label);
    address.key.unwrap().to_string()
}

fn property(resource: &Resource, name: Name) -> &Expr {
    resource.property(name.0).unwrap()
}

/// The endpoint that a record leads to, by its name in its Region.
fn endpoint_of(record: &Resource) -> String {
    assert_eq!(property(record, record::TYPE).as_text(), Some("A"));
    let Expr::List(aliases) = property(record, record::ALIAS) else { panic!("{record:?}") };
    let Some(Expr::Object(alias)) = aliases.iter().next() else { panic!("{record:?}") };
    let field = |wanted: &str| {
        let (_, value) = alias.iter().find(|(name, _)| &**name == wanted).unwrap();
        value
    };
    let key = read(field("name"), "endpoint", endpoint::REGIONAL_DNS_NAME);
    assert_eq!(key, read(field("zone_id"), "endpoint", endpoint::REGIONAL_ZONE_ID));
    key
}

/// The zones that were made, as they are in a Region.
fn found(model: &Model, made: &Specialised, region: &str, partition: Partition) -> Zones {
    let mut zones = Zones::new();
    let mut names = BTreeMap::new();
    for resource in made.members("zone") {
        let name = text(model, property(resource, zone::NAME), region, partition);
        names.insert(resource.address.key.clone().unwrap().to_string(), name.clone());
        assert!(zones.insert(name.clone(), BTreeMap::new()).is_none(), "two zones `{name}`");
    }
    for resource in made.members("record") {
        let key = read(property(resource, record::ZONE_ID), "zone", zone::ZONE_ID);
        let name = text(model, property(resource, record::NAME), region, partition);
        let records = zones.get_mut(&names[&key]).unwrap();
        let other = records.insert(name.clone(), endpoint_of(resource));
        assert!(other.is_none(), "two records `{name}`");
    }
    zones
}

/// The zones that a service needs, of what AWS says about its private names.
fn wanted(service: &Service, region: &str, partition: Partition) -> Zones {
    let mut zones = Zones::new();
    for dns in service.private_dns {
        let template = if partition == Partition::China { dns.china } else { dns.name };
        let name = template.in_region(region);
        let zone = name.strip_prefix("*.").unwrap_or(&name);
        let records = zones.entry(zone.to_owned()).or_default();
        records.insert(zone.to_owned(), service.name.to_owned());
        records.insert(name.clone(), service.name.to_owned());
    }
    zones
}

/// Services that a hub with zones takes as they are.
fn named() -> impl Iterator<Item = &'static Service> {
    SERVICES.iter().filter(|service| service.interface && !service.private_dns.is_empty())
}

#[test]
fn each_service_alone_has_its_names() {
    let model = hub();
    for service in named() {
        let made = made(&model, json!({ service.name: {} }), &[]);
        let made = made.unwrap_or_else(|problems| panic!("{}: {problems:?}", service.name));
        assert_eq!(made.members("endpoint").len(), 1, "{}", service.name);
        for (region, partition, ends) in PLACES {
            if !service.is_named_in(partition) {
                continue;
            }
            let zones = found(&model, &made, region, partition);
            assert_eq!(zones, wanted(service, region, partition));
            for name in zones.keys() {
                assert!(ends.iter().any(|end| name.ends_with(end)), "`{name}` in {region}");
            }
        }
    }
}

#[test]
fn all_services_together_have_their_names() {
    let model = hub();
    for (region, partition, _) in PLACES {
        let all = || named().filter(|service| service.is_named_in(partition));
        let services = all().map(|service| (service.name.to_owned(), json!({})));
        let services = Json::Object(services.collect::<Map<_, _>>());
        let made = made(&model, services, &[]).unwrap();
        assert_eq!(made.members("endpoint").len(), all().count());
        let wanted = all().flat_map(|service| wanted(service, region, partition));
        assert_eq!(found(&model, &made, region, partition), wanted.collect::<Zones>(), "{region}");
    }
}

#[test]
fn services_of_bundles_have_their_names() {
    let model = hub();
    for bundle in BUNDLES {
        let made = made(&model, json!({}), &[bundle.name]).unwrap();
        let members = named().filter(|service| bundle.interface.contains(&service.name));
        let wanted = members.flat_map(|service| wanted(service, "eu-central-1", Partition::Aws));
        let found = found(&model, &made, "eu-central-1", Partition::Aws);
        assert_eq!(found, wanted.collect::<Zones>(), "{}", bundle.name);
        let endpoints = made.members("endpoint").iter();
        let endpoints: BTreeSet<_> =
            endpoints.map(|it| it.address.key.clone().unwrap().to_string()).collect();
        assert!(endpoints.iter().eq(bundle.interface), "{}", bundle.name);
    }
}

/// The problems of one service that a hub does not take.
fn refused(model: &Model, service: &Service) -> Vec<(String, String)> {
    let problems = made(model, json!({ service.name: {} }), &[]).unwrap_err();
    let path = format!("services[\"{}\"]", service.name);
    assert!(problems.iter().all(|problem| problem.path == path), "{problems:?}");
    problems.into_iter().map(|problem| (problem.id, problem.help)).collect()
}

#[test]
fn names_that_nobody_knows_are_asked_for() {
    let model = hub();
    let unnamed = |service: &&Service| service.interface && service.private_dns.is_empty();
    let unnamed: Vec<_> = SERVICES.iter().filter(unnamed).collect();
    assert!(unnamed.len() > 20, "{}", unnamed.len());
    for service in unnamed {
        let help = "give them in `dnsNames`, or set its `dns` to `profile` or `none`";
        let wanted = [("hub/names-unknown".to_owned(), help.to_owned())];
        assert_eq!(refused(&model, service), wanted, "{}", service.name);
        let given = json!({ service.name: { "dnsNames": ["a.example.com", "*.b.example.com"] } });
        let made = made(&model, given, &[]).unwrap();
        let records = |all: &[&str]| {
            all.iter().map(|name| ((*name).to_owned(), service.name.to_owned())).collect()
        };
        let zones = Zones::from([
            ("a.example.com".to_owned(), records(&["a.example.com"])),
            ("b.example.com".to_owned(), records(&["b.example.com", "*.b.example.com"])),
        ]);
        assert_eq!(found(&model, &made, "us-east-1", Partition::Aws), zones, "{}", service.name);
    }
}

#[test]
fn services_without_interface_endpoints_are_refused() {
    let model = hub();
    let others: Vec<_> = SERVICES.iter().filter(|service| !service.interface).collect();
    assert!(!others.is_empty());
    for service in others {
        let found = refused(&model, service);
        let found: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
        assert!(found.contains(&"hub/service-interface"), "{}: {found:?}", service.name);
    }
}
