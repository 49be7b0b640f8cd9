//! What a version of `pulumi-aws` says: the declarations of its Node package.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use privatelink_catalog::engines::PULUMI;
use privatelink_catalog::spelling::pascal_case;
use privatelink_catalog::{KINDS, KindEntry, Property, Segment, find};
use privatelink_ir::Kind;
use privatelink_tests::failure::{Context, Failure};
use privatelink_tests::toolchain::Toolchain;
use serde_json::Value;

use crate::catalog::imports;
use crate::catalog::mismatch::{
    Mismatch, Settable, attribute_part, compare, path, property_part, spelled, words,
};
use crate::catalog::typescript::{self, Member, Shape};

/// Inputs that only the newest version has, by kind and name in Pulumi. Nothing in the catalog can set them for Pulumi:
/// the oldest version that users may have, and the Terraform provider behind it, do not know them.
const NEWER: [(&str, &str, &str); 5] = [
    ("ec2/vpc_endpoint", "dns_options", "privateDnsPreference"),
    ("ec2/vpc_endpoint", "dns_options", "privateDnsSpecifiedDomains"),
    ("lb/load_balancer", "", "enablePrefixForIpv6SourceNat"),
    ("vpclattice/resource_configuration", "", "customDomainName"),
    ("vpclattice/resource_configuration", "", "domainVerificationId"),
];

/// The versions differ in what [`NEWER`] says: the older one has none of it, the newer one all.
pub(crate) fn differences_are_needed(older: &Package, newer: &Package) -> Result<(), Failure> {
    for (id, place, name) in NEWER {
        let has = |package: &Package| {
            let kind = find(Kind(id))?;
            let (inputs, _) = package.resource(kind.pulumi)?;
            let Some(block) = kind.find_property(place) else {
                return Some(inputs.contains_key(name));
            };
            let fields = object(&package.inputs, inputs.get(block.pulumi)?.shape.object()?)?;
            Some(fields.contains_key(name))
        };
        if (has(older), has(newer)) != (Some(false), Some(true)) {
            let titles = format!("{} and {}", older.title, newer.title);
            return Err(Failure::new(format!("`{name}` of `{id}` is no difference of {titles}")));
        }
    }
    let section = |package: &Package, id: &str| {
        let kind = KINDS.iter().find(|kind| kind.id == id)?;
        package.section(kind.pulumi)
    };
    let mut needless = imports::needless(|id| section(older, id), |id| section(newer, id));
    match needless.next() {
        Some(id) => Err(Failure::new(format!("importing `{id}` is no difference of the versions"))),
        None => Ok(()),
    }
}

