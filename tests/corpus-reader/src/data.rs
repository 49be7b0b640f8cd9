//! The two data files of a component's corpus.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::folders::read_text;

/// What is special about cases and sets.
pub(crate) const FILE: &str = "corpus.toml";

/// Inputs that interact.
pub(crate) const INTERACTIONS_FILE: &str = "interactions.toml";

/// The engines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
pub enum Engine {
    /// Terraform, with the generated module.
    Terraform,
    /// `CloudFormation`, with a generated template.
    CloudFormation,
    /// Pulumi, with the provider.
    Pulumi,
}

impl Engine {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Terraform, Self::CloudFormation, Self::Pulumi];
}

/// `corpus.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CorpusFile {
    pub(crate) surroundings: String,
    #[serde(default)]
    pub(crate) notes: Vec<String>,
    #[serde(default)]
    pub(crate) cases: BTreeMap<String, Case>,
    #[serde(default)]
    pub(crate) bad: BTreeMap<String, BadSet>,
    #[serde(default)]
    pub(crate) cloudformation: BTreeMap<String, TemplateSet>,
    #[serde(default)]
    pub(crate) stand_ins: BTreeMap<String, String>,
}

/// `interactions.toml`
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct InteractionsFile {
    pub(crate) rows: Vec<Interaction>,
    #[serde(default)]
    pub(crate) in_no_case: BTreeMap<String, String>,
}

/// A case: inputs that are deployed, changed and removed.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Case {
    /// Who deploys it: everybody, unless there is a reason.
    pub engines: Vec<Engine>,
    /// The reason.
    pub why: Option<String>,
    /// Whether it waits for `cargo xtask test --thorough`, because it takes long and shows little that others do not.
    pub thorough: bool,
    /// Whether slots beside the default one are in an account of their own, too.
    pub apart: bool,
}

impl Default for Case {
    fn default() -> Self {
        Self { engines: Engine::ALL.to_vec(), why: None, thorough: false, apart: false }
    }
}

impl Case {
    /// Whether it has a template: it has none if `CloudFormation` does not deploy it.
    pub fn has_template(&self) -> bool {
        self.engines.contains(&Engine::CloudFormation)
    }

    pub(crate) fn is_explained(&self) -> bool {
        self.why.is_some() || Engine::ALL.iter().all(|engine| self.engines.contains(engine))
    }
}

/// A set of bad inputs.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct BadSet {
    /// The reason for what is special.
    pub why: Option<String>,
    /// Whether nothing in it stops a deployment: every tool warns.
    pub only_warnings: bool,
    /// Whether the rules that it breaks hold in templates only, so that nobody else says so.
    pub only_in_templates: bool,
    /// In what the program for Pulumi is written.
    pub program: Program,
    /// What tools say that never ask the component.
    pub own_words: Option<OwnWords>,
    /// Texts that `privatelink check` has to say, whatever else it does.
    pub says: Vec<String>,
}

impl BadSet {
    pub(crate) fn is_explained(&self) -> bool {
        let is_special = self.only_in_templates
            || self.program != Program::default()
            || self.own_words.is_some();
        self.why.is_some() || !is_special
    }
}

/// In what a program is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Program {
    /// Pulumi's YAML.
    #[default]
    Yaml,
    /// Python, past the types of its SDK.
    Python,
}

/// What tools say in words of their own.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnWords {
    /// Texts that Pulumi's YAML runtime says.
    pub pulumi_yaml: Vec<String>,
    /// Plans of Terraform, which shows one kind of mistake at a time.
    pub terraform: Vec<Plan>,
}

/// One plan.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Inputs that are taken away for it, because Terraform stops at them.
    #[serde(default)]
    pub without: Vec<String>,
    /// Texts that Terraform says.
    pub says: Vec<String>,
}

/// Inputs of a template that leave values out: those become parameters.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TemplateSet {
    /// The folder below `sdks/cloudformation/<component>` in which it is published, if it is.
    pub published: Option<String>,
}

/// Inputs that mean something together, and where that is seen.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interaction {
    /// Their paths, without keys of maps.
    pub inputs: Vec<String>,
    /// Cases that set all of them.
    #[serde(default)]
    pub cases: Vec<String>,
    /// Sets of bad inputs that break a rule about all of them.
    #[serde(default)]
    pub bad: Vec<String>,
    /// What is between them.
    pub what: String,
}

/// Reads a data file.
pub(crate) fn read<T: DeserializeOwned>(file: &Path) -> Result<T, String> {
    toml::from_str(&read_text(file)?).map_err(|error| format!("{}: {error}", file.display()))
}

/// What there is, by name, with what is special about it; what is special and not there is wrong.
pub(crate) fn with_special<T: Default>(
    folder: &str,
    names: Vec<String>,
    mut special: BTreeMap<String, T>,
    wrong: &mut Vec<String>,
) -> BTreeMap<String, T> {
    let found: BTreeMap<String, T> = names
        .into_iter()
        .map(|name| {
            let known = special.remove(&name).unwrap_or_default();
            (name, known)
        })
        .collect();
    wrong.extend(
        special.keys().map(|name| format!("`[{folder}.{name}]` is of nothing in `{folder}`")),
    );
    found
}
