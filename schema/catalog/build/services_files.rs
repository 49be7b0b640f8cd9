//! What may stand in the files of `services/`.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The files of `services/`, as texts.
#[derive(Clone)]
pub struct Files {
    pub observed: String,
    pub listed: String,
    pub lists: String,
    pub bundles: String,
}

impl Files {
    /// Reads the folder.
    pub fn read(folder: &Path) -> std::io::Result<Self> {
        let file = |name: &str| std::fs::read_to_string(folder.join(name));
        Ok(Self {
            observed: file("observed.toml")?,
            listed: file("listed.toml")?,
            lists: file("lists.toml")?,
            bundles: file("bundles.toml")?,
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServicesFile {
    pub checked: String,
    pub evidence: Evidence,
    pub by_rule: Vec<String>,
    #[serde(default)]
    pub names_unknown: Vec<String>,
    pub without_policy: Option<WithoutPolicy>,
    pub sources: BTreeMap<String, String>,
    pub services: BTreeMap<String, Exception>,
}

/// Services whose endpoints take no policy.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WithoutPolicy {
    pub source: String,
    pub services: Vec<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
pub enum Evidence {
    Observed,
    Stated,
}

/// What differs from the rule.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    pub name: Option<String>,
    pub private_dns: Option<Vec<String>>,
    pub ports: Option<Vec<Port>>,
    pub interface: Option<bool>,
    pub gateway: Option<bool>,
    pub source: OneOrMany,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Port {
    One(u16),
    Range(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lists {
    pub cross_region: CrossRegion,
    pub lattice: Lattice,
    pub shadows: Shadows,
    pub meant: Meant,
    pub china: China,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CrossRegion {
    pub source: String,
    pub services: Vec<String>,
    pub excluded_zones: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lattice {
    pub source: String,
    pub excluded_zones: Vec<String>,
}

/// Services whose private names cover public ones.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shadows {
    pub source: String,
    pub hides: BTreeMap<String, String>,
}

/// What services are called otherwise.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meant {
    pub source: String,
    pub names: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct China {
    pub source: String,
    pub prefix: String,
    pub prefixed: Vec<String>,
    pub suffixes: BTreeMap<String, String>,
    pub dns: BTreeMap<String, String>,
    pub private_dns: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    pub summary: String,
    pub interface: Vec<String>,
    #[serde(default)]
    pub gateway: Vec<String>,
    pub source: String,
}
