//! `Bridged`: a component for tests with all that `CloudFormation` says in another way than the other engines, or not at
//! all: custom resources, documents, look-ups, objects as outputs.
//!
//! ```text
//! service (with a private DNS name) <-- record <-- verification      topic <-- policy
//!    ^-- accept (one per endpoint)      endpoint (with a policy) <-- details      zone (a look-up, one per id)
//! ```

use privatelink_catalog::ec2::{
    availability_zone as zone, vpc_endpoint as endpoint,
    vpc_endpoint_connection_accepter as accepter, vpc_endpoint_details as details,
    vpc_endpoint_service as service, vpc_endpoint_service_private_dns_verification as verification,
};
use privatelink_catalog::engines::COMPUTING;
use privatelink_catalog::facts::{ACCOUNT_ID, REGION};
use privatelink_catalog::route53::record;
use privatelink_catalog::sns::{topic, topic_policy};
use privatelink_ir::expr::{for_list, here, input, list, object, text, value};
use privatelink_ir::graph::{each, node};
use privatelink_ir::{Component, Expr, Field, Graph, Node, Stage, Type, Value};
use schemars::JsonSchema;
use std::collections::BTreeMap;

/// The component.
pub(super) const COMPONENT: Component = Component::new::<Inputs>("Bridged", graph);

/// A component with a bridge in another slot, and a resource with the name of its function.
pub(super) const IN_THE_WAY: Component = Component::new::<Nothing>("InTheWay", in_the_way);

/// Nothing to choose.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Nothing {}

fn in_the_way() -> Graph {
    let function = node("accept_connection_function", topic::KIND).in_slot("peer");
    let accept = node("accept", accepter::KIND)
        .in_slot("peer")
        .set(accepter::VPC_ENDPOINT_SERVICE_ID, "vpce-svc-0a1b2c3d4e5f67890")
        .set(accepter::VPC_ENDPOINT_ID, "vpce-0a1b2c3d4e5f67890");
    let service = node("service", service::KIND).set(service::ACCEPTANCE_REQUIRED, true);
    let state = accept.attribute(accepter::VPC_ENDPOINT_STATE);
    Graph::new([function, accept, service]).output(
        "state",
        Type::text(),
        "State of the connection.",
        state,
    )
}

/// A service and an endpoint of another one.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Load balancers behind the service.
    load_balancer_arns: Value<Vec<String>>,
    /// Own name of the service.
    private_dns: Option<PrivateDns>,
    /// Endpoints that may connect, by any name.
    #[schemars(extend("default" = {}))]
    accepted: BTreeMap<String, Value<String>>,
    /// An endpoint of another service.
    endpoint: Option<Endpoint>,
    /// Ports of the service.
    #[schemars(extend("default" = []))]
    ports: Vec<u16>,
    /// Zones of the service.
    #[schemars(extend("default" = []))]
    zone_ids: Vec<String>,
    /// Anything.
    #[schemars(extend("default" = "none"))]
    remark: Value<String>,
    /// Whether connections are told of.
    #[schemars(extend("default" = true))]
    notify: Value<bool>,
}

/// A name and its proof.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct PrivateDns {
    /// The name.
    #[schemars(regex(pattern = "^[a-z0-9.-]+$"), extend("what" = "a domain name, such as api.example.com"))]
    name: Value<String>,
    /// Zone that holds the proof.
    zone_id: Value<String>,
}

/// An endpoint.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Endpoint {
    /// VPC of the endpoint.
    vpc_id: Value<String>,
    /// Service that it leads to.
    service_name: Value<String>,
    /// Who may use it, as JSON.
    #[schemars(extend("needs" = COMPUTING.0))]
    policy: Option<Value<String>>,
    /// Subnets, and the address in each.
    #[schemars(extend("default" = {}))]
    subnets: BTreeMap<String, Subnet>,
}

/// A subnet.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Subnet {
    /// Its id.
    subnet_id: Value<String>,
    /// Address of the endpoint there.
    address: Option<String>,
}

