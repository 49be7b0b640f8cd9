//! The policy for a deployment.

use super::Engine;
use crate::failure::Failure;
use crate::report::{self, Look};
use crate::{Streams, inputs};
use camino::Utf8Path;
use privatelink_backends::manual::permissions::{Asker, Needs, policy};
use privatelink_catalog::engines::PULUMI;
use privatelink_ir::{Model, check_inputs, specialise};
use serde_json::Value as Json;

/// What `engine` has to be allowed, for the inputs in a file or for whatever the component may make.
pub(super) fn of(
    model: &Model,
    engine: Engine,
    path: Option<&Utf8Path>,
    streams: &mut Streams<'_>,
    look: Look,
) -> Result<Json, Failure> {
    let needs = match path {
        Some(path) => needs_of(model, path, streams, look)?,
        None => Needs::of_all(model),
    };
    let asker = match engine {
        Engine::Pulumi | Engine::Terraform => Asker::Provider,
        Engine::Cloudformation => Asker::Stack,
    };
    Ok(policy(&needs, asker))
}

/// What the component makes of the inputs in a file.
fn needs_of(
    model: &Model,
    path: &Utf8Path,
    streams: &mut Streams<'_>,
    look: Look,
) -> Result<Needs, Failure> {
    let inputs = inputs::read(path, streams.input)?;
    let checked = check_inputs(model, &inputs.given(), &PULUMI);
    let has_errors = checked.has_errors();
    let findings = inputs.locate(checked.problems, model);
    if has_errors {
        return Err(Failure::Problems(findings));
    }
    report::text(&findings, look, streams.messages)?;
    let built = specialise(model, &checked.inputs);
    let built = built.map_err(|all| Failure::Problems(inputs.locate(all, model)))?;
    Ok(Needs::of(&built.resources))
}
