//! Blueprints: whole systems in one to three accounts, deployed as their readers would, walked by a client, and destroyed.

mod accepted;
mod central_endpoints;
mod custom_endpoint;
mod local_endpoints;
mod overlapping_networks;
mod program;
mod second_region;
mod shared_service;
mod templates;
mod tls_service;

use std::fs;
use std::path::PathBuf;

use libtest_mimic::Trial;
use privatelink_tests::cloudformation;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::on_aws;
use privatelink_tests::reachability::{Client, Opening, State};
use privatelink_tests::scratch::Scratch;
use privatelink_tests::toolchain::Toolchain;
use serde_json::Value;

/// Range of the networks that clients are in.
const CLIENTS: &str = "10.0.0.0/16";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let all = [
        central_endpoints::trials(),
        tls_service::trials(),
        shared_service::trials(),
        overlapping_networks::trials(),
        custom_endpoint::trials(),
        local_endpoints::trials(),
        second_region::trials(),
    ];
    all.into_iter().flatten().collect()
}

/// The two accounts of a blueprint, or one that is both.
struct Accounts<'a> {
    aws: &'a Emulator,
    provider: Account,
    consumer: Account,
}

impl<'a> Accounts<'a> {
    fn new(aws: &'a Emulator) -> Self {
        Self { aws, provider: aws.account(), consumer: aws.account() }
    }

    fn one(aws: &'a Emulator) -> Self {
        let account = aws.account();
        Self { aws, provider: account.clone(), consumer: account }
    }

    /// Succeeds if the consumer's client reaches the service at this URL, the security groups on its way let nothing
    /// else through, and it takes exactly so many of their rules: without any of them there is no way.
    fn assert_reachable(&self, url: &str, rules: usize) -> Result<(), Failure> {
        let (name, opening) = address(url)?;
        let document = self.read()?;
        let client = client(&document)?;
        let all = State::from_document(document.clone())?;
        all.only(std::slice::from_ref(&client), name, &[opening])?;
        assert_carried(&document, &client, (name, opening), rules)
    }

    /// Succeeds if the client does not get there, because of something at this point of the way.
    fn assert_refused(&self, url: &str, because: &str) -> Result<(), Failure> {
        let (name, opening) = address(url)?;
        let document = self.read()?;
        let client = client(&document)?;
        match State::from_document(document)?.path(&client, name, opening) {
            Err(refusal) if refusal.to_string().contains(because) => Ok(()),
            Err(refusal) => Err(Failure::new(format!("not because of `{because}`: {refusal}"))),
            Ok(_) => Err(Failure::new(format!("`{name}` is reachable in spite of `{because}`"))),
        }
    }

    /// Succeeds if instances could do on AWS what they are there for, and a person can enter the client.
    fn assert_works_on_aws(&self) -> Result<(), Failure> {
        let mut accounts = vec![&self.provider, &self.consumer];
        accounts.dedup();
        on_aws::assert_boots(self.aws, &accounts)?;
        let document = self.read()?;
        let endpoint = items(&document, "ec2/endpoint").next().unwrap_or(&Value::Null);
        on_aws::assert_way_in(self.aws, &self.consumer, text(endpoint, "VpcId"))
    }

    fn read(&self) -> Result<Value, Failure> {
        let mut accounts = vec![&self.provider, &self.consumer];
        accounts.dedup();
        self.aws.raw_inventory(&accounts, &[REGION])
    }

    /// Succeeds if nothing is left.
    fn assert_empty(&self) -> Result<(), Failure> {
        self.aws.assert_empty(&self.consumer, REGION)?;
        self.aws.assert_empty(&self.provider, REGION)
    }
}

/// Name and port of a URL.
fn address(url: &str) -> Result<(&str, Opening), Failure> {
    match url.split_once("://") {
        Some(("http", name)) => Ok((name, Opening::tcp(80))),
        Some(("https", name)) => Ok((name, Opening::tcp(443))),
        _ => Err(Failure::new(format!("`{url}` is no URL"))),
    }
}

fn items<'a>(document: &'a Value, kind: &str) -> impl Iterator<Item = &'a Value> {
    document.get(kind).and_then(Value::as_array).into_iter().flatten()
}

fn text<'a>(item: &'a Value, name: &str) -> &'a str {
    item.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The instance beside the endpoint; if there is none, anybody in the endpoint's VPC.
fn client(document: &Value) -> Result<Client, Failure> {
    let endpoint = items(document, "ec2/endpoint").next();
    let vpc = text(endpoint.ok_or_else(|| Failure::new("there is no endpoint"))?, "VpcId");
    let Some(instance) = items(document, "ec2/instance").find(|one| text(one, "VpcId") == vpc)
    else {
        return Client::new(vpc, CLIENTS);
    };
    let groups = instance.get("Groups").and_then(Value::as_array).into_iter().flatten();
    Ok(Client {
        vpc: vpc.to_owned(),
        source: Some(CLIENTS.parse()?),
        security_groups: groups.filter_map(Value::as_str).map(str::to_owned).collect(),
    })
}

/// Succeeds if the client's way to the name takes exactly so many rules of security groups: without any of them there is none.
fn assert_carried(
    document: &Value,
    client: &Client,
    (name, opening): (&str, Opening),
    rules: usize,
) -> Result<(), Failure> {
    let mut carrying = 0;
    for without in without_a_rule(document) {
        let refused = State::from_document(without)?.path(client, name, opening).is_err();
        carrying += usize::from(refused);
    }
    if carrying == rules {
        return Ok(());
    }
    Err(Failure::new(format!("{carrying} rules of security groups carry it, not {rules}")))
}

/// The same accounts, each time without another rule of their security groups.
fn without_a_rule(document: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    for (place, group) in items(document, "ec2/security_group").enumerate() {
        let rules = group.get("Rules").and_then(Value::as_array).map_or(0, Vec::len);
        for rule in 0..rules {
            let mut without = document.clone();
            let all = without.pointer_mut(&format!("/ec2~1security_group/{place}/Rules"));
            if let Some(all) = all.and_then(Value::as_array_mut) {
                all.remove(rule);
            }
            found.push(without);
        }
    }
    found
}

/// Compiles a template out of inputs, as a reader of the blueprint would.
fn compile(
    tools: &Toolchain,
    component: &str,
    inputs: &str,
    out: &Scratch,
) -> Result<PathBuf, Failure> {
    let folder = out.path().join(component);
    fs::create_dir_all(&folder)?;
    let file = folder.join("inputs.yaml");
    fs::write(&file, inputs)?;
    cloudformation::compile(tools, component, &file, &folder)
}

/// An output of a deployment that is text.
fn output<'a>(outputs: &'a Value, name: &str) -> Result<&'a str, Failure> {
    let found = outputs.get(name).and_then(Value::as_str);
    found.ok_or_else(|| Failure::new(format!("there is no output `{name}` in {outputs:#}")))
}
