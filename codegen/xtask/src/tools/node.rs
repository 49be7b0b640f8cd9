//! The Node packages of the tests: the TypeScript compiler and the Pulumi SDKs.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use miette::IntoDiagnostic;

use super::cache::{Cache, Key};
use crate::progress::Progress;
use crate::run;
use crate::workspace::Workspace;

/// What `npm ci` reads.
const INPUTS: [&str; 3] = ["package.json", "package-lock.json", ".npmrc"];

/// Installs `tests/node` and returns its `node_modules` folder.
pub(crate) fn prepare(
    workspace: &Workspace,
    cache: &Cache,
    progress: &Progress,
) -> Option<PathBuf> {
    progress.step("node packages", |step| {
        let folder = workspace.path("tests/node");
        let mut key = Key::new("node").text(&run::read(Command::new("node").arg("--version"))?);
        for input in INPUTS {
            key = key.file(&folder.join(input))?;
        }
        let installed = cache.entry(step, "node", key, |out| {
            for input in INPUTS {
                fs::copy(folder.join(input), out.join(input)).into_diagnostic()?;
            }
            // The only scripts among these packages download plugins, which the tests bring themselves.
            step.run(Command::new("npm").args(["ci", "--ignore-scripts"]).current_dir(out))
        })?;
        Ok(installed.join("node_modules"))
    })
}
