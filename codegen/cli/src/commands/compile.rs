//! `privatelink compile`

use crate::failure::Failure;
use crate::inputs::{self, Inputs};
use crate::report::{self, Findings, Look, Outcome, Output, Report};
use crate::{Streams, component};
use camino::{Utf8Path, Utf8PathBuf};
use clap::ValueEnum;
use privatelink_backends::cloudformation::{self, Format};
use privatelink_backends::terraform::Provider;
use privatelink_backends::{Files, json_schema, pulumi_schema, terraform};
use privatelink_ir::{Component, Model, Problem};
use serde_json::Value as Json;
use std::fs;
use std::num::NonZeroU32;

/// Write a component down for an engine
///
/// Everything that cannot be written down is an error; nothing is left out silently.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  privatelink compile PrivateLinkService --target terraform --out modules/private_link_service
  privatelink compile PrivateLinkService --target terraform --provider 6 --out modules/private_link_service
  privatelink compile PrivateLinkService --target cloudformation --inputs inputs.yaml --out stacks/payments
  privatelink compile PrivateLinkService --target json-schema --out . --check

CloudFormation: a stack is in one account and one Region, so a component in several comes as several templates, as many as
their order needs. `stacks.md` beside them says in which order to deploy them and what each hands to the next. A component
with more resources than a template takes can be spread over parts: each instance of a loop is in the part that its key
decides. Keep the number once it is deployed: with another one resources move to other stacks, which deletes them and
makes them again.

In the inputs of a CloudFormation template, value inputs can be left out: required ones become parameters. A value that is
given is the default of its parameter; `parameter: true` in its place makes a parameter without one. `parameter: secret`
makes one that CloudFormation never shows, `parameter: ssm` one that takes the name of the value in the Parameter Store.

With `--output json`, standard output has one document: `version`, `file` and `problems` as `privatelink check --help`
describes them, and `files`, those that were written, if there are no errors.

Exit codes:
  0  the files are written, or up to date
  1  the inputs have problems, or `--check` finds a file that is out of date
  2  the command line is wrong, or names a file that cannot be read or written")]
pub(crate) struct Compile {
    /// Component, such as `PrivateLinkService`
    component: String,
    /// What to write
    #[arg(long, value_enum)]
    target: Target,
    /// Folder that receives the files; made if it is missing
    #[arg(long)]
    out: Utf8PathBuf,
    /// File with the inputs that a CloudFormation template is generated for; `-` is standard input
    #[arg(long)]
    inputs: Option<Utf8PathBuf>,
    /// How many parts CloudFormation stacks are spread over that would be too large
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=1000))]
    parts: Option<u32>,
    /// Write a Terraform module for this major version of the AWS provider alone: it has an input for the Region, which
    /// older versions cannot be told
    #[arg(long, value_enum, value_name = "VERSION")]
    provider: Option<Version>,
    /// Compare with the files in `--out` instead of writing; fail if one is out of date
    #[arg(long)]
    check: bool,
    /// How to print problems and the files that were written
    #[arg(long, value_enum, value_name = "FORM", default_value_t, hide_default_value = true)]
    output: Output,
}

/// What a component can be written down as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Target {
    /// Terraform module
    Terraform,
    /// CloudFormation templates in JSON and YAML
    Cloudformation,
    /// Pulumi package schema with this component alone
    PulumiSchema,
    /// JSON Schema of the inputs
    JsonSchema,
}

/// A major version of Terraform's AWS provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Version {
    /// Version 6
    #[value(name = "6")]
    Six,
}

impl Compile {
    pub(crate) fn report(&self) -> Report {
        Report { output: self.output, file: self.inputs.clone() }
    }

