//! The component by each engine, with an account and a Region for each slot.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use privatelink_backends::cloudformation::{Origin, Stack};
use privatelink_backends::terraform;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::deployment::{Engine, compiled};
use privatelink_tests::failure::Failure;
use privatelink_tests::inputs;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::Scratch;
use privatelink_tests::terraform::Terraform;
use privatelink_tests::there_and_back::COMPONENT;
use privatelink_tests::toolchain::Toolchain;
use serde_json::{Value, json};

use super::world::{THERE, World};

/// The slot of the other side.
const PEER: &str = "peer";

/// What a test does with the component.
pub(super) trait Deployed {
    /// Creates or updates everything.
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure>;
    /// Succeeds if a second deployment of the same inputs would change nothing.
    fn assert_unchanged(&self) -> Result<(), Failure>;
    /// `state`, `provider` and the two topics, `heard` and `notice`.
    fn outputs(&self) -> Result<Value, Failure>;
    /// Removes everything.
    fn destroy(&mut self) -> Result<(), Failure>;
}

/// Prepares a deployment; nothing is created yet.
pub(super) fn prepare<'a>(
    engine: Engine,
    tools: &'a Toolchain,
    world: &'a World<'a>,
) -> Result<Box<dyn Deployed + 'a>, Failure> {
    Ok(match engine {
        Engine::CloudFormation => {
            Box::new(Stacks { world, scratch: Scratch::new("templates")?, made: Vec::new() })
        }
        Engine::Terraform => Box::new(Module::new(tools, world)?),
        Engine::Pulumi => Box::new(Program::new(tools, world)?),
    })
}

/// The stacks of the component, each where its slot is.
struct Stacks<'a> {
    world: &'a World<'a>,
    scratch: Scratch,
    made: Vec<Made<'a>>,
}

/// A stack, and what it was made of.
struct Made<'a> {
    stack: CloudFormation<'a>,
    template: PathBuf,
    parameters: Vec<(String, String)>,
    outputs: Value,
}

impl Made<'_> {
    fn parameters(&self) -> Vec<(&str, &str)> {
        self.parameters.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

impl Stacks<'_> {
    /// Values for all parameters of a stack: inputs, what earlier stacks have, and what is so in other slots.
    fn parameters(
        &self,
        stack: &Stack,
        inputs: &Value,
        outputs: &BTreeMap<String, Value>,
    ) -> Result<Vec<(String, String)>, Failure> {
        let given = stack.parameters.iter().map(|(name, path)| {
            let pointer = format!("/{path}").replace('.', "/");
            Ok((name.clone(), text(inputs.pointer(&pointer).unwrap_or(&Value::Null))))
        });
        let imported = stack.imports.iter().map(|import| {
            let value = match &import.origin {
                Origin::Place { slot, fact } => self.world.fact(slot, *fact)?,
                Origin::Output { stack, output } => {
                    let value = outputs.get(stack).and_then(|outputs| outputs[output].as_str());
                    let missing = || Failure::new(format!("`{stack}` has no output `{output}`"));
                    value.ok_or_else(missing)?.to_owned()
                }
            };
            Ok((import.parameter.clone(), value))
        });
        given.chain(imported).collect()
    }
}

/// A value as parameters are written.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

impl Deployed for Stacks<'_> {
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure> {
        let compiled = compiled(&COMPONENT, inputs)?;
        let slots: Vec<&str> = compiled.stacks.iter().map(|stack| stack.slot).collect();
        if slots != ["default", PEER, "default"] {
            return Err(Failure::new(format!("it does not go there and back: {slots:?}")));
        }
        self.made.clear();
        let mut outputs = BTreeMap::new();
        for stack in &compiled.stacks {
            let (account, region) = self.world.place(stack.slot);
            let [file] = stack.files.as_slice() else {
                return Err(Failure::new(format!("there should be one file: {:?}", stack.files)));
            };
            let mut made = Made {
                stack: CloudFormation::new(self.world.aws, account, &stack.name).in_region(region),
                template: self.scratch.path().join(file),
                parameters: self.parameters(stack, inputs, &outputs)?,
                outputs: Value::Null,
            };
            fs::write(&made.template, &compiled.files.0[file])?;
            made.stack.deploy(&made.template, &made.parameters())?;
            made.outputs = made.stack.outputs()?;
            outputs.insert(stack.name.clone(), made.outputs.clone());
            self.made.push(made);
        }
        Ok(())
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.made
            .iter()
            .try_for_each(|made| made.stack.assert_unchanged(&made.template, &made.parameters()))
    }

    fn outputs(&self) -> Result<Value, Failure> {
        let output = |name: &str| {
            let values = self.made.iter().map(|made| &made.outputs[name]);
            values.rev().find(|value| !value.is_null())
        };
        Ok(json!({
            "state": output("State"),
            "provider": output("Provider"),
            "heard": output("TopicsHeard"),
            "notice": output("TopicsNotice"),
        }))
    }

    fn destroy(&mut self) -> Result<(), Failure> {
        self.made.iter().rev().try_for_each(|made| made.stack.delete())
    }
}

