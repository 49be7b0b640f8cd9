//! `cargo xtask blueprints`

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use miette::{IntoDiagnostic, Result, miette};

use crate::blueprints::{not_passed, rows, table};
use crate::prerequisites;
use crate::progress::Progress;
use crate::tools::{Cache, Extent, Tools};
use crate::workspace::Workspace;

/// Where the page of each blueprint is.
const PAGES: &str = "examples/blueprints";

/// Deploy every blueprint by every engine, and print which works in which
///
/// A blueprint is a whole system below `examples`: one or more accounts, an application, and a client that uses it. Each is
/// deployed to an emulator of AWS as its page says, walked from the client to the last target, taken apart rule by rule
/// to see that every security group is needed, looked at for what would not work on AWS (packages without a way out, servers
/// that a reboot ends, a client that nobody can enter), and destroyed to the last resource.
///
/// The table has a row for each blueprint and a column for each engine, and for each language of Pulumi:
///
///   ✓ passed        its trial ran in this run, and passed; if it has several forms, the trials of all of them
///   ✗ failed        its trial ran, and failed; why stands in the log that the command names
///   ? not run       it has a program, but no trial of it ran
///   – not offered   it has no program
///
/// Needs what `cargo xtask test` needs. On two processors it takes a quarter of an hour. The command fails unless
/// everything that is offered has passed.
#[derive(clap::Args)]
#[command(
    verbatim_doc_comment,
    after_long_help = "\
Examples:
  cargo xtask blueprints
  cargo xtask blueprints > table.txt                                            (progress stays on the terminal)
  cargo test -p privatelink-tests --test engines -- terraform_shared_service    (one of them, after the setup)"
)]
pub(crate) struct Blueprints {}

impl Blueprints {
    #[allow(clippy::unused_self, reason = "every command has this form")]
    pub(crate) fn run(self) -> Result<()> {
        prerequisites::check_all()?;
        let workspace = Workspace::find()?;
        let progress = Progress::new(&workspace)?;
        let cache = Cache::open()?;
        let mut built = None;
        let tools = Tools::prepare(&workspace, &cache, &progress, Extent::Usual, || {
            built = progress.step("cargo build", |step| {
                step.run(workspace.cargo().args(["build", "--workspace", "--bins"]))?;
                let tests = ["test", "-p", "privatelink-tests", "--test", "engines", "--no-run"];
                step.run(workspace.cargo().args(tests))
            });
        });
        if let (Some(tools), Some(())) = (tools, built) {
            let mut log = None;
            progress.step("blueprints", |step| {
                log = Some(step.log().to_owned());
                let mut test = workspace.cargo();
                test.args(["test", "-p", "privatelink-tests", "--test", "engines", "--"]);
                // A filter takes the long ones, too.
                test.args(["blueprints", "--color", "never"]);
                step.run(tools.enable(&mut test))
            });
            let log = log.unwrap_or_default();
            let found = shown(&workspace, &log);
            progress.keep("what works in which engine", found);
        }
        progress.finish()
    }
}

/// Prints the table; an error names what did not pass.
fn shown(workspace: &Workspace, log: &Path) -> Result<()> {
    let output = fs::read_to_string(log).into_diagnostic()?;
    let blueprints = folders(&workspace.path(PAGES))?;
    let rows = rows(&blueprints, &output, |engine, blueprint| {
        workspace.path(&format!("examples/{engine}/{blueprint}")).exists()
    });
    writeln!(io::stdout().lock(), "{}", table(&rows)).into_diagnostic()?;
    let missing = not_passed(&rows);
    if missing.is_empty() {
        return Ok(());
    }
    Err(miette!(
        help = format!("the output of the trials is in `{}`", log.display()),
        "not passed: {}",
        missing.join(", ")
    ))
}

/// Names of the folders in a folder, sorted.
fn folders(path: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(path).into_diagnostic()? {
        let entry = entry.into_diagnostic()?;
        if entry.path().is_dir() {
            found.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    found.sort();
    Ok(found)
}
