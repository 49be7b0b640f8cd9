//! In which order the resources of a component are registered.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use privatelink_ir::{Awaited, Specialised};

/// Which resources wait for which.
///
/// Whoever waits for all resources of a node waits for one gate, which opens when the last of them is there: there are
/// as many steps as resources and waits, not as many as pairs. Of resources that become ready together, those with the longest
/// chains behind them come first: while a hundred others are sent, theirs would wait.
pub(crate) struct Order {
    /// How many steps each one still waits for: resources first, gates after them.
    missing: Vec<usize>,
    /// Which steps wait for each one.
    dependents: Vec<Vec<usize>>,
    /// How many resources, one after the other, wait for each one.
    behind: Vec<usize>,
    resources: usize,
    finished: usize,
}

impl Order {
    /// The order of a component's resources.
    pub(crate) fn new(component: &Specialised) -> Self {
        let count = component.resources.len();
        let (missing, dependents) = (vec![0; count], vec![Vec::new(); count]);
        let mut order =
            Self { missing, dependents, behind: Vec::new(), resources: count, finished: 0 };
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
        order.behind = order.chains();
        order
    }

    /// The longest chain behind each step. What waits for itself has none.
    fn chains(&self) -> Vec<usize> {
        let mut missing = self.missing.clone();
        let mut sorted: Vec<usize> =
            (0..missing.len()).filter(|step| missing.get(*step) == Some(&0)).collect();
        let mut next = 0;
        while let Some(step) = sorted.get(next) {
            for dependent in self.dependents.get(*step).into_iter().flatten() {
                let Some(missing) = missing.get_mut(*dependent) else { continue };
                *missing -= 1;
                if *missing == 0 {
                    sorted.push(*dependent);
                }
            }
            next += 1;
        }
        let mut behind = vec![0; self.missing.len()];
        for step in sorted.into_iter().rev() {
            let dependents = self.dependents.get(step).into_iter().flatten();
            // A gate is no resource.
            let own = |dependent: usize| usize::from(dependent < self.resources);
            let lengths = dependents.filter_map(|it| Some(behind.get(*it)? + own(*it)));
            let longest = lengths.max().unwrap_or_default();
            if let Some(length) = behind.get_mut(step) {
                *length = longest;
            }
        }
        behind
    }

    /// Resources in the order in which to send them.
    fn longest_first(&self, mut ready: Vec<usize>) -> Vec<usize> {
        ready.sort_by_key(|index| Reverse(self.behind.get(*index).copied().unwrap_or_default()));
        ready
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
    pub(crate) fn first(&self) -> Vec<usize> {
        let counts = self.missing.iter().enumerate().take(self.resources);
        let ready = counts.filter(|(_, missing)| **missing == 0).map(|(index, _)| index);
        self.longest_first(ready.collect())
    }

    /// Resources that waited for nothing but this one.
    pub(crate) fn after(&mut self, index: usize) -> Vec<usize> {
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
        self.longest_first(ready)
    }

    /// Whether all resources are there.
    pub(crate) fn is_done(&self) -> bool {
        self.finished == self.resources
    }
}

#[cfg(test)]
mod tests {
    use super::Order;
    use privatelink_ir::expr::list;
    use privatelink_ir::graph::{Graph, node};
    use privatelink_ir::{Component, Kind, Name, check_inputs, specialise};
    use schemars::JsonSchema;

    /// Nothing.
    #[derive(JsonSchema)]
    struct Inputs {}

    fn graph() -> Graph {
        let make = |label| node(label, Kind("ec2/security_group"));
        let last = make("last").after(&["middle"]);
        let middle = make("middle").for_each(list(["a".into(), "b".into()])).after(&["start"]);
        Graph::new([make("alone"), last, middle, make("other"), make("start")]).output(
            "id",
            privatelink_ir::Type::text(),
            "An id.",
            make("alone").attribute(Name("id")),
        )
    }

    #[test]
    fn those_with_the_longest_chains_behind_them_come_first() {
        const COMPONENT: Component = Component::new::<Inputs>("Made", graph);
        let model = COMPONENT.model();
        let checked = check_inputs(&model, &[], &privatelink_catalog::engines::PULUMI);
        let component = specialise(&model, &checked.inputs).unwrap();
        let label = |index: &usize| component.resources[*index].address.label;
        let mut order = Order::new(&component);
        let first = order.first();
        assert_eq!(first.iter().map(label).collect::<Vec<_>>(), ["start", "alone", "other"]);
        assert_eq!(order.behind[first[0]], 2, "a gate between them is no resource");
        let middle = order.after(first[0]);
        assert_eq!(middle.len(), 2);
        assert!(order.after(middle[0]).is_empty());
        assert_eq!(order.after(middle[1]).iter().map(label).collect::<Vec<_>>(), ["last"]);
    }
}
