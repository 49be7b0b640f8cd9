//! The newest Terraform AWS provider that the modules are tried with, built from its Go module.
//!
//! The whole provider takes two processors three quarters of an hour to compile, since it has a client of every service of
//! AWS. So it is built with the services that the modules and the tests use, and nothing else of it is changed: two of its
//! generated files list all services, and here the lines of the others are left out. What remains is compiled as it was
//! published; Go checks it and all it needs against the provider's own sums.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, Result, miette};
use serde::Deserialize;

use super::cache::{Cache, Key};
use super::engine::go;
use super::terraform::platform;
use crate::progress::{Progress, Step};
use crate::run;

/// What users of version 6 have.
const RELEASE: &str = "6.47.1";

/// The provider as a Go module; its tags of major versions above 1 are not versions of a module.
const MODULE: &str = "github.com/hashicorp/terraform-provider-aws";
const VERSION: &str = "v1.60.1-0.20260602190131-5f2286d6d836";
const SUM: &str = "h1:haLmsj0WF7e6d2TGbk0fbz5qWdA9f8w9sNpMe6J6WqM=";

/// What of the module is compiled.
const SOURCES: [&str; 6] = ["go.mod", "go.sum", "internal", "main.go", "names", "version"];

/// The list of the provider's services.
const LIST: &str = "internal/provider/sdkv2/service_packages_gen.go";

/// The clients of the services.
const CLIENTS: &str = "internal/conns/awsclient_gen.go";

/// Services of the provider. A client can only be had of those.
const SERVICES: [&str; 19] = [
    "acm",
    "autoscaling",
    "cloudwatch",
    "ec2",
    "elbv2",
    "iam",
    "logs",
    "meta",
    "organizations",
    "ram",
    "route53",
    "route53profiles",
    "route53resolver",
    "s3",
    "s3control",
    "sns",
    "ssm",
    "sts",
    "vpclattice",
];

/// Packages of AWS's SDK that have their clients.
const PACKAGES: [&str; 21] = [
    "account",
    "acm",
    "autoscaling",
    "cloudwatch",
    "cloudwatchlogs",
    "ec2",
    "elasticloadbalancing",
    "elasticloadbalancingv2",
    "iam",
    "organizations",
    "ram",
    "route53",
    "route53domains",
    "route53profiles",
    "route53resolver",
    "s3",
    "s3control",
    "sns",
    "ssm",
    "sts",
    "vpclattice",
];

/// Builds the provider and returns the root of a mirror with it.
pub(super) fn prepare(cache: &Cache, progress: &Progress) -> Option<PathBuf> {
    progress.step("terraform aws provider 6", |step| {
        let folder = std::env::temp_dir();
        let key = Key::new("terraform-6").text(&run::read(go(&folder).arg("version"))?);
        let key = [RELEASE, SUM]
            .iter()
            .chain(&SERVICES)
            .chain(&PACKAGES)
            .fold(key, |key, part| key.text(part));
        cache.entry(step, "terraform-aws-6", key, |out| build(step, out))
    })
}

fn build(step: &Step, out: &Path) -> Result<()> {
    let folder = tempfile::tempdir().into_diagnostic()?;
    let published = download(folder.path())?;
    for source in SOURCES {
        copy(&published.join(source), &folder.path().join(source))?;
    }
    for (file, keep) in [(LIST, services as fn(&str) -> String), (CLIENTS, clients)] {
        let whole = fs::read_to_string(published.join(file)).into_diagnostic()?;
        fs::write(folder.path().join(file), keep(&whole)).into_diagnostic()?;
    }
    let place = format!("registry.terraform.io/hashicorp/aws/{RELEASE}/{}", platform());
    let program = out.join(place).join("terraform-provider-aws");
    let flags = format!("-s -w -X {MODULE}/version.ProviderVersion={RELEASE}");
    step.run(
        go(folder.path())
            .args(["build", "-trimpath", "-ldflags", &flags, "-o"])
            .arg(program)
            .arg("."),
    )
}

/// What Go says about a module in its cache.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Downloaded {
    dir: PathBuf,
    sum: String,
}

