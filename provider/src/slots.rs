//! Providers of resources in another account or Region.
//!
//! Resources in the default slot use the providers of the component, as everywhere in Pulumi. Every other
//! slot of a graph is an input of the component that takes a provider resource: slot `peer` is the input
//! `peerProvider`.

use std::collections::BTreeMap;

use privatelink_ir::{DEFAULT_SLOT, Model, Problem, Severity, Specialised};
use privatelink_wire::value::{Output, Properties, Value};

/// The input that takes the provider of a slot.
fn input_of(slot: &str) -> String {
    format!("{slot}Provider")
}

/// The provider of each slot but the default one.
#[derive(Debug, Default)]
pub(crate) struct Slots(BTreeMap<&'static str, Output>);

impl Slots {
    /// The providers among the inputs.
    pub(crate) fn of(model: &Model, inputs: &Properties) -> Self {
        let others = model.slots().into_iter().filter(|slot| *slot != DEFAULT_SLOT);
        let given = |slot| Some((slot, inputs.get(&input_of(slot))?.clone()));
        Self(others.filter_map(given).collect())
    }

    /// Whether an input is a provider, and none of the graph.
    pub(crate) fn has_input(&self, name: &str) -> bool {
        self.0.keys().any(|slot| input_of(slot) == name)
    }

    /// The provider of a slot, as `urn::id`; `None` lets the engine choose.
    pub(crate) fn find(&self, slot: &str) -> Option<String> {
        match self.0.get(slot)?.value.as_ref()? {
            Value::Resource(provider) => provider.as_provider(),
            _ => None,
        }
    }

    /// A problem for each slot that has resources but no provider. With one, the resources cannot be registered;
    /// a preview then goes on without them if the provider just is not known yet.
    pub(crate) fn check(&self, component: &Specialised, dry_run: bool) -> Vec<Problem> {
        let mut used: Vec<_> = component.resources.iter().map(|resource| resource.slot).collect();
        used.sort_unstable();
        used.dedup();
        let missing = used.into_iter().filter(|slot| *slot != DEFAULT_SLOT);
        let missing = missing.filter(|slot| self.find(slot).is_none());
        missing.map(|slot| self.problem(slot, dry_run)).collect()
    }

    fn problem(&self, slot: &str, dry_run: bool) -> Problem {
        let (severity, message) = match self.0.get(slot) {
            None => (Severity::Error, "is missing"),
            Some(Output { value: None, .. }) if dry_run => {
                let message =
                    "makes resources but is not known yet, so this preview leaves them out";
                (Severity::Warning, message)
            }
            Some(Output { value: None, .. }) => (Severity::Error, "is not known yet"),
            Some(_) => (Severity::Error, "is not a provider resource"),
        };
        let help = "give it the provider resource itself, such as `new aws.Provider(...)`";
        Problem { severity, ..Problem::error("input/provider", input_of(slot), message, help) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use privatelink_ir::graph::node;
    use privatelink_ir::{Component, Graph, Kind};
    use privatelink_wire::value::{ReferenceId, ResourceReference};

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
        slots.check(&component, false).into_iter().map(|problem| problem.message).collect()
    }

    #[test]
    fn a_slot_in_use_needs_a_provider() {
        let provider = ResourceReference {
            urn: "urn:pulumi:s::p::pulumi:providers:aws::west".into(),
            id: ReferenceId::Unknown,
            ..Default::default()
        };
        assert_eq!(problems(Some(Output::known(provider))), Vec::<String>::new());
        assert_eq!(problems(None), ["is missing"]);
        assert_eq!(problems(Some(Output::unknown())), ["is not known yet"]);
        assert_eq!(problems(Some(Output::known("west"))), ["is not a provider resource"]);
    }
}
