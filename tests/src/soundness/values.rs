//! Values of inputs made up at random.
//!
//! Left out, because engines disagree about it and `ARCHITECTURE.md` puts it outside of the language: whole numbers beyond
//! 2^53, text that is not in Unicode's composed form, letters made of several code points.

use super::chance::Chance;
use super::texts::{KEYS, NUMBERS, RANGES, TEXTS, WHOLE};
use super::types::WORDS;
use privatelink_ir::{Constant, Field, Number, Type};
use std::sync::Arc;

/// Most elements and entries.
const MOST: usize = 3;

/// A random value of a type.
pub(super) fn of(ty: &Type, chance: &mut Chance) -> Constant {
    match ty {
        Type::Bool => chance.coin().into(),
        Type::Integer { .. } => number(chance, WHOLE),
        Type::Number { .. } => number(chance, NUMBERS.len()),
        Type::String { pattern: Some(_), .. } => chance.word(&["abc", "b", "subnet"]).into(),
        Type::String { pattern: None, .. } => text(chance).into(),
        // Its text; see [`json`].
        Type::Json { value } => of(value, chance),
        Type::Choice { .. } => chance.word(&WORDS).into(),
        Type::List { element, .. } => {
            (0..chance.below(MOST + 1)).map(|_| of(element, chance)).collect()
        }
        Type::Map { element, .. } => {
            let count = chance.below(MOST + 1);
            let keys = chance.some_of(&KEYS, count);
            Constant::object(
                keys.into_iter().map(|key| (key.into(), of(element, chance))).collect(),
            )
        }
        Type::Object { fields, .. } => Constant::object(
            fields
                .iter()
                .filter_map(|field| Some((Arc::clone(&field.name), given(field, chance)?)))
                .collect(),
        ),
    }
}

/// The text of a value that travels as JSON.
pub(super) fn json(value: &Constant) -> String {
    value.to_json().to_string()
}

/// Values of inputs as somebody writes them down, JSON as text.
pub(super) fn written(fields: &[Field], values: &Constant) -> Constant {
    let value = |field: &Field| {
        let value = values.get(&field.name);
        let is_json = matches!(field.ty, Type::Json { .. }) && !value.is_null();
        let value = if is_json { json(&value).into() } else { value };
        (!value.is_null()).then(|| (Arc::clone(&field.name), value))
    };
    Constant::object(fields.iter().filter_map(value).collect())
}

/// A random text.
pub(super) fn text(chance: &mut Chance) -> &'static str {
    if chance.once_in(4) { chance.word(&RANGES) } else { chance.word(&TEXTS) }
}

/// One of the first numbers.
pub(super) fn number(chance: &mut Chance, among: usize) -> Constant {
    let value = NUMBERS.get(chance.below(among)).copied().unwrap_or_default();
    Number::new(value).map_or(Constant::Null, Constant::Number)
}

/// A random value of an input or a field; `None` where it is left out.
pub(super) fn given(field: &Field, chance: &mut Chance) -> Option<Constant> {
    (field.required || chance.coin()).then(|| of(&field.ty, chance))
}
