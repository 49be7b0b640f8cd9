//! Where everything of a component goes: each resource into a template, under an id, on its own or in another one.

use super::lower::{Refusal, first_hole};
use super::names::{self, Names};
use super::parameters::Parameter;
use privatelink_catalog::{KindEntry, KindForm};
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Address, Expr, Model, Path, Problem, Resource};
use std::collections::BTreeMap;

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
    /// Its resources, in the order of the definition.
    pub(super) resources: &'a [Resource],
    /// Its parameters, in the order of the definition.
    pub(super) parameters: Vec<Parameter>,
    places: BTreeMap<Address, Place>,
}

impl<'a> Plan<'a> {
    /// A plan without parameters; they get what `names` has left, so that no input ever renames a resource.
    pub(super) fn new(
        model: &'a Model,
        resources: &'a [Resource],
        names: &mut Names,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut plan = Self { model, resources, parameters: Vec::new(), places: BTreeMap::new() };
        // Parts are placed in a second round: their owners may be defined after them.
        for is_part in [false, true] {
            let mut collected: Vec<(Address, Expr, String)> = Vec::new();
            for resource in resources {
                let Some(kind) = privatelink_catalog::find(resource.kind) else {
                    continue;
                };
                let id = match &kind.cloudformation {
                    KindForm::Resource(_) if !is_part => {
                        names.take(names::of_resource(&resource.address), &name_of(resource))
                    }
                    KindForm::Collect { owner, .. } if is_part => {
                        collector(resource, owner.0, &mut collected, names)
                    }
                    KindForm::Fold { into, through, .. } if is_part => {
                        if let Some(id) = plan.owner(resource, through, into) {
                            id
                        } else {
                            problems.push(without_owner(resource, into));
                            continue;
                        }
                    }
                    KindForm::Absent { message, help } if !is_part => {
                        problems.push(absent(resource, message, help));
                        continue;
                    }
                    _ => continue,
                };
                let place = Place { id, slot: resource.slot, kind };
                plan.places.insert(resource.address.clone(), place);
            }
        }
        plan
    }

    /// Where a resource goes.
    pub(super) fn find(&self, address: &Address) -> Result<&Place, Refusal> {
        self.places.get(address).ok_or(Refusal::unplaced())
    }

    /// The parameter of an open input.
    pub(super) fn parameter(&self, path: &Path) -> Result<&Parameter, Refusal> {
        self.parameters
            .iter()
            .find(|parameter| parameter.path == *path)
            .ok_or_else(|| Refusal::of(&Expr::Hole(path.clone()), "is computed with"))
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

fn absent(resource: &Resource, message: &str, help: &str) -> Problem {
    Problem::error(
        "cloudformation/absent",
        responsible(resource),
        format!("cannot be in a template: {message}"),
        help,
    )
}

fn without_owner(resource: &Resource, into: &str) -> Problem {
    Problem::error(
        "cloudformation/no-owner",
        responsible(resource),
        format!("belongs to a resource of the kind `{into}` that is not made by the same template"),
        "make both in one template, or deploy this with Terraform or Pulumi",
    )
}

/// The input that a resource is there for, if one can be told, else its name.
fn responsible(resource: &Resource) -> String {
    resource
        .properties
        .iter()
        .find_map(|(_, value)| first_hole(value))
        .map_or_else(|| name_of(resource), |path| path.to_string())
}

/// A resource, for messages and fingerprints: `target["https/web"]`.
pub(super) fn name_of(resource: &Resource) -> String {
    let Address { label, key } = &resource.address;
    key.as_ref().map_or_else(|| (*label).to_owned(), |key| format!("{label}[\"{key}\"]"))
}
