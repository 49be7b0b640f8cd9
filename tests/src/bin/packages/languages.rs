//! The SDK of each language, installed by its package manager, and the example `minimal` deployed with it and the plugin from
//! its archive.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::Trial;
use privatelink_backends::package::VERSION;
use privatelink_tests::deployment::Surroundings;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::minimal::{Example, Program, SURROUNDINGS};
use privatelink_tests::pulumi::Pulumi;
use privatelink_tests::scratch::{Scratch, checkout};
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::trial;

use crate::archives::{package, program, run};

/// The module of the SDK for Go.
const GO_SDK: &str = "github.com/privatelink-io/pulumi-privatelink/sdks/go";

/// Who publishes it, as folders of Go's cache are named.
const OWNER: &str = "github.com/privatelink-io";

/// Variables of a program's environment.
type Variables = Vec<(OsString, OsString)>;

/// Installs an SDK for the program in the folder.
type Install = fn(&Path) -> Result<Variables, Failure>;

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let languages: [(&str, Install); 4] =
        [("yaml", |_| Ok(Vec::new())), ("typescript", npm), ("python", pip), ("go", go)];
    let trial = |(language, install): (&'static str, Install)| {
        trial::with_emulator(&format!("{language}_deploys"), move |tools, aws| {
            deploys(language, install, tools, aws)
        })
    };
    languages.into_iter().map(trial).collect()
}

fn deploys(
    language: &str,
    install: Install,
    tools: &Toolchain,
    aws: &Emulator,
) -> Result<(), Failure> {
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, SURROUNDINGS)?;
    let scratch = Scratch::new("installed")?;
    let folder =
        scratch.copy(&checkout().join(format!("examples/{language}/minimal")), "program")?;
    let variables = install(&folder)?;
    let plugin = program("pulumi-resource-privatelink")?;
    let pulumi = Pulumi::packaged(tools, &account, scratch, &plugin, variables)?;
    let example = Program::of(pulumi, &around)?;
    example.deploy()?;
    example.service_name()?;
    example.assert_unchanged()?;
    example.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

fn npm(program: &Path) -> Result<Variables, Failure> {
    let archive = package(&format!("npm/pulumi-privatelink-{VERSION}.tgz"))?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"]);
    run(npm.arg(archive).current_dir(program))?;
    Ok(Vec::new())
}

fn pip(program: &Path) -> Result<Variables, Failure> {
    let wheel = package(&format!("python/pulumi_privatelink-{VERSION}-py3-none-any.whl"))?;
    let environment = program.join("venv");
    run(Command::new("python3").args(["-m", "venv"]).arg(&environment))?;
    let bin = environment.join("bin");
    let mut pip = Command::new(bin.join("python"));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    run(pip.arg(wheel).args(["--requirement", "requirements.txt"]).current_dir(program))?;
    let mut python = Command::new(bin.join("python"));
    python.args(["-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]);
    // The host that the tests have is too old for the option `virtualenv` of a project.
    Ok(vec![("PYTHONPATH".into(), run(&mut python)?.trim().into())])
}

/// From a proxy that is the folder of the package, and for all else from where Go gets modules.
fn go(program: &Path) -> Result<Variables, Failure> {
    let go = || {
        let mut go = Command::new("go");
        go.current_dir(program).env("GOWORK", "off");
        go
    };
    let known = |name: &str| Ok::<_, Failure>(run(go().args(["env", name]))?.trim().to_owned());
    let (cache, proxy) = (PathBuf::from(known("GOMODCACHE")?), known("GOPROXY")?);
    // An earlier package of the same version is forgotten.
    for kept in [cache.join(OWNER), cache.join("cache/download").join(OWNER)] {
        if kept.exists() {
            fs::remove_dir_all(kept)?;
        }
    }
    let proxies = format!("file://{},{proxy}", package("go")?.display());
    let variables: Variables = [
        ("GOWORK", "off".into()),
        ("CGO_ENABLED", "0".into()),
        ("GOPROXY", proxies.into()),
        // No checksum database knows what is not published.
        ("GONOSUMDB", GO_SDK.into()),
        // Otherwise nothing could be forgotten.
        ("GOFLAGS", "-modcacherw".into()),
    ]
    .map(|(name, value): (&str, OsString)| (name.into(), value))
    .into();
    let with = |arguments: &[&str]| {
        run(go().args(arguments).envs(variables.iter().map(|(name, value)| (name, value))))
    };
    with(&["mod", "edit", "-dropreplace", GO_SDK])?;
    with(&["get", &format!("{GO_SDK}@v{VERSION}")])?;
    with(&["build", "-o", "/dev/null", "."])?;
    Ok(variables)
}
