//! `central-endpoints`: a shared services account with the endpoints, one account that offers a microservice through it,
//! and one that uses all of it.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::on_aws;
use privatelink_tests::reachability::{Client, Hop, Opening, State};
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

use super::program::{LANGUAGES, Program};
use super::{compile, items, output};
use crate::hub_and_spokes::{assert_for_stack_sets, join};

/// Who may attach VPCs in the files. All accounts of the emulator would be in it, those of other tests too, so two accounts
/// stand in for it.
const ORGANIZATION: &str = "arn:aws:organizations::111111111111:organization/o-a1b2c3d4e5";
/// Names of AWS's services, as programs call them.
const API: &str = "abcdef1234.execute-api.us-east-1.amazonaws.com";
const CONFIGURATIONS: &str = "appconfigdata.us-east-1.amazonaws.com";
/// The microservice of another account.
const ORDERS: &str = "orders.example.internal";
/// Zones of all subnets, and where the first of them begins within the range of its VPC.
const ZONES: [(&str, u8); 3] = [("use1-az1", 0), ("use1-az2", 16), ("use1-az4", 32)];
/// Ranges of all VPCs.
const CLIENTS: &str = "10.0.0.0/9";

/// The tests of this module.
pub(super) fn trials() -> Vec<Trial> {
    let mut trials: Vec<_> = LANGUAGES
        .map(|language| {
            let name = format!("{language}_central_endpoints");
            trial::with_emulator(&name, move |tools, aws| programs(tools, aws, language))
        })
        .into();
    trials.push(trial::with_emulator("cloudformation_central_endpoints", cloudformation));
    trials
}

/// The three accounts.
struct Organization<'a> {
    aws: &'a Emulator,
    shared: Account,
    orders: Account,
    team: Account,
}

/// VPCs of the three accounts.
struct Vpcs {
    shared: String,
    orders: String,
    team: String,
}

impl<'a> Organization<'a> {
    fn new(aws: &'a Emulator) -> Self {
        Self { aws, shared: aws.account(), orders: aws.account(), team: aws.account() }
    }

    fn all(&self) -> [&Account; 3] {
        [&self.shared, &self.orders, &self.team]
    }

    /// Both spokes reach every name of AWS's services in each of their zones, by an interface of the hub in the same zone;
    /// the team reaches the microservice too; neither of the two reaches the other, and the endpoints let in clients only.
    fn assert_works(&self, vpcs: &Vpcs) -> Result<(), Failure> {
        let state = State::read(self.aws, &self.all(), &[REGION])?;
        let of_aws = [(API, 443), (CONFIGURATIONS, 443)];
        for (zone, third) in ZONES {
            for (vpc, number) in [(&vpcs.orders, 1), (&vpcs.team, 2)] {
                let client = Client::new(vpc, &format!("10.{number}.{third}.0/20"))?;
                for (name, port) in of_aws {
                    assert_near(&state, &client, name, port, zone)?;
                }
                if number == 2 {
                    assert_near(&state, &client, ORDERS, 80, zone)?;
                }
            }
        }
        let networks =
            [Client::new(&vpcs.orders, "10.1.0.0/16")?, Client::new(&vpcs.team, "10.2.0.0/16")?];
        state.apart(&networks)?;
        state.lets_in_only(&vpcs.shared, &[CLIENTS.parse()?])?;
        on_aws::assert_boots(self.aws, &self.all())
    }

    /// Accounts that may attach VPCs.
    fn members(&self) -> [&str; 2] {
        [self.orders.id(), self.team.id()]
    }

    /// Accepts the share as an organization does for its accounts.
    fn join(&self) -> Result<(), Failure> {
        [&self.orders, &self.team].into_iter().try_for_each(|account| join(self.aws, account))
    }

    /// Inputs of the hub for `CloudFormation`.
    fn hub(&self, name: &str) -> Result<String, Failure> {
        Ok(text(name)?.replace(ORGANIZATION, &self.members().join("\", \"")))
    }

    /// The team does not reach the microservice before the hub has an endpoint for it.
    fn assert_without_orders(&self, team: &str) -> Result<(), Failure> {
        let state = State::read(self.aws, &self.all(), &[REGION])?;
        let client = Client::new(team, "10.2.0.0/20")?;
        match state.path(&client, ORDERS, Opening::tcp(80)) {
            Err(_) => Ok(()),
            Ok(_) => Err(Failure::new(format!("{ORDERS} is there before the hub knows it"))),
        }
    }

