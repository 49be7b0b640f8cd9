//! Walks the graph of a component: registers each resource as soon as what it needs is there, all others at
//! the same time, and computes the outputs.

use std::collections::{BTreeMap, BTreeSet};

use privatelink_catalog::KindEntry;
use privatelink_catalog::identity::child_name;
use privatelink_ir::{Awaited, Kind, Resource, Specialised};
use privatelink_wire::pulumi::{ConstructRequest, RegisterResourceResponse};
use privatelink_wire::value::{Properties, Value};
use tokio::sync::OwnedSemaphorePermit;
use tokio::task::JoinSet;
use tonic::Status;

use crate::children::{Readable, Registered};
use crate::evaluate::evaluate;
use crate::facts::Facts;
use crate::lookup::{Found, Lookup};
use crate::monitor::Monitor;
use crate::registration::{self, Child};
use crate::slots::Slots;
use crate::turns::{Turn, Turns};
use crate::{aliases, panics, spelling, status};

/// Registrations that are made ready before any of them is sent. The engine is at work on these while the next ones are
/// made ready; to send each by itself would be more work for the system.
const TOGETHER: usize = 8;

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

/// How one resource ended.
struct Ended {
    /// Which one.
    index: usize,
    /// What can be read from it.
    answer: Result<Found, Status>,
    /// Its turn, which the next one only gets after it is clear whether any further may be made.
    _turn: Option<OwnedSemaphorePermit>,
}

impl Ended {
    fn alone(index: usize, answer: Result<Found, Status>) -> Self {
        Self { index, answer, _turn: None }
    }
}

/// What came of the walk.
#[derive(Debug)]
pub(crate) struct Walked {
    pub(crate) outputs: Properties,
    /// What did not stop this run, but may stop the next.
    pub(crate) warnings: Vec<String>,
    /// URN of a resource for which the engine chose the provider; `None` if there is none.
    pub(crate) left_to_engine: Option<String>,
}

