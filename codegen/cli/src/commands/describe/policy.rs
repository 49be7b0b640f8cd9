//! The policy for a deployment.

use super::Engine;
use crate::failure::Failure;
use crate::{Streams, inputs, report};
use camino::Utf8Path;
use privatelink_backends::manual::permissions::{Asker, Needs, policy};
use std::sync::Arc;

use privatelink_ir::{Given, Model, Purpose, check_inputs, specialise};
use serde_json::Value as Json;

/// What `engine` has to be allowed, for the inputs in a file or for whatever the component may make.
pub(super) fn of(
    model: &Model,
    engine: Engine,
    path: Option<&Utf8Path>,
    streams: &mut Streams<'_>,
) -> Result<Json, Failure> {
    let needs = match path {
        Some(path) => needs_of(model, path, streams)?,
        None => Needs::of_all(model),
    };
    let asker = match engine {
        Engine::Pulumi | Engine::Terraform => Asker::Provider,
        Engine::Cloudformation => Asker::Stack,
    };
    Ok(policy(&needs, asker))
}

/// What the component makes of the inputs in a file.
fn needs_of(model: &Model, path: &Utf8Path, streams: &mut Streams<'_>) -> Result<Needs, Failure> {
    let inputs = inputs::read(path, streams.input)?;
    let given: Vec<(Arc<str>, Given)> =
        inputs.iter().map(|(name, value)| (name.as_str().into(), value.into())).collect();
    let checked = check_inputs(model, &given, Purpose::Deployment);
    if checked.has_errors() {
        return Err(Failure::Problems(checked.problems));
    }
    report::problems(&checked.problems, streams.messages)?;
    let built = specialise(model, &checked.inputs).map_err(Failure::Problems)?;
    Ok(Needs::of(&built.resources))
}
