//! What `CloudFormation` says about each form that the catalog gives a kind, a property or an attribute.

mod attributes;
mod bridges;

use std::collections::BTreeSet;

use privatelink_catalog::spelling::pascal_case;
use privatelink_catalog::{KINDS, KindEntry, KindForm, Property, PropertyForm, PropertyType};

use crate::catalog::mismatch::{Mismatch, attribute_part, missing, path, property_part, words};
use crate::catalog::resource_types::{Place, ResourceType, ResourceTypes};

/// What the catalog says otherwise about a kind.
pub(crate) fn check(kind: &KindEntry, types: &ResourceTypes) -> Vec<Mismatch> {
    let mut check = Check { kind, found: Vec::new() };
    match &kind.cloudformation {
        KindForm::Resource(name) => {
            if let Some(ty) = check.ty(types, name) {
                check.place("", &ty.place(), kind.properties.iter());
                for attribute in kind.attributes {
                    check.attribute(ty, attribute);
                }
            }
        }
        KindForm::Fold { into, through, list } => {
            check.fold(types, into, through, list);
            check.no_attributes();
        }
        KindForm::Collect { type_name, owner, list } => {
            if let Some(ty) = check.ty(types, type_name) {
                check.collect(&ty.place(), *owner, *list);
            }
            check.no_attributes();
        }
        KindForm::Merge { into, through, property } => {
            check.merge(types, into, through, property);
            check.no_attributes();
        }
        KindForm::Bridge(name) => check.custom_resource(name),
        KindForm::Implied(_) => check.no_attributes(),
        // A template that needs it is refused, so nothing of it is ever written.
        KindForm::Absent { .. } => {}
    }
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
        for property in properties {
            self.property(outer, place, property, &mut given);
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
            | PropertyForm::Document(name) => *name,
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
            PropertyForm::Bridge { bridge, name } => {
                self.absent(&part, place, property, &[name]);
                return self.bridge_property(&part, bridge, name);
            }
            PropertyForm::Absent { .. } => return self.absent(&part, place, property, &[]),
        };
        let Some(there) = place.property(name) else {
            return self.report(&part, format!("`{name}`"), "has no such property");
        };
        if there.is_read_only() {
            self.report(&part, format!("`{name}`"), "says that it is read-only");
        }
        given.extend(property.required.then_some(name));
        match &property.cloudformation {
            PropertyForm::Named { words, list, wrap, .. } => {
                if let Some(value) = self.unwrap(&part, &there, *list, *wrap) {
                    match words {
                        Some((yes, no)) => self.words(&part, property, &value, [*yes, *no]),
                        None => self.value(outer, property, &value),
                    }
                }
            }
            PropertyForm::Attribute { key, .. } => self.key(&part, property, &there, key),
            PropertyForm::Tags(_) => {
                self.expect(&part, property.ty, &[PropertyType::StringMap]);
                self.pairs(&part, &there, "Key");
            }
            PropertyForm::Pairs(_) => {
                self.expect(&part, property.ty, &[PropertyType::StringMap]);
                self.pairs(&part, &there, "Name");
            }
            PropertyForm::Only(_) => self.only(outer, property, &there),
            PropertyForm::Text(_) => {
                self.expect(&part, property.ty, &[PropertyType::Number, PropertyType::Bool]);
                if !there.accepted().contains(&PropertyType::String) {
                    self.report(&part, "a text", says(&there));
                }
            }
            PropertyForm::Document(_) => {
                self.expect(&part, property.ty, &[PropertyType::String]);
                if !there.takes_any_object() {
                    self.report(&part, "a document", says(&there));
                }
            }
            PropertyForm::Spread
            | PropertyForm::Implied
            | PropertyForm::Bridge { .. }
            | PropertyForm::Absent { .. } => {}
        }
    }

    /// What the catalog says is not there must not be: under the name that the rule makes, in its plural, or others.
    fn absent(&mut self, part: &str, place: &Place<'_>, property: &Property, others: &[&str]) {
        let name = pascal_case(property.name);
        let plural = format!("{name}s");
        let names: BTreeSet<&str> = others.iter().copied().chain([&*name, &*plural]).collect();
        for name in names.into_iter().filter(|name| place.property(name).is_some()) {
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

    fn fold(&mut self, types: &ResourceTypes, into: &str, through: &str, list: &str) {
        let Some((name, ty)) = self.owner(types, into, through) else { return };
        let there = ty.place().property(list).filter(|there| !there.is_read_only());
        let Some(item) = there.and_then(|there| there.items()) else {
            let catalog = format!("an element of `{list}`");
            let source = format!("has no such list in `{name}`");
            return self.report("CloudFormation type", catalog, source);
        };
        self.rest(through, &item);
    }

    fn merge(&mut self, types: &ResourceTypes, into: &str, through: &str, property: &str) {
        let Some((name, ty)) = self.owner(types, into, through) else { return };
        let there = ty.place().property(property).filter(|there| !there.is_read_only());
        let Some(there) = there else {
            let source = format!("has no such property in `{name}`");
            return self.report(
                "CloudFormation type",
                format!("the property `{property}`"),
                source,
            );
        };
        self.rest(through, &there);
    }

    /// The type of the resource that this one is a part of.
    fn owner<'t>(
        &mut self,
        types: &'t ResourceTypes,
        into: &str,
        through: &str,
    ) -> Option<(&'static str, &'t ResourceType)> {
        let owner = KINDS.iter().find(|kind| kind.id == into).map(|kind| &kind.cloudformation);
        let Some(KindForm::Resource(name)) = owner else {
            let catalog = format!("a part of `{into}`");
            self.report("CloudFormation type", catalog, "has no such resource type");
            return None;
        };
        self.link(through);
        Some((name, self.ty(types, name)?))
    }

    /// All properties but the one that names the owner.
    fn rest(&mut self, through: &str, place: &Place<'_>) {
        let others = self.kind.properties.iter().filter(|property| property.name != through);
        self.place("", place, others);
    }

    fn collect(
        &mut self,
        place: &Place<'_>,
        (owner, owner_name): (&'static str, &'static str),
        (list, list_name): (&'static str, &'static str),
    ) {
        let expected = [
            (owner, owner_name, PropertyType::String),
            (list, list_name, PropertyType::StringList),
        ];
        for (property, name, ty) in expected {
            self.link(property);
            let part = property_part("", property);
            match place.property(name) {
                None => self.report(&part, format!("`{name}`"), "has no such property"),
                Some(there) if there.is_read_only() => {
                    self.report(&part, format!("`{name}`"), "says that it is read-only");
                }
                Some(there) if !there.accepted().contains(&ty) => {
                    self.report(&part, words(ty), says(&there));
                }
                Some(_) => {}
            }
        }
        for name in place.required().filter(|name| ![owner_name, list_name].contains(name)) {
            self.found.push(missing(self.kind, "", name));
        }
        for property in self.kind.properties {
            if ![owner, list].contains(&property.name) {
                let part = property_part("", property.name);
                self.report(&part, "a property", "has only the owner and the list");
            }
        }
    }

    /// A property that says what a part belongs to, or what is collected, is a text that is always given.
    fn link(&mut self, name: &str) {
        let property = self.kind.find_property(name);
        let fits = |property: &Property| property.required && property.ty == PropertyType::String;
        if !property.is_some_and(fits) {
            let part = property_part("", name);
            self.report(&part, "a link between resources", "needs a required string for that");
        }
    }

    /// What is only a part of a resource has nothing to read: its id is that of the whole.
    fn no_attributes(&mut self) {
        for attribute in self.kind.attributes {
            let part = attribute_part(attribute.name);
            self.report(&part, "that it can be read", "has no resource of its own for it");
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
