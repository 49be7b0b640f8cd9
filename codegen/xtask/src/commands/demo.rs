//! `cargo xtask demo`

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;

use clap::ValueEnum;
use miette::{IntoDiagnostic, Result, miette};

use crate::engines::Engine;
use crate::prerequisites;
use crate::progress::Progress;
use crate::run;
use crate::tools::{self, Cache};
use crate::workspace::Workspace;

/// How long the steps take on two processors, where it is worth knowing.
const EXPECTED: &[(&str, &str)] = &[
    ("cargo build", "1 to 2 minutes the first time"),
    ("python environment", "1 to 2 minutes the first time"),
    ("terraform aws provider", "a minute or more if it has to be downloaded"),
    ("pulumi terraform bridge", "about 6 minutes the first time; only Pulumi waits for it"),
    ("pulumi cli", "about 4 minutes the first time; only Pulumi waits for it"),
];

/// Deploy one example by Terraform, CloudFormation and Pulumi, compare what they made, and remove it
///
/// Each engine deploys the example `minimal`, a service that offers a load balancer to another account, into an
/// AWS account of its own. The accounts are on an emulator on this machine: no AWS account and no Pulumi account
/// is needed, and nothing is left behind. On the way it shows
///
/// - the name of each service, as soon as it is made;
/// - that an engine has nothing to do when it runs again;
/// - a picture of what stands in an account;
/// - a table of what the accounts have, and that it is the same;
/// - how bad inputs are rejected, in the same words by each engine, before anything is made.
///
/// Nothing has to be prepared. The first run builds everything from source: on two processors the first service is
/// there after about 5 minutes, and all is done after about 15, most of it for building Pulumi. What is built is
/// kept in a cache, and later runs take 2 to 3 minutes. A `pulumi` on `PATH` that is new enough is not built again.
/// Ctrl-C ends it at any time and leaves nothing running.
#[derive(clap::Args)]
#[command(
    verbatim_doc_comment,
    after_long_help = "\
Examples:
  cargo xtask demo
  cargo xtask demo --engine cloudformation                      (needs Rust and Python only)
  cargo xtask demo --engine terraform --engine cloudformation   (leaves out the long build)"
)]
pub(crate) struct Demo {
    /// Deploy with this engine only; may be given several times
    #[arg(long = "engine", value_enum, value_name = "ENGINE")]
    engines: Vec<Engine>,
}

impl Demo {
    pub(crate) fn run(self) -> Result<()> {
        let wanted = |engine: &Engine| self.engines.is_empty() || self.engines.contains(engine);
        let engines: Vec<_> = Engine::value_variants().iter().copied().filter(wanted).collect();
        prerequisites::check_demo(&engines)?;
        let workspace = Workspace::find()?;
        let cache = Cache::open()?;
        let folder = tempfile::Builder::new().prefix("privatelink-demo-").tempdir();
        let folder = folder.into_diagnostic()?;
        #[cfg(unix)]
        crate::interrupt::watch(folder.path().to_owned())?;
        let progress = Progress::lines(&workspace, EXPECTED)?;
        let (running, end) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| progress.remind(end));
            demonstrate(&engines, &workspace, &cache, &progress);
            drop(running);
        });
        progress.finish()
    }
}

/// Prepares what is needed, the long part of it while the rest is at work already; failures stay with `progress`.
fn demonstrate(engines: &[Engine], workspace: &Workspace, cache: &Cache, progress: &Progress) {
    let with_pulumi = engines.contains(&Engine::Pulumi);
    let with_provider = with_pulumi || engines.contains(&Engine::Terraform);
    progress.say("\n== Prepare ==");
    thread::scope(|scope| {
        let pulumi = with_pulumi
            .then(|| scope.spawn(|| tools::prepare_for_yaml(workspace, cache, progress)));
        let python = scope.spawn(|| tools::python::prepare(workspace, cache, progress));
        let mirror =
            with_provider.then(|| scope.spawn(|| tools::terraform::prepare(cache, progress)));
        let built = progress.step("cargo build", |step| {
            step.run(workspace.cargo().args(["build", "--workspace", "--bins"]))
        });
        // A thread only fails to join if it panicked, which has been reported by then.
        let python = python.join().ok().flatten();
        let mirror = mirror.map(|mirror| mirror.join().ok().flatten());
        if let (Some(()), Some(python), None | Some(Some(_))) = (built, python, &mirror) {
            let mut command = Command::new(workspace.target().join("debug/demo"));
            command.args(engines.iter().map(|engine| engine.name())).stdin(Stdio::piped());
            command.env("PRIVATELINK_PYTHON", python);
            command.envs(mirror.flatten().map(|path| ("PRIVATELINK_TERRAFORM_MIRROR", path)));
            let tools = || pulumi.and_then(|pulumi| pulumi.join().ok().flatten());
            progress.keep("demo", watch(&mut command, tools));
        }
    });
}

/// Runs the demo itself to its end.
///
/// As soon as the Pulumi engine is built, a line says where it is; an end of the input without one says that it will not be
/// there.
fn watch(command: &mut Command, tools: impl FnOnce() -> Option<PathBuf>) -> Result<()> {
    let mut demo = run::start(command)?;
    let input = demo.stdin.take();
    if let (Some(tools), Some(mut input)) = (tools(), input) {
        // One that has failed already reads nothing, and has said why.
        let _ = writeln!(input, "{}", tools.display());
    }
    let status = demo.wait().into_diagnostic()?;
    if status.success() { Ok(()) } else { Err(miette!("it ended with {status}, see above")) }
}
