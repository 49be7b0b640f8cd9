//! Input types made up at random: every type, with stages mixed at every level.

use super::chance::Chance;
use super::sorts::Sort;
use super::texts::{FIELDS, INPUTS};
use super::values;
use privatelink_catalog::engines::COMPUTING;
use privatelink_ir::{Constant, Field, Pattern, Stage, Type};
use std::sync::Arc;

/// Most levels of collections and objects inside of each other.
const LEVELS: usize = 3;

/// The form that texts with a form have.
pub(super) const FORM: &str = "^[a-z]+$";

/// Words that a choice may offer.
pub(super) const WORDS: [&str; 3] = ["dual", "ipv4", "B"];

/// Random inputs.
pub(super) fn inputs(chance: &mut Chance) -> Vec<Field> {
    let count = 2 + chance.below(5);
    let names = chance.some_of(&INPUTS, count);
    names.into_iter().map(|name| field(name, chance, LEVELS)).collect()
}

/// A field of an output, which may be null.
pub(super) fn plain(name: &Arc<str>, sort: &Sort) -> Field {
    Field {
        name: Arc::clone(name),
        doc: "Made up.".to_owned(),
        ty: sort.to_type(),
        stage: Stage::Value,
        required: false,
        default: None,
        needs: None,
        changed: None,
    }
}

fn field(name: &str, chance: &mut Chance, levels: usize) -> Field {
    let ty = any(chance, levels);
    // What an engine can leave open it cannot parse.
    let is_json = levels == LEVELS && !ty.is_scalar() && chance.once_in(4);
    let ty = if is_json { Type::Json { value: Box::new(ty) } } else { ty };
    let needs = is_json.then(|| COMPUTING.0.into());
    let (required, default) = match chance.below(4) {
        0 | 1 => (true, None),
        2 => (false, None),
        _ if is_json => (false, None),
        _ => (false, Some(values::of(&ty, chance)).filter(is_default)),
    };
    let (stage, doc) = (stage(chance), "Made up.".to_owned());
    Field { name: name.into(), doc, ty, stage, required, default, needs, changed: None }
}

/// JSON Schema knows no default with parts that are absent.
fn is_default(value: &Constant) -> bool {
    match value {
        Constant::Null => false,
        Constant::List(items) => items.iter().all(is_default),
        Constant::Object(entries) => entries.iter().all(|(_, value)| is_default(value)),
        _ => true,
    }
}

fn stage(chance: &mut Chance) -> Stage {
    if chance.once_in(3) { Stage::Value } else { Stage::Structural }
}

fn any(chance: &mut Chance, levels: usize) -> Type {
    let kinds = if levels == 0 { 6 } else { 12 };
    match chance.below(kinds) {
        0 => Type::Bool,
        1 => Type::integer(),
        2 => Type::Number { minimum: None, maximum: None },
        3 => Type::text(),
        4 => Type::String {
            pattern: Some(Pattern {
                regex: FORM.to_owned(),
                what: "a word, such as abc".to_owned(),
                is_range: false,
                parameter: None,
                unlike: None,
            }),
            max_length: None,
        },
        5 => Type::Choice {
            name: "Word".to_owned(),
            doc: "Made up.".to_owned(),
            values: WORDS.map(str::to_owned).to_vec(),
            meanings: WORDS.map(|_| String::new()).to_vec(),
        },
        6 | 7 => Type::List {
            element: Box::new(any(chance, levels - 1)),
            element_stage: stage(chance),
            minimum: None,
            maximum: None,
            unique: false,
        },
        8 | 9 => Type::Map {
            key: None,
            element: Box::new(any(chance, levels - 1)),
            element_stage: stage(chance),
            minimum: None,
            maximum: None,
        },
        _ => {
            let count = 1 + chance.below(3);
            let names = chance.some_of(&FIELDS, count);
            let fields = names.into_iter().map(|name| field(name, chance, levels - 1)).collect();
            Type::Object { name: "Made".to_owned(), doc: "Made up.".to_owned(), fields }
        }
    }
}
