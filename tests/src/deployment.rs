//! One component deployed by one engine, seen alike: the three engines behind one trait.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use privatelink_backends::cloudformation::{self, Compiled, Format};
pub use privatelink_corpus_reader::Engine;
use privatelink_ir::{Component, Given};
use serde_json::{Value, json};

use crate::cloudformation::CloudFormation;
use crate::emulator::{Account, Emulator};
use crate::failure::Failure;
use crate::inputs;
use crate::preview::Run;
use crate::pulumi::Pulumi;
use crate::scratch::{Scratch, checkout};
use crate::terraform::Terraform;
use crate::toolchain::Toolchain;

/// What every engine can do with a component.
pub trait Deployment {
    /// Creates or updates everything.
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure>;
    /// Succeeds if a second deployment of the same inputs would change nothing.
    fn assert_unchanged(&self) -> Result<(), Failure>;
    /// What a deployment of these inputs would do, one line per resource: `create`, `update` or `replace` and what.
    fn changes(&mut self, inputs: &Value) -> Result<Vec<String>, Failure>;
    /// Deploys the inputs whose [`changes`](Self::changes) were asked for last. An engine that keeps its plan does not plan again.
    fn deploy_changes(&mut self, inputs: &Value) -> Result<(), Failure> {
        self.deploy(inputs)
    }
    /// The outputs by name, as the engine spells and shows them.
    fn outputs(&self) -> Result<Value, Failure>;
    /// Removes everything.
    fn destroy(&mut self) -> Result<(), Failure>;
}

/// Engines that deploy a component.
pub trait Prepare {
    /// Prepares a deployment; nothing is created yet.
    fn prepare<'a>(
        self,
        toolchain: &'a Toolchain,
        emulator: &'a Emulator,
        account: &Account,
        component: &'static Component,
    ) -> Result<Box<dyn Deployment + 'a>, Failure>;
}

impl Prepare for Engine {
    fn prepare<'a>(
        self,
        toolchain: &'a Toolchain,
        emulator: &'a Emulator,
        account: &Account,
        component: &'static Component,
    ) -> Result<Box<dyn Deployment + 'a>, Failure> {
        Ok(match self {
            Self::Terraform => {
                Box::new(Module { toolchain, account: account.clone(), component, terraform: None })
            }
            Self::CloudFormation => Box::new(Stack {
                stack: CloudFormation::new(emulator, account, "component"),
                component,
                scratch: Scratch::new("template")?,
            }),
            Self::Pulumi => Box::new(Program {
                toolchain,
                account: account.clone(),
                component,
                pulumi: None,
                previewed: None,
            }),
        })
    }
}

/// The name of an output as an engine spells it.
pub fn spelled(engine: Engine, name: &str) -> String {
    match engine {
        Engine::Terraform => privatelink_catalog::spelling::snake_case(name),
        Engine::Pulumi => name.to_owned(),
        Engine::CloudFormation => {
            let (first, rest) = name.split_at(1);
            first.to_uppercase() + rest
        }
    }
}

/// The line of a plan for a change in a change set.
pub(crate) fn line(change: &Value) -> String {
    let verb = match (change["action"].as_str(), change["replacement"].as_str()) {
        (Some("Add"), _) => "create",
        (Some("Remove"), _) => "delete",
        (_, Some("True")) => "replace",
        _ => "update",
    };
    format!("{verb} {}", change["logicalId"].as_str().unwrap_or_default())
}

/// The outputs of a component in the state of a stack.
pub(crate) fn outputs_in(state: &Value, component: &Component) -> Result<Value, Failure> {
    let resources = state.pointer("/deployment/resources").and_then(Value::as_array);
    let name = component.name;
    let is_component = |resource: &&Value| {
        let of = resource["type"].as_str().and_then(|of| of.strip_prefix("privatelink:"));
        of.is_some_and(|of| of.trim_start_matches("index:") == name)
    };
    let component = resources.into_iter().flatten().find(is_component);
    let component = component.ok_or_else(|| Failure::new(format!("no {name} is there")))?;
    Ok(component["outputs"].clone())
}

struct Module<'a> {
    toolchain: &'a Toolchain,
    account: Account,
    component: &'static Component,
    terraform: Option<Terraform>,
}

impl Module<'_> {
    fn set(&mut self, inputs: &Value) -> Result<&Terraform, Failure> {
        let inputs = inputs::for_terraform(&self.component.model().inputs, inputs);
        if let Some(terraform) = &self.terraform {
            terraform.set_inputs(&inputs)?;
        } else {
            let name = privatelink_catalog::spelling::snake_case(self.component.name);
            let source = checkout().join("sdks/terraform").join(name);
            let made = Terraform::module(self.toolchain, &self.account, &source, &inputs)?;
            self.terraform = Some(made);
        }
        self.made()
    }

    fn made(&self) -> Result<&Terraform, Failure> {
        self.terraform.as_ref().ok_or_else(|| Failure::new("nothing is deployed yet"))
    }
}

impl Deployment for Module<'_> {
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure> {
        self.set(inputs)?.apply()
    }

    fn deploy_changes(&mut self, _: &Value) -> Result<(), Failure> {
        self.made()?.apply_planned()
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.made()?.assert_unchanged()
    }

    fn changes(&mut self, inputs: &Value) -> Result<Vec<String>, Failure> {
        self.set(inputs)?.changes()
    }

    fn outputs(&self) -> Result<Value, Failure> {
        let outputs = self.made()?.outputs()?;
        outputs.get("module").cloned().ok_or_else(|| Failure::new("no outputs are there"))
    }

    fn destroy(&mut self) -> Result<(), Failure> {
        self.made()?.destroy()
    }
}

