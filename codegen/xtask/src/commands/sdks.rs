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
pub(crate) const LANGUAGES: [&str; 5] = ["nodejs", "python", "go", "java", "dotnet"];

/// Files of an SDK, below `sdks`, that are written by hand: for Go the generator asks for an SDK of Pulumi's from years ago, and
/// for Java it writes projects of Gradle only.
const BY_HAND: [&str; 5] = [
    "go/go.mod",
    "go/go.sum",
    "java/pom.xml",
    "java/src/main/resources/io/privatelink/privatelink/plugin.json",
    "java/src/main/resources/io/privatelink/privatelink/version.txt",
];

/// Files of an SDK, below `sdks`, that are not kept: the project of Gradle.
const NOT_KEPT: [&str; 2] = ["java/build.gradle", "java/settings.gradle"];

/// Files of an SDK, below `sdks`, that are copies of others in the checkout.
const COPIED: [(&str, &str); 1] = [("dotnet/logo.png", "docs/logo.png")];

/// Folders inside an SDK that package managers and compilers make; never committed, so never compared.
const NOT_COMMITTED: [&str; 7] =
    ["node_modules", "bin", "__pycache__", "build", "obj", "target", "pulumi_privatelink.egg-info"];

/// Write the Pulumi SDKs in `sdks/` with Pulumi's own generators
///
/// For TypeScript, Python, Go, Java and C#. Needs Go, to build the generators once. Prints each file that changed; a file that the generators no longer write
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
    fn fill(&self, folder: &Path, wanted: &BTreeMap<PathBuf, Vec<u8>>) -> Result<Vec<PathBuf>> {
        let mut stale = Vec::new();
        for (path, text) in wanted.iter().filter(|(path, _)| !is_by_hand(folder, path)) {
            let differs = if self.check {
                !generated::is_current(folder, path, text)?
            } else {
                generated::write(folder, &(path.clone(), text.clone()))?
            };
            if differs {
                stale.push(folder.join(path));
            }
        }
        let is_left = |path: &PathBuf| !wanted.contains_key(path) && !is_by_hand(folder, path);
        for path in files(folder)?.into_iter().filter(is_left) {
            if !self.check {
                fs::remove_file(folder.join(&path)).into_diagnostic()?;
            }
            stale.push(folder.join(path));
        }
        Ok(stale)
    }
}

/// Whether a file of the SDK in this folder is none of the generator's.
fn is_by_hand(folder: &Path, path: &Path) -> bool {
    BY_HAND.iter().any(|file| folder.join(path).ends_with(Path::new("sdks").join(file)))
}

/// Runs the official generator of a language; returns its files by their path in the SDK.
fn generate(
    workspace: &Workspace,
    generator: &Path,
    language: &str,
) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let out = tempfile::tempdir().into_diagnostic()?;
    let mut command = Command::new(generator);
    command.arg("-schema").arg(workspace.path(SCHEMA));
    command.args(["-language", language, "-out"]).arg(out.path());
    run::read(&mut command)
        .wrap_err("run `cargo xtask generate` first if the schema is missing")?;
    for (copy, original) in COPIED {
        if let Ok(copy) = Path::new(copy).strip_prefix(language) {
            fs::copy(workspace.path(original), out.path().join(copy)).into_diagnostic()?;
        }
    }
    for file in NOT_KEPT {
        if let Ok(file) = Path::new(file).strip_prefix(language) {
            fs::remove_file(out.path().join(file)).into_diagnostic()?;
        }
    }
    let read = |path: PathBuf| {
        let text = fs::read(out.path().join(&path)).into_diagnostic()?;
        Ok((path, text))
    };
    files(out.path())?.into_iter().map(read).collect()
}

/// Every file below `folder` that may be committed, by its relative path; none if the folder is missing.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
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

#[cfg(test)]
mod tests {
    use super::is_by_hand;
    use privatelink_catalog::engines::OLDEST_PULUMI;
    use std::path::Path;

    #[test]
    fn only_files_by_hand_are_left_alone() {
        let go = Path::new("/somewhere/sdks/go");
        assert!(is_by_hand(go, Path::new("go.mod")));
        assert!(!is_by_hand(go, Path::new("privatelink/init.go")));
        assert!(!is_by_hand(Path::new("/somewhere/sdks/java"), Path::new("go.mod")));
    }

    #[test]
    fn the_project_for_java_is_of_this_version() {
        let project = include_str!("../../../../sdks/java/pom.xml");
        let versions: Vec<_> = project.match_indices("<version>").map(|(at, _)| at).collect();
        let version = format!("<version>{}</version>", env!("CARGO_PKG_VERSION"));
        assert!(project[versions[0]..].starts_with(&version));
    }

    #[test]
    fn the_go_module_asks_for_what_the_plugin_asks_for() {
        let module = include_str!("../../../../sdks/go/go.mod");
        assert!(module.contains(&format!("github.com/pulumi/pulumi/sdk/v3 v{OLDEST_PULUMI}\n")));
    }
}
