//! What is read of resources: of the same stack, or handed over by another one.

use super::conditions::Section;
use super::intrinsics::{attributes_in, call, choice, get_att, reference, select};
use super::lower::Lower;
use super::plan::{Place, Plan};
use super::refusal::{Lowered, Refusal};
use super::sources::Import;
use super::text::joined;
use privatelink_catalog::facts::PARTITION;
use privatelink_catalog::{Attribute, AttributeForm, KindForm, PropertyType};
use privatelink_ir::expr::here;
use privatelink_ir::specialise::address_of;
use privatelink_ir::{Address, Constant, Expr, Name, Slot};
use serde_json::{Value as Json, json};
use std::sync::Arc;

impl<'a> Lower<'a> {
    /// An attribute of a resource.
    pub(super) fn attribute(&mut self, address: &Address, name: Name) -> Lowered {
        let tree = self.plain_attribute(address, name)?;
        let (place, attribute) = self.find(address, name)?;
        let is_parameter = place.stack != self.stack
            && is_list(attribute)
            && !matches!(attribute.cloudformation, AttributeForm::Property(_));
        match tree.get("Ref").and_then(Json::as_str) {
            Some(id) if is_parameter => Ok(self.or_nothing(id)),
            _ => Ok(tree),
        }
    }

    /// The same, where a list without elements may look like one of one empty text.
    pub(super) fn plain_attribute(&mut self, address: &Address, name: Name) -> Lowered {
        let (place, attribute) = self.find(address, name)?;
        let id = place.id.as_str();
        let is_here = place.stack == self.stack;
        Ok(match &attribute.cloudformation {
            // In whichever stack: the property can be told everywhere.
            AttributeForm::Property(property) => {
                let value = self.plan.property(place, property).unwrap_or(&Expr::NULL);
                return self.value(value, attribute.ty);
            }
            _ if attribute.ty == PropertyType::StringMap => {
                return Err(Refusal::of(&Expr::NULL, "is read as a whole"));
            }
            _ if !is_here => {
                let import = Import::Attribute { of: address.clone(), name, entry: None };
                self.conditions.sources.import(import)
            }
            AttributeForm::Ref => reference(id),
            // What a custom resource gives is a text of all elements: none would be one empty element.
            AttributeForm::Get(_) if is_custom(place) && is_list(attribute) => {
                return Err(Refusal::of(&Expr::NULL, "is taken apart"));
            }
            AttributeForm::Get(name) => get_att(id, name),
            AttributeForm::Text { text, china: None } => attributes_in(text, id),
            AttributeForm::Text { text, china: Some(china) } => {
                let partition = here(PARTITION).equals("aws-cn");
                let tree = self.conditions.tree(&partition, Section::Conditions)?;
                let name = self.conditions.name(tree, "IsChina".to_owned());
                choice(&name, attributes_in(china, id), attributes_in(text, id))
            }
            AttributeForm::Texts(text) => Json::Array(vec![attributes_in(text, id)]),
            AttributeForm::Part { list, index, separator, part } => {
                let element = select(*index, get_att(id, list));
                select(*part, call("Fn::Split", json!([separator, element])))
            }
            AttributeForm::First { through, list, .. } => {
                select(0, get_att(self.named_by(place, through)?, list))
            }
            AttributeForm::Absent => return Err(Refusal::unavailable(attribute.reason)),
        })
    }

