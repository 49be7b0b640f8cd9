//! Trees of values with something changed in them.

use fastrand::Rng;
use privatelink_ir::{Field, Type};
use serde_json::Value;

use crate::cases::LARGEST;
use crate::{texts, values};

/// Most levels that a part is wrapped in. Readers refuse many more, and plugins too.
const DEEP: usize = 300;

/// How many times an entry is there again, rarely very often.
const MANY: [usize; 8] = [2, 3, 10, 60, 300, 1_000, 10_000, 100_000];

/// Changes a tree once, somewhere. A part may come out of another tree.
pub(crate) fn change(rng: &mut Rng, tree: &mut Value, inputs: &[Field], other: &Value) {
    let kind = rng.u8(..100);
    let mut part = at_random(rng, other).clone();
    let place = somewhere(rng, tree, inputs);
    let Place { value, ty } = place;
    match kind {
        0..20 => {
            *value = match ty {
                Some(ty) => values::of(rng, ty),
                None => values::any(rng, 3),
            };
        }
        20..35 => *value = values::any(rng, 3),
        35..50 => std::mem::swap(value, &mut part),
        50..70 => change_text(rng, value),
        70..76 => *value = values::number(rng),
        76..86 => {
            let entry = part;
            match value {
                Value::Object(entries) => {
                    entries.insert(texts::any(rng), entry);
                }
                Value::Array(items) => items.push(entry),
                _ => *value = Value::Null,
            }
        }
        86..94 => match value {
            Value::Object(entries) => {
                let name = entries.keys().nth(rng.usize(..=entries.len())).cloned();
                name.map(|name| entries.shift_remove(&name));
            }
            Value::Array(items) => drop(items.pop()),
            _ => *value = Value::Null,
        },
        94..97 => {
            let levels = rng.usize(1..=DEEP);
            for _ in 0..levels {
                let inner = value.take();
                *value = if rng.bool() {
                    Value::Array(vec![inner])
                } else {
                    Value::Object([("a".to_owned(), inner)].into_iter().collect())
                };
            }
        }
        97..99 => repeat(rng, value),
        _ => *value = texts::long(rng).into(),
    }
}

fn change_text(rng: &mut Rng, value: &mut Value) {
    match value {
        Value::String(text) => *text = texts::changed(rng, text),
        Value::Object(entries) => {
            let name = entries.keys().nth(rng.usize(..=entries.len())).cloned();
            if let Some((name, value)) = name.and_then(|name| entries.shift_remove_entry(&name)) {
                entries.insert(texts::changed(rng, &name), value);
            }
        }
        _ => *value = texts::any(rng).into(),
    }
}

/// The first entry of a collection again and again: the same, or each a bit different.
fn repeat(rng: &mut Rng, value: &mut Value) {
    let many = rng.choice(MANY).unwrap_or_default();
    let differ = rng.bool();
    let first = match &*value {
        Value::Object(entries) => entries.values().next(),
        Value::Array(items) => items.first(),
        _ => None,
    };
    let Some(first) = first.cloned() else {
        *value = Value::Array(vec![value.clone(); many.min(50)]);
        return;
    };
    let room = LARGEST / (first.to_string().len() + 8);
    let again = (0..many.min(room)).map(|number| {
        let copy = if differ { numbered(&first, number) } else { first.clone() };
        (number, copy)
    });
    match value {
        Value::Object(entries) => {
            let name = entries.keys().next().cloned().unwrap_or_default();
            entries.extend(again.map(|(number, copy)| (format!("{name}{number}"), copy)));
        }
        Value::Array(items) => items.extend(again.map(|(_, copy)| copy)),
        _ => {}
    }
}

/// A value with a number at the end of its texts, or in place of its numbers.
fn numbered(value: &Value, number: usize) -> Value {
    match value {
        Value::String(text) => format!("{text}{number}").into(),
        Value::Number(_) => number.into(),
        Value::Object(entries) => {
            let entries = entries.iter();
            entries.map(|(name, value)| (name.clone(), numbered(value, number))).collect()
        }
        other => other.clone(),
    }
}

/// A place in a tree, and the type of what should be there.
struct Place<'a> {
    value: &'a mut Value,
    ty: Option<&'a Type>,
}

fn somewhere<'a>(rng: &mut Rng, tree: &'a mut Value, inputs: &'a [Field]) -> Place<'a> {
    let mut value = tree;
    let mut fields = Some(inputs);
    let mut ty = None;
    loop {
        // Not the whole tree: there would be nothing left of it.
        let is_root = fields.is_some() && ty.is_none();
        if !is_root && rng.u8(..3) == 0 {
            return Place { value, ty };
        }
        let count = match &*value {
            Value::Object(entries) => entries.len(),
            Value::Array(items) => items.len(),
            _ => 0,
        };
        if count == 0 {
            return Place { value, ty };
        }
        let index = rng.usize(..count);
        let inner = match value {
            Value::Object(entries) => entries.iter_mut().nth(index),
            Value::Array(items) => {
                let element = match ty {
                    Some(Type::List { element, .. }) => Some(&**element),
                    _ => None,
                };
                ty = element;
                fields = fields_of(element);
                value = items.get_mut(index).unwrap_or_else(|| unreachable!("an index in range"));
                continue;
            }
            _ => unreachable!("has no entries"),
        };
        let (name, next) = inner.unwrap_or_else(|| unreachable!("an index in range"));
        ty = match ty {
            Some(Type::Map { element, .. }) => Some(&**element),
            _ => fields
                .and_then(|fields| fields.iter().find(|field| *field.name == **name))
                .map(|field| &field.ty),
        };
        fields = fields_of(ty);
        value = next;
    }
}

fn fields_of(ty: Option<&Type>) -> Option<&[Field]> {
    match ty {
        Some(Type::Object { fields, .. }) => Some(fields),
        _ => None,
    }
}

/// A part of a tree.
fn at_random<'a>(rng: &mut Rng, tree: &'a Value) -> &'a Value {
    let mut value = tree;
    while rng.u8(..4) > 0 {
        let inner = match value {
            Value::Object(entries) => entries.values().nth(rng.usize(..=entries.len())),
            Value::Array(items) => items.get(rng.usize(..=items.len())),
            _ => None,
        };
        match inner {
            Some(inner) => value = inner,
            None => break,
        }
    }
    value
}
