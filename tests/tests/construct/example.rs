//! The package under test: components that use every part of the runtime.

use std::collections::BTreeMap;

use privatelink_catalog::ec2::{
    security_group as group, security_group_ingress_rule as rule, vpc_details as vpc,
    vpc_endpoint as endpoint, vpc_endpoint_service as service,
};
use privatelink_catalog::facts::{ACCOUNT_ID, PARTITION};
use privatelink_catalog::lb::load_balancer as balancer;
use privatelink_ir::expr::{Expr, concat, here, input, key, list, merge, object, text, value};
use privatelink_ir::graph::{each, node, output};
use privatelink_ir::{Component, Graph, Type, Value};
use privatelink_provider::Package;
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin};
use privatelink_wire::pulumi::ConstructResponse;
use privatelink_wire::value::{self, Output, Properties};
use schemars::JsonSchema;
use tonic::Status;

/// Token of the component with every kind of input.
pub(crate) const NETWORK: &str = "example:index:Network";
/// Token of the component with a chain of four among 150 others.
pub(crate) const CHAIN: &str = "example:index:Chain";
/// Token of the component with resources in a second account.
pub(crate) const PAIR: &str = "example:index:Pair";
/// Token of the component that asks where it runs.
pub(crate) const PLACE: &str = "example:index:Place";
/// Token of the component that looks something up.
pub(crate) const LOOKUP: &str = "example:index:Lookup";
/// Token of the component that reads inside of what resources answer.
pub(crate) const INSIDE: &str = "example:index:Inside";

/// The package.
pub(crate) const PACKAGE: Package = Package {
    name: "example",
    version: "1.2.3",
    schema: r#"{"name":"example"}"#,
    components: &[
        Component::new::<NetworkInputs>("Network", network),
        Component::new::<NoInputs>("Chain", chain),
        Component::new::<NoInputs>("Pair", pair),
        Component::new::<NoInputs>("Place", place),
        Component::new::<LookupInputs>("Lookup", lookup),
        Component::new::<InsideInputs>("Inside", inside),
    ],
    functions: &[],
    kinds: privatelink_catalog::find,
};

/// A group with one rule for each client.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct NetworkInputs {
    /// VPC of the group.
    #[schemars(extend("what" = "a VPC id, such as vpc-1", "pattern" = "^vpc-[0-9a-z]+$"))]
    vpc_id: Value<String>,
    /// IPv4 ranges that may connect, by the name of the client.
    #[schemars(extend("default" = {}))]
    clients: BTreeMap<String, Value<String>>,
    /// Subnets of a load balancer, by zone. Default: no load balancer.
    #[schemars(extend("default" = {}))]
    subnets: BTreeMap<String, Value<String>>,
    /// Tags.
    #[schemars(extend("default" = {}))]
    tags: Value<BTreeMap<String, String>>,
    /// What the group is for.
    #[schemars(extend("default" = "nothing"))]
    purpose: Value<String>,
    /// Ports, which show up in an output.
    #[schemars(extend("default" = [80, 443]))]
    ports: Vec<u16>,
}

fn network() -> Graph {
    let security = node("group", group::KIND)
        .set(group::VPC_ID, input("vpcId"))
        .set(group::DESCRIPTION, text(["For ".into(), input("purpose")]))
        .set(group::TAGS, merge(list([input("tags"), object([("Purpose", input("purpose"))])])));
    let client = node("client", rule::KIND)
        .for_each(input("clients"))
        .set(rule::SECURITY_GROUP_ID, security.attribute(group::ID))
        .set(rule::IP_PROTOCOL, "tcp")
        .set(rule::CIDR_IPV4, each());
    let balancer = node("balancer", balancer::KIND)
        .only_if(privatelink_ir::expr::not(input("subnets").is_empty()))
        .after(&["client"])
        .set(balancer::SECURITY_GROUPS, concat([list([security.attribute(group::ID)])]))
        .set(
            balancer::SUBNET_MAPPING,
            privatelink_ir::expr::for_list(
                "zone",
                input("subnets"),
                object([("subnet_id", value("zone"))]),
            ),
        );
    let arn = balancer.attribute(balancer::ARN);
    let zones = privatelink_ir::expr::for_list("zone", input("subnets"), key("zone"));
    let (id, rules) = (security.attribute(group::ID), client.instances(rule::ID));
    let ready =
        output("readyGroupId", Type::text(), "Id of the group, with its rules.", id.clone());
    let ready = ready.after(&["client"]);
    Graph::new([security, client, balancer])
        .with_output(ready)
        .output("groupId", Type::text(), "Id of the group.", id)
        .output("ruleIds", Type::map_of(Type::text()), "Ids of the rules.", rules)
        .output("purpose", Type::text(), "What the group is for.", input("purpose"))
        .output("zones", Type::list_of(Type::text()), "Zones.", zones)
        .output("ports", Type::list_of(Type::integer()), "Ports.", input("ports"))
        .optional_output("balancerArn", Type::text(), "ARN of the load balancer.", arn)
}

/// Nothing.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct NoInputs {}

