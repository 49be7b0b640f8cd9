//! What `CloudFormation` says about kinds that are parts of another resource, or that several share one of.

use privatelink_catalog::{AttributeForm, KINDS, KindForm, Property, PropertyType};

use super::{Check, says};
use crate::catalog::mismatch::{attribute_part, missing, property_part, words};
use crate::catalog::resource_types::{Place, ResourceType, ResourceTypes};

impl Check<'_> {
    pub(super) fn fold(
        &mut self,
        types: &ResourceTypes,
        (into, through): (&str, &str),
        list: &str,
        element: Option<&'static str>,
    ) {
        let Some((name, ty)) = self.owner(types, into, through) else { return };
        let there = ty.place().property(list).filter(|there| !there.is_read_only());
        let Some(item) = there.and_then(|there| there.items()) else {
            let catalog = format!("an element of `{list}`");
            let source = format!("has no such list in `{name}`");
            return self.report("CloudFormation type", catalog, source);
        };
        let Some(element) = element else { return self.rest(through, &item) };
        self.link(element);
        if !item.accepted().contains(&PropertyType::String) {
            self.report(&property_part("", element), "a text", says(&item));
        }
        for property in self.kind.properties {
            if ![through, element].contains(&property.name) {
                let part = property_part("", property.name);
                self.report(&part, "a property", "has only the text");
            }
        }
    }

    pub(super) fn merge(
        &mut self,
        types: &ResourceTypes,
        into: &str,
        through: &str,
        property: &str,
    ) {
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

    pub(super) fn collect(
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
    pub(super) fn no_attributes(&mut self) {
        let is_absent = |form: &AttributeForm| matches!(form, AttributeForm::Absent);
        for attribute in self.kind.attributes.iter().filter(|it| !is_absent(&it.cloudformation)) {
            let part = attribute_part(attribute.name);
            self.report(&part, "that it can be read", "has no resource of its own for it");
        }
    }
}
