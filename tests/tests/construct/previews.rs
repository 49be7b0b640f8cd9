//! What a planned resource does not say is not known yet, at any depth; what a resource that exists does not say is not
//! there.

use privatelink_tests::fake_engine::{Behaviour, Recording, Version, inputs};
use privatelink_wire::value::{Output, Properties, Value};

use crate::example::{INSIDE, NETWORK, construct, network_inputs, outputs, properties};

/// Where the name of a service is proven.
const PROOFS: &str = "privateDnsNameConfigurations";

fn list<const N: usize>(items: [Output; N]) -> Output {
    Output::known(items.to_vec())
}

fn object<const N: usize>(members: [(&str, Output); N]) -> Output {
    Output::known(properties(members))
}

fn null() -> Output {
    Output::known(Value::Null)
}

/// Constructs a component whose service and endpoint answer this, and returns its outputs without their dependencies.
async fn inside<const S: usize, const E: usize>(
    mut behaviour: Behaviour,
    service: [(&str, Output); S],
    endpoint: [(&str, Output); E],
) -> (Recording, Properties) {
    behaviour.attributes.insert("net-service".into(), properties(service));
    behaviour.attributes.insert("net-endpoint".into(), properties(endpoint));
    let (engine, response) = construct(behaviour, INSIDE, &Properties::new()).await;
    (engine.recording(), bare(outputs(response.unwrap())))
}

fn bare(outputs: Properties) -> Properties {
    let bare = |output| Output { dependencies: [].into(), ..output };
    outputs.into_iter().map(|(name, output)| (name, bare(output))).collect()
}

/// What the group is described as and tagged with; null if it is not.
fn described(recording: &Recording) -> [Output; 2] {
    let mut group = inputs(recording.find("net-record").unwrap()).unwrap();
    let Some(Value::Object(mut tags)) = group.remove("tags").unwrap().value else { panic!() };
    let [description, tag] = [group.remove("description"), tags.remove("Proof")];
    [description.unwrap_or_else(null), tag.unwrap_or_else(null)]
}

#[tokio::test]
async fn what_a_planned_update_does_not_say_is_unknown_at_any_depth() {
    for answer in [
        // A provider leaves a computed list as it is, although the update will fill it.
        vec![(PROOFS, list([]))],
        vec![(PROOFS, list([object([])]))],
        vec![(PROOFS, list([object([("type", Output::known("TXT"))])]))],
        vec![(PROOFS, list([object([("name", null())])]))],
        vec![(PROOFS, list([null()]))],
        vec![(PROOFS, null())],
        vec![(PROOFS, Output::unknown())],
        vec![(PROOFS, list([Output::unknown()]))],
        vec![],
    ] {
        let service: Properties =
            answer.iter().map(|(name, output)| ((*name).to_owned(), output.clone())).collect();
        let mut behaviour = Behaviour::preview();
        behaviour.attributes.insert("net-service".into(), service);
        let (engine, response) = construct(behaviour, INSIDE, &Properties::new()).await;
        let unknown = Output::unknown();
        assert_eq!(
            described(&engine.recording()),
            [unknown.clone(), unknown.clone()],
            "{answer:?}"
        );
        assert_eq!(bare(outputs(response.unwrap()))["proof"], unknown, "{answer:?}");
    }
}

#[tokio::test]
async fn what_a_planned_update_says_is_known() {
    let proofs = list([object([("name", Output::known("_proof"))])]);
    let names = list([object([("dnsName", Output::known("a"))]), object([])]);
    let interfaces = list([Output::known("eni-1"), Output::unknown()]);
    let endpoint = [("dnsEntries", names), ("networkInterfaceIds", interfaces.clone())];
    let (recording, found) = inside(Behaviour::preview(), [(PROOFS, proofs)], endpoint).await;
    let described = described(&recording);
    assert_eq!(described, [Output::known("_proof.example.com"), Output::known("_proof")]);
    assert_eq!(found["names"], list([Output::known("a"), Output::unknown()]));
    assert_eq!(found["interfaces"], interfaces);
}

#[tokio::test]
async fn an_empty_list_in_a_planned_update_may_be_filled() {
    let empty = || list([]);
    let endpoint = [("dnsEntries", empty()), ("networkInterfaceIds", empty())];
    let (_, found) = inside(Behaviour::preview(), [], endpoint.clone()).await;
    assert_eq!(found["names"], Output::unknown());
    assert_eq!(found["interfaces"], Output::unknown());
    // Asked for, and therefore no gap.
    assert_eq!(found["regions"], empty());

    let (_, found) = inside(Behaviour::default(), [], endpoint).await;
    assert_eq!(found["names"], empty());
    assert_eq!(found["interfaces"], empty());
}

#[tokio::test]
async fn what_a_resource_that_exists_does_not_say_is_null() {
    for proofs in [list([]), list([object([])]), list([null()]), null()] {
        let (recording, found) = inside(Behaviour::default(), [(PROOFS, proofs)], []).await;
        assert_eq!(described(&recording), [null(), null()]);
        assert_eq!(found["proof"], null());
    }
}

#[tokio::test]
async fn what_is_not_known_yet_stays_secret_and_keeps_its_dependencies() {
    let hidden = || list([]).into_secret();
    for (service, expected) in [
        ((PROOFS, hidden()), true),
        ((PROOFS, null().into_secret()), true),
        ((PROOFS, list([object([("name", null().into_secret())])])), true),
        ((PROOFS, list([])), false),
    ] {
        let (recording, found) = inside(Behaviour::preview(), [service], []).await;
        assert_eq!(described(&recording).map(|output| output.secret), [expected; 2]);
        assert_eq!(found["proof"].secret, expected);
        let record = recording.find("net-record").unwrap();
        for property in ["description", "tags"] {
            let [urn] = record.property_dependencies[property].urns.as_slice() else { panic!() };
            assert!(urn.ends_with("::net-service"), "{urn}");
        }
    }
}

#[tokio::test]
async fn an_answer_without_an_id_is_of_a_resource_that_is_not_made() {
    // Engines before 3.256 do not mark it.
    for version in [Version::MARKS_UNKNOWN, Version(3, 255, 0)] {
        let mut behaviour = Behaviour { version, ..Behaviour::default() };
        behaviour.untargeted.insert("net-group".into());
        let (_, response) = construct(behaviour, NETWORK, &network_inputs([])).await;
        assert_eq!(outputs(response.unwrap())["groupId"].value, None);

        let mut behaviour = Behaviour { version, ..Behaviour::default() };
        behaviour.untargeted.insert("net-service".into());
        let (engine, response) = construct(behaviour, INSIDE, &Properties::new()).await;
        let recording = engine.recording();
        assert_eq!(described(&recording), [Output::unknown(), Output::unknown()]);
        let name = &inputs(recording.find("net-endpoint").unwrap()).unwrap()["serviceName"];
        assert_eq!(*name, Output::unknown());
        assert_eq!(bare(outputs(response.unwrap()))["proof"], Output::unknown());
    }
}
