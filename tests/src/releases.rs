//! `Gate`: a component for tests in several releases. The second has other names for nearly everything in it, the third for
//! the component.
//!
//! ```text
//! first                 second, which says what each of them was
//! door                  gate
//! rule["a"]             client["a"]
//! alert, on condition   alert["main"]
//! expiry, token …V2     expiry, token without
//! ```
//!
//! There is a second one that says nothing of it, too.

use privatelink_catalog::KindEntry;
use privatelink_catalog::ec2::{security_group as group, security_group_ingress_rule as ingress};
use privatelink_catalog::s3::{bucket, bucket_lifecycle_configuration as lifecycle};
use privatelink_catalog::sns::topic;
use privatelink_ir::expr::{input, list, object};
use privatelink_ir::graph::{each, node};
use privatelink_ir::{Component, Graph, Instance, Kind, Node, Type, Value, Was};
use schemars::JsonSchema;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What a package has in one release.
#[derive(Clone, Copy, Debug)]
pub struct Release {
    /// What it is called.
    pub name: &'static str,
    /// Its component.
    pub component: Component,
    /// What it knows about kinds.
    pub kinds: fn(Kind) -> Option<&'static KindEntry>,
}

/// The first release.
pub const FIRST: Release = Release {
    name: "first",
    component: Component::new::<Inputs>("Gate", first),
    kinds: privatelink_catalog::find,
};

/// The second release.
pub const SECOND: Release =
    Release { name: "second", component: Component::new::<Inputs>("Gate", second), kinds: renamed };

/// The third release.
pub const THIRD: Release = Release {
    name: "third",
    component: Component::new::<Inputs>("Portal", second).formerly(&["Gate"]),
    kinds: renamed,
};

/// The second release, if nobody had thought of the first.
pub const FORGETFUL: Release = Release {
    name: "forgetful",
    component: Component::new::<Inputs>("Gate", forgetful),
    kinds: retyped,
};

/// All of them.
pub const RELEASES: [Release; 4] = [FIRST, SECOND, THIRD, FORGETFUL];

/// A group that lets clients in, and what is told about them.
#[derive(JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
#[expect(dead_code, reason = "read by schemars, never filled")]
struct Inputs {
    /// VPC of the group.
    vpc_id: Value<String>,
    /// Ranges that may come in, by the name of the client.
    #[schemars(extend("default" = {}))]
    clients: BTreeMap<String, Value<String>>,
    /// Whether there is a topic for alerts.
    #[schemars(extend("default" = true))]
    alerts: bool,
}

/// The group, a client, the alert and the expiry of a bucket.
fn nodes([door, rule]: [&'static str; 2]) -> [Node; 5] {
    let door = node(door, group::KIND)
        .set(group::VPC_ID, input("vpcId"))
        .set(group::DESCRIPTION, "Lets clients in.");
    let rule = node(rule, ingress::KIND)
        .for_each(input("clients"))
        .set(ingress::SECURITY_GROUP_ID, door.attribute(group::ID))
        .set(ingress::IP_PROTOCOL, "-1")
        .set(ingress::CIDR_IPV4, each());
    let alert = node("alert", topic::KIND)
        .only_if(input("alerts"))
        .set(topic::TAGS, object([("Name", "alert".into())]));
    let logs = node("logs", bucket::KIND).set(bucket::BUCKET_PREFIX, "door-");
    let after = object([("days", 30.into())]);
    let expires = object([
        ("id", "all".into()),
        ("status", "Enabled".into()),
        ("filter", object([("prefix", "".into())])),
        ("expiration", after),
    ]);
    let expiry = node("expiry", lifecycle::KIND)
        .set(lifecycle::BUCKET, logs.attribute(bucket::BUCKET))
        .set(lifecycle::RULE, list([expires]));
    [door, rule, alert, logs, expiry]
}

fn graph(nodes: [Node; 5]) -> Graph {
    let [door, ..] = &nodes;
    let id = door.attribute(group::ID);
    Graph::new(nodes).output("groupId", Type::text(), "Id of the group.", id)
}

fn first() -> Graph {
    graph(nodes(["door", "rule"]))
}

fn second() -> Graph {
    let [gate, client, alert, logs, expiry] = nodes(["gate", "client"]);
    let was = |label| Was::default().label(label);
    let single = Was::default().instance(Instance::Conditional, Instance::Key("main"));
    graph([
        gate.formerly(was("door")),
        client.formerly(was("rule")),
        alert.for_each(list(["main".into()])).formerly(single),
        logs,
        expiry,
    ])
}

fn forgetful() -> Graph {
    let mut graph = second();
    for node in &mut graph.nodes {
        node.formerly.clear();
    }
    graph
}

/// Token of the kind of `expiry` once it is no longer the second version of something.
const TOKEN: &str = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";

/// Kinds, of which one has another token than before.
fn renamed(kind: Kind) -> Option<&'static KindEntry> {
    static ENTRY: LazyLock<KindEntry> = LazyLock::new(|| KindEntry {
        pulumi: TOKEN,
        pulumi_formerly: &["aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2"],
        ..lifecycle::ENTRY.clone()
    });
    if kind == lifecycle::KIND { Some(&ENTRY) } else { privatelink_catalog::find(kind) }
}

/// The same without a word about the token before.
fn retyped(kind: Kind) -> Option<&'static KindEntry> {
    static ENTRY: LazyLock<KindEntry> =
        LazyLock::new(|| KindEntry { pulumi: TOKEN, ..lifecycle::ENTRY.clone() });
    if kind == lifecycle::KIND { Some(&ENTRY) } else { privatelink_catalog::find(kind) }
}
