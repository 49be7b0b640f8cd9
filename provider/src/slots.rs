//! Providers of resources in another account or Region.
//!
//! Resources in the default slot use the providers of the component, as everywhere in Pulumi. Every other
//! slot of a graph is an input of the component that takes a provider resource, or the configuration of one,
//! which the component then makes: slot `peer` is the input `peerProvider`.

use std::collections::BTreeMap;

use privatelink_ir::{DEFAULT_SLOT, Model, Problem, Severity, Specialised};
use privatelink_wire::pulumi::{RegisterResourceResponse, Result as Outcome};
use privatelink_wire::value::{Output, Properties, ReferenceId, ResourceReference, Value};
use tonic::Status;

use crate::configured::{self, Configured};
use crate::monitor::Monitor;
use crate::{facts, status};

/// The input that takes the provider of a slot.
fn input_of(slot: &str) -> String {
    format!("{slot}Provider")
}

/// The provider of each slot but the default one.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots {
    given: BTreeMap<&'static str, Output>,
    /// Those that the component made, as `urn::id`.
    made: BTreeMap<&'static str, String>,
}

impl Slots {
    /// The providers among the inputs.
    pub(crate) fn of(model: &Model, inputs: &Properties) -> Self {
        let others = model.slots().into_iter().filter(|slot| *slot != DEFAULT_SLOT);
        let given = |slot| Some((slot, inputs.get(&input_of(slot))?.clone()));
        Self { given: others.filter_map(given).collect(), made: BTreeMap::new() }
    }

    /// Whether an input is a provider, and none of the graph.
    pub(crate) fn has_input(&self, name: &str) -> bool {
        self.given.keys().any(|slot| input_of(slot) == name)
    }

    /// The provider of a slot, as `urn::id`; `None` lets the engine choose.
    pub(crate) fn find(&self, slot: &str) -> Option<String> {
        let given = || match self.given.get(slot)?.value.as_ref()? {
            Value::Resource(provider) => provider.as_provider(),
            _ => None,
        };
        self.made.get(slot).cloned().or_else(given)
    }

    /// A problem for each slot that has resources but no provider: a warning if it just is not known yet, since a
    /// preview then goes on without the resources.
    pub(crate) fn check(&self, component: &Specialised) -> Vec<Problem> {
        let problems =
            used(component).into_iter().filter_map(|slot| match self.configuration(slot) {
                Some(configuration) => configured::wrong(&input_of(slot), configuration),
                None => self.problem(slot),
            });
        problems.collect()
    }

    /// Providers that the component has to make, by slot. None in most programs.
    pub(crate) fn to_make(&self, component: &Specialised) -> Vec<(&'static str, &Output)> {
        let is_used = |slot| component.resources.iter().any(|resource| resource.slot == slot);
        let configured = self.given.iter().filter(|(slot, _)| self.configuration(slot).is_some());
        configured.map(|(slot, given)| (*slot, given)).filter(|(slot, _)| is_used(*slot)).collect()
    }

    /// The slots with these providers made, all at once, below the component.
    ///
    /// # Errors
    ///
    /// The status of the engine.
    pub(crate) async fn make(
        &self,
        to_make: Vec<(&'static str, &Output)>,
        with: Configured<'_>,
        monitor: &impl Monitor,
    ) -> Result<Self, Status> {
        let mut slots = self.clone();
        let mut running = tokio::task::JoinSet::new();
        for (slot, given) in to_make {
            let (request, monitor) = (with.request(slot, given), monitor.clone());
            running.spawn(async move { (slot, monitor.register(request).await) });
        }
        let mut failure = None;
        while let Some(ended) = running.join_next().await {
            let (slot, answer) = ended.map_err(crate::panics::of_task)?;
            match answer.map_err(|error| status::of_call(&error, &making(slot))).and_then(reference)
            {
                Ok(provider) => drop(slots.made.insert(slot, provider)),
                // The others are waited for: the engine must not see registrations of a component that has ended.
                Err(status) => failure = Some(failure.unwrap_or(status)),
            }
        }
        failure.map_or(Ok(slots), Err)
    }

    /// What a provider of the component's own is to be made of.
    fn configuration(&self, slot: &str) -> Option<&Properties> {
        match self.given.get(slot)?.value.as_ref()? {
            Value::Object(members) => Some(members),
            _ => None,
        }
    }

    fn problem(&self, slot: &str) -> Option<Problem> {
        let (severity, message) = match self.given.get(slot) {
            None => (Severity::Error, "is missing".to_owned()),
            Some(Output { value: None, .. }) => {
                (Severity::Warning, "makes resources but is not known yet".to_owned())
            }
            Some(Output { value: Some(Value::Resource(provider)), .. }) => {
                match provider.provider_package() {
                    Some(facts::PACKAGE) if provider.as_provider().is_some() => return None,
                    Some(package) => (Severity::Error, format!("is a provider of `{package}`")),
                    None => (Severity::Error, "is not a provider resource".to_owned()),
                }
            }
            Some(_) => (Severity::Error, "is not a provider resource".to_owned()),
        };
        let help = "give it the provider resource itself, such as `new aws.Provider(...)`, or what one is made of, such as \
                    `{ region: \"eu-west-1\" }`";
        let problem = Problem::error("input/provider", input_of(slot), message, help);
        Some(Problem { severity, ..problem })
    }
}

/// Slots that resources are in, without the default one.
fn used(component: &Specialised) -> Vec<&'static str> {
    let mut used: Vec<_> = component.resources.iter().map(|resource| resource.slot).collect();
    used.sort_unstable();
    used.dedup();
    used.retain(|slot| *slot != DEFAULT_SLOT);
    used
}

