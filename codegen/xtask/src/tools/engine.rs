//! The real Pulumi engine: the CLI, the language hosts, the Terraform bridge and the SDK generators, built with Go.
//!
//! No package registry has these as programs, but all of them are Go modules. They need four modules of their own
//! under `tests/engine`, because the CLI, the bridge and the last published language hosts want different versions of
//! the same libraries. A module names its programs in `tool` directives and pins everything in `go.sum`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use miette::{IntoDiagnostic, Result};

use super::cache::{Cache, Key};
use super::installed;
use crate::progress::{Progress, Step};
use crate::run;
use crate::workspace::Workspace;

/// Go variable that holds the version a program reports; the CLI refuses plugins that are newer than itself.
const PULUMI_VERSION: &str = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";

/// The Go module that versions the CLI and the hosts.
const PULUMI_SDK: &str = "github.com/pulumi/pulumi/sdk/v3";

/// The bridge reports a version of its own, which its module does not know.
const BRIDGE_VERSION: &str =
    "github.com/pulumi/pulumi-terraform-bridge/v3/dynamic/version.version=v0.12.0";

/// Start of the Python programs; the host looks for it beside itself.
const PYTHON_START: &str = "python/cmd/pulumi-language-python-exec";

/// One Go module under `tests`.
struct Module {
    /// Its folder there.
    folder: &'static str,
    step: &'static str,
    /// What is built of it.
    built: Built,
}

/// What is built of a module.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Built {
    /// The programs that its `go.mod` names.
    Tools,
    /// Its tests, as a program.
    Tests,
    /// Its tests with the versions in `newest.mod`, and what they say is other there, which has the tag `newest`.
    TestsOfNewest,
}

impl Built {
    /// The files that pin all versions.
    fn pins(self) -> [&'static str; 2] {
        match self {
            Self::Tools | Self::Tests => ["go.mod", "go.sum"],
            Self::TestsOfNewest => ["newest.mod", "newest.sum"],
        }
    }
}

/// The language hosts.
const HOSTS: Module =
    Module { folder: "engine/hosts", step: "pulumi language hosts", built: Built::Tools };

/// The Terraform bridge and the SDK generators, which live off the same libraries.
const BRIDGE: Module =
    Module { folder: "engine/bridge", step: "pulumi terraform bridge", built: Built::Tools };

/// The command line with the engine, and the host for YAML programs.
const CLI: Module = Module { folder: "engine/cli", step: "pulumi cli", built: Built::Tools };

/// The linter of Terraform modules: no part of the engine, but got the same way.
const LINT: Module = Module { folder: "engine/lint", step: "tflint", built: Built::Tools };

/// OpenTofu, which thorough runs deploy the Terraform modules with.
const TOFU: Module = Module { folder: "engine/tofu", step: "opentofu", built: Built::Tools };

/// The engine's own packages, with the plugin's tests in them.
const LIFECYCLE: Module =
    Module { folder: "engine/lifecycle", step: "pulumi engine in tests", built: Built::Tests };

/// The same in the newest engine.
const LIFECYCLE_NEWEST: Module = Module {
    folder: "engine/lifecycle",
    step: "newest pulumi engine in tests",
    built: Built::TestsOfNewest,
};

/// Plays the engine towards the plugin and its peers, and measures them.
const BENCH: Module =
    Module { folder: "peers/pluginbench", step: "pluginbench", built: Built::Tools };

/// A component as others write them in Go.
const PEER: Module = Module { folder: "peers/go", step: "peer in go", built: Built::Tools };

/// The step that looks for a command line that is there.
const INSTALLED: &str = "pulumi on PATH";

/// Builds every program and returns the folder that holds them all.
pub(super) fn prepare(
    workspace: &Workspace,
    cache: &Cache,
    progress: &Progress,
) -> Option<PathBuf> {
    // The quick ones first, so that a broken set-up shows early; a failing module does not stop the others, because
    // what they build is kept.
    let builder = Builder { workspace, cache, progress, priority: Priority::Normal };
    let built = [HOSTS, LINT, BRIDGE, CLI].map(|module| builder.build(&module));
    let built = built.into_iter().collect::<Option<Vec<_>>>()?;
    progress.step("pulumi tools", |step| gather(&built, cache, step))
}

