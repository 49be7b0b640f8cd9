//! `cargo xtask bench`

use std::fs;
use std::io::Write;

use miette::{IntoDiagnostic, Result, WrapErr};

use crate::run;
use crate::workspace::Workspace;

/// The program whose size users notice: it is downloaded with every install.
const PLUGIN: &str = "release/pulumi-resource-privatelink";

/// Measure the release build: benchmarks, and the size of the plugin
///
/// Arguments after `--` go to the benchmarks, such as a name to filter by.
#[derive(clap::Args)]
pub(crate) struct Bench {
    /// Arguments for the benchmarks
    #[arg(last = true)]
    arguments: Vec<String>,
}

impl Bench {
    pub(crate) fn run(self) -> Result<()> {
        let workspace = Workspace::find()?;
        let build = ["build", "--release", "--package", "privatelink-provider", "--bins"];
        run::shown(workspace.cargo().args(build))?;
        let plugin = workspace.target().join(PLUGIN);
        let size = fs::metadata(&plugin)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", plugin.display()))?
            .len();
        let mut out = std::io::stdout().lock();
        let (whole, tenth) = (size / 1_000_000, size / 100_000 % 10);
        writeln!(out, "size of the plugin: {whole}.{tenth} MB").into_diagnostic()?;
        drop(out);
        let mut bench = workspace.cargo();
        // The pattern leaves out unit tests, which `cargo bench` would start as well.
        bench.args(["bench", "--workspace", "--bench", "*", "--"]).args(self.arguments);
        run::shown(&mut bench)
    }
}