    /// Interfaces of all endpoints, each of which costs by the hour.
    fn assert_interfaces(&self, count: usize) -> Result<(), Failure> {
        let document = self.aws.raw_inventory(&self.all(), &[REGION])?;
        let of_endpoint = |endpoint: &Value| {
            endpoint.get("NetworkInterfaceIds").and_then(Value::as_array).map_or(0, Vec::len)
        };
        let found: usize = items(&document, "ec2/endpoint").map(of_endpoint).sum();
        if found == count {
            return Ok(());
        }
        Err(Failure::new(format!("{found} interfaces of endpoints, not {count}")))
    }

    fn assert_empty(&self) -> Result<(), Failure> {
        self.all().iter().try_for_each(|account| self.aws.assert_empty(account, REGION))
    }
}

/// The name leads this client to an interface in its own zone.
fn assert_near(
    state: &State,
    client: &Client,
    name: &str,
    port: u16,
    own: &str,
) -> Result<(), Failure> {
    let hops = state.path(client, name, Opening::tcp(port));
    let hops = hops.context(|| format!("{name} from VPC {}", client.vpc))?;
    let is_near = |hop: &Hop| matches!(hop, Hop::Interface { zone, .. } if zone == own);
    if hops.iter().any(is_near) {
        return Ok(());
    }
    Err(Failure::new(format!("{name} is not near in {own}: {hops:?}")))
}

fn programs(tools: &Toolchain, aws: &Emulator, language: &str) -> Result<(), Failure> {
    let accounts = Organization::new(aws);
    let program = |part: &str, account: &Account| {
        let path = format!("central-endpoints/{part}");
        Program::with_profile(tools, language, &path, account, ("hub", &accounts.shared))
    };
    let hub = program("hub", &accounts.shared)?;
    let orders = program("orders", &accounts.orders)?;
    let team = program("team", &accounts.team)?;

    let shared = ("shareWith", json!(accounts.members()));
    hub.deploy(std::slice::from_ref(&shared))?;
    accounts.join()?;
    accounts.assert_interfaces(6)?;

    let spoke = |hub_json: String| [("hubJson", json!(hub_json)), ("hubProfile", json!("hub"))];
    let [handed, profile] = spoke(hub.output("hubJson")?);
    orders.deploy(&[handed, profile])?;

    let connections = json!({ "orders": orders.output("connectionJson")? });
    hub.deploy(&[shared.clone(), ("connections", connections)])?;
    accounts.assert_interfaces(9)?;

    team.deploy(&spoke(hub.output("hubJson")?))?;
    let vpcs = Vpcs {
        shared: hub.output("vpcId")?,
        orders: orders.output("vpcId")?,
        team: team.output("vpcId")?,
    };
    accounts.assert_works(&vpcs)?;

    team.destroy()?;
    hub.deploy(&[shared, ("connections", json!({}))])?;
    orders.destroy()?;
    hub.destroy()?;
    accounts.assert_empty()
}

/// A file of the `CloudFormation` form.
fn file(name: &str) -> PathBuf {
    checkout().join("examples/cloudformation/central-endpoints").join(name)
}