/// A Node package with the types of `pulumi-aws`.
#[derive(Debug)]
pub(crate) struct Package {
    title: String,
    folder: PathBuf,
    /// Object types of inputs.
    inputs: String,
    /// Object types of outputs.
    outputs: String,
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
        let (inputs, outputs) = (read("types/input.d.ts")?, read("types/output.d.ts")?);
        Ok(Self { title, folder, inputs, outputs })
    }

    /// Name and version.
    pub(crate) fn title(&self) -> &str {
        &self.title
    }

    /// What the catalog says otherwise about a kind.
    pub(crate) fn check(&self, kind: &KindEntry) -> Vec<Mismatch> {
        let there =
            if kind.lookup { self.function(kind.pulumi) } else { self.resource(kind.pulumi) };
        let Some((inputs, outputs)) = there else {
            let what = if kind.lookup { "function" } else { "resource" };
            let (catalog, source) = (format!("`{}`", kind.pulumi), format!("has no such {what}"));
            return vec![Mismatch::new(kind, "Pulumi token", catalog, source)];
        };
        let mut found = self.properties(kind, "", kind.properties, &inputs);
        let echoes = kind.properties.iter().filter_map(|property| Some((property, property.echo?)));
        for (property, echo) in echoes.filter(|(_, echo)| !outputs.contains_key(*echo)) {
            let catalog = format!("that `{echo}` shows it");
            let source = "has no output of this name";
            found.push(Mismatch::new(kind, property_part("", property.name), catalog, source));
        }
        for attribute in kind.attributes.iter().filter(|it| it.is_on(&PULUMI)) {
            let part = attribute_part(attribute.name);
            match self.read(&outputs, attribute.pulumi) {
                Err(source) => {
                    let catalog = format!("`{}`", spelled(attribute.pulumi));
                    found.push(Mismatch::new(kind, part, catalog, source));
                }
                Ok(shape) if shape.property_type() != Some(attribute.ty) => {
                    let source = format!("says `{shape}`");
                    found.push(Mismatch::new(kind, part, words(attribute.ty), source));
                }
                Ok(_) => {}
            }
        }
        found
    }

    /// What the catalog says otherwise about importing a kind.
    pub(crate) fn check_import(&self, kind: &KindEntry) -> Vec<Mismatch> {
        imports::check(kind, self.section(kind.pulumi).as_ref())
    }

    /// What the documentation of a resource says about importing.
    fn section(&self, token: &str) -> Option<imports::Section> {
        imports::section(&self.declarations(token)?)
    }

    /// Declarations in the file that is named after a token.
    fn declarations(&self, token: &str) -> Option<String> {
        let file = token.split(':').nth(1)?;
        let file = file.strip_prefix("index/").unwrap_or(file);
        fs::read_to_string(self.folder.join(format!("{file}.d.ts"))).ok()
    }

    /// The type of what stands at the end of a way into outputs; in words what stops it otherwise.
    fn read(&self, outputs: &Members, way: &[Segment]) -> Result<Shape, String> {
        match way.split_first() {
            Some((Segment::Field(name), rest)) => match outputs.get(*name) {
                Some(member) => self.follow(&member.shape, rest),
                None => Err(format!("has no `{name}` there")),
            },
            _ => Err("begins with a name".to_owned()),
        }
    }

    fn follow(&self, shape: &Shape, way: &[Segment]) -> Result<Shape, String> {
        let Some((step, rest)) = way.split_first() else { return Ok(shape.clone()) };
        match (step, shape) {
            (Segment::Field(_), Shape::Object(name)) => match object(&self.outputs, name) {
                Some(fields) => self.read(&fields, way),
                None => Err(format!("does not declare `{name}`")),
            },
            (Segment::Index(_), Shape::List(item)) => self.follow(item, rest),
            (Segment::Each, Shape::List(item)) => {
                Ok(Shape::List(Box::new(self.follow(item, rest)?)))
            }
            (Segment::Field(name), _) => Err(format!("has `{shape}` where `{name}` should be in")),
            (Segment::Index(_) | Segment::Each, _) => {
                Err(format!("has `{shape}` where a list should be"))
            }
        }
    }

    /// Arguments and result of the function with this token.
    fn function(&self, token: &str) -> Option<(Members, Members)> {
        let mut parts = token.split(':').skip(1);
        let (file, name) = (parts.next()?, parts.next()?);
        let file = file.strip_prefix("index/").unwrap_or(file);
        let program = fs::read_to_string(self.folder.join(format!("{file}.js"))).ok()?;
        if !program.contains(&format!("pulumi.runtime.invoke(\"{token}\"")) {
            return None;
        }
        let declarations = self.declarations(token)?;
        let name = pascal_case(name);
        let members =
            |what| typescript::members(&declarations, &format!("export interface {name}{what}"));
        Some((members("Args")?, members("Result")?))
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
        let declarations = self.declarations(token)?;
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
        let is_newer = |name: &str| NEWER.contains(&(kind.id, place, name));
        let members_of_all = members.iter().filter(|(name, _)| !is_newer(name));
        let settable = members_of_all.map(|(name, member)| (name.clone(), settable(member)));
        let spell = |property: &Property| (property.pulumi, property.ty);
        let mut found = compare(kind, &PULUMI, place, properties, spell, &settable.collect());
        for property in properties {
            let shape = members.get(property.pulumi).map(|member| &member.shape);
            let Some(name) = shape.and_then(|shape| shape.object()) else { continue };
            if let Some(fields) = object(&self.inputs, name) {
                let path = path(place, property.name);
                found.extend(self.properties(kind, &path, property.fields, &fields));
            } else {
                let part = property_part(place, property.name);
                let source = format!("does not declare `{name}`");
                found.push(Mismatch::new(kind, part, words(property.ty), source));
            }
        }
        found
    }
}

/// Fields of an object type: `lb.ListenerDefaultAction`.
fn object(types: &str, name: &str) -> Option<Members> {
    let (service, name) = name.split_once('.')?;
    let namespace = typescript::namespace(types, service)?;
    typescript::members(&namespace, &format!("interface {name}"))
}

fn id() -> Member {
    Member { optional: false, spelled: "pulumi.Output<ID>".to_owned(), shape: Shape::String }
}

type Members = BTreeMap<String, Member>;

fn settable(member: &Member) -> Settable {
    let (ty, spelled) = (member.shape.property_type(), format!("`{}`", member.spelled));
    Settable { ty, spelled, required: !member.optional }
}
