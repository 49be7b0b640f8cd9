//! `cargo xtask bench --peers`: plugins take turns under one engine that answers at once, and their figures are compared.

mod report;

use std::fmt;
use std::io::Write;
use std::path::PathBuf;
use std::process::Command;

use miette::{IntoDiagnostic, Result, WrapErr};

use crate::prerequisites;
use crate::progress::Progress;
use crate::run;
use crate::tools::{Cache, Peers};
use crate::workspace::Workspace;

/// Builds the plugin as users get it.
pub(crate) const BUILD: [&str; 5] =
    ["build", "--release", "--package", "privatelink-provider", "--bins"];

/// What one start of a plugin gave; `tests/peers/pluginbench/figures.go` says what each figure means.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Figures {
    port_ms: f64,
    schema_ms: f64,
    constructed_ms: f64,
    registrations: f64,
    sequence: Sequence,
    load: Option<Sequence>,
    delay: Option<Delay>,
    #[serde(rename = "rssLoadKiB", default)]
    rss_load: Option<Vec<f64>>,
    calibration_ms: f64,
    #[serde(rename = "otherCpuShare")]
    others: f64,
}

/// Constructs one after another, or many at a time.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sequence {
    #[serde(rename = "p50Ms")]
    p50: f64,
    per_sec: f64,
    /// Of the plugin.
    #[serde(rename = "cpuMs")]
    cpu: f64,
    #[serde(rename = "engineCpuMs")]
    engine_cpu: f64,
}

/// Constructs under an engine that takes 50 ms for each registration.
#[derive(Debug, Clone, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Delay {
    #[serde(rename = "wallMs")]
    wall: f64,
    chain: f64,
    over_ideal: f64,
}

/// Figures of all rounds, of a component with few registrations and of one with many.
#[derive(Debug, Default)]
struct Measured {
    small: Vec<Figures>,
    large: Vec<Figures>,
}

/// Whose plugin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Whose {
    Ours,
    Go,
    Node,
}

impl fmt::Display for Whose {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Ours => "ours",
            Self::Go => "go",
            Self::Node => "node",
        })
    }
}

/// How much is measured in one start.
struct Amount {
    /// Constructs one after another.
    sequence: u32,
    /// Constructs 64 at a time.
    load: u32,
    /// Constructs under a slow engine.
    delayed: u32,
}

/// A component to construct: its token, the file with its inputs, and how often.
struct Task {
    token: &'static str,
    inputs: &'static str,
    amount: Amount,
}

impl Whose {
    /// The component with few registrations, and the one with many. Node gets fewer of them, because it takes long.
    fn tasks(self) -> [Task; 2] {
        let peer = "peer:index:Endpoints";
        let (tokens, inputs) = match self {
            Self::Ours => (
                ["privatelink:index:PrivateLinkConsumer", "privatelink:index:PrivateLinkService"],
                ["consumer.json", "service.json"],
            ),
            Self::Go | Self::Node => ([peer, peer], ["peer-small.json", "peer-large.json"]),
        };
        let amounts = if self == Self::Node {
            [
                Amount { sequence: 50, load: 200, delayed: 0 },
                Amount { sequence: 5, load: 0, delayed: 1 },
            ]
        } else {
            [
                Amount { sequence: 400, load: 4_000, delayed: 0 },
                Amount { sequence: 60, load: 0, delayed: 5 },
            ]
        };
        let [small, large] = tokens;
        let [few, many] = inputs;
        let [often, seldom] = amounts;
        [
            Task { token: small, inputs: few, amount: often },
            Task { token: large, inputs: many, amount: seldom },
        ]
    }
}

/// Measures and prints a table.
pub(crate) fn compare(workspace: &Workspace, rounds: usize, with_node: bool) -> Result<()> {
    prerequisites::check_peers()?;
    let progress = Progress::new(workspace)?;
    let built = progress.step("cargo build", |step| step.run(workspace.cargo().args(BUILD)));
    let peers = Peers::prepare(workspace, &Cache::open()?, &progress);
    let (Some(()), Some(peers)) = (built, peers) else { return progress.finish() };
    let ours = workspace.target().join("release/pulumi-resource-privatelink");
    let mut plugins = vec![(Whose::Ours, ours), (Whose::Go, peers.go)];
    if with_node {
        plugins.push((Whose::Node, peers.node));
    }
    let mut all: Vec<(Whose, Measured)> =
        plugins.iter().map(|(whose, _)| (*whose, Measured::default())).collect();
    for round in 1..=rounds.max(1) {
        let done = progress.step(&format!("round {round}"), |_| {
            plugins.iter().zip(&mut all).try_for_each(|((whose, plugin), (_, measured))| {
                let [small, large] = whose.tasks();
                measured.small.push(measure(workspace, &peers.bench, plugin, &small)?);
                measured.large.push(measure(workspace, &peers.bench, plugin, &large)?);
                Ok(())
            })
        });
        if done.is_none() {
            return progress.finish();
        }
    }
    progress.finish()?;
    let text = report::table(&all);
    std::io::stdout().lock().write_all(text.as_bytes()).into_diagnostic()
}

/// Starts a plugin once.
fn measure(
    workspace: &Workspace,
    bench: &PathBuf,
    plugin: &PathBuf,
    Task { token, inputs, amount }: &Task,
) -> Result<Figures> {
    let inputs = workspace.path("tests/peers/inputs").join(inputs);
    let mut command = Command::new(bench);
    command.arg("-plugin").arg(plugin).arg("-inputs").arg(inputs).args(["-token", token]);
    let Amount { sequence, load, delayed } = amount;
    for (flag, number) in [("-n", sequence), ("-load", load), ("-delayed", delayed)] {
        command.arg(flag).arg(number.to_string());
    }
    let said = run::read(&mut command)?;
    serde_json::from_str(&said)
        .into_diagnostic()
        .wrap_err_with(|| format!("`pluginbench` said `{said}`"))
}
