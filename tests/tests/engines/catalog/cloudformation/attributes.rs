//! What `CloudFormation` says about what can be read of a resource.

use privatelink_catalog::spelling::pascal_case;
use privatelink_catalog::{Attribute, AttributeForm, KINDS, KindForm, PropertyType};

use super::{Check, all_words};
use crate::catalog::mismatch::{attribute_part, words};
use crate::catalog::resource_types::{ResourceType, ResourceTypes};

/// Pseudo parameters that a text may contain.
const PSEUDO_PARAMETERS: [&str; 6] = [
    "AWS::AccountId",
    "AWS::Partition",
    "AWS::Region",
    "AWS::StackId",
    "AWS::StackName",
    "AWS::URLSuffix",
];

/// What `Ref` returns where the schema's word for it is not the catalog's, and why it is the same.
const REFERENCES: [(&str, &str, &str, &str); 2] = [
    ("route53/record", "fqdn", "several properties", "AWS documents the domain name"),
    ("s3/bucket", "bucket", "BucketName", "Terraform and Pulumi have the short word"),
];

impl Check<'_> {
    pub(super) fn attribute(
        &mut self,
        types: &ResourceTypes,
        ty: &ResourceType,
        attribute: &Attribute,
    ) {
        let part = attribute_part(attribute.name);
        match &attribute.cloudformation {
            AttributeForm::Ref => {
                self.expect(&part, attribute.ty, &[PropertyType::String]);
                let returned = ty.reference().unwrap_or("several properties");
                // `arn` of a listener is `ListenerArn`.
                let by_rule = returned.ends_with(&pascal_case(attribute.name));
                let named = REFERENCES
                    .iter()
                    .find(|(kind, name, ..)| (*kind, *name) == (self.kind.id, attribute.name));
                match named {
                    None if !by_rule => {
                        self.report(&part, "`Ref`", format!("returns `{returned}` for that"));
                    }
                    Some((_, _, name, _)) if by_rule || returned != *name => {
                        let catalog = format!("in `REFERENCES` that `Ref` returns `{name}`");
                        self.report(&part, catalog, format!("returns `{returned}`"));
                    }
                    _ => {}
                }
            }
            AttributeForm::Get(name) => self.get(&part, ty, name, attribute.ty),
            AttributeForm::Text { text, china } => {
                self.expect(&part, attribute.ty, &[PropertyType::String]);
                self.text(&part, ty, text);
                if let Some(china) = china {
                    self.text(&part, ty, china);
                }
            }
            AttributeForm::Texts(text) => {
                self.expect(&part, attribute.ty, &[PropertyType::StringList]);
                self.text(&part, ty, text);
            }
            AttributeForm::Part { list, .. } => {
                self.expect(&part, attribute.ty, &[PropertyType::String]);
                self.get(&part, ty, list, PropertyType::StringList);
                if ty.place().property(list).is_some_and(|list| !list.is_read_only()) {
                    self.report(&part, format!("`{list}`"), "lets it be set");
                }
            }
            AttributeForm::First { of, list, .. } => {
                self.expect(&part, attribute.ty, &[PropertyType::String]);
                self.no_attribute(&part, ty, attribute);
                self.first(&part, types, of, list);
            }
            AttributeForm::Property(property) => {
                let source = "has the property itself";
                self.report(&part, format!("that it repeats `{property}`"), source);
            }
            AttributeForm::Absent => self.no_attribute(&part, ty, attribute),
        }
    }

    /// The list of another kind, of which an attribute is the first element.
    fn first(&mut self, part: &str, types: &ResourceTypes, of: &str, list: &str) {
        let other = KINDS.iter().find(|kind| kind.id == of).map(|kind| &kind.cloudformation);
        let Some(KindForm::Resource(name)) = other else {
            return self.report(part, format!("the kind `{of}`"), "has no resource of this kind");
        };
        if let Some(other) = self.ty(types, name) {
            self.get(part, other, list, PropertyType::StringList);
        }
    }

    /// What the catalog says cannot be read must not be there under the name that the rule makes.
    fn no_attribute(&mut self, part: &str, ty: &ResourceType, attribute: &Attribute) {
        let name = pascal_case(attribute.name);
        if ty.attribute(&name).is_some() {
            self.report(part, format!("that there is no `{name}`"), "has it for `Fn::GetAtt`");
        }
    }

    fn get(&mut self, part: &str, ty: &ResourceType, name: &str, expected: PropertyType) {
        match ty.attribute(name) {
            None => self.report(part, format!("`{name}`"), "has no such name for `Fn::GetAtt`"),
            Some(types) if !types.contains(&expected) => {
                self.report(
                    part,
                    words(expected),
                    format!("says that `{name}` is {}", all_words(&types)),
                );
            }
            Some(_) => {}
        }
    }

    fn text(&mut self, part: &str, ty: &ResourceType, text: &str) {
        for name in self.attributes_in(part, text) {
            self.get(part, ty, name, PropertyType::String);
        }
    }

    /// Every `${Name}` in a text that is no pseudo parameter.
    pub(super) fn attributes_in<'t>(&mut self, part: &str, text: &'t str) -> Vec<&'t str> {
        let pieces = text.split("${").skip(1);
        let names = pieces.map(|piece| piece.split_once('}').map_or(piece, |(name, _)| name));
        let (pseudo, names): (Vec<_>, Vec<_>) = names.partition(|name| name.starts_with("AWS::"));
        for name in pseudo.into_iter().filter(|name| !PSEUDO_PARAMETERS.contains(name)) {
            self.report(part, format!("`{name}`"), "has no such pseudo parameter");
        }
        names
    }
}
