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
use crate::commands::sdks;
use crate::progress::{Progress, Step};
use crate::tools::{self, Cache};
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
pub(crate) struct Sources<'a> {
    pub(crate) workspace: &'a Workspace,
    pub(crate) cache: &'a Cache,
    /// The folder that receives the packages.
    pub(crate) out: PathBuf,
}

impl Sources<'_> {
    /// Makes packages of these kinds; failures stay with `progress`.
    pub(crate) fn make(&self, kinds: &[Kind], progress: &Progress) -> Option<()> {
        progress.step("empty folder", |_| archive::empty(&self.out))?;
        for kind in kinds {
            self.one(*kind, progress)?;
        }
        progress.step("checksums", |_| {
            let sums = archive::checksums(&self.out)?;
            fs::write(self.out.join("checksums.txt"), sums).into_diagnostic()
        })
    }

    fn one(&self, kind: Kind, progress: &Progress) -> Option<()> {
        let (workspace, cache) = (self.workspace, self.cache);
        let step = |work: &dyn Fn(&Step) -> Result<()>| {
            let name = kind.to_possible_value().map(|value| value.get_name().to_owned());
            progress.step(&format!("package {}", name.unwrap_or_default()), work)
        };
        match kind {
            Kind::Plugin => step(&|step| plugin::write(self, step)),
            Kind::Npm => {
                let modules = tools::node::prepare(workspace, cache, progress)?;
                step(&|step| node::write(self, &modules, step))
            }
            Kind::Python => {
                let python = tools::python::prepare(workspace, cache, progress)?;
                step(&|step| python::write(self, &python, step))
            }
            Kind::Go => step(&|_| go::write(self)),
            Kind::Java => step(&|step| java::write(self, step)),
            Kind::Dotnet => step(&|_| self.dotnet()),
            Kind::Terraform => step(&|_| terraform::write(workspace, VERSION, &self.out)),
            Kind::CloudFormation => step(&|_| cloudformation::write(self)),
        }
    }

    /// No package registry that is at hand has Pulumi's libraries for .NET, so nothing is compiled here.
    fn dotnet(&self) -> Result<()> {
        let name = format!("pulumi-privatelink-dotnet-{VERSION}");
        let file = self.out.join(format!("dotnet/{name}.tar.gz"));
        archive::tar_gz(&file, self.sdk_entries("dotnet", &name)?)
    }

    /// The committed SDK of a language.
    pub(super) fn sdk(&self, language: &str) -> PathBuf {
        self.workspace.path("sdks").join(language)
    }

    /// The committed SDK of a language and the licence, below `name`. What tools have made beside it is no part of it.
    fn sdk_entries(&self, language: &str, name: &str) -> Result<Vec<Entry>> {
        let folder = self.sdk(language);
        let files = sdks::files(&folder)?;
        let entry = |path: &PathBuf| Entry::of_file(&archive::join(name, path), &folder.join(path));
        let mut entries = files.iter().map(entry).collect::<Result<Vec<_>>>()?;
        entries.push(self.licence(name)?);
        Ok(entries)
    }

    /// The licence, for an archive whose files are below `name`.
    fn licence(&self, name: &str) -> Result<Entry> {
        let path = if name.is_empty() { "LICENSE".to_owned() } else { format!("{name}/LICENSE") };
        Entry::of_file(&path, &self.workspace.path("LICENSE"))
    }

    /// A copy of the committed SDK of a language, with the licence, for tools that write beside what they read.
    pub(super) fn copy_of_sdk(&self, language: &str) -> Result<tempfile::TempDir> {
        let folder = tempfile::tempdir().into_diagnostic()?;
        for entry in self.sdk_entries(language, "")? {
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
