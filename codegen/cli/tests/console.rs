//! What users see: each `tests/corpus/cli/*.console` is a command and all it says.
//!
//! The first line is the command; the rest is its output, then its messages, then its exit code if that is not 0.
//! `UPDATE_GOLDEN=1 cargo test -p privatelink-cli` writes what comes below the first line.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus/cli")
}

/// Runs `$ privatelink arguments... [< file]` in the corpus folder and returns the whole case.
fn play(first_line: &str) -> String {
    let command = first_line.strip_prefix("$ privatelink ").expect("begins with `$ privatelink `");
    let (arguments, input) = command.split_once(" < ").unwrap_or((command, ""));
    let stdin = match input {
        "" => Stdio::null(),
        file => File::open(folder().join(file)).unwrap().into(),
    };
    let said = Command::new(env!("CARGO_BIN_EXE_privatelink"))
        .args(arguments.split_whitespace())
        .current_dir(folder())
        .stdin(stdin)
        .output()
        .unwrap();
    let code = match said.status.code() {
        Some(0) => String::new(),
        code => format!("exit code {}\n", code.expect("ended by itself")),
    };
    let text = |bytes| String::from_utf8(bytes).unwrap();
    format!("{first_line}\n{}{}{code}", text(said.stdout), text(said.stderr))
}

#[test]
fn every_command_says_what_its_case_shows() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some() && std::env::var_os("CI").is_none();
    let mut cases: Vec<PathBuf> =
        fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.retain(|path| path.extension().is_some_and(|extension| extension == "console"));
    cases.sort();
    assert!(!cases.is_empty());
    let mut different = Vec::new();
    for path in cases {
        let wanted = fs::read_to_string(&path).unwrap();
        let found = play(wanted.lines().next().unwrap());
        if found == wanted {
            continue;
        }
        if update {
            fs::write(&path, found).unwrap();
            continue;
        }
        let diff = similar::TextDiff::from_lines(&wanted, &found);
        different.push(format!("{}\n{}", path.display(), diff.unified_diff()));
    }
    assert!(
        different.is_empty(),
        "{}\naccept with `UPDATE_GOLDEN=1 cargo test -p privatelink-cli`",
        different.join("\n")
    );
}
