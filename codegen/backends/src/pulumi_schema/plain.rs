//! Which inputs a program gives as they are.

use privatelink_ir::{Field, Model, Stage, Type, never_deciding};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How many levels of a field are plain, by the name of its component or type: 1 for a scalar or an object, 2 for a list with
/// its elements. What is not listed may be an output.
///
/// A type is declared once, so a field of it is plain as soon as it decides anything in one of the places where the type stands.
#[derive(Default)]
pub(super) struct Plain(BTreeMap<(String, Arc<str>), usize>);

impl Plain {
    pub(super) fn of(models: &[Model]) -> Self {
        let mut plain = Self::default();
        for model in models {
            let free = never_deciding(model);
            plain.add(model.name, &model.inputs, "", &free);
        }
        plain
    }

    pub(super) fn depths(&self, of: &str, field: &Arc<str>) -> usize {
        self.0.get(&(of.to_owned(), Arc::clone(field))).copied().unwrap_or_default()
    }

    fn add(&mut self, of: &str, fields: &[Field], around: &str, free: &BTreeSet<Arc<str>>) {
        for field in fields {
            let path = format!("{around}{}", field.name);
            let depth = self.depth(&field.ty, field.stage, &path, free);
            let known = self.0.entry((of.to_owned(), Arc::clone(&field.name))).or_default();
            *known = depth.max(*known);
        }
    }

    /// How many levels of a value at this path are plain.
    fn depth(&mut self, ty: &Type, stage: Stage, path: &str, free: &BTreeSet<Arc<str>>) -> usize {
        let inside = match ty {
            Type::Object { name, fields, .. } => {
                self.add(name, fields, &format!("{path}."), free);
                0
            }
            Type::List { element, element_stage, .. }
            | Type::Map { element, element_stage, .. } => {
                self.depth(element, *element_stage, &format!("{path}[*]"), free)
            }
            _ => 0,
        };
        // What is around something plain is known with it.
        if stage == Stage::Structural && !free.contains(path) { 1 + inside } else { 0 }
    }
}
