//! Reads `tests/corpus`: the cases of each component, its sets of bad inputs, and what is special about them.
//!
//! The folders are the lists. Every file in `cases` is a case that every engine deploys, every file in `bad` a set that
//! every tool refuses in the same words. What is special about one stands in the component's `corpus.toml`, with the
//! reason; what no reader of a folder would look at is an error here, so that nothing is forgotten.

#![cfg_attr(test, allow(clippy::unwrap_used, reason = "tests may fail"))]

mod data;
mod folders;
mod readme;
mod stand_ins;

pub use data::{BadSet, Case, Engine, Interaction, OwnWords, Plan, Program, TemplateSet};
pub use readme::readme;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use privatelink_catalog::spelling::snake_case;
use privatelink_components::COMPONENTS;
use privatelink_ir::Component;
use serde_json::Value;

use data::{CorpusFile, InteractionsFile};
use folders::{names, read_text};

/// What is wrong with the corpus, one line each.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct Wrong(pub Vec<String>);

/// What the tests know about one component.
#[derive(Debug, Clone)]
pub struct Corpus {
    /// The component.
    pub component: &'static Component,
    /// Name of its folder in the corpus, and of its Terraform module.
    pub name: String,
    folder: PathBuf,
    /// What is in an account before the component, in words.
    pub surroundings: String,
    /// What a reader of the cases should know.
    pub notes: Vec<String>,
    /// Slots beside the default one that are deployed in a Region of their own: those with a `surroundings-<slot>.yaml`.
    pub slots: Vec<String>,
    /// What is in `cases`, by name.
    pub cases: BTreeMap<String, Case>,
    /// What is in `bad`, by name.
    pub bad: BTreeMap<String, BadSet>,
    /// What is in `cloudformation`, by name.
    pub templates: BTreeMap<String, TemplateSet>,
    /// What stands for each `$Name` of a case where there is no account.
    pub stand_ins: BTreeMap<String, String>,
    /// Inputs that interact.
    pub interactions: Vec<Interaction>,
    /// Inputs that no case has, and why.
    pub in_no_case: BTreeMap<String, String>,
}

impl Corpus {
    /// The corpus of every component.
    ///
    /// # Errors
    ///
    /// A component without a corpus, a corpus without a component, and everything in one that no test would look at.
    pub fn all() -> Result<Vec<Self>, Wrong> {
        let mut wrong = Vec::new();
        let mut found = Vec::new();
        for component in COMPONENTS {
            match Self::of(component) {
                Ok(corpus) => found.push(corpus),
                Err(Wrong(lines)) => wrong.extend(lines),
            }
        }
        match names(&root(), "") {
            Ok(folders) => {
                let is_corpus = |name: &&String| root().join(name).join(data::FILE).is_file();
                let is_known = |name: &&String| {
                    COMPONENTS.iter().any(|component| snake_case(component.name) == **name)
                };
                let strange = folders.iter().filter(is_corpus).filter(|name| !is_known(name));
                wrong.extend(strange.map(|name| format!("`{name}` is no component")));
            }
            Err(line) => wrong.push(line),
        }
        if wrong.is_empty() { Ok(found) } else { Err(Wrong(wrong)) }
    }

    /// The corpus of one component.
    ///
    /// # Errors
    ///
    /// Everything in it that no test would look at.
    pub fn of(component: &'static Component) -> Result<Self, Wrong> {
        Self::below(&root(), component)
    }

