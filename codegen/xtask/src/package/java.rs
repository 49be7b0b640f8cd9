//! The jar, with the file of the project that a repository of Maven asks for.

use std::process::Command;

use miette::Result;
use privatelink_backends::package::VERSION;

use super::{Sources, copy_into};
use crate::progress::Step;

/// Writes the jar, that of its sources, and their `pom.xml` into `java`.
pub(super) fn write(sources: &Sources<'_>, step: &Step) -> Result<()> {
    let sdk = sources.copy_of_sdk("java")?;
    let mut build = Command::new("mvn");
    build.args(["--batch-mode", "--quiet", "-Dproject.build.outputTimestamp=1980-01-01T00:00:02Z"]);
    step.run(build.arg("package").current_dir(sdk.path()))?;
    let folder = sources.folder("java")?;
    for end in [".jar", "-sources.jar"] {
        copy_into(&folder, &sdk.path().join(format!("target/privatelink-{VERSION}{end}")))?;
    }
    copy_into(&folder, &sdk.path().join("pom.xml"))
}
