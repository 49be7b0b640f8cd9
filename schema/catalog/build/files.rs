//! What the files under `kinds/` hold.

use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KindFile {
    pub summary: String,
    pub terraform: String,
    pub pulumi: String,
    /// Tokens of earlier versions.
    #[serde(default)]
    pub pulumi_formerly: Vec<String>,
    pub cloudformation: KindForm,
    #[serde(default)]
    pub lookup: bool,
    /// Whether it is of no Region.
    #[serde(default)]
    pub global: bool,
    #[serde(default)]
    pub costs: Vec<String>,
    #[serde(default)]
    pub timeouts: Vec<Operation>,
    /// Which of both comes first when one is replaced, and why.
    pub replace: Option<Replace>,
    pub parallel: Option<Parallel>,
    #[serde(default)]
    pub faults: Vec<Fault>,
    pub import: super::import::Import,
    pub picture: Option<super::picture::Picture>,
    #[serde(default)]
    pub actions: super::access::Actions,
    pub properties: BTreeMap<String, Property>,
    pub attributes: BTreeMap<String, Attribute>,
}

/// As the variants of the graph's operations are called, which go into the constants.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Operation {
    Create,
    Update,
    Delete,
}

/// `replace = { before = "why" }`: the new one is made before the old one goes. `{ after = "why" }`: afterwards.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replace {
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Versions of Terraform's provider that must not be used with the kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    pub versions: Vec<String>,
    pub reason: String,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parallel {
    pub most: usize,
    pub reason: String,
    pub source: String,
}

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum KindForm {
    Resource(String),
    Fold { fold: Fold },
    Collect { collect: Collect },
    Merge { merge: Merge },
    Together(Together),
    Bridge { bridge: String },
    Implied { implied: String },
    Absent { absent: String, help: String },
}

/// `{ bridge = "associate_zones", together = "Zones" }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Together {
    pub bridge: String,
    pub together: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Merge {
    pub into: String,
    pub through: String,
    pub property: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fold {
    pub into: String,
    pub through: String,
    pub list: String,
    /// Of a list of texts, the property that is the element.
    pub element: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Collect {
    pub r#type: String,
    pub owner: Pair,
    pub list: Pair,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    pub property: String,
    pub name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Property {
    pub r#type: String,
    pub terraform_type: Option<String>,
    #[serde(default)]
    pub required: bool,
    pub pulumi: Option<String>,
    pub cloudformation: Option<PropertyForm>,
    #[serde(default)]
    pub fields: BTreeMap<String, Property>,
    /// Capability of an engine without which it is not there.
    pub needs: Option<String>,
    pub echo: Option<String>,
    /// Why a later change of it is ignored.
    pub set_once: Option<String>,
    #[serde(default)]
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum PropertyForm {
    Attribute {
        attributes: String,
        key: String,
    },
    Tags {
        tags: String,
    },
    Pairs {
        pairs: String,
    },
    Spread {
        spread: bool,
    },
    Implied {
        implied: bool,
    },
    Document {
        document: String,
    },
    Only {
        only: String,
    },
    Text {
        text: String,
    },
    /// `{ name = "ResourceId", beside = { name = "ResourceType", value = "VPC" } }`.
    Beside {
        name: String,
        beside: Constant,
    },
    Absent {
        absent: String,
        help: String,
    },
    Named {
        name: String,
        values: Option<BTreeMap<String, String>>,
        #[serde(default)]
        list: bool,
        wrap: Option<String>,
        inside: Option<String>,
    },
}

/// A property that is always the same.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Constant {
    pub name: String,
    pub value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    pub r#type: String,
    /// Where Terraform has it: `dns_entry[0].dns_name`.
    pub terraform: Option<String>,
    /// Where Pulumi has it: `dnsEntries[0].dnsName`.
    pub pulumi: Option<String>,
    pub cloudformation: Option<AttributeForm>,
    /// Capability of an engine without which it is not there.
    pub needs: Option<String>,
    #[serde(default)]
    pub reason: String,
}

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum AttributeForm {
    Ref { r#ref: bool },
    Get { get: String },
    Text { text: String, china: Option<String> },
    Texts { texts: [String; 1] },
    Part { list: String, index: usize, separator: String, part: usize },
    First { of: String, through: String, list: String },
    Property { property: String },
    Absent { absent: bool },
}
