//! Reads how a kind is drawn, and writes it as a constant.

use super::Failure;
use super::files::KindFile;
use serde::Deserialize;
use std::collections::BTreeMap;

/// `[picture]` of a kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    #[serde(default)]
    name: String,
    names: Option<Names>,
    /// One of the four says what it is.
    place: Option<Standing>,
    #[serde(default)]
    from: Vec<String>,
    #[serde(default)]
    through: bool,
    #[serde(default)]
    note: bool,
    #[serde(default)]
    glyph: Glyph,
    #[serde(default)]
    detail: Vec<String>,
    vpc: Option<String>,
    #[serde(default)]
    zones: Vec<String>,
    sender: Option<Outside>,
    #[serde(default)]
    to: Vec<Lead>,
    #[serde(default)]
    entry: bool,
}

#[derive(Deserialize)]
struct Names {
    by: String,
    #[serde(flatten)]
    names: BTreeMap<String, String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Standing {
    Outside,
    Account,
    Region,
    Vpc,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Glyph {
    #[default]
    Machine,
    Endpoint,
    Service,
    Balancer,
    Storage,
    Messages,
    Names,
}

/// `{ name = "Clients", place = "vpc" }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Outside {
    #[serde(default)]
    name: String,
    place: Standing,
    #[serde(default)]
    glyph: Glyph,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lead {
    property: String,
    outside: Option<Outside>,
    labels: Option<Names>,
    #[serde(default)]
    control: bool,
}

/// A value of `Option<Picture>`, in Rust.
pub(super) fn picture(kind: &KindFile) -> Result<String, Failure> {
    let Some(given) = &kind.picture else { return Ok("None".to_owned()) };
    let known = |name: &String| {
        let (property, field) = name
            .split_once('.')
            .map_or((name.as_str(), None), |(property, field)| (property, Some(field)));
        match kind.properties.get(property) {
            Some(found) if field.is_none_or(|field| found.fields.contains_key(field)) => Ok(()),
            _ => Err(Failure::from(format!("`picture`: there is no property `{name}`"))),
        }
    };
    let labels = given.to.iter().filter_map(|lead| lead.labels.as_ref());
    let by = given.names.iter().chain(labels).map(|names| &names.by);
    let leads = given.to.iter().map(|lead| &lead.property);
    let properties = given.vpc.iter().chain(&given.from).chain(&given.zones);
    properties.chain(&given.detail).chain(by).chain(leads).try_for_each(known)?;
    let form = match (given.place, given.from.as_slice(), given.through, given.note) {
        (Some(place), [], false, false) => format!("PictureForm::Box(Standing::{place:?})"),
        (None, from @ [_, ..], false, false) => format!("PictureForm::Arrow(&{from:?})"),
        (None, [], true, false) => "PictureForm::Through".to_owned(),
        (None, [], false, true) => "PictureForm::Note".to_owned(),
        _ => return Err("`picture`: say one of `place`, `from`, `through` and `note`".into()),
    };
    if given.name.is_empty() {
        return Err("`picture`: `name` is missing".into());
    }
    let leads: String = given
        .to
        .iter()
        .map(|lead| {
            format!(
                "Lead {{ property: {:?}, outside: {}, labels: {}, control: {} }}, ",
                lead.property,
                outside(lead.outside.as_ref()),
                names(lead.labels.as_ref()),
                lead.control
            )
        })
        .collect();
    Ok(format!(
        "Some(Picture {{ form: {form}, name: {:?}, names: {}, glyph: Glyph::{:?}, detail: &{:?}, vpc: {:?}, zones: &{:?}, \
         sender: {}, leads: &[{leads}], entry: {} }})",
        given.name,
        names(given.names.as_ref()),
        given.glyph,
        given.detail,
        given.vpc,
        given.zones,
        outside(given.sender.as_ref()),
        given.entry,
    ))
}

fn names(given: Option<&Names>) -> String {
    given.map_or("None".to_owned(), |names| {
        let words: Vec<_> = names.names.iter().collect();
        format!("Some(({:?}, &{words:?}))", names.by)
    })
}

fn outside(given: Option<&Outside>) -> String {
    given.map_or("None".to_owned(), |Outside { name, place, glyph }| {
        format!(
            "Some(Outside {{ name: {name:?}, standing: Standing::{place:?}, glyph: \
             Glyph::{glyph:?} }})"
        )
    })
}