struct Stack<'a> {
    stack: CloudFormation<'a>,
    component: &'static Component,
    scratch: Scratch,
}

/// The `CloudFormation` templates for these inputs, with all values in them, and the order of their stacks.
pub fn compiled(component: &Component, inputs: &Value) -> Result<Compiled, Failure> {
    let given = Given::inputs(inputs).into();
    cloudformation::compile(&component.model(), &given, &[Format::Json]).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        Failure::new(lines.join("\n"))
    })
}

/// The only `CloudFormation` template for these inputs, with all values in it.
pub fn template(component: &Component, inputs: &Value) -> Result<Value, Failure> {
    let compiled = compiled(component, inputs)?;
    let [stack] = compiled.stacks.as_slice() else {
        let names: Vec<_> = compiled.stacks.iter().map(|stack| stack.name.as_str()).collect();
        return Err(Failure::new(format!("there should be one stack: {names:?}")));
    };
    let text = stack.files.first().and_then(|file| compiled.files.0.get(file));
    Ok(serde_json::from_str(text.ok_or_else(|| Failure::new("no template"))?)?)
}

impl Stack<'_> {
    fn template(&self, inputs: &Value) -> Result<PathBuf, Failure> {
        let file = self.scratch.path().join("template.json");
        fs::write(&file, template(self.component, inputs)?.to_string())?;
        Ok(file)
    }
}

impl Deployment for Stack<'_> {
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure> {
        self.stack.deploy(&self.template(inputs)?, &[])
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.stack.assert_unchanged(&self.scratch.path().join("template.json"), &[])
    }

    fn changes(&mut self, inputs: &Value) -> Result<Vec<String>, Failure> {
        let changes = self.stack.changes(&self.template(inputs)?, &[])?;
        Ok(changes.iter().map(line).collect())
    }

    fn outputs(&self) -> Result<Value, Failure> {
        self.stack.outputs()
    }

    fn destroy(&mut self) -> Result<(), Failure> {
        self.stack.delete()
    }
}

struct Program<'a> {
    toolchain: &'a Toolchain,
    account: Account,
    component: &'static Component,
    pulumi: Option<Pulumi>,
    /// What the changes were read from that were asked for last.
    previewed: Option<Run>,
}

impl Program<'_> {
    fn set(&mut self, inputs: &Value) -> Result<&Pulumi, Failure> {
        let program = json!({
            "name": "case",
            "runtime": "yaml",
            "resources": {
                "component": {
                    "type": format!("privatelink:{}", self.component.name),
                    "properties": inputs,
                },
            },
            "outputs": { "component": "${component}" },
        });
        let text = serde_yaml_ng::to_string(&program)?;
        if let Some(pulumi) = &self.pulumi {
            fs::write(pulumi.folder().join("Pulumi.yaml"), text)?;
        } else {
            let source = Scratch::new("program")?;
            fs::write(source.path().join("Pulumi.yaml"), text)?;
            self.pulumi = Some(Pulumi::new(self.toolchain, &self.account, source.path())?);
        }
        self.made()
    }

    fn made(&self) -> Result<&Pulumi, Failure> {
        self.pulumi.as_ref().ok_or_else(|| Failure::new("nothing is deployed yet"))
    }
}

impl Deployment for Program<'_> {
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure> {
        self.set(inputs)?.up().map(drop)
    }

    fn deploy_changes(&mut self, _: &Value) -> Result<(), Failure> {
        let preview = self.previewed.take();
        let preview = preview.ok_or_else(|| Failure::new("no changes were asked for"))?;
        self.made()?.up_after(&preview).map(drop)
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.made()?.assert_unchanged()
    }

    fn changes(&mut self, inputs: &Value) -> Result<Vec<String>, Failure> {
        let preview = self.set(inputs)?.preview()?;
        let changes = preview.changes();
        self.previewed = Some(preview);
        Ok(changes)
    }

    fn outputs(&self) -> Result<Value, Failure> {
        outputs_in(&self.made()?.export()?, self.component)
    }

    fn destroy(&mut self) -> Result<(), Failure> {
        self.made()?.destroy()
    }
}

/// What is in an account before the component.
pub struct Surroundings<'a> {
    emulator: &'a Emulator,
    account: Account,
    stack: CloudFormation<'a>,
    certificate: String,
    outputs: BTreeMap<String, String>,
}

impl<'a> Surroundings<'a> {
    /// Deploys the template of the component's corpus, beside an imported certificate.
    pub fn deploy(
        emulator: &'a Emulator,
        account: &Account,
        component: &str,
    ) -> Result<Self, Failure> {
        let certificate = emulator.import_certificate(account, "service.example.internal")?;
        let template = checkout().join(format!("tests/corpus/{component}/surroundings.yaml"));
        let stack = CloudFormation::new(emulator, account, "surroundings");
        stack.deploy(&template, &[])?;
        let mut outputs = stack.texts()?;
        outputs.insert("CertificateArn".to_owned(), certificate.clone());
        Ok(Self { emulator, account: account.clone(), stack, certificate, outputs })
    }

    /// Ids and ARNs by name.
    pub fn outputs(&self) -> &BTreeMap<String, String> {
        &self.outputs
    }

    /// Removes everything.
    pub fn destroy(&self) -> Result<(), Failure> {
        self.stack.delete()?;
        self.emulator.delete_certificate(&self.account, &self.certificate)
    }
}
