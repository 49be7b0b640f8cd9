//! What is late, secret or traced among the values of inputs.

use super::chance::Chance;
use super::values;
use privatelink_ir::{Constant, Field, Path, Stage, Step, Type};
use privatelink_wire::value::{Output, Properties, Value};
use std::collections::BTreeMap;

/// What is special about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It is not known in a preview.
    Late,
    /// It is not known in a preview, and secret.
    LateSecret,
    /// It must not be shown.
    Secret,
    /// It comes from a resource.
    Traced,
}

impl Mark {
    /// Whether the value is known in a preview.
    pub(super) fn is_late(self) -> bool {
        matches!(self, Self::Late | Self::LateSecret)
    }

    /// Whether the value must not be shown.
    pub(super) fn is_secret(self) -> bool {
        matches!(self, Self::Secret | Self::LateSecret)
    }
}

/// Marks of values by where these stand.
pub(super) type Marks = BTreeMap<Path, Mark>;

/// Random marks of values that may be late.
pub(super) fn any(fields: &[Field], values: &Constant, chance: &mut Chance) -> Marks {
    let places = places(fields, values, Stage::Value);
    let mut marks = Marks::new();
    // All of them, none, or a few: what is left over is as interesting as what is not.
    let one_in = 1 + chance.below(3);
    for place in places {
        if chance.once_in(one_in) {
            let mark = match chance.below(5) {
                0 | 1 => Mark::Late,
                2 => Mark::LateSecret,
                3 => Mark::Secret,
                _ => Mark::Traced,
            };
            marks.insert(place, mark);
        }
    }
    marks
}

/// Every place of this stage where something is; what is inside of one is another.
pub(super) fn places(fields: &[Field], values: &Constant, stage: Stage) -> Vec<Path> {
    let mut places = Places { wanted: stage, found: Vec::new() };
    places.of_fields(fields, values, &Path::default());
    places.found
}

struct Places {
    wanted: Stage,
    found: Vec<Path>,
}

impl Places {
    fn of_fields(&mut self, fields: &[Field], values: &Constant, path: &Path) {
        for field in fields {
            let value = values.get(&field.name);
            let here = path.then(Step::Field(field.name.clone()));
            self.of_value(&field.ty, field.stage, &value, &here);
        }
    }

    fn of_value(&mut self, ty: &Type, stage: Stage, value: &Constant, path: &Path) {
        if value.is_null() {
            return;
        }
        if stage == self.wanted {
            self.found.push(path.clone());
        }
        match (ty, value) {
            (Type::Object { fields, .. }, value) => self.of_fields(fields, value, path),
            (Type::List { element, element_stage, .. }, Constant::List(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let here = path.then(Step::Index(index));
                    self.of_value(element, stage.max(*element_stage), item, &here);
                }
            }
            (Type::Map { element, element_stage, .. }, Constant::Object(entries)) => {
                for (key, value) in &**entries {
                    let here = path.then(Step::Key(key.clone()));
                    self.of_value(element, stage.max(*element_stage), value, &here);
                }
            }
            _ => {}
        }
    }
}

/// Inputs as an engine sends them.
pub(super) fn sent(
    fields: &[Field],
    values: &Constant,
    marks: &Marks,
    preview: bool,
) -> Properties {
    let sender = Sender { marks, preview };
    sender.members(fields, values, &Path::default())
}

/// Where the value of a marked place comes from.
pub(super) fn urn(path: &Path) -> String {
    format!("urn:{path}")
}

/// Values with another one at a place.
pub(super) fn changed(
    fields: &[Field],
    values: &Constant,
    path: &Path,
    chance: &mut Chance,
) -> Constant {
    changed_fields(fields, values, &path.0, chance)
}

fn changed_fields(
    fields: &[Field],
    values: &Constant,
    steps: &[Step],
    chance: &mut Chance,
) -> Constant {
    let Some((Step::Field(name), rest)) = steps.split_first() else { return values.clone() };
    let ty = fields.iter().find(|field| field.name == *name).map(|field| &field.ty);
    with_entries(values, |key, value| match ty {
        Some(ty) if key == &**name => changed_value(ty, value, rest, chance),
        _ => value.clone(),
    })
}

fn changed_value(ty: &Type, value: &Constant, steps: &[Step], chance: &mut Chance) -> Constant {
    match (ty, steps.split_first()) {
        (ty, None) => values::of(ty, chance),
        (Type::Object { fields, .. }, Some(_)) => changed_fields(fields, value, steps, chance),
        (Type::List { element, .. }, Some((Step::Index(index), rest))) => {
            let items = value.as_list().unwrap_or_default().iter().enumerate();
            items
                .map(|(at, item)| {
                    let is_meant = at == *index;
                    if is_meant { changed_value(element, item, rest, chance) } else { item.clone() }
                })
                .collect()
        }
        (Type::Map { element, .. }, Some((Step::Key(wanted), rest))) => {
            with_entries(value, |key, value| {
                let is_meant = key == &**wanted;
                if is_meant { changed_value(element, value, rest, chance) } else { value.clone() }
            })
        }
        _ => value.clone(),
    }
}

fn with_entries(
    object: &Constant,
    mut change: impl FnMut(&str, &Constant) -> Constant,
) -> Constant {
    let entries = object.as_object().into_iter().flatten();
    Constant::object(entries.map(|(key, value)| (key.clone(), change(key, value))).collect())
}

struct Sender<'a> {
    marks: &'a Marks,
    preview: bool,
}

impl Sender<'_> {
    fn members(&self, fields: &[Field], values: &Constant, path: &Path) -> Properties {
        let member = |field: &Field| {
            let value = values.get(&field.name);
            let here = path.then(Step::Field(field.name.clone()));
            (!value.is_null())
                .then(|| (field.name.to_string(), self.output(&field.ty, &value, &here)))
        };
        fields.iter().filter_map(member).collect()
    }

    fn output(&self, ty: &Type, value: &Constant, path: &Path) -> Output {
        let mark = self.marks.get(path);
        let known = match (ty, value) {
            (Type::Object { fields, .. }, value) => {
                Value::Object(self.members(fields, value, path))
            }
            (Type::List { element, .. }, Constant::List(items)) => {
                let items = items.iter().enumerate();
                let item =
                    |(index, item)| self.output(element, item, &path.then(Step::Index(index)));
                Value::List(items.map(item).collect())
            }
            (Type::Map { element, .. }, Constant::Object(entries)) => {
                let entry = |(key, value): &(std::sync::Arc<str>, Constant)| {
                    let here = path.then(Step::Key(key.clone()));
                    (key.to_string(), self.output(element, value, &here))
                };
                Value::Object(entries.iter().map(entry).collect())
            }
            (Type::Json { .. }, value) => Value::String(values::json(value)),
            (_, Constant::Bool(value)) => Value::Bool(*value),
            (_, Constant::Number(number)) => Value::Number(number.as_f64()),
            (_, Constant::Text(text)) => Value::String(text.to_string()),
            _ => Value::Null,
        };
        let Some(mark) = mark else { return Output::known(known) };
        let is_unknown = self.preview && mark.is_late();
        let output = if is_unknown { Output::unknown() } else { Output::known(known) };
        let output = output.depending_on([urn(path)]);
        if mark.is_secret() { output.into_secret() } else { output }
    }
}
