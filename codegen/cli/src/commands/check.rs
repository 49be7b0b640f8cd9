//! `privatelink check`

use crate::failure::Failure;
use crate::{Streams, component, inputs, report};
use camino::Utf8PathBuf;
use std::sync::Arc;

use privatelink_ir::{Given, Purpose, check_inputs, specialise};

/// Check inputs against a component, before any engine runs
///
/// Finds every problem at once: unknown and missing inputs, types, forms, and the rules of the component. These are the
/// checks that Pulumi and Terraform make too, in the same words. Inputs are checked as for a deployment, so everything
/// that is required has to be there; `privatelink compile --target cloudformation` checks the inputs of a template.
#[derive(clap::Args)]
#[command(after_long_help = "\
Examples:
  privatelink check PrivateLinkService inputs.yaml
  terraform output -json inputs | privatelink check PrivateLinkService -")]
pub(crate) struct Check {
    /// Component, such as `PrivateLinkService`
    component: String,
    /// File with the inputs by name, `.json`, `.yaml` or `.yml`; `-` is standard input
    inputs: Utf8PathBuf,
}

impl Check {
    pub(crate) fn run(self, streams: &mut Streams<'_>) -> Result<(), Failure> {
        let model = component::find(&self.component)?.model();
        let inputs = inputs::read(&self.inputs, streams.input)?;
        let given: Vec<(Arc<str>, Given)> =
            inputs.iter().map(|(name, value)| (name.as_str().into(), value.into())).collect();
        let checked = check_inputs(&model, &given, Purpose::Deployment);
        if checked.has_errors() {
            return Err(Failure::Problems(checked.problems));
        }
        report::problems(&checked.problems, streams.messages)?;
        let built = specialise(&model, &checked.inputs).map_err(Failure::Problems)?;
        let count = built.resources.len();
        let plural = if count == 1 { "" } else { "s" };
        writeln!(streams.output, "`{}` makes {count} resource{plural}", model.name)?;
        Ok(())
    }
}
