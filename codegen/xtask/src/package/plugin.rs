//! The programs for the platform of this machine: the plugin as `pulumi plugin install` takes it, and the command.
//!
//! Both are built by `cargo auditable`, so that each says itself what it is made of, and a scanner can ask it. A list of the
//! parts in the form of CycloneDX lies beside them.

use std::env::consts;
use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result};
use privatelink_backends::package::{NAME, VERSION};

use super::archive::{self, Entry};
use super::{Sources, copy_into};
use crate::progress::Step;
use crate::tools::{self, release};

/// A program: the package, its folder, its file, and the name of its archive.
struct Program {
    package: &'static str,
    folder: &'static str,
    file: &'static str,
    archive: String,
}

/// Writes archives and lists of parts into `plugin`, and the schema into `schema`.
pub(super) fn write(sources: &Sources<'_>, step: &Step) -> Result<()> {
    let tools = release::prepare(sources.cache, step)?;
    for program in programs() {
        let built = build(sources, &tools, &program, step)?;
        let name = format!("{}{}", program.file, consts::EXE_SUFFIX);
        let entries = vec![Entry::of_program(&name, &built)?, sources.licence("")?];
        let file = format!("plugin/{}.tar.gz", program.archive);
        archive::tar_gz(&sources.out.join(file), entries)?;
        parts(sources, &tools, &program, step)?;
    }
    let schema = sources.workspace.path("schema/generated/pulumi-schema.json");
    fs::copy(schema, sources.folder("schema")?.join("schema.json")).into_diagnostic().map(drop)
}

fn programs() -> [Program; 2] {
    // In Pulumi's words, such as `linux-amd64`.
    let platform = tools::platform().join("-");
    let of = |package, folder, file: &'static str| Program {
        package,
        folder,
        file,
        archive: format!("{file}-v{VERSION}-{platform}"),
    };
    debug_assert_eq!(NAME, "privatelink");
    [
        of("privatelink-provider", "provider", "pulumi-resource-privatelink"),
        of("privatelink-cli", "codegen/cli", "privatelink"),
    ]
}

/// Builds a program as it is published, and returns its file.
fn build(sources: &Sources<'_>, tools: &Path, program: &Program, step: &Step) -> Result<PathBuf> {
    let mut cargo = release::enable(sources.workspace.cargo(), tools)?;
    cargo.args(["auditable", "build", "--locked", "--release", "--package", program.package]);
    step.run(&mut cargo)?;
    let file = format!("release/{}{}", program.file, consts::EXE_SUFFIX);
    Ok(sources.workspace.target().join(file))
}

/// Writes the list of a program's parts, `<archive>.cdx.json`.
fn parts(sources: &Sources<'_>, tools: &Path, program: &Program, step: &Step) -> Result<()> {
    let mut cargo = release::enable(sources.workspace.cargo(), tools)?;
    cargo.args(["cyclonedx", "--format", "json", "--spec-version", "1.5"]);
    cargo.args(["--override-filename", &format!("{}.cdx", program.archive), "--manifest-path"]);
    cargo.arg(sources.workspace.path(program.folder).join("Cargo.toml"));
    // Otherwise two lists of the same parts would differ by the time.
    step.run(cargo.env("SOURCE_DATE_EPOCH", "315532800"))?;
    let list = format!("{}.cdx.json", program.archive);
    let written = sources.workspace.path(program.folder).join(list);
    copy_into(&sources.folder("plugin")?, &written)?;
    fs::remove_file(written).into_diagnostic()
}
