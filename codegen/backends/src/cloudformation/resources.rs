//! Resources of one template: each on its own, as an element of its owner's list, or collected with its likes.

use super::lower::{Lower, Refusal};
use super::plan::{name_of, property};
use super::properties::Body;
use super::references::references;
use privatelink_catalog::{KindEntry, KindForm, PropertyType};
use privatelink_ir::{Address, Problem, Resource};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// A resource of the template under construction.
struct Built {
    id: String,
    type_name: &'static str,
    body: Body,
    after: BTreeSet<Address>,
}

impl Lower<'_> {
    /// The `Resources` section.
    pub(super) fn resources(&mut self) -> Map<String, Json> {
        let mut all: Vec<Built> = Vec::new();
        let slot = self.slot;
        // Elements go into their owners last: an owner may be defined after them.
        for folds in [false, true] {
            for resource in self.plan.resources.iter().filter(|one| one.slot == slot) {
                let Ok(place) = self.plan.find(&resource.address) else { continue };
                if folds == matches!(place.kind.cloudformation, KindForm::Fold { .. }) {
                    self.build(resource, &place.id, place.kind, &mut all);
                }
            }
        }
        let section = all.into_iter().map(|built| (built.id.clone(), self.entry(built))).collect();
        self.problems.extend(circle(&section));
        section
    }

    fn build(
        &mut self,
        resource: &Resource,
        id: &str,
        kind: &'static KindEntry,
        all: &mut Vec<Built>,
    ) {
        match &kind.cloudformation {
            KindForm::Resource(type_name) => {
                let mut body = Body::default();
                self.properties(&mut body, resource, kind, "");
                let after = resource.after.clone();
                all.push(Built { id: id.to_owned(), type_name, body, after });
            }
            KindForm::Fold { through, list, .. } => {
                let mut element = Body::default();
                self.properties(&mut element, resource, kind, through);
                if let Some(owner) = all.iter_mut().find(|built| built.id == id) {
                    owner.body.append(list, element.finish());
                    owner.after.extend(resource.after.iter().cloned());
                }
            }
            KindForm::Collect { type_name, owner, list } => {
                let mut value = |name: &str| match property(resource, name) {
                    Some(expr) => self
                        .value(expr, PropertyType::String)
                        .map_err(|refusal| self.refuse(refusal, resource))
                        .ok(),
                    None => None,
                };
                let (owner_value, element) = (value(owner.0), value(list.0));
                if !all.iter().any(|built| built.id == id) {
                    let mut body = Body::default();
                    body.set(owner.1, owner_value.unwrap_or_default());
                    all.push(Built { id: id.to_owned(), type_name, body, after: BTreeSet::new() });
                }
                if let Some(built) = all.iter_mut().find(|built| built.id == id) {
                    built.body.append(list.1, element.unwrap_or_default());
                    built.after.extend(resource.after.iter().cloned());
                }
            }
            KindForm::Absent { .. } => {}
        }
    }

    /// Adds all properties but `left_out`.
    fn properties(
        &mut self,
        body: &mut Body,
        resource: &Resource,
        kind: &'static KindEntry,
        left_out: &str,
    ) {
        for (name, expr) in resource.properties.iter().filter(|(name, _)| name.0 != left_out) {
            let done = match kind.find_property(name.0) {
                Some(property) => self.property(body, property, expr),
                None => Err(Refusal::of(expr, "sets a property that the catalog does not have")),
            };
            if let Err(refusal) = done {
                self.refuse(refusal, resource);
            }
        }
    }

    fn refuse(&mut self, refusal: Refusal, resource: &Resource) {
        self.problems.push(refusal.problem(&name_of(resource)));
    }

    /// The entry of `Resources`, waiting for what none of its properties shows that it needs.
    fn entry(&self, built: Built) -> Json {
        let properties = built.body.finish();
        let seen = references(&properties);
        let unseen: BTreeSet<&str> = built
            .after
            .iter()
            .filter_map(|address| self.plan.find(address).ok())
            .filter(|place| place.slot == self.slot && place.id != built.id)
            .map(|place| place.id.as_str())
            .filter(|id| !seen.contains(*id))
            .collect();
        let mut entry = Map::new();
        entry.insert("Type".to_owned(), built.type_name.into());
        if !unseen.is_empty() {
            entry.insert("DependsOn".to_owned(), json!(unseen));
        }
        entry.insert("Properties".to_owned(), properties);
        Json::Object(entry)
    }
}

/// A problem if resources need each other in a circle, as elements that went into their owners may make them.
fn circle(section: &Map<String, Json>) -> Option<Problem> {
    let mut needs: BTreeMap<&str, BTreeSet<String>> = section
        .iter()
        .map(|(id, entry)| {
            let mut needs = references(entry);
            needs.extend(
                entry
                    .get("DependsOn")
                    .and_then(Json::as_array)
                    .into_iter()
                    .flatten()
                    .filter_map(Json::as_str)
                    .map(str::to_owned),
            );
            needs.retain(|id| section.contains_key(id));
            (id.as_str(), needs)
        })
        .collect();
    // What needs nothing that is left can be made; what remains at the end stands in a circle or behind one.
    loop {
        let left: BTreeSet<String> = needs.keys().map(|id| (*id).to_owned()).collect();
        let before = needs.len();
        needs.retain(|_, needed| needed.iter().any(|id| left.contains(id)));
        if needs.len() == before {
            break;
        }
    }
    let ids: Vec<&str> = needs.into_keys().collect();
    (!ids.is_empty()).then(|| {
        Problem::error(
            "cloudformation/circular",
            "",
            format!("the resources `{}` need each other in a template", ids.join("`, `")),
            "deploy this with Terraform or Pulumi",
        )
    })
}
