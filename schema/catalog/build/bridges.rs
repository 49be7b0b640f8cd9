//! Reads `bridges/`: for each bridge its code and a file of what `CloudFormation` has to know about it.

use super::{Failure, stem};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The longest that a function may run. Unit: seconds.
const LONGEST: u16 = 900;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BridgeFile {
    summary: String,
    properties: Vec<String>,
    /// Of each property that is a list of objects, what these may have.
    #[serde(default)]
    lists: BTreeMap<String, Vec<String>>,
    attributes: Vec<String>,
    timeout_seconds: u16,
    permissions: Vec<Permission>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Permission {
    actions: Vec<String>,
    resources: String,
}

/// All bridges as a constant. Files other than `<name>.py` and `<name>.toml` are refused, and each has both.
pub fn table(files: &[PathBuf]) -> Result<String, Failure> {
    let mut entries = String::new();
    for path in files {
        let end = path.extension().unwrap_or_default().to_string_lossy();
        let other = path.with_extension(match &*end {
            "py" => "toml",
            "toml" => "py",
            // Left behind by tools that ran the code.
            _ if path.is_dir() => continue,
            _ => return Err(format!("{}: neither code nor a description", path.display()).into()),
        });
        if !other.exists() {
            return Err(format!("{}: `{}` is missing", path.display(), other.display()).into());
        }
        if end == "toml" {
            let entry = entry(path, &other);
            entries += &entry.map_err(|problem| format!("{}: {problem}", path.display()))?;
        }
    }
    Ok(format!(
        "/// Every bridge, in the order of their names.\npub static BRIDGES: &[Bridge] = &[{entries}];\n"
    ))
}

fn entry(description: &Path, code: &Path) -> Result<String, Failure> {
    let file: BridgeFile = toml::from_str(&std::fs::read_to_string(description)?)?;
    let code = std::fs::read_to_string(code)?;
    if !(1..=LONGEST).contains(&file.timeout_seconds) {
        return Err(format!("a function runs for at most {LONGEST} seconds").into());
    }
    if !code.contains("def handler(event, context):") {
        return Err("the code has no `handler`".into());
    }
    if let Some(list) = file.lists.keys().find(|list| !file.properties.contains(list)) {
        return Err(format!("the list `{list}` is none of the properties").into());
    }
    let mut lists = String::new();
    for (list, names) in &file.lists {
        write!(lists, "({list:?}, &{names:?}), ")?;
    }
    let mut permissions = String::new();
    for Permission { actions, resources } in &file.permissions {
        if let Some(action) = actions.iter().find(|action| action.split(':').count() != 2) {
            return Err(format!("`{action}` is no action").into());
        }
        write!(permissions, "(&{actions:?}, {resources:?}), ")?;
    }
    Ok(format!(
        "Bridge {{ name: {:?}, summary: {:?}, code: {code:?}, properties: &{:?}, lists: &[{lists}], attributes: &{:?}, \
         permissions: &[{permissions}], timeout_seconds: {} }}, ",
        stem(description),
        file.summary,
        file.properties,
        file.attributes,
        file.timeout_seconds
    ))
}
