//! `cargo xtask sdks`

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use miette::{IntoDiagnostic, Result, WrapErr};

use super::generate::report;
use crate::generated;
use crate::prerequisites;
use crate::progress::Progress;
use crate::run;
use crate::tools::{Cache, prepare_generators};
use crate::workspace::Workspace;

/// The Pulumi package schema, which `cargo xtask generate` writes.
const SCHEMA: &str = "schema/generated/pulumi-schema.json";

/// Languages with a committed SDK; each is a folder of `sdks`.
const LANGUAGES: [&str; 2] = ["nodejs", "python"];

/// Folders inside an SDK that package managers and compilers make; never committed, so never compared.
const NOT_COMMITTED: [&str; 5] =
    ["node_modules", "bin", "__pycache__", "build", "pulumi_privatelink.egg-info"];

/// Write the Pulumi SDKs in `sdks/` with Pulumi's own generators
///
/// Needs Go, to build the generators once. Prints each file that changed; a file that the generators no longer write
/// is removed.
#[derive(clap::Args)]
pub(crate) struct Sdks {
    /// Compare instead of writing; fail if a file is out of date
    #[arg(long)]
    pub(super) check: bool,
}

impl Sdks {
    pub(crate) fn run(self) -> Result<()> {
        prerequisites::check_engine()?;
        let workspace = Workspace::find()?;
        let progress = Progress::new(&workspace)?;
        let generator = prepare_generators(&workspace, &Cache::open()?, &progress);
        progress.finish()?;
        generator.map_or(Ok(()), |generator| self.update(&workspace, &generator))
    }

    /// Writes every SDK with the program `generator`, or compares them with what is there.
    pub(super) fn update(&self, workspace: &Workspace, generator: &Path) -> Result<()> {
        let mut stale = Vec::new();
        for language in LANGUAGES {
            let wanted = generate(workspace, generator, language)?;
            stale.extend(self.fill(&workspace.path("sdks").join(language), &wanted)?);
        }
        let root = workspace.root();
        let stale: Vec<_> = stale
            .iter()
            .map(|path| path.strip_prefix(root).unwrap_or(path).display().to_string())
            .collect();
        report(&stale, self.check, "cargo xtask sdks")
    }

    /// Makes `folder` hold exactly the files `wanted`, or only compares; returns what was out of date.
    fn fill(&self, folder: &Path, wanted: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>> {
        let mut stale = Vec::new();
        for (path, text) in wanted {
            let differs = if self.check {
                !generated::is_current(folder, path, text)?
            } else {
                generated::write(folder, &(path.clone(), text.clone()))?
            };
            if differs {
                stale.push(folder.join(path));
            }
        }
        for path in files(folder)?.into_iter().filter(|path| !wanted.contains_key(path)) {
            if !self.check {
                fs::remove_file(folder.join(&path)).into_diagnostic()?;
            }
            stale.push(folder.join(path));
        }
        Ok(stale)
    }
}

/// Runs the official generator of a language; returns its files by their path in the SDK.
fn generate(
    workspace: &Workspace,
    generator: &Path,
    language: &str,
) -> Result<BTreeMap<PathBuf, String>> {
    let out = tempfile::tempdir().into_diagnostic()?;
    let mut command = Command::new(generator);
    command.arg("-schema").arg(workspace.path(SCHEMA));
    command.args(["-language", language, "-out"]).arg(out.path());
    run::read(&mut command)
        .wrap_err("run `cargo xtask generate` first if the schema is missing")?;
    let read = |path: PathBuf| {
        let text = fs::read_to_string(out.path().join(&path)).into_diagnostic()?;
        Ok((path, text))
    };
    files(out.path())?.into_iter().map(read).collect()
}

/// Every file below `folder` that may be committed, by its relative path; none if the folder is missing.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(current) = open.pop().filter(|current| current.is_dir()) {
        for entry in fs::read_dir(&current).into_diagnostic()? {
            let entry = entry.into_diagnostic()?;
            let is_folder = entry.file_type().into_diagnostic()?.is_dir();
            if !is_folder {
                let path = entry.path();
                found.push(path.strip_prefix(folder).into_diagnostic()?.to_owned());
            } else if !NOT_COMMITTED.iter().any(|name| entry.file_name() == *name) {
                open.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}
