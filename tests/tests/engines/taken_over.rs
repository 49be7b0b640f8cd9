//! A consumer moves to a service that succeeds its own under the same private name. A VPC has a name once: the endpoint of the old
//! service has to give it up first.

use std::collections::BTreeMap;

use libtest_mimic::Trial;
use privatelink_corpus_reader::Corpus;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use privatelink_tests::world::{Needs, World};
use serde_json::{Value, json};

use crate::beside::{assert_all_same, beside};

/// The tests of this module.
pub(crate) fn trials(corpora: &[Corpus]) -> Vec<Trial> {
    let corpus = corpora.iter().find(|corpus| corpus.name == "private_link_consumer");
    let needs = corpus.map(|corpus| Needs::of(corpus, ""));
    vec![trial::with_emulator("a_name_is_taken_over_by_every_engine", move |tools, aws| {
        let needs = needs.as_ref().ok_or_else(|| Failure::new("there is no such corpus"))?;
        same_by_every_engine(needs, tools, aws)
    })]
}

fn same_by_every_engine(needs: &Needs, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let lives =
        Engine::ALL.map(|engine| (format!("{engine:?}"), move || life(engine, needs, tools, aws)));
    assert_all_same(&beside(lives)?)
}

/// Deploys, moves to the other service, destroys. Returns what is there after the move.
fn life(
    engine: Engine,
    needs: &Needs,
    tools: &Toolchain,
    aws: &Emulator,
) -> Result<[Value; 1], Failure> {
    let world = World::deploy(aws, needs)?;
    let mut consumer = world.prepare(engine, tools, aws)?;
    for service in ["Closed", "Successor"] {
        consumer.deploy(&inputs(world.outputs(), service))?;
        consumer.assert_unchanged()?;
        assert_named(&world, service, aws)?;
    }
    let state = world.state()?;
    consumer.destroy()?;
    world.destroy()?;
    Ok([state])
}

/// A consumer that accepts the connection to its service itself.
fn inputs(world: &BTreeMap<String, String>, service: &str) -> Value {
    let output = |name: &str| world.get(name).cloned().unwrap_or_default();
    json!({
        "name": "moved",
        "vpcId": output("VpcId"),
        "serviceName": output(&format!("{service}ServiceName")),
        "subnets": {
            "use1-az1": { "subnetId": output("SubnetA") },
            "use1-az2": { "subnetId": output("SubnetB") },
        },
        "securityGroup": { "allowedIpv4Cidrs": ["10.0.0.0/16"], "ports": [443] },
        "acceptance": { "mode": "sameAccount", "serviceId": output(&format!("{service}Id")) },
        "privateDnsEnabled": true,
    })
}

/// Succeeds if the only interface endpoint is that of the service, and has private names.
fn assert_named(world: &World<'_>, service: &str, aws: &Emulator) -> Result<(), Failure> {
    let account =
        world.accounts().first().copied().ok_or_else(|| Failure::new("there is no account"))?;
    let interface = json!([{ "Name": "vpc-endpoint-type", "Values": ["Interface"] }]);
    let filters = json!({ "Filters": interface });
    let answer = aws.call(account, "ec2", "describe_vpc_endpoints", &filters)?;
    let endpoints = answer.get("VpcEndpoints").and_then(Value::as_array);
    let found = endpoints.into_iter().flatten().map(|endpoint| {
        let of = |name: &str| endpoint.get(name).cloned().unwrap_or_default();
        json!([of("ServiceName"), of("State"), of("PrivateDnsEnabled")])
    });
    let name = world.outputs().get(&format!("{service}ServiceName"));
    let wanted = json!([[name, "available", true]]);
    let found = Value::Array(found.collect());
    if found == wanted {
        return Ok(());
    }
    Err(Failure::new(format!("{found} is there, not {wanted}")))
}
