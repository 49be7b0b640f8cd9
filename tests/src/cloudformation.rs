//! Deploys `CloudFormation` templates to an account on the emulator.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use serde_json::Value;

use crate::emulator::{Account, Emulator, REGION};
use crate::failure::Failure;
use crate::process::{self, Finished};
use crate::toolchain::Toolchain;

/// Time for one command; the emulator creates a stack in seconds.
const LIMIT: Duration = Duration::from_mins(5);

/// Time for compiling a template.
const COMPILE_LIMIT: Duration = Duration::from_mins(1);

/// Exit code of `changeset` when there is something to do.
const CHANGES: i32 = 2;

/// Compiles the template of a component for the inputs in a file, as a reader of the manual would; returns the template.
pub fn compile(
    toolchain: &Toolchain,
    component: &str,
    inputs: &Path,
    out: &Path,
) -> Result<PathBuf, Failure> {
    let mut compile = Command::new(toolchain.plugins()?.join("privatelink"));
    compile.args(["compile", component, "--target", "cloudformation", "--inputs"]);
    compile.arg(inputs).arg("--out").arg(out);
    process::run(&mut compile, COMPILE_LIMIT)?.expect(0)?;
    Ok(out.join("template.yaml"))
}

/// One stack.
#[derive(Debug)]
pub struct CloudFormation<'a> {
    emulator: &'a Emulator,
    account: Account,
    region: &'static str,
    stack: String,
}

impl<'a> CloudFormation<'a> {
    /// Names a stack; nothing is created yet.
    pub fn new(emulator: &'a Emulator, account: &Account, stack: &str) -> Self {
        Self { emulator, account: account.clone(), region: REGION, stack: stack.to_owned() }
    }

    /// The same stack in another Region.
    #[must_use]
    pub fn in_region(self, region: &'static str) -> Self {
        Self { region, ..self }
    }

    /// Creates or updates the stack; a failure holds the stack's events.
    pub fn deploy(&self, template: &Path, parameters: &[(&str, &str)]) -> Result<(), Failure> {
        self.command("deploy", Some(template), parameters)?.expect(0).map(drop)
    }

    /// What a deployment of the template would change; empty if nothing.
    pub fn changes(
        &self,
        template: &Path,
        parameters: &[(&str, &str)],
    ) -> Result<Vec<Value>, Failure> {
        let shown = self.command("changeset", Some(template), parameters)?;
        if shown.status.code() == Some(CHANGES) {
            return shown.json();
        }
        shown.expect(0)?;
        Ok(Vec::new())
    }

    /// Succeeds if a second deployment of the same template would change nothing.
    pub fn assert_unchanged(
        &self,
        template: &Path,
        parameters: &[(&str, &str)],
    ) -> Result<(), Failure> {
        let changes = self.changes(template, parameters)?;
        if changes.is_empty() {
            return Ok(());
        }
        Err(Failure::new(format!("a second change set is not empty\n{:#}", Value::from(changes))))
    }

    /// The stack's outputs by name.
    pub fn outputs(&self) -> Result<Value, Failure> {
        self.command("outputs", None, &[])?.expect(0)?.json()
    }

    /// Those of the stack's outputs that are text, by name.
    pub fn texts(&self) -> Result<BTreeMap<String, String>, Failure> {
        let outputs = self.outputs()?;
        let entries = outputs.as_object().into_iter().flatten();
        let texts =
            entries.filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
        Ok(texts.collect())
    }

    /// Deletes the stack with all its resources.
    pub fn delete(&self) -> Result<(), Failure> {
        self.command("delete", None, &[])?.expect(0).map(drop)
    }

    /// Runs any command of the driver, whatever its exit code: for refusals that a test expects.
    pub fn command(
        &self,
        verb: &str,
        template: Option<&Path>,
        parameters: &[(&str, &str)],
    ) -> Result<Finished, Failure> {
        let template = template.map(|path| path.to_string_lossy());
        let parameters: Vec<_> =
            parameters.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut arguments = vec![verb, "--region", self.region, "--stack", &self.stack];
        arguments.extend(template.iter().flat_map(|path| ["--template", path]));
        arguments.extend(parameters.iter().flat_map(|pair| ["--parameter", pair.as_str()]));
        self.emulator.command("awsemu.cfn", &self.account, &arguments, LIMIT)
    }
}
