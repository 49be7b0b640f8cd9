//! Words for types, defaults and constraints, for every text that people read.

use std::fmt::Display;

use privatelink_ir::{Changed, Constant, Field, Stage, Type};

/// What a type is called: `text`, `list of text`, `map of Subnet`.
pub fn of_type(ty: &Type) -> String {
    match ty {
        Type::Bool => "true or false".to_owned(),
        Type::Integer { .. } => "whole number".to_owned(),
        Type::Number { .. } => "number".to_owned(),
        Type::String { .. } => "text".to_owned(),
        Type::Json { value } => format!("JSON of {}", of_type(value)),
        Type::Choice { values, .. } => format!("one of `{}`", values.join("`, `")),
        Type::List { element, .. } => format!("list of {}", of_type(element)),
        Type::Map { element, .. } => format!("map of {}", of_type(element)),
        Type::Object { name, .. } => format!("`{name}`"),
    }
}

/// The object that a type is, or that its lists and maps hold in the end: name, documentation, fields.
pub fn object_in(ty: &Type) -> Option<(&str, &str, &[Field])> {
    match ty {
        Type::List { element, .. } | Type::Map { element, .. } => object_in(element),
        Type::Json { value } => object_in(value),
        Type::Object { name, doc, fields } => Some((name, doc, fields)),
        _ => None,
    }
}

/// When a field is known, and when its entries are if that is later.
pub fn of_stage(field: &Field) -> &'static str {
    match field.stage {
        Stage::Structural if has_late_entries(&field.ty) => "structural, entries value",
        Stage::Structural => "structural",
        Stage::Value => "value",
    }
}

/// Whether what is in a list or a map may be known later than the list or the map. Fields of objects say it themselves.
fn has_late_entries(ty: &Type) -> bool {
    match ty {
        Type::List { element, element_stage, .. } | Type::Map { element, element_stage, .. } => {
            *element_stage == Stage::Value || has_late_entries(element)
        }
        _ => false,
    }
}

