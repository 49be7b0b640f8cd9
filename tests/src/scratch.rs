//! A folder of a test's own, removed at its end, and copies of checked-in files in it.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::failure::{Context, Failure};

/// Folders that tools leave behind in a checkout; a copy starts without them.
const LEFT_BEHIND: [&str; 4] = ["node_modules", "bin", "__pycache__", ".terraform"];

/// A temporary folder; set `PRIVATELINK_KEEP` to keep it for a look after a failure.
#[derive(Debug)]
pub struct Scratch(TempDir);

impl Scratch {
    /// Creates an empty folder whose name begins with `name`.
    pub fn new(name: &str) -> Result<Self, Failure> {
        let mut folder =
            tempfile::Builder::new().prefix(&format!("privatelink-{name}-")).tempdir()?;
        folder.disable_cleanup(std::env::var_os("PRIVATELINK_KEEP").is_some());
        Ok(Self(folder))
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Copies the files below `source` to the folder `name` and returns that.
    pub fn copy(&self, source: &Path, name: &str) -> Result<PathBuf, Failure> {
        let copy = self.path().join(name);
        copy_tree(source, &copy)?;
        Ok(copy)
    }
}

/// Copies a folder with its sub-folders, except what tools leave behind.
pub fn copy_tree(source: &Path, copy: &Path) -> Result<(), Failure> {
    fs::create_dir_all(copy)?;
    let entries = fs::read_dir(source).context(|| format!("cannot read `{}`", source.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name();
        if !entry.file_type()?.is_dir() {
            fs::copy(entry.path(), copy.join(name))?;
        } else if !LEFT_BEHIND.iter().any(|folder| name == *folder) {
            copy_tree(&entry.path(), &copy.join(name))?;
        }
    }
    Ok(())
}

/// The files below a folder whose names end so.
pub fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).context(|| format!("cannot read `{}`", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, extension)?);
        } else if path.extension().is_some_and(|end| end == extension) {
            found.push(path);
        }
    }
    Ok(found)
}

/// The folder of the checkout.
pub fn checkout() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_has_the_files_but_not_what_tools_left() {
        let scratch = Scratch::new("copy").unwrap();
        let source = scratch.path().join("source");
        fs::create_dir_all(source.join("node_modules/x")).unwrap();
        fs::create_dir_all(source.join("folder")).unwrap();
        fs::write(source.join("folder/file"), "text").unwrap();
        let copy = scratch.copy(&source, "copy").unwrap();
        assert_eq!(fs::read_to_string(copy.join("folder/file")).unwrap(), "text");
        assert!(!copy.join("node_modules").exists());
    }
}
