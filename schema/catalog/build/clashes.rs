//! Finds properties that would overwrite each other in a template.

use super::files::{Property, PropertyForm};
use super::spelling::pascal_case;
use std::collections::BTreeMap;

/// What `CloudFormation` has under a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// One value.
    Value,
    /// Several entries: of a list, or of an object.
    Entries,
}

/// The first two properties that claim the same place in a template.
pub(super) fn find(properties: &BTreeMap<String, Property>) -> Option<String> {
    let mut seen = BTreeMap::new();
    properties.iter().find_map(|(name, property)| claim(name, property, &mut seen))
}

/// Places are taken by name, or by name and entry.
type Seen = BTreeMap<(String, String), (Holds, String)>;

fn claim(name: &str, property: &Property, seen: &mut Seen) -> Option<String> {
    let ((place, entry), holds) = match &property.cloudformation {
        None => ((pascal_case(name), String::new()), Holds::Value),
        Some(form) => match form {
            PropertyForm::Named { name, inside: Some(inside), .. } => {
                ((inside.clone(), name.clone()), Holds::Entries)
            }
            PropertyForm::Attribute { attributes, key } => {
                ((attributes.clone(), key.clone()), Holds::Entries)
            }
            PropertyForm::Named { name, .. }
            | PropertyForm::Tags { tags: name }
            | PropertyForm::Pairs { pairs: name }
            | PropertyForm::Only { only: name }
            | PropertyForm::Text { text: name }
            | PropertyForm::Document { document: name } => {
                ((name.clone(), String::new()), Holds::Value)
            }
            PropertyForm::Beside { name: own, beside } => {
                let constant = (beside.name.clone(), String::new());
                return take((own.clone(), String::new()), Holds::Value, name, seen)
                    .or_else(|| take(constant, Holds::Value, name, seen));
            }
            PropertyForm::Spread { .. } => {
                return property.fields.iter().find_map(|(name, field)| claim(name, field, seen));
            }
            // These stand elsewhere, or nowhere.
            PropertyForm::Implied { .. } | PropertyForm::Absent { .. } => return None,
        },
    };
    take((place, entry), holds, name, seen)
}

fn take(
    (place, entry): (String, String),
    holds: Holds,
    name: &str,
    seen: &mut Seen,
) -> Option<String> {
    let other = seen.iter().find(|((known, part), (known_holds, _))| {
        *known == place && (*part == entry || holds == Holds::Value || *known_holds == Holds::Value)
    });
    if let Some((_, (_, other))) = other {
        return Some(format!("`{other}` and `{name}` are both `{place}`: use `inside`"));
    }
    seen.insert((place, entry), (holds, name.to_owned()));
    None
}
