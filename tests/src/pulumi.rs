//! Runs the real Pulumi engine with programs in several languages against an account on the emulator.
//!
//! ```text
//! program -> engine -> pulumi-resource-privatelink     the project's plugin, under test
//!                   -> pulumi-resource-aws             the project's test double, which renames types only
//!                        -> Terraform bridge -> Terraform AWS provider -> emulator
//! ```

use std::env;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Duration;

use privatelink_backends::package::{NAME, VERSION};
use serde_json::{Value, json};

use crate::bridges::Bridges;
use crate::emulator::{Account, REGION};
use crate::events::EventLog;
use crate::failure::Failure;
use crate::preview::Run;
use crate::process::{self, Finished};
use crate::program::{self, Language};
use crate::scratch::Scratch;
use crate::toolchain::Toolchain;

/// Time for one command. An update with a load balancer takes one to two minutes.
const LIMIT: Duration = Duration::from_mins(15);

/// The project's test double of the `aws` plugin.
const STAND_IN: &str = "pulumi-resource-aws";

/// The one stack of a program's copy.
const STACK: &str = "test";

/// A program with a stack, in a folder, a state file and a Pulumi home of its own.
#[derive(Debug)]
pub struct Pulumi {
    account: Account,
    program: PathBuf,
    environment: Vec<(OsString, OsString)>,
    /// What the commands leave running for the next one.
    bridges: Arc<Bridges>,
    scratch: Scratch,
}

impl Pulumi {
    /// Copies the program in `source`, gives it its packages, and creates a stack that is configured for the account.
    pub fn new(toolchain: &Toolchain, account: &Account, source: &Path) -> Result<Self, Failure> {
        Self::new_by(toolchain, account, Arc::new(Bridges::none()?), source)
    }

    /// The same with bridges that may be running already, for the same account.
    pub fn new_by(
        toolchain: &Toolchain,
        account: &Account,
        bridges: Arc<Bridges>,
        source: &Path,
    ) -> Result<Self, Failure> {
        let scratch = Scratch::new("pulumi")?;
        let program = scratch.copy(source, "program")?;
        let language = program::prepare(toolchain, &program)?;
        let environment = environment(toolchain, &scratch, language)?;
        // As `pulumi config set` would write it, which takes as long as a preview of little.
        fs::write(program.join(format!("Pulumi.{STACK}.yaml")), settings())?;
        let pulumi = Self { account: account.clone(), program, environment, bridges, scratch };
        pulumi.succeed(&["stack", "init", STACK])?;
        Ok(pulumi)
    }

    /// A stack of the program in the folder `program` of `scratch`, which has its packages already. The plugin is installed from
    /// its archive: nothing of this checkout is found but the stand-in for `aws`. The variables come after all others.
    pub fn packaged(
        toolchain: &Toolchain,
        account: &Account,
        scratch: Scratch,
        plugin: &Path,
        variables: Vec<(OsString, OsString)>,
    ) -> Result<Self, Failure> {
        let program = scratch.path().join("program");
        let alone = scratch.path().join("stand-in");
        fs::create_dir(&alone)?;
        symlink(toolchain.plugins()?.join(STAND_IN), alone.join(STAND_IN))?;
        let mut environment = surroundings(toolchain, &scratch, path(toolchain, &alone)?)?;
        environment.extend(variables);
        fs::write(program.join(format!("Pulumi.{STACK}.yaml")), settings())?;
        let bridges = Arc::new(Bridges::none()?);
        let pulumi = Self { account: account.clone(), program, environment, bridges, scratch };
        let archive = plugin.display().to_string();
        let plugin = ["plugin", "install", "resource", NAME, VERSION, "--file", &archive];
        pulumi.succeed(&plugin)?;
        pulumi.succeed(&["stack", "init", STACK])?;
        Ok(pulumi)
    }

