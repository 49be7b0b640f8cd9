//! The npm package: what the compiler makes of the SDK, packed by npm.

use std::fs;
use std::path::Path;
use std::process::Command;

use miette::{IntoDiagnostic, Result};

use super::Sources;
use crate::progress::Step;

/// With the packages in `modules`, writes `npm/pulumi-privatelink-<version>.tgz`.
pub(super) fn write(sources: &Sources<'_>, modules: &Path, step: &Step) -> Result<()> {
    let sdk = sources.copy_of_sdk("nodejs")?;
    // What the SDK imports is found here: nothing is installed beside it.
    let mut compile = Command::new("node");
    compile.arg(modules.join("typescript/bin/tsc")).arg("--project").arg(sdk.path());
    compile.arg("--baseUrl").arg(modules).arg("--typeRoots").arg(modules.join("@types"));
    step.run(compile.current_dir(sdk.path()))?;
    // The compiled files read their version from a `package.json` beside them, so their folder is the package.
    let package = sdk.path().join("bin");
    for file in ["package.json", "README.md", "LICENSE"] {
        fs::copy(sdk.path().join(file), package.join(file)).into_diagnostic()?;
    }
    let mut pack = Command::new("npm");
    pack.args(["pack", "--ignore-scripts", "--pack-destination"]).arg(sources.folder("npm")?);
    step.run(pack.current_dir(&package))
}
