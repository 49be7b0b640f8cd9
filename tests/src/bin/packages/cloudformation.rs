//! The templates and the command: a stack of a template from its archive, and rules that hold for all templates.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::Trial;
use privatelink_backends::package::VERSION;
use privatelink_tests::cloudformation::CloudFormation;
use privatelink_tests::deployment::Surroundings;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::minimal::{COMPONENT, SURROUNDINGS};
use privatelink_tests::scratch::{Scratch, checkout, files};
use privatelink_tests::trial;

use crate::archives::{package, program, run, unpack};

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial::with_emulator("template_deploys", |_, aws| template(aws)),
        trial::with_toolchain("templates_keep_their_promises", |_| promises()),
        trial::with_toolchain("the_command_compiles_what_keeps_them", |_| command()),
    ]
}

/// The folder in the archive of the templates.
fn templates(scratch: &Scratch) -> Result<PathBuf, Failure> {
    let archive = format!("cloudformation/privatelink-cloudformation-{VERSION}.tar.gz");
    unpack(&package(&archive)?, scratch.path())
}

fn template(aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, SURROUNDINGS)?;
    let id = |name: &str| around.outputs().get(name).map_or("", String::as_str);
    let scratch = Scratch::new("templates")?;
    let template = templates(&scratch)?.join("PrivateLinkService/alb/template.yaml");
    let parameters = [
        ("VpcId", id("VpcId")),
        ("LoadBalancerSubnetsUse1Az1SubnetId", id("SubnetA")),
        ("LoadBalancerSubnetsUse1Az2SubnetId", id("SubnetB")),
        ("LoadBalancerDeletionProtection", "false"),
        ("ListenersHttpsTargetsAlbId", id("AlbArn")),
    ];
    let stack = CloudFormation::new(aws, &account, "payments");
    stack.deploy(&template, &parameters)?;
    stack.assert_unchanged(&template, &parameters)?;
    stack.delete()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

/// The templates of the archive, and those of every case of the corpus.
fn promises() -> Result<(), Failure> {
    let scratch = Scratch::new("templates")?;
    let own = templates(&scratch)?;
    let rules = own.join("promises.guard");
    let mut found = files(&own, "yaml")?;
    found.extend(files(&checkout().join("tests/corpus"), "yaml")?);
    found.retain(|path| path.ends_with("template.yaml"));
    guard(&rules, &found)
}

fn command() -> Result<(), Failure> {
    let scratch = Scratch::new("command")?;
    let rules = templates(&scratch)?.join("promises.guard");
    unpack(&program("privatelink")?, scratch.path())?;
    let inputs = checkout().join("examples/cloudformation/minimal/inputs.yaml");
    let out = scratch.path().join("out");
    let mut compile = Command::new(scratch.path().join("privatelink"));
    compile.args(["compile", COMPONENT, "--target", "cloudformation", "--inputs"]);
    run(compile.arg(inputs).arg("--out").arg(&out))?;
    guard(&rules, &[out.join("template.yaml")])
}

fn guard(rules: &Path, templates: &[PathBuf]) -> Result<(), Failure> {
    let program = env::var_os("PRIVATELINK_GUARD").unwrap_or_else(|| "cfn-guard".into());
    let mut guard = Command::new(program);
    guard.args(["validate", "--show-summary", "fail", "--rules"]).arg(rules).arg("--data");
    run(guard.args(templates)).map(drop)
}
