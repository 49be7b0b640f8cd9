//! Where everything of a component goes: each resource into a template, under an id, on its own or in another one.

use super::blame;
use super::bridges::Bridged;
use super::names::{self, Names};
use super::parameters::Parameter;
use super::refusal::Refusal;
use privatelink_catalog::{KindEntry, KindForm};
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
}

/// Everything that lowering looks up.
#[derive(Debug)]
pub(super) struct Plan<'a> {
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
        model: &'a Model,
        specialised: &'a Specialised,
        names: &mut Names,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let bridged = Bridged::new(model, names);
        let places = BTreeMap::new();
        let mut plan =
            Self { model, component: specialised, parameters: Vec::new(), bridged, places };
        // Parts are placed in a second round: their owners may be defined after them.
        for is_part in [false, true] {
            let mut collected: Vec<(Address, Expr, String)> = Vec::new();
            for resource in &specialised.resources {
                let Some(kind) = privatelink_catalog::find(resource.kind) else {
                    continue;
                };
                let id = match &kind.cloudformation {
                    KindForm::Resource(_) | KindForm::Bridge(_) if !is_part => {
                        names.take(names::of_resource(&resource.address), &name_of(resource))
                    }
                    KindForm::Collect { owner, .. } if is_part => {
                        collector(resource, owner.0, &mut collected, names)
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
                let place = Place { id, slot: resource.slot, kind };
                plan.places.insert(resource.address.clone(), place);
            }
        }
        let mut bridged = std::mem::take(&mut plan.bridged);
        let place = |address: &Address| {
            plan.places.get(address).map(|place| (place.id.clone(), place.kind))
        };
        bridged.place(specialised, place, names);
        Self { bridged, ..plan }
    }

    /// Where a resource goes.
    pub(super) fn find(&self, address: &Address) -> Result<&Place, Refusal> {
        self.places.get(address).ok_or_else(|| {
            let node = self.model.find_node(address.label);
            let kind = node.and_then(|node| privatelink_catalog::find(node.kind));
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

/// Id of the one resource for all of a label with this owner: the label, and the key of the owner if it has one.
fn collector(
    resource: &Resource,
    through: &str,
    collected: &mut Vec<(Address, Expr, String)>,
    names: &mut Names,
) -> String {
    let owner = property(resource, through).unwrap_or(&Expr::NULL);
    let known = collected
        .iter()
        .find(|(address, expr, _)| address.label == resource.address.label && expr == owner);
    if let Some((_, _, id)) = known {
        return id.clone();
    }
    let key = address_of(owner).and_then(|owner| owner.key);
    let address = Address { label: resource.address.label, key };
    let id = names.take(names::of_resource(&address), &format!("{owner:?}"));
    collected.push((address, owner.clone(), id.clone()));
    id
}

fn absent(model: &Model, resource: &Resource, message: &str, help: &str) -> Problem {
    Problem::error(
        "cloudformation/absent",
        blame::of_resource(model, resource),
        format!("cannot be in a template: {message}"),
        help,
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

/// A resource, for messages and fingerprints: `target["https/web"]`.
pub(super) fn name_of(resource: &Resource) -> String {
    let Address { label, key } = &resource.address;
    key.as_ref().map_or_else(|| (*label).to_owned(), |key| format!("{label}[\"{key}\"]"))
}
