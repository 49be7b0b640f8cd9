//! What the Terraform provider says: the output of `terraform providers schema`.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use privatelink_catalog::engines::TERRAFORM;
use privatelink_catalog::{
    Attribute, AttributeForm, KindEntry, Property, PropertyType, Segment, find,
};
use privatelink_ir::Kind;
use privatelink_tests::failure::Failure;
use privatelink_tests::process::{self, Finished};
use privatelink_tests::scratch::Scratch;
use privatelink_tests::terraform::cli_configuration;
use privatelink_tests::toolchain::Toolchain;
use serde_json::{Map, Value, json};

use crate::catalog::mismatch::{
    Mismatch, Settable, attribute_part, compare, path, property_part, spelled, words,
};

/// Time for one command. The provider prints fifteen megabytes.
const LIMIT: Duration = Duration::from_mins(5);

/// Properties that the catalog requires although the provider does not, and why.
const STRICTER: [(&str, &str, &str); 14] = [
    ("acm/certificate", "domain_name", "without it a certificate is imported, which is not ours"),
    ("autoscaling/attachment", "lb_target_group_arn", "one of this and `elb`, which is not ours"),
    ("ec2/availability_zone", "zone_id", "without it, any zone is found"),
    ("ec2/flow_log", "vpc_id", "one of this and other places, which are not ours"),
    ("ec2/route_table_association", "subnet_id", "one of this and `gateway_id`, which is not ours"),
    ("ec2/security_group", "description", "AWS requires it; the provider makes one up"),
    (
        "ec2/transit_gateway_peering_attachment",
        "peer_account_id",
        "CloudFormation requires it; the provider takes its own",
    ),
    ("ec2/vpc_details", "id", "without it, any VPC is found"),
    ("ec2/vpc_endpoint_details", "id", "without it, any endpoint is found"),
    ("route53/zone", "vpc.vpc_region", "CloudFormation requires it; the provider takes its own"),
    ("route53/zone_association", "vpc_region", "the bridge requires it, and an import"),
    ("route53/zone_authorization", "vpc_region", "the bridge requires it"),
    ("s3/bucket_lifecycle_configuration", "rule", "AWS requires it; the provider says so later"),
    (
        "vpclattice/resource_configuration",
        "type",
        "AWS requires it; the provider takes `SINGLE` by itself",
    ),
];

/// Schemas of all resources and data sources of the provider.
#[derive(Debug)]
pub(crate) struct Provider(Value);

/// The provider, asked once.
pub(crate) fn provider(tools: &Toolchain) -> Result<&'static Provider, Failure> {
    static ASKED: OnceLock<Result<Provider, String>> = OnceLock::new();
    let asked = ASKED.get_or_init(|| Provider::ask(tools).map_err(|failure| failure.to_string()));
    asked.as_ref().map_err(Failure::new)
}

/// Every entry of [`STRICTER`] is about a property that the catalog requires and the provider does not.
pub(crate) fn exceptions_are_needed(tools: &Toolchain) -> Result<(), Failure> {
    let provider = provider(tools)?;
    let is_needed = |id: &'static str, way: &str| {
        let kind = find(Kind(id))?;
        let mut block = Cow::Borrowed(provider.block(kind)?);
        let (mut properties, mut names) = (kind.properties, way.split('.').peekable());
        loop {
            let name = names.next()?;
            let property = properties.iter().find(|property| property.name == name)?;
            if names.peek().is_none() {
                return Some(property.required && !settable(&block).remove(name)?.required);
            }
            properties = property.fields;
            block = Cow::Owned(nested(&block, name)?.block.into_owned());
        }
    };
    for (id, name, _) in STRICTER {
        if is_needed(id, name) != Some(true) {
            let message = format!("the exception for `{name}` of `{id}` is needed no more");
            return Err(Failure::new(message));
        }
    }
    Ok(())
}

impl Provider {
    fn ask(tools: &Toolchain) -> Result<Self, Failure> {
        let scratch = Scratch::new("catalog")?;
        let settings = scratch.path().join("terraform.rc");
        fs::write(&settings, cli_configuration(tools.terraform_mirror()))?;
        // The mirror may hold others, too.
        let version = tools.terraform_provider_version()?;
        let aws = json!({ "source": "hashicorp/aws", "version": version });
        let configuration = json!({ "terraform": { "required_providers": { "aws": aws } } });
        fs::write(scratch.path().join("main.tf.json"), configuration.to_string())?;
        let run = |arguments: &[&str]| -> Result<Finished, Failure> {
            let mut command = Command::new("terraform");
            command.args(arguments).current_dir(scratch.path());
            command.env("TF_CLI_CONFIG_FILE", &settings).env("CHECKPOINT_DISABLE", "1");
            process::run(&mut command, LIMIT)?.expect(0)
        };
        run(&["init", "-no-color", "-input=false"])?;
        let printed = run(&["providers", "schema", "-json"])?;
        let mut schemas: Value = printed.json()?;
        let pointer = "/provider_schemas/registry.terraform.io~1hashicorp~1aws";
        let provider = schemas.pointer_mut(pointer);
        provider.map(|provider| Self(provider.take())).ok_or_else(|| {
            Failure::new(format!("`{}` knows nothing of the provider", printed.line))
        })
    }

