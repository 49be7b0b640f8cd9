//! Programs that only packaging needs: `cargo auditable`, `cargo cyclonedx` and `cfn-guard`, built from the registry of crates.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use miette::{IntoDiagnostic, Result};

use super::cache::{Cache, Key};
use crate::progress::Step;

/// The programs and their versions.
const PROGRAMS: [&str; 3] = ["cargo-auditable@0.7.7", "cargo-cyclonedx@0.5.9", "cfn-guard@3.2.1"];

/// Builds the programs, if that was not done before, and returns their folder.
pub(crate) fn prepare(cache: &Cache, step: &Step) -> Result<PathBuf> {
    let key = PROGRAMS.iter().fold(Key::new("release"), |key, program| key.text(program));
    let entry = cache.entry(step, "release-tools", key, |out| {
        let mut install = Command::new("cargo");
        install.args(["install", "--locked", "--root"]).arg(out);
        step.run(install.args(PROGRAMS))
    })?;
    Ok(entry.join("bin"))
}

/// Lets Cargo find them.
pub(crate) fn enable(mut cargo: Command, tools: &Path) -> Result<Command> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = [tools.to_owned()].into_iter().chain(env::split_paths(&path));
    cargo.env("PATH", env::join_paths(folders).into_diagnostic()?);
    Ok(cargo)
}
