//! Secrets decide which resources there are, in a preview as in an update; what is made of them is secret, and no name is.

use privatelink_catalog::ec2::security_group as group;
use privatelink_ir::expr::{Expr, for_map, for_map_if, input, key, text, value};
use privatelink_ir::graph::{each, node};
use privatelink_ir::rule::rule;
use privatelink_ir::{Component, Graph, Type};
use privatelink_provider::Package;
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, Recording, inputs};
use privatelink_wire::pulumi::{ConstructResponse, InputPropertiesError};
use privatelink_wire::status::detail;
use privatelink_wire::value::{Output, Properties};
use schemars::JsonSchema;
use serde_json::json;
use tonic::Status;

use crate::example::{outputs, properties};
use crate::secrets::shows;

const TOKEN: &str = "example:index:Gate";
const URN: &str = "urn:pulumi:dev::app::aws:ec2/vpc:Vpc::other";

const PACKAGE: Package = Package {
    name: "example",
    version: "1.2.3",
    schema: "{}",
    components: &[Component::new::<Inputs>("Gate", graph)],
    functions: &[],
    kinds: privatelink_catalog::find,
};

#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// Whether there is a gate.
    #[schemars(extend("default" = false))]
    open: bool,
    /// How many lamps there are.
    #[schemars(extend("default" = 0))]
    lamps: u32,
    /// Codes.
    #[schemars(extend("default" = []))]
    codes: Vec<String>,
    /// Names on bells.
    #[schemars(extend("default" = []))]
    bells: Vec<String>,
}

fn graph() -> Graph {
    let lamps = Expr::from(json!([{ "at": 1, "name": "one" }, { "at": 2, "name": "two" }]));
    let is_lit = value("lamp").get("at").at_most(input("lamps"));
    let lit =
        for_map_if("lamp", lamps, is_lit, value("lamp").get("name"), value("lamp").get("name"));
    let codes = for_map("code", input("codes"), text(["n".into(), key("code")]), value("code"));
    let group = |label| node(label, group::KIND);
    let wall = group("wall").set(group::DESCRIPTION, input("open").choose("open", "shut"));
    let gate = group("gate").only_if(input("open")).set(group::DESCRIPTION, "gate");
    let lamp = group("lamp").for_each(lit).set(group::DESCRIPTION, each());
    let code = group("code").for_each(codes).set(group::DESCRIPTION, each());
    let bell = group("bell").for_each(input("bells"));
    let (id, gate_id) = (wall.attribute(group::ID), gate.attribute(group::ID));
    let few = rule("lamps/few", &["lamps"])
        .must(input("lamps").at_most(2))
        .otherwise(["is ".into(), input("lamps"), ", which is too many".into()], "use fewer");
    Graph::new([wall, gate, lamp, code, bell])
        .rule(few)
        .output("state", Type::text(), "State.", input("open").choose("open", "shut"))
        .output("wallId", Type::text(), "Id.", id)
        .optional_output("gateId", Type::text(), "Id.", gate_id)
}

type Answer = (FakeEngine, Result<ConstructResponse, Status>);

async fn construct(behaviour: Behaviour, given: &Properties) -> Answer {
    let engine = FakeEngine::start(behaviour).await.unwrap();
    let plugin = Plugin::start(PACKAGE, Some(engine.address())).await.unwrap();
    let response = plugin.construct(&engine, TOKEN, "it", given).await;
    (engine, response)
}

fn runs() -> [Behaviour; 2] {
    [Behaviour::default(), Behaviour::preview()]
}

fn described(recording: &Recording, name: &str) -> Output {
    inputs(recording.find(name).unwrap()).unwrap()["description"].clone()
}

#[tokio::test]
async fn a_secret_condition_decides() {
    for (open, names, state) in
        [(true, vec!["it", "it-gate", "it-wall"], "open"), (false, vec!["it", "it-wall"], "shut")]
    {
        for behaviour in runs() {
            let given = properties([("open", Output::known(open).into_secret())]);
            let (engine, response) = construct(behaviour, &given).await;
            let outputs = outputs(response.unwrap());
            let recording = engine.recording();
            let mut made = recording.names();
            made.sort_unstable();
            assert_eq!(made, names);
            let state = Output::known(state).into_secret();
            assert_eq!(described(&recording, "it-wall"), state);
            assert_eq!(outputs["state"], state);
            // That a resource is there can be seen.
            assert!(!outputs["wallId"].secret && !outputs["gateId"].secret);
            assert!(recording.logs.is_empty(), "{:?}", recording.logs);
        }
    }
}

