//! Secrets stay secret, and only what is secret becomes so.

use privatelink_tests::fake_engine::{Behaviour, inputs, request};
use privatelink_wire::prost_types::{Struct, value::Kind};
use privatelink_wire::pulumi::InputPropertiesError;
use privatelink_wire::status::detail;
use privatelink_wire::value::{Output, Properties, Value, decode, encode_outputs};

use crate::example::{NETWORK, construct, network_inputs, outputs, properties, start};

/// Whether a text occurs in the clear anywhere in a message.
pub(crate) fn shows(object: &Struct, text: &str) -> bool {
    fn inside(value: &privatelink_wire::prost_types::Value, text: &str) -> bool {
        match &value.kind {
            Some(Kind::StringValue(found)) => found.contains(text),
            Some(Kind::ListValue(list)) => list.values.iter().any(|value| inside(value, text)),
            Some(Kind::StructValue(object)) => {
                !object.fields.contains_key("4dabf18193072939515e22adb298388d")
                    && shows(object, text)
            }
            _ => false,
        }
    }
    object.fields.values().any(|value| inside(value, text))
}

#[tokio::test]
async fn a_secret_stays_one_wherever_it_flows() {
    let given = network_inputs([("purpose", Output::known("hunter2").into_secret())]);
    let (engine, response) = construct(Behaviour::default(), NETWORK, &given).await;
    let response = response.unwrap();
    let recording = engine.recording();
    let group = inputs(recording.find("net-group").unwrap()).unwrap();
    assert_eq!(group["description"], Output::known("For hunter2").into_secret());
    let purpose = Output::known("hunter2").into_secret();
    assert_eq!(group["tags"], Output::known(properties([("Purpose", purpose.clone())])));
    assert!(!group["vpcId"].secret);
    // The provider repeats all tags in another output.
    assert_eq!(recording.find("net-group").unwrap().additional_secret_outputs, ["tagsAll"]);
    assert!(recording.find("net").unwrap().additional_secret_outputs.is_empty());
    let objects = recording.registrations.iter().filter_map(|request| request.object.as_ref());
    let stored = recording.outputs.iter().filter_map(|request| request.outputs.as_ref());
    for object in objects.chain(stored).chain(&response.state) {
        assert!(!shows(object, "hunter2"), "{object:?}");
    }
    let found = outputs(response);
    assert_eq!(found["purpose"], purpose);
    assert!(!found["groupId"].contains_secret());
}

#[tokio::test]
async fn a_secret_stays_one_while_it_is_unknown() {
    let given = network_inputs([("purpose", Output::unknown().into_secret())]);
    let (engine, response) = construct(Behaviour::preview(), NETWORK, &given).await;
    let group = inputs(engine.recording().find("net-group").unwrap()).unwrap();
    assert_eq!(group["description"], Output::unknown().into_secret());
    assert_eq!(outputs(response.unwrap())["purpose"], Output::unknown().into_secret());
}

#[tokio::test]
async fn what_a_resource_keeps_secret_stays_secret() {
    let mut behaviour = Behaviour::default();
    let arn = Output::known("arn:hidden").into_secret();
    behaviour.attributes.insert("net-balancer".into(), properties([("arn", arn.clone())]));
    let subnets = Output::known(properties([("a", Output::known("subnet-1"))]));
    let (_, response) =
        construct(behaviour, NETWORK, &network_inputs([("subnets", subnets)])).await;
    let found = &outputs(response.unwrap())["balancerArn"];
    assert_eq!((&found.value, found.secret), (&arn.value, true));
}

#[tokio::test]
async fn outputs_can_be_made_secret_by_the_program() {
    let (engine, plugin) = start(Behaviour::default()).await;
    let mut request = request(&engine, NETWORK, "net", &network_inputs([]));
    request.additional_secret_outputs = vec!["groupId".into(), "nothing".into()];
    let response = plugin.client.clone().construct(request).await.unwrap().into_inner();
    assert!(outputs(response)["groupId"].secret);
    let recording = engine.recording();
    assert!(decode(recording.outputs[0].outputs.clone().unwrap()).unwrap()["groupId"].secret);
}

#[tokio::test]
async fn old_callers_get_dependencies_beside_the_outputs() {
    let (engine, plugin) = start(Behaviour::default()).await;
    let mut request = request(&engine, NETWORK, "net", &network_inputs([]));
    request.accepts_output_values = false;
    let response = plugin.client.clone().construct(request).await.unwrap().into_inner();
    assert!(response.state_dependencies["groupId"].urns[0].ends_with("::net-group"));
    assert_eq!(outputs(response)["groupId"], Output::known("net-group.id"));
}

#[tokio::test]
async fn no_secret_is_shown_wherever_it_stands() {
    let text = || Output::known("hunter2");
    let object = || properties([("hunter2", text())]);
    let malformed = Output::known(Value::Asset(encode_outputs(&properties([(
        "4dabf18193072939515e22adb298388d",
        Output::known("nothing"),
    )]))));
    let shapes = [
        text(),
        Output::known(vec![text()]),
        Output::known(object()),
        Output::known(properties([("hunter2", Output::known(5))])),
        Output::known(properties([("hunter2", Output::known(object()))])),
        Output::known(properties([("hunter2", malformed)])),
    ];
    for name in ["vpcId", "clients", "subnets", "tags", "purpose", "ports", "peerProvider"] {
        for shape in &shapes {
            let secret = shape.clone().into_secret();
            let inside = [
                secret.clone(),
                Output::known(vec![secret.clone()]),
                Output::known(properties([("a", secret)])),
            ];
            for given in inside {
                let given = network_inputs([(name, given)]);
                for behaviour in [Behaviour::default(), Behaviour::preview()] {
                    let (engine, response) = construct(behaviour, NETWORK, &given).await;
                    let recording = engine.recording();
                    let logs = format!("{:?}", recording.logs);
                    let error = response.as_ref().err().map(|status| format!("{status:?}"));
                    let error = error.unwrap_or_default();
                    assert!(!logs.contains("hunter2") && !error.contains("hunter2"), "{error}");
                    let stored = recording.outputs.into_iter().filter_map(|of| of.outputs);
                    let sent = recording.registrations.into_iter().filter_map(|of| of.object);
                    let told = response.ok().and_then(|response| response.state);
                    for object in stored.chain(sent).chain(told) {
                        assert!(!shows(&object, "hunter2"), "{object:?}");
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn an_error_shows_no_secret() {
    let given: Properties = properties([("vpcId", Output::known("hunter2").into_secret())]);
    let (engine, response) = construct(Behaviour::default(), NETWORK, &given).await;
    let status = response.unwrap_err();
    assert!(!format!("{status:?}").contains("hunter2"), "{status:?}");
    let error = detail::<InputPropertiesError>(&status).unwrap();
    assert_eq!(error.errors[0].property_path, "vpcId (secret)");
    assert!(engine.recording().registrations.is_empty());
}