/// Gets the module and returns its folder, which nobody may write to.
fn download(folder: &Path) -> Result<PathBuf> {
    let module = format!("{MODULE}@{VERSION}");
    let told = run::read(go(folder).args(["mod", "download", "-json", &module]))?;
    let Downloaded { dir, sum } = serde_json::from_str(&told).into_diagnostic()?;
    if sum == SUM {
        Ok(dir)
    } else {
        Err(miette!("`{module}` has the sum `{sum}`, which is not `{SUM}`"))
    }
}

/// Copies a file or a folder without tests.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        let is_test =
            from.file_name().is_some_and(|name| name.as_encoded_bytes().ends_with(b"_test.go"));
        // Read and written, since a copy would be read-only, too.
        return if is_test {
            Ok(())
        } else {
            fs::read(from).and_then(|text| fs::write(to, text)).into_diagnostic()
        };
    }
    fs::create_dir_all(to).into_diagnostic()?;
    for entry in fs::read_dir(from).into_diagnostic()? {
        let entry = entry.into_diagnostic()?;
        if entry.file_name() != OsStr::new("testdata") {
            copy(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// The list of services without those that are not used.
fn services(whole: &str) -> String {
    let of_line = |line: &str| {
        let imported =
            line.split_once("/internal/service/").map(|(_, rest)| rest.trim_end_matches('"'));
        let listed = line.trim_start().split_once(".ServicePackage(").map(|(name, _)| name);
        imported.or(listed).map(str::to_owned)
    };
    let kept = whole
        .lines()
        .filter(|line| of_line(line).is_none_or(|service| SERVICES.contains(&service.as_str())));
    kept.map(|line| format!("{line}\n")).collect()
}

/// The clients without those of services that are not used. Each is a function, and an empty line stands between two.
fn clients(whole: &str) -> String {
    let package = |line: &str| {
        let path = line.trim().split_once("aws-sdk-go-v2/service/")?.1;
        Some(path.trim_end_matches('"').to_owned())
    };
    let is_kept = |name: &str| PACKAGES.contains(&name);
    let kept = whole.split("\n\n").filter_map(|part| {
        let returned = part
            .strip_prefix("func (c *AWSClient) ")
            .and_then(|function| function.split_once(".Client {"))
            .and_then(|(head, _)| head.rsplit_once('*'));
        if let Some((_, package)) = returned {
            return is_kept(package).then(|| part.to_owned());
        }
        let lines = part.lines().filter(|line| package(line).is_none_or(|name| is_kept(&name)));
        Some(lines.collect::<Vec<_>>().join("\n"))
    });
    let mut text = kept.collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_that_nobody_uses_are_no_longer_listed() {
        let whole = "import (\n\t\"context\"\n\n\t\"m/internal/service/acm\"\n\t\"m/internal/service/amp\"\n)\n\nv := []x{\n\t\tacm.ServicePackage(ctx),\n\t\tamp.ServicePackage(ctx),\n}\n";
        let kept = "import (\n\t\"context\"\n\n\t\"m/internal/service/acm\"\n)\n\nv := []x{\n\t\tacm.ServicePackage(ctx),\n}\n";
        assert_eq!(services(whole), kept);
    }

    #[test]
    fn clients_that_nobody_uses_are_gone_with_their_packages() {
        let import = |name: &&str| format!("\t\"github.com/aws/aws-sdk-go-v2/service/{name}\"\n");
        let function = |name: &&str| {
            format!(
                "func (c *AWSClient) XClient(ctx context.Context) *{name}.Client {{\n\treturn x\n}}\n"
            )
        };
        let file = |names: &[&str]| {
            let imports: String = names.iter().map(import).collect();
            let functions: Vec<_> = names.iter().map(function).collect();
            format!("import (\n\t\"context\"\n\n{imports})\n\n{}", functions.join("\n"))
        };
        assert_eq!(
            clients(&file(&["acm", "amp", "ec2"])).trim_end(),
            file(&["acm", "ec2"]).trim_end()
        );
    }
}