fn graph() -> Graph {
    let private = || input("privateDns");
    let service = node("service", service::KIND)
        .set(service::ACCEPTANCE_REQUIRED, true)
        .set(service::NETWORK_LOAD_BALANCER_ARNS, input("loadBalancerArns"))
        .set(service::PRIVATE_DNS_NAME, private().get("name"));
    let record = proof(&service);
    let verification = node("verification", verification::KIND)
        .only_if(private().is_set())
        .set(verification::SERVICE_ID, service.attribute(service::ID))
        .set(verification::WAIT_FOR_VERIFICATION, true)
        .set(verification::TIMEOUT_MINUTES, 10)
        .set(verification::PRIVATE_DNS_NAME, private().get("name"))
        .after(&["record"]);
    let accept = node("accept", accepter::KIND)
        .for_each(input("accepted"))
        .set(accepter::VPC_ENDPOINT_SERVICE_ID, service.attribute(service::ID))
        .set(accepter::VPC_ENDPOINT_ID, each())
        .after(&["service"]);
    let endpoint = endpoint_of_another();
    let details = node("details", details::KIND)
        .only_if(input("endpoint").is_set())
        .set(details::ID, endpoint.attribute(endpoint::ID));
    let zone = node("zone", zone::KIND).for_each(input("zoneIds")).set(zone::ZONE_ID, each());
    let topic = node("topic", topic::KIND);
    let policy = node("policy", topic_policy::KIND)
        .set(topic_policy::ARN, topic.attribute(topic::ARN))
        .set(topic_policy::POLICY, publish(topic.attribute(topic::ARN)).to_json());

    let told = connection(service.attribute(service::ID), service.attribute(service::SERVICE_NAME));
    let lengths = for_list("name", endpoint.attribute(endpoint::DNS_NAMES), value("name").length());
    let proven = service.attribute(service::PRIVATE_DNS_NAME_CONFIGURATION_STATE);
    let proven = private().is_set().then(proven);
    let dns_name = details.attribute(details::REGIONAL_DNS_NAME);
    let interfaces = endpoint.attribute(endpoint::NETWORK_INTERFACE_IDS).to_json();
    let state = endpoint.attribute(endpoint::STATE);
    let names = zone.instances(zone::NAME);
    let (integers, texts) = (Type::list_of(Type::integer()), Type::map_of(Type::text()));
    Graph::new([service, record, verification, accept, endpoint, details, zone, topic, policy])
        .output("connection", connection_type(), "What a consumer takes.", told.clone())
        .output("connectionJson", Type::text(), "The same as JSON.", told.to_json())
        .optional_output("proven", Type::text(), "State of the proof.", proven)
        .optional_output("dnsName", Type::text(), "Name of the endpoint.", dns_name)
        .optional_output("interfaces", Type::text(), "Interfaces of the endpoint.", interfaces)
        .optional_output("state", Type::text(), "State of the endpoint.", state)
        .optional_output("names", integers, "Lengths of the names of the endpoint.", lengths)
        .optional_output("zones", texts, "Names of zones.", names)
}

/// The record that proves who owns the name of the service.
fn proof(service: &Node) -> Node {
    let private = || input("privateDns");
    let name = service.attribute(service::PRIVATE_DNS_NAME_CONFIGURATION_NAME);
    let value = service.attribute(service::PRIVATE_DNS_NAME_CONFIGURATION_VALUE);
    node("record", record::KIND)
        .only_if(private().is_set())
        .set(record::ZONE_ID, private().get("zoneId"))
        .set(record::NAME, text([name, ".".into(), private().get("name")]))
        .set(record::TYPE, "TXT")
        .set(record::TTL, 60)
        .set(record::RECORDS, list([text(["\"".into(), value, "\"".into()])]))
}

/// An endpoint of another service.
fn endpoint_of_another() -> Node {
    let given = || input("endpoint");
    let subnets = given().get("subnets").values();
    node("endpoint", endpoint::KIND)
        .only_if(given().is_set())
        .set(endpoint::VPC_ID, given().get("vpcId"))
        .set(endpoint::SERVICE_NAME, given().get("serviceName"))
        .set(endpoint::VPC_ENDPOINT_TYPE, "Interface")
        .set(endpoint::SUBNET_IDS, for_list("subnet", subnets, value("subnet").get("subnetId")))
        .set(endpoint::POLICY, given().get("policy"))
        .set(endpoint::SUBNET_CONFIGURATION, with_address())
}

/// One block per subnet with an address.
fn with_address() -> Expr {
    privatelink_ir::expr::for_list_if(
        "subnet",
        input("endpoint").get("subnets").values(),
        value("subnet").get("address").is_set(),
        object([
            ("subnet_id", value("subnet").get("subnetId")),
            ("ipv4", value("subnet").get("address")),
        ]),
    )
}

/// A policy that depends on a parameter, a fact and a resource.
fn publish(topic: Expr) -> Expr {
    let statement = object([
        ("Sid", "Publish".into()),
        ("Effect", input("notify").choose("Allow", "Deny")),
        ("Principal", object([("Service", "vpce.amazonaws.com".into())])),
        ("Action", "sns:Publish".into()),
        ("Resource", topic),
        (
            "Condition",
            object([("StringEquals", object([("aws:SourceAccount", here(ACCOUNT_ID))]))]),
        ),
    ]);
    object([("Version", "2012-10-17".into()), ("Statement", list([statement]))])
}

fn connection(id: Expr, name: Expr) -> Expr {
    object([
        ("serviceName", name),
        ("serviceId", id),
        ("serviceRegion", here(REGION)),
        ("availabilityZoneIds", input("zoneIds")),
        ("ports", input("ports")),
        ("privateDnsName", input("privateDns").get("name")),
        ("acceptanceRequired", true.into()),
        ("notified", input("notify")),
        ("remark", input("remark")),
        ("loadBalancerArns", input("loadBalancerArns")),
    ])
}

fn connection_type() -> Type {
    let field = |name: &str, ty, required| Field {
        name: name.into(),
        doc: "A field.".to_owned(),
        ty,
        stage: Stage::Value,
        required,
        default: None,
        needs: None,
        changed: None,
    };
    let texts = || Type::list_of(Type::text());
    Type::Object {
        name: "Connection".to_owned(),
        doc: "What a consumer takes.".to_owned(),
        fields: vec![
            field("serviceName", Type::text(), true),
            field("serviceId", Type::text(), true),
            field("serviceRegion", Type::text(), true),
            field("availabilityZoneIds", texts(), true),
            field("ports", Type::list_of(Type::integer()), true),
            field("privateDnsName", Type::text(), false),
            field("acceptanceRequired", Type::Bool, true),
            field("notified", Type::Bool, true),
            field("remark", Type::text(), true),
            field("loadBalancerArns", texts(), true),
        ],
    }
}
