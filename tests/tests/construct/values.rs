//! Values: from inputs to registrations to outputs, in updates and in previews.

use privatelink_tests::fake_engine::{Behaviour, inputs, request};
use privatelink_wire::pulumi::InputPropertiesError;
use privatelink_wire::pulumi::register_resource_request::PropertyDependencies;
use privatelink_wire::status::detail;
use privatelink_wire::value::{Output, Properties, ResourceReference, Value, encode_state};

use crate::example::{
    INSIDE, NETWORK, PLACE, construct, network_inputs, outputs, properties, start,
};

const GROUP: &str =
    "urn:pulumi:dev::app::example:index:Network$aws:ec2/securityGroup:SecurityGroup::net-group";

fn urns(urns: &[&str]) -> PropertyDependencies {
    PropertyDependencies { urns: urns.iter().map(|urn| (*urn).to_owned()).collect() }
}

fn clients() -> Output {
    Output::known(properties([
        ("shop", Output::known("10.0.0.0/16")),
        ("bank", Output::known("10.1.0.0/16")),
    ]))
}

#[tokio::test]
async fn an_update_registers_component_and_children_and_returns_outputs() {
    let given = network_inputs([("clients", clients())]);
    let (engine, response) = construct(Behaviour::default(), NETWORK, &given).await;
    let response = response.unwrap();
    let recording = engine.recording();

    let names = recording.names();
    assert_eq!(&names[..2], ["net", "net-group"]);
    assert_eq!(recording.registrations.len(), 4);
    let component = recording.find("net").unwrap();
    assert!(!component.custom && !component.remote);
    assert_eq!(component.r#type, NETWORK);
    assert_eq!(inputs(component).unwrap(), given);

    let rule = recording.find("net-client-shop").unwrap();
    assert!(rule.custom);
    assert_eq!(rule.r#type, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule");
    assert_eq!(rule.parent, "urn:pulumi:dev::app::example:index:Network::net");
    let expected = properties([
        ("cidrIpv4", Output::known("10.0.0.0/16")),
        ("ipProtocol", Output::known("tcp")),
        ("securityGroupId", Output::known("net-group.id")),
    ]);
    assert_eq!(inputs(rule).unwrap(), expected);
    assert_eq!(rule.dependencies, [GROUP]);
    assert_eq!(rule.property_dependencies["securityGroupId"], urns(&[GROUP]));
    assert_eq!(rule.property_dependencies["cidrIpv4"], urns(&[]));
    assert_eq!(rule.property_dependencies.len(), 3);

    let found = outputs(response.clone());
    assert_eq!(found["groupId"], Output::known("net-group.id").depending_on([GROUP]));
    let Some(Value::Object(rules)) = &found["ruleIds"].value else { panic!() };
    assert_eq!(rules["bank"].value, Some("net-client-bank.id".into()));
    assert!(rules["bank"].dependencies.iter().all(|urn| urn.ends_with("::net-client-bank")));
    assert_eq!(found["balancerArn"], Output::known(Value::Null));

    assert_eq!(recording.outputs.len(), 1);
    assert_eq!(recording.outputs[0].urn, response.urn);
    assert_eq!(recording.outputs[0].outputs, Some(encode_state(&found)));
    assert!(response.state_dependencies.is_empty());
}

#[tokio::test]
async fn an_output_depends_on_what_it_waits_for() {
    for (behaviour, old) in
        [(Behaviour::default(), false), (Behaviour::preview(), false), (Behaviour::default(), true)]
    {
        let (engine, plugin) = start(behaviour).await;
        let mut request =
            request(&engine, NETWORK, "net", &network_inputs([("clients", clients())]));
        request.accepts_output_values = !old;
        let response = plugin.client.clone().construct(request).await.unwrap().into_inner();
        let beside = response.state_dependencies.clone();
        let found = outputs(response);
        let urns: Vec<String> = if old {
            assert!(found["readyGroupId"].dependencies.is_empty());
            beside["readyGroupId"].urns.clone()
        } else {
            found["readyGroupId"].dependencies.iter().cloned().collect()
        };
        let names: Vec<_> = urns.iter().filter_map(|urn| urn.rsplit("::").next()).collect();
        assert_eq!(names, ["net-group", "net-client-bank", "net-client-shop"]);
    }
}

#[tokio::test]
async fn a_preview_knows_what_does_not_come_from_resources() {
    let given = network_inputs([("clients", clients())]);
    let (engine, response) = construct(Behaviour::preview(), NETWORK, &given).await;
    let recording = engine.recording();
    let rule = inputs(recording.find("net-client-shop").unwrap()).unwrap();
    assert_eq!(rule["securityGroupId"], Output::unknown());
    assert_eq!(rule["cidrIpv4"], Output::known("10.0.0.0/16"));
    let found = outputs(response.unwrap());
    assert_eq!(found["groupId"], Output::unknown().depending_on([GROUP]));
    assert_eq!(found["purpose"], Output::known("nothing"));
    let Some(Value::Object(rules)) = &found["ruleIds"].value else { panic!() };
    assert_eq!(rules.keys().collect::<Vec<_>>(), ["bank", "shop"]);
}

#[tokio::test]
async fn defaults_are_applied_and_absent_properties_are_left_out() {
    let (engine, response) = construct(Behaviour::default(), NETWORK, &network_inputs([])).await;
    let group = inputs(engine.recording().find("net-group").unwrap()).unwrap();
    assert_eq!(group["description"], Output::known("For nothing"));
    assert_eq!(group["tags"], Output::known(properties([("Purpose", Output::known("nothing"))])));
    let ports = vec![Output::known(80), Output::known(443)];
    assert_eq!(outputs(response.unwrap())["ports"], Output::known(ports));
}

#[tokio::test]
async fn null_is_absent_wherever_it_comes_from() {
    let null = || Output::known(Value::Null);
    let given = network_inputs([
        ("purpose", null().depending_on([GROUP])),
        ("tags", null().into_secret()),
        ("ports", null()),
        ("clients", null()),
    ]);
    let (engine, response) = construct(Behaviour::default(), NETWORK, &given).await;
    let found = outputs(response.unwrap());
    assert_eq!(found["purpose"], Output::known("nothing"));
    assert_eq!(engine.recording().names(), ["net", "net-group"]);
}

#[tokio::test]
async fn an_entry_that_decides_about_a_resource_is_not_null() {
    let null = || Output::known(Value::Null);
    let clients = properties([("shop", null().depending_on([GROUP])), ("bank", null())]);
    let given = network_inputs([("clients", Output::known(clients))]);
    let (engine, response) = construct(Behaviour::default(), NETWORK, &given).await;
    assert_eq!(response.unwrap_err().message(), "2 inputs have to change");
    assert!(engine.recording().registrations.is_empty());
}

#[tokio::test]
async fn a_resource_is_no_map() {
    let urn = GROUP.to_owned();
    let resource = Output::known(ResourceReference { urn, ..ResourceReference::default() });
    for given in [resource.clone(), resource.clone().into_secret(), resource.depending_on([GROUP])]
    {
        let given = network_inputs([("tags", given)]);
        let (engine, response) = construct(Behaviour::default(), NETWORK, &given).await;
        assert_eq!(response.unwrap_err().message(), "an input has to change");
        assert!(engine.recording().registrations.is_empty());
    }
}

#[tokio::test]
async fn nested_blocks_are_spelled_as_the_package_does() {
    let subnets = properties([("a", Output::known("subnet-1")), ("b", Output::unknown())]);
    let given = network_inputs([("subnets", Output::known(subnets)), ("clients", clients())]);
    let (engine, response) = construct(Behaviour::preview(), NETWORK, &given).await;
    let recording = engine.recording();
    let balancer = recording.find("net-balancer").unwrap();
    let mapping = |id| Output::known(properties([("subnetId", id)]));
    let mappings = vec![mapping(Output::known("subnet-1")), mapping(Output::unknown())];
    assert_eq!(inputs(balancer).unwrap()["subnetMappings"], Output::known(mappings));
    // Waits for rules that no property mentions.
    let waits_for = |name: &str| balancer.dependencies.iter().any(|urn| urn.ends_with(name));
    assert!(waits_for("::net-client-shop") && waits_for("::net-client-bank"));
    let zones = vec![Output::known("a"), Output::known("b")];
    assert_eq!(outputs(response.unwrap())["zones"], Output::known(zones));
}

#[tokio::test]
async fn dependencies_of_inputs_reach_the_properties_they_flow_into() {
    let vpc = "urn:pulumi:dev::app::aws:ec2/vpc:Vpc::vpc";
    let mut given = network_inputs([("clients", clients())]);
    given.insert("vpcId".into(), Output::known("vpc-1").depending_on([vpc]));
    let (engine, _) = construct(Behaviour::default(), NETWORK, &given).await;
    let recording = engine.recording();
    assert_eq!(recording.find("net").unwrap().property_dependencies["vpcId"], urns(&[vpc]));
    let group = recording.find("net-group").unwrap();
    assert_eq!(group.property_dependencies["vpcId"], urns(&[vpc]));
    assert_eq!(group.property_dependencies["description"], urns(&[]));
    assert_eq!(group.dependencies, [vpc]);
}

#[tokio::test]
async fn what_decides_about_resources_is_what_they_depend_on() {
    let vpc = "urn:pulumi:dev::app::aws:ec2/vpc:Vpc::vpc";
    let ports = Output::known(vec![Output::known(443).depending_on([vpc])]);
    let (engine, response) =
        construct(Behaviour::default(), NETWORK, &network_inputs([("ports", ports)])).await;
    let recording = engine.recording();
    let group = recording.find("net-group").unwrap();
    assert_eq!(group.dependencies, [vpc]);
    assert_eq!(group.property_dependencies["vpcId"], urns(&[]));
    let found = outputs(response.unwrap());
    let ports = Output::known(vec![Output::known(443)]).depending_on([vpc]);
    assert_eq!(found["ports"], ports);
    assert_eq!(found["groupId"], Output::known("net-group.id").depending_on([GROUP, vpc]));
}

#[tokio::test]
async fn what_an_update_does_not_tell_is_as_asked_for() {
    let regions = Output::known(vec![Output::known("eu-west-1").into_secret()]);
    let mut behaviour = Behaviour::default();
    behaviour.attributes.insert("net-service".into(), Properties::new());
    behaviour.silent.insert("net-service".into());
    let given = properties([("regions", regions)]);
    let (_, response) = construct(behaviour, INSIDE, &given).await;
    let found = outputs(response.unwrap());
    let Some(Value::List(found)) = &found["regions"].value else { panic!("{found:?}") };
    assert_eq!(found.as_slice(), [Output::known("eu-west-1").into_secret()]);
}

#[tokio::test]
async fn a_shape_that_is_not_known_yet_shows_no_resources_and_says_so() {
    let given = network_inputs([("clients", Output::unknown().depending_on([GROUP]))]);
    let (engine, response) = construct(Behaviour::preview(), NETWORK, &given).await;
    let recording = engine.recording();
    assert_eq!(recording.names(), ["net"]);
    let unknown = Output::unknown().depending_on([GROUP]);
    assert!(outputs(response.unwrap()).values().all(|output| *output == unknown));
    assert_eq!(recording.outputs.len(), 1);
    assert!(recording.logs[0].message.starts_with("`clients` determines which resources exist"));
    assert_eq!(recording.logs[0].urn, recording.outputs[0].urn);
}

#[tokio::test]
async fn an_update_does_not_remove_what_it_does_not_know() {
    // The engine removes resources that are not registered, those of a component among them.
    let given = network_inputs([("clients", Output::unknown().depending_on([GROUP]))]);
    let (engine, response) = construct(Behaviour::default(), NETWORK, &given).await;
    let error = detail::<InputPropertiesError>(&response.unwrap_err()).unwrap();
    assert_eq!(error.errors[0].property_path, "clients (unknown)");
    let recording = engine.recording();
    assert_eq!((recording.names(), recording.outputs.len()), (vec!["net"], 0));
}

#[tokio::test]
async fn a_run_that_is_limited_to_others_leaves_a_new_component_out() {
    let given = network_inputs([("clients", Output::unknown().depending_on([GROUP]))]);
    let untargeted = ["net".to_owned()].into();
    let behaviour = Behaviour { untargeted, ..Behaviour::default() };
    let (engine, response) = construct(behaviour, NETWORK, &given).await;
    let unknown = Output::unknown().depending_on([GROUP]);
    assert!(outputs(response.unwrap()).values().all(|output| *output == unknown));
    let recording = engine.recording();
    assert_eq!(recording.names(), ["net"]);
    let expected = "`clients` determines which resources exist but is not known yet, so this run leaves them out";
    assert!(recording.logs[0].message.starts_with(expected), "{}", recording.logs[0].message);
}

#[tokio::test]
async fn where_it_runs_is_asked_once_and_only_if_needed() {
    let (engine, response) = construct(Behaviour::default(), PLACE, &Properties::new()).await;
    let recording = engine.recording();
    let mut asked: Vec<_> = recording.invokes.iter().map(|invoke| invoke.tok.as_str()).collect();
    asked.sort_unstable();
    let expected =
        ["aws:index/getCallerIdentity:getCallerIdentity", "aws:index/getPartition:getPartition"];
    assert_eq!(asked, expected);
    let group = inputs(recording.find("net-group").unwrap()).unwrap();
    assert_eq!(group["description"], Output::known("arn:aws:iam::111111111111:root"));
    assert_eq!(outputs(response.unwrap())["account"], Output::known("111111111111"));

    let (engine, _) = construct(Behaviour::default(), NETWORK, &network_inputs([])).await;
    assert!(engine.recording().invokes.is_empty());
}

#[tokio::test]
async fn values_of_many_megabytes_arrive() {
    // The default limit of the transport is 4 MiB, in each direction.
    let purpose = Output::known("x".repeat(6 << 20));
    let given = network_inputs([("purpose", purpose.clone())]);
    let (_, response) = construct(Behaviour::default(), NETWORK, &given).await;
    assert_eq!(outputs(response.unwrap())["purpose"], purpose);
}

#[tokio::test]
async fn values_a_hundred_levels_deep_arrive() {
    let mut tag = Output::known("x").into_secret();
    for _ in 0..100 {
        tag = Output::known(properties([("o", tag)])).depending_on(["urn:pulumi:a::b::c::d"]);
    }
    let given = network_inputs([("tags", Output::known(properties([("deep", tag)])))]);
    let (_, response) = construct(Behaviour::default(), NETWORK, &given).await;
    // Too deep to be a tag, but not too deep to be read.
    assert_eq!(response.unwrap_err().message(), "an input has to change");
}
