//! What is in the folders of the corpus.

use std::fs;
use std::path::Path;

/// What a component's corpus consists of.
const KNOWN: [&str; 11] = [
    "README.md",
    "bad",
    "cases",
    "change.json",
    "changes",
    "cloudformation",
    "corpus.toml",
    "interactions.toml",
    "surroundings.yaml",
    "templates",
    "terraform",
];

/// Names of what is in a folder, sorted, without the extension that all of them must have; no extension means folders.
///
/// A folder that is not there is empty: whether it may be is for the caller to say.
pub(crate) fn names(folder: &Path, extension: &str) -> Result<Vec<String>, String> {
    let mut found = Vec::new();
    for (name, is_folder) in entries(folder)? {
        let stem = name.strip_suffix(extension).filter(|_| is_folder == extension.is_empty());
        match stem {
            Some(stem) => found.push(stem.to_owned()),
            None if extension.is_empty() => {}
            None => {
                let folder = folder.display();
                return Err(format!("`{folder}/{name}` is looked at by nobody: no `*{extension}`"));
            }
        }
    }
    found.sort();
    Ok(found)
}

/// What nobody looks at in the corpus of a component.
pub(crate) fn strange(folder: &Path) -> Vec<String> {
    match entries(folder) {
        Ok(entries) => entries
            .into_iter()
            .map(|(name, _)| name)
            .filter(|name| !KNOWN.contains(&name.as_str()) && slot_of(name).is_none())
            .map(|name| format!("`{name}` is looked at by nobody"))
            .collect(),
        Err(line) => vec![line],
    }
}

/// Slots beside the default one, each with a file of its own for what is there before the component.
pub(crate) fn slots(folder: &Path) -> Result<Vec<String>, String> {
    let names = entries(folder)?.into_iter().map(|(name, _)| name);
    let mut slots: Vec<String> =
        names.filter_map(|name| Some(slot_of(&name)?.to_owned())).collect();
    slots.sort();
    Ok(slots)
}

/// The slot whose surroundings a file is for.
fn slot_of(name: &str) -> Option<&str> {
    name.strip_prefix("surroundings-")?.strip_suffix(".yaml")
}

/// Names in a folder, and whether each is a folder.
fn entries(folder: &Path) -> Result<Vec<(String, bool)>, String> {
    let wrong = |error: std::io::Error| format!("{}: {error}", folder.display());
    if !folder.exists() {
        return Ok(Vec::new());
    }
    fs::read_dir(folder)
        .map_err(wrong)?
        .map(|entry| {
            let entry = entry.map_err(wrong)?;
            let is_folder = entry.file_type().map_err(wrong)?.is_dir();
            Ok((entry.file_name().to_string_lossy().into_owned(), is_folder))
        })
        .collect()
}

/// The text of a file.
pub(crate) fn read_text(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}
