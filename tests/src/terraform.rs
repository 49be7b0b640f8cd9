//! Runs the real Terraform with the real AWS provider against an account on the emulator.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};

use crate::emulator::{Account, REGION};
use crate::failure::{Context, Failure};
use crate::process::{self, Finished};
use crate::scratch::{Scratch, checkout, copy_tree};
use crate::terraform_plugin::TerraformPlugin;
use crate::toolchain::Toolchain;

/// Time for one command. The slowest resource, a load balancer, takes the provider one minute.
const LIMIT: Duration = Duration::from_mins(15);

/// Exit code of `plan -detailed-exitcode` when there is something to do.
const CHANGES: i32 = 2;

/// A configuration in a folder of its own.
#[derive(Debug)]
pub struct Terraform {
    program: PathBuf,
    account: Account,
    folder: PathBuf,
    settings: PathBuf,
    environment: Vec<(OsString, OsString)>,
    plugin: Option<Arc<TerraformPlugin>>,
    _scratch: Scratch,
}

impl Terraform {
    /// Copies the configuration in `source` and runs `terraform init`.
    ///
    /// The provider takes account and Region from the environment, so the configuration needs no test settings.
    pub fn new(toolchain: &Toolchain, account: &Account, source: &Path) -> Result<Self, Failure> {
        let terraform = Self::empty(toolchain, account)?;
        copy_tree(source, &terraform.folder)?;
        terraform.command(&["init"])?.expect(0)?;
        Ok(terraform)
    }

    /// Copies the example in `source`, a path below the checkout, with the modules it calls, and runs
    /// `terraform init`. A part of an example comes with the others, which it may call.
    pub fn example(
        toolchain: &Toolchain,
        account: &Account,
        source: &str,
        variables: &Value,
    ) -> Result<Self, Failure> {
        let mut terraform = Self::empty(toolchain, account)?;
        let whole: Vec<_> = source.split('/').take(3).collect();
        for folder in [whole.join("/").as_str(), "sdks/terraform"] {
            copy_tree(&checkout().join(folder), &terraform.folder.join(folder))?;
        }
        terraform.folder.push(source);
        terraform.set_variables(variables)?;
        terraform.command(&["init"])?.expect(0)?;
        Ok(terraform)
    }

    /// Gives the input variables of the configuration their values.
    pub fn set_variables(&self, variables: &Value) -> Result<(), Failure> {
        Ok(fs::write(self.folder.join("terraform.tfvars.json"), variables.to_string())?)
    }

    /// Sets an environment variable for all further commands.
    pub fn set_environment(&mut self, name: impl Into<OsString>, value: impl Into<OsString>) {
        self.environment.push((name.into(), value.into()));
    }

    /// Writes a configuration that calls the module in `source` once with the given inputs, and runs
    /// `terraform init`. Its only output, `module`, is an object with the module's outputs.
    pub fn module(
        toolchain: &Toolchain,
        account: &Account,
        source: &Path,
        inputs: &Value,
    ) -> Result<Self, Failure> {
        // One account and one Region, so one provider serves all commands.
        let plugin = Arc::new(TerraformPlugin::start(toolchain, account)?);
        Self::module_by(toolchain, account, plugin, source, inputs)
    }

    /// The same with a provider that is running already, for the same account.
    pub fn module_by(
        toolchain: &Toolchain,
        account: &Account,
        plugin: Arc<TerraformPlugin>,
        source: &Path,
        inputs: &Value,
    ) -> Result<Self, Failure> {
        let mut terraform = Self::empty(toolchain, account)?;
        copy_tree(source, &terraform.folder.join("module"))?;
        terraform.plugin = Some(plugin);
        terraform.write_call(inputs)?;
        terraform.command(&["init"])?.expect(0)?;
        Ok(terraform)
    }

    /// Replaces the inputs of a configuration made by [`Terraform::module`].
    pub fn set_inputs(&self, inputs: &Value) -> Result<(), Failure> {
        self.write_call(inputs)
    }

    /// The folder of the configuration, for files that a test adds or changes.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Creates or updates everything; a failure if Terraform calls anything in the configuration deprecated.
    pub fn apply(&self) -> Result<(), Failure> {
        let applied = self.command(&["apply", "-auto-approve"])?.expect(0)?;
        if applied.stdout.contains("Warning: Deprecated") {
            return Err(Failure::new(format!("something is deprecated\n{}", applied.stdout)));
        }
        Ok(())
    }

    /// What would be done, one line per resource, from the messages of a plan; [`apply_planned`](Self::apply_planned)
    /// does it.
    pub fn changes(&self) -> Result<Vec<String>, Failure> {
        let plan = self.command(&["plan", "-json", "-out=plan"])?.expect(0)?;
        plan.stdout.lines().filter_map(|line| line_of(line).transpose()).collect()
    }

    /// Does what was planned last, without a look at AWS before.
    pub fn apply_planned(&self) -> Result<(), Failure> {
        self.command(&["apply", "plan"])?.expect(0).map(drop)
    }

    /// Succeeds if AWS is as the configuration says; otherwise a failure with the plan.
    pub fn assert_unchanged(&self) -> Result<(), Failure> {
        let plan = self.command(&["plan", "-detailed-exitcode"])?;
        if plan.status.code() == Some(CHANGES) {
            return Err(Failure::new(format!("a second plan wants changes\n{}", plan.stdout)));
        }
        plan.expect(0).map(drop)
    }

