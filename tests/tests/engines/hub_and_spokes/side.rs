//! A hub in its account, and spokes in theirs.

use std::thread;

use privatelink_components::find;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::deployment::{Deployment, Engine, spelled};
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::placed::{Place, Placement};
use privatelink_tests::scratch::checkout;
use privatelink_tests::toolchain::Toolchain;
use serde_json::{Value, json};

/// The slot of the hub's account.
const HUB: &str = "hub";

/// A hub or a spoke: the inputs that it has, and what deploys it.
pub(super) struct Side<'a> {
    pub(super) aws: &'a Emulator,
    pub(super) account: Account,
    pub(super) engine: Engine,
    pub(super) inputs: Value,
    component: Box<dyn Deployment + Send + 'a>,
    network: Option<CloudFormation<'a>>,
}

impl<'a> Side<'a> {
    /// A hub with a network of its own, shared with the accounts of spokes; nothing is created yet.
    pub(super) fn hub(
        tools: &'a Toolchain,
        aws: &'a Emulator,
        engine: Engine,
        spokes: &[Account],
    ) -> Result<Self, Failure> {
        Self::hub_in(aws.account(), tools, aws, engine, spokes)
    }

    /// The same in an account that is there.
    pub(super) fn hub_in(
        account: Account,
        tools: &'a Toolchain,
        aws: &'a Emulator,
        engine: Engine,
        spokes: &[Account],
    ) -> Result<Self, Failure> {
        let placement =
            Placement::new(component("CentralizedEndpointHub")?, Place::new(&account, REGION));
        let inputs = json!({
            "name": "shared",
            "cidrBlock": "10.0.0.0/20",
            "availabilityZoneIds": ["use1-az1", "use1-az2"],
            "clientCidrs": ["10.64.0.0/10"],
            "bundles": ["ssm"],
            "services": { "ecr.dkr": {} },
            "routeDomains": {
                "platform": { "reach": "domain" },
                "spokes": { "reach": "hubOnly" },
            },
            "shareWith": spokes.iter().map(Account::id).collect::<Vec<_>>(),
            "allowExternalPrincipals": true,
        });
        let component = placement.prepare(engine, tools, aws)?;
        Ok(Self { aws, account, engine, inputs, component, network: None })
    }

    /// The `number`th spoke, with the network of its clients deployed; it admits itself to a hub.
    pub(super) fn spoke(
        tools: &'a Toolchain,
        hub: &Side<'a>,
        engine: Engine,
        number: usize,
        account: Account,
    ) -> Result<Self, Failure> {
        let aws = hub.aws;
        let network = CloudFormation::new(aws, &account, "network");
        let template = checkout().join("tests/tests/engines/hub_and_spokes/spoke.yaml");
        let range = format!("10.{}.0.0/16", number + 64);
        network.deploy(&template, &[("Range", range.as_str())])?;
        let ids = network.outputs()?;
        let placement =
            Placement::new(component("EndpointHubSpoke")?, Place::new(&account, REGION))
                .with(HUB, Place::new(&hub.account, REGION));
        let inputs = json!({
            "name": format!("team-{number}"),
            "hubJson": hub.output("hubJson")?,
            "admission": "here",
            "acceptShare": true,
            "vpcId": ids["VpcId"],
            "subnets": {
                "use1-az1": { "subnetId": ids["SubnetA"] },
                "use1-az2": { "subnetId": ids["SubnetB"] },
            },
            "routeTableIds": { "clients": ids["TableId"] },
            "dns": "zones",
            "services": ["ssm", "ecr.dkr"],
        });
        let component = placement.prepare(engine, tools, aws)?;
        Ok(Self { aws, account, engine, inputs, component, network: Some(network) })
    }

    /// Deploys it with the inputs that it has now.
    pub(super) fn deploy(&mut self) -> Result<(), Failure> {
        self.component.deploy(&self.inputs).context(|| self.what("is not deployed"))
    }

    /// Succeeds if nothing has drifted.
    pub(super) fn assert_unchanged(&self) -> Result<(), Failure> {
        self.component.assert_unchanged().context(|| self.what("has drifted"))
    }

    /// What a deployment of the inputs that it has now would do, sorted.
    pub(super) fn changes(&mut self) -> Result<Vec<String>, Failure> {
        let changes = self.component.changes(&self.inputs);
        let mut changes = changes.context(|| self.what("has no plan"))?;
        changes.sort();
        Ok(changes)
    }

    /// An output that is a text, by the name that it has in the component.
    pub(super) fn output(&self, name: &str) -> Result<String, Failure> {
        let outputs = self.component.outputs()?;
        let text = outputs[spelled(self.engine, name)].as_str().map(str::to_owned);
        text.ok_or_else(|| Failure::new(self.what(&format!("has no output `{name}`: {outputs:#}"))))
    }

    /// All that is in its account, in canonical form.
    pub(super) fn state(&self) -> Result<Value, Failure> {
        self.aws.inventory(&self.account, REGION)
    }

    /// Removes the component.
    pub(super) fn destroy(&mut self) -> Result<(), Failure> {
        self.component.destroy().context(|| self.what("is not destroyed"))
    }

    /// Removes what was there before the component, and shows that nothing is left.
    pub(super) fn leave(&self) -> Result<(), Failure> {
        if let Some(network) = &self.network {
            network.delete()?;
        }
        let empty = self.aws.assert_empty(&self.account, REGION);
        empty.context(|| self.what("left something"))
    }

    fn what(&self, what: &str) -> String {
        format!("{} of {:?} {what}", self.inputs["name"], self.engine)
    }
}

fn component(name: &str) -> Result<&'static privatelink_ir::Component, Failure> {
    find(name).ok_or_else(|| Failure::new(format!("no component `{name}`")))
}

/// Does the same with several sides at the same time.
pub(super) fn at_once<T: Send>(
    sides: &mut [T],
    what: impl Fn(&mut T) -> Result<(), Failure> + Sync,
) -> Result<(), Failure> {
    thread::scope(|scope| {
        let what = &what;
        let running = sides.iter_mut().map(|side| scope.spawn(move || what(side)));
        let running: Vec<_> = running.collect();
        running.into_iter().try_for_each(|side| {
            side.join().map_err(|_| Failure::new("the thread panicked")).flatten()
        })
    })
}
