//! Where everything of a component goes: each resource into a stack, under an id, on its own or in another one.

use super::blame;
use super::bridge_ids::BridgeIds;
use super::names::Names;
use super::parameters::{Parameter, Parameters};
use super::refusal::Refusal;
use super::stacks::Stacks;
use privatelink_catalog::identity::{Identity, name_of};
use privatelink_catalog::{Catalog, KindEntry, KindForm};
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Address, Awaited, Expr, Kind, Model, Path, Problem, Resource, Specialised};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// The stack, and the resource in it, that a resource of the component becomes.
#[derive(Debug)]
pub(super) struct Place {
    /// Logical id of the resource it becomes or is part of.
    pub(super) id: String,
    /// Which stack.
    pub(super) stack: usize,
    /// What the catalog says about its kind.
    pub(super) kind: &'static KindEntry,
    /// Which of the component's resources it is.
    pub(super) position: usize,
}

/// Everything that lowering looks up.
#[derive(Debug)]
pub(super) struct Plan<'a> {
    /// Where kinds and bridges are looked up.
    pub(super) catalog: Catalog,
    /// The component.
    pub(super) model: &'a Model,
    /// Its resources.
    pub(super) component: &'a Specialised,
    /// The order of its stacks.
    pub(super) stacks: &'a Stacks,
    /// Its parameters.
    pub(super) parameters: Parameters,
    /// Its custom resources, and what makes them.
    pub(super) bridges: BridgeIds,
    /// Ids of resources and parameters.
    pub(super) names: Names,
    /// By the position of the resource.
    places: Vec<Option<Place>>,
    /// What is in each stack: elements and properties of others after those.
    members: Vec<Vec<usize>>,
}

impl<'a> Plan<'a> {
    /// A plan without parameters; they get the names that are left, so that no input ever renames a resource.
    pub(super) fn new(
        catalog: Catalog,
        model: &'a Model,
        specialised: &'a Specialised,
        stacks: &'a Stacks,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut names = Names::default();
        let bridges = BridgeIds::new(catalog, model, &mut names);
        let places = specialised.resources.iter().map(|_| None).collect();
        let parameters = Parameters::default();
        let members = vec![Vec::new(); stacks.count()];
        let component = specialised;
        let mut plan =
            Self { catalog, model, component, stacks, parameters, bridges, names, places, members };
        let identity = Identity::new(model, catalog.kinds);
        plan.place_resources(&identity, problems);
        plan
    }

