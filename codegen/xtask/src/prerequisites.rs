//! What a machine needs before anything is built: each missing program is one line that says how to get it.

use std::fs;
use std::process::Command;
use std::thread;

use miette::{IntoDiagnostic, Result, miette};

use crate::engines::Engine;
use crate::package::Kind;
use crate::run;
use crate::tools::{Cache, terraform};

/// One thing that must be there.
struct Requirement {
    /// What is checked, such as `go 1.26`.
    name: &'static str,
    /// Finds out whether it is there; the error says what was found instead.
    check: fn() -> Result<()>,
    /// The change that satisfies it.
    fix: &'static str,
}

/// What the checks without engines need.
const ALWAYS: &[Requirement] = &[
    Requirement {
        name: "rustfmt",
        check: || program("cargo", &["fmt", "--version"], (1, 0)),
        fix: "run `rustup component add rustfmt`",
    },
    Requirement {
        name: "clippy",
        check: || program("cargo", &["clippy", "--version"], (0, 1)),
        fix: "run `rustup component add clippy`",
    },
];

/// What the Pulumi command line and the SDK generators need.
const ENGINE: &[Requirement] = &[Requirement {
    name: "go 1.26",
    check: || program("go", &["version"], (1, 26)),
    fix: "install Go 1.26 or newer and put `go` on `PATH`",
}];

/// What Pulumi programs in TypeScript need.
const PROGRAMS: &[Requirement] = &[
    Requirement {
        name: "node 20",
        check: || program("node", &["--version"], (20, 0)),
        fix: "install Node.js 20 or newer and put `node` on `PATH`",
    },
    Requirement {
        name: "npm 10",
        check: || program("npm", &["--version"], (10, 0)),
        fix: "install npm, which comes with Node.js",
    },
];

/// What the emulator needs.
const EMULATOR: &[Requirement] = &[
    Requirement {
        name: "python 3.11",
        check: || program("python3", &["--version"], (3, 11)),
        fix: "install Python 3.11 or newer and put `python3` on `PATH`",
    },
    Requirement {
        name: "python venv",
        check: || {
            run::read(Command::new("python3").args(["-c", "import venv, ensurepip"])).map(drop)
        },
        fix: "install the `venv` module (`python3-venv` on Debian and Ubuntu)",
    },
];

/// What Terraform needs, and Pulumi, behind which is the same provider here.
const TERRAFORM: &[Requirement] = &[
    Requirement {
        name: "terraform 1.9",
        check: || program("terraform", &["version"], (1, 9)),
        fix: "install Terraform 1.9 or newer and put `terraform` on `PATH`",
    },
    Requirement {
        name: "terraform aws provider",
        check: provider,
        fix: "allow access to the Terraform registry, or set `TF_PLUGIN_DIR` to a filesystem mirror with hashicorp/aws 5.100.0",
    },
];

/// What the SDK for Java is packed by.
const JAVA: &[Requirement] = &[
    Requirement {
        name: "java 11",
        check: || program("javac", &["--version"], (11, 0)),
        fix: "install a JDK, version 11 or newer, and put `javac` on `PATH`",
    },
    Requirement {
        name: "maven 3.8",
        check: || program("mvn", &["--version"], (3, 8)),
        fix: "install Maven 3.8 or newer and put `mvn` on `PATH`",
    },
];

/// Checks what `cargo fmt`, Clippy and tests without engines need.
pub(crate) fn check_quick() -> Result<()> {
    check(&[ALWAYS])
}

/// Checks what building the Pulumi engine needs.
pub(crate) fn check_engine() -> Result<()> {
    check(&[ENGINE])
}

/// Checks what building the peers of the plugin needs.
pub(crate) fn check_peers() -> Result<()> {
    check(&[ENGINE, PROGRAMS])
}

/// Checks what the whole test run needs.
pub(crate) fn check_all() -> Result<()> {
    check(&[ALWAYS, ENGINE, PROGRAMS, EMULATOR, TERRAFORM])
}

/// Checks what making packages of these kinds needs.
pub(crate) fn check_package(kinds: &[Kind]) -> Result<()> {
    let groups = kinds.iter().map(|kind| match kind {
        Kind::Npm => PROGRAMS,
        Kind::Python => EMULATOR,
        Kind::Java => JAVA,
        Kind::Plugin | Kind::Go | Kind::Dotnet | Kind::Terraform | Kind::CloudFormation => &[],
    });
    check(&groups.collect::<Vec<_>>())
}