    /// Whether it is of version 6, and so may have more than the catalog says, which is what version 5 has.
    pub(crate) fn is_newer(&self) -> bool {
        is_in_region(&self.0["resource_schemas"]["aws_vpc"]["block"])
    }

    /// The schema of the resource or data source that a kind is.
    fn block(&self, kind: &KindEntry) -> Option<&Value> {
        let all = if kind.lookup { "data_source_schemas" } else { "resource_schemas" };
        Some(&self.0[all].get(kind.terraform)?["block"])
    }

    /// What the catalog says otherwise about a kind.
    pub(crate) fn check(&self, kind: &KindEntry) -> Vec<Mismatch> {
        let name = kind.terraform;
        let Some(block) = self.block(kind) else {
            let what = if kind.lookup { "data source" } else { "resource" };
            let source = format!("has no such {what}");
            return vec![Mismatch::new(kind, "Terraform type", format!("`{name}`"), source)];
        };
        let mut found = properties(kind, "", kind.properties, block, true);
        if self.is_newer() {
            found.extend(region(kind, is_in_region(block)));
        }
        let limited = &block["block_types"]["timeouts"]["block"]["attributes"];
        for operation in kind.timeouts.iter().filter(|it| limited.get(it.word()).is_none()) {
            let catalog = format!("a timeout of `{}`", operation.word());
            found.push(Mismatch::new(kind, "timeouts", catalog, "has no such timeout"));
        }
        for attribute in kind.attributes.iter().filter(|it| it.is_on(&TERRAFORM)) {
            let part = attribute_part(attribute.name);
            // What repeats a property reads what was set.
            let repeats = matches!(attribute.cloudformation, AttributeForm::Property(_));
            match read(block, attribute.terraform, repeats) {
                Err(source) => {
                    let catalog = format!("`{}`", spelled(attribute.terraform));
                    found.push(Mismatch::new(kind, part, catalog, source));
                }
                Ok(ty) if !fits(&ty, attribute) => {
                    let source = format!("says {ty}");
                    found.push(Mismatch::new(kind, part, words(attribute.ty), source));
                }
                Ok(_) => {}
            }
        }
        found
    }
}

/// Whether it can be said which Region a resource is in.
fn is_in_region(block: &Value) -> bool {
    block["attributes"]["region"]["optional"] == true
}

/// What the catalog says otherwise about Regions, which providers before version 6 know nothing of.
fn region(kind: &KindEntry, is_in_region: bool) -> Option<Mismatch> {
    let of = |global: bool| if global { "is of no Region" } else { "is in a Region" };
    (is_in_region == kind.global)
        .then(|| Mismatch::new(kind, "Region", of(kind.global), of(!is_in_region)))
}

/// Whether what is read has the type of the attribute. A single text below `[*]` is that of the only element, if Pulumi
/// counts to the first one.
fn fits(ty: &Value, attribute: &Attribute) -> bool {
    let is_only = attribute.terraform.contains(&Segment::Each)
        && attribute.pulumi.contains(&Segment::Index(0))
        && attribute.ty == PropertyType::String
        && attribute_type(ty) == Some(PropertyType::StringList);
    is_only || attribute_type(ty) == Some(attribute.ty)
}

/// The type of what stands at the end of a way into a resource; in words what stops it otherwise. What is computed is
/// said of whole attributes only: a nested block, and whatever is in one, counts as readable.
fn read(block: &Value, way: &[Segment], repeats: bool) -> Result<Value, String> {
    if let Some(Segment::Field(first)) = way.first() {
        let is_block = block["block_types"].get(*first).is_some();
        let argument = &block["attributes"][*first];
        let is_set = repeats && argument["required"] == true;
        if !is_block && !is_set && argument["computed"] != true {
            return Err("computes nothing of this name".to_owned());
        }
    }
    follow(&object_type(block), way)
}

/// A block as a type: nested blocks are lists, sets or objects of the type that they are themselves.
fn object_type(block: &Value) -> Value {
    let arguments = block["attributes"].as_object().into_iter().flatten();
    let arguments = arguments.map(|(name, argument)| (name.clone(), argument["type"].clone()));
    let blocks = block["block_types"].as_object().into_iter().flatten();
    let blocks = blocks.map(|(name, nested)| {
        let ty = object_type(&nested["block"]);
        let ty = match nested["nesting_mode"].as_str() {
            Some(mode @ ("list" | "set" | "map")) => json!([mode, ty]),
            _ => ty,
        };
        (name.clone(), ty)
    });
    json!(["object", arguments.chain(blocks).collect::<Map<_, _>>()])
}

