//! Writes a struct for each kind: what components describe resources with, and read their attributes by.

use super::Failure;
use super::files::{KindFile, Property};
use super::spelling::pascal_case;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The struct of a kind, its attributes, and a struct for each block.
pub(super) fn kind(name: &str, kind: &KindFile) -> Result<String, Failure> {
    let summary = &kind.summary;
    let own = pascal_case(name);
    let attributes = format!("{own}Attributes");
    let mut methods = String::new();
    for (property, what) in &kind.properties {
        let ty = property_type(property, &what.r#type)?;
        let constant = property.to_uppercase();
        writeln!(
            methods,
            "{}",
            setter(property, &ty, &format!("Resource::set(self, {constant}, value)"))
        )?;
    }
    let mut read = String::new();
    for (attribute, what) in &kind.attributes {
        let ty = plain_type(&what.r#type)?;
        writeln!(
            read,
            "/// Attribute `{attribute}`.\npub fn {}(self) -> R::Of<{ty}> {{ self.0.read({}) }}",
            method(attribute),
            attribute.to_uppercase()
        )?;
    }
    let blocks = blocks(&kind.properties)?;
    Ok(format!(
        "
/// {summary}
#[must_use]
#[derive(Debug)]
pub struct {own}(privatelink_ir::Node);

impl Default for {own} {{
    fn default() -> Self {{ Self::new() }}
}}

impl {own} {{
    /// One without properties so far.
    pub fn new() -> Self {{ Self(privatelink_ir::graph::node(\"\", KIND)) }}
    {methods}
}}

impl Resource for {own} {{
    type Made<R: Reading> = {attributes}<R>;
    fn node(&mut self) -> &mut privatelink_ir::Node {{ &mut self.0 }}
    fn made<R: Reading>(reading: R) -> {attributes}<R> {{ {attributes}(reading) }}
}}

/// Attributes of [`{own}`].
#[derive(Clone, Copy, Debug)]
pub struct {attributes}<R>(R);

impl<R: Reading> {attributes}<R> {{
    {read}
}}

impl<R: Reading> Awaited for {attributes}<R> {{
    fn wait(&self) -> privatelink_ir::Wait {{ self.0.wait() }}
}}
{blocks}"
    ))
}

/// A struct for each block.
fn blocks(properties: &BTreeMap<String, Property>) -> Result<String, Failure> {
    let mut out = String::new();
    for (block, property) in properties.iter().filter(|(_, property)| !property.fields.is_empty()) {
        let own = pascal_case(block);
        let mut methods = String::new();
        for (field, what) in &property.fields {
            let ty = property_type(field, &what.r#type)?;
            let set = format!("Self(self.0.set({field:?}, value))");
            writeln!(methods, "{}", setter(field, &ty, &set))?;
        }
        write!(
            out,
            "
/// Block `{block}`.
#[must_use]
#[derive(Debug, Default)]
pub struct {own}(Object<{own}>);

impl {own} {{
    /// One without fields so far.
    pub fn new() -> Self {{ Self::default() }}
    {methods}
}}

impl Term for {own} {{
    type Is = Self;
    type When = Early;
    fn expr(self) -> privatelink_ir::Expr {{ Term::expr(self.0) }}
}}

impl Fits<Self> for {own} {{}}
"
        )?;
        out.push_str(&blocks(&property.fields)?);
    }
    Ok(out)
}

fn setter(name: &str, ty: &str, set: &str) -> String {
    format!(
        "/// Sets `{name}`.\npub fn {}<T: Term>(self, value: T) -> Self where T::Is: Fits<{ty}> {{ {set} }}",
        method(name)
    )
}

/// The method of a property: its name, unless Rust has that word.
fn method(name: &str) -> String {
    if name == "type" { "type_".to_owned() } else { name.to_owned() }
}

fn property_type(name: &str, word: &str) -> Result<String, Failure> {
    Ok(match word {
        "block" => pascal_case(name),
        "blocks" => format!("List<{}, Late>", pascal_case(name)),
        word => plain_type(word)?.to_owned(),
    })
}

fn plain_type(word: &str) -> Result<&'static str, Failure> {
    Ok(match word {
        "string" => "Text",
        "number" => "i64",
        "bool" => "bool",
        "list(string)" => "List<Text, Late>",
        "map(string)" => "Map<Text, Late>",
        other => return Err(format!("`{other}` is no type").into()),
    })
}