fn chain() -> Graph {
    let link = |label, before: Expr| {
        node(label, group::KIND).set(group::DESCRIPTION, text(["after ".into(), before]))
    };
    let first = node("first", group::KIND).set(group::DESCRIPTION, "first");
    let second = link("second", first.attribute(group::ID));
    let third = link("third", second.attribute(group::ID));
    let fourth = link("fourth", third.attribute(group::ID));
    let numbers = (0..147).map(|number| format!("n{number}")).collect::<Vec<_>>();
    let others = node("other", group::KIND)
        .for_each(list(numbers.iter().map(|number| number.as_str().into())))
        .set(group::DESCRIPTION, key("each"));
    let last = fourth.attribute(group::ID);
    Graph::new([first, second, third, fourth, others]).output(
        "last",
        Type::text(),
        "Id of the end of the chain.",
        last,
    )
}

fn pair() -> Graph {
    let here = node("here", group::KIND).set(group::DESCRIPTION, "here");
    let there = node("there", group::KIND).in_slot("peer").set(group::DESCRIPTION, "there");
    Graph::new([here, there])
}

fn place() -> Graph {
    let account = || here(ACCOUNT_ID);
    let role = text(["arn:".into(), here(PARTITION), ":iam::".into(), account(), ":root".into()]);
    Graph::new([node("group", group::KIND).set(group::DESCRIPTION, role)]).output(
        "account",
        Type::text(),
        "Number of the account.",
        account(),
    )
}

/// A VPC.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct LookupInputs {
    /// VPC to look up.
    vpc_id: Value<String>,
}

/// A group that lets in what the VPC has, looked up once another group is there.
fn lookup() -> Graph {
    let first = node("first", group::KIND).set(group::DESCRIPTION, "first");
    let network = node("vpc", vpc::KIND).set(vpc::ID, input("vpcId")).after(&["first"]);
    let ranges = || network.attribute(vpc::CIDR_BLOCKS);
    let open = object([("cidr_blocks", list([value("range")]))]);
    let opened = node("opened", group::KIND)
        .set(group::DESCRIPTION, network.attribute(vpc::CIDR_BLOCK))
        .set(group::INGRESS, privatelink_ir::expr::for_list("range", ranges(), open));
    let output = ranges();
    Graph::new([first, network, opened]).output(
        "ranges",
        Type::list_of(Type::text()),
        "Ranges of the VPC.",
        output,
    )
}

/// Regions of a service.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct InsideInputs {
    /// Regions of its consumers.
    #[schemars(extend("default" = []))]
    regions: Value<Vec<String>>,
}

/// A group that proves the name of a service, beside an endpoint of it.
fn inside() -> Graph {
    let service = node("service", service::KIND)
        .set(service::ACCEPTANCE_REQUIRED, false)
        .set(service::SUPPORTED_REGIONS, input("regions"));
    let proof = || service.attribute(service::PRIVATE_DNS_NAME_CONFIGURATION_NAME);
    let record = node("record", group::KIND)
        .set(group::DESCRIPTION, text([proof(), ".example.com".into()]))
        .set(group::TAGS, object([("Proof", proof())]));
    let endpoint = node("endpoint", endpoint::KIND)
        .set(endpoint::SERVICE_NAME, service.attribute(service::SERVICE_NAME));
    let texts = || Type::list_of(Type::text());
    let regions = service.attribute(service::SUPPORTED_REGIONS);
    let names = endpoint.attribute(endpoint::DNS_NAMES);
    let interfaces = endpoint.attribute(endpoint::NETWORK_INTERFACE_IDS);
    let proof = proof();
    Graph::new([service, record, endpoint])
        .optional_output("proof", Type::text(), "Name of the record.", proof)
        .output("regions", texts(), "Regions of consumers.", regions)
        .output("names", texts(), "Names of the endpoint.", names)
        .output("interfaces", texts(), "Interfaces of the endpoint.", interfaces)
}

/// Properties from names and values.
pub(crate) fn properties<const N: usize>(members: [(&str, Output); N]) -> Properties {
    members.map(|(name, output)| (name.to_owned(), output)).into()
}

/// The least inputs of a `Network`, and more.
pub(crate) fn network_inputs<const N: usize>(more: [(&str, Output); N]) -> Properties {
    let mut inputs = properties([("vpcId", Output::known("vpc-1"))]);
    inputs.extend(properties(more));
    inputs
}

/// An engine and a plugin that it started.
pub(crate) async fn start(behaviour: Behaviour) -> (FakeEngine, Plugin) {
    let engine = FakeEngine::start(behaviour).await.unwrap();
    let plugin = Plugin::start(PACKAGE, Some(engine.address())).await.unwrap();
    (engine, plugin)
}

/// Constructs a component called `net`.
pub(crate) async fn construct(
    behaviour: Behaviour,
    token: &str,
    inputs: &Properties,
) -> (FakeEngine, Result<ConstructResponse, Status>) {
    let (engine, plugin) = start(behaviour).await;
    let response = plugin.construct(&engine, token, "net", inputs).await;
    (engine, response)
}

/// Outputs of a component, decoded.
pub(crate) fn outputs(response: ConstructResponse) -> Properties {
    value::decode(response.state.unwrap()).unwrap()
}
