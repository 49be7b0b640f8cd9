//! Reads `kinds/` and `bridges/` and writes them as constants: a typo in a component becomes a compile error, and the plugin parses nothing when it starts.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::print_stdout,
    reason = "build scripts speak to cargo on stdout; `spelling` is shared with the crate"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[path = "build/access.rs"]
mod access;
#[path = "build/bridges.rs"]
mod bridges;
#[path = "build/checks.rs"]
mod checks;
#[path = "build/clashes.rs"]
mod clashes;
#[path = "build/files.rs"]
mod files;
#[path = "build/import.rs"]
mod import;
#[path = "build/picture.rs"]
mod picture;
#[path = "build/prices.rs"]
mod prices;
#[path = "build/services.rs"]
mod services;
#[path = "src/spelling.rs"]
mod spelling;
#[path = "build/structs.rs"]
mod structs;

use files::{
    Attribute, AttributeForm, Collect, Fault, Fold, KindFile, KindForm, Merge, Parallel, Property,
    PropertyForm, Together,
};
use spelling::{camel_case, pascal_case};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    println!("cargo::rerun-if-changed=kinds");
    println!("cargo::rerun-if-changed=bridges");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=prices.toml");
    println!("cargo::rerun-if-changed=prices");
    println!("cargo::rerun-if-changed=services");
    println!("cargo::rerun-if-changed=src/spelling.rs");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    std::fs::write(out.join("bridges.rs"), bridges::table(&folder(Path::new("bridges"))?)?)?;
    let prices = prices::tables(Path::new("prices.toml"), Path::new("prices"))?;
    std::fs::write(out.join("prices.rs"), prices)?;
    std::fs::write(out.join("services.rs"), services::catalog(Path::new("services"))?)?;
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
            writeln!(modules, "pub use {name}::{};", pascal_case(&name))?;
            all.push(format!("&{service_name}::{name}::ENTRY"));
        }
        modules.push_str("}\n");
    }
    writeln!(
        modules,
        "/// Every kind, in the order of their names.\npub static KINDS: &[&crate::kind::KindEntry] = &[{}];",
        all.join(", ")
    )?;
    std::fs::write(out.join("kinds.rs"), modules)?;
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
    checks::kind(kind)?;
    let summary = &kind.summary;
    writeln!(
        out,
        "/// {summary}\npub mod {name} {{ use crate::kind::*; use privatelink_ir::{{Kind, Name}}; use privatelink_ir::handle::*;"
    )?;
    writeln!(out, "/// {summary}\npub const KIND: Kind = Kind(\"{service}/{name}\");")?;
    constants(out, kind)?;
    out.push_str(&structs::kind(name, kind)?);
    let form = form(&kind.cloudformation);
    let timeouts: String = kind
        .timeouts
        .iter()
        .map(|operation| format!("privatelink_ir::Operation::{operation:?}, "))
        .collect();
    let properties = properties(&kind.properties)?;
    let actions = access::actions(&kind.actions, &|name| kind.properties.contains_key(name))?;
    let attributes: String = kind
        .attributes
        .iter()
        .map(|(name, attribute)| Ok(attribute_entry(name, attribute)? + ", "))
        .collect::<Result<_, Failure>>()?;
    writeln!(
        out,
        "/// What the catalog says about it.\npub static ENTRY: KindEntry = KindEntry {{ id: \"{service}/{name}\", summary: {summary:?}, \
         terraform: {:?}, pulumi: {:?}, pulumi_formerly: &{:?}, cloudformation: {form}, lookup: {}, global: {}, costs: &{:?}, timeouts: &[{timeouts}], \
         replaced_before: {:?}, replaced_after: {:?}, parallel: {}, faults: &[{}], import: {}, picture: {}, actions: {actions}, \
         properties: &[{properties}], attributes: &[{attributes}] }};\n}}",
        kind.terraform,
        kind.pulumi,
        kind.pulumi_formerly,
        kind.lookup,
        kind.global,
        kind.costs,
        kind.replace.as_ref().and_then(|replace| replace.before.as_ref()),
        kind.replace.as_ref().and_then(|replace| replace.after.as_ref()),
        parallel(kind.parallel.as_ref()),
        kind.faults.iter().map(fault).collect::<String>(),
        import::import(kind)?,
        picture::picture(kind)?
    )?;
    Ok(())
}

