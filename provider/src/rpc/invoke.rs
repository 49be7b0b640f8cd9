//! `Invoke`: a function of the package.

use std::sync::Arc;

use privatelink_ir::{Given, Problem};
use privatelink_wire::pulumi::{CheckFailure, InvokeRequest, InvokeResponse};
use privatelink_wire::value::{self, Output, Properties, Value};
use tonic::Status;

use super::Parts;
use crate::{inputs, status};

/// Answers from the arguments alone.
///
/// SDKs do not call a function whose arguments are unknown. Whoever does in a preview gets an empty result, as from
/// functions that cannot be called yet; a result must not have unknown values in it. If an argument is secret, so is all
/// of the result, since the engine does not see to that.
pub(super) fn invoke(parts: &Parts, request: InvokeRequest) -> Result<InvokeResponse, Status> {
    if parts.package.functions.is_empty() {
        return Err(Status::unimplemented("the package has no functions"));
    }
    let function = parts.package.find_function(&request.tok).ok_or_else(|| {
        Status::unknown(format!("unknown function {}; update the plugin", request.tok))
    })?;
    let mut arguments = value::decode(request.args.unwrap_or_default())
        .map_err(|error| status::of_decode(&error))?;
    inputs::remove_internals(&mut arguments);
    let is_secret = arguments.values().any(Output::contains_secret);
    let unknown = arguments.iter().find(|(_, value)| value.contains_unknown());
    if let Some((name, _)) = unknown {
        return Ok(if request.preview { empty() } else { refused([not_known(name)]) });
    }
    match (function.answer)(&given(&arguments)) {
        Ok(Some(result)) => {
            let Some(Value::Object(mut members)) = inputs::from_constant(&result).value else {
                return Ok(empty());
            };
            if is_secret {
                members = members
                    .into_iter()
                    .map(|(name, member)| (name, member.into_secret()))
                    .collect();
            }
            let r#return = Some(value::encode_registration(&members));
            Ok(InvokeResponse { r#return, failures: Vec::new() })
        }
        Ok(None) => Ok(empty()),
        // What is wrong with a secret would be shown.
        Err(_) if is_secret => Ok(refused([CheckFailure {
            reason: "arguments have problems, which are not shown because one of them is secret"
                .to_owned(),
            ..CheckFailure::default()
        }])),
        Err(problems) => Ok(refused(problems.into_iter().map(failure))),
    }
}

/// The arguments without what wraps them: a function only looks at values.
fn given(arguments: &Properties) -> Vec<(Arc<str>, Given)> {
    let known = arguments.iter().filter_map(|(name, value)| {
        let value = inputs::to_constant(value).filter(|value| !value.is_null())?;
        Some((name.as_str().into(), Given::from(&value)))
    });
    known.collect()
}

fn empty() -> InvokeResponse {
    let r#return = Some(value::encode_registration(&Properties::new()));
    InvokeResponse { r#return, failures: Vec::new() }
}

fn refused(failures: impl IntoIterator<Item = CheckFailure>) -> InvokeResponse {
    InvokeResponse { r#return: None, failures: failures.into_iter().collect() }
}

fn not_known(name: &str) -> CheckFailure {
    CheckFailure { property: name.to_owned(), reason: "is not known".to_owned() }
}

fn failure(problem: Problem) -> CheckFailure {
    let reason = format!("{}; {}", problem.message, problem.help);
    CheckFailure { property: problem.path, reason }
}
