//! A hub in its account with spokes in theirs, deployed by CloudFormation, because that takes the least time.

use std::thread;

use privatelink_components::find;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::deployment::{Deployment, Engine, spelled};
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::placed::{Place, Placement};
use privatelink_tests::reachability::{Client, State};
use privatelink_tests::scratch::checkout;
use privatelink_tests::toolchain::Toolchain;
use serde_json::{Value, json};

/// Zones of everybody's subnets.
pub(super) const ZONES: [&str; 2] = ["use1-az1", "use1-az2"];
/// Range of the hub.
pub(super) const HUB_RANGE: &str = "10.0.0.0/20";
/// Ranges of all clients.
pub(super) const CLIENTS: &str = "10.64.0.0/10";

/// Domains of the spokes, one after the other: two that reach the hub only, and two that reach each other.
const DOMAINS: [&str; 4] = ["spokes", "spokes", "platform", "platform"];

/// The hub as it was deployed.
pub(super) struct Hub {
    pub(super) account: Account,
    pub(super) vpc: String,
    pub(super) attachment: String,
    pub(super) group: String,
    /// What it hands to its spokes.
    pub(super) handed: Value,
}

/// A spoke as it was deployed.
pub(super) struct Spoke {
    pub(super) account: Account,
    pub(super) domain: &'static str,
    pub(super) vpc: String,
    /// In the order of the zones.
    pub(super) subnets: [String; 2],
    pub(super) table: String,
    pub(super) attachment: String,
    /// The second number of its addresses.
    number: usize,
}

/// All of them.
pub(super) struct World<'a> {
    pub(super) aws: &'a Emulator,
    pub(super) hub: Hub,
    pub(super) spokes: Vec<Spoke>,
}

impl<'a> World<'a> {
    pub(super) fn deploy(tools: &'a Toolchain, aws: &'a Emulator) -> Result<Self, Failure> {
        let accounts = DOMAINS.map(|_| aws.account());
        let hub = Hub::deploy(tools, aws, &accounts)?;
        let known = &hub;
        let spokes = thread::scope(|scope| {
            let all = accounts.into_iter().zip(DOMAINS).enumerate();
            let running = all.map(|(number, (account, domain))| {
                scope.spawn(move || Spoke::deploy((tools, aws), known, (number, domain), account))
            });
            let running: Vec<_> = running.collect();
            let ended = running.into_iter().map(|spoke| {
                spoke.join().map_err(|_| Failure::new("the thread panicked")).flatten()
            });
            ended.collect::<Result<Vec<Spoke>, Failure>>()
        })?;
        Ok(Self { aws, hub, spokes })
    }

    /// What is in all accounts.
    pub(super) fn read(&self) -> Result<State, Failure> {
        let spokes = self.spokes.iter().map(|spoke| &spoke.account);
        let accounts: Vec<&Account> = [&self.hub.account].into_iter().chain(spokes).collect();
        State::read(self.aws, &accounts, &[REGION])
    }

    /// Calls EC2 or another service as one of the accounts.
    pub(super) fn call(&self, call: &Call<'_>) -> Result<Value, Failure> {
        self.aws.call(call.account, call.service, call.name, &call.arguments)
    }

    /// Networks of a domain.
    pub(super) fn networks(&self, domain: &str) -> Result<Vec<Client>, Failure> {
        let spokes = self.spokes.iter().filter(|spoke| spoke.domain == domain);
        spokes.map(Spoke::network).collect()
    }
}

/// A call of AWS, as boto3 spells it.
pub(super) struct Call<'a> {
    pub(super) account: &'a Account,
    pub(super) service: &'static str,
    pub(super) name: &'static str,
    pub(super) arguments: Value,
}

impl<'a> Call<'a> {
    pub(super) fn ec2(account: &'a Account, name: &'static str, arguments: Value) -> Self {
        Self { account, service: "ec2", name, arguments }
    }
}

impl Hub {
    fn deploy(tools: &Toolchain, aws: &Emulator, spokes: &[Account]) -> Result<Self, Failure> {
        let account = aws.account();
        let hub = found("CentralizedEndpointHub")?;
        let placement = Placement::new(hub, Place::new(&account, REGION));
        let mut component = placement.prepare(Engine::CloudFormation, tools, aws)?;
        component.deploy(&json!({
            "name": "shared",
            "cidrBlock": HUB_RANGE,
            "availabilityZoneIds": ZONES,
            "clientCidrs": [CLIENTS],
            "bundles": ["ssm"],
            "services": { "ecr.dkr": {}, "kms": {} },
            "dns": "profileZones",
            "routeDomains": {
                "spokes": { "reach": "hubOnly" },
                "platform": { "reach": "domain" },
            },
            "shareWith": spokes.iter().map(Account::id).collect::<Vec<_>>(),
            "allowExternalPrincipals": true,
        }))?;
        let outputs = component.outputs()?;
        let handed = output(&outputs, "hubJson")?;
        let handed =
            serde_json::from_str(&handed).map_err(|wrong| Failure::new(wrong.to_string()))?;
        Ok(Self {
            account,
            vpc: output(&outputs, "vpcId")?,
            attachment: output(&outputs, "attachmentId")?,
            group: output(&outputs, "securityGroupId")?,
            handed,
        })
    }