    fn below(root: &Path, component: &'static Component) -> Result<Self, Wrong> {
        let name = snake_case(component.name);
        let folder = root.join(&name);
        let one = |line: String| Wrong(vec![line]);
        let special: CorpusFile = data::read(&folder.join(data::FILE)).map_err(one)?;
        let table: InteractionsFile =
            data::read(&folder.join(data::INTERACTIONS_FILE)).map_err(one)?;
        let mut wrong = folders::strange(&folder);
        let slots = folders::slots(&folder).map_err(one)?;
        let mut list = |folder_name: &str, extension: &str| -> Vec<String> {
            names(&folder.join(folder_name), extension).unwrap_or_else(|line| {
                wrong.push(line);
                Vec::new()
            })
        };
        let cases = list("cases", ".json");
        let changes = list("changes", ".json");
        let bad = list("bad", ".yaml");
        let templates = list("cloudformation", "");
        let inputs = |name: &String| folder.join("cloudformation").join(name).join("inputs.json");
        let without = templates.iter().filter(|name| !inputs(name).is_file());
        wrong.extend(without.map(|name| format!("`cloudformation/{name}` has no `inputs.json`")));
        let corpus = Self {
            component,
            surroundings: special.surroundings,
            notes: special.notes,
            slots,
            cases: data::with_special("cases", cases, special.cases, &mut wrong),
            bad: data::with_special("bad", bad, special.bad, &mut wrong),
            templates: data::with_special(
                "cloudformation",
                templates,
                special.cloudformation,
                &mut wrong,
            ),
            stand_ins: special.stand_ins,
            interactions: table.rows,
            in_no_case: table.in_no_case,
            name,
            folder,
        };
        wrong.extend(corpus.unexplained());
        wrong.extend(corpus.without_change(&changes));
        wrong.extend(corpus.unknown_files());
        if wrong.is_empty() {
            Ok(corpus)
        } else {
            Err(Wrong(wrong.iter().map(|line| format!("{}: {line}", corpus.name)).collect()))
        }
    }

    /// The folder of the component in the corpus.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The inputs of a case as they stand in its file, with `$Name` for what the surroundings provide.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn case(&self, name: &str) -> Result<Value, Wrong> {
        self.json(&format!("cases/{name}.json"))
    }

    /// The inputs of a case with a stand-in for each `$Name`, for tests without an account.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or has a name that nothing stands for.
    pub fn filled_case(&self, name: &str) -> Result<Value, Wrong> {
        stand_ins::fill(self.case(name)?, &self.stand_ins).map_err(|unknown| {
            Wrong(vec![format!(
                "{}: nothing stands for `{unknown}` of the case `{name}`; add it to `[stand_ins]` \
                 of `{}`",
                self.name,
                data::FILE
            )])
        })
    }

    /// A set of bad inputs.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn bad_set(&self, name: &str) -> Result<Value, Wrong> {
        self.json(&format!("bad/{name}.yaml"))
    }

    /// The inputs of a template of its own.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn template_inputs(&self, name: &str) -> Result<Value, Wrong> {
        self.json(&format!("cloudformation/{name}/inputs.json"))
    }

    /// JSON is YAML.
    fn json(&self, path: &str) -> Result<Value, Wrong> {
        let file = self.folder.join(path);
        let text = read_text(&file).map_err(|line| Wrong(vec![line]))?;
        serde_yaml_ng::from_str(&text)
            .map_err(|error| Wrong(vec![format!("{}: {error}", file.display())]))
    }

    /// Cases and sets that are special without a reason.
    fn unexplained(&self) -> Vec<String> {
        let cases = self.cases.iter().filter(|(_, case)| !case.is_explained());
        let cases = cases.map(|(name, _)| format!("`[cases.{name}]` has `engines`, but no `why`"));
        let bad = self.bad.iter().filter(|(_, set)| !set.is_explained());
        let bad = bad.map(|(name, _)| format!("`[bad.{name}]` is special, but has no `why`"));
        let together = self.cases.iter().filter(|(_, case)| case.apart && self.slots.is_empty());
        let together =
            together.map(|(name, _)| format!("`[cases.{name}]` is `apart`, but there is one slot"));
        cases.chain(bad).chain(together).collect()
    }

    /// Cases without a change, and changes without a case.
    fn without_change(&self, changes: &[String]) -> Vec<String> {
        let for_all = self.folder.join("change.json").is_file();
        let deployed = self.cases.iter().filter(|(_, case)| !case.engines.is_empty());
        let unchanged = deployed.filter(|(name, _)| !for_all && !changes.contains(name));
        let unchanged = unchanged.map(|(name, _)| format!("the case `{name}` has no change"));
        let of_none = changes.iter().filter(|name| !self.cases.contains_key(*name));
        let of_none = of_none.map(|name| format!("`changes/{name}.json` is of no case"));
        unchanged.chain(of_none).collect()
    }

    /// Files that the table of interactions names and that are not there.
    fn unknown_files(&self) -> Vec<String> {
        let rows = self.interactions.iter();
        let unknown = rows.flat_map(|row| {
            let cases = row.cases.iter().filter(|name| !self.cases.contains_key(*name));
            let bad = row.bad.iter().filter(|name| !self.bad.contains_key(*name));
            cases.map(|name| format!("cases/{name}")).chain(bad.map(|name| format!("bad/{name}")))
        });
        unknown
            .map(|path| format!("`{path}` of `{}` is not there", data::INTERACTIONS_FILE))
            .collect()
    }
}

