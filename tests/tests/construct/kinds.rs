//! What the catalog says about a kind reaches the registrations: what is set once, what goes before it is replaced, and
//! how many are made at once.

use std::sync::LazyLock;
use std::time::Duration;

use privatelink_catalog::ec2::{security_group as group, vpc_endpoint as endpoint};
use privatelink_catalog::lb::{listener, target_group};
use privatelink_catalog::route53::zone;
use privatelink_catalog::s3::bucket;
use privatelink_catalog::sns::topic;
use privatelink_catalog::{KindEntry, Parallel};
use privatelink_ir::expr::{input, key, list, object};
use privatelink_ir::graph::node;
use privatelink_ir::{Component, Expr, Graph, Kind, Value};
use privatelink_provider::Package;
use privatelink_tests::fake_engine::{Behaviour, Failure, FakeEngine, Plugin, Recording};
use privatelink_wire::value::{Output, Properties};
use schemars::JsonSchema;
use tonic::{Code, Status};

const PACKAGE: Package = Package {
    name: "example",
    version: "1.2.3",
    schema: "{}",
    components: &[
        Component::new::<Nothing>("Once", once),
        Component::new::<Nothing>("Door", door),
        Component::new::<Named>("Successors", successors),
        Component::new::<Nothing>("Many", || many(group::KIND)),
        Component::new::<Nothing>("Queue", || many(topic::KIND)),
    ],
    functions: &[],
    kinds,
};

/// Kinds of the catalog with limits that none of them has.
fn kinds(kind: Kind) -> Option<&'static KindEntry> {
    static LIMITED: LazyLock<[KindEntry; 2]> = LazyLock::new(|| {
        let limited = |kind: &KindEntry, most| KindEntry {
            parallel: Some(Parallel { most, reason: "AWS refuses more", source: "this test" }),
            ..kind.clone()
        };
        [limited(&group::ENTRY, 3), limited(&topic::ENTRY, 1)]
    });
    let limited = LIMITED.iter().find(|entry| entry.id == kind.0);
    limited.or_else(|| privatelink_catalog::find(kind))
}

/// Nothing.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
struct Nothing {}

fn once() -> Graph {
    let vpc = object([("vpc_id", "vpc-1".into()), ("vpc_region", "us-east-1".into())]);
    let own = node("zone", zone::KIND)
        .set(zone::NAME, "example.internal")
        .set(zone::VPC, list([vpc]))
        .set(zone::COMMENT, "for all")
        .set_once(&[zone::VPC]);
    Graph::new([
        own,
        node("named", topic::KIND).set(topic::NAME_PREFIX, "plink-"),
        node("unnamed", topic::KIND).set(topic::KMS_MASTER_KEY_ID, "alias/a"),
        node("bucket", bucket::KIND).set(bucket::BUCKET_PREFIX, "plink-"),
    ])
}

fn door() -> Graph {
    let targets = node("targets", target_group::KIND).set(target_group::PORT, 443);
    let action = object([
        ("type", "forward".into()),
        ("target_group_arn", targets.attribute(target_group::ARN)),
    ]);
    let door = node("door", listener::KIND)
        .set(listener::LOAD_BALANCER_ARN, "arn")
        .set(listener::DEFAULT_ACTION, list([action]));
    Graph::new([targets, door])
}

/// What an endpoint of a service is made with.
#[derive(JsonSchema)]
#[schemars(deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Named {
    /// Whether it has the names of the service.
    named: Value<bool>,
}

/// One endpoint that always makes the old one go first, one that does with names, and one that never does.
fn successors() -> Graph {
    let of = |label, condition: Expr| {
        let new = node(label, endpoint::KIND).set(endpoint::VPC_ID, "vpc-1");
        new.replaced_after(condition)
    };
    let (always, never) = (of("always", true.into()), of("never", false.into()));
    Graph::new([always, of("named", input("named")), never])
}

/// Twenty resources that do not wait for each other.
fn many(kind: Kind) -> Graph {
    let numbers = (0..20).map(|number| format!("n{number}"));
    let numbers: Vec<_> = numbers.map(|number| number.as_str().into()).collect();
    let all = node("one", kind).for_each(list(numbers));
    Graph::new([if kind == group::KIND { all.set(group::DESCRIPTION, key("each")) } else { all }])
}