#[tokio::test]
async fn a_secret_number_decides_how_many_there_are() {
    for behaviour in runs() {
        let given = properties([("lamps", Output::known(1).into_secret())]);
        let (engine, response) = construct(behaviour, &given).await;
        response.unwrap();
        let recording = engine.recording();
        assert!(recording.find("it-lamp-one").is_some() && recording.find("it-lamp-two").is_none());
        assert!(described(&recording, "it-lamp-one").secret);
    }
}

#[tokio::test]
async fn a_secret_list_is_walked_by_position() {
    let codes = || vec![Output::known("hunter2"), Output::known("hunter2")];
    let each = codes().into_iter().map(Output::into_secret).collect::<Vec<_>>();
    for codes in [Output::known(codes()).into_secret(), Output::known(each)] {
        for behaviour in runs() {
            let given = properties([("codes", codes.clone())]);
            let (engine, response) = construct(behaviour, &given).await;
            response.unwrap();
            let recording = engine.recording();
            for name in ["it-code-n0", "it-code-n1"] {
                let secret = Output::known("hunter2").into_secret();
                assert_eq!(described(&recording, name), secret);
            }
            assert!(recording.registrations.iter().all(|it| !it.name.contains("hunter2")));
            let objects = recording.registrations.iter().filter_map(|it| it.object.as_ref());
            for object in objects {
                assert!(!shows(object, "hunter2"), "{object:?}");
            }
        }
    }
}

#[tokio::test]
async fn a_secret_that_would_be_a_name_is_refused_without_showing_it() {
    let bell = || Output::known("hunter2");
    for (bells, path) in [
        (Output::known(vec![bell().into_secret()]), "bells[0] (secret)"),
        (Output::known(vec![bell()]).into_secret(), "bells (secret)"),
    ] {
        for behaviour in runs() {
            let given = properties([("bells", bells.clone())]);
            let (engine, response) = construct(behaviour, &given).await;
            let status = response.unwrap_err();
            assert!(!format!("{status:?}").contains("hunter2"), "{status:?}");
            let error = detail::<InputPropertiesError>(&status).unwrap();
            let [error] = error.errors.as_slice() else { panic!("{error:?}") };
            assert_eq!(error.property_path, path);
            assert!(
                error.reason.contains("the name or the time limit of a resource is made of it"),
                "{error:?}"
            );
            assert!(error.reason.contains("pass it as a plain value"), "{error:?}");
            let recording = engine.recording();
            assert!(recording.registrations.is_empty() && recording.logs.is_empty());
        }
    }
}

#[tokio::test]
async fn a_rule_holds_for_a_secret_and_does_not_show_it() {
    let given = properties([("lamps", Output::known(4711).into_secret())]);
    for behaviour in runs() {
        let (_, response) = construct(behaviour, &given).await;
        let status = response.unwrap_err();
        assert!(!format!("{status:?}").contains("4711"), "{status:?}");
        let error = detail::<InputPropertiesError>(&status).unwrap();
        assert_eq!(error.errors[0].property_path, "lamps (secret)");
        assert_eq!(error.errors[0].reason, "is (secret), which is too many; use fewer");
    }
}

#[tokio::test]
async fn a_secret_that_is_not_known_decides_later() {
    let given = properties([("open", Output::unknown().into_secret().depending_on([URN]))]);
    let (engine, response) = construct(Behaviour::preview(), &given).await;
    response.unwrap();
    let recording = engine.recording();
    assert_eq!(recording.names(), ["it"]);
    assert!(recording.logs[0].message.starts_with("`open` determines"), "{:?}", recording.logs);
    // An update would remove what it leaves out.
    let (_, response) = construct(Behaviour::default(), &given).await;
    let error = detail::<InputPropertiesError>(&response.unwrap_err()).unwrap();
    assert!(error.errors[0].reason.starts_with("determines"), "{error:?}");
}

#[tokio::test]
async fn what_a_secret_comes_from_is_there_before_what_it_decides_about() {
    let given = properties([("open", Output::known(true).into_secret().depending_on([URN]))]);
    let (engine, response) = construct(Behaviour::default(), &given).await;
    response.unwrap();
    let recording = engine.recording();
    let gate = recording.find("it-gate").unwrap();
    assert!(gate.dependencies.iter().any(|urn| urn == URN), "{:?}", gate.dependencies);
}
