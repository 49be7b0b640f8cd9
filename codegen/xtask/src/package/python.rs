//! The Python package: a wheel, and the archive of its sources.

use std::path::Path;
use std::process::Command;

use miette::Result;

use super::Sources;
use crate::progress::Step;

/// Calls the build backend that `pyproject.toml` names, as `python -m build` does.
const BUILD: &str = "\
import sys
from setuptools import build_meta
out = sys.argv[1]
build_meta.build_wheel(out)
build_meta.build_sdist(out)
";

/// The time that files of the wheel get: the first that a zip can have.
const EPOCH: &str = "315532800";

/// With this interpreter, writes a wheel and a source archive into `python`.
pub(super) fn write(sources: &Sources<'_>, python: &Path, step: &Step) -> Result<()> {
    let sdk = sources.copy_of_sdk("python")?;
    let mut build = Command::new(python);
    build.args(["-c", BUILD]).arg(sources.folder("python")?);
    step.run(build.current_dir(sdk.path()).env("SOURCE_DATE_EPOCH", EPOCH))
}
