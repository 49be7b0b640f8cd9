//! What a release has, made from the checkout: archives that package managers and registries take as they are.
//!
//! | folder | what is in it |
//! | --- | --- |
//! | `plugin` | the Pulumi plugin and the command `privatelink`, for the platform of this machine, each with its list of parts |
//! | `schema` | the package schema, for Pulumi's registry |
//! | `npm`, `python`, `java` | the SDKs as their package managers take them |
//! | `go` | the SDK as a module proxy keeps it; a release is the tag `sdks/go/v<version>` |
//! | `dotnet` | sources of the SDK, which `dotnet pack` makes a package of |
//! | `terraform` | one repository for each module |
//! | `cloudformation` | templates, and the rules that hold for them |
//!
//! `checksums.txt` beside the folders has all of them.

mod archive;
mod cloudformation;
mod go;
mod java;
mod node;
mod plugin;
mod python;
mod terraform;

use std::fs;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use miette::{IntoDiagnostic, Result};
use privatelink_backends::package::VERSION;

use self::archive::Entry;
use crate::progress::Progress;
use crate::tools::{Cache, Tools};
use crate::workspace::Workspace;

/// One kind of package.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// Plugin and command for this platform, and the package schema
    Plugin,
    /// SDK for TypeScript
    Npm,
    /// SDK for Python
    Python,
    /// SDK for Go
    Go,
    /// SDK for Java
    Java,
    /// Sources of the SDK for C#
    Dotnet,
    /// Terraform modules
    Terraform,
    #[value(name = "cloudformation", help = "CloudFormation templates and their rules")]
    CloudFormation,
}

/// What packages are made from.
pub(super) struct Sources<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) cache: &'a Cache,
    pub(super) tools: &'a Tools,
    pub(super) out: PathBuf,
}

impl Sources<'_> {
    /// Makes packages of these kinds; failures stay with `progress`.
    pub(crate) fn make(&self, kinds: &[Kind], progress: &Progress) -> Option<()> {
        progress.step("empty folder", |_| archive::empty(&self.out))?;
        for kind in kinds {
            let name = kind.to_possible_value().map(|value| value.get_name().to_owned());
            progress.step(&format!("package {}", name.unwrap_or_default()), |step| match kind {
                Kind::Plugin => plugin::write(self, step),
                Kind::Npm => node::write(self, step),
                Kind::Python => python::write(self, step),
                Kind::Go => go::write(self),
                Kind::Java => java::write(self, step),
                Kind::Dotnet => self.dotnet(),
                Kind::Terraform => terraform::write(self.workspace, VERSION, &self.out),
                Kind::CloudFormation => cloudformation::write(self),
            })?;
        }
        progress.step("checksums", |_| {
            let sums = archive::checksums(&self.out)?;
            fs::write(self.out.join("checksums.txt"), sums).into_diagnostic()
        })
    }

    /// No package registry that is at hand has Pulumi's libraries for .NET, so nothing is compiled here.
    fn dotnet(&self) -> Result<()> {
        let name = format!("pulumi-privatelink-dotnet-{VERSION}");
        let mut entries = archive::tree(&name, &self.sdk("dotnet"))?;
        entries.push(self.licence(&name)?);
        archive::tar_gz(&self.out.join(format!("dotnet/{name}.tar.gz")), entries)
    }

    /// The committed SDK of a language.
    pub(super) fn sdk(&self, language: &str) -> PathBuf {
        self.workspace.path("sdks").join(language)
    }

    /// The licence, for an archive whose files are below `name`.
    pub(super) fn licence(&self, name: &str) -> Result<Entry> {
        let path = if name.is_empty() { "LICENSE".to_owned() } else { format!("{name}/LICENSE") };
        Entry::of_file(&path, &self.workspace.path("LICENSE"))
    }

    /// A copy of the committed SDK of a language, with the licence, for tools that write beside what they read.
    pub(super) fn copy_of_sdk(&self, language: &str) -> Result<tempfile::TempDir> {
        let folder = tempfile::tempdir().into_diagnostic()?;
        let mut entries = archive::tree("", &self.sdk(language))?;
        entries.retain(|entry| !entry.name.starts_with("node_modules/"));
        entries.push(self.licence("")?);
        for entry in entries {
            let path = folder.path().join(&entry.name);
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).into_diagnostic()?;
            }
            fs::write(path, entry.content).into_diagnostic()?;
        }
        Ok(folder)
    }

    /// A folder of the packages, created.
    pub(super) fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.out.join(name);
        fs::create_dir_all(&folder).into_diagnostic()?;
        Ok(folder)
    }
}

/// Copies a file into a folder.
pub(super) fn copy_into(folder: &Path, file: &Path) -> Result<()> {
    let name = file.file_name().unwrap_or_default();
    fs::copy(file, folder.join(name)).into_diagnostic().map(drop)
}
