//! Provider and consumer in two accounts, deployed by different engines: nine pairs, and the connection is all that one
//! hands to the other.

#![allow(clippy::indexing_slicing, reason = "a test fails by panicking")]

mod acceptance;
mod side;

use libtest_mimic::Trial;
use privatelink_tests::deployment::Engine;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::reachability::{Client, Opening, State};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;

use crate::beside::beside;
pub(crate) use side::{Handed, Side, dns_name, handed_over};

/// Port of the service.
pub(crate) const PORT: u16 = 443;

/// The tests of this module. One provider serves three consumers: its load balancer takes an engine a minute.
pub(crate) fn trials() -> Vec<Trial> {
    let serves = |provider: Engine| {
        let consumers = Engine::ALL.map(word).join("_and_");
        let name = format!("{}_serves_{consumers}", word(provider));
        trial::with_emulator(&name, move |tools, aws| serves_all(provider, tools, aws))
    };
    Engine::ALL.into_iter().map(serves).chain(acceptance::trials()).collect()
}

/// An engine in the name of a test.
fn word(engine: Engine) -> &'static str {
    match engine {
        Engine::Terraform => "terraform",
        Engine::CloudFormation => "cloudformation",
        Engine::Pulumi => "pulumi",
    }
}

fn serves_all(provider: Engine, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let mut provider = Side::provider(tools, aws, aws.account(), provider)?;
    let accounts = Engine::ALL.map(|_| aws.account());
    let service = word(provider.engine);
    let inputs = provider.service(service, &accounts.each_ref());
    provider.deploy(&inputs)?;
    let mut pairs = Vec::new();
    for (engine, account) in Engine::ALL.into_iter().zip(accounts) {
        pairs.push((engine, account, handed_over(&provider, engine)?));
    }
    let (owner, from) = (&provider.account, provider.engine);
    beside(pairs.into_iter().map(|(engine, account, connection)| {
        let pair = move || {
            let consumer = Side::consumer(tools, aws, account, engine)?;
            uses(consumer, connection, owner, service)
        };
        (format!("{from:?} -> {engine:?}"), pair)
    }))?;
    provider.destroy()
}

/// Deploys a consumer of a service, goes its way, and removes it.
fn uses(
    mut consumer: Side<'_>,
    connection: Handed,
    provider: &Account,
    service: &str,
) -> Result<(), Failure> {
    let inputs = consumer.endpoint(connection);
    consumer.deploy(&inputs)?;
    let state = accounts(consumer.aws, provider, &consumer.account)?;
    state.only(&[client(&consumer)?], &dns_name(service), &[Opening::tcp(PORT)])?;
    consumer.destroy()
}

/// What is in both accounts.
pub(crate) fn accounts(
    aws: &Emulator,
    provider: &Account,
    consumer: &Account,
) -> Result<State, Failure> {
    State::read(aws, &[provider, consumer], &[REGION])
}

/// Anybody in the consumer's network.
pub(crate) fn client(consumer: &Side<'_>) -> Result<Client, Failure> {
    Client::new(consumer.id("VpcId").as_str().unwrap_or_default(), "10.1.0.0/16")
}