/// Builds, beside more urgent work, what deploys a program in YAML, and returns the folder that holds it.
///
/// The command line is not built if there is one on `PATH` that will do.
pub(crate) fn prepare_for_yaml(
    workspace: &Workspace,
    cache: &Cache,
    progress: &Progress,
) -> Option<PathBuf> {
    let builder = Builder { workspace, cache, progress, priority: Priority::Background };
    let installed = progress.step(INSTALLED, |step| Ok(installed::is_usable(step)))?;
    let modules: &[&Module] = if installed { &[&BRIDGE] } else { &[&BRIDGE, &CLI] };
    let built = modules.iter().map(|module| builder.build(module)).collect::<Option<Vec<_>>>()?;
    progress.step("pulumi tools", |step| gather(&built, cache, step))
}

/// Builds OpenTofu and returns the program.
pub(super) fn prepare_tofu(
    workspace: &Workspace,
    cache: &Cache,
    progress: &Progress,
) -> Option<PathBuf> {
    let builder = Builder { workspace, cache, progress, priority: Priority::Normal };
    Some(builder.build(&TOFU)?.join("tofu"))
}

/// Builds the tests that are in the engine itself and returns the program.
pub(super) fn prepare_lifecycle(
    workspace: &Workspace,
    cache: &Cache,
    progress: &Progress,
) -> Option<PathBuf> {
    let builder = Builder { workspace, cache, progress, priority: Priority::Normal };
    Some(builder.build(&LIFECYCLE)?.join("lifecycle"))
}

/// Builds the same tests in the newest engine and returns the program.
pub(super) fn prepare_lifecycle_newest(
    workspace: &Workspace,
    cache: &Cache,
    progress: &Progress,
) -> Option<PathBuf> {
    let builder = Builder { workspace, cache, progress, priority: Priority::Normal };
    Some(builder.build(&LIFECYCLE_NEWEST)?.join("lifecycle"))
}

/// Builds only what writes SDKs and returns the program.
pub(crate) fn prepare_generators(
    workspace: &Workspace,
    cache: &Cache,
    progress: &Progress,
) -> Option<PathBuf> {
    let builder = Builder { workspace, cache, progress, priority: Priority::Normal };
    Some(builder.build(&BRIDGE)?.join("gensdk"))
}

/// Builds what measures plugins, and the peer in Go, and returns both programs.
pub(super) fn prepare_peer(
    workspace: &Workspace,
    cache: &Cache,
    progress: &Progress,
) -> Option<[PathBuf; 2]> {
    let builder = Builder { workspace, cache, progress, priority: Priority::Normal };
    let bench = builder.build(&BENCH)?.join("pluginbench");
    Some([bench, builder.build(&PEER)?.join("pulumi-resource-peer")])
}

/// How much of the processors a build may take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Priority {
    Normal,
    /// Most of what nothing else wants.
    Background,
}

/// Builds modules.
struct Builder<'a> {
    workspace: &'a Workspace,
    cache: &'a Cache,
    progress: &'a Progress,
    priority: Priority,
}

impl Builder<'_> {
    /// Builds the programs of one module as a step and returns their folder.
    fn build(&self, module: &Module) -> Option<PathBuf> {
        self.progress.step(module.step, |step| self.compile(module, step))
    }

    fn compile(&self, module: &Module, step: &Step) -> Result<PathBuf> {
        let folder = &self.workspace.path("tests").join(module.folder);
        let [pins, sums] = module.built.pins();
        let mut flags = "-s -w".to_owned();
        if let Some(version) = sdk_version(&folder.join(pins))? {
            flags.push_str(&format!(" -X {PULUMI_VERSION}={version} -X {BRIDGE_VERSION}"));
        }
        let mut key = Key::new("engine")
            .text(&run::read(go(folder).arg("version"))?)
            .text(&flags)
            .file(&folder.join(pins))?
            .file(&folder.join(sums))?;
        for source in sources(folder)? {
            key = key.file(&source)?;
        }
        self.cache.entry(step, &module.folder.replace('/', "-"), key, |out| {
            let mut command = match self.priority {
                Priority::Normal => go(folder),
                Priority::Background => in_background(folder),
            };
            let verb: &[&str] = match module.built {
                Built::Tools => &["build"],
                Built::Tests => &["test", "-c"],
                Built::TestsOfNewest => &["test", "-c", "-modfile", pins, "-tags", "newest"],
            };
            command.args(verb).args(["-ldflags", &flags, "-o"]);
            // The slash makes Go take the path for a folder.
            match module.built {
                Built::Tools => command.arg(out.join("")).arg("tool"),
                Built::Tests | Built::TestsOfNewest => command.arg(out.join("lifecycle")),
            };
            step.run(&mut command)?;
            finish(folder, out)
        })
    }
}

