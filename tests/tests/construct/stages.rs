//! Inputs may stay open wherever they only flow into properties, whatever their stage is; only what decides about resources
//! has to be known, and what becomes a name has to be in the clear.

use privatelink_provider::Package;
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, inputs};
use privatelink_wire::pulumi::InputPropertiesError;
use privatelink_wire::status::detail;
use privatelink_wire::value::{Output, Properties};

use crate::example::{NETWORK, construct, network_inputs, outputs, properties};

const URN: &str = "urn:pulumi:dev::app::aws:ec2/vpc:Vpc::other";

#[tokio::test]
async fn what_only_flows_may_be_unknown() {
    let ports = Output::unknown().depending_on([URN]);
    let given = network_inputs([("ports", ports.clone())]);
    for behaviour in [Behaviour::default(), Behaviour::preview()] {
        let (engine, response) = construct(behaviour, NETWORK, &given).await;
        assert_eq!(outputs(response.unwrap())["ports"], ports);
        let recording = engine.recording();
        assert_eq!(recording.names(), ["net", "net-group"]);
        assert!(recording.logs.is_empty());
    }
}

#[tokio::test]
async fn what_only_flows_may_be_secret() {
    let ports = || Output::known(vec![Output::known(443)]).into_secret();
    let (engine, response) =
        construct(Behaviour::default(), NETWORK, &network_inputs([("ports", ports())])).await;
    let found = outputs(response.unwrap());
    assert_eq!(found["ports"], ports());
    assert!(!found["groupId"].contains_secret());
    assert_eq!(engine.recording().names(), ["net", "net-group"]);
}

#[tokio::test]
async fn what_becomes_a_name_must_not_be_secret() {
    let shop = || Output::known(properties([("shop", Output::known("10.0.0.0/16"))]));
    for clients in [shop().into_secret(), Output::unknown().into_secret()] {
        // In a preview too, even if it is not known yet: the update would stop half way.
        for behaviour in [Behaviour::default(), Behaviour::preview()] {
            let given = network_inputs([("clients", clients.clone())]);
            let (engine, response) = construct(behaviour, NETWORK, &given).await;
            let error = detail::<InputPropertiesError>(&response.unwrap_err()).unwrap();
            assert_eq!(error.errors[0].property_path, "clients (secret)");
            assert!(error.errors[0].reason.starts_with("is secret, but the name"), "{error:?}");
            assert!(engine.recording().registrations.is_empty());
        }
    }
}

#[tokio::test]
async fn what_decides_and_is_no_name_may_be_secret() {
    let zone = Output::known(properties([("a", Output::known("subnet-1"))]));
    let given = network_inputs([("subnets", zone.into_secret())]);
    for behaviour in [Behaviour::default(), Behaviour::preview()] {
        let (engine, response) = construct(behaviour, NETWORK, &given).await;
        let found = outputs(response.unwrap());
        assert!(found["zones"].secret && !found["balancerArn"].secret);
        let balancer = inputs(engine.recording().find("net-balancer").unwrap()).unwrap();
        assert!(balancer["subnetMappings"].contains_secret());
    }
}

#[tokio::test]
async fn only_what_decides_is_to_blame() {
    let given = network_inputs([("ports", Output::unknown()), ("subnets", Output::unknown())]);
    let (engine, response) = construct(Behaviour::preview(), NETWORK, &given).await;
    response.unwrap();
    let logs = engine.recording().logs;
    let [log] = logs.as_slice() else { panic!("{logs:?}") };
    assert!(log.message.starts_with("`subnets` determines"), "{}", log.message);
}

/// The real components.
const PACKAGE: Package = Package {
    name: "privatelink",
    version: "1.2.3",
    schema: "{}",
    components: privatelink_components::COMPONENTS,
    functions: &[],
    kinds: privatelink_catalog::find,
};

#[tokio::test]
async fn a_setting_of_a_service_may_be_open() {
    let object = |members| Output::known(properties(members));
    let check = object([("intervalSeconds", Output::known(10).into_secret())]);
    let target = object([("a", object([("id", Output::known("10.0.0.10"))]))]);
    let listener = properties([
        ("port", Output::known(80)),
        ("targetType", Output::known("ip")),
        ("targets", target),
        ("healthCheck", check),
    ]);
    let subnet = object([("subnetId", Output::known("subnet-0a1b2c3d"))]);
    let given: Properties = properties([
        ("name", Output::known("shop")),
        ("vpcId", Output::known("vpc-0a1b2c3d")),
        ("loadBalancer", object([("subnets", object([("use1-az1", subnet)]))])),
        ("listeners", object([("http", Output::known(listener))])),
        ("allowedPrincipals", Output::known(vec![Output::known("*")])),
        ("acceptanceRequired", Output::unknown()),
    ]);
    let engine = FakeEngine::start(Behaviour::preview()).await.unwrap();
    let plugin = Plugin::start(PACKAGE, Some(engine.address())).await.unwrap();
    let token = "privatelink:index:PrivateLinkService";
    plugin.construct(&engine, token, "shop", &given).await.unwrap();
    let recording = engine.recording();
    let registered = |name: &str| {
        let found = recording.find(name).unwrap_or_else(|| panic!("{:?}", recording.names()));
        inputs(found).unwrap()
    };
    assert_eq!(registered("shop-service")["acceptanceRequired"], Output::unknown());
    assert!(registered("shop-target_group-http")["healthCheck"].contains_secret());
}
