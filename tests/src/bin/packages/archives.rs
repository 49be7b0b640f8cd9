//! The packages: where they are, and how their archives are taken apart.

use std::env;
use std::env::consts;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use privatelink_backends::package::VERSION;
use privatelink_tests::failure::Failure;
use privatelink_tests::process;

/// Time for one package manager, which downloads what a package depends on.
pub(crate) const LIMIT: Duration = Duration::from_mins(10);

/// A package, by its path in the folder of all.
pub(crate) fn package(path: &str) -> Result<PathBuf, Failure> {
    let folder = env::var_os("PRIVATELINK_PACKAGES").map(PathBuf::from);
    let folder = folder.ok_or_else(|| Failure::new("`PRIVATELINK_PACKAGES` names no folder"))?;
    let package = folder.join(path);
    if package.exists() {
        return Ok(package);
    }
    Err(Failure::new(format!("there is no `{}`", package.display())))
}

/// The archive of a program for this machine.
pub(crate) fn program(name: &str) -> Result<PathBuf, Failure> {
    let system = if consts::OS == "macos" { "darwin" } else { consts::OS };
    let processor = if consts::ARCH == "x86_64" { "amd64" } else { "arm64" };
    package(&format!("plugin/{name}-v{VERSION}-{system}-{processor}.tar.gz"))
}

/// Takes an archive apart in a folder that is there, and returns the folder in it.
pub(crate) fn unpack(archive: &Path, folder: &Path) -> Result<PathBuf, Failure> {
    let mut tar = Command::new("tar");
    tar.arg("xzf").arg(archive).arg("-C").arg(folder);
    run(&mut tar)?;
    let name = archive.file_name().unwrap_or_default().to_string_lossy();
    Ok(folder.join(name.trim_end_matches(".tar.gz")))
}

/// Runs a program, which has to succeed; returns what it printed.
pub(crate) fn run(command: &mut Command) -> Result<String, Failure> {
    Ok(process::run(command, LIMIT)?.expect(0)?.stdout)
}
