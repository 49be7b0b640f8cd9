//! A word about defaults that are not what they were: whoever relies on one gets a change that no program shows.

use privatelink_ir::{Changed, Constant, Field, Path, Step, Type};
use privatelink_wire::value::{Output, Properties, Value};

/// One warning about all inputs that are not given and whose default changed in the release of this version, or in one
/// that only mends it; `None` if there are none. Later releases say nothing more.
pub(crate) fn of_defaults(fields: &[Field], given: &Properties, version: &str) -> Option<String> {
    if !fields.iter().any(may_have_changed) {
        return None;
    }
    let mut found = Vec::new();
    inside(fields, given, &Path::default(), version, &mut found);
    let (_, _, Changed { since, .. }) = found.first()?;
    let one = |(path, now, changed): &(Path, Option<&Constant>, &Changed)| {
        format!("`{path}` ({}, before {})", shown(*now), shown(changed.before.as_ref()))
    };
    let all: Vec<String> = found.iter().map(one).collect();
    Some(format!(
        "not given, and with another default since {since}: {}; give a value to say which one is meant",
        all.join(", ")
    ))
}

/// Whether the default of a field, or of one in it, was another one.
fn may_have_changed(field: &Field) -> bool {
    fn is_in(ty: &Type) -> bool {
        match ty {
            Type::Object { fields, .. } => fields.iter().any(may_have_changed),
            Type::List { element, .. } | Type::Map { element, .. } => is_in(element),
            _ => false,
        }
    }
    field.changed.is_some() || is_in(&field.ty)
}

/// Places of inputs, their defaults, and what those were.
type Found<'a> = Vec<(Path, Option<&'a Constant>, &'a Changed)>;

fn inside<'a>(
    fields: &'a [Field],
    members: &Properties,
    at: &Path,
    version: &str,
    found: &mut Found<'a>,
) {
    for field in fields {
        let path = at.then(Step::Field(field.name.clone()));
        let given = members.get(&*field.name).filter(|given| given.value != Some(Value::Null));
        let Some(given) = given else {
            let changed = field.changed.as_ref();
            let changed = changed.filter(|changed| release(&changed.since) == release(version));
            found.extend(changed.map(|changed| (path, field.default.as_ref(), changed)));
            continue;
        };
        of_value(&field.ty, given, &path, version, found);
    }
}

fn of_value<'a>(ty: &'a Type, given: &Output, at: &Path, version: &str, found: &mut Found<'a>) {
    match (ty, &given.value) {
        // What is in a secret is not told.
        _ if given.secret => {}
        (Type::Object { fields, .. }, Some(Value::Object(members))) => {
            inside(fields, members, at, version, found);
        }
        (Type::List { element, .. }, Some(Value::List(items))) => {
            for (index, item) in items.iter().enumerate() {
                of_value(element, item, &at.then(Step::Index(index)), version, found);
            }
        }
        (Type::Map { element, .. }, Some(Value::Object(members))) => {
            for (key, member) in members {
                of_value(element, member, &at.then(Step::Key(key.as_str().into())), version, found);
            }
        }
        _ => {}
    }
}

/// The release that a version mends: `0.2` of `0.2.1`.
fn release(version: &str) -> Option<&str> {
    version.rsplit_once('.').map(|(release, _)| release)
}

fn shown(value: Option<&Constant>) -> String {
    match value {
        Some(Constant::Text(text)) => format!("`{text}`"),
        Some(value) => format!("`{value}`"),
        None => "nothing".to_owned(),
    }
}
