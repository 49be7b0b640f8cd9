//! Where everything of a component goes: each resource into a template, under an id, on its own or in another one.

use super::blame;
use super::bridges::Bridged;
use super::names::Names;
use super::parameters::Parameter;
use super::refusal::Refusal;
use privatelink_catalog::identity::{Identity, name_of};
use privatelink_catalog::{Catalog, KindEntry, KindForm};
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Address, Expr, Model, Path, Problem, Resource, Specialised};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The template, and the resource in it, that a resource of the component becomes.
#[derive(Debug)]
pub(super) struct Place {
    /// Logical id of the resource it becomes or is part of.
    pub(super) id: String,
    /// Provider slot, which says which template.
    pub(super) slot: &'static str,
    /// What the catalog says about its kind.
    pub(super) kind: &'static KindEntry,
    /// Which of the component's resources it is.
    position: usize,
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
    /// Its parameters, in the order of the definition.
    pub(super) parameters: Vec<Parameter>,
    /// Its custom resources, and what makes them.
    pub(super) bridged: Bridged,
    places: BTreeMap<Address, Place>,
}

impl<'a> Plan<'a> {
    /// A plan without parameters; they get what `names` has left, so that no input ever renames a resource.
    pub(super) fn new(
        catalog: Catalog,
        model: &'a Model,
        specialised: &'a Specialised,
        names: &mut Names,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let identity = Identity::new(model, catalog.kinds);
        let bridged = Bridged::new(catalog, model, names);
        let places = BTreeMap::new();
        let parameters = Vec::new();
        let mut plan = Self { catalog, model, component: specialised, parameters, bridged, places };
        // Resources that stand for several of the component's, and what those have in common.
        let mut shared: BTreeMap<String, (&str, &Expr)> = BTreeMap::new();
        // Parts are placed in a second round: their owners may be defined after them.
        for is_part in [false, true] {
            for (position, resource) in specialised.resources.iter().enumerate() {
                let Some(kind) = (catalog.kinds)(resource.kind) else {
                    continue;
                };
                let id = match &kind.cloudformation {
                    KindForm::Resource(_) | KindForm::Bridge(_) if !is_part => {
                        identity.logical_id(&resource.address)
                    }
                    KindForm::Together { .. } if !is_part => identity.together_id(resource),
                    KindForm::Collect { owner, .. } if !is_part => {
                        identity.collector_id(resource, owner.0)
                    }
                    KindForm::Fold { into, through, .. }
                    | KindForm::Merge { into, through, .. }
                        if is_part =>
                    {
                        if let Some(id) = plan.owner(resource, through, into) {
                            id
                        } else {
                            problems.push(without_owner(model, resource, into));
                            continue;
                        }
                    }
                    // One that is only read is missed where it is read.
                    KindForm::Absent { message, help } if !is_part && !kind.lookup => {
                        problems.push(absent(model, resource, message, help));
                        continue;
                    }
                    _ => continue,
                };
                let common = common(resource, kind);
                let joins = common.is_some_and(|common| shared.get(&id) == Some(&common));
                if !is_part && !joins && !names.claim(&id) {
                    problems.push(same_id(resource, &id));
                }
                shared.extend(common.map(|common| (id.clone(), common)));
                let place = Place { id, slot: resource.slot, kind, position };
                plan.places.insert(resource.address.clone(), place);
            }
        }
        let mut bridged = std::mem::take(&mut plan.bridged);
        let kind = |address: &Address| plan.places.get(address).map(|place| place.kind);
        for (resource, id) in bridged.place(specialised, &identity, kind, names) {
            problems.push(same_id(resource, &id));
        }
        Self { bridged, ..plan }
    }

    /// Where a resource goes.
    pub(super) fn find(&self, address: &Address) -> Result<&Place, Refusal> {
        self.places.get(address).ok_or_else(|| {
            let node = self.model.find_node(address.label);
            let kind = node.and_then(|node| (self.catalog.kinds)(node.kind));
            let (message, help) = match kind.map(|kind| &kind.cloudformation) {
                Some(KindForm::Absent { message, help }) => (*message, *help),
                _ => ("it is no resource there", "deploy this with Terraform or Pulumi"),
            };
            Refusal::unplaced(message, help)
        })
    }

    /// Where a resource goes, or those it waits for itself if it goes nowhere.
    pub(super) fn needed(&self, address: &Address) -> Vec<&Place> {
        if let Some(place) = self.places.get(address) {
            return vec![place];
        }
        let resource = self.component.find(address);
        let before = resource.into_iter().flat_map(|resource| self.component.before(resource));
        before.flat_map(|resource| self.needed(&resource.address)).collect()
    }

    /// A property of a resource that has a place.
    pub(super) fn property(&self, place: &Place, name: &str) -> Option<&'a Expr> {
        property(self.component.resources.get(place.position)?, name)
    }

    /// The parameter of an open input.
    pub(super) fn parameter(&self, path: &Path) -> Result<&Parameter, Refusal> {
        self.parameters
            .iter()
            .find(|parameter| *parameter.path == *path)
            .ok_or_else(|| Refusal::of(&Expr::Hole(Arc::new(path.clone())), "is computed with"))
    }

    /// Id of the resource that a property names, if it is of the kind wanted and in the same template.
    fn owner(&self, resource: &Resource, through: &str, into: &str) -> Option<String> {
        let owner = address_of(property(resource, through)?)?;
        let place = self.places.get(&owner)?;
        (place.kind.id == into && place.slot == resource.slot).then(|| place.id.clone())
    }
}

/// The value of a property.
pub(super) fn property<'a>(resource: &'a Resource, name: &str) -> Option<&'a Expr> {
    resource.properties.iter().find(|(known, _)| known.0 == name).map(|(_, value)| value)
}

/// What all resources have in common that one resource of a template stands for, if they share one.
fn common<'r>(resource: &'r Resource, kind: &KindEntry) -> Option<(&'static str, &'r Expr)> {
    let owner = match &kind.cloudformation {
        KindForm::Collect { owner, .. } => property(resource, owner.0),
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
