//! The tools that tests and commands run, prepared once and kept in the [`cache`].
//!
//! | tool | made from |
//! | --- | --- |
//! | Pulumi CLI, language hosts, bridge, SDK generators | `tests/engine` |
//! | Tests in the engine itself | `tests/engine/lifecycle` |
//! | The same in the newest engine, OpenTofu, for thorough runs | `tests/engine` |
//! | Python environment | `tests/requirements.txt` |
//! | Node packages | `tests/node` |
//! | What measures plugins, and the peers to compare with | `tests/peers` |
//! | Terraform AWS provider | a mirror on this machine, else the registry |
//! | Terraform AWS provider 6, if it is asked for | its Go module |

mod cache;
mod engine;
mod installed;
mod newer_provider;
pub(crate) mod node;
mod peers;
pub(crate) mod python;
pub(crate) mod release;
pub(crate) mod terraform;

use std::env::consts;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use crate::progress::Progress;
use crate::workspace::Workspace;

pub(crate) use cache::Cache;
pub(crate) use engine::{prepare_for_yaml, prepare_generators};
pub(crate) use peers::Peers;

/// Environment variables that tell tests where the tools are, in the order of the fields of [`Tools`];
/// `tests/src/toolchain.rs` reads them.
const VARIABLES: [&str; 5] = [
    "PRIVATELINK_TOOLS",
    "PRIVATELINK_PYTHON",
    "PRIVATELINK_NODE_MODULES",
    "PRIVATELINK_TERRAFORM_MIRROR",
    "PRIVATELINK_LIFECYCLE",
];

/// The ones for what is not always there, in the order of the fields of [`Thorough`].
const THOROUGH: [&str; 2] = ["PRIVATELINK_TOFU", "PRIVATELINK_LIFECYCLE_NEWEST"];

/// Where every prepared tool lies.
pub(crate) struct Tools {
    /// Folder with `pulumi`, `pulumi-language-*`, `pulumi-resource-terraform-provider` and `gensdk`.
    bin: PathBuf,
    /// Interpreter of the Python environment.
    python: PathBuf,
    /// The `node_modules` folder.
    node_modules: PathBuf,
    /// Filesystem mirror that holds the Terraform AWS provider.
    terraform_mirror: PathBuf,
    /// The tests in the engine itself.
    lifecycle: PathBuf,
    /// What only thorough runs need.
    thorough: Option<Thorough>,
}

/// Tools of thorough runs.
struct Thorough {
    /// The OpenTofu command.
    tofu: PathBuf,
    /// The tests in the newest engine.
    lifecycle_newest: PathBuf,
}

/// How much is prepared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// What the default run needs.
    Usual,
    /// What thorough runs need, too.
    Thorough,
}

impl Tools {
    /// Prepares everything, as much as possible at the same time; `None` means that `progress` holds a failure.
    ///
    /// The Go builds run one after another, because each alone keeps two cores busy; the other tools mostly wait for
    /// the network, as does `beside`, more work of the caller to do in the meantime.
    pub(crate) fn prepare(
        workspace: &Workspace,
        cache: &Cache,
        progress: &Progress,
        extent: Extent,
        beside: impl FnOnce(),
    ) -> Option<Self> {
        thread::scope(|scope| {
            let engine = scope.spawn(|| {
                let bin = engine::prepare(workspace, cache, progress)?;
                let lifecycle = engine::prepare_lifecycle(workspace, cache, progress)?;
                let thorough = match extent {
                    Extent::Usual => None,
                    Extent::Thorough => Some(Thorough {
                        tofu: engine::prepare_tofu(workspace, cache, progress)?,
                        lifecycle_newest: engine::prepare_lifecycle_newest(
                            workspace, cache, progress,
                        )?,
                    }),
                };
                Some((bin, lifecycle, thorough))
            });
            let python = scope.spawn(|| python::prepare(workspace, cache, progress));
            let node = scope.spawn(|| node::prepare(workspace, cache, progress));
            let mirror = scope.spawn(|| terraform::prepare(cache, progress));
            beside();
            // A thread only fails to join if it panicked, which has been reported by then.
            let (programs, python) = (engine.join().ok()?, python.join().ok()?);
            let (node_modules, terraform_mirror) = (node.join().ok()?, mirror.join().ok()?);
            let (bin, lifecycle, thorough) = programs?;
            Some(Self {
                bin,
                lifecycle,
                thorough,
                python: python?,
                node_modules: node_modules?,
                terraform_mirror: terraform_mirror?,
            })
        })
    }

    /// The same tools with version 6 of the Terraform AWS provider; `None` means that `progress` holds a failure.
    pub(crate) fn with_newer_provider(self, cache: &Cache, progress: &Progress) -> Option<Self> {
        Some(Self { terraform_mirror: newer_provider::prepare(cache, progress)?, ..self })
    }

    /// The environment variables that tell tests where the tools are.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&'static str, &Path)> {
        let paths =
            [&self.bin, &self.python, &self.node_modules, &self.terraform_mirror, &self.lifecycle];
        let thorough = self.thorough.iter().flat_map(|tools| {
            THOROUGH.into_iter().zip([&tools.tofu, &tools.lifecycle_newest].map(PathBuf::as_path))
        });
        VARIABLES.into_iter().zip(paths.map(PathBuf::as_path)).chain(thorough)
    }

    /// Lets `command` find every tool.
    pub(crate) fn enable<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        command.envs(self.variables())
    }

    /// Folder with the programs that Go built.
    pub(crate) fn bin(&self) -> &Path {
        &self.bin
    }

    /// Interpreter of the Python environment.
    pub(crate) fn python(&self) -> &Path {
        &self.python
    }
}

/// System and processor of this machine, as Go calls them and all that is written in it: `linux`, `amd64`.
pub(crate) fn platform() -> [&'static str; 2] {
    let system = if consts::OS == "macos" { "darwin" } else { consts::OS };
    let processor = match consts::ARCH {
        "x86_64" => "amd64",
        "aarch64" => "arm64",
        other => other,
    };
    [system, processor]
}

/// Keeps the variables of a surrounding `cargo xtask setup` from reaching `command`.
pub(crate) fn disable(command: &mut Command) -> &mut Command {
    VARIABLES.iter().chain(&THOROUGH).fold(command, |command, name| command.env_remove(name))
}
