//! `local-endpoints`: a VPC with endpoints of its own, and two templates that make them in every account.

use std::fs;
use std::path::PathBuf;

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::reachability::{Client, Opening, State};
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::Value;

use super::program::{LANGUAGES, Program};
use super::{compile, items, output};
use crate::hub_and_spokes::assert_for_stack_sets;

/// Services that have an endpoint, each with a name that programs call.
const SERVICES: [(&str, &str); 2] = [
    ("execute-api", "abcdef1234.execute-api.us-east-1.amazonaws.com"),
    ("appconfigdata", "appconfigdata.us-east-1.amazonaws.com"),
];
/// Range of every VPC.
const RANGE: &str = "10.0.0.0/16";
/// Interfaces in each VPC: two services in three zones.
const INTERFACES: usize = 6;

/// The tests of this module.
pub(super) fn trials() -> Vec<Trial> {
    let mut trials: Vec<_> = LANGUAGES
        .map(|language| {
            let name = format!("{language}_local_endpoints");
            trial::with_emulator(&name, move |tools, aws| program(tools, aws, language))
        })
        .into();
    trials.push(trial::with_emulator("cloudformation_local_endpoints", cloudformation));
    trials
}

fn program(tools: &Toolchain, aws: &Emulator, language: &str) -> Result<(), Failure> {
    let account = aws.account();
    let program = Program::new(tools, language, "local-endpoints", &account, &account)?;
    program.deploy(&[])?;
    assert_works(aws, &account, &program.output("vpcId")?)?;
    program.destroy()?;
    aws.assert_empty(&account, REGION)
}

/// Clients of the VPC reach both services, by interfaces in three zones that let nothing else in.
fn assert_works(aws: &Emulator, account: &Account, vpc: &str) -> Result<(), Failure> {
    let document = aws.raw_inventory(&[account], &[REGION])?;
    let of_endpoint = |endpoint: &Value| {
        endpoint.get("NetworkInterfaceIds").and_then(Value::as_array).map_or(0, Vec::len)
    };
    let found: usize = items(&document, "ec2/endpoint").map(of_endpoint).sum();
    if found != INTERFACES {
        return Err(Failure::new(format!("{found} interfaces, not {INTERFACES}")));
    }
    let state = State::from_document(document)?;
    let clients = [Client::new(vpc, RANGE)?];
    SERVICES.iter().try_for_each(|(_, name)| state.only(&clients, name, &[Opening::tcp(443)]))
}

/// What one account has.
struct Stacks<'a> {
    account: Account,
    network: CloudFormation<'a>,
    endpoints: Vec<(CloudFormation<'a>, PathBuf)>,
}

/// The same templates without a parameter in two accounts, whose VPCs have the same addresses.
fn cloudformation(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let folder = checkout().join("examples/cloudformation/local-endpoints");
    let scratches = [Scratch::new("templates")?, Scratch::new("templates")?];
    let mut templates = Vec::new();
    for ((service, _), scratch) in SERVICES.iter().zip(&scratches) {
        let inputs = fs::read_to_string(folder.join(format!("{service}.yaml")))?;
        let template = compile(tools, "PrivateLinkConsumer", &inputs, scratch)?;
        assert_for_stack_sets(&template)?;
        templates.push((*service, template));
    }
    let mut made = Vec::new();
    for account in [aws.account(), aws.account()] {
        let network = CloudFormation::new(aws, &account, "network");
        network.deploy(&folder.join("network.yaml"), &[])?;
        let mut endpoints = Vec::new();
        for (service, template) in &templates {
            let stack = CloudFormation::new(aws, &account, service);
            stack.deploy(template, &[])?;
            endpoints.push((stack, template.clone()));
        }
        made.push(Stacks { account, network, endpoints });
    }
    for Stacks { account, network, endpoints } in &made {
        for (stack, template) in endpoints {
            stack.assert_unchanged(template, &[])?;
        }
        assert_works(aws, account, output(&network.outputs()?, "VpcId")?)?;
    }
    for Stacks { account, network, endpoints } in &made {
        endpoints.iter().try_for_each(|(stack, _)| stack.delete())?;
        network.delete()?;
        aws.assert_empty(account, REGION)?;
    }
    Ok(())
}
