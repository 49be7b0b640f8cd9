//! What `privatelink compile` computes, for each target.

#![allow(clippy::unwrap_used, reason = "a benchmark stops by panicking")]

use divan::Bencher;
use privatelink_backends::{cloudformation, json_schema, manual, pulumi_schema, terraform};
use privatelink_components::COMPONENTS;
use privatelink_ir::{Component, Model};

/// A network load balancer with a TLS listener in front of two instances.
const INPUTS: &str = include_str!(
    "../../../tests/corpus/private_link_service/cloudformation/tls_instances/inputs.json"
);

fn main() {
    divan::main();
}

fn component() -> &'static Component {
    COMPONENTS.iter().find(|component| component.name == "PrivateLinkService").unwrap()
}

/// The component itself, which every target starts from.
#[divan::bench]
fn model() -> Model {
    component().model()
}

#[divan::bench]
fn to_terraform(bencher: Bencher<'_, '_>) {
    let model = component().model();
    bencher.bench(|| terraform::compile(&model).unwrap());
}

#[divan::bench]
fn to_cloudformation(bencher: Bencher<'_, '_>) {
    let model = component().model();
    let given = cloudformation::read_inputs(&INPUTS.parse().unwrap());
    let formats = [cloudformation::Format::Json, cloudformation::Format::Yaml];
    bencher.bench(|| cloudformation::compile(&model, &given, &formats).unwrap());
}

#[divan::bench]
fn to_pulumi_schema(bencher: Bencher<'_, '_>) {
    let models = [component().model()];
    bencher.bench(|| pulumi_schema::compile(&models).unwrap());
}

#[divan::bench]
fn to_json_schema(bencher: Bencher<'_, '_>) {
    bencher.bench(|| json_schema::compile(component()));
}

#[divan::bench]
fn to_manual(bencher: Bencher<'_, '_>) {
    let model = component().model();
    bencher.bench(|| manual::compile(&model).unwrap());
}
