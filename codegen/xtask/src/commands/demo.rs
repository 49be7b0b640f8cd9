//! `cargo xtask demo`

use std::path::PathBuf;

use miette::Result;

use crate::prerequisites;
use crate::progress::Progress;
use crate::run;
use crate::tools::{Cache, Tools};
use crate::workspace::Workspace;

/// Deploy an example with the real Pulumi engine to a local AWS emulator, show it, and destroy it
///
/// Needs no AWS account and no Pulumi account: the Pulumi command line is built from source the first time, and AWS is
/// an emulator on this machine that ends with the command.
#[derive(clap::Args)]
pub(crate) struct Demo {
    /// Pulumi program to deploy, a folder in this checkout
    #[arg(default_value = "examples/typescript/https-service")]
    program: PathBuf,
}

impl Demo {
    pub(crate) fn run(self) -> Result<()> {
        prerequisites::check_all()?;
        let workspace = Workspace::find()?;
        let progress = Progress::new(&workspace)?;
        let mut built = None;
        let tools = Tools::prepare(&workspace, &Cache::open()?, &progress, || {
            built = progress.step("cargo build", |step| {
                step.run(workspace.cargo().args(["build", "--workspace", "--bins"]))
            });
        });
        progress.finish()?;
        let mut demo = workspace.cargo();
        demo.args(["run", "--quiet", "--package", "privatelink-tests", "--bin", "demo", "--"]);
        demo.arg(workspace.root().join(&self.program));
        tools.map_or(Ok(()), |tools| run::shown(tools.enable(&mut demo)))
    }
}
