//! Properties of a resource, spelled the way the catalog says `CloudFormation` spells them.

use super::intrinsics::{call, choice};
use super::lower::{Lower, elements};
use super::refusal::{Lowered, Refusal};
use privatelink_catalog::{Property, PropertyForm, PropertyType};
use privatelink_ir::{Constant, Expr};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Properties of a resource under construction.
#[derive(Debug, Default)]
pub(super) struct Body {
    named: Map<String, Json>,
    /// Lists of `Key` and `Value`, in the order of their keys.
    attributes: BTreeMap<&'static str, BTreeMap<&'static str, Json>>,
    /// Objects that several properties stand in.
    objects: BTreeMap<&'static str, Map<String, Json>>,
}

impl From<Json> for Body {
    fn from(tree: Json) -> Self {
        let named = match tree {
            Json::Object(named) => named,
            _ => Map::new(),
        };
        Self { named, ..Self::default() }
    }
}

impl Body {
    /// Appends to a list property.
    pub(super) fn append(&mut self, list: &str, element: Json) {
        if let Json::Array(items) =
            self.named.entry(list.to_owned()).or_insert_with(|| Json::Array(Vec::new()))
        {
            items.push(element);
        }
    }

    /// Sets a property.
    pub(super) fn set(&mut self, name: &str, value: Json) {
        self.named.insert(name.to_owned(), value);
    }

    /// The tree.
    pub(super) fn finish(self) -> Json {
        Json::Object(self.into_named())
    }

    /// The entries of the tree.
    pub(super) fn into_named(self) -> Map<String, Json> {
        let mut all = self.named;
        for (list, entries) in self.attributes {
            all.insert(list.to_owned(), entries.into_values().collect());
        }
        for (name, entries) in self.objects {
            all.insert(name.to_owned(), Json::Object(entries));
        }
        all
    }
}

