//! What `CloudFormation` says about each form that the catalog gives a kind, a property or an attribute.

mod attributes;
mod bridges;
mod import;
mod parts;

use std::collections::{BTreeMap, BTreeSet};

use privatelink_catalog::spelling::pascal_case;
use privatelink_catalog::{Bridge, KindEntry, KindForm, Property, PropertyForm, PropertyType};

use crate::catalog::mismatch::{Mismatch, missing, path, property_part, words};
use crate::catalog::resource_types::{Place, ResourceType, ResourceTypes};

/// What the catalog says otherwise about a kind.
pub(crate) fn check(kind: &KindEntry, types: &ResourceTypes) -> Vec<Mismatch> {
    let mut check = Check { kind, found: Vec::new() };
    match &kind.cloudformation {
        KindForm::Resource(name) => {
            if let Some(ty) = check.ty(types, name) {
                check.place("", &ty.place(), kind.properties.iter());
                for attribute in kind.attributes {
                    check.attribute(types, ty, attribute);
                }
                check.import(ty);
            }
        }
        KindForm::Fold { into, through, list, element } => {
            check.fold(types, (into, through), list, *element);
            check.no_attributes();
        }
        KindForm::Collect { type_name, owner, list } => {
            if let Some(ty) = check.ty(types, type_name) {
                check.collect(&ty.place(), *owner, *list);
                check.import(ty);
            }
            check.no_attributes();
        }
        KindForm::Merge { into, through, property } => {
            check.merge(types, into, through, property);
            check.no_attributes();
        }
        KindForm::Bridge(name) => check.custom_resource(name),
        KindForm::Together { bridge, list } => check.list_of_custom_resource(bridge, list),
        KindForm::Implied(_) => check.no_attributes(),
        // A template that needs it is refused, so nothing of it is ever written.
        KindForm::Absent { .. } => {}
    }
    check.found
}

/// What the catalog says otherwise about a kind that stands in a list of this bridge.
pub(crate) fn check_listed(kind: &KindEntry, bridge: &Bridge, list: &str) -> Vec<Mismatch> {
    let mut check = Check { kind, found: Vec::new() };
    check.listed(bridge, list);
    check.found
}

struct Check<'a> {
    kind: &'a KindEntry,
    found: Vec<Mismatch>,
}

impl<'a> Check<'a> {
    fn report(&mut self, part: &str, catalog: impl Into<String>, source: impl Into<String>) {
        self.found.push(Mismatch::new(self.kind, part, catalog, source));
    }

