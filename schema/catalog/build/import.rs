//! Reads under which identifiers a kind is imported, and writes them as a constant.

use super::Failure;
use super::files::{Collect, Fold, KindFile, KindForm, Merge, Together};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// `[import]` of a kind.
#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Import {
    /// No engine can import it.
    None { none: String },
    /// Each engine for itself.
    Each {
        terraform: Identifier,
        pulumi: Identifier,
        /// Left out where the form of the kind says why there is none.
        cloudformation: Option<Identifiers>,
    },
}

/// `"{zone_id}_{name}"`, or why there is none.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Identifier {
    Text(String),
    None { none: String },
}

/// `{ LoadBalancerArn = "{arn}" }`, or why there is none.
#[derive(Deserialize)]
#[serde(untagged)]
pub enum Identifiers {
    None { none: String },
    Properties(BTreeMap<String, String>),
}

/// A value of `Import`, in Rust.
pub(super) fn import(kind: &KindFile) -> Result<String, Failure> {
    let (terraform, pulumi, cloudformation) = match &kind.import {
        Import::None { none } => {
            let one = absent("Identifier", none)?;
            (one.clone(), one, absent("Identifiers", none)?)
        }
        Import::Each { .. } if kind.lookup => {
            return Err("what is only read cannot be imported: write `import.none`".into());
        }
        Import::Each { terraform, pulumi, cloudformation } => {
            let cloudformation = match (cloudformation, by_form(&kind.cloudformation)) {
                (None, Some(why)) => absent("Identifiers", &why)?,
                (Some(given), None) => identifiers(kind, given)?,
                (Some(_), Some(why)) => {
                    return Err(format!("`import.cloudformation`: leave it out, {why}").into());
                }
                (None, None) => return Err("`import.cloudformation` is missing".into()),
            };
            (identifier(kind, terraform)?, identifier(kind, pulumi)?, cloudformation)
        }
    };
    Ok(format!(
        "Import {{ terraform: {terraform}, pulumi: {pulumi}, cloudformation: {cloudformation} }}"
    ))
}

/// Why `CloudFormation` cannot import what is no resource type of its own.
fn by_form(form: &KindForm) -> Option<String> {
    match form {
        KindForm::Resource(_) | KindForm::Collect { collect: Collect { .. } } => None,
        KindForm::Fold { fold: Fold { into, list, .. } } => {
            Some(format!("it is an element of `{list}` of `{into}`"))
        }
        KindForm::Merge { merge: Merge { into, property, .. } } => {
            Some(format!("it is the property `{property}` of `{into}`"))
        }
        KindForm::Together(Together { .. }) | KindForm::Bridge { .. } => {
            Some("CloudFormation imports no custom resources".to_owned())
        }
        KindForm::Implied { implied: why } | KindForm::Absent { absent: why, .. } => {
            Some(why.clone())
        }
    }
}

fn absent(of: &str, why: &str) -> Result<String, Failure> {
    if why.is_empty() {
        return Err("`import`: say why there is none".into());
    }
    Ok(format!("{of}::Absent({why:?})"))
}

fn identifier(kind: &KindFile, given: &Identifier) -> Result<String, Failure> {
    match given {
        Identifier::None { none } => absent("Identifier", none),
        Identifier::Text(text) => {
            let known = |name: &str| {
                let property = kind.properties.get(name).filter(|it| it.needs.is_none());
                let attribute = kind.attributes.get(name).filter(|it| it.needs.is_none());
                property.map(|it| &it.r#type).or(attribute.map(|it| &it.r#type)).cloned()
            };
            Ok(format!("Identifier::Text(&[{}])", pieces(text, &known)?))
        }
    }
}

fn identifiers(kind: &KindFile, given: &Identifiers) -> Result<String, Failure> {
    match given {
        Identifiers::None { none } => absent("Identifiers", none),
        Identifiers::Properties(properties) => {
            let known = |name: &str| {
                let attribute = kind.attributes.get(name).map(|it| &it.r#type);
                kind.properties.get(name).map(|it| &it.r#type).or(attribute).cloned()
            };
            let mut out = String::new();
            for (name, text) in properties {
                write!(out, "({name:?}, &[{}]), ", pieces(text, &known)?)?;
            }
            Ok(format!("Identifiers::Properties(&[{out}])"))
        }
    }
}

/// `{zone_id}_{name}` as pieces; `{cidr|list}` is the first of the two that a resource has. `known` is the type of a property or an attribute.
fn pieces(text: &str, known: &dyn Fn(&str) -> Option<String>) -> Result<String, Failure> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, end)) = after.split_once('}') else {
            return Err(format!("`import`: `{text}` has a brace that is not closed").into());
        };
        let names: Vec<&str> = name.split('|').collect();
        for name in &names {
            match known(name).as_deref() {
                Some("string" | "number") => {}
                Some(ty) => return Err(format!("`import`: `{name}` is of the type `{ty}`").into()),
                None => return Err(format!("`import`: there is no `{name}` to read").into()),
            }
        }
        if !before.is_empty() {
            write!(out, "Piece::Text({before:?}), ")?;
        }
        match names.as_slice() {
            [name] => write!(out, "Piece::Value({name:?}), ")?,
            names => write!(out, "Piece::First(&{names:?}), ")?,
        }
        rest = end;
    }
    if out.is_empty() {
        return Err(format!("`import`: `{text}` is the same for all resources").into());
    }
    if !rest.is_empty() {
        write!(out, "Piece::Text({rest:?}), ")?;
    }
    Ok(out)
}
