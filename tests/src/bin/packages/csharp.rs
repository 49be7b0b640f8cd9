//! The sources of the SDK for C#: every file parses. Pulumi's libraries for .NET are in no registry that is at hand, so that is
//! as far as it goes.

use std::process::Command;

use libtest_mimic::Trial;
use privatelink_backends::package::VERSION;
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::Scratch;
use privatelink_tests::trial;

use crate::archives::{package, run, unpack};

/// A parser of C# for Python, and what runs it.
const PARSER: [&str; 2] = ["tree-sitter==0.25.2", "tree-sitter-c-sharp==0.23.5"];

/// Parses every source below a folder; names those that have errors.
const PARSE: &str = r#"
import pathlib
import sys
import tree_sitter_c_sharp
from tree_sitter import Language, Parser

parser = Parser(Language(tree_sitter_c_sharp.language()))
files = sorted(pathlib.Path(sys.argv[1]).rglob("*.cs"))
wrong = [str(file) for file in files if parser.parse(file.read_bytes()).root_node.has_error]
sys.exit("\n".join(wrong) or None if files else "no sources")
"#;

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![trial::with_toolchain("csharp_parses", |_| parses())]
}

fn parses() -> Result<(), Failure> {
    let scratch = Scratch::new("csharp")?;
    let archive = package(&format!("dotnet/pulumi-privatelink-dotnet-{VERSION}.tar.gz"))?;
    let sources = unpack(&archive, scratch.path())?;
    let environment = scratch.path().join("venv");
    run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    let python = environment.join("bin/python");
    let mut pip = Command::new(&python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    run(pip.args(PARSER))?;
    run(Command::new(&python).args(["-c", PARSE]).arg(sources)).map(drop)
}
