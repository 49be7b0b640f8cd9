//! Facts about where a deployment runs, asked of the provider of the component's resources.

use std::collections::{BTreeMap, BTreeSet};

use privatelink_ir::{Ambient, Expr, Specialised};
use privatelink_wire::prost_types::Struct;
use privatelink_wire::pulumi::{ConstructRequest, ResourceInvokeRequest, ResourceInvokeResponse};
use privatelink_wire::value::{self, Output};
use tokio::task::JoinSet;
use tonic::Status;

use crate::monitor::Monitor;
use crate::{panics, status};

/// Facts by what they are about.
pub(crate) type Facts = BTreeMap<Ambient, Output>;

/// Package that is asked.
const PACKAGE: &str = "aws";

/// The function that knows a fact, and the fields of its result that may hold it, newest first.
fn source(fact: Ambient) -> (&'static str, &'static [&'static str]) {
    match fact {
        // Version 7 renamed `name` to `region`.
        Ambient::Region => ("getRegion", &["region", "name"]),
        Ambient::AccountId => ("getCallerIdentity", &["accountId"]),
        Ambient::Partition => ("getPartition", &["partition"]),
    }
}

/// The facts that the resources and outputs of a component mention.
pub(crate) fn mentioned(component: &Specialised) -> BTreeSet<Ambient> {
    let properties = component.resources.iter().flat_map(|resource| &resource.properties);
    let outputs = component.outputs.iter().map(|output| &output.value);
    let mut facts = BTreeSet::new();
    for expr in properties.map(|(_, expr)| expr).chain(outputs) {
        expr.walk(&mut |part| {
            if let Expr::Ambient(fact) = part {
                facts.insert(*fact);
            }
        });
    }
    facts
}

/// Asks for facts, one call for each, all at once.
///
/// # Errors
///
/// The status of the engine, or an error naming what the function refused.
pub(crate) async fn ask(
    facts: BTreeSet<Ambient>,
    request: &ConstructRequest,
    version: &str,
    monitor: &impl Monitor,
) -> Result<Facts, Status> {
    let mut calls = JoinSet::new();
    for fact in facts {
        let (function, _) = source(fact);
        let invoke = ResourceInvokeRequest {
            tok: format!("{PACKAGE}:index/{function}:{function}"),
            args: Some(Struct::default()),
            provider: request.providers.get(PACKAGE).cloned().unwrap_or_default(),
            version: version.to_owned(),
            accept_resources: true,
            parent_stack_trace_handle: request.stack_trace_handle.clone(),
            ..ResourceInvokeRequest::default()
        };
        let (monitor, dry_run) = (monitor.clone(), request.dry_run);
        calls.spawn(async move {
            let answer = read(fact, monitor.invoke(invoke).await, dry_run);
            answer.map(|output| (fact, output))
        });
    }
    let mut known = Facts::new();
    while let Some(answer) = calls.join_next().await {
        known.extend([answer.map_err(panics::of_task)??]);
    }
    Ok(known)
}

/// Reads a fact out of what its function answered.
fn read(
    fact: Ambient,
    answer: Result<ResourceInvokeResponse, Status>,
    dry_run: bool,
) -> Result<Output, Status> {
    let (function, fields) = source(fact);
    let answer = answer.map_err(|error| status::of_call(&error, &format!("call `{function}`")))?;
    if let Some(failure) = answer.failures.first() {
        return Err(Status::unknown(format!("cannot call `{function}`: {}", failure.reason)));
    }
    if answer.unknown {
        return Ok(Output::unknown());
    }
    let mut result = value::decode(answer.r#return.unwrap_or_default())
        .map_err(|error| status::of_decode(&error))?;
    match fields.iter().find_map(|field| result.remove(*field)) {
        Some(output) => Ok(output),
        // A provider whose configuration is not known yet answers nothing.
        None if dry_run => Ok(Output::unknown()),
        None => Err(Status::unknown(format!(
            "`{function}` does not tell `{}`; use version 6 or newer of the package `{PACKAGE}`",
            fields.first().unwrap_or(&"")
        ))),
    }
}
