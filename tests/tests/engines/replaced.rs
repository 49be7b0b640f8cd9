//! A change that replaces the load balancer of a service. Its target groups stay, and AWS lets one load balancer use a group
//! at a time: listeners of the old one have to go before those of the new one come. With it goes a target whose zone alone
//! changes: it is deregistered by id and port, so what comes before that is gone again.
//!
//! `CloudFormation` is not among the engines: no input replaces a load balancer there.

#![allow(clippy::indexing_slicing, reason = "reading JSON that the test expects")]

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

const ENGINES: [Engine; 2] = [Engine::Terraform, Engine::Pulumi];

/// The tests of this module.
pub(crate) fn trials(corpora: &[Corpus]) -> Vec<Trial> {
    let corpus = corpora.iter().find(|corpus| corpus.name == "private_link_service");
    let needs = corpus.map(|corpus| Needs::of(corpus, ""));
    vec![trial::with_emulator("a_load_balancer_is_replaced_by_every_engine", move |tools, aws| {
        let needs = needs.as_ref().ok_or_else(|| Failure::new("there is no such corpus"))?;
        same_by_every_engine(needs, tools, aws)
    })]
}

fn same_by_every_engine(needs: &Needs, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let lives =
        ENGINES.map(|engine| (format!("{engine:?}"), move || life(engine, needs, tools, aws)));
    assert_all_same(&beside(lives)?)
}

/// Deploys, replaces the load balancer, destroys. Returns what is there after the change.
fn life(
    engine: Engine,
    needs: &Needs,
    tools: &Toolchain,
    aws: &Emulator,
) -> Result<[Value; 1], Failure> {
    let world = World::deploy(aws, needs)?;
    let mut service = world.prepare(engine, tools, aws)?;
    service.deploy(&inputs(world.outputs(), &["SubnetA", "SubnetB"]))?;

    let changed = inputs(world.outputs(), &["SubnetA"]);
    assert_replaced(engine, &service.changes(&changed)?)?;
    service.deploy_changes(&changed)?;
    // Terraform's provider says of a changed service that it has the zones that it had. The next run reads them.
    service.deploy(&changed)?;
    service.assert_unchanged()?;
    let state = world.state()?;

    service.destroy()?;
    world.destroy()?;
    Ok([state])
}

/// A service with a load balancer in these subnets, of which none can be taken away in place: one listener has one target
/// group, one has two, and one leads to an Application Load Balancer that is made here. The zone of a target outside of the VPC
/// is another one with each number of subnets.
fn inputs(world: &BTreeMap<String, String>, subnets: &[&str]) -> Value {
    let zone = if subnets.len() == 1 { "us-east-1a" } else { "all" };
    let output = |name: &str| world.get(name).cloned().unwrap_or_default();
    let ids = |names: &[&str]| names.iter().map(|name| output(name)).collect::<Vec<_>>();
    json!({
        "name": "moved",
        "vpcId": output("VpcId"),
        "loadBalancer": { "crossZone": true, "subnetIds": ids(subnets) },
        "certificates": {
            "portal": { "domainName": "portal.service.example.com", "hostedZoneId": output("ZoneId") },
        },
        "listeners": {
            "tls": {
                "port": 443,
                "protocol": "TLS",
                "certificate": "portal",
                "additionalCertificateArns": { "partner": output("CertificateArn") },
                "targetProtocol": "TCP",
                "targetPort": 8080,
                "targets": {
                    "one": { "id": "10.0.1.1" },
                    "elsewhere": { "id": "192.168.10.1", "availabilityZone": zone },
                },
            },
            "shifted": {
                "port": 8443,
                "targets": { "one": { "id": "10.0.1.1" } },
                "weight": 90,
                "secondTargetGroup": { "weight": 10, "targets": { "one": { "id": "10.0.1.2" } } },
            },
            "web": { "port": 80, "targetType": "alb" },
        },
        "applicationLoadBalancer": {
            "port": 80,
            "subnets": { "use1-az1": output("SubnetA"), "use1-az2": output("SubnetB") },
            "targets": { "one": { "id": "10.0.1.3" } },
        },
        "allowedPrincipals": ["arn:aws:iam::222222222222:root"],
    })
}

/// The load balancer, its listeners and the target in another zone are replaced, target groups are not.
fn assert_replaced(engine: Engine, plan: &[String]) -> Result<(), Failure> {
    let (balancer, listener, certificate, target, service) = match engine {
        Engine::Pulumi => (
            "replace aws:lb/loadBalancer:LoadBalancer",
            "replace aws:lb/listener:Listener",
            "replace aws:lb/listenerCertificate:ListenerCertificate",
            "replace aws:lb/targetGroupAttachment:TargetGroupAttachment",
            "update aws:ec2/vpcEndpointService:VpcEndpointService",
        ),
        _ => (
            "replace aws_lb",
            "replace aws_lb_listener",
            "replace aws_lb_listener_certificate",
            "replace aws_lb_target_group_attachment",
            "update aws_vpc_endpoint_service",
        ),
    };
    let mut wanted = [balancer, listener, listener, listener, certificate, target, service];
    let is_part = |line: &&str| {
        // Pulumi shows the two halves of a replacement beside the whole.
        line.starts_with("create-replacement ") || line.starts_with("delete-replaced ")
    };
    let lines = plan.iter().map(String::as_str);
    let mut found: Vec<&str> = lines.filter(|line| !is_part(line)).collect();
    wanted.sort_unstable();
    found.sort_unstable();
    if found == wanted {
        return Ok(());
    }
    Err(Failure::new(format!("{found:?} is planned, not {wanted:?}")))
}
