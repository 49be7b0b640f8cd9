//! Facts about where slots are, asked of the provider of each slot.

use std::collections::{BTreeMap, BTreeSet};

use privatelink_catalog::{FactEntry, facts};
use privatelink_ir::{DEFAULT_SLOT, Expr, Fact, Slot, Specialised};
use privatelink_wire::prost_types::Struct;
use privatelink_wire::pulumi::{ConstructRequest, ResourceInvokeRequest, ResourceInvokeResponse};
use privatelink_wire::value::{self, Output};
use tokio::task::JoinSet;
use tonic::Status;

use crate::monitor::Monitor;
use crate::slots::Slots;
use crate::{panics, status};

/// A fact about a slot.
pub(crate) type FactAt = (Fact, &'static str);

/// Facts by what they are about.
pub(crate) type Facts = BTreeMap<FactAt, Output>;

/// Package that is asked, and that makes the resources.
pub(crate) const PACKAGE: &str = "aws";

/// The facts that the resources and outputs of a component mention.
pub(crate) fn mentioned(component: &Specialised) -> BTreeSet<FactAt> {
    let properties = component.resources.iter().flat_map(|resource| &resource.properties);
    let outputs = component.outputs.iter().map(|output| &output.value);
    let mut found = BTreeSet::new();
    for expr in properties.map(|(_, expr)| expr).chain(outputs) {
        expr.walk(&mut |part| {
            if let Expr::Fact(fact, slot) = part {
                found.insert((*fact, place(*slot)));
            }
        });
    }
    found
}

/// The slot that a fact is of. Specialising has put the name of the slot into each.
pub(crate) fn place(slot: Slot) -> &'static str {
    match slot {
        Slot::Here => DEFAULT_SLOT,
        Slot::Named(slot) => slot,
    }
}

/// Asks for facts, one call for each function and slot, all at once.
///
/// # Errors
///
/// The status of the engine, or an error naming what the function refused.
pub(crate) async fn ask(
    places: BTreeSet<FactAt>,
    request: &ConstructRequest,
    slots: &Slots,
    version: &str,
    monitor: &impl Monitor,
) -> Result<Facts, Status> {
    let mut asked: BTreeMap<(&'static str, &'static str), Vec<&'static FactEntry>> =
        BTreeMap::new();
    for (fact, slot) in places {
        // INVARIANT: the check of a component finds facts that the catalog does not know.
        let Some(entry) = facts::find(fact) else { continue };
        asked.entry((entry.pulumi.0, slot)).or_default().push(entry);
    }
    let mut calls = JoinSet::new();
    for ((function, slot), entries) in asked {
        let own = slots.find(slot);
        let provider = own.or_else(|| request.providers.get(PACKAGE).cloned());
        let invoke = ResourceInvokeRequest {
            tok: format!("{PACKAGE}:index/{function}:{function}"),
            args: Some(Struct::default()),
            provider: provider.unwrap_or_default(),
            version: version.to_owned(),
            accept_resources: true,
            parent_stack_trace_handle: request.stack_trace_handle.clone(),
            ..ResourceInvokeRequest::default()
        };
        let (monitor, dry_run) = (monitor.clone(), request.dry_run);
        calls.spawn(async move {
            let answer = read(function, &entries, monitor.invoke(invoke).await, dry_run);
            let place = |(fact, output)| ((fact, slot), output);
            answer.map(|outputs| outputs.into_iter().map(place).collect::<Vec<_>>())
        });
    }
    let mut known = Facts::new();
    while let Some(answer) = calls.join_next().await {
        known.extend(answer.map_err(panics::of_task)??);
    }
    Ok(known)
}

/// Reads facts out of what their function answered.
fn read(
    function: &str,
    entries: &[&'static FactEntry],
    answer: Result<ResourceInvokeResponse, Status>,
    dry_run: bool,
) -> Result<Vec<(Fact, Output)>, Status> {
    let answer = answer.map_err(|error| status::of_call(&error, &format!("call `{function}`")))?;
    if let Some(failure) = answer.failures.first() {
        return Err(Status::unknown(format!("cannot call `{function}`: {}", failure.reason)));
    }
    let unknown = |entry: &&FactEntry| (entry.fact, Output::unknown());
    if answer.unknown {
        return Ok(entries.iter().map(unknown).collect());
    }
    let result = value::decode(answer.r#return.unwrap_or_default())
        .map_err(|error| status::of_decode(&error))?;
    let fact = |entry: &&FactEntry| {
        let (_, fields) = entry.pulumi;
        match fields.iter().find_map(|field| result.get(*field)) {
            Some(output) => Ok((entry.fact, output.clone())),
            // A provider whose configuration is not known yet answers nothing.
            None if dry_run => Ok((entry.fact, Output::unknown())),
            None => Err(Status::unknown(format!(
                "`{function}` does not tell `{}`; use version 6 or newer of the package `{PACKAGE}`",
                fields.first().unwrap_or(&"")
            ))),
        }
    };
    entries.iter().map(fact).collect()
}
