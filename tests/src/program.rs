//! Prepares a copy of a Pulumi program, so that its language finds the pinned packages and this checkout's SDK.

use std::collections::hash_map::DefaultHasher;
use std::env;
use std::fs;
use std::hash::{Hash, Hasher};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_yaml_ng::Value;

use crate::failure::{Context, Failure};
use crate::process;
use crate::scratch::{checkout, copy_tree};
use crate::toolchain::Toolchain;

/// The module of the SDK for Go, which programs ask for.
const GO_SDK: &str = "github.com/privatelink-io/pulumi-privatelink/sdks/go";

/// Name of the npm package of the SDK.
const NODE_SDK: &str = "pulumi-privatelink";

/// The second version of `@pulumi/aws`, whose types are checked. The engine would take its plugin for that of a program.
const OTHER_AWS: &str = "aws7";

/// Time for compiling the SDK.
const COMPILE_LIMIT: Duration = Duration::from_mins(5);

/// The language of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// TypeScript or JavaScript.
    Nodejs,
    /// Python.
    Python,
    /// Go.
    Go,
    /// A program without code.
    Yaml,
}

/// Gives the program in `folder` its packages and returns its language.
///
/// # Errors
///
/// A failure if `Pulumi.yaml` names no language that the tests can run.
pub fn prepare(toolchain: &Toolchain, folder: &Path) -> Result<Language, Failure> {
    let language = language(&folder.join("Pulumi.yaml"))?;
    match language {
        Language::Nodejs => link_packages(toolchain, &folder.join("node_modules"))?,
        Language::Go => replace_module(folder)?,
        Language::Python | Language::Yaml => {}
    }
    Ok(language)
}

/// Lets a program in Go find this checkout's SDK, which its own path no longer leads to.
fn replace_module(folder: &Path) -> Result<(), Failure> {
    let sdk = checkout().join("sdks/go");
    let mut go = Command::new("go");
    go.args(["mod", "edit", "-replace"]).arg(format!("{GO_SDK}={}", sdk.display()));
    process::run(go.current_dir(folder), COMPILE_LIMIT)?.expect(0).map(drop)
}

/// Reads `runtime` or `runtime.name` of a `Pulumi.yaml`.
fn language(project: &Path) -> Result<Language, Failure> {
    let text =
        fs::read_to_string(project).context(|| format!("cannot read `{}`", project.display()))?;
    let project: Value = serde_yaml_ng::from_str(&text)?;
    let runtime = project.get("runtime").unwrap_or(&Value::Null);
    let name = runtime.get("name").unwrap_or(runtime);
    match name.as_str() {
        Some("nodejs") => Ok(Language::Nodejs),
        Some("python") => Ok(Language::Python),
        Some("go") => Ok(Language::Go),
        Some("yaml") => Ok(Language::Yaml),
        other => Err(Failure::new(format!("the tests run no program with runtime {other:?}"))),
    }
}

/// Fills `node_modules` with links to the pinned packages and a copy of the compiled SDK.
///
/// The SDK is copied, not linked: Node looks for a package's own dependencies beside the file that a link leads to.
///
/// # Errors
///
/// A failure if the folder is there already, or the SDK does not compile.
pub fn link_packages(toolchain: &Toolchain, node_modules: &Path) -> Result<(), Failure> {
    fs::create_dir(node_modules)?;
    for package in fs::read_dir(toolchain.node_modules())? {
        let package = package?;
        if package.file_name() == OTHER_AWS {
            continue;
        }
        symlink(package.path(), node_modules.join(package.file_name()))?;
    }
    let sdk = checkout().join("sdks/nodejs");
    if sdk.is_dir() {
        // What is published is the folder of the compiled files.
        copy_tree(&compile(toolchain, &sdk)?.join("bin"), &node_modules.join(NODE_SDK))?;
    }
    Ok(())
}

/// Compiles the SDK below Cargo's output folder unless the same sources were compiled before; returns the package.
fn compile(toolchain: &Toolchain, sdk: &Path) -> Result<PathBuf, Failure> {
    once(toolchain, NODE_SDK, sdk, |sources| {
        symlink(toolchain.node_modules(), sources.join("node_modules"))?;
        let mut tsc = Command::new("node");
        tsc.arg(toolchain.node_modules().join("typescript/bin/tsc")).current_dir(sources);
        process::run(&mut tsc, COMPILE_LIMIT)?.expect(0)?;
        // The compiled files read their version from a `package.json` beside them.
        fs::copy(sources.join("package.json"), sources.join("bin/package.json"))?;
        Ok(())
    })
}

/// Copies a folder below Cargo's output folder and does something with the copy, unless that was done before with the
/// same sources and tools; returns the copy.
fn once(
    toolchain: &Toolchain,
    name: &str,
    folder: &Path,
    work: impl FnOnce(&Path) -> Result<(), Failure>,
) -> Result<PathBuf, Failure> {
    /// Tests of one process would otherwise do the same work at the same time.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);

    let test = env::current_exe()?;
    let target = test
        .ancestors()
        .find(|folder| folder.file_name().is_some_and(|name| name == "target"))
        .ok_or_else(|| Failure::new("the test is not below a folder `target`"))?;
    let mut hasher = DefaultHasher::new();
    toolchain.node_modules().hash(&mut hasher);
    toolchain.python().hash(&mut hasher);
    hash_tree(folder, &mut hasher)?;
    let made = target.join("tmp").join(format!("{name}-{:016x}", hasher.finish()));
    if made.is_dir() {
        return Ok(made);
    }
    let unfinished = made.with_extension(format!("unfinished-{}", std::process::id()));
    copy_tree(folder, &unfinished)?;
    work(&unfinished)?;
    // Another process may have finished first, with the same result.
    if fs::rename(&unfinished, &made).is_err() {
        fs::remove_dir_all(&unfinished)?;
    }
    Ok(made)
}

/// Installs the Python SDK below Cargo's output folder unless the same sources were installed before; returns the folder
/// for `PYTHONPATH`.
///
/// A copy of the sources is not enough: the SDK asks Python for the version of its distribution.
pub fn install_python_sdk(toolchain: &Toolchain) -> Result<PathBuf, Failure> {
    let sdk = checkout().join("sdks/python");
    once(toolchain, "python-sdk", &sdk, |sources| {
        let mut pip = Command::new(toolchain.python());
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
        pip.args(["--no-build-isolation", "--no-index", "--target"]).arg(sources.join("installed"));
        pip.arg(sources);
        process::run(&mut pip, COMPILE_LIMIT)?.expect(0).map(drop)
    })
    .map(|folder| folder.join("installed"))
}

/// Hashes names and contents of all files below a folder, in a stable order.
fn hash_tree(folder: &Path, hasher: &mut DefaultHasher) -> Result<(), Failure> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        paths.push(entry?.path());
    }
    paths.sort();
    for path in paths {
        if path.is_dir() {
            hash_tree(&path, hasher)?;
        } else {
            path.file_name().hash(hasher);
            fs::read(&path)?.hash(hasher);
        }
    }
    Ok(())
}
