//! The real Terraform AWS provider, from a mirror on this machine or from the registry.
//!
//! Its file is 700 MB, so it is looked for before it is fetched: in what the user's Terraform configuration names, in
//! the places where Terraform looks by itself, and a few levels below `/opt`. Either way the result is a *filesystem
//! mirror* in Terraform's unpacked layout, `HOST/NAMESPACE/TYPE/VERSION/PLATFORM/`, which every test points Terraform
//! to, so tests need no network.
//!
//! Source: Terraform documentation, "CLI Configuration File", sections "Implied Local Mirror Directories" and
//! "Explicit Installation Method Configuration" (2025-11-20).

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use miette::{IntoDiagnostic, Result, miette};

use super::cache::{Cache, Key};
use crate::progress::{Progress, Step};

/// The version that the tests run: pulumi-aws 6.83.0 wraps this very one.
pub(crate) const VERSION: &str = "5.100.0";

/// Folders below `/opt` that may lie above a mirror.
const DEPTH: usize = 3;

/// Returns the root of a mirror with the provider.
pub(crate) fn prepare(cache: &Cache, progress: &Progress) -> Option<PathBuf> {
    progress.step("terraform aws provider", |step| {
        if let Some(mirror) = find(cache) {
            step.note("found");
            return Ok(mirror);
        }
        let key = Key::new("terraform").text(VERSION).text(&platform());
        cache.entry(step, "terraform-aws", key, |out| fetch(step, out))
    })
}

/// Looks for a mirror with the provider on this machine.
pub(crate) fn find(cache: &Cache) -> Option<PathBuf> {
    candidates(cache).into_iter().find_map(|(folder, depth)| search(&folder, depth))
}

/// A configuration that asks for the provider in the version that `constraint` admits.
pub(crate) fn requirement(constraint: &str) -> String {
    format!(
        "terraform {{\n  required_providers {{\n    aws = {{\n      source  = \"hashicorp/aws\"\n      version = \"{constraint}\"\n    }}\n  }}\n}}\n"
    )
}

/// A `terraform init` in `folder`, which may take nothing from the surroundings but the user's CLI configuration.
pub(crate) fn init(folder: &Path) -> Command {
    let mut command = Command::new("terraform");
    command.args(["init", "-backend=false", "-input=false", "-no-color"]).current_dir(folder);
    command.env("CHECKPOINT_DISABLE", "1");
    for name in ["TF_DATA_DIR", "TF_CLI_ARGS", "TF_CLI_ARGS_init", "TF_WORKSPACE"] {
        command.env_remove(name);
    }
    command
}

/// Fetches the provider with Terraform itself, whose plugin cache has the layout of a mirror.
fn fetch(step: &Step, out: &Path) -> Result<()> {
    let folder = tempfile::tempdir().into_diagnostic()?;
    fs::write(folder.path().join("main.tf"), requirement(VERSION)).into_diagnostic()?;
    step.run(init(folder.path()).env("TF_PLUGIN_CACHE_DIR", out))?;
    if holds_provider(out) {
        return Ok(());
    }
    Err(miette!(
        "`terraform init` succeeded but left no AWS provider, see `{}`",
        step.log().display()
    ))
}

/// Folders to search, each with the number of levels to descend.
fn candidates(cache: &Cache) -> Vec<(PathBuf, usize)> {
    // What an earlier run fetched.
    let mut found = vec![(cache.root().to_owned(), 1)];
    let named = ["TF_PLUGIN_DIR", "TF_PLUGIN_CACHE_DIR"].map(env::var_os);
    found.extend(named.into_iter().flatten().map(|folder| (PathBuf::from(folder), 0)));
    let home = env::home_dir();
    let configuration = env::var_os("TF_CLI_CONFIG_FILE")
        .map(PathBuf::from)
        .or_else(|| Some(home.as_ref()?.join(".terraformrc")));
    let text = configuration.and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default();
    found.extend(folders_named_in(&text).map(|folder| (folder, 0)));
    if let Some(home) = home {
        found.push((home.join(".terraform.d/plugins"), 0));
        found.push((home.join(".local/share/terraform/plugins"), 0));
    }
    found.push(("/usr/local/share/terraform/plugins".into(), 0));
    found.push(("/usr/share/terraform/plugins".into(), 0));
    found.push(("/opt".into(), DEPTH));
    found
}

/// Folders that a CLI configuration sets as a mirror's `path` or as the plugin cache.
fn folders_named_in(configuration: &str) -> impl Iterator<Item = PathBuf> {
    configuration.lines().filter_map(|line| {
        let (name, value) = line.split_once('=')?;
        let name = name.split(['{', ' ', '\t']).rfind(|word| !word.is_empty())?;
        let folder = value.split('"').nth(1)?;
        matches!(name, "path" | "plugin_cache_dir").then(|| PathBuf::from(folder))
    })
}

/// Finds a mirror at `folder` or up to `depth` levels below it; folders that cannot be read hold none.
fn search(folder: &Path, depth: usize) -> Option<PathBuf> {
    if holds_provider(folder) {
        return Some(folder.to_owned());
    }
    let below = depth.checked_sub(1)?;
    let mut folders: Vec<_> = fs::read_dir(folder)
        .ok()?
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .map(|entry| entry.path())
        .collect();
    folders.sort();
    folders.into_iter().find_map(|folder| search(&folder, below))
}

/// True if the unpacked provider for this platform lies in the mirror.
fn holds_provider(mirror: &Path) -> bool {
    let folder = mirror.join("registry.terraform.io/hashicorp/aws").join(VERSION).join(platform());
    fs::read_dir(folder).is_ok_and(|entries| {
        entries
            .flatten()
            .any(|entry| entry.file_name().to_string_lossy().starts_with("terraform-provider-aws"))
    })
}

/// This machine in Terraform's words, such as `linux_amd64`.
pub(super) fn platform() -> String {
    super::platform().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_of_the_user_names_mirrors() {
        let text = "plugin_cache_dir = \"/a\"\nprovider_installation {\n  filesystem_mirror {\n    path    = \"/b\"\n  }\n  filesystem_mirror { path = \"/c\" }\n  direct { exclude = [\"x\"] }\n}\n";
        let expected: Vec<_> = ["/a", "/b", "/c"].map(PathBuf::from).into();
        assert_eq!(folders_named_in(text).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_mirror_is_found_below_a_folder_but_not_too_deep() {
        let folder = tempfile::tempdir().unwrap();
        let mirror = folder.path().join("vendor/plugins");
        let provider =
            mirror.join("registry.terraform.io/hashicorp/aws").join(VERSION).join(platform());
        fs::create_dir_all(&provider).unwrap();
        assert_eq!(search(folder.path(), 2), None, "an empty folder is no provider");
        fs::write(provider.join("terraform-provider-aws_v5.100.0_x5"), "").unwrap();
        assert_eq!(search(folder.path(), 2), Some(mirror));
        assert_eq!(search(folder.path(), 1), None);
    }
}
