//! The Terraform backend: the committed module, and what the real Terraform says about it.

#![allow(clippy::unwrap_used, reason = "tests may fail")]

use privatelink_backends::{Files, terraform};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const GOLDEN: &str = "../../sdks/terraform/private_link_service";

fn module() -> Files {
    terraform::compile(&privatelink_components::find("PrivateLinkService").unwrap().model())
        .unwrap()
}

fn write(files: &Files, folder: &Path) {
    for (path, text) in &files.0 {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The module in a folder of its own, with the tests beside it.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    write(&module(), &folder);
    let tests = folder.join("tests");
    fs::create_dir_all(&tests).unwrap();
    let file = "private_link_service.tftest.hcl";
    fs::copy(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/terraform").join(file),
        tests.join(file),
    )
    .unwrap();
    folder
}

/// Runs Terraform with the settings of whoever runs the tests, and returns what it wrote.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("terraform").current_dir(folder).args(arguments).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "terraform {}:\n{text}", arguments.join(" "));
    text
}

#[test]
fn the_module_is_the_committed_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(GOLDEN);
    let files = module();
    if env::var_os("UPDATE_GOLDEN").is_some() {
        assert!(env::var_os("CI").is_none(), "goldens are not rewritten in CI");
        write(&files, &folder);
    }
    for (path, text) in &files.0 {
        let golden = fs::read_to_string(folder.join(path)).unwrap_or_default();
        let difference = similar::TextDiff::from_lines(&golden, text).unified_diff().to_string();
        assert!(
            golden == *text,
            "{path} has changed; if it should, run with UPDATE_GOLDEN=1\n{difference}"
        );
    }
}

#[test]
#[ignore = "needs terraform"]
fn terraform_would_format_nothing() {
    run(&folder("format"), &["fmt", "-check", "-diff", "-recursive"]);
}

#[test]
#[ignore = "needs terraform and the AWS provider"]
fn terraform_accepts_the_module_and_its_example() {
    let folder = folder("validate");
    for folder in [folder.clone(), folder.join("examples/minimal")] {
        run(&folder, &["init", "-backend=false", "-input=false", "-no-color"]);
        run(&folder, &["validate", "-no-color"]);
    }
}

#[test]
#[ignore = "needs terraform and the AWS provider"]
fn plans_make_what_the_inputs_ask_for() {
    let folder = folder("plan");
    run(&folder, &["init", "-backend=false", "-input=false", "-no-color"]);
    run(&folder, &["test", "-no-color"]);
}