/// Names of properties, attributes and fields.
fn constants(out: &mut String, kind: &KindFile) -> Result<(), Failure> {
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
    Ok(())
}

fn form(form: &KindForm) -> String {
    match form {
        KindForm::Resource(name) => format!("KindForm::Resource({name:?})"),
        KindForm::Fold { fold: Fold { into, through, list, element } } => format!(
            "KindForm::Fold {{ into: {into:?}, through: {through:?}, list: {list:?}, element: {element:?} }}"
        ),
        KindForm::Collect { collect: Collect { r#type, owner, list } } => format!(
            "KindForm::Collect {{ type_name: {:?}, owner: ({:?}, {:?}), list: ({:?}, {:?}) }}",
            r#type, owner.property, owner.name, list.property, list.name
        ),
        KindForm::Merge { merge: Merge { into, through, property } } => format!(
            "KindForm::Merge {{ into: {into:?}, through: {through:?}, property: {property:?} }}"
        ),
        KindForm::Implied { implied } => format!("KindForm::Implied({implied:?})"),
        KindForm::Bridge { bridge } => format!("KindForm::Bridge({bridge:?})"),
        KindForm::Together(Together { bridge, together }) => {
            format!("KindForm::Together {{ bridge: {bridge:?}, list: {together:?} }}")
        }
        KindForm::Absent { absent, help } => {
            format!("KindForm::Absent {{ message: {absent:?}, help: {help:?} }}")
        }
    }
}

fn parallel(given: Option<&Parallel>) -> String {
    given.map_or("None".to_owned(), |Parallel { most, reason, source }| {
        format!("Some(Parallel {{ most: {most}, reason: {reason:?}, source: {source:?} }})")
    })
}

fn fault(given: &Fault) -> String {
    let Fault { versions, reason, source } = given;
    format!("Fault {{ versions: &{versions:?}, reason: {reason:?}, source: {source:?} }}, ")
}

fn properties(all: &BTreeMap<String, Property>) -> Result<String, Failure> {
    all.iter().map(|(name, property)| Ok(property_entry(name, property)? + ", ")).collect()
}

fn property_entry(name: &str, property: &Property) -> Result<String, Failure> {
    let camel = camel_case(name);
    let pulumi = property.pulumi.clone().unwrap_or(camel);
    let by_rule = property.pulumi.is_none()
        && property.cloudformation.is_none()
        && property.terraform_type.is_none()
        && property.needs.is_none();
    if by_rule != property.reason.is_empty() {
        return Err(
            format!("`{name}`: an exception needs a reason, and a reason an exception").into()
        );
    }
    let form = property_form(name, property.cloudformation.as_ref())?;
    let ty = property_type(&property.r#type)?;
    let terraform_type = match &property.terraform_type {
        Some(other) => property_type(other)?,
        None => ty,
    };
    Ok(format!(
        "Property {{ name: {name:?}, pulumi: {pulumi:?}, cloudformation: {form}, ty: {ty}, terraform_type: {terraform_type}, \
         required: {}, fields: &[{}], needs: {}, echo: {:?}, set_once: {:?}, reason: {:?} }}",
        property.required,
        properties(&property.fields)?,
        needs(property.needs.as_deref()),
        property.echo.as_deref().map(camel_case),
        property.set_once,
        property.reason
    ))
}

/// What a property is in `CloudFormation`.
fn property_form(name: &str, form: Option<&PropertyForm>) -> Result<String, Failure> {
    Ok(match form {
        None => format!(
            "PropertyForm::Named {{ name: {:?}, words: None, list: false, wrap: None, inside: None }}",
            pascal_case(name)
        ),
        Some(PropertyForm::Named { name, values, list, wrap, inside }) => {
            let words = values.as_ref().map(|words| (word(words, "true"), word(words, "false")));
            format!(
                "PropertyForm::Named {{ name: {name:?}, words: {words:?}, list: {list}, wrap: {wrap:?}, inside: {inside:?} }}"
            )
        }
        Some(PropertyForm::Attribute { attributes, key }) => {
            format!("PropertyForm::Attribute {{ list: {attributes:?}, key: {key:?} }}")
        }
        Some(PropertyForm::Pairs { pairs }) => format!("PropertyForm::Pairs({pairs:?})"),
        Some(PropertyForm::Tags { tags }) => format!("PropertyForm::Tags({tags:?})"),
        Some(PropertyForm::Document { document }) => {
            format!("PropertyForm::Document({document:?})")
        }
        Some(PropertyForm::Only { only }) => format!("PropertyForm::Only({only:?})"),
        Some(PropertyForm::Text { text }) => format!("PropertyForm::Text({text:?})"),
        Some(PropertyForm::Beside { name, beside }) => format!(
            "PropertyForm::Beside {{ name: {name:?}, constant: ({:?}, {:?}) }}",
            beside.name, beside.value
        ),
        Some(PropertyForm::Absent { absent, help }) => {
            format!("PropertyForm::Absent {{ message: {absent:?}, help: {help:?} }}")
        }
        Some(PropertyForm::Spread { spread: true }) => "PropertyForm::Spread".to_owned(),
        Some(PropertyForm::Implied { implied: true }) => "PropertyForm::Implied".to_owned(),
        Some(PropertyForm::Spread { spread: false } | PropertyForm::Implied { implied: false }) => {
            return Err(format!("`{name}`: leave `false` out").into());
        }
    })
}

/// The constant of a capability.
fn needs(name: Option<&str>) -> String {
    name.map_or("None".to_owned(), |name| {
        format!("Some(crate::engines::{})", name.replace('-', "_").to_uppercase())
    })
}

fn word(words: &BTreeMap<String, String>, key: &str) -> String {
    words.get(key).cloned().unwrap_or_default()
}

fn attribute_entry(name: &str, attribute: &Attribute) -> Result<String, Failure> {
    let terraform = attribute.terraform.clone().unwrap_or_else(|| name.to_owned());
    let pulumi = attribute.pulumi.clone().unwrap_or_else(|| camel_case(&terraform));
    let by_rule = attribute.terraform.is_none()
        && attribute.pulumi.is_none()
        && attribute.cloudformation.is_none()
        && attribute.needs.is_none();
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
        Some(AttributeForm::Part { list, index, separator, part }) => format!(
            "AttributeForm::Part {{ list: {list:?}, index: {index}, separator: {separator:?}, part: {part} }}"
        ),
        Some(AttributeForm::First { of, through, list }) => {
            format!("AttributeForm::First {{ of: {of:?}, through: {through:?}, list: {list:?} }}")
        }
        Some(AttributeForm::Property { property }) => {
            format!("AttributeForm::Property({property:?})")
        }
        Some(AttributeForm::Absent { absent: true }) => "AttributeForm::Absent".to_owned(),
        Some(AttributeForm::Absent { absent: false }) => {
            return Err(format!("`{name}`: leave `absent = false` out").into());
        }
    };
    let ty = property_type(&attribute.r#type)?;
    Ok(format!(
        "Attribute {{ name: {name:?}, terraform: &[{}], pulumi: &[{}], cloudformation: {form}, ty: {ty}, \
         needs: {}, reason: {:?} }}",
        segments(&terraform)?,
        segments(&pulumi)?,
        needs(attribute.needs.as_deref()),
        attribute.reason
    ))
}

/// `dns_entry[0].dns_name` or `dns_entry[*].dns_name` as segments.
fn segments(path: &str) -> Result<String, Failure> {
    let mut out = String::new();
    for field in path.split('.') {
        let (name, index) = match field.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            Some((name, index)) => (name, Some(index)),
            None => (field, None),
        };
        write!(out, "Segment::Field({name:?}), ")?;
        match index {
            None => {}
            Some("*") => out.push_str("Segment::Each, "),
            Some(index) => write!(out, "Segment::Index({}), ", index.parse::<usize>()?)?,
        }
    }
    Ok(out)
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