/// Gives the programs of a module the names and neighbours that the engine expects.
fn finish(folder: &Path, out: &Path) -> Result<()> {
    let bridge = out.join("dynamic");
    if bridge.exists() {
        fs::rename(bridge, out.join("pulumi-resource-terraform-provider")).into_diagnostic()?;
    }
    if out.join("pulumi-language-python").exists() {
        let sdk = run::read(go(folder).args(["list", "-m", "-f", "{{.Dir}}", PULUMI_SDK]))?;
        let start = Path::new(&sdk).join(PYTHON_START);
        let copy = out.join("pulumi-language-python-exec");
        fs::copy(start, &copy).into_diagnostic()?;
        // The module cache is read-only and not executable.
        #[cfg(unix)]
        fs::set_permissions(&copy, std::os::unix::fs::PermissionsExt::from_mode(0o755))
            .into_diagnostic()?;
    }
    Ok(())
}

/// Links the programs of all modules into one folder, which `PATH` can name.
fn gather(built: &[PathBuf], cache: &Cache, step: &Step) -> Result<PathBuf> {
    let key =
        built.iter().fold(Key::new("tools"), |key, folder| key.text(&folder.to_string_lossy()));
    cache.entry(step, "tools", key, |out| {
        for folder in built {
            for program in fs::read_dir(folder).into_diagnostic()? {
                let program = program.into_diagnostic()?;
                // Hard links: a program still finds its neighbours by its own path, and nothing dangles.
                fs::hard_link(program.path(), out.join(program.file_name())).into_diagnostic()?;
            }
        }
        Ok(())
    })
}

/// The version of the Pulumi SDK that a `go.mod` pins, such as `v3.255.0`, if its programs are Pulumi's.
fn sdk_version(go_mod: &Path) -> Result<Option<String>> {
    let text = fs::read_to_string(go_mod).into_diagnostic()?;
    let mut words = text.split_whitespace().skip_while(|word| *word != PULUMI_SDK);
    Ok(words.nth(1).map(str::to_owned))
}

/// The project's own Go sources of a module, in a stable order.
fn sources(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_diagnostic()? {
            let path = entry.into_diagnostic()?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "go") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Go in a folder, with nothing of the surroundings.
pub(super) fn go(folder: &Path) -> Command {
    within(folder, Command::new("go"))
}

/// Go with a tenth of the processors while something else wants them. Not less: on a busy machine it would never end.
fn in_background(folder: &Path) -> Command {
    if cfg!(unix) {
        let mut command = Command::new("nice");
        command.args(["-n", "10", "go"]);
        within(folder, command)
    } else {
        go(folder)
    }
}

fn within(folder: &Path, mut command: Command) -> Command {
    // A workspace file above the checkout would mix the three modules.
    command.current_dir(folder).env("GOWORK", "off").env("CGO_ENABLED", "0");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_comes_from_the_module_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("go.mod");
        fs::write(&file, "module x\nrequire (\n\tgithub.com/pulumi/pulumi/pkg/v3 v1.0.0\n\tgithub.com/pulumi/pulumi/sdk/v3 v3.2.1\n)\n").unwrap();
        assert_eq!(sdk_version(&file).unwrap().as_deref(), Some("v3.2.1"));
        fs::write(&file, "module x\n").unwrap();
        assert_eq!(sdk_version(&file).unwrap(), None);
    }
}