/// The folder of the corpus.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../corpus")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    /// What is wrong with a corpus of these files, apart from the smallest that is right.
    fn wrong(files: &[(&str, &str)]) -> Vec<String> {
        let scratch = tempfile::tempdir().unwrap();
        let component = COMPONENTS.first().unwrap();
        let folder = scratch.path().join(snake_case(component.name));
        let smallest = [
            ("corpus.toml", "surroundings = \"nothing\""),
            ("interactions.toml", "rows = []"),
            ("cases/one.json", "{}"),
            ("changes/one.json", "{}"),
            ("bad/one.yaml", "{}"),
        ];
        for (path, text) in smallest.iter().chain(files) {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        match Corpus::below(scratch.path(), component) {
            Ok(_) => Vec::new(),
            Err(Wrong(lines)) => lines,
        }
    }

    #[test]
    fn what_every_engine_deploys_needs_no_words() {
        assert_eq!(wrong(&[]), Vec::<String>::new());
    }

    #[test]
    fn nothing_is_forgotten() {
        let special = |text: &str| format!("surroundings = \"nothing\"\n{text}");
        for (path, text, needle) in [
            ("cases/two.yaml", "{}", "two.yaml` is looked at by nobody"),
            ("bad/two.yml", "{}", "two.yml` is looked at by nobody"),
            ("bad_inputs/one.yaml", "{}", "`bad_inputs` is looked at by nobody"),
            ("cases/two.json", "{}", "the case `two` has no change"),
            ("changes/two.json", "{}", "`changes/two.json` is of no case"),
            ("cloudformation/two/template.json", "{}", "`cloudformation/two` has no `inputs.json`"),
            ("corpus.toml", &special("[cases.two]"), "`[cases.two]` is of nothing"),
            ("corpus.toml", &special("[bad.two]"), "`[bad.two]` is of nothing"),
            ("corpus.toml", &special("[cases.one]\nengines = []"), "but no `why`"),
            ("corpus.toml", &special("[cases.one]\nengines = [\"Pulumi\"]"), "but no `why`"),
            ("corpus.toml", &special("[bad.one]\nprogram = \"Python\""), "but has no `why`"),
            ("corpus.toml", &special("[cases.one]\nslow = true"), "unknown field `slow`"),
            (
                "interactions.toml",
                "rows = [{ inputs = [], cases = [\"two\"], what = \"\" }]",
                "`cases/two` of `interactions.toml` is not there",
            ),
        ] {
            let lines = wrong(&[(path, text)]);
            assert!(lines.concat().contains(needle), "{path}: {text}: {lines:?}");
        }
    }

    #[test]
    fn a_reason_is_all_that_a_special_case_needs() {
        let why = "surroundings = \"\"\n[cases.one]\nengines = []\nwhy = \"no engine can\"";
        assert_eq!(wrong(&[("corpus.toml", why)]), Vec::<String>::new());
    }
}
