//! `cargo xtask setup`

use std::io::Write;

use miette::{IntoDiagnostic, Result};

use crate::prerequisites;
use crate::progress::Progress;
use crate::tools::{Cache, Extent, Tools};
use crate::workspace::Workspace;

/// Prepare the tools that tests need and print where they are
///
/// The output is shell code: `eval "$(cargo xtask setup)"` lets `cargo test` in the same shell run the tests against
/// engines, which it otherwise reports as ignored.
#[derive(clap::Args)]
pub(crate) struct Setup {
    /// Build OpenTofu too, which thorough runs deploy the Terraform modules with; takes some five minutes the first time
    #[arg(long)]
    thorough: bool,
}

impl Setup {
    pub(crate) fn run(self) -> Result<()> {
        prerequisites::check_all()?;
        let workspace = Workspace::find()?;
        let progress = Progress::new(&workspace)?;
        let extent = if self.thorough { Extent::Thorough } else { Extent::Usual };
        let tools = Tools::prepare(&workspace, &Cache::open()?, &progress, extent, || ());
        progress.finish()?;
        let mut out = std::io::stdout().lock();
        for (name, path) in tools.iter().flat_map(Tools::variables) {
            writeln!(out, "export {name}='{}'", path.display()).into_diagnostic()?;
        }
        Ok(())
    }
}
