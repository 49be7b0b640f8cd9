//! Look-ups: what a component only reads. A function of the package answers.

use std::collections::BTreeSet;

use privatelink_catalog::KindEntry;
use privatelink_wire::pulumi::{ResourceInvokeRequest, ResourceInvokeResponse};
use privatelink_wire::value::{self, Properties, Value};
use tonic::Status;

use crate::children::Registered;
use crate::monitor::Monitor;
use crate::status;

/// One call of a function.
#[derive(Debug)]
pub(crate) struct Lookup {
    pub(crate) kind: &'static KindEntry,
    /// Arguments, with the names of the package.
    pub(crate) arguments: Properties,
    /// URNs of resources that have to exist first.
    pub(crate) after: BTreeSet<String>,
    /// Whether one of these does not exist yet, so that the answer may be another one then.
    pub(crate) early: bool,
    /// Whether one of these failed.
    pub(crate) failed: bool,
    /// URNs of what the program wants to be there before the component, if the engine looks after it: as long as one
    /// is not, nothing is known.
    pub(crate) gates: Vec<String>,
    /// Provider, as `urn::id`; empty lets the engine choose.
    pub(crate) provider: String,
    /// Version of the package; empty lets the engine choose.
    pub(crate) version: String,
    /// To be sent back with every request.
    pub(crate) stack_trace_handle: String,
    /// Whether this is a preview.
    pub(crate) dry_run: bool,
}

/// What a look-up came to.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) read: Registered,
    /// Why nothing was found, if that stops only the update.
    pub(crate) warning: Option<String>,
}

impl From<Registered> for Found {
    fn from(read: Registered) -> Self {
        Self { read, warning: None }
    }
}

impl Lookup {
    /// Asks. Nothing is known as long as an argument is not, or what the look-up waits for does not exist.
    ///
    /// # Errors
    ///
    /// The status of the engine, or an error naming what the function refused. In a preview both are warnings: what is
    /// asked about may not be there before the deployment.
    pub(crate) async fn ask(self, monitor: &impl Monitor) -> Result<Found, Status> {
        let mut urns = self.after;
        let mut secret = false;
        for argument in self.arguments.values() {
            argument.collect_dependencies(&mut urns);
            secret |= argument.contains_secret();
        }
        if self.early {
            let read = Registered::found(self.kind, urns, None);
            return Ok(if self.failed { read.into_failed() } else { read }.into());
        }
        let Some(arguments) = value::encode_arguments(&self.arguments) else {
            return Ok(Registered::found(self.kind, urns, None).into());
        };
        let function = self.kind.pulumi.rsplit(':').next().unwrap_or_default();
        let request = ResourceInvokeRequest {
            tok: self.kind.pulumi.to_owned(),
            args: Some(arguments),
            provider: self.provider,
            version: self.version,
            accept_resources: true,
            depends_on: self.gates,
            parent_stack_trace_handle: self.stack_trace_handle,
            ..ResourceInvokeRequest::default()
        };
        let answer = match answered(function, monitor.invoke(request).await, secret) {
            Ok(answer) if answer.unknown => {
                return Ok(Registered::found(self.kind, urns, None).into());
            }
            Ok(answer) => answer,
            Err(status) if self.dry_run && !status::is_shutdown(&status) => {
                let (read, why) = (Registered::found(self.kind, urns, None), status.message());
                let then = "the preview goes on without the answer, the update will need it";
                return Ok(Found { read, warning: Some(format!("{why}; {then}")) });
            }
            Err(status) => return Err(status),
        };
        let mut result = value::decode(answer.r#return.unwrap_or_default())
            .map_err(|error| status::of_decode(&error))?;
        // A function tells what it does not know by leaving it out.
        result.retain(|_, output| output.value != Some(Value::Null));
        if secret {
            result = result.into_iter().map(|(name, it)| (name, it.into_secret())).collect();
        }
        Ok(Registered::found(self.kind, urns, Some(result)).into())
    }
}

/// The answer of a function, unless it is a refusal. One that may repeat a secret argument is not shown.
fn answered(
    function: &str,
    answer: Result<ResourceInvokeResponse, Status>,
    secret: bool,
) -> Result<ResourceInvokeResponse, Status> {
    let purpose = format!("call `{function}`");
    let refusal = |reason: String| {
        let secret_reason = "the reason is not shown, because an argument is secret".to_owned();
        let reason = if secret { secret_reason } else { reason };
        Status::unknown(format!("cannot {purpose}: {reason}"))
    };
    let answer = answer.map_err(|error| {
        let status = status::of_call(&error, &purpose);
        if status::is_shutdown(&status) { status } else { refusal(error.message().to_owned()) }
    })?;
    match answer.failures.first() {
        Some(failure) => Err(refusal(failure.reason.clone())),
        None => Ok(answer),
    }
}
