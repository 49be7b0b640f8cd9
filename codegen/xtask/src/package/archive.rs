//! Archives whose bytes depend on nothing but the files in them: no time, no owner, a fixed order.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::{Compression, GzBuilder};
use miette::{IntoDiagnostic, Result, WrapErr};
use sha2::{Digest, Sha256};
use tar::{EntryType, Header};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Mode of a program, and of any other file.
const PROGRAM: u32 = 0o755;
const TEXT: u32 = 0o644;

/// One file of an archive.
pub(super) struct Entry {
    /// Path in the archive, with forward slashes.
    pub(super) name: String,
    /// The file.
    pub(super) content: Vec<u8>,
    /// Whether it can be run.
    pub(super) is_program: bool,
}

impl Entry {
    /// A file that is there.
    pub(super) fn of_file(name: &str, path: &Path) -> Result<Self> {
        let content = fs::read(path)
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot read `{}`", path.display()))?;
        Ok(Self { name: name.to_owned(), content, is_program: false })
    }

    /// The same, which can be run.
    pub(super) fn of_program(name: &str, path: &Path) -> Result<Self> {
        Ok(Self { is_program: true, ..Self::of_file(name, path)? })
    }

    /// A text.
    pub(super) fn of_text(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), content: text.as_bytes().to_vec(), is_program: false }
    }
}

/// Every file below a folder, under this name in the archive.
pub(super) fn tree(name: &str, folder: &Path) -> Result<Vec<Entry>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(current) = open.pop() {
        for entry in fs::read_dir(&current).into_diagnostic()? {
            let path = entry.into_diagnostic()?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let relative = path.strip_prefix(folder).into_diagnostic()?;
                found.push(Entry::of_file(&join(name, relative), &path)?);
            }
        }
    }
    Ok(found)
}

/// Path in an archive of a file below a folder, under this name.
pub(super) fn join(name: &str, path: &Path) -> String {
    let parts = path.iter().map(|part| part.to_string_lossy());
    let all = Some(name.into()).into_iter().chain(parts).filter(|part| !part.is_empty());
    all.collect::<Vec<_>>().join("/")
}

/// Writes a `.tar.gz`.
pub(super) fn tar_gz(file: &Path, mut entries: Vec<Entry>) -> Result<()> {
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    let compressed = GzBuilder::new().write(create(file)?, Compression::best());
    let mut archive = tar::Builder::new(compressed);
    for entry in entries {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_size(u64::try_from(entry.content.len()).into_diagnostic()?);
        header.set_mode(if entry.is_program { PROGRAM } else { TEXT });
        header.set_mtime(0);
        archive
            .append_data(&mut header, &entry.name, entry.content.as_slice())
            .into_diagnostic()?;
    }
    archive.into_inner().into_diagnostic()?.finish().into_diagnostic()?;
    Ok(())
}

/// Writes a `.zip`.
pub(super) fn zip(file: &Path, mut entries: Vec<Entry>) -> Result<()> {
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    let mut archive = ZipWriter::new(create(file)?);
    for entry in entries {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(if entry.is_program { PROGRAM } else { TEXT });
        archive.start_file(&*entry.name, options).into_diagnostic()?;
        archive.write_all(&entry.content).into_diagnostic()?;
    }
    archive.finish().into_diagnostic()?;
    Ok(())
}

/// Creates a file and the folders above it.
fn create(file: &Path) -> Result<File> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).into_diagnostic()?;
    }
    File::create(file)
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot write `{}`", file.display()))
}

/// The lines of a file of checksums for everything below `folder`, as `sha256sum --check` reads them.
pub(super) fn checksums(folder: &Path) -> Result<String> {
    let mut entries = tree("", folder)?;
    entries.sort_by(|one, other| one.name.cmp(&other.name));
    let line = |entry: Entry| {
        let digest = Sha256::digest(&entry.content);
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{digest}  {}\n", entry.name)
    };
    Ok(entries.into_iter().map(line).collect())
}

/// Replaces a folder by an empty one.
pub(super) fn empty(folder: &Path) -> Result<PathBuf> {
    if folder.exists() {
        fs::remove_dir_all(folder).into_diagnostic()?;
    }
    fs::create_dir_all(folder).into_diagnostic()?;
    Ok(folder.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries() -> Vec<Entry> {
        let program = Entry { is_program: true, ..Entry::of_text("bin/program", "run") };
        vec![program, Entry::of_text("a", "text")]
    }

    #[test]
    fn equal_files_give_equal_archives() {
        let folder = tempfile::tempdir().unwrap();
        for (write, end) in
            [(tar_gz as fn(&Path, Vec<Entry>) -> Result<()>, "tar.gz"), (zip, "zip")]
        {
            let [one, other] = ["one", "other"].map(|name| {
                let file = folder.path().join(name).with_added_extension(end);
                let mut entries = entries();
                if name == "other" {
                    entries.reverse();
                }
                write(&file, entries).unwrap();
                fs::read(file).unwrap()
            });
            assert!(one == other, "{end}");
        }
    }

    #[test]
    fn checksums_name_every_file_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("below")).unwrap();
        fs::write(folder.path().join("below/file"), "").unwrap();
        assert_eq!(
            checksums(folder.path()).unwrap(),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  below/file\n"
        );
    }
}
