//! Pictures for tests: of components, of every case of the corpus, and of a hub in two accounts that no component makes.

use super::Picture;
use privatelink_catalog::ec2::{security_group, vpc_endpoint, vpc_endpoint_service};
use privatelink_catalog::lb::load_balancer;
use privatelink_catalog::{route53, sns};
use privatelink_corpus_reader::Corpus;
use privatelink_ir::expr::input;
use privatelink_ir::graph::{Graph, each, node};
use privatelink_ir::{Component, Given, Model, Value};
use schemars::JsonSchema;

/// Endpoints in several networks, a service in another account, and a message that goes back.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase")]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// The networks.
    spokes: privatelink_ir::Keyed<String, Value<String>>,
}

fn graph() -> Graph {
    let balancer = node("balancer", load_balancer::KIND)
        .in_slot("provider")
        .set(load_balancer::LOAD_BALANCER_TYPE, "network");
    let service = node("service", vpc_endpoint_service::KIND).in_slot("provider").set(
        vpc_endpoint_service::NETWORK_LOAD_BALANCER_ARNS,
        privatelink_ir::expr::list([balancer.attribute(load_balancer::ARN)]),
    );
    let group = node("group", security_group::KIND)
        .for_each(input("spokes"))
        .set(security_group::VPC_ID, each());
    let endpoint = node("endpoint", vpc_endpoint::KIND)
        .for_each(input("spokes"))
        .set(vpc_endpoint::VPC_ENDPOINT_TYPE, "Interface")
        .set(vpc_endpoint::VPC_ID, each())
        .set(vpc_endpoint::SERVICE_NAME, service.attribute(vpc_endpoint_service::SERVICE_NAME));
    let zone = node("zone", route53::zone::KIND).set(route53::zone::NAME, "example.org");
    let topic = node("topic", sns::topic::KIND);
    Graph::new([balancer, service, group, endpoint, zone, topic])
}

const HUB: Component = Component::new::<Inputs>("Hub", graph);

/// A hub with two networks: two accounts, three VPCs.
pub(super) fn hub() -> Picture {
    let given = serde_json::json!({ "spokes": { "blue": "vpc-1", "green": "vpc-2" } });
    of(&HUB.model(), &given)
}

fn of(model: &Model, inputs: &serde_json::Value) -> Picture {
    let (picture, _) = Picture::of_inputs(model, &Given::inputs(inputs)).unwrap();
    picture
}

/// All of them.
pub(super) fn all() -> Vec<Picture> {
    let mut pictures = vec![Picture::of_component(&HUB.model()), hub()];
    for component in privatelink_components::COMPONENTS {
        let model = component.model();
        pictures.push(Picture::of_component(&model));
        let corpus = Corpus::of(component).unwrap();
        for case in corpus.cases.keys() {
            pictures.push(of(&model, &corpus.filled_case(case).unwrap()));
        }
    }
    pictures
}