    /// Sets stack configuration, plain and secret.
    pub fn configure(
        &self,
        plain: &[(&str, &str)],
        secret: &[(&str, &str)],
    ) -> Result<(), Failure> {
        let mut arguments = vec!["config".to_owned(), "set-all".to_owned()];
        let settings = |flag: &str, values: &[(&str, &str)]| {
            let pairs = values.iter().map(|(name, value)| format!("{name}={value}"));
            pairs.flat_map(|pair| [flag.to_owned(), pair]).collect::<Vec<_>>()
        };
        arguments.extend(settings("--plaintext", plain));
        arguments.extend(settings("--secret", secret));
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        self.succeed(&arguments).map(drop)
    }

    /// Sets an environment variable for all further commands.
    pub fn set_variable(&mut self, name: impl Into<OsString>, value: impl Into<OsString>) {
        self.environment.push((name.into(), value.into()));
    }

    /// The folder of the program's copy, for files that a test adds or changes.
    pub fn folder(&self) -> &Path {
        &self.program
    }

    /// Creates or updates everything, as a plain `pulumi up` does: after a preview. Fails if the update does something
    /// else than the preview showed; [`preview`](crate::preview) says what is compared.
    pub fn up(&self) -> Result<Finished, Failure> {
        self.previewed(&["up", "--yes"], |arguments| self.succeed(arguments))
    }

    /// The same for somebody who watches.
    pub fn show_up(&self) -> Result<(), Failure> {
        let arguments = ["up", "--yes", "--suppress-outputs"];
        self.previewed(&arguments, |arguments| self.show(arguments))
    }

    /// What an update would do.
    pub fn preview(&self) -> Result<Run, Failure> {
        let (_, [preview, _]) = self.logged(&["preview"], |arguments| self.succeed(arguments))?;
        Ok(preview)
    }

    /// Creates or updates everything, after this preview of it.
    pub fn up_after(&self, preview: &Run) -> Result<Finished, Failure> {
        let arguments = ["up", "--yes", "--skip-preview"];
        let (finished, [_, update]) =
            self.logged(&arguments, |arguments| self.succeed(arguments))?;
        preview.assert_done_by(&update)?;
        Ok(finished)
    }

    fn previewed<T>(
        &self,
        arguments: &[&str],
        run: impl FnOnce(&[&str]) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (outcome, [preview, update]) = self.logged(arguments, run)?;
        preview.assert_done_by(&update)?;
        Ok(outcome)
    }

    /// Runs a command with an event log, and reads the preview and the update out of that.
    fn logged<T>(
        &self,
        arguments: &[&str],
        run: impl FnOnce(&[&str]) -> Result<T, Failure>,
    ) -> Result<(T, [Run; 2]), Failure> {
        let log = EventLog::open(self.scratch.path())?;
        let path = log.path().display().to_string();
        let outcome = run(&[arguments, &["--event-log", &path]].concat());
        // Before anything is made of the outcome, so that the log ends with the command.
        let events = log.close()?;
        Ok((outcome?, Run::read(&events)?))
    }

    /// Succeeds if AWS and the program agree; otherwise a failure with the preview.
    pub fn assert_unchanged(&self) -> Result<(), Failure> {
        self.succeed(&["preview", "--refresh", "--diff", "--expect-no-changes"]).map(drop)
    }

    /// Removes everything.
    pub fn destroy(&self) -> Result<(), Failure> {
        self.succeed(&["destroy", "--yes", "--skip-preview"]).map(drop)
    }

    /// Every stack output by its name; secret ones too.
    pub fn outputs(&self) -> Result<Value, Failure> {
        self.succeed(&["stack", "output", "--json", "--show-secrets"])?.json()
    }

    /// The state of the stack as the engine keeps it.
    pub fn export(&self) -> Result<Value, Failure> {
        self.succeed(&["stack", "export"])?.json()
    }

    /// Runs any Pulumi command, whatever its exit code: for refusals that a test expects.
    pub fn command(&self, arguments: &[&str]) -> Result<Finished, Failure> {
        let mut command = self.prepared(arguments);
        process::run(command.args(["--color", "never"]), LIMIT)
    }

    /// Runs a Pulumi command for somebody who watches.
    pub fn show(&self, arguments: &[&str]) -> Result<(), Failure> {
        let mut command = self.prepared(arguments);
        let status = command.status()?;
        if status.success() {
            return Ok(());
        }
        Err(Failure::new(format!("`pulumi {}` ended with {status}", arguments.join(" "))))
    }

