//! Refuses what a kind file says where the parts do not fit together.

use super::files::{AttributeForm, Fold, KindFile, KindForm, Property, Replace};
use super::{Failure, clashes};
use std::collections::BTreeMap;

/// Everything about a kind that no single line shows.
pub(super) fn kind(kind: &KindFile) -> Result<(), Failure> {
    if kind.lookup {
        let set_once = kind.properties.values().any(|property| property.set_once.is_some());
        let made = [
            (!kind.timeouts.is_empty(), "timeouts"),
            (kind.replace.is_some(), "`replace`"),
            (kind.parallel.is_some(), "`parallel`"),
            (set_once, "`set_once`"),
            (!kind.pulumi_formerly.is_empty(), "`pulumi_formerly`"),
        ];
        if let Some((_, what)) = made.into_iter().find(|(is_said, _)| *is_said) {
            return Err(format!("what is only read has no {what}").into());
        }
    }
    if kind.pulumi_formerly.contains(&kind.pulumi) {
        return Err("`pulumi_formerly`: has the token of today".into());
    }
    if let Some(Replace { before, after }) = &kind.replace {
        match (before, after) {
            (Some(_), Some(_)) => {
                return Err("`replace`: the new one comes before or after, not both".into());
            }
            (Some(why), None) | (None, Some(why)) if !why.is_empty() => {}
            _ => return Err("`replace`: say why".into()),
        }
    }
    for fault in &kind.faults {
        if fault.versions.is_empty() || fault.reason.is_empty() || fault.source.is_empty() {
            return Err("`faults`: needs versions, a reason and a source".into());
        }
    }
    if let Some(parallel) = &kind.parallel {
        if parallel.most == 0 || parallel.reason.is_empty() || parallel.source.is_empty() {
            return Err("`parallel`: needs a number above zero, a reason and a source".into());
        }
        if !matches!(kind.cloudformation, KindForm::Resource(_) | KindForm::Bridge { .. }) {
            return Err("`parallel`: in a template it is no resource for each instance".into());
        }
    }
    if let KindForm::Fold { fold: Fold { through, element: Some(element), .. } } =
        &kind.cloudformation
    {
        let is_link = |name: &String| name == through || name == element;
        if !kind.properties.contains_key(element) {
            return Err(format!("`fold`: there is no property `{element}`").into());
        }
        if let Some(other) = kind.properties.keys().find(|name| !is_link(name)) {
            return Err(format!("`fold`: a text has no place for `{other}`").into());
        }
    }
    attributes(kind)?;
    block("", &kind.properties)
}

/// What is made together gives no attributes: nobody could tell whose they are.
fn attributes(kind: &KindFile) -> Result<(), Failure> {
    let is_together = matches!(kind.cloudformation, KindForm::Together(_));
    for (name, attribute) in &kind.attributes {
        match &attribute.cloudformation {
            Some(AttributeForm::Property { property }) => {
                if !is_together {
                    return Err(format!("`{name}`: only what is made together repeats").into());
                }
                let repeated = kind.properties.get(property);
                if repeated.is_none_or(|repeated| repeated.r#type != attribute.r#type) {
                    return Err(format!("`{name}`: no property `{property}` of this type").into());
                }
            }
            Some(AttributeForm::First { through, .. })
                if !kind.properties.contains_key(through) =>
            {
                return Err(format!("`{name}`: there is no property `{through}`").into());
            }
            Some(AttributeForm::Absent { .. }) => {}
            _ if is_together => {
                return Err(format!("`{name}`: it can only repeat a property").into());
            }
            _ => {}
        }
    }
    Ok(())
}

/// The properties of a kind, or the fields of a block.
fn block(path: &str, properties: &BTreeMap<String, Property>) -> Result<(), Failure> {
    if let Some(clash) = clashes::find(properties) {
        return Err(format!("{path}{clash}").into());
    }
    for (name, property) in properties {
        if property.set_once.is_some() && !path.is_empty() {
            return Err(format!("`{path}{name}`: only a whole property is set once").into());
        }
        if property.set_once.as_ref().is_some_and(String::is_empty) {
            return Err(format!("`{name}`: say why it is set once").into());
        }
        block(&format!("{path}{name}."), &property.fields)?;
    }
    Ok(())
}
