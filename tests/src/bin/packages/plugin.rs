//! The archive of the plugin, and what a release says about its archives.

use std::fs;
use std::process::Command;

use libtest_mimic::Trial;
use privatelink_tests::emulator::Emulator;
use privatelink_tests::failure::Failure;
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;
use serde_json::Value;

use crate::archives::{package, program, run, unpack};

const PLUGIN: &str = "pulumi-resource-privatelink";

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![
        trial::with_toolchain("checksums_hold", |_| checksums()),
        trial::with_toolchain("programs_say_what_they_are_made_of", |_| parts()),
        trial::with_emulator("package_add_takes_the_path_of_the_plugin", package_add),
    ]
}

fn checksums() -> Result<(), Failure> {
    let sums = package("checksums.txt")?;
    let mut check = Command::new("sha256sum");
    check.args(["--check", "--strict", "--quiet"]).arg(&sums);
    run(check.current_dir(sums.parent().unwrap_or(&sums))).map(drop)
}

/// The list beside the archive names the libraries, and the program has the data that scanners look for.
fn parts() -> Result<(), Failure> {
    for name in [PLUGIN, "privatelink"] {
        let archive = program(name)?;
        let list = archive.to_string_lossy().replace(".tar.gz", ".cdx.json");
        let list: Value = serde_json::from_slice(&fs::read(list)?)?;
        let parts = list.get("components").and_then(Value::as_array);
        let names: Vec<_> =
            parts.into_iter().flatten().filter_map(|part| part.get("name")?.as_str()).collect();
        if list.get("bomFormat") != Some(&"CycloneDX".into()) || !names.contains(&"serde_json") {
            return Err(Failure::new(format!("the list of parts of `{name}` has {names:?}")));
        }
        let scratch = Scratch::new("parts")?;
        unpack(&archive, scratch.path())?;
        let built = fs::read(scratch.path().join(name))?;
        if !built.windows(8).any(|bytes| bytes == b".dep-v0\0") {
            return Err(Failure::new(format!("`{name}` was not built by `cargo auditable`")));
        }
    }
    Ok(())
}

/// `pulumi package add PATH` in a program without code, which then deploys nothing but can be previewed.
fn package_add(tools: &Toolchain, aws: &Emulator) -> Result<(), Failure> {
    let account = aws.account();
    let scratch = Scratch::new("package-add")?;
    scratch.copy(&checkout().join("examples/yaml/minimal"), "program")?;
    unpack(&program(PLUGIN)?, scratch.path())?;
    let plugin = scratch.path().join(PLUGIN).display().to_string();
    let pulumi = Pulumi::packaged(tools, &account, scratch, &program(PLUGIN)?, Vec::new())?;
    pulumi.command(&["package", "add", &plugin])?.expect(0)?;
    let project = fs::read_to_string(pulumi.folder().join("Pulumi.yaml"))?;
    if !project.contains("packages:") || !project.contains(PLUGIN) {
        return Err(Failure::new(format!("the project has no package: {project}")));
    }
    let schema = pulumi.command(&["package", "get-schema", &plugin])?.expect(0)?.json::<Value>()?;
    if schema.get("version") != Some(&env!("CARGO_PKG_VERSION").into()) {
        return Err(Failure::new("the plugin has no schema of its version"));
    }
    Ok(())
}