    /// The planned changes, in Terraform's JSON form of a plan.
    pub fn plan(&self) -> Result<Value, Failure> {
        self.command(&["plan", "-out=plan"])?.expect(0)?;
        self.command(&["show", "-json", "plan"])?.expect(0)?.json()
    }

    /// Every output by its name; sensitive ones too.
    pub fn outputs(&self) -> Result<Value, Failure> {
        let shown: Value = self.command(&["output", "-json"])?.expect(0)?.json()?;
        let outputs = shown.as_object().into_iter().flatten();
        Ok(outputs.map(|(name, output)| (name.clone(), output["value"].clone())).collect())
    }

    /// Removes everything.
    pub fn destroy(&self) -> Result<(), Failure> {
        self.command(&["destroy", "-auto-approve"])?.expect(0).map(drop)
    }

    /// Runs any Terraform command, whatever its exit code: for refusals that a test expects.
    pub fn command(&self, arguments: &[&str]) -> Result<Finished, Failure> {
        let mut command = Command::new(&self.program);
        // Terraform and its provider hold large schemas for a short time: collecting garbage is a quarter of their work.
        command.env("GOGC", "400");
        command.args(arguments).current_dir(&self.folder);
        command.env("TF_CLI_CONFIG_FILE", &self.settings).env("CHECKPOINT_DISABLE", "1");
        // Without a terminal Terraform would draw its boxes into the logs.
        command.env("TF_CLI_ARGS", "-no-color").env("TF_IN_AUTOMATION", "1").env("TF_INPUT", "0");
        self.account.enable(&mut command, REGION);
        command.envs(self.plugin.iter().map(|plugin| plugin.variable()));
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        process::run(&mut command, LIMIT)
    }

    fn empty(toolchain: &Toolchain, account: &Account) -> Result<Self, Failure> {
        let scratch = Scratch::new("terraform")?;
        let folder = scratch.path().join("configuration");
        fs::create_dir(&folder)?;
        let settings = scratch.path().join("terraform.rc");
        let mirror = toolchain.mirror_in(scratch.path())?;
        fs::write(&settings, cli_configuration(&mirror))?;
        Ok(Self {
            program: toolchain.terraform().to_owned(),
            account: account.clone(),
            folder,
            settings,
            environment: Vec::new(),
            plugin: None,
            _scratch: scratch,
        })
    }

    /// Providers for other slots that the module declares; here all of them are of one account.
    fn aliases(&self) -> Result<Vec<String>, Failure> {
        let file = self.folder.join("module/versions.tf");
        let text =
            fs::read_to_string(&file).context(|| format!("cannot read `{}`", file.display()))?;
        let (_, declared) = text.split_once("configuration_aliases = [").unwrap_or_default();
        let (names, _) = declared.split_once(']').unwrap_or_default();
        let names = names.split(',').map(|name| name.trim().to_owned());
        Ok(names.filter(|name| !name.is_empty()).collect())
    }

    fn write_call(&self, inputs: &Value) -> Result<(), Failure> {
        let mut call = json!({ "source": "./module" });
        if let (Some(call), Some(inputs)) = (call.as_object_mut(), inputs.as_object()) {
            call.extend(inputs.clone());
        }
        let aliases = self.aliases()?;
        if !aliases.is_empty() {
            let all = aliases.iter().map(String::as_str).chain(["aws"]);
            let providers = all.map(|name| (name.to_owned(), json!("aws"))).collect();
            if let Some(call) = call.as_object_mut() {
                call.insert("providers".to_owned(), providers);
            }
        }
        let provider = json!({
            "s3_use_path_style": true,
            "skip_credentials_validation": true,
            "skip_metadata_api_check": "true",
            // By default an unexpected answer is tried again for twenty minutes.
            "max_retries": 3,
        });
        let root = json!({
            "provider": { "aws": provider },
            "module": { "this": call },
            "output": { "module": { "value": "${module.this}", "sensitive": true } },
        });
        fs::write(self.folder.join("main.tf.json"), format!("{root:#}\n"))?;
        Ok(())
    }
}

/// The line of a plan for one of Terraform's messages, if it is about a change: `create`, `update`, `delete` or `replace`
/// and the type of the resource.
fn line_of(message: &str) -> Result<Option<String>, Failure> {
    let message: Value =
        serde_json::from_str(message).context(|| format!("`{message}` is no message"))?;
    let text = |pointer: &str| message.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    if text("/type") != "planned_change" {
        return Ok(None);
    }
    let (action, kind) = (text("/change/action"), text("/change/resource/resource_type"));
    Ok((action != "read").then(|| format!("{action} {kind}")))
}

/// Takes the AWS provider from the mirror and nothing else, so that a test never waits for the network.
pub fn cli_configuration(mirror: &Path) -> String {
    let path = Value::from(mirror.to_string_lossy());
    format!(
        "provider_installation {{\n  filesystem_mirror {{\n    path    = {path}\n    include = [\"hashicorp/aws\"]\n  }}\n  direct {{\n    exclude = [\"hashicorp/aws\"]\n  }}\n}}\n"
    )
}
