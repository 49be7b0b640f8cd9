//! Words for types, defaults and constraints, for every text that people read.

use privatelink_ir::{Field, Stage, Type};
use serde_json::Value as Json;

/// What a type is called: `text`, `list of text`, `map of Subnet`.
pub fn of_type(ty: &Type) -> String {
    match ty {
        Type::Bool => "true or false".to_owned(),
        Type::Integer { .. } => "whole number".to_owned(),
        Type::String { .. } => "text".to_owned(),
        Type::Choice { values, .. } => format!("one of `{}`", values.join("`, `")),
        Type::List { element, .. } => format!("list of {}", of_type(element)),
        Type::Map { element, .. } => format!("map of {}", of_type(element)),
        Type::Object { name, .. } => format!("`{name}`"),
    }
}

/// When a field is known.
pub fn of_stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Structural => "structural",
        Stage::Value => "value",
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
    match &field.default {
        _ if field.doc.contains("Default:") => None,
        Some(Json::Object(entries)) if entries.is_empty() => match field.ty {
            Type::Map { .. } => Some("none".to_owned()),
            _ => None,
        },
        Some(Json::Array(items)) if items.is_empty() => Some("none".to_owned()),
        Some(Json::String(text)) => Some(format!("`{text}`")),
        Some(value) => Some(format!("`{value}`")),
        None => None,
    }
}

/// What a value has to be beyond its type, one sentence each.
pub fn of_constraints(ty: &Type) -> Vec<String> {
    let mut sentences = Vec::new();
    match ty {
        Type::Bool | Type::Choice { .. } | Type::Object { .. } => {}
        Type::Integer { minimum, maximum } => {
            if let (Some(minimum), Some(maximum)) = (minimum, maximum) {
                sentences.push(format!("From {minimum} to {maximum}."));
            }
        }
        Type::String { pattern, max_length } => {
            sentences.extend(pattern.as_ref().map(|pattern| capitalised(&pattern.what)));
            sentences.extend(max_length.map(|limit| format!("At most {limit} characters.")));
        }
        Type::List { element, minimum, unique, .. } => {
            sentences.extend(minimum.map(|limit| format!("At least {limit}.")));
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
    use super::{first_sentence, of_field};
    use privatelink_ir::{Field, Pattern, Stage, Type};
    use serde_json::json;

    #[test]
    fn a_field_says_its_default_and_form() {
        let pattern = Pattern { regex: "^vpc-".into(), what: "a VPC id, such as vpc-1".into() };
        let field = Field {
            name: "vpcIds".into(),
            doc: "VPCs.".into(),
            ty: Type::List {
                element: Box::new(Type::String { pattern: Some(pattern), max_length: None }),
                element_stage: Stage::Value,
                minimum: None,
                unique: true,
            },
            stage: Stage::Structural,
            required: false,
            fixed: false,
            default: Some(json!([])),
        };
        assert_eq!(
            of_field(&field),
            "VPCs. Default: none. Each once. Each entry: a VPC id, such as vpc-1."
        );
    }

    #[test]
    fn a_sentence_ends_at_its_full_stop() {
        assert_eq!(first_sentence("Offers `a.b`. More."), "Offers `a.b`.");
        assert_eq!(first_sentence("One.\n\nTwo."), "One.");
        assert_eq!(first_sentence("Only one"), "Only one");
    }
}
