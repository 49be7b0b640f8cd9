//! What a deployment pays for the plugin: its start, its schema, and the construction of components.
//!
//! `cargo bench -p privatelink-provider`

#![allow(clippy::unwrap_used, reason = "a benchmark stops by panicking")]

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::time::Duration;

use divan::Bencher;
use privatelink_provider::Package;
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, Plugin, request};
use privatelink_wire::pulumi::GetSchemaRequest;
use privatelink_wire::value::{Output, Properties, Value};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;

const TOKEN: &str = "privatelink:index:PrivateLinkService";

const PACKAGE: Package = Package {
    name: "privatelink",
    version: "0.0.0",
    schema: include_str!("../../schema/generated/pulumi-schema.json"),
    components: privatelink_components::COMPONENTS,
    kinds: privatelink_catalog::find,
};

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

fn main() {
    divan::main();
}

/// A load balancer with one listener, in front of one address: nine resources.
fn inputs() -> Properties {
    fn object<const N: usize>(members: [(&str, Output); N]) -> Output {
        Output::known(Properties::from(members.map(|(name, value)| (name.to_owned(), value))))
    }
    let subnet = object([("subnetId", Output::known("subnet-0a1b2c3d"))]);
    let balancer = object([("subnets", object([("use1-az1", subnet)]))]);
    let target = object([("id", Output::known("10.0.0.10"))]);
    let listener = object([
        ("port", Output::known(443)),
        ("targetType", Output::known("ip")),
        ("targets", object([("first", target)])),
    ]);
    let inputs = object([
        ("name", Output::known("shop")),
        ("vpcId", Output::known("vpc-0a1b2c3d")),
        ("loadBalancer", balancer),
        ("listeners", object([("https", listener)])),
    ]);
    match inputs.value {
        Some(Value::Object(members)) => members,
        _ => Properties::new(),
    }
}

/// An engine that answers at once and a plugin that it started.
fn started(delay: Duration) -> (FakeEngine, Plugin) {
    RUNTIME.block_on(async {
        let engine = FakeEngine::start(Behaviour::default().taking(delay)).await.unwrap();
        let plugin = Plugin::start(PACKAGE, Some(engine.address())).await.unwrap();
        plugin.construct(&engine, TOKEN, "warm", &inputs()).await.unwrap();
        (engine, plugin)
    })
}

/// From the start of the process to the line with the port.
#[divan::bench]
fn spawn_to_port(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        let mut process = Command::new(env!("CARGO_BIN_EXE_pulumi-resource-privatelink"))
            .arg("127.0.0.1:1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
    });
}

#[divan::bench]
fn get_schema(bencher: Bencher<'_, '_>) {
    let (_engine, plugin) = started(Duration::ZERO);
    let client = plugin.client.clone();
    bencher.bench(|| {
        let mut client = client.clone();
        RUNTIME.block_on(async move {
            client.get_schema(GetSchemaRequest::default()).await.unwrap().into_inner().schema
        })
    });
}

#[divan::bench]
fn construct(bencher: Bencher<'_, '_>) {
    let (engine, plugin) = started(Duration::ZERO);
    let inputs = inputs();
    bencher.bench(|| {
        let made = RUNTIME.block_on(plugin.construct(&engine, TOKEN, "shop", &inputs)).unwrap();
        engine.forget();
        made
    });
}

/// Each registration takes 50 ms; the ideal is the length of the longest chain.
#[divan::bench(sample_count = 10)]
fn construct_with_a_slow_cloud(bencher: Bencher<'_, '_>) {
    let (engine, plugin) = started(Duration::from_millis(50));
    let inputs = inputs();
    bencher.bench(|| {
        let made = RUNTIME.block_on(plugin.construct(&engine, TOKEN, "shop", &inputs)).unwrap();
        engine.forget();
        made
    });
}

/// 1,000 components, 64 at a time.
#[divan::bench(sample_count = 5)]
fn construct_a_thousand(bencher: Bencher<'_, '_>) {
    let (engine, plugin) = started(Duration::ZERO);
    let inputs = inputs();
    bencher.bench(|| {
        RUNTIME.block_on(async {
            let mut running = JoinSet::new();
            for number in 0..1_000 {
                if running.len() == 64 {
                    running.join_next().await.unwrap().unwrap();
                }
                let request = request(&engine, TOKEN, &format!("shop{number}"), &inputs);
                let mut client = plugin.client.clone();
                running.spawn(async move { drop(client.construct(request).await.unwrap()) });
            }
            running.join_all().await;
        });
        engine.forget();
    });
}