    fn ty<'t>(&mut self, types: &'t ResourceTypes, name: &str) -> Option<&'t ResourceType> {
        let ty = types.find(name);
        if ty.is_none() {
            let source = "has no such resource type";
            self.report("CloudFormation type", format!("`{name}`"), source);
        }
        ty
    }

    /// Properties that stand in one place, and that everything required there is among them.
    fn place(
        &mut self,
        outer: &str,
        place: &Place<'_>,
        properties: impl Iterator<Item = &'a Property>,
    ) {
        let mut given = BTreeSet::new();
        let mut objects: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for property in properties {
            self.property(outer, place, property, &mut given);
            if let PropertyForm::Named { name, inside: Some(object), .. } = property.cloudformation
            {
                objects.entry(object).or_default().extend(property.required.then_some(name));
            }
            if let PropertyForm::Beside { constant: (name, always), .. } = property.cloudformation {
                self.constant(&property_part(outer, property.name), place, name, always);
                given.extend(property.required.then_some(name));
            }
        }
        for (object, given) in objects {
            let there = place.property(object);
            let required = there.iter().flat_map(Place::required);
            for name in required.filter(|name| !given.contains(name)) {
                self.found.push(missing(self.kind, &path(outer, object), name));
            }
        }
        for name in place.required().filter(|name| !given.contains(name)) {
            self.found.push(missing(self.kind, outer, name));
        }
    }

    /// One property. Names that it gives in any case are added to `given`.
    fn property(
        &mut self,
        outer: &str,
        place: &Place<'_>,
        property: &'a Property,
        given: &mut BTreeSet<&'static str>,
    ) {
        let part = property_part(outer, property.name);
        let name = match &property.cloudformation {
            PropertyForm::Named { name, .. }
            | PropertyForm::Tags(name)
            | PropertyForm::Pairs(name)
            | PropertyForm::Only(name)
            | PropertyForm::Text(name)
            | PropertyForm::Document(name)
            | PropertyForm::Beside { name, .. } => *name,
            PropertyForm::Attribute { list, .. } => *list,
            PropertyForm::Spread => {
                let path = path(outer, property.name);
                for field in property.fields {
                    let mut of_field = BTreeSet::new();
                    self.property(&path, place, field, &mut of_field);
                    given.extend(of_field.iter().filter(|_| property.required));
                }
                return;
            }
            PropertyForm::Implied => return,
            PropertyForm::Absent { .. } => return self.absent(&part, place, property),
        };
        let inside = match property.cloudformation {
            PropertyForm::Named { inside, .. } => inside,
            _ => None,
        };
        let there = match inside {
            Some(object) => place.property(object).and_then(|object| object.property(name)),
            None => place.property(name),
        };
        let Some(there) = there else {
            let object = inside.map(|object| format!("{object}.")).unwrap_or_default();
            return self.report(&part, format!("`{object}{name}`"), "has no such property");
        };
        if there.is_read_only() {
            self.report(&part, format!("`{name}`"), "says that it is read-only");
        }
        given.extend(property.required.then_some(inside.unwrap_or(name)));
        self.form(outer, property, &there);
    }

    /// A property that is there has what its form says.
    fn form(&mut self, outer: &str, property: &'a Property, there: &Place<'_>) {
        let part = property_part(outer, property.name);
        match &property.cloudformation {
            PropertyForm::Named { words, list, wrap, .. } => {
                if let Some(value) = self.unwrap(&part, there, *list, *wrap) {
                    match words {
                        Some((yes, no)) => self.words(&part, property, &value, [*yes, *no]),
                        None => self.value(outer, property, &value),
                    }
                }
            }
            PropertyForm::Attribute { key, .. } => self.key(&part, property, there, key),
            PropertyForm::Tags(_) => {
                self.expect(&part, property.ty, &[PropertyType::StringMap]);
                self.pairs(&part, there, "Key");
            }
            PropertyForm::Pairs(_) => {
                self.expect(&part, property.ty, &[PropertyType::StringMap]);
                self.pairs(&part, there, "Name");
            }
            PropertyForm::Only(_) => self.only(outer, property, there),
            PropertyForm::Text(_) => {
                self.expect(&part, property.ty, &[PropertyType::Number, PropertyType::Bool]);
                if !there.accepted().contains(&PropertyType::String) {
                    self.report(&part, "a text", says(there));
                }
            }
            PropertyForm::Beside { .. } => self.value(outer, property, there),
            PropertyForm::Document(_) => {
                self.expect(&part, property.ty, &[PropertyType::String]);
                if !there.takes_any_object() {
                    self.report(&part, "a document", says(there));
                }
            }
            PropertyForm::Spread | PropertyForm::Implied | PropertyForm::Absent { .. } => {}
        }
    }

    /// A property that always says the same.
    fn constant(&mut self, part: &str, place: &Place<'_>, name: &str, always: &str) {
        let takes = place.property(name).is_some_and(|there| {
            let is_text = there.accepted().contains(&PropertyType::String);
            is_text && there.takes_word(always) && !there.is_read_only()
        });
        if !takes {
            self.report(part, format!("`{always}` as `{name}`"), "takes no such value");
        }
    }

    /// What the catalog says is not there must not be: under the name that the rule makes, or in its plural.
    fn absent(&mut self, part: &str, place: &Place<'_>, property: &Property) {
        let name = pascal_case(property.name);
        let plural = format!("{name}s");
        for name in [name, plural].iter().filter(|name| place.property(name).is_some()) {
            self.report(part, format!("that there is no `{name}`"), "has it");
        }
    }

    /// A list of one for the other engines, a single value here.
    fn only(&mut self, outer: &str, property: &'a Property, there: &Place<'_>) {
        let part = property_part(outer, property.name);
        let single = match property.ty {
            PropertyType::StringList => PropertyType::String,
            PropertyType::Blocks => PropertyType::Block,
            other => {
                let fitting = [PropertyType::StringList, PropertyType::Blocks];
                return self.expect(&part, other, &fitting);
            }
        };
        if !there.accepted().contains(&single) {
            return self.report(&part, format!("a single {}", words(single)), says(there));
        }
        if single == PropertyType::Block {
            self.place(&path(outer, property.name), there, property.fields.iter());
        }
    }

    /// What is inside of the list, and of the object with one field, that the catalog says are around a value.
    fn unwrap<'p>(
        &mut self,
        part: &str,
        there: &Place<'p>,
        list: bool,
        wrap: Option<&str>,
    ) -> Option<Place<'p>> {
        let item = if list { there.items() } else { Some(there.clone()) };
        let Some(item) = item else {
            self.report(part, "a list of one", says(there));
            return None;
        };
        let Some(wrap) = wrap else { return Some(item) };
        let inner = item.property(wrap);
        if inner.is_none() || item.required().any(|name| name != wrap) {
            self.report(part, format!("an object of `{wrap}` alone"), says(&item));
        }
        inner
    }

    fn value(&mut self, outer: &str, property: &'a Property, value: &Place<'_>) {
        if !value.accepted().contains(&property.ty) {
            let part = property_part(outer, property.name);
            return self.report(&part, words(property.ty), says(value));
        }
        let object = match property.ty {
            PropertyType::Block => Some(value.clone()),
            PropertyType::Blocks => value.items(),
            _ => None,
        };
        if let Some(object) = object {
            self.place(&path(outer, property.name), &object, property.fields.iter());
        }
    }

    fn words(&mut self, part: &str, property: &Property, value: &Place<'_>, pair: [&str; 2]) {
        self.expect(part, property.ty, &[PropertyType::Bool]);
        let is_text = value.accepted().contains(&PropertyType::String);
        for word in pair.iter().filter(|word| !is_text || !value.takes_word(word)) {
            self.report(part, format!("the word `{word}`"), says(value));
        }
    }

    fn key(&mut self, part: &str, property: &Property, list: &Place<'_>, key: &str) {
        use PropertyType::{Bool, Number, String};
        self.expect(part, property.ty, &[String, Number, Bool]);
        self.pairs(part, list, "Key");
        let documented = list.documented_keys();
        if !documented.contains(&key) {
            let source = format!("documents the keys {documented:?}");
            self.report(part, format!("the key `{key}`"), source);
        }
    }

    fn pairs(&mut self, part: &str, list: &Place<'_>, word: &str) {
        let items = list.items();
        let is_text = |pair: &Place<'_>, name| {
            let value = pair.property(name);
            value.is_some_and(|value| value.accepted() == [PropertyType::String])
        };
        if !items.is_some_and(|pair| is_text(&pair, word) && is_text(&pair, "Value")) {
            self.report(part, format!("a list of `{word}` and `Value`"), says(list));
        }
    }

    /// The catalog's own type has to fit the form that the catalog gives it.
    fn expect(&mut self, part: &str, ty: PropertyType, fitting: &[PropertyType]) {
        if !fitting.contains(&ty) {
            self.report(part, words(ty), format!("takes {} in this form", all_words(fitting)));
        }
    }
}

fn says(place: &Place<'_>) -> String {
    format!("says {}", place.spelled())
}

fn all_words(types: &[PropertyType]) -> String {
    let words: Vec<&str> = types.iter().map(|ty| words(*ty)).collect();
    words.join(" or ")
}
