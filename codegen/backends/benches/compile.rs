//! What `privatelink compile` computes, for each target.

#![allow(clippy::unwrap_used, reason = "a benchmark stops by panicking")]

use divan::Bencher;
use mimalloc::MiMalloc;
use privatelink_backends::{cloudformation, json_schema, manual, pulumi_schema, terraform};
use privatelink_catalog::engines::PULUMI;
use privatelink_components::COMPONENTS;
use privatelink_ir::{Component, Given, Model, check_inputs, specialise};
use serde_json::{Value, json};

/// The allocator of what is published.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

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

#[divan::bench(args = COMPONENTS.iter().map(|component| component.name))]
fn to_terraform(bencher: Bencher<'_, '_>, name: &str) {
    let model = privatelink_components::find(name).unwrap().model();
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

/// Checking and specialising by the number of targets: one resource each.
#[divan::bench(args = [100, 200, 400, 800])]
fn deploy_targets(bencher: Bencher<'_, '_>, count: usize) {
    let target = |index: usize| json!({ "id": format!("10.0.{}.{}", index / 250, index % 250) });
    let targets: Value = (0..count).map(|index| (format!("t{index}"), target(index))).collect();
    deploy(bencher, &json!({ "https": { "port": 443, "targets": targets } }));
}

/// Checking by the number of listeners, far over the limit: what a mistake in a program makes.
#[divan::bench(args = [25, 50, 400, 2000])]
fn deploy_listeners(bencher: Bencher<'_, '_>, count: usize) {
    let listeners: Value =
        (0..count).map(|index| (format!("l{index}"), json!({ "port": 1000 + index }))).collect();
    deploy(bencher, &listeners);
}

/// What the plugin computes before it registers resources.
fn deploy(bencher: Bencher<'_, '_>, listeners: &Value) {
    let model = component().model();
    let inputs = json!({
        "name": "payments",
        "vpcId": "vpc-0a1b2c3d4e5f67890",
        "loadBalancer": { "subnets": {
            "use1-az1": { "subnetId": "subnet-0a1b2c3d4e5f67890" },
            "use1-az2": { "subnetId": "subnet-0a1b2c3d4e5f67891" },
        } },
        "listeners": listeners,
    });
    let given = Given::inputs(&inputs);
    bencher.bench(|| {
        let checked = check_inputs(&model, &given, &PULUMI);
        let resources = (!checked.has_errors()).then(|| specialise(&model, &checked.inputs));
        (checked, resources)
    });
}
