//! Look-ups: functions of the package that tell what is there already.

use privatelink_tests::fake_engine::{Behaviour, Refusal, Version, inputs, request};
use privatelink_wire::pulumi::LogSeverity;
use privatelink_wire::value::{Output, Properties, Value, decode};
use tonic::Code;

use crate::example::{LOOKUP, construct, outputs, properties, start};

const FUNCTION: &str = "aws:ec2/getVpc:getVpc";
const FIRST: &str =
    "urn:pulumi:dev::app::example:index:Lookup$aws:ec2/securityGroup:SecurityGroup::net-first";

/// An engine whose `getVpc` answers a VPC with two ranges.
fn with_vpc(behaviour: Behaviour) -> Behaviour {
    let range = |text: &str| Output::known(properties([("cidrBlock", Output::known(text))]));
    let answer = properties([
        ("id", Output::known("vpc-1")),
        ("cidrBlock", Output::known("10.0.0.0/16")),
        ("cidrBlockAssociations", Output::known(vec![range("10.0.0.0/16"), range("10.9.0.0/16")])),
    ]);
    Behaviour { functions: [(FUNCTION.to_owned(), answer)].into(), ..behaviour }
}

/// A preview in which what the look-up waits for exists.
fn preview() -> Behaviour {
    let attributes = [("net-first".to_owned(), Properties::new())].into();
    Behaviour { attributes, ..Behaviour::preview() }
}

fn given(vpc: Output) -> Properties {
    properties([("vpcId", vpc)])
}

#[tokio::test]
async fn a_look_up_is_asked_once_what_it_waits_for_is_there() {
    let vpc = given(Output::known("vpc-1"));
    let (engine, response) = construct(with_vpc(Behaviour::default()), LOOKUP, &vpc).await;
    let recording = engine.recording();
    assert_eq!(recording.names(), ["net", "net-first", "net-opened"]);
    let [asked] = recording.invokes.as_slice() else { panic!() };
    assert_eq!(asked.tok, FUNCTION);
    assert_eq!(decode(asked.args.clone().unwrap()).unwrap()["id"], Output::known("vpc-1"));

    let opened = recording.find("net-opened").unwrap();
    let made = inputs(opened).unwrap();
    assert_eq!(made["description"].value, Some("10.0.0.0/16".into()));
    let Some(Value::List(rules)) = &made["ingress"].value else { panic!() };
    assert_eq!(rules.len(), 2);
    assert_eq!(opened.dependencies, [FIRST]);

    let ranges = &outputs(response.unwrap())["ranges"];
    let Some(Value::List(ranges)) = &ranges.value else { panic!() };
    let texts: Vec<_> = ranges.iter().map(|range| range.value.clone()).collect();
    assert_eq!(texts, [Some("10.0.0.0/16".into()), Some("10.9.0.0/16".into())]);
}

#[tokio::test]
async fn nothing_is_asked_about_what_is_not_known_yet() {
    let vpc = given(Output::unknown());
    let (engine, response) = construct(with_vpc(preview()), LOOKUP, &vpc).await;
    let recording = engine.recording();
    assert!(recording.invokes.is_empty());
    let made = inputs(recording.find("net-opened").unwrap()).unwrap();
    assert_eq!((&made["description"].value, &made["ingress"].value), (&None, &None));
    assert_eq!(outputs(response.unwrap())["ranges"].value, None);
}

#[tokio::test]
async fn a_preview_asks_only_once_what_it_waits_for_exists() {
    for (behaviour, asked) in [(preview(), 1), (Behaviour::preview(), 0)] {
        let vpc = given(Output::known("vpc-1"));
        let (engine, response) = construct(with_vpc(behaviour), LOOKUP, &vpc).await;
        let recording = engine.recording();
        assert_eq!(recording.invokes.len(), asked);
        let made = inputs(recording.find("net-opened").unwrap()).unwrap();
        assert_eq!(made["description"].value.is_some(), asked == 1);
        assert_eq!(outputs(response.unwrap())["ranges"].value.is_some(), asked == 1);
        assert!(recording.logs.is_empty());
    }
}

#[tokio::test]
async fn what_is_found_about_a_secret_is_secret() {
    let vpc = given(Output::known("vpc-1").into_secret());
    let (engine, _) = construct(with_vpc(Behaviour::default()), LOOKUP, &vpc).await;
    let made = inputs(engine.recording().find("net-opened").unwrap()).unwrap();
    assert!(made["description"].secret);
    assert!(made["ingress"].contains_secret());
}

#[tokio::test]
async fn a_secret_argument_is_sent_as_one() {
    let vpc = given(Output::known("vpc-1").into_secret());
    let (engine, _) = construct(with_vpc(Behaviour::default()), LOOKUP, &vpc).await;
    let sent = decode(engine.recording().invokes[0].args.clone().unwrap()).unwrap();
    assert_eq!(sent["id"], Output::known("vpc-1").into_secret());
    assert!(!sent.values().any(Output::is_null), "{sent:?}");
}

