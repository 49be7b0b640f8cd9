//! `privatelink compile`

use crate::failure::Failure;
use crate::{Streams, component, inputs, report};
use camino::{Utf8Path, Utf8PathBuf};
use clap::ValueEnum;
use privatelink_backends::cloudformation::{self, Format};
use privatelink_backends::{Files, json_schema, pulumi_schema, terraform};
use privatelink_ir::{Component, Problem};
use serde_json::{Map, Value as Json};
use std::fs;

/// Write a component down for an engine
///
/// Everything that cannot be written down is an error; nothing is left out silently.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  privatelink compile PrivateLinkService --target terraform --out modules/private_link_service
  privatelink compile PrivateLinkService --target cloudformation --inputs inputs.yaml --out stacks/payments
  privatelink compile PrivateLinkService --target json-schema --out . --check

In the inputs of a CloudFormation template, value inputs can be left out: required ones become parameters. A value that is
given is the default of its parameter; `parameter: true` in its place makes a parameter without one.")]
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
    /// Compare with the files in `--out` instead of writing; fail if one is out of date
    #[arg(long)]
    check: bool,
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

impl Compile {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<(), Failure> {
        if self.inputs.is_some() && self.target != Target::Cloudformation {
            return Err(Failure::usage(
                "`--inputs` is only for CloudFormation: the other targets take inputs when they run",
                "remove `--inputs`",
            ));
        }
        let component = component::find(&self.component)?;
        let (files, warnings) = self.files(component, streams)?;
        report::problems(&warnings, streams.messages)?;
        let stale = stale(&files, &self.out)?;
        if self.check && !stale.is_empty() {
            return Err(Failure::Mismatch {
                message: format!("out of date in `{}`: `{}`", self.out, stale.join("`, `")),
                help: "run the command without `--check` and keep the result".to_owned(),
            });
        }
        for path in stale {
            write(&files, path, &self.out)?;
            writeln!(streams.output, "{}", self.out.join(path))?;
        }
        Ok(())
    }

    fn files(
        &self,
        component: &Component,
        streams: &mut Streams<'_>,
    ) -> Result<(Files, Vec<Problem>), Failure> {
        let model = component.model();
        match self.target {
            Target::Terraform => {
                Ok((terraform::compile(&model).map_err(Failure::Problems)?, Vec::new()))
            }
            Target::Cloudformation => {
                let inputs = match &self.inputs {
                    Some(path) => inputs::read(path, streams.input)?,
                    None => Map::new(),
                };
                let given = cloudformation::read_inputs(&Json::Object(inputs));
                let formats = [Format::Json, Format::Yaml];
                let compiled =
                    cloudformation::compile(&model, &given, &formats).map_err(Failure::Problems)?;
                Ok((compiled.files, compiled.warnings))
            }
            Target::PulumiSchema => {
                let schema = pulumi_schema::compile(&[model]).map_err(Failure::Problems)?;
                Ok((one("pulumi-schema.json".to_owned(), &schema), Vec::new()))
            }
            Target::JsonSchema => {
                let name = format!("{}.inputs.schema.json", component.name);
                Ok((one(name, &json_schema::compile(component)), Vec::new()))
            }
        }
    }
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
                format!("cannot write `{place}`: {error}"),
                "name a folder with `--out` that can be written",
            )
        })
}
