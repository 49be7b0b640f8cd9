//! Walks the graph of a component: registers each resource as soon as what it needs is there, all others at
//! the same time, and computes the outputs.

use std::collections::{BTreeMap, BTreeSet};

use privatelink_catalog::KindEntry;
use privatelink_ir::{Address, Kind, Resource, Specialised};
use privatelink_wire::pulumi::{ConstructRequest, RegisterResourceResponse, Result as Outcome};
use privatelink_wire::value::Properties;
use tokio::task::JoinSet;
use tonic::{Code, Status};

use crate::ambient::Facts;
use crate::children::{Readable, Registered};
use crate::evaluate::evaluate;
use crate::lookup::{Found, Lookup};
use crate::monitor::Monitor;
use crate::registration::Child;
use crate::slots::Slots;
use crate::{panics, spelling, status};

/// A component that has been registered and waits for its resources.
#[derive(Debug)]
pub(crate) struct Interpreter<'a> {
    pub(crate) request: &'a ConstructRequest,
    /// URN of the component.
    pub(crate) urn: &'a str,
    pub(crate) component: &'a Specialised,
    /// URNs that every resource and every output depends on: they decided which resources there are.
    pub(crate) origins: &'a BTreeSet<String>,
    pub(crate) inputs: &'a Properties,
    pub(crate) facts: &'a Facts,
    pub(crate) slots: &'a Slots,
    pub(crate) kinds: fn(Kind) -> Option<&'static KindEntry>,
    /// Version of the package of the resources; empty lets the engine choose.
    pub(crate) version: &'a str,
}

/// How one resource ended: which one, and what can be read from it.
type Ended = (usize, Result<Found, Status>);

/// What came of the walk.
#[derive(Debug)]
pub(crate) struct Walked {
    pub(crate) outputs: Properties,
    /// What did not stop this run, but may stop the next.
    pub(crate) warnings: Vec<String>,
}

impl Interpreter<'_> {
    /// Registers all resources and computes the outputs of the component.
    ///
    /// If one cannot be registered, no further ones are, and those under way are waited for: the engine
    /// must not see registrations of a component that has ended. If one fails, what does not need it still
    /// goes on. Dropping the future ends everything.
    ///
    /// # Errors
    ///
    /// The first thing that went wrong, in one sentence: the engine has shown the details.
    pub(crate) async fn run(&self, monitor: &impl Monitor) -> Result<Walked, Status> {
        let mut order = Order::new(&self.component.resources);
        let registered = BTreeMap::new();
        let mut readable = Readable { inputs: self.inputs, facts: self.facts, registered };
        let mut running: JoinSet<Ended> = JoinSet::new();
        let mut ready = order.first();
        let mut failure: Option<Status> = None;
        let mut warnings = Vec::new();
        loop {
            for index in ready.drain(..) {
                self.start(index, &readable, monitor, &mut running)?;
            }
            let Some(ended) = running.join_next().await else { break };
            let (index, answer) = ended.map_err(panics::of_task)?;
            match answer {
                Ok(found) => {
                    let (resource, _) = self.resource(index)?;
                    readable.registered.insert(resource.address.clone(), found.read);
                    warnings.extend(found.warning);
                    if !failure.as_ref().is_some_and(is_final) {
                        ready = order.after(index);
                    }
                }
                Err(status) if status::is_shutdown(&status) => return Err(status),
                Err(status) => {
                    let keep = |first: &Status| is_final(first) || !is_final(&status);
                    failure = Some(failure.filter(keep).unwrap_or(status));
                }
            }
        }
        match failure {
            Some(status) => Err(status),
            None if order.is_done() => Ok(Walked { outputs: self.outputs(&readable), warnings }),
            // INVARIANT: the check of a component finds cycles.
            None => Err(Status::internal("the resources of the component wait for each other")),
        }
    }

    fn start(
        &self,
        index: usize,
        readable: &Readable<'_>,
        monitor: &impl Monitor,
        running: &mut JoinSet<Ended>,
    ) -> Result<(), Status> {
        let (resource, kind) = self.resource(index)?;
        let properties = resource.properties.iter();
        let properties = properties.map(|(name, expr)| (*name, evaluate(expr, readable)));
        let inputs = spelling::spell(kind, properties);
        let before = resource.after.iter().filter_map(|address| readable.registered.get(address));
        let before: Vec<&Registered> = before.collect();
        let urns = before.iter().flat_map(|resource| &resource.urns);
        let after = urns.chain(self.origins).cloned().collect();
        let monitor = monitor.clone();
        if kind.lookup {
            let lookup = Lookup {
                kind,
                arguments: inputs,
                after,
                early: before.iter().any(|resource| resource.is_pending()),
                provider: self.provider(resource, kind),
                version: self.version.to_owned(),
                stack_trace_handle: self.request.stack_trace_handle.clone(),
                dry_run: self.request.dry_run,
            };
            running.spawn(async move { (index, lookup.ask(&monitor).await) });
            return Ok(());
        }
        let name = self.name(&resource.address);
        let child = Child {
            token: kind.pulumi,
            name: name.clone(),
            parent: self.urn.to_owned(),
            inputs: inputs.clone(),
            secret_outputs: spelling::echoes(kind, &inputs),
            after,
            provider: self.provider(resource, kind),
            version: self.version.to_owned(),
            limits: resource.limits.clone(),
            stack_trace_handle: self.request.stack_trace_handle.clone(),
        };
        let request = child.into_request(&[self.urn, &self.request.parent]);
        let dry_run = self.request.dry_run;
        running.spawn(async move {
            let answer = monitor.register(request).await;
            (index, finish(&name, kind, inputs, answer, dry_run).map(Found::from))
        });
        Ok(())
    }

    fn resource(&self, index: usize) -> Result<(&Resource, &'static KindEntry), Status> {
        let resource = self.component.resources.get(index);
        // INVARIANT: the check of a component finds kinds that the catalog does not know.
        resource
            .and_then(|resource| Some((resource, (self.kinds)(resource.kind)?)))
            .ok_or_else(|| Status::internal("a resource is of a kind that is not in the catalog"))
    }

    /// Name of a resource: the component's, the label and the loop key. Beginning with the name of the
    /// component makes it unique, and lets aliases of the component apply to it.
    fn name(&self, address: &Address) -> String {
        let component = &self.request.name;
        match &address.key {
            Some(key) => format!("{component}-{}-{key}", address.label),
            None => format!("{component}-{}", address.label),
        }
    }

    fn provider(&self, resource: &Resource, kind: &KindEntry) -> String {
        let package = kind.pulumi.split(':').next().unwrap_or_default();
        let own = self.slots.find(resource.slot);
        own.or_else(|| self.request.providers.get(package).cloned()).unwrap_or_default()
    }

    fn outputs(&self, readable: &Readable<'_>) -> Properties {
        let outputs = self.component.outputs.iter().map(|output| {
            let after = output.after.iter().filter_map(|address| readable.registered.get(address));
            let value = evaluate(&output.value, readable);
            // Whoever uses the output waits for these, and is deleted before them.
            let value = value.depending_on(after.flat_map(|resource| &resource.urns));
            (output.name.to_owned(), value.depending_on(self.origins))
        });
        outputs.collect()
    }
}