/// Documentation of a field with its default and constraints, for engines whose types say less than ours.
pub fn of_field(field: &Field) -> String {
    let mut sentences = vec![field.doc.clone()];
    sentences.extend(of_default(field).map(|default| format!("Default: {default}.")));
    sentences.extend(of_constraints(&field.ty));
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// The default of a field, unless its documentation says it already or it is the defaults of its parts.
pub fn of_default(field: &Field) -> Option<String> {
    let now = match &field.default {
        _ if field.doc.contains("Default:") => None,
        Some(Constant::Object(entries)) if entries.is_empty() => match field.ty {
            Type::Map { .. } => Some("none".to_owned()),
            _ => None,
        },
        Some(Constant::List(items)) if items.is_empty() => Some("none".to_owned()),
        Some(Constant::Text(text)) => Some(format!("`{text}`")),
        Some(value) => Some(format!("`{value}`")),
        None => None,
    };
    match &field.changed {
        Some(Changed { since, before }) => {
            let now = now.as_deref().unwrap_or(NOTHING);
            Some(format!("{now}, {} before {since}", of_value(before.as_ref())))
        }
        None => now,
    }
}

/// A value as it is shown; nothing is a word, too.
pub fn of_value(value: Option<&Constant>) -> String {
    match value {
        Some(Constant::Text(text)) => format!("`{text}`"),
        Some(value) => format!("`{value}`"),
        None => NOTHING.to_owned(),
    }
}

/// Instead of a default.
const NOTHING: &str = "nothing";

/// What a value has to be beyond its type, one sentence each.
pub fn of_constraints(ty: &Type) -> Vec<String> {
    let mut sentences = Vec::new();
    match ty {
        Type::Bool | Type::Choice { .. } | Type::Json { .. } | Type::Object { .. } => {}
        Type::Integer { minimum, maximum } => {
            sentences.extend(limits(minimum.as_ref(), maximum.as_ref()));
        }
        Type::Number { minimum, maximum } => {
            sentences.extend(limits(minimum.as_ref(), maximum.as_ref()));
        }
        Type::String { pattern, max_length } => {
            sentences.extend(pattern.as_ref().map(|pattern| capitalised(&pattern.what)));
            sentences.extend(max_length.map(|limit| format!("At most {limit} characters.")));
        }
        Type::List { element, minimum, maximum, unique, .. } => {
            sentences.extend(minimum.map(|limit| format!("At least {limit}.")));
            sentences.extend(maximum.map(|limit| format!("At most {limit}.")));
            if *unique {
                sentences.push("Each once.".to_owned());
            }
            let inner = of_constraints(element);
            sentences.extend(
                inner.into_iter().map(|sentence| format!("Each entry: {}", lower(&sentence))),
            );
        }
        Type::Map { key, element, minimum, maximum, .. } => {
            sentences.extend(key.as_ref().map(|key| format!("Each key: {}.", key.what)));
            sentences.extend(minimum.map(|limit| format!("At least {limit}.")));
            sentences.extend(maximum.map(|limit| format!("At most {limit}.")));
            let inner = of_constraints(element);
            sentences.extend(
                inner.into_iter().map(|sentence| format!("Each entry: {}", lower(&sentence))),
            );
        }
    }
    sentences
}

/// Between which limits a number lies.
fn limits<T: Display>(minimum: Option<T>, maximum: Option<T>) -> Option<String> {
    match (minimum, maximum) {
        (Some(minimum), Some(maximum)) => Some(format!("From {minimum} to {maximum}.")),
        (Some(minimum), None) => Some(format!("At least {minimum}.")),
        (None, Some(maximum)) => Some(format!("At most {maximum}.")),
        (None, None) => None,
    }
}

/// The first sentence of a documentation.
pub fn first_sentence(doc: &str) -> &str {
    let end = [". ", ".\n"].iter().filter_map(|mark| doc.find(mark)).min();
    end.and_then(|end| doc.get(..=end)).unwrap_or(doc).trim_end()
}

/// A noun phrase as a sentence: `A VPC id, such as vpc-0a1b2c3d.`
fn capitalised(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_lowercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::{first_sentence, of_field, of_stage};
    use privatelink_ir::{Changed, Field, Pattern, Stage, Type};

    #[test]
    fn a_field_says_its_default_and_form() {
        let what = "a VPC id, such as vpc-1".into();
        let regex = "^vpc-".into();
        let pattern = Pattern { regex, what, is_range: false, parameter: None, unlike: None };
        let field = Field {
            name: "vpcIds".into(),
            doc: "VPCs.".into(),
            ty: Type::List {
                element: Box::new(Type::String { pattern: Some(pattern), max_length: None }),
                element_stage: Stage::Value,
                minimum: None,
                maximum: Some(5),
                unique: true,
            },
            stage: Stage::Structural,
            required: false,
            needs: None,
            changed: None,
            default: Some(privatelink_ir::Constant::empty_list()),
        };
        assert_eq!(
            of_field(&field),
            "VPCs. Default: none. At most 5. Each once. Each entry: a VPC id, such as vpc-1."
        );
    }

    #[test]
    fn a_default_says_what_it_was() {
        let field = |default: Option<i64>, before: Option<i64>| Field {
            name: "idle".into(),
            doc: "Seconds.".into(),
            ty: Type::Integer { minimum: None, maximum: None },
            stage: Stage::Value,
            required: false,
            default: default.map(privatelink_ir::Constant::from),
            needs: None,
            changed: Some(Changed { since: "0.2.0".into(), before: before.map(Into::into) }),
        };
        let said = |default, before| of_field(&field(default, before));
        assert_eq!(said(Some(350), Some(60)), "Seconds. Default: `350`, `60` before 0.2.0.");
        assert_eq!(said(None, Some(60)), "Seconds. Default: nothing, `60` before 0.2.0.");
        assert_eq!(said(Some(350), None), "Seconds. Default: `350`, nothing before 0.2.0.");
    }

    #[test]
    fn a_stage_is_that_of_the_field_and_of_its_entries() {
        let text = || Box::new(Type::text());
        let list = |element, element_stage| Type::List {
            element,
            element_stage,
            minimum: None,
            maximum: None,
            unique: false,
        };
        let nested = || Box::new(list(text(), Stage::Value));
        for (stage, ty, said) in [
            (Stage::Structural, Type::text(), "structural"),
            (Stage::Structural, list(text(), Stage::Structural), "structural"),
            (Stage::Structural, list(text(), Stage::Value), "structural, entries value"),
            (Stage::Structural, list(nested(), Stage::Structural), "structural, entries value"),
            (Stage::Value, list(text(), Stage::Value), "value"),
        ] {
            let field = Field {
                name: "rooms".into(),
                doc: String::new(),
                ty,
                stage,
                required: true,
                needs: None,
                changed: None,
                default: None,
            };
            assert_eq!(of_stage(&field), said, "{:?}", field.ty);
        }
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop() {
        assert_eq!(first_sentence("Offers `a.b`. More."), "Offers `a.b`.");
        assert_eq!(first_sentence("One.\n\nTwo."), "One.");
        assert_eq!(first_sentence("Only one"), "Only one");
    }
}
