//! `cargo xtask package`

use std::process::Command;

use clap::ValueEnum;
use miette::Result;

use crate::package::{Kind, Sources};
use crate::prerequisites;
use crate::progress::Progress;
use crate::tools::{Cache, Extent, Tools, release};
use crate::workspace::Workspace;

/// Make what a release has: plugin, SDKs, Terraform modules, CloudFormation templates
///
/// Everything lands in `target/package`, with `checksums.txt`. The plugin is built for the platform of this machine only.
/// Needs what the tests need, and Maven for the SDK for Java.
#[derive(clap::Args)]
pub(crate) struct Package {
    /// Make this kind only; may be given several times
    #[arg(long = "only", value_enum, value_name = "KIND")]
    only: Vec<Kind>,
    /// Then install each from its archive into an empty folder and deploy from it, on the emulator; takes some ten minutes, and
    /// downloads what package managers download
    #[arg(long, conflicts_with = "only")]
    check: bool,
}

impl Package {
    pub(crate) fn run(self) -> Result<()> {
        let wanted = |kind: &Kind| self.only.is_empty() || self.only.contains(kind);
        let kinds: Vec<_> = Kind::value_variants().iter().copied().filter(wanted).collect();
        prerequisites::check_package(&kinds)?;
        if self.check {
            prerequisites::check_all()?;
        }
        let workspace = Workspace::find()?;
        let cache = Cache::open()?;
        let progress = Progress::new(&workspace)?;
        let out = workspace.target().join("package");
        let sources = Sources { workspace: &workspace, cache: &cache, out };
        if sources.make(&kinds, &progress).is_some() && self.check {
            check(&sources, &progress);
        }
        progress.finish()
    }
}

/// Installs what was made and deploys from it; failures stay with `progress`.
fn check(sources: &Sources<'_>, progress: &Progress) -> Option<()> {
    let Sources { workspace, cache, out } = sources;
    let mut built = None;
    let tools = Tools::prepare(workspace, cache, progress, Extent::Usual, || {
        let command = ["build", "--workspace", "--bins"];
        built = progress.step("cargo build", |step| step.run(workspace.cargo().args(command)));
    })?;
    built?;
    let guard = progress.step("release tools", |step| release::prepare(cache, step))?;
    let mut check = Command::new(workspace.target().join("debug/packages"));
    check.env("PRIVATELINK_PACKAGES", out).env("PRIVATELINK_GUARD", guard.join("cfn-guard"));
    progress.show("packages", tools.enable(&mut check))
}
