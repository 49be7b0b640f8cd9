//! What each tool says to one set of inputs.

use std::fs;
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use crate::bridges::Bridges;
use crate::emulator::Account;
use crate::failure::Failure;
use crate::inputs;
use crate::process::{self, Finished};
use crate::pulumi::Pulumi;
use crate::scratch::{Scratch, checkout};
use crate::terraform::Terraform;
use crate::terraform_plugin::TerraformPlugin;
use crate::toolchain::Toolchain;
use privatelink_corpus_reader::Corpus;
use privatelink_ir::Model;
use serde_json::{Value, json};

/// Time for `privatelink check`.
const LIMIT: Duration = Duration::from_mins(1);

/// `privatelink check --output json`
pub fn check(tools: &Toolchain, corpus: &Corpus, set: &str) -> Result<Finished, Failure> {
    run_check(tools, corpus, set, &["--output", "json"])
}

/// `privatelink check`, for people.
pub fn check_for_people(
    tools: &Toolchain,
    corpus: &Corpus,
    set: &str,
) -> Result<Finished, Failure> {
    run_check(tools, corpus, set, &[])
}

fn run_check(
    tools: &Toolchain,
    corpus: &Corpus,
    set: &str,
    options: &[&str],
) -> Result<Finished, Failure> {
    let mut command = Command::new(tools.plugins()?.join("privatelink"));
    command.args(["check", corpus.component.name, &format!("{set}.yaml")]).args(options);
    process::run(command.current_dir(corpus.folder().join("bad")), LIMIT)
}

/// An account in which nothing is ever made, and what all plans and previews in it share.
#[derive(Debug)]
pub struct Refused {
    account: Account,
    plugin: Arc<TerraformPlugin>,
    bridges: Arc<Bridges>,
}

impl Refused {
    /// Starts the provider for an account.
    pub fn open(tools: &Toolchain, account: Account) -> Result<Self, Failure> {
        let plugin = Arc::new(TerraformPlugin::start(tools, &account)?);
        Ok(Self { account, plugin, bridges: Arc::new(Bridges::none()?) })
    }

    /// The account.
    pub fn account(&self) -> &Account {
        &self.account
    }

    /// `terraform plan` of the committed module
    pub fn plan(
        &self,
        tools: &Toolchain,
        corpus: &Corpus,
        model: &Model,
        inputs: &Value,
    ) -> Result<Finished, Failure> {
        let inputs = inputs::for_terraform(&model.inputs, inputs);
        let module = checkout().join("sdks/terraform").join(&corpus.name);
        let plugin = Arc::clone(&self.plugin);
        Terraform::module_by(tools, &self.account, plugin, &module, &inputs)?
            .command(&["plan", "-json"])
    }

    /// `pulumi preview`
    pub fn preview(&self, tools: &Toolchain, program: &Scratch) -> Result<Finished, Failure> {
        let bridges = Arc::clone(&self.bridges);
        Pulumi::new_by(tools, &self.account, bridges, program.path())?.command(&["preview"])
    }
}

/// A program in YAML with one component.
pub fn yaml(corpus: &Corpus, inputs: &Value) -> Result<Scratch, Failure> {
    let token = format!("privatelink:{}", corpus.component.name);
    let program = json!({
        "name": "bad",
        "runtime": "yaml",
        "resources": { "component": { "type": token, "properties": inputs } },
    });
    let folder = Scratch::new("program")?;
    fs::write(folder.path().join("Pulumi.yaml"), serde_yaml_ng::to_string(&program)?)?;
    Ok(folder)
}

/// A program in Python with one component, past the types of its SDK.
pub fn python(corpus: &Corpus, inputs: &Value) -> Result<Scratch, Failure> {
    let component = corpus.component.name;
    let program = format!(
        "import json, pulumi\n\
         with open('inputs.json') as file:\n    inputs = json.load(file)\n\
         pulumi.ComponentResource('privatelink:index:{component}', 'component', inputs, None, True)\n"
    );
    let folder = Scratch::new("program")?;
    fs::write(folder.path().join("Pulumi.yaml"), "name: bad\nruntime: python\n")?;
    fs::write(folder.path().join("inputs.json"), inputs.to_string())?;
    fs::write(folder.path().join("__main__.py"), program)?;
    Ok(folder)
}
