//! Resources of one template: each on its own, as an element of its owner's list, or collected with its likes.

use super::blame;
use super::bridges::as_text;
use super::lower::{Lower, Refusal};
use super::plan::{Place, property};
use super::properties::Body;
use super::references::references;
use super::turns;
use privatelink_catalog::identity::name_of;
use privatelink_catalog::{KindEntry, KindForm, PropertyType};
use privatelink_ir::{Address, Name, Problem, Resource};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeMap, BTreeSet};

/// A resource of the template under construction.
struct Built {
    id: String,
    type_name: String,
    body: Body,
    /// Resources that have to exist first.
    after: BTreeSet<Address>,
    /// Ids of what has to exist first as well: custom resources beside them, and whose turn comes before.
    before: BTreeSet<String>,
}

impl Built {
    /// One that waits for nothing that it does not show.
    fn alone(id: String, type_name: String, properties: Json) -> Self {
        let (after, before) = (BTreeSet::new(), BTreeSet::new());
        Self { id, type_name, body: Body::from(properties), after, before }
    }
}

impl Lower<'_> {
    /// The `Resources` section.
    pub(super) fn resources(&mut self) -> Map<String, Json> {
        let mut all: Vec<Built> = Vec::new();
        let slot = self.slot;
        let turns = turns::of(self.plan, slot);
        // Elements go into their owners last: an owner may be defined after them.
        for folds in [false, true] {
            for resource in self.plan.component.resources.iter().filter(|one| one.slot == slot) {
                let Ok(place) = self.plan.find(&resource.address) else { continue };
                if folds == is_part(place.kind) {
                    self.build(resource, place, &turns, &mut all);
                }
            }
        }
        let mut section: Map<String, Json> =
            all.into_iter().map(|built| (built.id.clone(), self.entry(built))).collect();
        section.extend(self.machinery());
        self.problems.extend(circle(&section));
        section
    }

    fn build(
        &mut self,
        resource: &Resource,
        Place { id, kind, .. }: &Place,
        turns: &BTreeMap<String, String>,
        all: &mut Vec<Built>,
    ) {
        let before: BTreeSet<String> =
            self.plan.awaited_companions(resource).chain(turns.get(id).cloned()).collect();
        match &kind.cloudformation {
            KindForm::Resource(type_name) => {
                let mut body = Body::default();
                self.properties(&mut body, resource, kind, "");
                let bridged = std::mem::take(&mut body.bridged);
                let after = self.after(resource);
                let type_name = (*type_name).to_owned();
                all.push(Built { id: id.to_owned(), type_name, body, after, before });
                for (id, type_name, body) in self.companions(resource, bridged) {
                    all.push(Built::alone(id, type_name, body));
                }
            }
            KindForm::Bridge(bridge) => {
                let mut body = Body::default();
                self.properties(&mut body, resource, kind, "");
                let (type_name, body) = self.custom(bridge, body.into_named());
                let after = self.after(resource);
                let built = Built::alone(id.to_owned(), type_name, body);
                all.push(Built { after, before, ..built });
            }
            KindForm::Together { bridge, list } => {
                let mut element = Body::default();
                self.properties(&mut element, resource, kind, "");
                if !all.iter().any(|built| built.id == *id) {
                    let (type_name, body) = self.custom(bridge, Map::new());
                    all.push(Built::alone(id.clone(), type_name, body));
                }
                if let Some(built) = all.iter_mut().find(|built| built.id == *id) {
                    built.body.append(list, as_text(element.finish()));
                    built.after.extend(self.after(resource));
                    built.before.extend(before);
                }
            }
            KindForm::Fold { through, list, .. } => {
                let mut element = Body::default();
                self.properties(&mut element, resource, kind, through);
                if let Some(owner) = all.iter_mut().find(|built| built.id == *id) {
                    owner.body.append(list, element.finish());
                    owner.after.extend(self.after(resource));
                    owner.before.extend(before);
                }
            }
            KindForm::Merge { through, property, .. } => {
                let mut object = Body::default();
                self.properties(&mut object, resource, kind, through);
                if let Some(owner) = all.iter_mut().find(|built| built.id == *id) {
                    owner.body.set(property, object.finish());
                    owner.after.extend(self.after(resource));
                    owner.before.extend(before);
                }
            }
            KindForm::Collect { type_name, owner, list } => {
                let mut value = |name: &'static str| match property(resource, name) {
                    Some(expr) => self
                        .value(expr, PropertyType::String)
                        .map_err(|refusal| self.refuse(refusal, resource, Name(name)))
                        .ok(),
                    None => None,
                };
                let (owner_value, element) = (value(owner.0), value(list.0));
                if !all.iter().any(|built| built.id == *id) {
                    let mut body = Body::default();
                    body.set(owner.1, owner_value.unwrap_or_default());
                    let type_name = (*type_name).to_owned();
                    all.push(Built { body, ..Built::alone(id.to_owned(), type_name, json!({})) });
                }
                if let Some(built) = all.iter_mut().find(|built| built.id == *id) {
                    built.body.append(list.1, element.unwrap_or_default());
                    built.after.extend(self.after(resource));
                    built.before.extend(before);
                }
            }
            KindForm::Implied(_) | KindForm::Absent { .. } => {}
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
                let refusal = self.explain(refusal, expr);
                self.refuse(refusal, resource, *name);
            }
        }
    }

    /// Resources that have to exist first.
    fn after(&self, resource: &Resource) -> BTreeSet<Address> {
        let before = self.plan.component.before(resource);
        before.map(|before| before.address.clone()).collect()
    }

    fn refuse(&mut self, refusal: Refusal, resource: &Resource, property: Name) {
        let input = blame::of_property(self.plan.model, resource, property, &refusal);
        self.problems.push(refusal.problem(&name_of(&resource.address), input));
    }

    /// The entry of `Resources`, waiting for what none of its properties shows that it needs.
    fn entry(&self, built: Built) -> Json {
        let properties = built.body.finish();
        let seen = references(&properties);
        let unseen: BTreeSet<&str> = built
            .after
            .iter()
            // Who reads the custom resource beside another one waits for both.
            .filter(|address| !self.plan.companions(address).any(|id| seen.contains(id)))
            .flat_map(|address| self.plan.needed(address))
            .filter(|place| place.slot == self.slot && place.id != built.id)
            .map(|place| place.id.as_str())
            .chain(built.before.iter().map(String::as_str))
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

/// Whether a kind is an element or a property of another resource.
fn is_part(kind: &KindEntry) -> bool {
    matches!(kind.cloudformation, KindForm::Fold { .. } | KindForm::Merge { .. })
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
