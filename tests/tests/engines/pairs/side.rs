//! One side of a connection: an account with a network in it, and a component that an engine deploys there.

use std::path::PathBuf;

use privatelink_components::find;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::deployment::{Deployment, Engine, Prepare, spelled};
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::scratch::checkout;
use privatelink_tests::toolchain::Toolchain;
use serde_json::{Value, json};

/// Domain of the provider's public zone.
const DOMAIN: &str = "pairs.example";

/// The name of a consumer's input and its value.
pub(crate) type Handed = (&'static str, Value);

/// A side, with its network deployed.
pub(crate) struct Side<'a> {
    pub(crate) aws: &'a Emulator,
    pub(crate) account: Account,
    pub(crate) engine: Engine,
    /// Ids in the network by name.
    pub(crate) network: Value,
    stack: CloudFormation<'a>,
    component: Box<dyn Deployment + 'a>,
}

impl<'a> Side<'a> {
    /// Where a service is offered.
    pub(crate) fn provider(
        tools: &'a Toolchain,
        aws: &'a Emulator,
        account: Account,
        engine: Engine,
    ) -> Result<Self, Failure> {
        Self::new(tools, aws, account, engine, "provider", "PrivateLinkService")
    }

    /// Where it is used.
    pub(crate) fn consumer(
        tools: &'a Toolchain,
        aws: &'a Emulator,
        account: Account,
        engine: Engine,
    ) -> Result<Self, Failure> {
        Self::new(tools, aws, account, engine, "consumer", "PrivateLinkConsumer")
    }

    fn new(
        tools: &'a Toolchain,
        aws: &'a Emulator,
        account: Account,
        engine: Engine,
        network: &str,
        component: &str,
    ) -> Result<Self, Failure> {
        let stack = CloudFormation::new(aws, &account, "network");
        stack.deploy(&template(network), &[])?;
        let network = stack.outputs()?;
        let component = find(component).ok_or_else(|| Failure::new("no such component"))?;
        let component = engine.prepare(tools, aws, &account, component)?;
        Ok(Self { aws, account, engine, network, stack, component })
    }

    /// Deploys the component, and shows that a second deployment would change nothing.
    pub(crate) fn deploy(&mut self, inputs: &Value) -> Result<(), Failure> {
        self.component.deploy(inputs)?;
        self.component.assert_unchanged()
    }

    /// An output by the name that it has in the component, as this engine gives it.
    pub(crate) fn output(&self, name: &str) -> Result<Value, Failure> {
        let spelled = spelled(self.engine, name);
        let value = self.component.outputs()?[&spelled].take();
        if value.is_null() {
            return Err(Failure::new(format!("{:?} has no output `{spelled}`", self.engine)));
        }
        Ok(value)
    }

    /// An output that is a text.
    pub(crate) fn text(&self, name: &str) -> Result<String, Failure> {
        let value = self.output(name)?;
        let text = value.as_str().map(str::to_owned);
        text.ok_or_else(|| Failure::new(format!("`{name}` is no text but {value}")))
    }

    /// An id in the network.
    pub(crate) fn id(&self, name: &str) -> &Value {
        &self.network[name]
    }

    /// The subnets of the network by the ids of their zones.
    fn subnets(&self) -> Value {
        json!({
            "use1-az1": { "subnetId": self.id("SubnetA") },
            "use1-az2": { "subnetId": self.id("SubnetB") },
        })
    }

    /// Inputs of a service in this network for some consumers: port 443, with a target in each zone.
    pub(crate) fn service(&self, name: &str, consumers: &[&Account]) -> Value {
        let principals = consumers.iter().map(|of| format!("arn:aws:iam::{}:root", of.id()));
        json!({
            "name": name,
            "vpcId": self.id("VpcId"),
            "loadBalancer": { "subnets": self.subnets() },
            "listeners": {
                "https": {
                    "port": 443,
                    "targetPort": 8443,
                    "targets": {
                        "a": { "id": self.id("AddressA") },
                        "b": { "id": self.id("AddressB") },
                    },
                },
            },
            "acceptanceRequired": false,
            "allowedPrincipals": principals.collect::<Vec<_>>(),
            "privateDns": { "name": dns_name(name), "hostedZoneId": self.id("ZoneId") },
        })
    }

    /// Inputs of an endpoint in this network for what a provider handed over, under the name of that input.
    pub(crate) fn endpoint(&self, (input, connection): Handed) -> Value {
        let mut inputs = json!({
            "name": "orders",
            "vpcId": self.id("VpcId"),
            "subnets": self.subnets(),
        });
        inputs[input] = connection;
        // The others look up the ranges of the VPC.
        if self.engine == Engine::CloudFormation {
            inputs["securityGroup"] = json!({ "allowedIpv4Cidrs": ["10.1.0.0/16"] });
        }
        inputs
    }

    /// Removes everything, and shows that nothing is left.
    pub(crate) fn destroy(&mut self) -> Result<(), Failure> {
        self.component.destroy()?;
        self.stack.delete()?;
        self.aws.assert_empty(&self.account, REGION)
    }
}

/// The private DNS name of a service.
pub(crate) fn dns_name(service: &str) -> String {
    format!("{service}.{DOMAIN}")
}

/// What a provider hands to a consumer: the name of the consumer's input, and its value.
///
/// Engines that spell alike pass the connection as a value, others as JSON. Outputs of `CloudFormation` are texts, so
/// there the value comes as JSON too.
pub(crate) fn handed_over(provider: &Side<'_>, consumer: Engine) -> Result<Handed, Failure> {
    if provider.engine != consumer {
        return Ok(("connectionJson", provider.output("connectionJson")?));
    }
    let connection = provider.output("connection")?;
    let value = match connection.as_str() {
        Some(text) => serde_json::from_str(text).context(|| format!("`{text}` is no JSON"))?,
        None => connection,
    };
    Ok(("connection", value))
}

fn template(name: &str) -> PathBuf {
    checkout().join(format!("tests/tests/engines/pairs/{name}.yaml"))
}
