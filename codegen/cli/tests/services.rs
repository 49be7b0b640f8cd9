//! `privatelink services` shows all of the catalogue, and nothing that is not in it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use privatelink_catalog::services::{BUNDLES, Evidence, SERVICES, Service};
use privatelink_cli::{Streams, run};
use serde_json::Value as Json;

/// What the command prints; it has to end well.
fn said(arguments: &[&str]) -> String {
    let (mut output, mut messages) = (Vec::new(), Vec::new());
    let mut streams =
        Streams { input: &mut std::io::empty(), output: &mut output, messages: &mut messages };
    let all = ["privatelink", "services"].iter().chain(arguments);
    let code = run(all, &mut streams);
    assert_eq!((code, messages.as_slice()), (0, b"".as_slice()), "{arguments:?}");
    String::from_utf8(output).unwrap()
}

fn document(arguments: &[&str]) -> Json {
    let all: Vec<&str> = arguments.iter().copied().chain(["--output", "json"]).collect();
    serde_json::from_str(&said(&all)).unwrap()
}

/// Its private names in a Region.
fn names(service: &Service, region: &str) -> Vec<String> {
    let names = service.private_dns.iter().map(|dns| {
        let template = if region.starts_with("cn-") { dns.china } else { dns.name };
        template.in_region(region)
    });
    names.collect()
}

#[test]
fn every_service_and_bundle_has_a_line() {
    let list = said(&[]);
    let (services, bundles) = list.split_once("\n\n").unwrap();
    let services: Vec<&str> = services.lines().skip(1).collect();
    assert_eq!(services.len(), SERVICES.len());
    for (line, service) in services.iter().zip(SERVICES) {
        let told: Vec<&str> = line.split("  ").filter(|it| !it.is_empty()).map(str::trim).collect();
        let names = match service.evidence {
            Evidence::Unknown => "unknown".to_owned(),
            _ if service.private_dns.is_empty() => "none".to_owned(),
            _ => names(service, "{region}").join(", "),
        };
        assert_eq!((told[0], told[7]), (service.name, names.as_str()));
        assert_eq!(told[6], service.endpoint.in_region("{region}"));
        assert_eq!(told[4], if service.cross_region { "yes" } else { "no" });
    }
    let named = bundles.lines().skip(1).map(|line| line.split("  ").next().unwrap());
    let known: Vec<&str> = BUNDLES.iter().map(|bundle| bundle.name).collect();
    assert_eq!(named.collect::<Vec<_>>(), known);
}

#[test]
fn the_document_has_every_service_as_the_region_spells_it() {
    for (region, partition) in
        [("us-east-1", "aws"), ("us-gov-west-1", "aws-us-gov"), ("cn-north-1", "aws-cn")]
    {
        let document = document(&["--region", region]);
        assert_eq!((&document["version"], &document["region"]), (&1.into(), &region.into()));
        assert_eq!(document["partition"], partition);
        let services = document["services"].as_array().unwrap();
        assert_eq!(services.len(), SERVICES.len());
        for (told, service) in services.iter().zip(SERVICES) {
            assert_eq!(told["name"], service.name);
            assert_eq!(told["crossRegion"], service.cross_region);
            assert_eq!(told["ports"].as_array().unwrap().len(), service.ports.len());
            // What a service of the whole partition is called for the government of the USA is not in the catalogue.
            let is_named = partition != "aws-us-gov" || service.endpoint.after.is_some();
            let endpoint = match partition {
                "aws-cn" => service.china_endpoint,
                _ => service.endpoint,
            };
            let endpoint = is_named.then(|| endpoint.in_region(region));
            assert_eq!(told["serviceName"], Json::from(endpoint));
            if service.evidence == Evidence::Unknown || !is_named {
                assert!(told["privateDnsNames"].is_null() && told["zones"].is_null());
                assert_eq!(told["evidence"], "unknown");
            } else {
                assert_eq!(told["privateDnsNames"], Json::from(names(service, region)));
                assert_eq!(told["zones"].as_array().unwrap().len(), service.zones().len());
            }
            let policy = (service.evidence == Evidence::Observed).then_some(service.policy);
            assert_eq!(told["policy"], Json::from(policy));
        }
        assert_eq!(document["bundles"].as_array().unwrap().len(), BUNDLES.len());
    }
}

#[test]
fn every_name_is_found_alone() {
    let services = SERVICES.iter().map(|service| service.name);
    for name in services.chain(BUNDLES.iter().map(|bundle| bundle.name)) {
        let is_service = SERVICES.iter().any(|service| service.name == name);
        let is_bundle = BUNDLES.iter().any(|bundle| bundle.name == name);
        let page = said(&[name]);
        assert_eq!(page.contains(&format!("service {name}\n")), is_service, "{page}");
        assert_eq!(page.contains(&format!("bundle {name}\n")), is_bundle, "{page}");
        let document = document(&[name]);
        let told = |list: &str| document[list].as_array().unwrap().len();
        assert_eq!((told("services"), told("bundles")), (is_service.into(), is_bundle.into()));
    }
}

#[test]
fn a_full_name_says_which_short_one_is_meant() {
    for service in SERVICES {
        for name in [
            service.endpoint.in_region("eu-west-1"),
            service.china_endpoint.in_region("cn-north-1"),
        ] {
            let mut messages = Vec::new();
            let mut streams = Streams {
                input: &mut std::io::empty(),
                output: &mut std::io::sink(),
                messages: &mut messages,
            };
            assert_eq!(run(["privatelink", "services", &name], &mut streams), 2);
            let text = String::from_utf8(messages).unwrap();
            assert!(text.contains(&format!("help: use `{}`", service.name)), "{text}");
        }
    }
}
