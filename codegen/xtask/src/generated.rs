//! Files of the repository that a program writes: one list of generators, written or compared.
//!
//! A new generator is one line in [`GENERATORS`]. A generator is a function of the checkout: it returns every file it
//! owns as a path relative to the root with the file's text, and equal input gives equal text.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, WrapErr};

use crate::{components, pictures, protos};

/// A file below the root of the checkout and the text it must have.
pub(crate) type GeneratedFile = (PathBuf, String);

/// One program that writes files of the repository.
pub(crate) struct Generator {
    /// What it writes, for messages.
    pub(crate) name: &'static str,
    /// Computes the files for the checkout at the given root.
    pub(crate) run: fn(&Path) -> Result<Vec<GeneratedFile>>,
}

/// Every generator, in the order in which they run: a later one may read what an earlier one wrote.
pub(crate) const GENERATORS: &[Generator] = &[
    Generator { name: "protocol", run: |root| protos::generate(root).into_diagnostic() },
    Generator { name: "components", run: |_| of_components() },
    Generator { name: "pictures", run: pictures::generate },
];

/// What is written about the components; their definitions are code, so nothing of the checkout is read.
fn of_components() -> Result<Vec<GeneratedFile>> {
    let files = components::generated(privatelink_components::COMPONENTS);
    let files = files.map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        miette::miette!("{}", lines.join("\n"))
    })?;
    Ok(files.0.into_iter().map(|(path, text)| (path.into(), text)).collect())
}

/// Writes `text` unless the file has it already, so that nothing is rebuilt in vain; true if it was written.
pub(crate) fn write<T: AsRef<[u8]>>(root: &Path, (path, text): &(PathBuf, T)) -> Result<bool> {
    if is_current(root, path, text)? {
        return Ok(false);
    }
    let path = root.join(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).into_diagnostic()?;
    }
    fs::write(&path, text)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write `{}`", path.display()))?;
    Ok(true)
}

/// True if the file exists with exactly this text.
pub(crate) fn is_current(root: &Path, path: &Path, text: impl AsRef<[u8]>) -> Result<bool> {
    match fs::read(root.join(path)) {
        Ok(found) => Ok(found == text.as_ref()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_only_when_it_differs() {
        let root = tempfile::tempdir().unwrap();
        let file = (PathBuf::from("new/folder/file.txt"), "text".to_owned());
        assert!(write(root.path(), &file).unwrap());
        assert!(!write(root.path(), &file).unwrap());
        assert!(is_current(root.path(), &file.0, "text").unwrap());
        assert!(!is_current(root.path(), &file.0, "other").unwrap());
    }
}