    /// Logical id of the resource of this stack that a property of another one names.
    fn named_by(&self, place: &Place, property: &str) -> Result<&'a str, Refusal> {
        let value = self.plan.property(place, property).unwrap_or(&Expr::NULL);
        let address = address_of(value).ok_or_else(|| Refusal::of(value, "is looked up"))?;
        let owner = self.plan.find(&address)?;
        if owner.stack == self.stack { Ok(&owner.id) } else { Err(Refusal::not_read()) }
    }

    /// An entry of an attribute that is a map: a custom resource has an attribute for each.
    pub(super) fn map_entry(&mut self, expr: &Expr, arguments: &[Expr]) -> Lowered {
        let [map @ Expr::Attribute { name, .. }, Expr::Literal(Constant::Text(key))] = arguments
        else {
            return Err(Refusal::of(expr, "is computed with"));
        };
        let Some(address) = address_of(map) else {
            return Err(Refusal::of(expr, "reads a resource"));
        };
        let (place, attribute) = self.find(&address, *name)?;
        match entry(place, attribute, key) {
            Some(tree) if place.stack == self.stack => Ok(tree),
            Some(_) => {
                let entry = Some(Arc::clone(key));
                let import = Import::Attribute { of: address, name: *name, entry };
                Ok(self.conditions.sources.import(import))
            }
            None => Err(Refusal::of(expr, "is computed with")),
        }
    }

    /// All elements of a list as a text with commas, where a custom resource gives it so.
    pub(super) fn told_list(&self, expr: &Expr) -> Option<Json> {
        let (Expr::Attribute { name, .. }, address) = (expr, address_of(expr)?) else {
            return None;
        };
        let (place, attribute) = self.find(&address, *name).ok()?;
        told(place, attribute).filter(|_| place.stack == self.stack)
    }

    /// What another stack reads, as this one hands it over: lists as a text with commas.
    pub(super) fn handed_over(&mut self, import: &Import) -> Lowered {
        match import {
            Import::Fact(slot, fact) => Ok(self.conditions.sources.fact(*fact, Slot::Named(slot))),
            Import::Attribute { of, name, entry: Some(key) } => {
                let (place, attribute) = self.find(of, *name)?;
                entry(place, attribute, key).ok_or_else(Refusal::not_read)
            }
            Import::Attribute { of, name, entry: None } => {
                let (place, attribute) = self.find(of, *name)?;
                match told(place, attribute) {
                    Some(text) if is_list(attribute) => Ok(text),
                    _ if is_list(attribute) => Ok(joined(self.plain_attribute(of, *name)?)),
                    _ => self.plain_attribute(of, *name),
                }
            }
        }
    }

    /// The refusal, or one that goes deeper: nothing can be computed with what no template has.
    pub(super) fn explain(&self, refusal: Refusal, expr: &Expr) -> Refusal {
        missing(self.plan, expr).unwrap_or(refusal)
    }

    fn find(
        &self,
        address: &Address,
        name: Name,
    ) -> Result<(&'a Place, &'static Attribute), Refusal> {
        find(self.plan, address, name)
    }
}

/// Why something that an expression reads is not there.
pub(super) fn missing(plan: &Plan<'_>, expr: &Expr) -> Option<Refusal> {
    let mut found = None;
    expr.walk(&mut |part| {
        if let (None, Expr::Attribute { name, .. }, Some(address)) =
            (&found, part, address_of(part))
        {
            found = match find(plan, &address, *name) {
                Err(refusal) => refusal.is_unavailable().then_some(refusal),
                Ok((place, attribute)) => match attribute.cloudformation {
                    AttributeForm::Property(property) => {
                        plan.property(place, property).and_then(|value| missing(plan, value))
                    }
                    _ => None,
                },
            };
        }
    });
    found
}

/// A resource and its attribute, if templates have both.
fn find<'p>(
    plan: &'p Plan<'_>,
    address: &Address,
    name: Name,
) -> Result<(&'p Place, &'static Attribute), Refusal> {
    let place = plan.find(address)?;
    let Some(attribute) = place.kind.find_attribute(name.0) else {
        return Err(Refusal::not_read());
    };
    match &attribute.cloudformation {
        AttributeForm::Absent => Err(Refusal::unavailable(attribute.reason)),
        _ => Ok((place, attribute)),
    }
}

fn is_list(attribute: &Attribute) -> bool {
    attribute.ty == PropertyType::StringList
}

fn is_custom(place: &Place) -> bool {
    matches!(place.kind.cloudformation, KindForm::Bridge(_))
}

/// A list as the text that a custom resource gives.
fn told(place: &Place, attribute: &Attribute) -> Option<Json> {
    match &attribute.cloudformation {
        AttributeForm::Get(get) if is_custom(place) => Some(get_att(&place.id, get)),
        _ => None,
    }
}

/// An entry of a map.
fn entry(place: &Place, attribute: &Attribute, key: &str) -> Option<Json> {
    match &attribute.cloudformation {
        AttributeForm::Get(get) if get.ends_with('*') => {
            Some(get_att(&place.id, &get.replace('*', key)))
        }
        _ => None,
    }
}
