//! Values made up from types: mostly of the type, and often just outside of what it allows.

use fastrand::Rng;
use privatelink_ir::{Field, Type};
use serde_json::{Map, Value};

use crate::texts;

/// Entries of a collection that is not about size.
const FEW: usize = 4;

/// Values for the fields of an object; some are left out, and once in a while one too many is there.
pub(crate) fn fields(rng: &mut Rng, fields: &[Field]) -> Value {
    let mut entries = Map::new();
    for field in fields {
        // Required ones are mostly there: a tree without them ends every check at once.
        let is_given = if field.required { rng.u8(..16) > 0 } else { rng.u8(..4) == 0 };
        if is_given {
            entries.insert(field.name.to_string(), of(rng, &field.ty));
        }
    }
    if rng.u8(..16) == 0 {
        entries.insert(texts::any(rng), any(rng, 2));
    }
    Value::Object(entries)
}

/// A value of a type, or nearly.
pub(crate) fn of(rng: &mut Rng, ty: &Type) -> Value {
    if rng.u8(..24) == 0 {
        return any(rng, 2);
    }
    match ty {
        Type::Bool => rng.bool().into(),
        Type::Integer { minimum, maximum } => {
            let near = [minimum.unwrap_or(0), maximum.unwrap_or(1), 443, 0];
            let offset = rng.i64(-1..=1);
            rng.choice(near).unwrap_or_default().saturating_add(offset).into()
        }
        Type::Number { .. } => number(rng),
        Type::String { pattern, .. } => {
            let example = pattern.as_ref().and_then(|form| form.what.split_once(", such as "));
            match example {
                Some((_, example)) if rng.u8(..8) > 0 => example.into(),
                Some((_, example)) => texts::changed(rng, example).into(),
                None => texts::any(rng).into(),
            }
        }
        Type::Choice { values, .. } => match rng.choice(values) {
            Some(word) if rng.u8(..12) > 0 => word.as_str().into(),
            _ => texts::any(rng).into(),
        },
        Type::Json { value } => {
            let json = of(rng, value).to_string();
            if rng.u8(..8) > 0 { json.into() } else { texts::changed(rng, &json).into() }
        }
        Type::List { element, maximum, .. } => {
            let count = size(rng, *maximum);
            let first = of(rng, element);
            let mut items: Vec<Value> = (1..count).map(|_| of(rng, element)).collect();
            items.extend((count > 0).then_some(first));
            items.into()
        }
        Type::Map { element, maximum, key, .. } => {
            let example = key.as_ref().and_then(|form| form.what.split_once(", such as "));
            let example = example.map_or("key", |(_, example)| example);
            let count = size(rng, *maximum);
            let entries = (0..count).map(|number| {
                let name = match rng.u8(..12) {
                    0 => texts::any(rng),
                    _ => format!("{example}{number}"),
                };
                (name, of(rng, element))
            });
            Value::Object(entries.collect())
        }
        Type::Object { fields, .. } => self::fields(rng, fields),
    }
}

/// Any value, so many levels deep.
pub(crate) fn any(rng: &mut Rng, depth: usize) -> Value {
    match rng.u8(..if depth > 0 { 10 } else { 7 }) {
        0 => Value::Null,
        1 => rng.bool().into(),
        2 => number(rng),
        3..=6 => texts::any(rng).into(),
        7 | 8 => (0..rng.usize(..FEW)).map(|_| any(rng, depth - 1)).collect(),
        _ => Value::Object(
            (0..rng.usize(..FEW)).map(|_| (texts::any(rng), any(rng, depth - 1))).collect(),
        ),
    }
}

/// Numbers at the ends of what languages can hold.
pub(crate) fn number(rng: &mut Rng) -> Value {
    let whole = [0, -1, 65_536, i64::MAX, i64::MIN, 9_007_199_254_740_993];
    let real = [0.1, -0.0, 1e308, f64::MIN_POSITIVE, 1.5, 4_294_967_296.5];
    match rng.u8(..3) {
        0 => rng.choice(whole).unwrap_or_default().into(),
        1 => rng.choice(real).unwrap_or_default().into(),
        _ => rng.u64(..).into(),
    }
}

/// How many entries: few, or one more than there may be.
fn size(rng: &mut Rng, maximum: Option<u64>) -> usize {
    let most = maximum.and_then(|most| usize::try_from(most).ok()).unwrap_or(FEW);
    match rng.u8(..48) {
        0 => most.min(1_000) + 1,
        _ => rng.usize(..=FEW.min(most)),
    }
}