    pub(crate) fn run(self, streams: &mut Streams<'_>, look: Look) -> Result<(), Failure> {
        if self.inputs.is_some() && self.target != Target::Cloudformation {
            return Err(Failure::usage(
                "inputs/not-taken",
                "`--inputs` is only for CloudFormation: the other targets take inputs when they run",
                "remove `--inputs`",
            ));
        }
        if self.parts.is_some() && self.target != Target::Cloudformation {
            return Err(Failure::usage(
                "parts/not-taken",
                "`--parts` is only for CloudFormation: the other targets have no limit",
                "remove `--parts`",
            ));
        }
        if self.provider.is_some() && self.target != Target::Terraform {
            return Err(Failure::usage(
                "provider/not-taken",
                "`--provider` is only for Terraform: it names a version of Terraform's AWS provider",
                "remove `--provider`",
            ));
        }
        let component = component::find(&self.component)?;
        let (files, warnings) = self.files(component, streams)?;
        let is_text = self.output == Output::Text;
        if is_text {
            report::text(&warnings, look, streams.messages)?;
        }
        let stale = stale(&files, &self.out)?;
        if self.check && !stale.is_empty() {
            let message = format!("out of date in `{}`: `{}`", self.out, stale.join("`, `"));
            let help = "run the command without `--check` and keep the result";
            return Err(Failure::Mismatch(Problem::error("files/out-of-date", "", message, help)));
        }
        let mut written = Vec::new();
        for path in stale {
            write(&files, path, &self.out)?;
            let path = self.out.join(path).into_string();
            if is_text {
                writeln!(streams.output, "{path}")?;
            }
            written.push(path);
        }
        if !is_text {
            let outcome = Outcome { files: Some(written), ..Outcome::default() };
            self.report().document(&warnings, &outcome, streams.output)?;
        }
        Ok(())
    }

    fn files(
        &self,
        component: &Component,
        streams: &mut Streams<'_>,
    ) -> Result<(Files, Findings), Failure> {
        let model = component.model();
        let files = match self.target {
            Target::Terraform => {
                let provider = match self.provider {
                    Some(Version::Six) => Provider::Six,
                    None => Provider::default(),
                };
                terraform::compile_for(&model, provider).map_err(ill_formed)?
            }
            Target::Cloudformation => return self.template(&model, streams),
            Target::PulumiSchema => {
                let schema = pulumi_schema::compile(&[model]).map_err(ill_formed)?;
                one("pulumi-schema.json".to_owned(), &schema)
            }
            Target::JsonSchema => {
                let name = format!("{}.inputs.schema.json", component.name);
                one(name, &json_schema::compile(component))
            }
        };
        Ok((files, Findings::default()))
    }

    fn template(
        &self,
        model: &Model,
        streams: &mut Streams<'_>,
    ) -> Result<(Files, Findings), Failure> {
        let inputs = self.inputs.as_ref().map(|path| inputs::read(path, streams.input));
        let inputs = inputs.transpose()?;
        let values = inputs.as_ref().map(Inputs::values).unwrap_or_default();
        let locate = |problems| match &inputs {
            Some(inputs) => inputs.locate(problems, model),
            None => Findings::from(problems),
        };
        let given = cloudformation::read_inputs(&Json::Object(values));
        let formats = [Format::Json, Format::Yaml];
        let parts = self.parts.and_then(NonZeroU32::new).unwrap_or(NonZeroU32::MIN);
        let compiled = cloudformation::compile_in_parts(model, &given, &formats, parts)
            .map_err(|problems| Failure::Problems(locate(problems)))?;
        Ok((compiled.files, locate(compiled.warnings)))
    }
}

/// Problems of the component itself.
fn ill_formed(problems: Vec<Problem>) -> Failure {
    Failure::Problems(problems.into())
}

fn one(name: String, tree: &Json) -> Files {
    Files([(name, format!("{tree:#}\n"))].into())
}

/// Files that are missing or differ.
fn stale<'a>(files: &'a Files, out: &Utf8Path) -> Result<Vec<&'a str>, Failure> {
    let mut stale = Vec::new();
    for (path, text) in &files.0 {
        let place = out.join(path);
        match fs::read(&place) {
            Ok(found) if found == text.as_bytes() => {}
            Ok(_) => stale.push(path.as_str()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => stale.push(path),
            Err(error) => {
                return Err(Failure::usage(
                    "file/unreadable",
                    format!("cannot read `{place}`: {error}"),
                    "name another folder with `--out`",
                ));
            }
        }
    }
    Ok(stale)
}

fn write(files: &Files, path: &str, out: &Utf8Path) -> Result<(), Failure> {
    let place = out.join(path);
    let text = files.0.get(path).map_or("", String::as_str);
    place
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&place, text))
        .map_err(|error| {
            Failure::usage(
                "file/unwritable",
                format!("cannot write `{place}`: {error}"),
                "name a folder with `--out` that can be written",
            )
        })
}