fn cloudformation(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let accounts = Organization::new(aws);
    let templates = Scratch::new("templates")?;

    // The shared services account.
    let hub = CloudFormation::new(aws, &accounts.shared, "hub");
    let alone = accounts.hub("hub.yaml")?;
    let template = compile(tools, "CentralizedEndpointHub", &alone, &templates)?;
    hub.deploy(&template, &[])?;
    accounts.join()?;
    hub.assert_unchanged(&template, &[])?;
    accounts.assert_interfaces(6)?;
    let made = hub.outputs()?;

    // Every account: its network, and the instances of two StackSets with the same templates everywhere.
    let spoke = spoke_template(tools, output(&made, "HubJson")?, &templates)?;
    let of_orders = Spoke::deploy(aws, &accounts.orders, "10.1.0.0/16", &spoke)?;
    let of_team = Spoke::deploy(aws, &accounts.team, "10.2.0.0/16", &spoke)?;
    let [application, service] = microservice(tools, &accounts, &templates)?;
    accounts.assert_without_orders(&of_team.vpc)?;

    // The shared services account again.
    let admitting = accounts.hub("hub-with-spokes.yaml")?;
    let complete = compile(tools, "CentralizedEndpointHub", &admitting, &templates)?;
    let offered = service.outputs()?;
    let admitted = [
        ("EndpointServicesOrdersServiceName", output(&offered, "ServiceName")?),
        ("SpokesOrdersAttachmentId", &of_orders.attachment),
        ("SpokesTeamAttachmentId", &of_team.attachment),
    ];
    hub.deploy(&complete, &admitted)?;
    hub.assert_unchanged(&complete, &admitted)?;
    accounts.assert_interfaces(9)?;
    let shared = output(&made, "VpcId")?.to_owned();
    let (orders, team) = (of_orders.vpc.clone(), of_team.vpc.clone());
    accounts.assert_works(&Vpcs { shared, orders, team })?;
    for spoke in [&of_orders, &of_team] {
        spoke.assert_unchanged()?;
    }

    let template = compile(tools, "CentralizedEndpointHub", &alone, &templates)?;
    hub.deploy(&template, &[])?;
    service.delete()?;
    application.delete()?;
    for spoke in [of_orders, of_team] {
        spoke.delete()?;
    }
    hub.delete()?;
    accounts.assert_empty()
}

/// The text of a file of the `CloudFormation` form.
fn text(name: &str) -> Result<String, Failure> {
    Ok(fs::read_to_string(file(name))?)
}

/// The template of a spoke, with what the hub handed over in place of what the file shows.
fn spoke_template(
    tools: &Toolchain,
    hub_json: &str,
    templates: &Scratch,
) -> Result<PathBuf, Failure> {
    let mut inputs: Value = serde_yaml_ng::from_str(&text("every-account.yaml")?)?;
    if let Some(inputs) = inputs.as_object_mut() {
        inputs.insert("hubJson".to_owned(), json!(hub_json));
    }
    let template = compile(tools, "EndpointHubSpoke", &inputs.to_string(), templates)?;
    assert_for_stack_sets(&template)?;
    Ok(template)
}

/// Deploys the web servers and the service in front of them.
fn microservice<'a>(
    tools: &Toolchain,
    accounts: &Organization<'a>,
    templates: &Scratch,
) -> Result<[CloudFormation<'a>; 2], Failure> {
    let application = CloudFormation::new(accounts.aws, &accounts.orders, "application");
    application.deploy(&file("orders/application.yaml"), &[])?;
    let made = application.outputs()?;
    let service = CloudFormation::new(accounts.aws, &accounts.orders, "service");
    let inputs = text("orders/service.yaml")?.replace("111111111111", accounts.shared.id());
    let template = compile(tools, "PrivateLinkService", &inputs, templates)?;
    let parameters = [
        ("LoadBalancerSecurityGroupIds0", output(&made, "BalancerGroup")?),
        ("ListenersHttpTargetsUse1Az1Id", output(&made, "WebA")?),
        ("ListenersHttpTargetsUse1Az2Id", output(&made, "WebB")?),
        ("ListenersHttpTargetsUse1Az4Id", output(&made, "WebC")?),
    ];
    service.deploy(&template, &parameters)?;
    service.assert_unchanged(&template, &parameters)?;
    Ok([application, service])
}

/// The stacks of a spoke.
struct Spoke<'a> {
    network: CloudFormation<'a>,
    stack: CloudFormation<'a>,
    template: PathBuf,
    vpc: String,
    attachment: String,
}

impl<'a> Spoke<'a> {
    fn deploy(
        aws: &'a Emulator,
        account: &Account,
        range: &str,
        template: &Path,
    ) -> Result<Self, Failure> {
        let network = CloudFormation::new(aws, account, "network");
        network.deploy(&file("network.yaml"), &[("Range", range)])?;
        let vpc = output(&network.outputs()?, "VpcId")?.to_owned();
        let stack = CloudFormation::new(aws, account, "spoke");
        stack.deploy(template, &[])?;
        let attachment = output(&stack.outputs()?, "AttachmentId")?.to_owned();
        Ok(Self { network, stack, template: template.to_owned(), vpc, attachment })
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.stack.assert_unchanged(&self.template, &[])
    }

    fn delete(&self) -> Result<(), Failure> {
        self.stack.delete()?;
        self.network.delete()
    }
}
