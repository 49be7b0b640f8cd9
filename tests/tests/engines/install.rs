//! What the page about installing says works: its commands run as they stand there, in a copy of what they need.
//!
//! Stand-ins for `cargo`, `npm` and `pip` take what is pinned and built already instead of asking registries.

use std::env;
use std::ffi::OsString;
use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use libtest_mimic::Trial;
use privatelink_backends::package::VERSION;
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{process, trial};
use serde_json::Value;

/// The page.
const PAGE: &str = "docs/install.md";

/// Time for all commands together, with the compilers that they start.
const LIMIT: Duration = Duration::from_mins(10);

/// Builds as the tests do, in the checkout, so that nothing is compiled twice: with the features that all programs together
/// need, and without optimisation. What is installed is what the package at that path builds.
const CARGO: &str = r#"#!/bin/sh
cd "$CHECKOUT" || exit
"$REAL_CARGO" build --workspace --bins --locked --offline --quiet || exit
case "$*" in
    "install --locked --path codegen/cli")
        mkdir -p "$CARGO_INSTALL_ROOT/bin" && exec cp "$BUILT/privatelink" "$CARGO_INSTALL_ROOT/bin" ;;
    "build --locked --release --package privatelink-provider")
        exec test -x "$BUILT/pulumi-resource-privatelink" ;;
esac
exit 64
"#;

/// Installs pinned packages: all of them for the SDK, and for a program those beside the SDK.
const NPM: &str = r#"#!/bin/sh
case "$*" in
    "install --no-package-lock --prefix "*)
        test -f "$4/package.json" && exec ln -s "$NODE_MODULES" "$4/node_modules" ;;
    "install "*.tgz)
        mkdir node_modules && tar xzf "$2" -C node_modules && ln -s "$NODE_MODULES/@pulumi" node_modules || exit
        exec mv node_modules/package "node_modules/$(node -p 'require("./node_modules/package/package.json").name')" ;;
    *) exec "$REAL_NPM" "$@" ;;
esac
exit 64
"#;

/// Installs into an environment that sees the pinned packages.
const PIP: &str = r#"#!/bin/sh
exec "$VENV/bin/python" -m pip --quiet --disable-pip-version-check "$@"
"#;

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    vec![trial::with_toolchain("commands_of_the_page", commands_of_the_page)]
}

fn commands_of_the_page(tools: &Toolchain) -> Result<(), Failure> {
    let scratch = Scratch::new("install")?;
    let clone = clone_into(tools, &scratch)?;
    let page = fs::read_to_string(checkout().join(PAGE))?;
    let surroundings = surroundings(tools, &scratch)?;
    let shell = |script: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-e", "-c", script]).current_dir(&clone);
        shell.envs(surroundings.iter().map(|(name, value)| (name, value)));
        process::run(&mut shell, LIMIT)?.expect(0)
    };
    shell(&commands(&page))?;

    let installed: Value = shell("pulumi plugin ls --json")?.json()?;
    let plugin = |field: &str| installed.get(0).and_then(|plugin| plugin.get(field)).cloned();
    if plugin("name") != Some("privatelink".into()) || plugin("version") != Some(VERSION.into()) {
        return Err(Failure::new(format!("the plugin that is installed is {installed}")));
    }
    for (what, script) in [
        ("the schema of the plugin", "pulumi package get-schema privatelink"),
        ("the command", "\"$CARGO_INSTALL_ROOT/bin/privatelink\" list"),
        (
            "the SDK for TypeScript",
            "cd examples/typescript/minimal && node -p 'Object.keys(require(\"pulumi-privatelink\"))'",
        ),
        (
            "the SDK for Python",
            "\"$VENV/bin/python\" -c 'import pulumi_privatelink; print(dir(pulumi_privatelink))'",
        ),
    ] {
        let said = shell(script)?.stdout;
        if !said.contains("PrivateLinkConsumer") {
            return Err(Failure::new(format!("{what} knows no `PrivateLinkConsumer`: {said}")));
        }
    }
    Ok(())
}

/// The lines of all shell blocks of the page, in their order.
fn commands(page: &str) -> String {
    page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// What a clone has for the commands: SDKs, examples, and the place of what was built.
fn clone_into(tools: &Toolchain, scratch: &Scratch) -> Result<PathBuf, Failure> {
    for folder in [
        "sdks/nodejs",
        "sdks/python",
        "sdks/go",
        "examples/typescript",
        "examples/python",
        "examples/go",
    ] {
        scratch.copy(&checkout().join(folder), &format!("clone/{folder}"))?;
    }
    let clone = scratch.path().join("clone");
    fs::create_dir(clone.join("target"))?;
    symlink(tools.plugins()?, clone.join("target/release"))?;
    Ok(clone)
}

/// The environment of the commands.
fn surroundings(
    tools: &Toolchain,
    scratch: &Scratch,
) -> Result<Vec<(&'static str, OsString)>, Failure> {
    let stand_ins = scratch.path().join("stand-ins");
    fs::create_dir(&stand_ins)?;
    for (name, script) in [("cargo", CARGO), ("npm", NPM), ("pip", PIP)] {
        let file = stand_ins.join(name);
        fs::write(&file, script)?;
        fs::set_permissions(&file, Permissions::from_mode(0o755))?;
    }
    let path = env::var_os("PATH").unwrap_or_default();
    // By their paths: the names lead to the stand-ins.
    let found = |name: &str| {
        let file = env::split_paths(&path).map(|folder| folder.join(name)).find(|it| it.is_file());
        file.ok_or_else(|| Failure::new(format!("there is no `{name}`")))
    };
    let npm = found("npm")?;
    let cargo = env::var_os("CARGO").map_or_else(|| found("cargo"), |it| Ok(it.into()))?;
    let folders = [stand_ins, tools.bin().to_owned()].into_iter().chain(env::split_paths(&path));
    let own = |name: &str| scratch.path().join(name).into_os_string();
    Ok(vec![
        ("PATH", env::join_paths(folders)?),
        ("CHECKOUT", checkout().into()),
        ("BUILT", tools.plugins()?.into()),
        ("REAL_CARGO", cargo.into()),
        ("CARGO_INSTALL_ROOT", own("installed")),
        ("REAL_NPM", npm.into()),
        ("NODE_MODULES", tools.node_modules().into()),
        ("VENV", virtual_environment(tools, &scratch.path().join("venv"))?.into()),
        ("PYTHONPATH", packages(tools.python())?.into()),
        ("PIP_NO_INDEX", "1".into()),
        // Pip reads it the other way round: no isolation.
        ("PIP_NO_BUILD_ISOLATION", "0".into()),
        ("GOWORK", "off".into()),
        ("CGO_ENABLED", "0".into()),
        ("PULUMI_HOME", own("home")),
        ("PULUMI_SKIP_UPDATE_CHECK", "true".into()),
        ("PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION", "true".into()),
    ])
}

fn virtual_environment(tools: &Toolchain, folder: &Path) -> Result<PathBuf, Failure> {
    let mut python = Command::new(tools.python());
    python.args(["-m", "venv", "--without-pip"]).arg(folder);
    process::run(&mut python, LIMIT)?.expect(0)?;
    Ok(folder.to_owned())
}

/// Where a Python environment has its packages.
fn packages(python: &Path) -> Result<String, Failure> {
    let mut python = Command::new(python);
    python.args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]);
    Ok(process::run(&mut python, LIMIT)?.expect(0)?.stdout.trim().to_owned())
}
