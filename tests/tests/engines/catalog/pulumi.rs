//! What a version of `pulumi-aws` says: the declarations of its Node package.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use privatelink_catalog::{KindEntry, Property};
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::toolchain::Toolchain;
use serde_json::Value;

use crate::catalog::mismatch::{
    Mismatch, Settable, attribute_part, compare, path, property_part, words,
};
use crate::catalog::typescript::{self, Member, Shape};

/// A Node package with the types of `pulumi-aws`.
#[derive(Debug)]
pub(crate) struct Package {
    title: String,
    folder: PathBuf,
    /// Object types of inputs.
    inputs: String,
}

impl Package {
    /// Opens the package in a folder of the Node packages, which must be of the given version.
    pub(crate) fn open(tools: &Toolchain, name: &str, version: &str) -> Result<Self, Failure> {
        let folder = tools.node_modules().join(name);
        let read = |file: &str| {
            let path = folder.join(file);
            fs::read_to_string(&path).context(|| format!("cannot read `{}`", path.display()))
        };
        let manifest: Value = serde_json::from_str(&read("package.json")?)?;
        let found = manifest["version"].as_str().unwrap_or_default();
        if !found.starts_with(version) {
            let message = format!("`{name}` is of version `{found}`, not `{version}x`");
            return Err(Failure::new(message));
        }
        let title = format!("pulumi-aws {found}");
        let inputs = read("types/input.d.ts")?;
        Ok(Self { title, folder, inputs })
    }

    /// Name and version.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// What the catalog says otherwise about a kind.
    pub(crate) fn check(&self, kind: &KindEntry) -> Vec<Mismatch> {
        let Some((inputs, outputs)) = self.resource(kind.pulumi) else {
            let (catalog, source) = (format!("`{}`", kind.pulumi), "has no such resource");
            return vec![Mismatch::new(kind, "Pulumi token", catalog, source)];
        };
        let mut found = self.properties(kind, "", kind.properties, &inputs);
        let echoes = kind.properties.iter().filter_map(|property| Some((property, property.echo?)));
        for (property, echo) in echoes.filter(|(_, echo)| !outputs.contains_key(*echo)) {
            let catalog = format!("that `{echo}` shows it");
            let source = "has no output of this name";
            found.push(Mismatch::new(kind, property_part("", property.name), catalog, source));
        }
        for attribute in kind.attributes {
            let part = attribute_part(attribute.name);
            match outputs.get(attribute.pulumi) {
                None => {
                    let catalog = format!("`{}`", attribute.pulumi);
                    let source = "has no output of this name";
                    found.push(Mismatch::new(kind, part, catalog, source));
                }
                Some(output) if output.shape.property_type() != Some(attribute.ty) => {
                    let source = format!("says `{}`", output.spelled);
                    found.push(Mismatch::new(kind, part, words(attribute.ty), source));
                }
                Some(_) => {}
            }
        }
        found
    }

    /// Inputs and outputs of the resource with this token.
    fn resource(&self, token: &str) -> Option<(Members, Members)> {
        let mut parts = token.split(':').skip(1);
        let (file, name) = (parts.next()?, parts.next()?);
        // The file of a token is named after it, but only the program has the token itself.
        let program = fs::read_to_string(self.folder.join(format!("{file}.js"))).ok()?;
        if !program.contains(&format!("__pulumiType = '{token}';")) {
            return None;
        }
        let declarations = fs::read_to_string(self.folder.join(format!("{file}.d.ts"))).ok()?;
        let class = format!("export declare class {name}");
        let arguments = format!("export interface {name}Args");
        let mut outputs = typescript::members(&declarations, &class)?;
        // The base class declares it.
        outputs.insert("id".to_owned(), id());
        Some((typescript::members(&declarations, &arguments)?, outputs))
    }

    fn properties(
        &self,
        kind: &KindEntry,
        place: &str,
        properties: &[Property],
        members: &Members,
    ) -> Vec<Mismatch> {
        let settable = members.iter().map(|(name, member)| (name.clone(), settable(member)));
        let spell = |property: &Property| (property.pulumi, property.ty);
        let mut found = compare(kind, place, properties, spell, &settable.collect());
        for property in properties {
            let shape = members.get(property.pulumi).map(|member| &member.shape);
            let Some(object) = shape.and_then(|shape| shape.object()) else { continue };
            if let Some(fields) = self.object(object) {
                let path = path(place, property.name);
                found.extend(self.properties(kind, &path, property.fields, &fields));
            } else {
                let part = property_part(place, property.name);
                let source = format!("does not declare `{object}`");
                found.push(Mismatch::new(kind, part, words(property.ty), source));
            }
        }
        found
    }

    /// Fields of an object type: `lb.ListenerDefaultAction`.
    fn object(&self, name: &str) -> Option<Members> {
        let (service, name) = name.split_once('.')?;
        let namespace = typescript::namespace(&self.inputs, service)?;
        typescript::members(&namespace, &format!("interface {name}"))
    }
}

fn id() -> Member {
    Member { optional: false, spelled: "pulumi.Output<ID>".to_owned(), shape: Shape::String }
}

type Members = BTreeMap<String, Member>;

fn settable(member: &Member) -> Settable {
    let (ty, spelled) = (member.shape.property_type(), format!("`{}`", member.spelled));
    Settable { ty, spelled, required: !member.optional }
}
