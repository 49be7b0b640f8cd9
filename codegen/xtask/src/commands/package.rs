//! `cargo xtask package`

use std::path::PathBuf;
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
    #[arg(long)]
    check: bool,
}

impl Package {
    pub(crate) fn run(self) -> Result<()> {
        let wanted = |kind: &Kind| self.only.is_empty() || self.only.contains(kind);
        let kinds: Vec<_> = Kind::value_variants().iter().copied().filter(wanted).collect();
        prerequisites::check_package(kinds.contains(&Kind::Java))?;
        let workspace = Workspace::find()?;
        let cache = Cache::open()?;
        let progress = Progress::new(&workspace)?;
        let built = || progress.step("cargo build", |step| build(&workspace, step));
        let mut is_built = None;
        let tools = Tools::prepare(&workspace, &cache, &progress, Extent::Usual, || {
            is_built = if self.check { built() } else { Some(()) };
        });
        if let (Some(tools), Some(())) = (tools, is_built) {
            let out = workspace.target().join("package");
            let sources = Sources { workspace: &workspace, cache: &cache, tools: &tools, out };
            if sources.make(&kinds, &progress).is_some() && self.check {
                let guard = progress.step("release tools", |step| release::prepare(&cache, step));
                if let Some(guard) = guard {
                    let mut check = checks(&workspace, sources.out.clone());
                    tools.enable(&mut check).env("PRIVATELINK_GUARD", guard.join("cfn-guard"));
                    progress.show("packages", &mut check);
                }
            }
        }
        progress.finish()
    }
}

fn build(workspace: &Workspace, step: &crate::progress::Step) -> Result<()> {
    step.run(workspace.cargo().args(["build", "--workspace", "--bins"]))
}

/// The program that installs packages and deploys from them.
fn checks(workspace: &Workspace, packages: PathBuf) -> Command {
    let mut command = Command::new(workspace.target().join("debug/packages"));
    command.env("PRIVATELINK_PACKAGES", packages);
    command
}
