//! Resources of one template: each on its own, as an element of its owner's list, or collected with its likes.

use super::blame;
use super::bridges::as_text;
use super::builder::Builder;
use super::built::{All, Built};
use super::circles::circle;
use super::gates::{self, Gates};
use super::plan::Place;
use super::properties::Body;
use super::references::references;
use super::refusal::Refusal;
use super::turns;
use privatelink_catalog::identity::name_of;
use privatelink_catalog::{KindEntry, KindForm, PropertyType};
use privatelink_ir::{Name, Resource};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeSet, HashSet};

impl<'a> Builder<'a> {
    /// The `Resources` section.
    pub(super) fn resources(&mut self) -> Map<String, Json> {
        let plan = self.plan;
        let mut all = All::default();
        let turns = turns::of(plan, self.stack);
        // Elements go into their owners last: an owner may be defined after them.
        for (resource, place) in plan.members(self.stack) {
            self.build(resource, place, &mut all);
            if let Some(built) = all.find(&place.id) {
                built.reads.extend(&resource.reads);
                built.waits.extend(resource.waits.iter());
                built.turns.extend(turns.get(place.id.as_str()));
            }
        }
        let gates = Gates::new(plan, self.stack, &all.list);
        let mut section: Map<String, Json> = Map::new();
        for built in all.list {
            section.insert(built.id.to_owned(), self.entry(built, &gates));
        }
        section.extend(gates.resources());
        section.extend(self.machinery());
        self.problems.extend(circle(&section));
        section
    }

    fn build(&mut self, resource: &'a Resource, place: &'a Place, all: &mut All<'a>) {
        let Place { id, kind, .. } = place;
        match &kind.cloudformation {
            KindForm::Resource(type_name) => {
                let body = self.body(resource, kind, "");
                all.push(Built::new(id, type_name, body));
            }
            KindForm::Bridge(bridge) => {
                let body = self.body(resource, kind, "");
                let (type_name, body) = self.custom(bridge, body.into_named());
                all.push(Built::new(id, &type_name, body.into()));
            }
            KindForm::Together { bridge, list } => {
                let element = self.body(resource, kind, "");
                let joint = all.entry(id, || {
                    let (type_name, body) = self.custom(bridge, Map::new());
                    Built::new(id, &type_name, body.into())
                });
                if let Some(joint) = joint {
                    joint.body.append(list, as_text(element.finish()));
                }
            }
            KindForm::Fold { list, element: Some(element), .. } => {
                let element = self.text(resource, element);
                if let Some(owner) = all.find(id) {
                    owner.body.append(list, element);
                }
            }
            KindForm::Fold { through, list, element: None, .. } => {
                let element = self.body(resource, kind, through);
                if let Some(owner) = all.find(id) {
                    owner.body.append(list, element.finish());
                }
            }
            KindForm::Merge { through, property, .. } => {
                let object = self.body(resource, kind, through);
                if let Some(owner) = all.find(id) {
                    owner.body.set(property, object.finish());
                }
            }
            KindForm::Collect { type_name, owner, list } => {
                let (owner_value, element) =
                    (self.text(resource, owner.0), self.text(resource, list.0));
                let joint = all.entry(id, || {
                    let mut body = Body::default();
                    body.set(owner.1, owner_value);
                    Built::new(id, type_name, body)
                });
                if let Some(joint) = joint {
                    joint.body.append(list.1, element);
                }
            }
            KindForm::Implied(_) | KindForm::Absent { .. } => {}
        }
    }

    /// A body with all properties but `left_out`.
    fn body(
        &mut self,
        resource: &'a Resource,
        kind: &'static KindEntry,
        left_out: &'static str,
    ) -> Body {
        let mut body = Body::default();
        self.properties(&mut body, resource, kind, left_out);
        body
    }

    /// A property that is a text.
    fn text(&mut self, resource: &Resource, name: &'static str) -> Json {
        let Some(expr) = resource.property(name) else { return Json::Null };
        match self.lower.value(expr, PropertyType::String) {
            Ok(value) => value,
            Err(refusal) => {
                self.refuse(refusal, resource, Name(name));
                Json::Null
            }
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
                Some(property) => self.lower.property(body, property, expr),
                None => Err(Refusal::of(expr, "sets a property that the catalog does not have")),
            };
            if let Err(refusal) = done {
                let refusal = self.lower.explain(refusal, expr);
                self.refuse(refusal, resource, *name);
            }
        }
    }

    fn refuse(&mut self, refusal: Refusal, resource: &Resource, property: Name) {
        let input = blame::of_property(self.plan.model, resource, property, &refusal);
        self.problems.push(refusal.problem(&name_of(&resource.address), input));
    }

    /// The entry of `Resources`, waiting for what none of its properties shows that it needs.
    fn entry(&self, built: Built<'_>, gates: &Gates<'_>) -> Json {
        let Built { id, type_name, body, reads, waits, turns } = built;
        let properties = body.finish();
        let mut seen: HashSet<&str> = HashSet::new();
        references(&properties, &mut |id| {
            seen.insert(id);
        });
        let mut unseen: BTreeSet<&str> = turns;
        for position in reads {
            unseen.extend(gates::needed(self.plan, self.stack, position));
        }
        for awaited in waits {
            if let Some(gate) = gates.before(awaited, id) {
                unseen.insert(gate);
                continue;
            }
            for position in self.plan.awaited(awaited) {
                unseen.extend(gates::needed(self.plan, self.stack, position));
            }
        }
        unseen.retain(|needed| *needed != id && !seen.contains(needed));
        let mut entry = Map::new();
        entry.insert("Type".to_owned(), type_name.into());
        if !unseen.is_empty() {
            entry.insert("DependsOn".to_owned(), json!(unseen));
        }
        entry.insert("Properties".to_owned(), properties);
        Json::Object(entry)
    }
}