fn follow(ty: &Value, way: &[Segment]) -> Result<Value, String> {
    let Some((step, rest)) = way.split_first() else { return Ok(ty.clone()) };
    let (collection, inner) = (ty[0].as_str().unwrap_or_default(), &ty[1]);
    match (step, collection) {
        (Segment::Field(name), "object") => match inner.get(*name) {
            Some(ty) => follow(ty, rest),
            None => Err(format!("has no `{name}` there")),
        },
        (Segment::Index(_), "list") => follow(inner, rest),
        (Segment::Each, "list" | "set") => Ok(json!(["list", follow(inner, rest)?])),
        (Segment::Field(name), _) => Err(format!("has {ty} where `{name}` should be in")),
        (Segment::Index(_), _) => Err(format!("has {ty}, without an order, where it is counted")),
        (Segment::Each, _) => Err(format!("has {ty} where a list should be")),
    }
}

/// Compares properties with a block. A type that is an object does not tell what is required: then `tells` is false.
fn properties(
    kind: &KindEntry,
    place: &str,
    properties: &[Property],
    block: &Value,
    tells: bool,
) -> Vec<Mismatch> {
    let settable = settable(block);
    let spell = |property: &Property| (property.name, property.terraform_type);
    let mut found = compare(kind, &TERRAFORM, place, properties, spell, &settable);
    for property in properties {
        let Some(there) = settable.get(property.name) else { continue };
        let path = path(place, property.name);
        let excepted = STRICTER.iter().any(|(id, name, _)| *id == kind.id && *name == path);
        if property.required && tells && !there.required && !excepted {
            let part = property_part(place, property.name);
            let source = "does not require it, and `STRICTER` gives no reason";
            found.push(Mismatch::new(kind, part, "required", source).more());
        }
        if let Some(Nested { block, tells }) = nested(block, property.name) {
            found.extend(self::properties(kind, &path, property.fields, &block, tells));
        }
    }
    found
}

/// A block in a block.
struct Nested<'a> {
    block: Cow<'a, Value>,
    tells: bool,
}

/// The nested block of this name, or the argument of this name whose type is an object or a collection of objects.
fn nested<'a>(block: &'a Value, name: &str) -> Option<Nested<'a>> {
    let nested = &block["block_types"][name]["block"];
    if nested.is_object() {
        return Some(Nested { block: Cow::Borrowed(nested), tells: true });
    }
    let ty = &block["attributes"][name]["type"];
    let object = if ty[0] == "object" { ty } else { &ty[1] };
    let fields = object[1].as_object().filter(|_| object[0] == "object")?;
    let argument = |ty: &Value| json!({ "type": ty, "optional": true });
    let fields: Map<_, _> = fields.iter().map(|(name, ty)| (name.clone(), argument(ty))).collect();
    Some(Nested { block: Cow::Owned(json!({ "attributes": fields })), tells: false })
}

/// Arguments and nested blocks.
fn settable(block: &Value) -> BTreeMap<String, Settable> {
    let arguments = block["attributes"].as_object().into_iter().flatten();
    let arguments = arguments.filter_map(|(name, argument)| {
        let required = argument["required"] == true;
        let settable = required || argument["optional"] == true;
        let ty = &argument["type"];
        let (ty, spelled) = (attribute_type(ty), ty.to_string());
        settable.then(|| (name.clone(), Settable { ty, spelled, required }))
    });
    let blocks = block["block_types"].as_object().into_iter().flatten();
    let blocks = blocks.map(|(name, nested)| {
        let required = nested["min_items"].as_u64().is_some_and(|least| least > 0);
        let (ty, most) = (block_type(nested), nested["max_items"].as_u64());
        let most = most.map(|most| format!(" of at most {most}")).unwrap_or_default();
        let spelled = format!("a nested block, {}{most}", nested["nesting_mode"]);
        (name.clone(), Settable { ty, spelled, required })
    });
    arguments.chain(blocks).collect()
}

fn attribute_type(ty: &Value) -> Option<PropertyType> {
    if let Some(name) = ty.as_str() {
        return match name {
            "string" => Some(PropertyType::String),
            "number" => Some(PropertyType::Number),
            "bool" => Some(PropertyType::Bool),
            _ => None,
        };
    }
    let (collection, element) = (ty[0].as_str()?, &ty[1]);
    match (collection, element.as_str().or_else(|| element[0].as_str())) {
        ("list" | "set", Some("string")) => Some(PropertyType::StringList),
        ("list" | "set", Some("object")) => Some(PropertyType::Blocks),
        ("map", Some("string")) => Some(PropertyType::StringMap),
        ("object", _) => Some(PropertyType::Block),
        _ => None,
    }
}

fn block_type(nested: &Value) -> Option<PropertyType> {
    match nested["nesting_mode"].as_str()? {
        "single" | "group" => Some(PropertyType::Block),
        "list" | "set" if nested["max_items"] == 1 => Some(PropertyType::Block),
        "list" | "set" => Some(PropertyType::Blocks),
        _ => None,
    }
}
