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

/// CPU that a process has used, by all of its threads.
pub(crate) fn used(process: &Server) -> Result<Duration, Failure> {
    /// Linux counts in hundredths of a second, whatever the clock of the machine is.
    const TICK: Duration = Duration::from_millis(10);
    let file = format!("/proc/{}/stat", process.id());
    let stat = std::fs::read_to_string(&file).context(|| format!("cannot read `{file}`"))?;
    // The second field is the name of the program in brackets; the 14th and 15th are what counts.
    let ticks = stat.rsplit_once(')').map(|(_, rest)| rest.split_whitespace().skip(11).take(2));
    let ticks: Result<Vec<u32>, _> = ticks.into_iter().flatten().map(str::parse).collect();
    Ok(TICK * ticks?.into_iter().sum())
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
        Self::with(delay, inputs(1, 1))
    }

    /// The same for a component of more listeners, each in front of so many targets.
    pub(crate) fn large(delay: Duration, listeners: u32, targets: u32) -> Result<Self, Failure> {
        Self::with(delay, inputs(listeners, targets))
    }

    fn with(delay: Duration, inputs: Properties) -> Result<Self, Failure> {
        let _context = RUNTIME.enter();
        let engine = FakeEngine::start(Behaviour::default().taking(delay));
        let engine = RUNTIME.block_on(engine)?;
        let (process, port) = spawn(engine.address())?;
        let channel = transport::connect(&format!("127.0.0.1:{port}"))?;
        let client = transport::provider_client(channel);
        let started = Self { engine, client, process, inputs };
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

/// A load balancer with listeners, each in front of so many addresses. With one of either there are nine resources, the
/// component among them.
fn inputs(listeners: u32, targets: u32) -> Properties {
    fn members<const N: usize>(members: [(&str, Output); N]) -> Properties {
        members.map(|(name, value)| (name.to_owned(), value)).into()
    }
    fn object<const N: usize>(of: [(&str, Output); N]) -> Output {
        Output::known(members(of))
    }
    let subnet = object([("subnetId", Output::known("subnet-0a1b2c3d"))]);
    let target = |number: u32| {
        let address = format!("10.0.{}.{}", number / 250, 1 + number % 250);
        (format!("target{number}"), object([("id", Output::known(address))]))
    };
    let targets: Properties = (0..targets).map(target).collect();
    let listener = |number: u32| {
        let listener = object([
            ("port", Output::known(f64::from(443 + number))),
            ("targetType", Output::known("ip")),
            ("targets", Output::known(targets.clone())),
        ]);
        (format!("listener{number}"), listener)
    };
    let listeners: Properties = (0..listeners).map(listener).collect();
    members([
        ("name", Output::known("shop")),
        ("vpcId", Output::known("vpc-0a1b2c3d")),
        ("loadBalancer", object([("subnets", object([("use1-az1", subnet)]))])),
        ("listeners", Output::known(listeners)),
    ])
}
