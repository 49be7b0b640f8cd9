//! What pictures of the components show.

use super::Picture;
use super::scene::{Card, Level, Scene};
use privatelink_corpus_reader::Corpus;
use privatelink_ir::Given;

fn of(component: &str, case: &str) -> Scene {
    let component = privatelink_components::find(component).unwrap();
    let inputs = Corpus::of(component).unwrap().filled_case(case).unwrap();
    let (picture, _) = Picture::of_inputs(&component.model(), &Given::inputs(&inputs)).unwrap();
    picture.0
}

/// `Network Load Balancer in Zone use1-az1`.
fn named(scene: &Scene, card: usize) -> String {
    let Card { name, inside, .. } = &scene.cards[card];
    match inside {
        Some(frame) => format!("{name} in {}", scene.frames[*frame].title),
        None => name.clone(),
    }
}

fn arrows(scene: &Scene) -> Vec<String> {
    let arrows = scene.arrows.iter().map(|arrow| {
        let line = if arrow.control { ".." } else { "--" };
        let (from, to) = (named(scene, arrow.from), named(scene, arrow.to));
        format!("{from} {line}{}{line}> {to}", arrow.label)
    });
    arrows.collect()
}

#[test]
fn traffic_stays_in_its_zone_up_to_the_targets() {
    assert_eq!(
        arrows(&of("PrivateLinkService", "application")),
        [
            "Network Load Balancer in Zone use1-az1 --TCP 80--> Application Load Balancer in Zone use1-az1",
            "Network Load Balancer in Zone use1-az2 --TCP 80--> Application Load Balancer in Zone use1-az2",
            "Application Load Balancer in Zone use1-az1 --HTTP 80--> Instance in VPC vpc-0a1b2c3d4e5f67890",
            "Application Load Balancer in Zone use1-az2 --HTTP 80--> Instance in VPC vpc-0a1b2c3d4e5f67890",
            "Endpoint service in Region ----> Network Load Balancer in Zone use1-az1",
            "Endpoint service in Region ----> Network Load Balancer in Zone use1-az2",
            "Consumers' endpoints ----> Endpoint service in Region",
        ]
    );
}

#[test]
fn a_bundle_is_one_box_in_each_zone() {
    let scene = of("PrivateLinkConsumer", "bundle");
    let bundles = scene.cards.iter().filter(|card| card.name == "Interface endpoints");
    let lines: Vec<_> = bundles.map(|card| (card.lines.join(" "), card.notes.join(" "))).collect();
    let one = || ("ecr.api ecr.dkr".to_owned(), "security group".to_owned());
    assert_eq!(lines, [one(), one()]);
    let gateway = scene.cards.iter().find(|card| card.name == "Gateway endpoint").unwrap();
    let frame = gateway.inside.map(|frame| scene.frames[frame].level);
    assert_eq!(frame, Some(Level::Vpc), "a gateway endpoint is in no zone");
}

#[test]
fn ports_that_a_connection_names_are_on_the_arrows_of_clients() {
    let scene = of("PrivateLinkConsumer", "connection_json");
    let of_clients = scene.arrows.iter().filter(|it| scene.cards[it.from].name == "Clients");
    let labels: Vec<&str> = of_clients.map(|arrow| arrow.label.as_str()).collect();
    assert!(!labels.is_empty() && labels.iter().all(|it| it.starts_with("TCP ")), "{labels:?}");
}

#[test]
fn traffic_of_spokes_enters_the_hub_by_its_attachment() {
    let packets: Vec<_> = arrows(&of("CentralizedEndpointHub", "spokes"))
        .into_iter()
        .filter(|it| !it.contains(".."))
        .collect();
    assert_eq!(
        packets,
        [
            "Interface endpoints in Each zone --PrivateLink--> Services",
            "Transit gateway attachment in Each zone ----> Interface endpoints in Each zone",
            "Transit gateway in Region ----> Transit gateway attachment in Each zone",
            "Attached VPC ----> Transit gateway in Region",
        ]
    );
}

#[test]
fn a_spoke_sends_by_its_attachment() {
    let found = arrows(&of("EndpointHubSpoke", "zones"));
    let by = |from: &str, to: &str| found.iter().any(|it| it.starts_with(from) && it.contains(to));
    assert!(by("Clients in VPC", "> Transit gateway attachment in Zone"), "{found:#?}");
    assert!(by("Transit gateway attachment in Zone", "> Transit gateway in Region"), "{found:#?}");
}

#[test]
fn names_and_messages_are_no_traffic() {
    let scene = of("PrivateLinkConsumer", "custom_dns");
    let names: Vec<_> = arrows(&scene).into_iter().filter(|it| it.contains("..")).collect();
    assert_eq!(
        names,
        ["Hosted zone in Account ..names..> Interface endpoint in Zone use1-az2"],
        "one arrow for the endpoint, not one for each of its pieces"
    );
}

#[test]
fn what_is_outside_stands_at_the_borders() {
    for component in privatelink_components::COMPONENTS {
        let scene = Picture::of_component(&component.model()).0;
        let columns = |is_outside: bool| {
            let cards = scene.cards.iter().filter(move |card| card.inside.is_none() == is_outside);
            cards.map(|card| card.column).collect::<Vec<_>>()
        };
        let inner = columns(false);
        let (first, last) = (inner.iter().min().unwrap(), inner.iter().max().unwrap());
        let outer = columns(true);
        assert!(!outer.is_empty(), "{}", component.name);
        assert!(outer.iter().all(|column| column < first || column > last), "{}", component.name);
    }
}

#[test]
fn inputs_that_are_wrong_are_not_drawn() {
    let component = privatelink_components::find("PrivateLinkConsumer").unwrap();
    let problems = Picture::of_inputs(&component.model(), &[]).err().unwrap();
    assert!(problems.iter().any(|problem| problem.path == "name"), "{problems:?}");
}
