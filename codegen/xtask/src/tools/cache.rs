//! Cache of built tools, addressed by what they are built from.
//!
//! An entry is a folder named after the tool and the hash of all its inputs, so it never goes stale and a fresh clone
//! with the same inputs finds it. It is built beside its final place and renamed in, so a stopped build leaves nothing
//! that looks finished; a lock file keeps two processes from building the same entry at once.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, WrapErr, miette};
use sha2::{Digest, Sha256};

use crate::progress::Step;

/// The folder that holds all entries.
#[derive(Clone, Debug)]
pub(crate) struct Cache {
    root: PathBuf,
}

/// Hash of everything that an entry is built from.
pub(crate) struct Key(Sha256);

impl Cache {
    /// Opens the cache: `$PRIVATELINK_CACHE`, else `$XDG_CACHE_HOME/privatelink`, else `~/.cache/privatelink`.
    pub(crate) fn open() -> Result<Self> {
        let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
        let root = from("PRIVATELINK_CACHE")
            .map(PathBuf::from)
            .or_else(|| {
                from("XDG_CACHE_HOME").map(|folder| PathBuf::from(folder).join("privatelink"))
            })
            .or_else(|| std::env::home_dir().map(|home| home.join(".cache/privatelink")))
            .ok_or_else(|| {
                miette!(help = "set `PRIVATELINK_CACHE`", "no folder to keep built tools in")
            })?;
        Self::at(&root)
    }

    fn at(root: &Path) -> Result<Self> {
        fs::create_dir_all(root)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot create the cache folder `{}`", root.display()))?;
        // Builds run in other folders, where a relative path would name something else.
        Ok(Self { root: fs::canonicalize(root).into_diagnostic()? })
    }

    /// The folder that holds all entries.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the folder of an entry, after building it if it is not there.
    ///
    /// `build` fills an empty folder, which is renamed to its final place when it succeeds: nothing in it may depend on
    /// where it was built.
    pub(crate) fn entry(
        &self,
        step: &Step,
        name: &str,
        key: Key,
        build: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let entry = self.root.join(format!("{name}-{}", key.digest()));
        // An entry exists only complete.
        if entry.is_dir() {
            step.note("cached");
            return Ok(entry);
        }
        let lock = File::create(entry.with_added_extension("lock")).into_diagnostic()?;
        lock.lock().into_diagnostic()?;
        if entry.is_dir() {
            step.note("cached");
            return Ok(entry);
        }
        let unfinished = entry.with_added_extension("unfinished");
        if unfinished.exists() {
            fs::remove_dir_all(&unfinished).into_diagnostic()?;
        }
        fs::create_dir(&unfinished).into_diagnostic()?;
        build(&unfinished)?;
        fs::rename(&unfinished, &entry)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot move the finished build to `{}`", entry.display()))?;
        Ok(entry)
    }
}

impl Key {
    /// A key of nothing yet; `purpose` keeps tools with equal inputs apart.
    pub(crate) fn new(purpose: &str) -> Self {
        Self(Sha256::new()).text(purpose)
    }

    /// Adds a version, a flag or another short text.
    pub(crate) fn text(mut self, text: &str) -> Self {
        self.bytes(text.as_bytes());
        self
    }

    /// Adds the content of a file.
    pub(crate) fn file(mut self, path: &Path) -> Result<Self> {
        let content = fs::read(path)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", path.display()))?;
        self.bytes(&content);
        Ok(self)
    }

    /// Sixteen hexadecimal digits: enough for the handful of entries one machine ever has.
    fn digest(self) -> String {
        self.0.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The length goes first, so that moving bytes between two parts changes the key.
    fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(bytes.len().to_le_bytes());
        self.0.update(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(parts: [&str; 2]) -> String {
        parts.into_iter().fold(Key::new("test"), Key::text).digest()
    }

    #[test]
    fn a_key_depends_on_every_part_and_its_limits() {
        assert_eq!(key(["a", "b"]), key(["a", "b"]));
        assert_ne!(key(["ab", ""]), key(["a", "b"]));
        assert_ne!(key(["a", "b"]), key(["b", "a"]));
    }

    #[test]
    fn an_entry_is_built_once_and_only_a_finished_build_counts() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::at(folder.path()).unwrap();
        let step = Step::logging_to(&folder.path().join("log"));
        let build = |build: fn(&Path) -> Result<()>| cache.entry(&step, "x", Key::new("x"), build);

        build(|out| {
            fs::write(out.join("half"), "").into_diagnostic()?;
            Err(miette!("stopped"))
        })
        .unwrap_err();
        let entry = build(|out| fs::write(out.join("whole"), "").into_diagnostic()).unwrap();
        assert!(entry.join("whole").exists() && !entry.join("half").exists());
        assert_eq!(build(|_| Err(miette!("built twice"))).unwrap(), entry);
    }
}
