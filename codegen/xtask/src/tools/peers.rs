//! What the plugin is measured beside: a component on the library that others use in Go, and one on that of Node.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use miette::{IntoDiagnostic, Result};

use super::cache::{Cache, Key};
use super::{engine, node};
use crate::progress::{Progress, Step};
use crate::workspace::Workspace;

/// What the peer in Node is made of; the last one starts it.
const NODE: [&str; 5] =
    ["package.json", "tsconfig.json", "index.ts", "endpoints.ts", "pulumi-resource-peer"];

/// The programs of `tests/peers`.
pub(crate) struct Peers {
    /// Plays the engine and measures.
    pub(crate) bench: PathBuf,
    /// The peer in Go.
    pub(crate) go: PathBuf,
    /// The peer in Node.
    pub(crate) node: PathBuf,
}

impl Peers {
    /// Builds all, and tests what measures; `None` means that `progress` holds a failure.
    pub(crate) fn prepare(
        workspace: &Workspace,
        cache: &Cache,
        progress: &Progress,
    ) -> Option<Self> {
        let [bench, go] = engine::prepare_peer(workspace, cache, progress)?;
        progress.step("tests of pluginbench", |step| {
            let folder = workspace.path("tests/peers/pluginbench");
            step.run(
                Command::new("go").args(["test", "."]).current_dir(folder).env("GOWORK", "off"),
            )
        })?;
        let packages = node::prepare(workspace, cache, progress)?;
        let node =
            progress.step("peer in node", |step| compile_node(workspace, cache, packages, step))?;
        Some(Self { bench, go, node })
    }
}

/// Compiles the peer in Node beforehand, which the engine would have done at each start.
fn compile_node(
    workspace: &Workspace,
    cache: &Cache,
    packages: PathBuf,
    step: &Step,
) -> Result<PathBuf> {
    let folder = workspace.path("tests/peers/node");
    let mut key = Key::new("peer-node").text(&packages.to_string_lossy());
    for file in NODE {
        key = key.file(&folder.join(file))?;
    }
    let built = cache.entry(step, "peer-node", key, |out| {
        for file in NODE {
            fs::copy(folder.join(file), out.join(file)).into_diagnostic()?;
        }
        // The packages of the tests, under the name that Node looks for.
        #[cfg(unix)]
        std::os::unix::fs::symlink(&packages, out.join("node_modules")).into_diagnostic()?;
        let compiler = packages.join("typescript/bin/tsc");
        step.run(Command::new("node").arg(compiler).args(["-p", "."]).current_dir(out))
    })?;
    Ok(built.join("pulumi-resource-peer"))
}
