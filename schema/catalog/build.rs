//! Reads `kinds/` and writes it as constants: a typo in a component becomes a compile error, and the plugin parses nothing when it starts.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::print_stdout,
    reason = "build scripts speak to cargo on stdout; `spelling` is shared with the crate"
)]

use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[path = "src/spelling.rs"]
mod spelling;

use spelling::{camel_case, pascal_case};

type Failure = Box<dyn std::error::Error>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindFile {
    summary: String,
    terraform: String,
    pulumi: String,
    cloudformation: KindForm,
    properties: BTreeMap<String, Property>,
    attributes: BTreeMap<String, Attribute>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum KindForm {
    Resource(String),
    Fold { fold: Fold },
    Collect { collect: Collect },
    Absent { absent: String, help: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fold {
    into: String,
    through: String,
    list: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Collect {
    r#type: String,
    owner: Pair,
    list: Pair,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pair {
    property: String,
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Property {
    r#type: String,
    terraform_type: Option<String>,
    #[serde(default)]
    required: bool,
    pulumi: Option<String>,
    cloudformation: Option<PropertyForm>,
    #[serde(default)]
    fields: BTreeMap<String, Property>,
    echo: Option<String>,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum PropertyForm {
    Attribute {
        attributes: String,
        key: String,
    },
    Tags {
        tags: String,
    },
    Spread {
        spread: bool,
    },
    Implied {
        implied: bool,
    },
    Named {
        name: String,
        values: Option<BTreeMap<String, String>>,
        #[serde(default)]
        list: bool,
        wrap: Option<String>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Attribute {
    r#type: String,
    pulumi: Option<String>,
    cloudformation: Option<AttributeForm>,
    #[serde(default)]
    reason: String,
}

#[derive(Deserialize)]
#[serde(untagged, deny_unknown_fields)]
enum AttributeForm {
    Ref { r#ref: bool },
    Get { get: String },
    Text { text: String, china: Option<String> },
    Texts { texts: [String; 1] },
}

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=kinds");
    println!("cargo::rerun-if-changed=src/spelling.rs");
    let mut modules = String::new();
    let mut all = Vec::new();
    for service in folder(Path::new("kinds"))? {
        let service_name = stem(&service);
        writeln!(modules, "/// Kinds of the service `{service_name}`.\npub mod {service_name} {{")?;
        for file in folder(&service)? {
            let name = stem(&file);
            let kind: KindFile = toml::from_str(&std::fs::read_to_string(&file)?)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            module(&mut modules, &service_name, &name, &kind)
                .map_err(|error| format!("{}: {error}", file.display()))?;
            all.push(format!("&{service_name}::{name}::ENTRY"));
        }
        modules.push_str("}\n");
    }
    writeln!(
        modules,
        "/// Every kind, in the order of their names.\npub static KINDS: &[&crate::kind::KindEntry] = &[{}];",
        all.join(", ")
    )?;
    let out = PathBuf::from(std::env::var("OUT_DIR")?).join("kinds.rs");
    std::fs::write(out, modules)?;
    Ok(())
}

fn folder(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut entries = std::fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    entries.sort();
    Ok(entries)
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn module(out: &mut String, service: &str, name: &str, kind: &KindFile) -> Result<(), Failure> {
    let summary = &kind.summary;
    writeln!(
        out,
        "/// {summary}\npub mod {name} {{ use crate::kind::*; use privatelink_ir::{{Kind, Name}};"
    )?;
    writeln!(out, "/// {summary}\npub const KIND: Kind = Kind(\"{service}/{name}\");")?;
    for property in kind.properties.keys() {
        writeln!(
            out,
            "/// Property `{property}`.\npub const {}: Name = Name({property:?});",
            property.to_uppercase()
        )?;
    }
    for attribute in kind.attributes.keys().filter(|name| !kind.properties.contains_key(*name)) {
        writeln!(
            out,
            "/// Attribute `{attribute}`.\npub const {}: Name = Name({attribute:?});",
            attribute.to_uppercase()
        )?;
    }
    for (block, property) in
        kind.properties.iter().filter(|(_, property)| !property.fields.is_empty())
    {
        writeln!(out, "/// Fields of the block `{block}`.\npub mod {block} {{")?;
        for field in property.fields.keys() {
            writeln!(
                out,
                "/// Field `{field}`.\npub const {}: &str = {field:?};",
                field.to_uppercase()
            )?;
        }
        out.push_str("}\n");
    }
    let form = match &kind.cloudformation {
        KindForm::Resource(name) => format!("KindForm::Resource({name:?})"),
        KindForm::Fold { fold: Fold { into, through, list } } => {
            format!("KindForm::Fold {{ into: {into:?}, through: {through:?}, list: {list:?} }}")
        }
        KindForm::Collect { collect: Collect { r#type, owner, list } } => format!(
            "KindForm::Collect {{ type_name: {:?}, owner: ({:?}, {:?}), list: ({:?}, {:?}) }}",
            r#type, owner.property, owner.name, list.property, list.name
        ),
        KindForm::Absent { absent, help } => {
            format!("KindForm::Absent {{ message: {absent:?}, help: {help:?} }}")
        }
    };
    let properties = properties(&kind.properties)?;
    let attributes: String = kind
        .attributes
        .iter()
        .map(|(name, attribute)| Ok(attribute_entry(name, attribute)? + ", "))
        .collect::<Result<_, Failure>>()?;
    writeln!(
        out,
        "/// What the catalog says about it.\npub static ENTRY: KindEntry = KindEntry {{ id: \"{service}/{name}\", summary: {summary:?}, \
         terraform: {:?}, pulumi: {:?}, cloudformation: {form}, properties: &[{properties}], attributes: &[{attributes}] }};\n}}",
        kind.terraform, kind.pulumi
    )?;
    Ok(())
}

fn properties(all: &BTreeMap<String, Property>) -> Result<String, Failure> {
    all.iter().map(|(name, property)| Ok(property_entry(name, property)? + ", ")).collect()
}

fn property_entry(name: &str, property: &Property) -> Result<String, Failure> {
    let camel = camel_case(name);
    let pulumi = property.pulumi.clone().unwrap_or(camel);
    let by_rule = property.pulumi.is_none()
        && property.cloudformation.is_none()
        && property.terraform_type.is_none();
    if by_rule != property.reason.is_empty() {
        return Err(
            format!("`{name}`: an exception needs a reason, and a reason an exception").into()
        );
    }
    let form = match &property.cloudformation {
        None => format!(
            "PropertyForm::Named {{ name: {:?}, words: None, list: false, wrap: None }}",
            pascal_case(name)
        ),
        Some(PropertyForm::Named { name, values, list, wrap }) => {
            let words = values.as_ref().map(|words| (word(words, "true"), word(words, "false")));
            format!(
                "PropertyForm::Named {{ name: {name:?}, words: {words:?}, list: {list}, wrap: {wrap:?} }}"
            )
        }
        Some(PropertyForm::Attribute { attributes, key }) => {
            format!("PropertyForm::Attribute {{ list: {attributes:?}, key: {key:?} }}")
        }
        Some(PropertyForm::Tags { tags }) => format!("PropertyForm::Tags({tags:?})"),
        Some(PropertyForm::Spread { spread: true }) => "PropertyForm::Spread".to_owned(),
        Some(PropertyForm::Implied { implied: true }) => "PropertyForm::Implied".to_owned(),
        Some(PropertyForm::Spread { spread: false } | PropertyForm::Implied { implied: false }) => {
            return Err(format!("`{name}`: leave `false` out").into());
        }
    };
    let ty = property_type(&property.r#type)?;
    let terraform_type = match &property.terraform_type {
        Some(other) => property_type(other)?,
        None => ty,
    };
    Ok(format!(
        "Property {{ name: {name:?}, pulumi: {pulumi:?}, cloudformation: {form}, ty: {ty}, terraform_type: {terraform_type}, \
         required: {}, fields: &[{}], echo: {:?}, reason: {:?} }}",
        property.required,
        properties(&property.fields)?,
        property.echo.as_deref().map(camel_case),
        property.reason
    ))
}

fn word(words: &BTreeMap<String, String>, key: &str) -> String {
    words.get(key).cloned().unwrap_or_default()
}

fn attribute_entry(name: &str, attribute: &Attribute) -> Result<String, Failure> {
    let pulumi = attribute.pulumi.clone().unwrap_or_else(|| camel_case(name));
    let by_rule = attribute.pulumi.is_none() && attribute.cloudformation.is_none();
    if by_rule != attribute.reason.is_empty() {
        return Err(
            format!("`{name}`: an exception needs a reason, and a reason an exception").into()
        );
    }
    let form = match &attribute.cloudformation {
        None => format!("AttributeForm::Get({:?})", pascal_case(name)),
        Some(AttributeForm::Ref { r#ref: true }) => "AttributeForm::Ref".to_owned(),
        Some(AttributeForm::Ref { r#ref: false }) => {
            return Err(format!("`{name}`: leave `ref = false` out").into());
        }
        Some(AttributeForm::Get { get }) => format!("AttributeForm::Get({get:?})"),
        Some(AttributeForm::Text { text, china }) => {
            format!("AttributeForm::Text {{ text: {text:?}, china: {china:?} }}")
        }
        Some(AttributeForm::Texts { texts: [text] }) => format!("AttributeForm::Texts({text:?})"),
    };
    let ty = property_type(&attribute.r#type)?;
    Ok(format!(
        "Attribute {{ name: {name:?}, pulumi: {pulumi:?}, cloudformation: {form}, ty: {ty}, reason: {:?} }}",
        attribute.reason
    ))
}

fn property_type(word: &str) -> Result<&'static str, Failure> {
    Ok(match word {
        "string" => "PropertyType::String",
        "number" => "PropertyType::Number",
        "bool" => "PropertyType::Bool",
        "list(string)" => "PropertyType::StringList",
        "map(string)" => "PropertyType::StringMap",
        "block" => "PropertyType::Block",
        "blocks" => "PropertyType::Blocks",
        other => return Err(format!("`{other}` is no type").into()),
    })
}
