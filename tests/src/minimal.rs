//! The example `minimal`, deployed by each engine: a service in front of a load balancer that is already there.

use std::path::PathBuf;

use serde_json::{Value, json};

use crate::cloudformation::{CloudFormation, compile};
use crate::deployment::{Engine, Surroundings};
use crate::emulator::{Account, Emulator, REGION};
use crate::failure::Failure;
use crate::pulumi::Pulumi;
use crate::scratch::{Scratch, checkout};
use crate::terraform::Terraform;
use crate::toolchain::Toolchain;

/// The component, as the compiler knows it.
pub const COMPONENT: &str = "PrivateLinkService";

/// Its folder in the corpus, which has what is in the account before.
pub const SURROUNDINGS: &str = "private_link_service";

/// What an engine can do with the example.
pub trait Example {
    /// Creates everything.
    fn deploy(&self) -> Result<(), Failure>;
    /// Succeeds if a second deployment would change nothing.
    fn assert_unchanged(&self) -> Result<(), Failure>;
    /// The name that consumers connect to, which is the only output of the example.
    fn service_name(&self) -> Result<String, Failure>;
    /// Removes everything.
    fn destroy(&self) -> Result<(), Failure>;
}

/// Folder of the example for an engine, below the checkout; for Pulumi that of the program without code.
pub fn folder(engine: Engine) -> &'static str {
    match engine {
        Engine::Terraform => "examples/terraform/minimal",
        Engine::CloudFormation => "examples/cloudformation/minimal",
        Engine::Pulumi => "examples/yaml/minimal",
    }
}

/// Prepares a deployment beside what is in the account already; nothing is created yet.
pub fn prepare<'a>(
    engine: Engine,
    toolchain: &Toolchain,
    emulator: &'a Emulator,
    account: &Account,
    around: &Surroundings,
) -> Result<Box<dyn Example + Send + 'a>, Failure> {
    Ok(match engine {
        Engine::Terraform => Box::new(Module::prepare(toolchain, account, around)?),
        Engine::CloudFormation => Box::new(Stack::prepare(toolchain, emulator, account, around)?),
        Engine::Pulumi => Box::new(Program::prepare("yaml", toolchain, account, around)?),
    })
}

fn id<'a>(around: &'a Surroundings, name: &str) -> &'a str {
    around.outputs().get(name).map_or("", String::as_str)
}

/// An output that should be the name of a service.
fn name(output: Option<&Value>) -> Result<String, Failure> {
    let beginning = format!("com.amazonaws.vpce.{REGION}.vpce-svc-");
    match output.and_then(Value::as_str) {
        Some(name) if name.starts_with(&beginning) => Ok(name.to_owned()),
        _ => Err(Failure::new(format!("`{output:?}` is not the name of an endpoint service"))),
    }
}

struct Module(Terraform);

impl Module {
    fn prepare(
        toolchain: &Toolchain,
        account: &Account,
        around: &Surroundings,
    ) -> Result<Self, Failure> {
        let variables = json!({
            "vpc_id": id(around, "VpcId"),
            "subnet_ids": [id(around, "SubnetA"), id(around, "SubnetB")],
            "alb_arn": id(around, "AlbArn"),
        });
        let source = folder(Engine::Terraform);
        Ok(Self(Terraform::example(toolchain, account, source, &variables)?))
    }
}

impl Example for Module {
    fn deploy(&self) -> Result<(), Failure> {
        self.0.apply()
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.0.assert_unchanged()
    }

    fn service_name(&self) -> Result<String, Failure> {
        name(self.0.outputs()?.get("service_name"))
    }

    fn destroy(&self) -> Result<(), Failure> {
        self.0.destroy()
    }
}

struct Stack<'a> {
    stack: CloudFormation<'a>,
    template: PathBuf,
    parameters: [(&'static str, String); 4],
    _templates: Scratch,
}

impl<'a> Stack<'a> {
    fn prepare(
        toolchain: &Toolchain,
        emulator: &'a Emulator,
        account: &Account,
        around: &Surroundings,
    ) -> Result<Self, Failure> {
        let templates = Scratch::new("templates")?;
        let inputs = checkout().join(folder(Engine::CloudFormation)).join("inputs.yaml");
        let template = compile(toolchain, COMPONENT, &inputs, templates.path())?;
        let parameters = [
            ("VpcId", "VpcId"),
            ("LoadBalancerSubnetsUse1Az1SubnetId", "SubnetA"),
            ("LoadBalancerSubnetsUse1Az2SubnetId", "SubnetB"),
            ("ListenersHttpTargetsAppId", "AlbArn"),
        ];
        Ok(Self {
            stack: CloudFormation::new(emulator, account, "payments"),
            template,
            parameters: parameters.map(|(name, output)| (name, id(around, output).to_owned())),
            _templates: templates,
        })
    }

    fn parameters(&self) -> [(&str, &str); 4] {
        self.parameters.each_ref().map(|(name, value)| (*name, value.as_str()))
    }
}

impl Example for Stack<'_> {
    fn deploy(&self) -> Result<(), Failure> {
        self.stack.deploy(&self.template, &self.parameters())
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.stack.assert_unchanged(&self.template, &self.parameters())
    }

    fn service_name(&self) -> Result<String, Failure> {
        name(self.stack.outputs()?.get("ServiceName"))
    }

    fn destroy(&self) -> Result<(), Failure> {
        self.stack.delete()
    }
}

/// The program in one of Pulumi's languages.
pub struct Program(Pulumi);

impl Program {
    /// Prepares a deployment; `language` names a folder of `examples`.
    pub fn prepare(
        language: &str,
        toolchain: &Toolchain,
        account: &Account,
        around: &Surroundings,
    ) -> Result<Self, Failure> {
        let program = checkout().join(format!("examples/{language}/minimal"));
        Self::of(Pulumi::new(toolchain, account, &program)?, around)
    }

    /// Prepares a deployment of the example by a stack that has no configuration yet.
    pub fn of(pulumi: Pulumi, around: &Surroundings) -> Result<Self, Failure> {
        let ids = [
            ("vpcId", id(around, "VpcId")),
            ("subnetA", id(around, "SubnetA")),
            ("subnetB", id(around, "SubnetB")),
            ("albArn", id(around, "AlbArn")),
        ];
        pulumi.configure(&ids, &[])?;
        Ok(Self(pulumi))
    }
}

impl Example for Program {
    fn deploy(&self) -> Result<(), Failure> {
        self.0.up().map(drop)
    }

    fn assert_unchanged(&self) -> Result<(), Failure> {
        self.0.assert_unchanged()
    }

    fn service_name(&self) -> Result<String, Failure> {
        name(self.0.outputs()?.get("serviceName"))
    }

    fn destroy(&self) -> Result<(), Failure> {
        self.0.destroy()
    }
}
