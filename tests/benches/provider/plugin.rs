//! The released plugin, and an engine that answers as told.

use std::path::PathBuf;
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::fake_engine::{Behaviour, FakeEngine, request};
use privatelink_tests::process::Server;
use privatelink_wire::pulumi::resource_provider_client::ResourceProviderClient;
use privatelink_wire::transport;
use privatelink_wire::value::{Output, Properties};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tonic::transport::Channel;

/// Time for the plugin to start, which takes milliseconds.
const START_LIMIT: Duration = Duration::from_secs(10);

pub(crate) static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

/// The released plugin: a benchmark is `target/release/deps/NAME`.
pub(crate) fn program() -> Result<PathBuf, Failure> {
    let name = "pulumi-resource-privatelink";
    let own = std::env::current_exe()?;
    let folder = own.ancestors().nth(2);
    let program = folder.map(|folder| folder.join(name)).filter(|program| program.exists());
    program.ok_or_else(|| Failure::new(format!("`{name}` is not built; use `cargo xtask bench`")))
}

/// Starts the plugin and waits until it has told its port.
pub(crate) fn spawn(engine: &str) -> Result<(Server, String), Failure> {
    Server::start(Command::new(program()?).arg(engine), START_LIMIT)
}

/// Memory of a process that is resident now. Unit: KiB.
pub(crate) fn resident(process: &Server) -> Result<u64, Failure> {
    let file = format!("/proc/{}/status", process.id());
    let status = std::fs::read_to_string(&file).context(|| format!("cannot read `{file}`"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    number.ok_or_else(|| Failure::new(format!("`{file}` does not tell the resident memory")))
}

/// A plugin that has constructed its first component, and the engine that started it.
pub(crate) struct Started {
    pub(crate) engine: FakeEngine,
    pub(crate) client: ResourceProviderClient<Channel>,
    pub(crate) process: Server,
    inputs: Properties,
}

impl Started {
    /// `delay`: how long the engine takes for each registration.
    pub(crate) fn new(delay: Duration) -> Result<Self, Failure> {
        let _context = RUNTIME.enter();
        let engine = FakeEngine::start(Behaviour::default().taking(delay));
        let engine = RUNTIME.block_on(engine)?;
        let (process, port) = spawn(engine.address())?;
        let channel = transport::connect(&format!("127.0.0.1:{port}"))?;
        let client = transport::provider_client(channel);
        let started = Self { engine, client, process, inputs: inputs() };
        // The first component also connects, and asks the engine what it can do.
        started.construct(1, 1)?;
        started.engine.forget();
        Ok(started)
    }

    /// Constructs components, so many at the same time. The engine does not forget what it was asked.
    pub(crate) fn construct(&self, count: usize, at_once: usize) -> Result<(), Failure> {
        let token = "privatelink:index:PrivateLinkService";
        RUNTIME.block_on(async {
            let mut running = JoinSet::new();
            for number in 0..count {
                if running.len() == at_once
                    && let Some(ended) = running.join_next().await
                {
                    ended??;
                }
                let name = format!("shop{number}");
                let request = request(&self.engine, token, &name, &self.inputs);
                let mut client = self.client.clone();
                running.spawn(async move { client.construct(request).await });
            }
            while let Some(ended) = running.join_next().await {
                ended??;
            }
            Ok(())
        })
    }
}

/// A load balancer with one listener, in front of one address: with the component, nine resources.
fn inputs() -> Properties {
    fn members<const N: usize>(members: [(&str, Output); N]) -> Properties {
        members.map(|(name, value)| (name.to_owned(), value)).into()
    }
    fn object<const N: usize>(of: [(&str, Output); N]) -> Output {
        Output::known(members(of))
    }
    let subnet = object([("subnetId", Output::known("subnet-0a1b2c3d"))]);
    let target = object([("id", Output::known("10.0.0.10"))]);
    let listener = object([
        ("port", Output::known(443)),
        ("targetType", Output::known("ip")),
        ("targets", object([("first", target)])),
    ]);
    members([
        ("name", Output::known("shop")),
        ("vpcId", Output::known("vpc-0a1b2c3d")),
        ("loadBalancer", object([("subnets", object([("use1-az1", subnet)]))])),
        ("listeners", object([("https", listener)])),
    ])
}
