//! `privatelink check`

use crate::failure::Failure;
use crate::report::{self, Look, Outcome, Output, Report};
use crate::{Streams, component, inputs};
use camino::Utf8PathBuf;
use privatelink_catalog::engines::PULUMI;
use privatelink_ir::{check_inputs, specialise};

/// Check inputs against a component, before any engine runs
///
/// Finds every problem at once: unknown and missing inputs, types, forms, and the rules of the component. These are the
/// checks that Pulumi and Terraform make too, in the same words. Inputs are checked as for a deployment, so everything
/// that is required has to be there; `privatelink compile --target cloudformation` checks the inputs of a template.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  privatelink check PrivateLinkService inputs.yaml
  privatelink check PrivateLinkService inputs.yaml --output json | jq -r '.problems[].path'
  terraform output -json inputs | privatelink check PrivateLinkService -

Fields of the document that `--output json` prints:
  version    1; goes up when programs that read it have to change
  file       the file as the command line names it
  problems   in the order of the file, each with
    id         kind of problem, such as `input/unknown`
    severity   `error` or `warning`
    path       the input, such as `listeners[\"https\"].port`, or empty
    message    what is wrong, to be read after the path
    help       the change that fixes it
    place      null if it is not in the file, or an object with
      line, column, endLine, endColumn    from 1, in characters, end exclusive
      offset, length                      in bytes, offset from 0
  resources  how many resources the inputs make; only if there are no errors

Exit codes:
  0  nothing is wrong, or there are only warnings
  1  the inputs have problems
  2  the command line is wrong, or names a file that cannot be read")]
pub(crate) struct Check {
    /// Component, such as `PrivateLinkService`
    component: String,
    /// File with the inputs by name, `.json`, `.yaml` or `.yml`; `-` is standard input
    inputs: Utf8PathBuf,
    /// How to print the result
    #[arg(long, value_enum, value_name = "FORM", default_value_t, hide_default_value = true)]
    output: Output,
}

impl Check {
    pub(crate) fn report(&self) -> Report {
        Report { output: self.output, file: Some(self.inputs.clone()) }
    }

    pub(crate) fn run(self, streams: &mut Streams<'_>, look: Look) -> Result<(), Failure> {
        let model = component::find(&self.component)?.model();
        let inputs = inputs::read(&self.inputs, streams.input)?;
        let checked = check_inputs(&model, &inputs.given(), &PULUMI);
        let has_errors = checked.has_errors();
        let findings = inputs.locate(checked.problems, &model);
        if has_errors {
            return Err(Failure::Problems(findings));
        }
        let built = specialise(&model, &checked.inputs);
        let built = built.map_err(|all| Failure::Problems(inputs.locate(all, &model)))?;
        let count = built.resources.len();
        if self.output == Output::Json {
            let outcome = Outcome { resources: Some(count), ..Outcome::default() };
            self.report().document(&findings, &outcome, streams.output)?;
            return Ok(());
        }
        report::text(&findings, look, streams.messages)?;
        let plural = if count == 1 { "" } else { "s" };
        writeln!(streams.output, "`{}` makes {count} resource{plural}", model.name)?;
        Ok(())
    }
}
