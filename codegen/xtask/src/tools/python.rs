//! The Python environment of the tests: emulator, linters, Pulumi SDK for Python.

use std::path::PathBuf;
use std::process::Command;

use super::cache::{Cache, Key};
use crate::progress::Progress;
use crate::run;
use crate::workspace::Workspace;

/// Creates the environment from `tests/requirements.txt` and returns its interpreter.
///
/// The environment is moved after it is built, which breaks the scripts that packages install: call packages with
/// `python -m`, as everything here does.
pub(crate) fn prepare(
    workspace: &Workspace,
    cache: &Cache,
    progress: &Progress,
) -> Option<PathBuf> {
    progress.step("python environment", |step| {
        let requirements = workspace.path("tests/requirements.txt");
        let version = "import sys; print(sys.version, sys.base_prefix)";
        let key = Key::new("python")
            .text(&run::read(Command::new("python3").args(["-c", version]))?)
            .file(&requirements)?;
        let environment = cache.entry(step, "python", key, |out| {
            step.run(Command::new("python3").args(["-m", "venv"]).arg(out))?;
            let mut install = Command::new(out.join("bin/python"));
            install.args(["-m", "pip", "install", "--disable-pip-version-check"]);
            // Python compiles what it imports, which is a small part; pip would compile all, for longer than it downloads.
            install.args(["--no-compile", "--require-hashes"]);
            step.run(install.arg("--requirement").arg(&requirements))
        })?;
        Ok(environment.join("bin/python"))
    })
}
