//! `second-region`: a service and its consumer in two Regions: the service once more, a load balancer near the consumer, or
//! PrivateLink between Regions.

#![allow(clippy::indexing_slicing, reason = "an object of JSON takes every name")]

use std::fs;
use std::path::PathBuf;

use libtest_mimic::Trial;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::emulator::{Account, Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::on_aws;
use privatelink_tests::reachability::{Client, Opening, Stage, State};
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::{Value, json};

use super::program::{LANGUAGES, Program};
use super::{address, assert_carried, compile, items, output, text};

/// The Region of the consumers.
const SECOND: &str = "eu-west-1";
/// Forms, each of them an input of the program.
const FORMS: [&str; 3] = ["again", "near", "between"];
/// Range of the servers.
const SERVERS: &str = "10.1.0.0/16";
/// Range of the load balancer near the consumers.
const BALANCER: &str = "10.2.0.0/16";
/// Rules of security groups on the way: out of the client, into the endpoint, out of the load balancer, into the server.
const RULES: usize = 4;
/// A range that no network of the consumers has.
const STRANGERS: &str = "10.9.0.0/16";

/// The tests of this module.
pub(super) fn trials() -> Vec<Trial> {
    let mut trials = Vec::new();
    for form in FORMS {
        for language in LANGUAGES {
            let name = format!("{language}_second_region_{form}");
            let test = move |tools: &_, aws: &_| program(tools, aws, language, form);
            trials.push(trial::with_emulator(&name, test));
        }
        let name = format!("cloudformation_second_region_{form}");
        let test = move |tools: &_, aws: &_| stacks(tools, aws, form);
        trials.push(trial::with_emulator(&name, test));
    }
    trials
}

/// What a deployment says about its clients.
struct Clients {
    url: String,
    vpc: String,
    group: String,
}

fn program(tools: &Toolchain, aws: &Emulator, language: &str, form: &str) -> Result<(), Failure> {
    let account = aws.account();
    let program = Program::new(tools, language, "second-region", &account, &account)?;
    program.deploy(&[("form", json!(form))])?;
    let clients = Clients {
        url: program.output("url")?,
        vpc: program.output("vpcId")?,
        group: program.output("clientGroupId")?,
    };
    assert_works(aws, &account, &clients, form)?;
    program.destroy()?;
    assert_empty(aws, &account)
}

/// The clients reach the servers where the form has them, there and back, and nobody else does.
fn assert_works(
    aws: &Emulator,
    account: &Account,
    clients: &Clients,
    form: &str,
) -> Result<(), Failure> {
    let document = aws.raw_inventory(&[account], &[REGION, SECOND])?;
    let (name, opening) = address(&clients.url)?;
    let client = Client {
        vpc: clients.vpc.clone(),
        source: None,
        security_groups: vec![clients.group.clone()],
    };
    let state = State::from_document(document.clone())?;
    state.only(std::slice::from_ref(&client), name, &[opening])?;

    let stranger = Client::new(&client.vpc, STRANGERS)?;
    assert_refused(&document, &stranger, name, opening, Stage::EndpointGroups)?;
    let elsewhere = items(&document, "ec2/subnet").map(|subnet| text(subnet, "VpcId"));
    for vpc in elsewhere.filter(|vpc| *vpc != client.vpc) {
        let stranger = Client { vpc: vpc.to_owned(), source: None, security_groups: Vec::new() };
        assert_refused(&document, &stranger, name, opening, Stage::Route)?;
    }

    assert_carried(&document, &client, (name, opening), RULES)?;
    assert_form(&document, &client, form, (name, opening))?;
    [REGION, SECOND]
        .into_iter()
        .try_for_each(|region| on_aws::assert_boots_in(aws, &[account], region))
}

/// The way is the one of the form: in one Region, over a peering that leads nowhere else, or to another Region.
fn assert_form(
    document: &Value,
    client: &Client,
    form: &str,
    (name, opening): (&str, Opening),
) -> Result<(), Failure> {
    let endpoint = items(document, "ec2/endpoint").find(|one| text(one, "VpcId") == client.vpc);
    let found = text(endpoint.unwrap_or(&Value::Null), "ServiceRegion");
    let wanted = if form == "between" { REGION } else { SECOND };
    if found != wanted {
        return Err(Failure::new(format!("the service is in `{found}`, not in {wanted}")));
    }
    let mut peerings = items(document, "ec2/vpc_peering_connection");
    match (form, peerings.next()) {
        ("near", Some(peering)) => {
            let [there, back] = [true, false].map(|there| without_routes(document, there));
            assert_refused(&there, client, name, opening, Stage::Route)?;
            assert_refused(&back, client, name, opening, Stage::WayBack)?;
            let state = State::from_document(document.clone())?;
            for (side, own, other) in
                [("Requester", SERVERS, BALANCER), ("Accepter", BALANCER, SERVERS)]
            {
                let vpc = peering.get(format!("{side}VpcInfo")).unwrap_or(&Value::Null);
                let network = Client::new(text(vpc, "VpcId"), own)?;
                state.leads_only(&[network], &[other.parse()?])?;
            }
            Ok(())
        }
        ("near", None) => Err(Failure::new("there is no peering")),
        (_, Some(_)) => Err(Failure::new(format!("the form `{form}` has a peering"))),
        ("between", None) => {
            let mut unnamed = document.clone();
            each(&mut unnamed, "ec2/endpoint_service", |it| it["SupportedRegions"] = json!([]));
            assert_refused(&unnamed, client, name, opening, Stage::Service)
        }
        // Either Region may fail.
        (_, None) => {
            assert_first(&without(document, SECOND), opening)?;
            let state = State::from_document(without(document, REGION))?;
            Ok(state.path(client, name, opening).map(drop)?)
        }
    }
}

/// Clients of the first Region reach the service of their own.
fn assert_first(document: &Value, opening: Opening) -> Result<(), Failure> {
    let named = |item: &Value, sort: &str| {
        let mut ids = item["ids"].as_object().into_iter().flatten();
        ids.find(|(_, what)| *what == sort).map(|(id, _)| id.clone()).unwrap_or_default()
    };
    let endpoint = items(document, "ec2/endpoint").next().unwrap_or(&Value::Null);
    let vpc = text(endpoint, "VpcId").to_owned();
    let groups = items(document, "ec2/security_group").filter(|group| text(group, "VpcId") == vpc);
    let security_groups = groups.map(|group| named(group, "id")).collect();
    let client = Client { vpc, source: None, security_groups };
    let state = State::from_document(document.clone())?;
    Ok(state.path(&client, &named(endpoint, "dns"), opening).map(drop)?)
}

fn assert_refused(
    document: &Value,
    client: &Client,
    name: &str,
    opening: Opening,
    at: Stage,
) -> Result<(), Failure> {
    match State::from_document(document.clone())?.path(client, name, opening) {
        Err(refusal) if refusal.stage == at => Ok(()),
        Err(refusal) => Err(Failure::new(format!("{client:?} stops elsewhere: {refusal}"))),
        Ok(_) => Err(Failure::new(format!("{client:?} reaches {name}"))),
    }
}

/// The same document without the routes over a peering to the servers, or without those back.
fn without_routes(document: &Value, to_servers: bool) -> Value {
    let mut without = document.clone();
    each(&mut without, "ec2/route_table", |table| {
        if let Some(routes) = table.get_mut("Routes").and_then(Value::as_array_mut) {
            routes.retain(|route| {
                let is_peered = !text(route, "VpcPeeringConnectionId").is_empty();
                let is_there = text(route, "DestinationCidrBlock") == SERVERS;
                !(is_peered && is_there == to_servers)
            });
        }
    });
    without
}

/// The same document without anything in a Region.
fn without(document: &Value, region: &str) -> Value {
    let mut without = document.clone();
    for items in without.as_object_mut().into_iter().flat_map(|kinds| kinds.values_mut()) {
        if let Some(items) = items.as_array_mut() {
            items.retain(|item| !text(item, "scope").ends_with(region));
        }
    }
    without
}

/// Changes every item of a kind.
fn each(document: &mut Value, kind: &str, change: impl Fn(&mut Value)) {
    let items = document.get_mut(kind).and_then(Value::as_array_mut);
    items.into_iter().flatten().for_each(change);
}

fn assert_empty(aws: &Emulator, account: &Account) -> Result<(), Failure> {
    [REGION, SECOND].into_iter().try_for_each(|region| aws.assert_empty(account, region))
}

fn stacks(tools: &Toolchain, aws: &Emulator, form: &str) -> Result<(), Failure> {
    let account = aws.account();
    let templates = Scratch::new("templates")?;
    let forms = Forms { tools, aws, account: &account, templates: &templates };
    let (service, mut made) = match form {
        "again" => forms.again()?,
        "near" => return forms.near(),
        _ => forms.service("between.yaml", REGION)?,
    };
    let (clients, consumer) = forms.consumer(&service, SECOND)?;
    made.extend(consumer);
    assert_works(aws, &account, &clients, form)?;
    made.iter().rev().try_for_each(CloudFormation::delete)?;
    assert_empty(aws, &account)
}

/// Makes the stacks of a form.
struct Forms<'a> {
    tools: &'a Toolchain,
    aws: &'a Emulator,
    account: &'a Account,
    templates: &'a Scratch,
}