impl Lower<'_> {
    /// Adds a property, or the properties it stands for.
    pub(super) fn property(
        &mut self,
        body: &mut Body,
        property: &'static Property,
        expr: &Expr,
    ) -> Result<(), Refusal> {
        if *expr == Expr::NULL {
            return Ok(());
        }
        // No blocks are nothing to say, and some kinds take other properties in their place.
        if property.ty == PropertyType::Blocks && is_empty(expr) {
            return Ok(());
        }
        // Terraform requires the bucket even of logs that are off.
        let is_attribute = matches!(property.cloudformation, PropertyForm::Attribute { .. });
        if is_attribute && *expr == Expr::from("") {
            return Ok(());
        }
        match &property.cloudformation {
            PropertyForm::Named { name, inside, .. } => {
                let value = self.branches(expr, &|lower, branch| lower.named(property, branch))?;
                match inside {
                    Some(object) => {
                        let object = body.objects.entry(object).or_default();
                        object.insert((*name).to_owned(), value);
                    }
                    None => body.set(name, value),
                }
            }
            PropertyForm::Attribute { list, key } => {
                let entry = self.key_and_value(key, expr)?;
                body.attributes.entry(list).or_default().insert(key, entry);
            }
            PropertyForm::Tags(name) => body.set(name, self.pairs("Key", expr)?),
            PropertyForm::Pairs(name) => body.set(name, self.pairs("Name", expr)?),
            PropertyForm::Implied => {}
            PropertyForm::Only(name) => {
                let value = self.branches(expr, &|lower, branch| lower.only(property, branch))?;
                body.set(name, value);
            }
            PropertyForm::Beside { name, constant: (other, always) } => {
                body.set(name, self.value(expr, property.ty)?);
                body.set(other, (*always).into());
            }
            PropertyForm::Text(name) => body.set(name, self.value(expr, PropertyType::String)?),
            PropertyForm::Document(name) => body.set(name, self.document(expr)?),
            // A list of nothing asks for nothing.
            PropertyForm::Absent { .. } if is_empty(expr) => {}
            PropertyForm::Absent { message, help } => {
                return Err(Refusal::absent(expr, message, help));
            }
            PropertyForm::Spread => {
                for (name, value) in entries(expr)? {
                    match property.find_field(&name) {
                        Some(field) => self.field(body, field, &value)?,
                        None => return Err(unknown_field(expr)),
                    }
                }
            }
        }
        Ok(())
    }

    /// A value in the words and the lists around it that its form asks for.
    fn named(&mut self, property: &'static Property, expr: &Expr) -> Lowered {
        let PropertyForm::Named { words, list, wrap, .. } = property.cloudformation else {
            return self.value_or_block(property, expr);
        };
        let value = match words.filter(|_| property.fields.is_empty()) {
            Some(words) => self.word(expr, words)?,
            None => self.value_or_block(property, expr)?,
        };
        let value = match wrap {
            Some(wrap) => call(wrap, value),
            None => value,
        };
        Ok(if list { Json::Array(vec![value]) } else { value })
    }

    fn value_or_block(&mut self, property: &'static Property, expr: &Expr) -> Lowered {
        if property.fields.is_empty() {
            self.value(expr, property.ty)
        } else {
            self.block(property, expr)
        }
    }

    /// A list of [`Self::pair`], one for each entry of an object.
    fn pairs(&mut self, word: &str, expr: &Expr) -> Lowered {
        entries(expr)?.iter().map(|(key, value)| self.pair(word, key, value)).collect()
    }

    fn key_and_value(&mut self, key: &str, value: &Expr) -> Lowered {
        self.pair("Key", key, value)
    }

    /// `{ "Key": key, "Value": value }`, or another word for the key.
    fn pair(&mut self, word: &str, key: &str, value: &Expr) -> Lowered {
        self.branches(value, &|lower, branch| {
            Ok(json!({ word: key, "Value": lower.value(branch, PropertyType::String)? }))
        })
    }

    /// A boolean for which `CloudFormation` has two words.
    fn word(&mut self, expr: &Expr, (yes, no): (&str, &str)) -> Lowered {
        match expr {
            Expr::Literal(value) => Ok(if value.is_true() { yes } else { no }.into()),
            open => Ok(choice(&self.conditions.name_of(open)?, yes.into(), no.into())),
        }
    }

    /// The only element of a list; nothing if the list is empty.
    fn only(&mut self, property: &'static Property, expr: &Expr) -> Lowered {
        match elements(expr)?.as_slice() {
            [] => self.value(&Expr::NULL, property.ty),
            [only] if property.fields.is_empty() => self.value(only, PropertyType::String),
            [only] => self.element(property, only),
            _ => {
                Err(Refusal::of(expr, "is a list of more than one, where a single value is taken"))
            }
        }
    }

    /// A nested block: an object, or a list of objects.
    fn block(&mut self, property: &'static Property, expr: &Expr) -> Lowered {
        match expr {
            Expr::List(items) => items.iter().map(|item| self.element(property, item)).collect(),
            Expr::Literal(Constant::List(items)) => items
                .iter()
                .map(|item| self.element(property, &Expr::Literal(item.clone())))
                .collect(),
            object => self.object(property, object),
        }
    }

    fn element(&mut self, property: &'static Property, expr: &Expr) -> Lowered {
        self.branches(expr, &|lower, branch| lower.object(property, branch))
    }

    fn object(&mut self, property: &'static Property, expr: &Expr) -> Lowered {
        let mut body = Body::default();
        for (name, value) in entries(expr)? {
            match property.find_field(&name) {
                Some(field) => self.field(&mut body, field, &value)?,
                None => return Err(unknown_field(expr)),
            }
        }
        Ok(body.finish())
    }

    fn field(
        &mut self,
        body: &mut Body,
        field: &'static Property,
        value: &Expr,
    ) -> Result<(), Refusal> {
        self.property(body, field, value).map_err(|refusal| refusal.within(field.name))
    }
}

fn is_empty(expr: &Expr) -> bool {
    matches!(expr, Expr::Literal(Constant::List(items)) if items.is_empty())
}

fn unknown_field(expr: &Expr) -> Refusal {
    Refusal::of(expr, "sets a field that the catalog does not have")
}

/// Entries of an object in the order of its keys. Under a condition, each entry is conditional on its own.
pub(super) fn entries(expr: &Expr) -> Result<Vec<(Arc<str>, Expr)>, Refusal> {
    let map: BTreeMap<Arc<str>, Expr> = match expr {
        Expr::Object(entries) => entries.iter().cloned().collect(),
        Expr::Literal(Constant::Object(entries)) => {
            entries.iter().map(|(key, value)| (key.clone(), Expr::Literal(value.clone()))).collect()
        }
        Expr::Literal(Constant::Null) => BTreeMap::new(),
        Expr::If(condition, then, otherwise) => {
            let then: BTreeMap<_, _> = entries(then)?.into_iter().collect();
            let otherwise: BTreeMap<_, _> = entries(otherwise)?.into_iter().collect();
            let get = |from: &BTreeMap<Arc<str>, Expr>, key: &str| {
                from.get(key).cloned().unwrap_or(Expr::NULL)
            };
            then.keys()
                .chain(otherwise.keys())
                .map(|key| {
                    let both = condition.choose(get(&then, key), get(&otherwise, key));
                    (key.clone(), both)
                })
                .collect()
        }
        _ => return Err(Refusal::of(expr, "is a map with keys that are not known yet")),
    };
    Ok(map.into_iter().collect())
}