fn making(slot: &str) -> String {
    format!("make the provider of `{}`", input_of(slot))
}

/// The provider that the engine made, as `urn::id`.
fn reference(answer: RegisterResourceResponse) -> Result<String, Status> {
    if answer.result() != Outcome::Success {
        let urn = &answer.urn;
        return Err(Status::aborted(format!("`{urn}` failed; fix the error reported for it")));
    }
    let is_known = !answer.unknown && !answer.id.is_empty();
    let id = if is_known { ReferenceId::Known(answer.id) } else { ReferenceId::Unknown };
    let reference = ResourceReference { urn: answer.urn, id, ..ResourceReference::default() };
    Ok(reference.as_provider().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use privatelink_ir::graph::node;
    use privatelink_ir::{Component, Graph, Kind};

    /// Nothing.
    #[derive(schemars::JsonSchema)]
    struct Inputs {}

    fn graph() -> Graph {
        Graph::new([node("here", Kind("k")), node("there", Kind("k")).in_slot("peer")])
    }

    fn problems(input: Option<Output>) -> Vec<String> {
        let model = Component::new::<Inputs>("C", graph).model();
        let inputs: Properties =
            input.into_iter().map(|input| ("peerProvider".to_owned(), input)).collect();
        let slots = Slots::of(&model, &inputs);
        assert!(inputs.keys().all(|name| slots.has_input(name)));
        let component = privatelink_ir::specialise(&model, &BTreeMap::new()).unwrap();
        slots.check(&component).into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn a_slot_in_use_needs_a_provider() {
        let provider = ResourceReference {
            urn: "urn:pulumi:s::p::pulumi:providers:aws::west".into(),
            id: ReferenceId::Unknown,
            ..Default::default()
        };
        assert_eq!(problems(Some(Output::known(provider))), Vec::<String>::new());
        let other = ResourceReference {
            urn: "urn:pulumi:s::p::pulumi:providers:gcp::west".into(),
            id: ReferenceId::Known("1".into()),
            ..Default::default()
        };
        assert_eq!(problems(Some(Output::known(other))), ["is a provider of `gcp`"]);
        let bucket = ResourceReference {
            urn: "urn:pulumi:s::p::aws:s3/bucket:Bucket::logs".into(),
            id: ReferenceId::Known("1".into()),
            ..Default::default()
        };
        assert_eq!(problems(Some(Output::known(bucket))), ["is not a provider resource"]);
        assert_eq!(problems(None), ["is missing"]);
        assert_eq!(problems(Some(Output::unknown())), ["makes resources but is not known yet"]);
        assert_eq!(problems(Some(Output::known("west"))), ["is not a provider resource"]);
    }

    #[test]
    fn a_configuration_will_do() {
        let of = |members: &[(&str, Output)]| {
            let members = members.iter().map(|(name, value)| ((*name).to_owned(), value.clone()));
            Output::known(Value::Object(members.collect()))
        };
        let region = || ("region", Output::known("eu-west-1"));
        assert_eq!(problems(Some(of(&[region()]))), Vec::<String>::new());
        assert_eq!(problems(Some(of(&[("region", Output::unknown())]))), Vec::<String>::new());
        assert_eq!(problems(Some(of(&[]))), ["names no `region`"]);
        let held = ResourceReference { urn: "urn".into(), ..Default::default() };
        let held = of(&[region(), ("profile", Output::known(held))]);
        assert_eq!(
            problems(Some(held)),
            ["has something in `profile` that no configuration takes"]
        );
    }
}
