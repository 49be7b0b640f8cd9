//! `cargo xtask test`

use std::process::Command;
use std::thread;

use miette::Result;

use super::generate::Generate;
use super::sdks::Sdks;
use crate::prerequisites;
use crate::progress::Progress;
use crate::tools::{self, Cache, Extent, Tools};
use crate::workspace::Workspace;

/// Run every check; what continuous integration calls
///
/// Formatting, lints, and all tests, including those that run the real Pulumi engine, the real Terraform and
/// `CloudFormation` templates against a local AWS emulator. Needs Go, Node.js, Python and Terraform; says what is
/// missing before it starts.
#[derive(clap::Args)]
pub(crate) struct Test {
    /// Leave out everything that needs an engine or the emulator; needs only Rust
    #[arg(long)]
    quick: bool,
    /// Run every case on every engine, by `OpenTofu` and in the newest Pulumi engine, 200,000 hostile inputs of each component,
    /// 100,000 components made up at random and 10,000 deployments whose engine breaks; takes two processors two hours or more
    #[arg(long, conflicts_with = "quick")]
    thorough: bool,
    /// Deploy with this major version of the Terraform AWS provider, which Pulumi's `aws` package is made of, too, and run
    /// nothing else; building it takes ten minutes the first time
    #[arg(long, value_parser = ["6"], conflicts_with = "quick")]
    provider: Option<String>,
}

impl Test {
    pub(crate) fn run(self) -> Result<()> {
        if self.quick {
            prerequisites::check_quick()?;
        } else {
            prerequisites::check_all()?;
        }
        let workspace = Workspace::find()?;
        let progress = Progress::new(&workspace)?;
        if self.quick {
            static_checks(&workspace, &progress);
            let mut test = workspace.cargo();
            // Continuous integration turns ignored tests into failures; here they are left out on purpose.
            tools::disable(test.args(["test", "--workspace"])).env_remove("CI");
            progress.show("cargo test", &mut test);
        } else if self.provider.is_some() {
            with_newer_provider(&workspace, &progress, self.thorough)?;
        } else {
            everything(&workspace, &progress, self.thorough)?;
        }
        progress.finish()
    }
}

/// Prepares the tools while Cargo checks and compiles, then runs the tests.
fn everything(workspace: &Workspace, progress: &Progress, thorough: bool) -> Result<()> {
    let cache = Cache::open()?;
    let checks = || cargo_checks(workspace, progress);
    if let Some(tools) = prepare(workspace, &cache, progress, thorough, checks) {
        let sdks = Sdks { check: true };
        progress.step("sdks are fresh", |_| sdks.update(workspace, &tools.bin().join("gensdk")));
        thread::scope(|scope| {
            // Beside the other tests, which mostly wait for load balancers.
            scope.spawn(|| emulator_checks(workspace, &tools, progress));
            let mut test = workspace.cargo();
            tools.enable(test.args(["test", "--workspace", "--no-fail-fast"]));
            if thorough {
                test.env("PRIVATELINK_THOROUGH", "1");
            }
            progress.show("cargo test", &mut test);
        });
        if thorough {
            let mut hostile = workspace.cargo();
            hostile.args(["test", "--profile", "hostile", "-p", "privatelink-tests"]);
            hostile.args(["--test", "hostile", "--test", "soundness", "--test", "faults"]);
            hostile.arg("--no-fail-fast");
            hostile.env("PRIVATELINK_THOROUGH", "1");
            progress.show("hostile inputs and random components", &mut hostile);
        }
    }
    Ok(())
}

/// Prepares the tools while Cargo works; `None` without tools or programs: every further failure would only repeat the first.
fn prepare(
    workspace: &Workspace,
    cache: &Cache,
    progress: &Progress,
    thorough: bool,
    beside: impl FnOnce() -> Option<()>,
) -> Option<Tools> {
    let extent = if thorough { Extent::Thorough } else { Extent::Usual };
    let mut built = None;
    let tools = Tools::prepare(workspace, cache, progress, extent, || built = beside());
    built.and(tools)
}

/// Runs the trials by engines with version 6 of the Terraform AWS provider.
fn with_newer_provider(workspace: &Workspace, progress: &Progress, thorough: bool) -> Result<()> {
    let cache = Cache::open()?;
    let tools = prepare(workspace, &cache, progress, thorough, || compile(workspace, progress));
    if let Some(tools) = tools.and_then(|tools| tools.with_newer_provider(&cache, progress)) {
        let mut test = workspace.cargo();
        tools.enable(test.args(["test", "-p", "privatelink-tests", "--test", "engines"]));
        if thorough {
            test.env("PRIVATELINK_THOROUGH", "1");
        }
        progress.show("engines", &mut test);
    }
    Ok(())
}

/// Tests, lints and types of the emulator, which is Python.
fn emulator_checks(workspace: &Workspace, tools: &Tools, progress: &Progress) {
    let checks: [(&str, &[&str]); 4] = [
        ("emulator ruff", &["-m", "ruff", "check"]),
        ("emulator format", &["-m", "ruff", "format", "--check"]),
        ("emulator mypy", &["-m", "mypy"]),
        ("emulator tests", &["-m", "pytest", "-q"]),
    ];
    for (name, arguments) in checks {
        let mut check = Command::new(tools.python());
        check.args(arguments).current_dir(workspace.path("tests/emulator"));
        progress.step(name, |step| step.run(&mut check));
    }
}

/// Checks and compiles everything; only compiling decides whether there is something to test.
fn cargo_checks(workspace: &Workspace, progress: &Progress) -> Option<()> {
    static_checks(workspace, progress);
    compile(workspace, progress)
}

fn compile(workspace: &Workspace, progress: &Progress) -> Option<()> {
    // The plugins that the engine starts are programs of other packages, which `cargo test` alone does not build.
    progress.step("cargo build", |step| {
        step.run(workspace.cargo().args(["build", "--workspace", "--bins"]))?;
        step.run(workspace.cargo().args(["test", "--workspace", "--no-run"]))
    })
}

/// Formatting, lints, and whether generated files are fresh.
fn static_checks(workspace: &Workspace, progress: &Progress) {
    progress.step("generated files are fresh", |_| Generate { check: true }.update(workspace));
    progress
        .step("cargo fmt", |step| step.run(workspace.cargo().args(["fmt", "--all", "--check"])));
    progress.step("cargo clippy", |step| {
        let clippy = ["clippy", "--workspace", "--all-targets", "--", "--deny", "warnings"];
        step.run(workspace.cargo().args(clippy))
    });
}
