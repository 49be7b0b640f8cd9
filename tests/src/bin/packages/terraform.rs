//! The repositories of the Terraform modules: their tests, their wrappers, and a deployment.

use std::fs;
use std::path::{Path, PathBuf};

use libtest_mimic::Trial;
use privatelink_backends::package::VERSION;
use privatelink_catalog::spelling::snake_case;
use privatelink_components::COMPONENTS;
use privatelink_ir::Component;
use privatelink_tests::deployment::Surroundings;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::minimal::SURROUNDINGS;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::json;

use crate::archives::{package, unpack};

/// The module that the examples deploy.
const SERVICE: &str = "terraform-aws-private-link-service";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let own_tests = |component: &Component| {
        let name = format!("terraform-aws-{}", snake_case(component.name).replace('_', "-"));
        let of = name.clone();
        trial::with_emulator(&format!("{name}_passes_its_tests"), move |tools, aws| {
            passes(&of, tools, aws)
        })
    };
    let mut trials: Vec<_> = COMPONENTS.iter().map(own_tests).collect();
    trials.push(trial::with_emulator("module_and_wrapper_deploy", deploys));
    trials
}

/// Takes a repository apart in `folder`.
fn repository(name: &str, folder: &Path) -> Result<PathBuf, Failure> {
    unpack(&package(&format!("terraform/{name}-{VERSION}.tar.gz"))?, folder)?;
    Ok(folder.join(name))
}

fn passes(name: &str, tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let scratch = Scratch::new("module")?;
    let module = repository(name, scratch.path())?;
    let terraform = Terraform::new(tools, &aws.account(), &module)?;
    terraform.command(&["fmt", "-check", "-diff", "-recursive"])?.expect(0)?;
    let tested = terraform.command(&["test"])?.expect(0)?;
    if tested.stdout.contains("Success! 0 passed") {
        return Err(Failure::new(format!("`{name}` has no tests")));
    }
    Ok(())
}

/// The example `minimal` with the module from its archive, then a plan of the same by the wrapper.
fn deploys(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, SURROUNDINGS)?;
    let id = |name: &str| around.outputs().get(name).cloned().unwrap_or_default();
    let scratch = Scratch::new("module")?;
    let root = scratch.copy(&checkout().join("examples/terraform/minimal"), "root")?;
    repository(SERVICE, &root)?;
    let main = root.join("main.tf");
    let example = fs::read_to_string(&main)?;
    let installed = |path: &str| {
        let source = "source = \"../../../sdks/terraform/private_link_service\"";
        example.replace(source, &format!("source = \"./{path}\""))
    };
    fs::write(&main, installed(SERVICE))?;
    let terraform = Terraform::new(tools, &account, &root)?;
    terraform.set_variables(&json!({
        "vpc_id": id("VpcId"),
        "subnet_ids": [id("SubnetA"), id("SubnetB")],
        "alb_arn": id("AlbArn"),
    }))?;
    terraform.apply()?;
    terraform.assert_unchanged()?;
    terraform.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)?;
    wrapped(tools, aws, &root)
}

/// A plan by the wrapper of two services, whose inputs are partly their own.
fn wrapped(tools: &Toolchain, aws: &Emulator, root: &Path) -> Result<(), Failure> {
    let call = json!({
        "module": { "services": {
            "source": format!("./{SERVICE}/wrappers"),
            "defaults": { "vpc_id": "vpc-0a1b2c3d4e5f67890", "load_balancer": {
                "subnets": { "use1-az1": { "subnet_id": "subnet-0a1b2c3d4e5f67890" } },
            } },
            "items": {
                "one": { "name": "one", "listeners": { "http": { "port": 80 } } },
                "other": { "name": "other", "listeners": { "http": { "port": 81 } } },
            },
        } },
    });
    fs::remove_file(root.join("main.tf"))?;
    fs::write(root.join("main.tf.json"), call.to_string())?;
    let terraform = Terraform::new(tools, &aws.account(), root)?;
    terraform.command(&["validate"])?.expect(0).map(drop)
}
