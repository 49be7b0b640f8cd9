//! A hub with 50 services and 300 VPCs is written down for `CloudFormation`, or refused with words that say how it is.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail, and read JSON that they expect"
)]

#[path = "../benches/network/mod.rs"]
mod network;

use privatelink_backends::cloudformation::{Compiled, Format, compile_in_parts, read_inputs};
use privatelink_catalog::engines::PULUMI;
use privatelink_ir::{Given, Model, Problem, Severity, Specialised, check_inputs, specialise};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::num::NonZeroU32;

/// Most resources of a template.
const MOST: usize = 500;

fn model(name: &str) -> Model {
    privatelink_components::find(name).unwrap().model()
}

/// What inputs come to; none of them may be wrong.
fn shape(model: &Model, inputs: &Json) -> Specialised {
    let checked = check_inputs(model, &Given::inputs(inputs), &PULUMI);
    assert!(!checked.has_errors(), "{:?}", checked.problems);
    specialise(model, &checked.inputs).unwrap()
}

fn compiled(dns: &str, spokes: usize, parts: u32) -> Result<Compiled, Vec<Problem>> {
    let given = read_inputs(&network::hub(dns, spokes));
    let parts = NonZeroU32::new(parts).unwrap();
    compile_in_parts(&model("CentralizedEndpointHub"), &given, &[Format::Json], parts)
}

/// How many resources each template has.
fn sizes(compiled: &Compiled) -> BTreeMap<String, usize> {
    let size = |file: &String| {
        let template: Json = serde_json::from_str(&compiled.files.0[file]).unwrap();
        (file.clone(), template["Resources"].as_object().unwrap().len())
    };
    compiled.stacks.iter().flat_map(|stack| &stack.files).map(size).collect()
}

#[test]
fn a_hub_of_50_services_is_one_template() {
    for dns in ["zones", "profile", "profileZones"] {
        let sizes = sizes(&compiled(dns, 0, 1).unwrap());
        assert_eq!(sizes.len(), 1, "{dns}: {sizes:?}");
        assert!(sizes["template.json"] <= MOST, "{dns}: {sizes:?}");
    }
}

/// The words for what is over a limit of templates, each once: what, and the way on.
fn refused(dns: &str) -> Vec<(String, String)> {
    let problems = compiled(dns, network::SPOKES, 1).unwrap_err();
    let errors = problems.into_iter().filter(|problem| problem.severity == Severity::Error);
    let words = errors.map(|problem| {
        assert_eq!(problem.id, "cloudformation/too-large", "{problem}");
        let over = problem.message.strip_prefix("the template `template.json` would have ");
        let what = over.unwrap().split_once(", and CloudFormation takes ").unwrap().0;
        (what.split_once(' ').unwrap().1.to_owned(), problem.help)
    });
    words.collect()
}

/// Whoever is refused reads a number of parts, and with that number nothing is refused.
#[test]
fn a_hub_that_admits_300_spokes_by_a_profile_is_spread_over_parts() {
    let problems = refused("profile");
    let over: Vec<&str> = problems.iter().map(|(what, _)| what.as_str()).collect();
    assert_eq!(over, ["parameters", "resources"]);
    let help = &problems[0].1;
    let parts = help.split_once("`--parts ").unwrap().1.split_once('`').unwrap().0;
    assert!(help.starts_with(&format!("spread it over {parts} parts or more")), "{help}");
    assert!(problems.iter().all(|(_, other)| other == help), "{problems:?}");
    let sizes = sizes(&compiled("profile", network::SPOKES, parts.parse().unwrap()).unwrap());
    assert!(sizes.values().all(|size| *size <= MOST), "{sizes:?}");
}

/// All authorizations of zones are one resource, whose text no number of parts makes shorter.
#[test]
fn a_hub_that_admits_300_spokes_to_its_zones_is_refused_for_its_text() {
    let problems = refused("zones");
    let over: Vec<&str> = problems.iter().map(|(what, _)| what.as_str()).collect();
    assert_eq!(over, ["parameters", "resources", "bytes"]);
    for (_, help) in &problems {
        assert!(help.starts_with("no number of parts helps"), "{help}");
        assert!(help.ends_with("or deploy this with Terraform or Pulumi"), "{help}");
    }
    // What is said is so.
    for parts in [2, 8] {
        assert!(compiled("zones", network::SPOKES, parts).is_err(), "{parts}");
    }
}

/// The sizes that benchmarks measure.
#[test]
fn a_network_has_so_many_resources() {
    let hub = model("CentralizedEndpointHub");
    let count = |dns, label| shape(&hub, &network::hub(dns, network::SPOKES)).members(label).len();
    let zones = count("zones", "zone");
    assert_eq!((network::SERVICES.len(), zones), (50, 61));
    assert_eq!(count("zones", "authorization"), zones * network::SPOKES);
    assert_eq!(count("profile", "authorization"), 0);
    assert_eq!(count("profile", "profile_endpoint"), 50);
    for label in ["spoke_association", "spoke_to_hub"] {
        assert_eq!(count("profile", label), network::SPOKES, "{label}");
    }
    let spoke = shape(&model("EndpointHubSpoke"), &network::spoke(0)).resources.len();
    assert!((140..=155).contains(&spoke), "{spoke}");
}

/// A private zone is for 300 VPCs unless AWS raised it, and one of them is the hub's own; a profile knows no such limit.
#[test]
fn whoever_takes_zones_for_300_spokes_is_told_of_the_quota() {
    let hub = model("CentralizedEndpointHub");
    let told = |dns, spokes| {
        let checked = check_inputs(&hub, &Given::inputs(&network::hub(dns, spokes)), &PULUMI);
        let quotas = checked.problems.into_iter().filter(|problem| problem.id.contains("/quota-"));
        quotas.map(|problem| (problem.id, problem.help)).collect::<Vec<_>>()
    };
    let all = told("zones", network::SPOKES);
    let [(id, help)] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(id, "hub/quota-zones");
    assert!(help.contains("set `dns` to `profile`"), "{help}");
    assert_eq!(told("zones", network::SPOKES - 1), []);
    assert_eq!(told("profile", network::SPOKES), []);
}
