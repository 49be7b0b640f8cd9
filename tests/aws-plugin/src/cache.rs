//! The schema that an earlier plugin of this build was told.
//!
//! YAML programs ask for it in each preview and each update, and the bridge takes seconds to load its provider for that.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A file beside this program.
pub(crate) struct Cache(PathBuf);

impl Cache {
    /// The schema of a Terraform provider, which its file names.
    pub(crate) fn of(provider: &Path) -> Option<Self> {
        let program = std::env::current_exe().ok()?;
        let provider = provider.canonicalize().ok()?;
        let name = provider.file_name()?.to_string_lossy();
        Some(Self(program.with_extension(format!("{name}.schema.json"))))
    }

    /// What is in it, unless this program is newer.
    pub(crate) fn read(&self) -> Option<String> {
        let program = std::env::current_exe().ok()?;
        let changed = |file: &Path| fs::metadata(file).and_then(|data| data.modified());
        let fresh = changed(&self.0).ok()? > changed(&program).ok()?;
        fresh.then(|| fs::read_to_string(&self.0).ok()).flatten()
    }

    /// Writes the file as a whole, since other plugins may read it just now.
    pub(crate) fn write(&self, schema: &str) -> io::Result<()> {
        let unfinished = self.0.with_extension(std::process::id().to_string());
        fs::write(&unfinished, schema)?;
        fs::rename(unfinished, &self.0)
    }
}