#[tokio::test]
async fn what_the_program_wants_first_is_there_before_a_look_up() {
    let own = "urn:pulumi:dev::app::example:index:Lookup::net";
    let parent = "urn:pulumi:dev::app::pulumi:pulumi:Stack::app-dev";
    let other = "urn:pulumi:dev::app::aws:ec2/vpc:Vpc::other";
    for (version, expected) in [
        (Version::GATES_FUNCTIONS, vec![other]),
        // Engines that do not know the field ignore it, but they could not be trusted with it.
        (Version::TELLS_FEATURES, vec![]),
        (Version(3, 217, 0), vec![]),
    ] {
        let (engine, plugin) = start(Behaviour { version, ..with_vpc(preview()) }).await;
        let given = given(Output::known("vpc-1"));
        let mut request = request(&engine, LOOKUP, "net", &given);
        request.dependencies = [other, own, parent, ""].map(str::to_owned).into();
        plugin.client.clone().construct(request).await.unwrap();
        assert_eq!(engine.recording().invokes[0].depends_on, expected, "{version}");
    }
}

#[tokio::test]
async fn an_update_ends_with_a_look_up_that_fails() {
    for refusal in [Refusal::Status(Code::Unknown, "no VPC"), Refusal::Reason("no VPC")] {
        let behaviour = Behaviour::default().refusing(FUNCTION, refusal);
        let vpc = given(Output::known("vpc-1"));
        let (engine, response) = construct(behaviour, LOOKUP, &vpc).await;
        assert_eq!(response.unwrap_err().message(), "cannot call `getVpc`: no VPC");
        let recording = engine.recording();
        assert_eq!(recording.names(), ["net", "net-first"]);
        assert!(recording.logs.is_empty());
    }
}

#[tokio::test]
async fn a_preview_goes_on_without_a_look_up_that_fails_and_says_so() {
    for refusal in [Refusal::Status(Code::Unknown, "no VPC"), Refusal::Reason("no VPC")] {
        let behaviour = preview().refusing(FUNCTION, refusal);
        let vpc = given(Output::known("vpc-1"));
        let (engine, response) = construct(behaviour, LOOKUP, &vpc).await;
        let response = response.unwrap();
        let recording = engine.recording();
        let made = inputs(recording.find("net-opened").unwrap()).unwrap();
        assert_eq!((&made["description"].value, &made["ingress"].value), (&None, &None));
        let [log] = recording.logs.as_slice() else { panic!("{:?}", recording.logs) };
        assert_eq!((log.severity(), &log.urn), (LogSeverity::Warning, &response.urn));
        let expected = "cannot call `getVpc`: no VPC; \
                        the preview goes on without the answer, the update will need it";
        assert_eq!(log.message, expected);
        assert_eq!(outputs(response)["ranges"].value, None);
    }
}

#[tokio::test]
async fn a_refusal_that_may_repeat_a_secret_is_not_shown() {
    let refusal = Refusal::Reason("there is no VPC vpc-1");
    let expected = "cannot call `getVpc`: the reason is not shown, because an argument is secret";
    let vpc = given(Output::known("vpc-1").into_secret());
    let behaviour = Behaviour::default().refusing(FUNCTION, refusal);
    let (_, response) = construct(behaviour, LOOKUP, &vpc).await;
    assert_eq!(response.unwrap_err().message(), expected);

    let behaviour = preview().refusing(FUNCTION, refusal);
    let (engine, response) = construct(behaviour, LOOKUP, &vpc).await;
    response.unwrap();
    let logs = engine.recording().logs;
    assert!(logs.len() == 1 && logs[0].message.starts_with(expected), "{logs:?}");
}

#[tokio::test]
async fn a_look_up_that_is_cut_off_ends_the_component() {
    let refusal = Refusal::Status(Code::Unavailable, "resource monitor shut down");
    for behaviour in [Behaviour::default(), preview()] {
        let behaviour = behaviour.refusing(FUNCTION, refusal);
        let (engine, response) = construct(behaviour, LOOKUP, &given(Output::known("vpc-1"))).await;
        let status = response.unwrap_err();
        let expected = (Code::Unavailable, "deployment is shutting down");
        assert_eq!((status.code(), status.message()), expected);
        assert!(engine.recording().logs.is_empty());
    }
}

#[tokio::test]
async fn what_the_engine_cannot_look_up_yet_is_unknown() {
    for behaviour in [Behaviour::default(), preview()] {
        let behaviour = behaviour.refusing(FUNCTION, Refusal::Unknown);
        let (engine, response) = construct(behaviour, LOOKUP, &given(Output::known("vpc-1"))).await;
        assert_eq!(outputs(response.unwrap())["ranges"].value, None);
        assert!(engine.recording().logs.is_empty());
    }
}
