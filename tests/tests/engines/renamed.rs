//! What a release of a module calls otherwise is moved, and what it forgets is made anew: a component for tests in two
//! releases, by the real Terraform.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use libtest_mimic::Trial;
use privatelink_backends::terraform;
use privatelink_tests::deployment::Surroundings;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::releases::{FIRST, FORGETFUL, Release, SECOND};
use privatelink_tests::scratch::Scratch;
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::json;

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![trial::with_emulator("terraform_moves_what_a_release_renames", moved)]
}

fn moved(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    for tools in tools.with_each_terraform() {
        by(&tools, aws)?;
    }
    Ok(())
}

fn by(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, "private_link_consumer")?;
    let vpc = around.outputs().get("VpcId").map_or("", String::as_str);
    let inputs = json!({ "vpc_id": vpc, "clients": { "a": "10.0.0.0/16", "b": "10.1.0.0/16" } });
    let folder = Scratch::new("renamed")?;
    write(&FIRST, folder.path())?;
    let terraform = Terraform::module(tools, &account, folder.path(), &inputs)?;
    terraform.apply()?;
    let first = aws.inventory(&account, REGION)?;

    write(&FORGETFUL, &terraform.folder().join("module"))?;
    let forgotten: BTreeSet<String> = terraform.changes()?.into_iter().collect();
    for line in ["delete aws_security_group", "create aws_security_group", "delete aws_sns_topic"] {
        if !forgotten.contains(line) {
            return Err(Failure::new(format!("`{line}` is not planned: {forgotten:?}")));
        }
    }

    write(&SECOND, &terraform.folder().join("module"))?;
    terraform.command(&["fmt", "-check", "-diff", "-recursive"])?.expect(0)?;
    let mut planned = terraform.changes()?;
    planned.sort();
    let rule = "move aws_vpc_security_group_ingress_rule";
    let expected = ["move aws_security_group", "move aws_sns_topic", rule, rule];
    if planned != expected {
        return Err(Failure::new(format!("{planned:?} is planned, not {expected:?}")));
    }
    terraform.apply_planned()?;
    terraform.assert_unchanged()?;
    if aws.inventory(&account, REGION)? != first {
        return Err(Failure::new("something is not what it was"));
    }
    terraform.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

/// Puts the module of a release in the place of the one before.
fn write(release: &Release, folder: &Path) -> Result<(), Failure> {
    let files = terraform::compile(&release.component.model())
        .map_err(|problems| Failure::new(format!("{problems:?}")))?;
    fs::remove_dir_all(folder)?;
    fs::create_dir_all(folder)?;
    for (path, text) in files.0.iter().filter(|(path, _)| !path.contains('/')) {
        fs::write(folder.join(path), text)?;
    }
    Ok(())
}
