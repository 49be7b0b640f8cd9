//! `cargo xtask bench`

use miette::Result;

use crate::run;
use crate::workspace::Workspace;

/// Measure the release build: benchmarks, and whether the plugin reaches its goals
///
/// Arguments after `--` go to the benchmarks, such as a name to filter by; goals are then left out.
#[derive(clap::Args)]
pub(crate) struct Bench {
    /// Arguments for the benchmarks
    #[arg(last = true)]
    arguments: Vec<String>,
}

impl Bench {
    pub(crate) fn run(self) -> Result<()> {
        let workspace = Workspace::find()?;
        // The program that users get; a benchmark of another package does not build it.
        let build = ["build", "--release", "--package", "privatelink-provider", "--bins"];
        run::shown(workspace.cargo().args(build))?;
        let mut bench = workspace.cargo();
        // The pattern leaves out unit tests, which `cargo bench` would start as well.
        bench.args(["bench", "--workspace", "--bench", "*", "--"]).args(self.arguments);
        run::shown(&mut bench)
    }
}
