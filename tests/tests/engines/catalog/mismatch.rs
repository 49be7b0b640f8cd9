//! Where the catalog and a source differ, in words.

use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};

use privatelink_catalog::{KindEntry, Property, PropertyType, Segment};
use privatelink_ir::Engine;
use privatelink_tests::failure::Failure;

/// One difference between the catalog and a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mismatch {
    kind: &'static str,
    part: String,
    catalog: String,
    source: String,
    /// Whether the source has or allows more than the catalog says.
    pub(crate) is_more: bool,
}

impl Mismatch {
    /// About `part` of a kind: a property by its path, an attribute, or the kind's type. After what the catalog says
    /// follows what the source does: `has no such property`.
    pub(crate) fn new(
        kind: &KindEntry,
        part: impl Into<String>,
        catalog: impl Into<String>,
        source: impl Into<String>,
    ) -> Self {
        let (part, catalog, source) = (part.into(), catalog.into(), source.into());
        Self { kind: kind.id, part, catalog, source, is_more: false }
    }

    /// The same, where the source has or allows more than the catalog says, as later versions may.
    pub(crate) fn more(self) -> Self {
        Self { is_more: true, ..self }
    }
}

impl Display for Mismatch {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self { kind, part, catalog, source, .. } = self;
        write!(formatter, "`{kind}`, {part}: the catalog says {catalog}, the source {source}")
    }
}

/// Succeeds if there are no mismatches; otherwise a failure with all of them.
pub(crate) fn none_of(found: Vec<Mismatch>, source: &str) -> Result<(), Failure> {
    if found.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = found.iter().map(Mismatch::to_string).collect();
    let count = lines.len();
    Err(Failure::new(format!("{count} mismatches with {source}\n{}", lines.join("\n"))))
}

/// What a source says about a name that can be set.
#[derive(Clone, Debug)]
pub(crate) struct Settable {
    /// Its type, if the catalog has such a type.
    pub(crate) ty: Option<PropertyType>,
    /// The type as the source spells it.
    pub(crate) spelled: String,
    /// Whether it must be set.
    pub(crate) required: bool,
}

/// Compares properties with what a source has in the same place.
///
/// The catalog may require more than the source: AWS can demand what an engine leaves optional. It must not require
/// less, and must have everything that the source requires. What the engine lacks, the source must not have.
pub(crate) fn compare(
    kind: &KindEntry,
    engine: &Engine,
    place: &str,
    properties: &[Property],
    spell: impl Fn(&Property) -> (&'static str, PropertyType),
    source: &BTreeMap<String, Settable>,
) -> Vec<Mismatch> {
    let mut found = Vec::new();
    for property in properties {
        let (name, ty) = spell(property);
        let part = property_part(place, property.name);
        if !property.is_on(engine) {
            let is_there = source.contains_key(name);
            let catalog = format!("that {} does not have it", engine.title);
            found.extend(is_there.then(|| Mismatch::new(kind, part, catalog, "has it too").more()));
            continue;
        }
        let Some(there) = source.get(name) else {
            let source = "lets nothing of this name be set";
            found.push(Mismatch::new(kind, part, format!("`{name}`"), source));
            continue;
        };
        if there.ty != Some(ty) {
            let source = format!("says {}", there.spelled);
            found.push(Mismatch::new(kind, part.as_str(), words(ty), source));
        }
        if there.required && !property.required {
            found.push(Mismatch::new(kind, part, "optional", format!("requires `{name}`")));
        }
    }
    for (name, _) in source.iter().filter(|(_, there)| there.required) {
        if !properties.iter().any(|property| spell(property).0 == name) {
            found.push(missing(kind, place, name));
        }
    }
    found
}

/// Something is required that the catalog does not have.
pub(crate) fn missing(kind: &KindEntry, place: &str, name: &str) -> Mismatch {
    let part = if place.is_empty() { "properties".to_owned() } else { property(place) };
    Mismatch::new(kind, part, format!("that `{name}` can be left out"), "requires it")
}

/// The part of a kind that is a property in a place: empty for the kind itself, otherwise the path of a block.
pub(crate) fn property_part(place: &str, name: &str) -> String {
    property(&path(place, name))
}

/// The path of a property or field.
pub(crate) fn path(place: &str, name: &str) -> String {
    if place.is_empty() { name.to_owned() } else { format!("{place}.{name}") }
}

/// The way to an attribute as the catalog's files spell it: `dns_entry[0].dns_name`.
pub(crate) fn spelled(way: &[Segment]) -> String {
    let steps = way.iter().map(|segment| match segment {
        Segment::Field(name) => format!(".{name}"),
        Segment::Index(index) => format!("[{index}]"),
        Segment::Each => "[*]".to_owned(),
    });
    steps.collect::<String>().trim_start_matches('.').to_owned()
}

/// The part of a kind that is an attribute.
pub(crate) fn attribute_part(name: &str) -> String {
    format!("attribute `{name}`")
}

fn property(path: &str) -> String {
    format!("property `{path}`")
}

/// A type as the catalog's files spell it.
pub(crate) fn words(ty: PropertyType) -> &'static str {
    match ty {
        PropertyType::String => "string",
        PropertyType::Number => "number",
        PropertyType::Bool => "bool",
        PropertyType::StringList => "list(string)",
        PropertyType::StringMap => "map(string)",
        PropertyType::Block => "block",
        PropertyType::Blocks => "blocks",
    }
}