impl Interpreter<'_> {
    /// Registers all resources and computes the outputs of the component.
    ///
    /// If one cannot be registered, no further ones are, and those under way are waited for: the engine
    /// must not see registrations of a component that has ended. If one fails and the run goes on, so does the
    /// component. What needs a failed resource is registered too, although the engine skips it: it would delete what is
    /// there and not registered. Dropping the future ends everything.
    ///
    /// # Errors
    ///
    /// The first thing that went wrong, in one sentence: the engine has shown the details.
    pub(crate) async fn run(&self, monitor: &impl Monitor) -> Result<Walked, Status> {
        let mut order = Order::new(self.component);
        let registered = BTreeMap::new();
        let mut readable = Readable { inputs: self.inputs, facts: self.facts, registered };
        let mut running: JoinSet<Ended> = JoinSet::new();
        let mut turns = Turns::default();
        let mut ready = order.first();
        let mut failure: Option<Status> = None;
        let mut warnings = Vec::new();
        let mut failed = Vec::new();
        let mut left_to_engine = None;
        loop {
            for (position, index) in ready.drain(..).enumerate() {
                if position % TOGETHER == TOGETHER - 1 {
                    tokio::task::yield_now().await;
                }
                self.start(index, &readable, monitor, &mut turns, &mut running)?;
            }
            let Some(ended) = running.join_next().await else { break };
            let Ended { index, answer, _turn } = ended.map_err(panics::of_task)?;
            match answer {
                Ok(found) => {
                    let (resource, kind) = self.resource(index)?;
                    if found.read.has_failed() && !kind.lookup {
                        failed.push(child_name(&self.request.name, &resource.address));
                    }
                    let is_made = !kind.lookup && !found.read.has_failed();
                    if left_to_engine.is_none()
                        && is_made
                        && self.provider(resource, kind).is_empty()
                    {
                        left_to_engine = found.read.urns.first().cloned();
                    }
                    readable.registered.insert(resource.address.clone(), found.read);
                    warnings.extend(found.warning);
                    if failure.is_none() {
                        ready = order.after(index);
                    }
                }
                Err(status) if status::is_shutdown(&status) => return Err(status),
                Err(status) => {
                    turns.close();
                    failure.get_or_insert(status);
                }
            }
        }
        warnings.extend(left_out(&failed));
        match failure {
            Some(status) => Err(status),
            None if order.is_done() => {
                let outputs = self.outputs(&readable);
                Ok(Walked { outputs, warnings, left_to_engine })
            }
            // INVARIANT: the check of a component finds cycles.
            None => Err(Status::internal("the resources of the component wait for each other")),
        }
    }

    fn start(
        &self,
        index: usize,
        readable: &Readable<'_>,
        monitor: &impl Monitor,
        turns: &mut Turns,
        running: &mut JoinSet<Ended>,
    ) -> Result<(), Status> {
        let (resource, kind) = self.resource(index)?;
        let properties = resource.properties.iter();
        let properties = properties.map(|(name, expr)| (*name, evaluate(expr, readable)));
        let inputs = spelling::spell(kind, properties);
        let mut ignore_changes = ignored(resource, kind);
        let before = self.component.before(resource);
        let before = before.filter_map(|before| readable.registered.get(&before.address));
        let before: Vec<&Registered> = before.collect();
        let urns = before.iter().flat_map(|resource| &resource.urns);
        let after = urns.chain(self.origins).cloned().collect();
        let monitor = monitor.clone();
        let failed = before.iter().any(|resource| resource.has_failed());
        if kind.lookup {
            let lookup = Lookup {
                kind,
                arguments: inputs,
                after,
                early: before.iter().any(|resource| resource.is_pending()),
                failed,
                gates: if monitor.gates_functions() { self.gates() } else { Vec::new() },
                provider: self.provider(resource, kind),
                version: self.version.to_owned(),
                stack_trace_handle: self.request.stack_trace_handle.clone(),
                dry_run: self.request.dry_run,
            };
            running.spawn(async move { Ended::alone(index, lookup.ask(&monitor).await) });
            return Ok(());
        }
        if failed && !self.request.dry_run {
            // What is there stays as it is: the engine would take what is not known as not given.
            let unknown = inputs.iter().filter(|(_, input)| input.contains_unknown());
            ignore_changes.extend(unknown.map(|(name, _)| name.clone()));
        }
        let name = child_name(&self.request.name, &resource.address);
        let child = Child {
            token: kind.pulumi,
            name: name.clone(),
            aliases: aliases::of_child(&self.request.name, resource, kind, self.kinds),
            parent: self.urn.to_owned(),
            secret_outputs: spelling::echoes(kind, &inputs),
            after,
            provider: self.provider(resource, kind),
            version: self.version.to_owned(),
            ignore_changes,
            delete_before_replace: goes_first(resource, kind, readable),
            limits: resource.limits.clone(),
            stack_trace_handle: self.request.stack_trace_handle.clone(),
        };
        let request = child.into_request(&inputs, &[self.urn, &self.request.parent]);
        let dry_run = self.request.dry_run;
        // A preview makes nothing, so nothing has to wait there.
        let turn = if dry_run { Turn::default() } else { turns.queue(kind) };
        running.spawn(async move {
            let Ok(turn) = turn.wait().await else {
                let status = Status::aborted(format!("`{name}` was not registered"));
                return Ended::alone(index, Err(status));
            };
            // Boxed, because its state is large, and that of a task is moved about before it runs.
            let answer = Box::pin(monitor.register(request)).await;
            let answer = finish(&name, kind, inputs, answer, dry_run).map(Found::from);
            Ended { index, answer, _turn: turn }
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

    /// What the program wants to be there before the component. Waiting for the component itself would never end.
    fn gates(&self) -> Vec<String> {
        let own = [self.urn, &self.request.parent];
        let urns = registration::without_empty(&self.request.dependencies);
        urns.into_iter().filter(|urn| !own.contains(&urn.as_str())).collect()
    }

    fn provider(&self, resource: &Resource, kind: &KindEntry) -> String {
        let package = kind.pulumi.split(':').next().unwrap_or_default();
        let own = self.slots.find(resource.slot);
        own.or_else(|| self.request.providers.get(package).cloned()).unwrap_or_default()
    }

    fn outputs(&self, readable: &Readable<'_>) -> Properties {
        let outputs = self.component.outputs.iter().map(|output| {
            let after = self.component.awaited(&output.waits);
            let after = after.filter_map(|before| readable.registered.get(&before.address));
            let value = evaluate(&output.value, readable);
            // Whoever uses the output waits for these, and is deleted before them.
            let value = value.depending_on(after.flat_map(|resource| &resource.urns));
            (output.name.to_owned(), value.depending_on(self.origins))
        });
        outputs.collect()
    }
}

/// Inputs of a resource, with the names of the package, that are set once.
fn ignored(resource: &Resource, kind: &KindEntry) -> Vec<String> {
    let set = resource.properties.iter().map(|(name, _)| *name);
    kind.set_once(set, &resource.set_once).map(|property| property.pulumi.to_owned()).collect()
}

/// Whether the old one goes before its replacement comes. A preview that does not know it leaves it to the engine.
fn goes_first(resource: &Resource, kind: &KindEntry, readable: &Readable<'_>) -> bool {
    let holds = |condition| evaluate(condition, readable).value == Some(Value::Bool(true));
    kind.replaced_after.is_some() || resource.replaced_after.as_ref().is_some_and(holds)
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
    if answer.urn.is_empty() {
        // Nothing could depend on it.
        return Err(Status::aborted(format!("`{name}` failed; fix the error reported for it")));
    }
    Registered::new(kind, inputs, answer, dry_run)
        .map_err(|error| Status::unknown(format!("cannot read the outputs of `{name}`: {error}")))
}

/// The words for resources that failed, or were skipped because of others, while the run goes on.
fn left_out(failed: &[String]) -> Option<String> {
    let (first, others) = failed.split_first()?;
    let all = others.iter().fold(format!("`{first}`"), |all, name| format!("{all}, `{name}`"));
    Some(format!("{all} failed or wait for what failed; outputs that need them are not known"))
}

/// Which resources wait for which.
///
/// Whoever waits for all resources of a node waits for one gate, which opens when the last of them is there: there are
/// as many steps as resources and waits, not as many as pairs.
struct Order {
    /// How many steps each one still waits for: resources first, gates after them.
    missing: Vec<usize>,
    /// Which steps wait for each one.
    dependents: Vec<Vec<usize>>,
    resources: usize,
    finished: usize,
}

impl Order {
    fn new(component: &Specialised) -> Self {
        let count = component.resources.len();
        let (missing, dependents) = (vec![0; count], vec![Vec::new(); count]);
        let mut order = Self { missing, dependents, resources: count, finished: 0 };
        let mut gates: BTreeMap<&'static str, Option<usize>> = BTreeMap::new();
        for (position, resource) in component.resources.iter().enumerate() {
            let mut before: BTreeSet<usize> = resource.reads.iter().copied().collect();
            for awaited in &*resource.waits {
                before.extend(match awaited {
                    Awaited::One(address) => component.position(address),
                    Awaited::All(label) => {
                        *gates.entry(label).or_insert_with(|| order.gate(component, label))
                    }
                });
            }
            for step in before {
                order.wait(position, step);
            }
        }
        order
    }

    /// Adds a gate that opens when all resources of a node are there; none if there are no resources.
    fn gate(&mut self, component: &Specialised, label: &str) -> Option<usize> {
        let members = component.members(label);
        let first = component.position(&members.first()?.address)?;
        let gate = self.missing.len();
        self.missing.push(0);
        self.dependents.push(Vec::new());
        for member in first..first + members.len() {
            self.wait(gate, member);
        }
        Some(gate)
    }

    fn wait(&mut self, step: usize, before: usize) {
        if let (Some(missing), Some(dependents)) =
            (self.missing.get_mut(step), self.dependents.get_mut(before))
        {
            *missing += 1;
            dependents.push(step);
        }
    }

    /// Resources that wait for nothing.
    fn first(&self) -> Vec<usize> {
        let counts = self.missing.iter().enumerate().take(self.resources);
        counts.filter(|(_, missing)| **missing == 0).map(|(index, _)| index).collect()
    }

    /// Resources that waited for nothing but this one.
    fn after(&mut self, index: usize) -> Vec<usize> {
        self.finished += 1;
        let mut ready = Vec::new();
        let mut reached = vec![index];
        while let Some(step) = reached.pop() {
            for dependent in self.dependents.get_mut(step).map(std::mem::take).unwrap_or_default() {
                let Some(missing) = self.missing.get_mut(dependent) else { continue };
                *missing -= 1;
                match *missing {
                    0 if dependent < self.resources => ready.push(dependent),
                    0 => reached.push(dependent),
                    _ => {}
                }
            }
        }
        ready
    }

    fn is_done(&self) -> bool {
        self.finished == self.resources
    }
}