async fn construct(behaviour: Behaviour, token: &str) -> (Recording, Result<(), Status>) {
    let engine = FakeEngine::start(behaviour).await.unwrap();
    let plugin = Plugin::start(PACKAGE, Some(engine.address())).await.unwrap();
    let response = plugin.construct(&engine, token, "own", &Properties::new()).await;
    (engine.recording(), response.map(drop))
}

#[tokio::test]
async fn changes_of_what_is_set_once_are_ignored() {
    let (recording, response) = construct(Behaviour::default(), "example:index:Once").await;
    response.unwrap();
    let ignored = |name: &str| recording.find(name).unwrap().ignore_changes.clone();
    assert_eq!(ignored("own-named"), ["namePrefix"]);
    assert_eq!(ignored("own-bucket"), ["bucketPrefix"]);
    // A node says it with the name of the catalog.
    assert_eq!(ignored("own-zone"), ["vpcs"]);
    for name in ["own-unnamed", "own"] {
        assert_eq!(ignored(name), [""; 0], "{name}");
    }
}

#[tokio::test]
async fn what_cannot_be_there_twice_goes_before_it_is_replaced() {
    let (recording, response) = construct(Behaviour::default(), "example:index:Door").await;
    response.unwrap();
    let option = |name: &str| {
        let request = recording.find(name).unwrap();
        (request.delete_before_replace_defined, request.delete_before_replace)
    };
    assert_eq!(option("own-door"), (true, true));
    // The engine and the package decide about all others.
    assert_eq!((option("own-targets"), option("own")), ((false, false), (false, false)));
}

#[tokio::test]
async fn a_node_says_by_its_inputs_what_goes_first() {
    let holds = |named: Output| async move {
        let engine = FakeEngine::start(Behaviour::default()).await.unwrap();
        let plugin = Plugin::start(PACKAGE, Some(engine.address())).await.unwrap();
        let inputs = Properties::from([("named".to_owned(), named)]);
        plugin.construct(&engine, "example:index:Successors", "own", &inputs).await.unwrap();
        let recording = engine.recording();
        ["own-always", "own-named", "own-never"].map(|name| {
            let request = recording.find(name).unwrap();
            assert_eq!(request.delete_before_replace_defined, request.delete_before_replace);
            request.delete_before_replace
        })
    };
    assert_eq!(holds(Output::known(true)).await, [true, true, false]);
    assert_eq!(holds(Output::known(true).into_secret()).await, [true, true, false]);
    assert_eq!(holds(Output::known(false)).await, [true, false, false]);
}

#[tokio::test]
async fn no_more_of_a_kind_are_made_at_once_than_may_be() {
    let slow = Behaviour::default().taking(Duration::from_millis(10));
    for (token, most) in [("example:index:Many", 3), ("example:index:Queue", 1)] {
        let (recording, response) = construct(slow.clone(), token).await;
        response.unwrap();
        assert_eq!((recording.registrations.len(), recording.peak), (21, most), "{token}");
    }
}

#[tokio::test]
async fn a_preview_makes_nothing_and_waits_for_nobody() {
    let slow = Behaviour::preview().taking(Duration::from_millis(50));
    let (recording, response) = construct(slow, "example:index:Queue").await;
    response.unwrap();
    assert!(recording.peak > 1, "{}", recording.peak);
}

#[tokio::test]
async fn what_waits_for_its_turn_is_not_made_after_a_failure() {
    let failure = Failure::Status(Code::InvalidArgument, "no such type");
    let all = (0..20).map(|number| format!("own-one-n{number}"));
    let broken = all.fold(Behaviour::default(), |engine, name| engine.failing(&name, failure));
    let (recording, response) = construct(broken, "example:index:Queue").await;
    let message = response.unwrap_err().message().to_owned();
    assert!(message.ends_with(": no such type"), "{message}");
    assert_eq!(recording.registrations.len(), 2, "{:?}", recording.names());
}

#[tokio::test]
async fn a_resource_that_fails_leaves_its_turn_to_the_next() {
    let failure = Failure::Outcome(privatelink_wire::pulumi::Result::Fail);
    let broken = Behaviour::default().failing("own-one-n0", failure);
    let (recording, response) = construct(broken, "example:index:Queue").await;
    response.unwrap();
    assert_eq!(recording.registrations.len(), 21);
}
