//! Structural inputs that decide nothing: an engine that can wait for a value need not have them from the start.

use super::Checker;
use crate::component::Model;
use crate::infer::Inference;
use crate::types::{Field, Stage, Type};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where the structural inputs stand that reach no condition, no loop, no key, no slot and no time limit, whatever is given:
/// `listeners[*].healthCheck.intervalSeconds`, and `regions[*]` for the elements of a list. Scalars, lists and maps; an
/// object is its fields.
///
/// [`deciding`](crate::deciding()) says for one set of inputs what this says for all.
pub fn never_deciding(model: &Model) -> BTreeSet<Arc<str>> {
    let mut free = BTreeSet::new();
    each(&mut model.inputs.clone(), "", &mut |path, stage| {
        if *stage == Stage::Structural {
            free.insert(Arc::from(path));
        }
    });
    // Of several that decide together the check names one, so what is left is asked again.
    loop {
        let mut opened = model.clone();
        each(&mut opened.inputs, "", &mut |path, stage| {
            if free.contains(path) {
                *stage = Stage::Value;
            }
        });
        let inference = Inference::new(&opened);
        let mut checker = Checker::new(&opened, &inference);
        checker.nodes();
        checker.outputs();
        let before = free.len();
        free.retain(|path| !checker.late.contains(path));
        if free.len() == before {
            return free;
        }
    }
}

/// Hands over the stage of every scalar, list and map, with the path that inference has for it.
fn each(fields: &mut [Field], around: &str, to: &mut dyn FnMut(&str, &mut Stage)) {
    for field in fields {
        let path = format!("{around}{}", field.name);
        inside(&mut field.ty, &mut field.stage, &path, to);
    }
}

fn inside(ty: &mut Type, stage: &mut Stage, path: &str, to: &mut dyn FnMut(&str, &mut Stage)) {
    match ty {
        Type::Object { fields, .. } => each(fields, &format!("{path}."), to),
        Type::List { element, element_stage, .. } | Type::Map { element, element_stage, .. } => {
            to(path, stage);
            inside(element, element_stage, &format!("{path}[*]"), to);
        }
        _ => to(path, stage),
    }
}
