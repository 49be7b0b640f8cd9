//! `cargo xtask bench`

use miette::Result;

use crate::peers::{self, BUILD};
use crate::run;
use crate::workspace::Workspace;

/// Measure the release build: benchmarks, and whether the plugin reaches its goals
///
/// Arguments after `--` go to the benchmarks, such as a name to filter by; goals are then left out.
#[derive(clap::Args)]
pub(crate) struct Bench {
    /// Measure the plugin beside components of others, one in Go and one in Node, instead; takes some ten minutes, and a few
    /// more the first time
    #[arg(long)]
    peers: bool,
    /// Measure beside the one in Go only, which takes half the time
    #[arg(long, requires = "peers")]
    without_node: bool,
    /// How often each plugin is started; they take turns, and medians count
    #[arg(long, requires = "peers", default_value_t = 5, value_name = "NUMBER")]
    rounds: usize,
    /// Arguments for the benchmarks
    #[arg(last = true, conflicts_with = "peers")]
    arguments: Vec<String>,
}

impl Bench {
    pub(crate) fn run(self) -> Result<()> {
        let workspace = Workspace::find()?;
        if self.peers {
            return peers::compare(&workspace, self.rounds, !self.without_node);
        }
        // The program that users get; a benchmark of another package does not build it.
        run::shown(workspace.cargo().args(BUILD))?;
        let mut bench = workspace.cargo();
        // The pattern leaves out unit tests, which `cargo bench` would start as well.
        bench.args(["bench", "--workspace", "--bench", "*", "--"]).args(self.arguments);
        run::shown(&mut bench)
    }
}