/// What can be read from a resource whose registration was answered.
fn finish(
    name: &str,
    kind: &'static KindEntry,
    inputs: Properties,
    answer: Result<RegisterResourceResponse, Status>,
    dry_run: bool,
) -> Result<Registered, Status> {
    let answer = answer.map_err(|error| status::of_call(&error, &format!("register `{name}`")))?;
    if answer.result() != Outcome::Success {
        return Err(Status::aborted(format!("`{name}` failed; fix the error reported for it")));
    }
    Registered::new(kind, inputs, answer, dry_run)
        .map_err(|error| Status::unknown(format!("cannot read the outputs of `{name}`: {error}")))
}

/// Whether nothing further may be registered. A resource that only failed leaves the others alone.
fn is_final(status: &Status) -> bool {
    status.code() != Code::Aborted
}

/// Which resources wait for which.
struct Order {
    /// How many resources each one still waits for.
    missing: Vec<usize>,
    /// Which resources wait for each one.
    dependents: Vec<Vec<usize>>,
    finished: usize,
}

impl Order {
    fn new(resources: &[Resource]) -> Self {
        let index: BTreeMap<&Address, usize> =
            resources.iter().enumerate().map(|(index, each)| (&each.address, index)).collect();
        let mut missing = Vec::with_capacity(resources.len());
        let mut dependents = vec![Vec::new(); resources.len()];
        for (position, resource) in resources.iter().enumerate() {
            let after: BTreeSet<_> =
                resource.after.iter().filter_map(|address| index.get(address).copied()).collect();
            missing.push(after.len());
            for before in after {
                if let Some(dependents) = dependents.get_mut(before) {
                    dependents.push(position);
                }
            }
        }
        Self { missing, dependents, finished: 0 }
    }

    /// Resources that wait for nothing.
    fn first(&self) -> Vec<usize> {
        let counts = self.missing.iter().enumerate();
        counts.filter(|(_, missing)| **missing == 0).map(|(index, _)| index).collect()
    }

    /// Resources that waited for nothing but this one.
    fn after(&mut self, index: usize) -> Vec<usize> {
        self.finished += 1;
        let mut ready = Vec::new();
        for dependent in self.dependents.get(index).into_iter().flatten() {
            if let Some(missing) = self.missing.get_mut(*dependent) {
                *missing -= 1;
                if *missing == 0 {
                    ready.push(*dependent);
                }
            }
        }
        ready
    }

    fn is_done(&self) -> bool {
        self.finished == self.missing.len()
    }
}
