//! Where the checkout is, and how to call Cargo in it.

use std::path::{Path, PathBuf};
use std::process::Command;

use miette::{IntoDiagnostic, Result, WrapErr, miette};

/// The checkout that `cargo xtask` was called in.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the checkout through Cargo, so a copied or moved binary works on the folder it is called in.
    pub(crate) fn find() -> Result<Self> {
        let output = cargo_command()
            .args(["locate-project", "--workspace", "--message-format", "plain"])
            .output()
            .into_diagnostic()
            .wrap_err("cannot run `cargo`")?;
        let manifest = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
        let root = manifest.parent().filter(|_| output.status.success()).ok_or_else(|| {
            miette!(help = "call it inside a checkout of the project", "no Cargo workspace here")
        })?;
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |folder| root.join(folder));
        Ok(Self { root: root.to_owned(), target })
    }

    /// The folder with the workspace's `Cargo.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the root, given with forward slashes.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// Cargo's output folder; honours `CARGO_TARGET_DIR`.
    pub(crate) fn target(&self) -> &Path {
        &self.target
    }

    /// A Cargo command in the root.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = cargo_command();
        command.current_dir(&self.root);
        command
    }
}

/// The Cargo that runs this program, which is the one that `rust-toolchain.toml` picks.
fn cargo_command() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