    fn prepared(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("pulumi");
        // As with Terraform, whose provider is behind the engine here too.
        command.env("GOGC", "400");
        command.args(arguments).arg("--non-interactive").current_dir(&self.program);
        self.account.enable(&mut command, REGION);
        command.envs([self.bridges.variable()]);
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command
    }

    fn succeed(&self, arguments: &[&str]) -> Result<Finished, Failure> {
        self.command(arguments)?.expect(0)
    }
}

/// The configuration of every stack.
fn settings() -> String {
    let settings = json!({
        "config": {
            "aws:region": REGION,
            "aws:skipCredentialsValidation": "true",
            "aws:skipMetadataApiCheck": "true",
            "aws:s3UsePathStyle": "true",
            "aws:maxRetries": "3",
        }
    });
    // YAML has JSON in it.
    settings.to_string()
}

/// Everything that the engine, the hosts and the plugins read from the environment.
fn environment(
    toolchain: &Toolchain,
    scratch: &Scratch,
    language: Language,
) -> Result<Vec<(OsString, OsString)>, Failure> {
    let path = path(toolchain, toolchain.plugins()?)?;
    let mut environment = surroundings(toolchain, scratch, path)?;
    match language {
        // Types are checked once for all programs, not in every run.
        Language::Nodejs => {
            environment.push(("PULUMI_NODEJS_TRANSPILE_ONLY".into(), "true".into()));
        }
        Language::Python => {
            environment.push(("PYTHONPATH".into(), program::install_python_sdk(toolchain)?.into()));
        }
        // As everything in Go is built here, so that what is compiled already is found.
        Language::Go => {
            environment.extend([("GOWORK", "off"), ("CGO_ENABLED", "0")].map(into));
        }
        Language::Yaml => {}
    }
    Ok(environment)
}

/// The same without what a language needs.
fn surroundings(
    toolchain: &Toolchain,
    scratch: &Scratch,
    path: OsString,
) -> Result<Vec<(OsString, OsString)>, Failure> {
    let home = scratch.path().join("home");
    let state = scratch.path().join("state");
    fs::create_dir(&home)?;
    fs::create_dir(&state)?;
    // The bridge takes the provider's name from its file name, which in a mirror has the version in it.
    let provider = scratch.path().join("terraform-provider-aws");
    symlink(toolchain.terraform_provider()?, &provider)?;

    let mut backend = OsString::from("file://");
    backend.push(&state);
    let environment: Vec<(OsString, OsString)> = vec![
        ("PATH".into(), path),
        ("PULUMI_HOME".into(), home.into()),
        ("PULUMI_BACKEND_URL".into(), backend),
        ("PULUMI_CONFIG_PASSPHRASE".into(), "test".into()),
        ("PULUMI_SKIP_UPDATE_CHECK".into(), "true".into()),
        // Without it there is no event log.
        ("PULUMI_DEBUG_COMMANDS".into(), "true".into()),
        // A missing plugin is a failure of the test, not a reason to wait for the network.
        ("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION".into(), "true".into()),
        (
            "AWS_PLUGIN_BRIDGE".into(),
            toolchain.bin().join("pulumi-resource-terraform-provider").into(),
        ),
        ("AWS_PLUGIN_TERRAFORM_PROVIDER".into(), provider.into()),
    ];
    Ok(environment)
}

fn into((name, value): (&str, &str)) -> (OsString, OsString) {
    (name.into(), value.into())
}

/// The plugins in `plugins` first, then the Python environment, then the engine with its hosts, then the rest.
fn path(toolchain: &Toolchain, plugins: &Path) -> Result<OsString, Failure> {
    let python = toolchain.python().parent().unwrap_or(Path::new(""));
    let rest = env::var_os("PATH").unwrap_or_default();
    let folders = [plugins, python, toolchain.bin()].map(Path::as_os_str);
    let folders = folders.into_iter().map(OsStr::to_owned);
    Ok(env::join_paths(folders.chain(env::split_paths(&rest).map(PathBuf::into_os_string)))?)
}
