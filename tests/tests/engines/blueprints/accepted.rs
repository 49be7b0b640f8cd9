//! A provider and a consumer in two accounts, whose connection is accepted by code in four steps: what the blueprints
//! `overlapping-networks` and `shared-service` have in common.

use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::toolchain::Toolchain;
use serde_json::{Value, json};

use super::program::Program;
use super::templates::Templates;
use super::{Accounts, output};

/// One of these blueprints.
#[derive(Clone, Copy)]
pub(super) struct Blueprint {
    /// Its name.
    pub(super) name: &'static str,
    /// What it calls its provider.
    pub(super) provider: &'static str,
    /// Rules that carry the traffic.
    pub(super) rules: usize,
}

/// Zones that the programs and templates take.
const ZONES: usize = 2;

impl Blueprint {
    /// Goes the four steps with programs. `whom` is the setting that says who may connect.
    pub(super) fn programs(
        self,
        tools: &Toolchain,
        aws: &Emulator,
        language: &str,
        whom: impl Fn(&str) -> (&'static str, Value),
    ) -> Result<(), Failure> {
        let accounts = Accounts::new(aws);
        let [one, other] = [&accounts.provider, &accounts.consumer];
        let program = |side: &str, account, other| {
            Program::new(tools, language, &format!("{}/{side}", self.name), account, other)
        };
        let provider = program(self.provider, one, other)?;
        let consumer = program("consumer", other, one)?;

        let mut offer = vec![whom(other.id())];
        provider.deploy(&offer)?;
        let mut request = vec![("connectionJson", json!(provider.output("connectionJson")?))];
        consumer.deploy(&request)?;
        assert_state(&consumer.output("state")?, "pendingAcceptance")?;
        accounts.assert_refused(&consumer.output("url")?, "pendingAcceptance")?;

        offer.push(("acceptedEndpointIds", json!({ "consumer": consumer.output("endpointId")? })));
        provider.deploy(&offer)?;
        request.push(("accepted", json!(true)));
        consumer.deploy(&request)?;
        assert_state(&consumer.output("state")?, "available")?;
        accounts.assert_reachable(&consumer.output("url")?, self.rules)?;
        accounts.assert_works_on_aws()?;
        let addresses = consumer.value("privateIpv4Addresses")?;
        if addresses.as_object().map_or(0, serde_json::Map::len) != ZONES {
            return Err(Failure::new(format!("no address in each zone: {addresses}")));
        }

        consumer.destroy()?;
        provider.destroy()?;
        accounts.assert_empty()
    }

    /// The same with a stack in each account.
    pub(super) fn stacks(self, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
        let accounts = Accounts::new(aws);
        let [one, other] = [&accounts.provider, &accounts.consumer];
        let templates = Templates::new(tools, aws, self.name)?;
        let root = format!("{}.yaml", self.provider);
        let provider = CloudFormation::new(aws, one, self.provider);
        let consumer = CloudFormation::new(aws, other, "consumer");
        let offer = |accepted: &str| -> Result<Value, Failure> {
            let changes = [("222222222222", other.id()), ("acceptedEndpointIds: {}", accepted)];
            templates.compile("PrivateLinkService", self.provider, &changes, "")?;
            settle(&provider, &templates.package(one, &root)?, &[])?;
            provider.outputs()
        };
        let request = |connection: &str, accepted: &str| -> Result<Value, Failure> {
            let connection = format!("connection: {connection}\n");
            let changes = [("accepted: false", accepted)];
            templates.compile("PrivateLinkConsumer", "consumer", &changes, &connection)?;
            settle(&consumer, &templates.package(other, "consumer.yaml")?, &[])?;
            consumer.outputs()
        };

        let offered = offer("acceptedEndpointIds: {}")?;
        let connection = output(&offered, "Connection")?;
        templates.compile("PrivateLinkConsumer", "session", &[], "")?;
        let requested = request(connection, "accepted: false")?;
        let url = output(&requested, "Url")?;
        accounts.assert_refused(url, "pendingAcceptance")?;
        let endpoint = output(&requested, "EndpointId")?;
        offer(&format!("acceptedEndpointIds: {{ consumer: {endpoint} }}"))?;
        request(connection, "accepted: true")?;
        accounts.assert_reachable(url, self.rules)?;
        accounts.assert_works_on_aws()?;

        consumer.delete()?;
        provider.delete()?;
        templates.clear()?;
        accounts.assert_empty()
    }
}

/// Deploys a stack, which then has nothing to change.
pub(super) fn settle(
    stack: &CloudFormation<'_>,
    template: &std::path::Path,
    parameters: &[(&str, &str)],
) -> Result<(), Failure> {
    stack.deploy(template, parameters)?;
    stack.assert_unchanged(template, parameters)
}

pub(super) fn assert_state(found: &str, wanted: &str) -> Result<(), Failure> {
    if found == wanted {
        return Ok(());
    }
    Err(Failure::new(format!("the endpoint is `{found}`, not `{wanted}`")))
}
