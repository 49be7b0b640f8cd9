//! `cargo xtask generate`

use std::io::Write;
use std::path::Path;

use miette::{IntoDiagnostic, Result, WrapErr, miette};

use crate::generated::{self, GENERATORS, GeneratedFile};
use crate::workspace::Workspace;

/// Write the files of the repository that programs write
///
/// Prints each file that changed. Commit them together with the change that caused them.
#[derive(clap::Args)]
pub(crate) struct Generate {
    /// Compare instead of writing; fail if a file is out of date
    #[arg(long)]
    pub(super) check: bool,
}

impl Generate {
    pub(crate) fn run(self) -> Result<()> {
        self.update(&Workspace::find()?)
    }

    /// Writes the files, or compares them with what is there.
    pub(super) fn update(&self, workspace: &Workspace) -> Result<()> {
        let mut stale = Vec::new();
        for generator in GENERATORS {
            let files = (generator.run)(workspace.root())
                .wrap_err_with(|| format!("cannot generate the {}", generator.name))?;
            for file in &files {
                if self.differs(workspace.root(), file)? {
                    stale.push(file.0.display().to_string());
                }
            }
        }
        report(&stale, self.check, "cargo xtask generate")
    }

    /// Writes or compares one file; true if it was out of date.
    fn differs(&self, root: &Path, file: &GeneratedFile) -> Result<bool> {
        if self.check {
            Ok(!generated::is_current(root, &file.0, &file.1)?)
        } else {
            generated::write(root, file)
        }
    }
}

/// Prints the files that were out of date; that is an error when only comparing.
pub(super) fn report(stale: &[String], check: bool, command: &str) -> Result<()> {
    if check && !stale.is_empty() {
        let help = format!("run `{command}` and commit the result");
        return Err(miette!(help = help, "out of date:\n{}", stale.join("\n")));
    }
    let mut out = std::io::stdout().lock();
    for file in stale {
        writeln!(out, "{file}").into_diagnostic()?;
    }
    Ok(())
}