/// What a service hands over to its consumers, and its stacks.
type Offered<'a> = (String, Vec<CloudFormation<'a>>);

impl<'a> Forms<'a> {
    fn stack(&self, name: &str, region: &'static str) -> CloudFormation<'a> {
        CloudFormation::new(self.aws, self.account, name).in_region(region)
    }

    /// Deploys a template that is written by hand; returns its outputs.
    fn system(
        &self,
        name: &str,
        region: &'static str,
        parameters: &[(&str, &str)],
    ) -> Result<(Value, CloudFormation<'a>), Failure> {
        let stack = self.stack(name, region);
        let template = name.split('-').next().unwrap_or(name);
        let template = file(&format!("{template}.yaml"));
        stack.deploy(&template, parameters)?;
        stack.assert_unchanged(&template, parameters)?;
        Ok((stack.outputs()?, stack))
    }

    /// Compiles the inputs and deploys the template; returns its outputs.
    fn component(
        &self,
        component: &str,
        inputs: &str,
        stack: CloudFormation<'a>,
        parameters: &[(&str, &str)],
    ) -> Result<(Value, CloudFormation<'a>), Failure> {
        let inputs = inputs.replace("111111111111", self.account.id());
        let template = compile(self.tools, component, &inputs, self.templates)?;
        stack.deploy(&template, parameters)?;
        stack.assert_unchanged(&template, parameters)?;
        Ok((stack.outputs()?, stack))
    }

    /// The servers and the service in front of them, in one Region.
    fn service(&self, inputs: &str, region: &'static str) -> Result<Offered<'a>, Failure> {
        let (made, servers) = self.system("servers", region, &[("From", "none")])?;
        let subnets = format!("{},{}", output(&made, "SubnetA")?, output(&made, "SubnetB")?);
        let parameters = [
            ("VpcId", output(&made, "VpcId")?),
            ("LoadBalancerSubnetIds", &subnets),
            ("LoadBalancerSecurityGroupIds0", output(&made, "BalancerGroup")?),
            ("ListenersHttpTargetsAId", output(&made, "WebA")?),
            ("ListenersHttpTargetsBId", output(&made, "WebB")?),
        ];
        let stack = self.stack("service", region);
        let inputs = fs::read_to_string(file(inputs))?;
        let (made, service) = self.component("PrivateLinkService", &inputs, stack, &parameters)?;
        Ok((output(&made, "Connection")?.to_owned(), vec![servers, service]))
    }

    /// The clients and their endpoint.
    fn consumer(
        &self,
        connection: &str,
        region: &'static str,
    ) -> Result<(Clients, Vec<CloudFormation<'a>>), Failure> {
        let range = [("Range", "10.3.0.0/16")];
        let (made, network) = self.system("network-consumer", region, &range)?;
        let subnets = format!("{},{}", output(&made, "SubnetA")?, output(&made, "SubnetB")?);
        let parameters = [
            ("VpcId", output(&made, "VpcId")?),
            ("SubnetIds", &subnets),
            ("SecurityGroupAllowedSecurityGroupIds0", output(&made, "ClientGroup")?),
        ];
        let inputs = fs::read_to_string(file("consumer.yaml"))?;
        let inputs = inputs.split("connection: {").next().unwrap_or_default();
        let inputs = format!("{inputs}connection: {connection}\n");
        let stack = self.stack("consumer", region);
        let (offered, consumer) =
            self.component("PrivateLinkConsumer", &inputs, stack, &parameters)?;
        let clients = Clients {
            url: format!("http://{}", output(&offered, "RegionalDnsName")?),
            vpc: output(&made, "VpcId")?.to_owned(),
            group: output(&made, "ClientGroup")?.to_owned(),
        };
        Ok((clients, vec![network, consumer]))
    }

    /// The service and consumers of it in the first Region, and the service in the second one.
    fn again(&self) -> Result<Offered<'a>, Failure> {
        let (first, mut made) = self.service("service.yaml", REGION)?;
        made.extend(self.consumer(&first, REGION)?.1);
        let (second, again) = self.service("service.yaml", SECOND)?;
        made.extend(again);
        Ok((second, made))
    }

    /// A load balancer in the second Region, and a peering to the servers.
    fn near(&self) -> Result<(), Failure> {
        let range = [("Range", BALANCER)];
        let (near, network) = self.system("network-balancer", SECOND, &range)?;
        let (far, servers) = self.system("servers", REGION, &[("From", BALANCER)])?;
        let peering = self.peer(&far, &near)?;

        let subnets = format!("{},{}", output(&near, "SubnetA")?, output(&near, "SubnetB")?);
        let parameters = [
            ("VpcId", output(&near, "VpcId")?),
            ("LoadBalancerSubnetIds", &subnets),
            ("ListenersHttpTargetsAId", output(&far, "AddressA")?),
            ("ListenersHttpTargetsBId", output(&far, "AddressB")?),
        ];
        let stack = self.stack("balancer", SECOND);
        let inputs = fs::read_to_string(file("near.yaml"))?;
        let (made, balancer) = self.component("PrivateLinkService", &inputs, stack, &parameters)?;
        let (clients, consumer) = self.consumer(output(&made, "Connection")?, SECOND)?;
        assert_works(self.aws, self.account, &clients, "near")?;

        consumer.iter().rev().try_for_each(CloudFormation::delete)?;
        balancer.delete()?;
        peering.iter().rev().try_for_each(CloudFormation::delete)?;
        servers.delete()?;
        network.delete()?;
        assert_empty(self.aws, self.account)
    }

    /// The stacks of the peering, each in its Region.
    fn peer(&self, far: &Value, near: &Value) -> Result<Vec<CloudFormation<'a>>, Failure> {
        let inputs = fs::read_to_string(file("peering.yaml"))?;
        let template = compile(self.tools, "CrossRegionPeering", &inputs, self.templates)?;
        let deploy = |name, region, file, parameters: &[(&str, &str)]| {
            let (stack, template) = (self.stack(name, region), template.with_file_name(file));
            stack.deploy(&template, parameters)?;
            stack.assert_unchanged(&template, parameters)?;
            Ok::<_, Failure>((stack.outputs()?, stack))
        };
        let ids = [
            ("RequesterVpcId", output(far, "VpcId")?),
            ("AccepterVpcId", output(near, "VpcId")?),
            ("AccountIdOfPeer", self.account.id()),
        ];
        let (asked, peering) = deploy("peering", REGION, "template.yaml", &ids)?;
        let name = "FromDefaultVpcPeeringId";
        let ids =
            [("AccepterRouteTableIdsAll", output(near, "Table")?), (name, output(&asked, name)?)];
        let (made, accepted) = deploy("peering-accepted", SECOND, "template-peer.yaml", &ids)?;
        let name = "FromPeerVpcAcceptedId";
        let ids =
            [("RequesterRouteTableIdsAll", output(far, "Table")?), (name, output(&made, name)?)];
        let (_, routes) = deploy("peering-routes", REGION, "template-2.yaml", &ids)?;
        Ok(vec![peering, accepted, routes])
    }
}

/// A file of the `CloudFormation` form.
fn file(name: &str) -> PathBuf {
    checkout().join("examples/cloudformation/second-region").join(name)
}