/// Checks what a deployment to the emulator needs, by these engines.
pub(crate) fn check_demo(engines: &[Engine]) -> Result<()> {
    let mut groups = vec![EMULATOR];
    if engines.contains(&Engine::Terraform) || engines.contains(&Engine::Pulumi) {
        groups.push(TERRAFORM);
    }
    if engines.contains(&Engine::Pulumi) {
        groups.push(ENGINE);
    }
    check(&groups)
}

/// Checks all at once; the error has one line for each that is missing.
fn check(groups: &[&'static [Requirement]]) -> Result<()> {
    let missing: Vec<String> = thread::scope(|scope| {
        let running: Vec<_> = groups
            .iter()
            .flat_map(|group| group.iter())
            .map(|requirement| (requirement, scope.spawn(requirement.check)))
            .collect();
        running
            .into_iter()
            .filter_map(|(Requirement { name, fix, .. }, thread)| match thread.join() {
                Ok(Ok(())) => None,
                Ok(Err(problem)) => {
                    let problem = problem.to_string();
                    let first = problem.lines().next().unwrap_or_default().to_owned();
                    Some(format!("{name}: {first}; {fix}"))
                }
                Err(_) => Some(format!("{name}: the check itself failed; {fix}")),
            })
            .collect()
    });
    if missing.is_empty() {
        return Ok(());
    }
    Err(miette!("this machine lacks\n{}", missing.join("\n")))
}

/// Requires a program in at least version `wanted`.
fn program(name: &str, arguments: &[&str], wanted: (u32, u32)) -> Result<()> {
    let said = run::read(Command::new(name).args(arguments))
        .map_err(|_| miette!("`{name}` is missing or does not start"))?;
    let found = version(&said).ok_or_else(|| miette!("`{name}` tells no version"))?;
    if found >= wanted {
        return Ok(());
    }
    Err(miette!("found only {}.{}", found.0, found.1))
}

/// Major and minor of the first version in `text`, as in `go version go1.26.8 linux/amd64`.
fn version(text: &str) -> Option<(u32, u32)> {
    text.split_whitespace().find_map(|word| {
        let digits = word.trim_start_matches(|character: char| !character.is_ascii_digit());
        let mut parts = digits.split('.');
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    })
}

/// Requires the Terraform AWS provider on this machine, or a registry that answers.
///
/// The registry is asked for a version that cannot exist: a refusal that speaks of versions proves that Terraform
/// reaches it, through whatever proxy or mirror the user has configured, without downloading anything.
fn provider() -> Result<()> {
    if terraform::find(&Cache::open()?).is_some() {
        return Ok(());
    }
    let folder = tempfile::tempdir().into_diagnostic()?;
    let asked = terraform::requirement("0.0.0-unpublished");
    fs::write(folder.path().join("main.tf"), asked).into_diagnostic()?;
    let mut init = terraform::init(folder.path());
    init.env("TF_REGISTRY_CLIENT_TIMEOUT", "10").env("TF_REGISTRY_DISCOVERY_RETRY", "0");
    match run::read(&mut init) {
        Err(refusal) if refusal.to_string().contains("no available releases match") => Ok(()),
        _ => Err(miette!(
            "version {} is not on this machine and the registry does not answer",
            terraform::VERSION
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_each_program_prints_them() {
        let cases = [
            ("go version go1.26.8 linux/amd64", Some((1, 26))),
            ("v20.20.2", Some((20, 20))),
            ("Python 3.11.7", Some((3, 11))),
            ("Terraform v1.11.4\non linux_amd64", Some((1, 11))),
            ("clippy 0.1.95 (f2d3ce0bd1 2026-03-21)", Some((0, 1))),
            ("no version", None),
        ];
        for (text, expected) in cases {
            assert_eq!(version(text), expected, "{text}");
        }
    }

    #[test]
    fn every_missing_program_is_one_line_with_its_remedy() {
        const BROKEN: &[Requirement] = &[
            Requirement {
                name: "a",
                check: || program("no-such-program", &[], (1, 0)),
                fix: "install a",
            },
            Requirement {
                name: "b",
                check: || program("cargo", &["--version"], (99, 0)),
                fix: "update b",
            },
        ];
        let text = check(&[BROKEN]).unwrap_err().to_string();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(lines[1], "a: `no-such-program` is missing or does not start; install a");
        assert!(
            lines[2].starts_with("b: found only 1.") && lines[2].ends_with("; update b"),
            "{text}"
        );
    }
}
