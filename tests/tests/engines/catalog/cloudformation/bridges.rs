//! What the bridges themselves say about kinds that are custom resources.

use privatelink_catalog::spelling::pascal_case;
use privatelink_catalog::{Attribute, AttributeForm, Bridge, Property, PropertyForm, PropertyType};

use super::Check;
use crate::catalog::mismatch::{attribute_part, property_part, words};

impl Check<'_> {
    /// A kind that is made by a bridge.
    pub(super) fn custom_resource(&mut self, name: &str) {
        let Some(bridge) = self.bridge("CloudFormation type", name) else { return };
        for property in self.kind.properties {
            self.custom_property(bridge.properties, property);
        }
        for attribute in self.kind.attributes {
            self.custom_attribute(bridge, attribute);
        }
    }

    /// A kind whose instances are all in one list of a custom resource.
    pub(super) fn list_of_custom_resource(&mut self, name: &str, list: &str) {
        if let Some(bridge) = self.bridge("CloudFormation type", name) {
            self.listed(bridge, list);
        }
    }

    /// What stands in a list of a bridge.
    pub(super) fn listed(&mut self, bridge: &Bridge, list: &str) {
        let Some((_, known)) = bridge.lists.iter().find(|(known, _)| *known == list) else {
            let source = "has no such list of the bridge";
            return self.report("CloudFormation type", format!("the list `{list}`"), source);
        };
        for property in self.kind.properties {
            self.custom_property(known, property);
        }
        for attribute in self.kind.attributes {
            let part = attribute_part(attribute.name);
            match attribute.cloudformation {
                AttributeForm::Absent => {}
                AttributeForm::Property(property) => {
                    if self.kind.find_property(property).is_none() {
                        let source = "has no such property to repeat";
                        self.report(&part, format!("`{property}`"), source);
                    }
                }
                _ => self.report(&part, "this form", "returns nothing about one of a list"),
            }
        }
    }

    /// Properties of a custom resource stand there as they are: all of them arrive as text, or as lists and maps of text.
    fn custom_property(&mut self, known: &[&str], property: &Property) {
        let part = property_part("", property.name);
        match &property.cloudformation {
            PropertyForm::Named { name, words: None, list: false, wrap: None, inside: None } => {
                if !known.contains(name) {
                    let source = "has no such property of the bridge";
                    self.report(&part, format!("`{name}`"), source);
                }
            }
            PropertyForm::Implied => {}
            PropertyForm::Absent { .. } => {
                let name = pascal_case(property.name);
                if known.contains(&name.as_str()) {
                    let source = "has it as a property of the bridge";
                    self.report(&part, format!("that there is no `{name}`"), source);
                }
            }
            _ => self.report(&part, "this form", "has plain properties of bridges only"),
        }
        // What is implied does not get there.
        let is_sent = !matches!(property.cloudformation, PropertyForm::Implied);
        if is_sent && matches!(property.ty, PropertyType::Block | PropertyType::Blocks) {
            self.report(&part, words(property.ty), "has plain properties of bridges only");
        }
    }

    /// What a custom resource returns is text: of all elements of a list, and one for each key of a map.
    fn custom_attribute(&mut self, bridge: &Bridge, attribute: &Attribute) {
        let part = attribute_part(attribute.name);
        match &attribute.cloudformation {
            AttributeForm::Get(name) => {
                let one = [PropertyType::String, PropertyType::StringList];
                let many = [PropertyType::StringMap];
                let fitting = if name.ends_with('*') { &many[..] } else { &one[..] };
                self.expect(&part, attribute.ty, fitting);
                self.bridge_attribute(&part, bridge.name, name);
            }
            AttributeForm::Text { text, china } => {
                self.expect(&part, attribute.ty, &[PropertyType::String]);
                for text in [Some(*text), *china].into_iter().flatten() {
                    for name in self.attributes_in(&part, text) {
                        self.bridge_attribute(&part, bridge.name, name);
                    }
                }
            }
            AttributeForm::Absent => {
                let name = pascal_case(attribute.name);
                if bridge.has_attribute(&name) {
                    let source = "has it as an attribute of the bridge";
                    self.report(&part, format!("that there is no `{name}`"), source);
                }
            }
            AttributeForm::Ref
            | AttributeForm::Texts(_)
            | AttributeForm::Part { .. }
            | AttributeForm::Property(_)
            | AttributeForm::First { .. } => {
                self.report(&part, "this form", "has texts as attributes of bridges only");
            }
        }
    }

    /// A bridge there is, and that it returns this.
    pub(super) fn bridge_attribute(&mut self, part: &str, bridge: &str, get: &str) {
        let bridge = self.bridge(part, bridge);
        if bridge.is_some_and(|bridge| !bridge.has_attribute(get)) {
            self.report(part, format!("`{get}`"), "has no such attribute of the bridge");
        }
    }

    /// The bridge of this name.
    fn bridge(&mut self, part: &str, name: &str) -> Option<&'static Bridge> {
        let found = privatelink_catalog::bridge::find(name);
        if found.is_none() {
            self.report(part, format!("the bridge `{name}`"), "has no such bridge");
        }
        found
    }
}
