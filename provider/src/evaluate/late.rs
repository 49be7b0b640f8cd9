//! Outputs as functions of the graph see them.

use std::sync::Arc;

use privatelink_ir::Constant;
use privatelink_ir::function::Tree;
use privatelink_wire::value::{Output, Properties, Value};

use super::null;
use crate::inputs::from_constant;

/// An output as functions of the graph see it: a value of which parts may not be known yet.
#[derive(Clone)]
pub(super) struct Late(pub(super) Output);

impl Tree for Late {
    fn known(value: Constant) -> Self {
        Self(from_constant(&value))
    }

    fn from_items(items: Vec<Self>) -> Self {
        Self(Output::known(items.into_iter().map(|Self(item)| item).collect::<Vec<_>>()))
    }

    fn from_entries(entries: Vec<(Arc<str>, Self)>) -> Self {
        let entries = entries.into_iter().map(|(key, Self(value))| ((*key).to_owned(), value));
        Self(Output::known(entries.collect::<Properties>()))
    }

    fn is_open(&self) -> bool {
        self.0.value.is_none()
    }

    fn is_null(&self) -> bool {
        self.0.value == Some(Value::Null)
    }

    fn to_text(&self) -> Option<Arc<str>> {
        match &self.0.value {
            Some(Value::String(text)) => Some(text.as_str().into()),
            _ => None,
        }
    }

    fn to_items(&self) -> Option<Vec<Self>> {
        match &self.0.value {
            Some(Value::List(items)) => Some(items.iter().cloned().map(Self).collect()),
            _ => None,
        }
    }

    fn to_entries(&self) -> Option<Vec<(Arc<str>, Self)>> {
        let Some(Value::Object(members)) = &self.0.value else { return None };
        let entry = |(key, value): (&String, &Output)| (key.as_str().into(), Self(value.clone()));
        Some(members.iter().map(entry).collect())
    }

    fn entry(&self, key: &str) -> Option<Self> {
        match &self.0.value {
            Some(Value::Object(members)) => {
                Some(Self(members.get(key).cloned().unwrap_or_else(null)))
            }
            Some(_) => Some(Self(null())),
            None => None,
        }
    }

    fn size(&self) -> Option<usize> {
        match &self.0.value {
            Some(Value::List(items)) => Some(items.len()),
            Some(Value::Object(members)) => Some(members.len()),
            _ => None,
        }
    }

    fn seen_through(mut self, through: &Self) -> Self {
        self.0.secret |= through.0.secret;
        self.0.dependencies.extend(through.0.dependencies.iter().cloned());
        self
    }
}