/// The module of the component, called with a provider for each slot.
struct Module<'a> {
    world: &'a World<'a>,
    terraform: Terraform,
}

impl<'a> Module<'a> {
    fn new(tools: &Toolchain, world: &'a World<'a>) -> Result<Self, Failure> {
        let source = Scratch::new("module")?;
        let files = terraform::compile(&COMPONENT.model()).map_err(|problems| {
            let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
            Failure::new(lines.join("\n"))
        })?;
        for (name, text) in &files.0 {
            let file = source.path().join("module").join(name);
            fs::create_dir_all(file.parent().unwrap_or(source.path()))?;
            fs::write(file, text)?;
        }
        fs::write(source.path().join("main.tf.json"), root(world, &world.inputs("")).to_string())?;
        let terraform = Terraform::new(tools, &world.here, source.path())?;
        Ok(Self { world, terraform })
    }
}

/// A root module that calls the module.
fn root(world: &World<'_>, inputs: &Value) -> Value {
    let here = json!({
        "skip_credentials_validation": true,
        "skip_metadata_api_check": "true",
        "max_retries": 3,
    });
    let mut there = here.clone();
    there["alias"] = json!(PEER);
    there["region"] = json!(THERE);
    there["access_key"] = json!(world.there.access_key());
    there["secret_key"] = json!("test");
    let mut call = inputs::for_terraform(&COMPONENT.model().inputs, inputs);
    call["source"] = json!("./module");
    call["providers"] = json!({ "aws": "aws", "aws.peer": "aws.peer" });
    json!({
        "provider": { "aws": [here, there] },
        "module": { "this": call },
        "output": { "module": { "value": "${module.this}" } },
    })
}

impl Deployed for Module<'_> {
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure> {
        let file = self.terraform.folder().join("main.tf.json");
        fs::write(file, root(self.world, inputs).to_string())?;
        self.terraform.apply()
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.terraform.assert_unchanged()
    }

    fn outputs(&self) -> Result<Value, Failure> {
        Ok(flat(&self.terraform.outputs()?["module"]))
    }

    fn destroy(&mut self) -> Result<(), Failure> {
        self.terraform.destroy()
    }
}

/// Outputs with the topics beside the others.
fn flat(outputs: &Value) -> Value {
    json!({
        "state": outputs["state"],
        "provider": outputs["provider"],
        "heard": outputs["topics"]["heard"],
        "notice": outputs["topics"]["notice"],
    })
}

/// A program with a provider for the other side, and a plugin that has the component.
struct Program<'a> {
    world: &'a World<'a>,
    pulumi: Pulumi,
    plugin: Scratch,
}

impl<'a> Program<'a> {
    fn new(tools: &Toolchain, world: &'a World<'a>) -> Result<Self, Failure> {
        let plugin = Scratch::new("plugin")?;
        let program = tools.plugins()?.join("there_and_back");
        symlink(program, plugin.path().join("pulumi-resource-privatelink"))?;
        let source = Scratch::new("program")?;
        let text = program_text(world, &plugin, &world.inputs(""))?;
        fs::write(source.path().join("Pulumi.yaml"), text)?;
        let pulumi = Pulumi::new(tools, &world.here, source.path())?;
        Ok(Self { world, pulumi, plugin })
    }
}

fn program_text(world: &World<'_>, plugin: &Scratch, inputs: &Value) -> Result<String, Failure> {
    let mut properties = inputs.clone();
    properties["peerProvider"] = json!("${there}");
    let program = json!({
        "name": "there-and-back",
        "runtime": "yaml",
        "plugins": { "providers": [{ "name": "privatelink", "path": plugin.path() }] },
        "resources": {
            "there": {
                "type": "pulumi:providers:aws",
                "properties": {
                    "region": THERE,
                    "accessKey": world.there.access_key(),
                    "secretKey": "test",
                    "skipCredentialsValidation": true,
                    "skipMetadataApiCheck": "true",
                    "maxRetries": 3,
                },
            },
            "component": {
                "type": format!("privatelink:{}", COMPONENT.name),
                "properties": properties,
            },
        },
        "outputs": {
            "state": "${component.state}",
            "provider": "${component.provider}",
            "topics": "${component.topics}",
        },
    });
    Ok(serde_yaml_ng::to_string(&program)?)
}

impl Deployed for Program<'_> {
    fn deploy(&mut self, inputs: &Value) -> Result<(), Failure> {
        let text = program_text(self.world, &self.plugin, inputs)?;
        fs::write(self.pulumi.folder().join("Pulumi.yaml"), text)?;
        self.pulumi.up().map(drop)
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.pulumi.assert_unchanged()
    }

    fn outputs(&self) -> Result<Value, Failure> {
        Ok(flat(&self.pulumi.outputs()?))
    }

    fn destroy(&mut self) -> Result<(), Failure> {
        self.pulumi.destroy()
    }
}