    /// The hub's own route table of the transit gateway.
    pub(super) fn table(&self) -> &str {
        text(&self.handed["entryRouteTableId"])
    }

    /// The route table of a domain.
    pub(super) fn table_of(&self, domain: &str) -> &str {
        text(&self.handed["domains"][domain]["routeTableId"])
    }

    /// The zone with this key.
    pub(super) fn zone(&self, key: &str) -> &str {
        text(&self.handed["zoneIds"][key])
    }
}

impl Spoke {
    fn deploy(
        (tools, aws): (&Toolchain, &Emulator),
        hub: &Hub,
        (number, domain): (usize, &'static str),
        account: Account,
    ) -> Result<Self, Failure> {
        let network = CloudFormation::new(aws, &account, "network");
        let template = checkout().join("tests/tests/engines/hub_and_spokes/spoke.yaml");
        let number = number + 64;
        network.deploy(&template, &[("Range", &format!("10.{number}.0.0/16"))])?;
        let ids = network.outputs()?;
        let [first, second] = ZONES;
        let mut inputs = json!({
            "name": format!("team-{number}"),
            "hubJson": hub.handed.to_string(),
            "admission": "here",
            "acceptShare": true,
            "domain": domain,
            "vpcId": ids["VpcId"],
            "subnets": {
                first: { "subnetId": ids["SubnetA"] },
                second: { "subnetId": ids["SubnetB"] },
            },
            "routeTableIds": { "clients": ids["TableId"] },
        });
        // One half resolves names by zones, the other one by the profile.
        if domain == "spokes" {
            inputs["dns"] = json!("zones");
            inputs["bundles"] = json!(["ssm"]);
            inputs["services"] = json!(["ecr.dkr", "kms"]);
        } else {
            inputs["dns"] = json!("profile");
            inputs["propagateTo"] = json!([domain]);
            inputs["destinationCidrs"] = json!([HUB_RANGE, CLIENTS]);
        }
        let placement = Placement::new(found("EndpointHubSpoke")?, Place::new(&account, REGION))
            .with("hub", Place::new(&hub.account, REGION));
        let mut component = placement.prepare(Engine::CloudFormation, tools, aws)?;
        component.deploy(&inputs)?;
        let attachment = output(&component.outputs()?, "attachmentId")?;
        let id = |name: &str| text(&ids[name]).to_owned();
        let (vpc, table) = (id("VpcId"), id("TableId"));
        let subnets = [id("SubnetA"), id("SubnetB")];
        Ok(Self { account, domain, vpc, subnets, table, attachment, number })
    }

    /// All of its network.
    pub(super) fn network(&self) -> Result<Client, Failure> {
        Client::new(&self.vpc, &format!("10.{}.0.0/16", self.number))
    }

    /// Anybody in its subnet of a zone, by the place of the zone.
    pub(super) fn client(&self, zone: usize) -> Result<Client, Failure> {
        Client::new(&self.vpc, &format!("10.{}.{}.0/20", self.number, zone * 16))
    }
}

/// A component that is deployed in one account, by itself.
pub(super) fn prepare<'a>(
    name: &str,
    account: &Account,
    tools: &'a Toolchain,
    aws: &'a Emulator,
) -> Result<Box<dyn Deployment + Send + 'a>, Failure> {
    let placement = Placement::new(found(name)?, Place::new(account, REGION));
    placement.prepare(Engine::CloudFormation, tools, aws)
}

fn found(name: &str) -> Result<&'static privatelink_ir::Component, Failure> {
    find(name).ok_or_else(|| Failure::new(format!("no component `{name}`")))
}

pub(super) fn output(outputs: &Value, name: &str) -> Result<String, Failure> {
    let value = outputs[spelled(Engine::CloudFormation, name)].as_str();
    let missing = || Failure::new(format!("no output `{name}`: {outputs:#}"));
    value.map(str::to_owned).ok_or_else(missing)
}

pub(super) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
