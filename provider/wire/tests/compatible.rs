//! Our messages are those of Pulumi: compared with the descriptors that its Python package ships.
//!
//! `PRIVATELINK_PYTHON` names an interpreter that has the package. Without it the test is reported as
//! ignored, and in CI it fails. `differences.txt` lists what may differ, with the reason.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod compare;

use std::env;
use std::path::Path;
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};
use prost::Message as _;
use prost_types::FileDescriptorSet;

fn main() {
    let name = "every_message_is_compatible_with_the_official_descriptors";
    let python = env::var_os("PRIVATELINK_PYTHON");
    let ignored = python.is_none() && env::var_os("CI").is_none();
    let reason = if ignored { "needs PRIVATELINK_PYTHON" } else { "" };
    let trial = Trial::test(name, move || {
        let python = python
            .ok_or("set PRIVATELINK_PYTHON to a python interpreter with the package `pulumi`")?;
        compatible(Path::new(&python))
    });
    let trial = trial.with_ignored_flag(ignored).with_kind(reason);
    libtest_mimic::run(&Arguments::from_args(), vec![trial]).exit();
}

fn compatible(python: &Path) -> Result<(), Failed> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new(python).arg(here.join("tests/descriptors.py")).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let theirs = FileDescriptorSet::decode(output.stdout.as_slice())?;
    let files =
        ["provider", "resource", "engine", "errors"].map(|name| format!("pulumi/{name}.proto"));
    let roots = files.iter().map(String::as_str).chain(["google/rpc/status.proto"]);
    let ours = protox::compile(roots, [here.join("proto")])?;

    let allowed = std::fs::read_to_string(here.join("tests/differences.txt"))?;
    let differences = compare::differences(&ours, &theirs, &allowed);
    if differences.is_empty() { Ok(()) } else { Err(differences.join("\n").into()) }
}