    fn place_resources(&mut self, identity: &Identity<'_>, problems: &mut Vec<Problem>) {
        let component = self.component;
        // Resources that stand for several of the component's, and what those have in common.
        let mut shared: HashMap<String, (&str, &Expr)> = HashMap::new();
        let mut said: BTreeSet<&str> = BTreeSet::new();
        // Parts are placed in a second round: their owners may be defined after them.
        for is_part in [false, true] {
            let mut known: Option<(Kind, Option<&'static KindEntry>)> = None;
            for (position, resource) in component.resources.iter().enumerate() {
                let (_, kind) = match known {
                    Some(known) if known.0 == resource.kind => known,
                    _ => *known.insert((resource.kind, (self.catalog.kinds)(resource.kind))),
                };
                let Some(kind) = kind else { continue };
                let address = &resource.address;
                let alone = self.stacks.of(address.label, identity.first(address).key.as_deref());
                let place = match &kind.cloudformation {
                    KindForm::Resource(_) | KindForm::Bridge(_) if !is_part => {
                        (identity.logical_id(address), alone)
                    }
                    KindForm::Together { .. } if !is_part => {
                        (identity.together_id(resource), alone)
                    }
                    KindForm::Collect { owner, .. } if !is_part => {
                        (identity.collector_id(resource, owner.0), alone)
                    }
                    KindForm::Fold { into, through, .. }
                    | KindForm::Merge { into, through, .. }
                        if is_part =>
                    {
                        if let Some(nodes) = self.stacks.stuck(address.label) {
                            if said.insert(address.label) {
                                problems.push(without_order(self.model, resource, nodes));
                            }
                            continue;
                        }
                        let Some(owner) = self.owner(resource, through, into) else {
                            problems.push(without_owner(self.model, resource, into));
                            continue;
                        };
                        (owner.id.clone(), Some(owner.stack))
                    }
                    // One that is only read is missed where it is read.
                    KindForm::Absent { message, help } if !is_part && !kind.lookup => {
                        problems.push(absent(self.model, resource, message, help));
                        continue;
                    }
                    _ => continue,
                };
                let (id, Some(stack)) = place else { continue };
                let common = common(resource, kind);
                let joins = common.is_some_and(|common| shared.get(&id) == Some(&common));
                if !is_part && !joins && !self.names.claim(&id) {
                    problems.push(same_id(resource, &id));
                }
                shared.extend(common.map(|common| (id.clone(), common)));
                if let Some(members) = self.members.get_mut(stack) {
                    members.push(position);
                }
                if let Some(place) = self.places.get_mut(position) {
                    *place = Some(Place { id, stack, kind, position });
                }
            }
        }
    }

    /// Where a resource goes.
    pub(super) fn find(&self, address: &Address) -> Result<&Place, Refusal> {
        let place = self.component.position(address).and_then(|position| self.place(position));
        place.ok_or_else(|| {
            let node = self.model.find_node(address.label);
            let kind = node.and_then(|node| (self.catalog.kinds)(node.kind));
            let (message, help) = match kind.map(|kind| &kind.cloudformation) {
                Some(KindForm::Absent { message, help }) => (*message, *help),
                _ => ("it is no resource there", "deploy this with Terraform or Pulumi"),
            };
            Refusal::unplaced(message, help)
        })
    }

    /// Where the resource at a position goes, if it goes anywhere.
    pub(super) fn place(&self, position: usize) -> Option<&Place> {
        self.places.get(position)?.as_ref()
    }

    /// What is in a stack: each resource, and where it goes.
    pub(super) fn members(&self, stack: usize) -> impl Iterator<Item = (&'a Resource, &Place)> {
        let positions = self.members.get(stack).into_iter().flatten();
        positions.filter_map(|position| {
            Some((self.component.resources.get(*position)?, self.place(*position)?))
        })
    }

    /// Where a resource goes, or those it waits for itself if it goes nowhere.
    pub(super) fn needed(&self, position: usize) -> Vec<&Place> {
        let mut found = Vec::new();
        let mut seen = BTreeSet::new();
        let mut open = vec![position];
        while let Some(position) = open.pop() {
            match (self.place(position), self.component.resources.get(position)) {
                (Some(place), _) => found.push(place),
                (None, Some(resource)) if seen.insert(position) => {
                    open.extend(self.before(resource));
                }
                _ => {}
            }
        }
        found
    }

    /// Positions of the resources that a resource reads or waits for.
    pub(super) fn before(&self, resource: &'a Resource) -> impl Iterator<Item = usize> {
        let read = resource.reads.iter().copied();
        read.chain(resource.waits.iter().flat_map(|awaited| self.awaited(awaited)))
    }

    /// Positions of what is waited for.
    pub(super) fn awaited(&self, awaited: &Awaited) -> std::ops::Range<usize> {
        match awaited {
            Awaited::One(address) => {
                self.component.position(address).map_or(0..0, |position| position..position + 1)
            }
            Awaited::All(label) => self.component.range(label),
        }
    }

    /// A property of a resource that has a place.
    pub(super) fn property(&self, place: &Place, name: &str) -> Option<&'a Expr> {
        self.component.resources.get(place.position)?.property(name)
    }

    /// The parameter of an open input.
    pub(super) fn parameter(&self, path: &Path) -> Result<&Parameter, Refusal> {
        self.parameters
            .find(path)
            .ok_or_else(|| Refusal::of(&Expr::Hole(Arc::new(path.clone())), "is computed with"))
    }

    /// The resource that a property names, if it is of the kind wanted and in the same slot.
    fn owner(&self, resource: &Resource, through: &str, into: &str) -> Option<&Place> {
        let owner = address_of(resource.property(through)?)?;
        let place = self.place(self.component.position(&owner)?)?;
        (place.kind.id == into && self.stacks.slot(place.stack) == resource.slot).then_some(place)
    }
}

/// What all resources have in common that one resource of a template stands for, if they share one.
fn common<'r>(resource: &'r Resource, kind: &KindEntry) -> Option<(&'static str, &'r Expr)> {
    let owner = match &kind.cloudformation {
        KindForm::Collect { owner, .. } => resource.property(owner.0),
        KindForm::Together { .. } => None,
        _ => return None,
    };
    Some((resource.address.label, owner.unwrap_or(&Expr::NULL)))
}

fn absent(model: &Model, resource: &Resource, message: &str, help: &str) -> Problem {
    Problem::error(
        "cloudformation/absent",
        blame::of_resource(model, resource),
        format!("cannot be in a template: {message}"),
        help,
    )
}

fn same_id(resource: &Resource, id: &str) -> Problem {
    Problem::error(
        "cloudformation/same-id",
        name_of(&resource.address),
        format!("would have the logical id `{id}`, which another resource has"),
        "choose another key",
    )
}

fn without_owner(model: &Model, resource: &Resource, into: &str) -> Problem {
    Problem::error(
        "cloudformation/no-owner",
        blame::of_resource(model, resource),
        format!("belongs to a resource of the kind `{into}` that is not made by the same template"),
        "make both in one template, or deploy this with Terraform or Pulumi",
    )
}

fn without_order(model: &Model, resource: &Resource, nodes: &[&str]) -> Problem {
    Problem::error(
        "cloudformation/no-order",
        blame::of_resource(model, resource),
        format!(
            "has to be in one stack with what it is a part of, but `{}` are in several slots and need each other: no \
             order of stacks makes them",
            nodes.join("`, `")
        ),
        "deploy this with Terraform or Pulumi",
    )
}
