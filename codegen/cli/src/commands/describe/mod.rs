//! `privatelink describe`

mod page;
mod policy;
mod tree;

use crate::failure::Failure;
use crate::report::{Look, Output, Report};
use crate::{Streams, component};
use camino::Utf8PathBuf;
use clap::ValueEnum;
use privatelink_backends::manual::diagram;

/// Show the inputs, resources, outputs, rules, costs and permissions of a component
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  privatelink describe PrivateLinkService
  privatelink describe PrivateLinkService --json | jq '.outputs[].name'
  privatelink describe PrivateLinkService --diagram svg > service.svg
  privatelink describe PrivateLinkService --iam-policy terraform --inputs inputs.yaml > policy.json

If the inputs have problems, `--output json` prints them in place of the policy: a document with `version`, `file` and
`problems` as `privatelink check --help` describes them.

Exit codes:
  0  it is shown
  1  the inputs have problems
  2  the command line is wrong, or names a file that cannot be read")]
pub(crate) struct Describe {
    /// Component, such as `PrivateLinkService`
    component: String,
    /// Print JSON for programs: the JSON Schema of the inputs, outputs, resources, rules, IAM actions and costs
    #[arg(long)]
    json: bool,
    /// Draw the resources and what they need of each other
    #[arg(long, value_enum, value_name = "FORM", conflicts_with = "json")]
    diagram: Option<Form>,
    /// Print an IAM policy that allows a deployment by this engine, and no more
    #[arg(long, value_enum, value_name = "ENGINE", conflicts_with_all = ["json", "diagram"])]
    iam_policy: Option<Engine>,
    /// File with the inputs that the policy is for; without it, the policy is for everything that the component may make
    #[arg(long, requires = "iam_policy")]
    inputs: Option<Utf8PathBuf>,
    /// How to print problems of the inputs
    #[arg(long, value_enum, value_name = "FORM", default_value_t, hide_default_value = true)]
    output: Output,
}

/// How a diagram is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Text for Mermaid
    Mermaid,
    /// Picture
    Svg,
}

/// Who makes the resources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Engine {
    /// Pulumi
    Pulumi,
    /// Terraform
    Terraform,
    /// CloudFormation, with the stack itself
    Cloudformation,
}

impl Describe {
    pub(crate) fn report(&self) -> Report {
        Report { output: self.output, file: self.inputs.clone() }
    }

    pub(crate) fn run(self, streams: &mut Streams<'_>, look: Look) -> Result<(), Failure> {
        let component = component::find(&self.component)?;
        let model = component.model();
        if let Some(engine) = self.iam_policy {
            let policy = policy::of(&model, engine, self.inputs.as_deref(), streams, look)?;
            writeln!(streams.output, "{policy:#}")?;
            return Ok(());
        }
        match self.diagram {
            Some(Form::Mermaid) => write!(streams.output, "{}", diagram::mermaid(&model))?,
            Some(Form::Svg) => {
                let picture = diagram::svg(&model)
                    .map_err(|problem| Failure::Problems(vec![problem].into()))?;
                write!(streams.output, "{picture}")?;
            }
            None if self.json => writeln!(streams.output, "{:#}", tree::of(component, &model))?,
            None => page::write(&model, streams.output)?,
        }
        Ok(())
    }
}
