//! Look-ups: what a component only reads. A function of the package answers.

use std::collections::BTreeSet;

use privatelink_catalog::KindEntry;
use privatelink_wire::pulumi::ResourceInvokeRequest;
use privatelink_wire::value::{self, Properties, Value};
use tonic::Status;

use crate::children::Registered;
use crate::inputs::{from_constant, to_constant};
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
    /// Provider, as `urn::id`; empty lets the engine choose.
    pub(crate) provider: String,
    /// Version of the package; empty lets the engine choose.
    pub(crate) version: String,
    /// To be sent back with every request.
    pub(crate) stack_trace_handle: String,
    /// Whether this is a preview.
    pub(crate) dry_run: bool,
}

impl Lookup {
    /// Asks. Nothing is known as long as an argument is not.
    ///
    /// # Errors
    ///
    /// The status of the engine, or an error naming what the function refused.
    pub(crate) async fn ask(self, monitor: &impl Monitor) -> Result<Registered, Status> {
        let mut urns = self.after.clone();
        let mut secret = false;
        let mut arguments = Properties::new();
        for (name, argument) in &self.arguments {
            argument.collect_dependencies(&mut urns);
            secret |= argument.contains_secret();
            let Some(known) = to_constant(argument) else {
                return Ok(Registered::found(self.kind, urns, None));
            };
            arguments.insert(name.clone(), from_constant(&known));
        }
        let function = self.kind.pulumi.rsplit(':').next().unwrap_or_default();
        let request = ResourceInvokeRequest {
            tok: self.kind.pulumi.to_owned(),
            args: Some(value::encode_state(&arguments)),
            provider: self.provider,
            version: self.version,
            accept_resources: true,
            parent_stack_trace_handle: self.stack_trace_handle,
            ..ResourceInvokeRequest::default()
        };
        let answer = match monitor.invoke(request).await {
            Ok(answer) => answer,
            // What is asked about may not be there before the deployment.
            Err(_) if self.dry_run => return Ok(Registered::found(self.kind, urns, None)),
            Err(error) => return Err(status::of_call(&error, &format!("call `{function}`"))),
        };
        if answer.unknown || (self.dry_run && !answer.failures.is_empty()) {
            return Ok(Registered::found(self.kind, urns, None));
        }
        if let Some(failure) = answer.failures.first() {
            return Err(Status::unknown(format!("cannot call `{function}`: {}", failure.reason)));
        }
        let mut result = value::decode(answer.r#return.unwrap_or_default())
            .map_err(|error| status::of_decode(&error))?;
        // A function tells what it does not know by leaving it out.
        result.retain(|_, output| output.value != Some(Value::Null));
        if secret {
            result = result.into_iter().map(|(name, it)| (name, it.into_secret())).collect();
        }
        Ok(Registered::found(self.kind, urns, Some(result)))
    }
}
