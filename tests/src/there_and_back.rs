//! `ThereAndBack`: a component for tests that goes from one account and Region to another and back.
//!
//! ```text
//! default slot (a consumer)         peer slot (the provider of the service)
//!   endpoint  <--------------------- accept
//!   zone, record (after accept)      notice (after accept)
//!   heard  ------------------------> notice
//! ```
//!
//! Each side reads where it is and where the other one is. With `sameAccount` both are one. `CloudFormation` takes three
//! stacks for it: one with the endpoint, one over there, and one with all that comes after.

use privatelink_catalog::ec2::{
    vpc_endpoint as endpoint, vpc_endpoint_connection_accepter as accepter,
};
use privatelink_catalog::facts::{ACCOUNT_ID, REGION};
use privatelink_catalog::route53::{record, zone};
use privatelink_catalog::sns::topic;
use privatelink_ir::expr::{at, here, input, list, not, object};
use privatelink_ir::graph::node;
use privatelink_ir::{Component, Graph, Type, Value};
use schemars::JsonSchema;

/// The component.
pub const COMPONENT: Component = Component::new::<Inputs>("ThereAndBack", graph);

/// The slot of the service.
const PEER: &str = "peer";

/// An endpoint, and the service that it leads to.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// VPC of the endpoint.
    vpc_id: Value<String>,
    /// Subnets of the endpoint.
    subnet_ids: Value<Vec<String>>,
    /// Service of the other account.
    service: Service,
    /// Domain that leads to the endpoint in its VPC.
    domain: String,
    /// What the connection is for; both sides say so.
    purpose: Value<String>,
    /// Whether the service is in the account and the Region of the endpoint.
    #[schemars(extend("default" = false))]
    same_account: bool,
}

/// A service.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Service {
    /// Its name.
    name: Value<String>,
    /// Its id.
    id: Value<String>,
}

fn graph() -> Graph {
    let same = || input("sameAccount");
    let endpoint = node("endpoint", endpoint::KIND)
        .set(endpoint::VPC_ID, input("vpcId"))
        .set(endpoint::VPC_ENDPOINT_TYPE, "Interface")
        .set(endpoint::SERVICE_NAME, input("service").get("name"))
        .set(endpoint::SERVICE_REGION, not(same()).then(at(PEER, REGION)))
        .set(endpoint::SUBNET_IDS, input("subnetIds"));
    let accept = node("accept", accepter::KIND)
        .in_slot_unless(PEER, same())
        .set(accepter::VPC_ENDPOINT_SERVICE_ID, input("service").get("id"))
        .set(accepter::VPC_ENDPOINT_ID, endpoint.attribute(endpoint::ID));
    let notice = node("notice", topic::KIND)
        .in_slot_unless(PEER, same())
        .set(
            topic::TAGS,
            object([
                ("Region", here(REGION)),
                ("Account", here(ACCOUNT_ID)),
                ("Consumer", at("default", ACCOUNT_ID)),
                ("Purpose", input("purpose")),
                ("Interfaces", endpoint.attribute(endpoint::NETWORK_INTERFACE_IDS).to_json()),
            ]),
        )
        .after(&["accept"]);
    let heard = node("heard", topic::KIND).set(
        topic::TAGS,
        object([
            ("Region", here(REGION)),
            ("Account", here(ACCOUNT_ID)),
            ("Provider", at(PEER, REGION)),
            ("Purpose", input("purpose")),
            ("Notice", notice.attribute(topic::ARN)),
        ]),
    );
    let network = object([("vpc_id", input("vpcId")), ("vpc_region", here(REGION))]);
    let zone = node("zone", zone::KIND)
        .set(zone::NAME, input("domain"))
        .set(zone::COMMENT, "There and back.")
        .set(zone::VPC, list([network]))
        .after(&["accept"]);
    let alias = object([
        ("name", endpoint.attribute(endpoint::REGIONAL_DNS_NAME)),
        ("zone_id", endpoint.attribute(endpoint::REGIONAL_ZONE_ID)),
        ("evaluate_target_health", false.into()),
    ]);
    let record = node("record", record::KIND)
        .set(record::ZONE_ID, zone.attribute(zone::ZONE_ID))
        .set(record::NAME, input("domain"))
        .set(record::TYPE, "A")
        .set(record::ALIAS, list([alias]));
    let state = accept.attribute(accepter::VPC_ENDPOINT_STATE);
    let topics =
        object([("heard", heard.attribute(topic::ARN)), ("notice", notice.attribute(topic::ARN))]);
    let id = endpoint.attribute(endpoint::ID);
    Graph::new([endpoint, accept, notice, heard, zone, record])
        .output("endpointId", Type::text(), "Id of the endpoint.", id)
        .output("state", Type::text(), "State of the connection.", state)
        .output("topics", Type::map_of(Type::text()), "Topics of both sides.", topics)
        .output("provider", Type::text(), "Region of the service.", at(PEER, REGION))
}
