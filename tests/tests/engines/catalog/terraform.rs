//! What the Terraform provider says: the output of `terraform providers schema`.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use privatelink_catalog::{KindEntry, Property, PropertyType, find};
use privatelink_ir::Kind;
use privatelink_tests::failure::Failure;
use privatelink_tests::process::{self, Finished};
use privatelink_tests::scratch::Scratch;
use privatelink_tests::terraform::cli_configuration;
use privatelink_tests::toolchain::Toolchain;
use serde_json::{Value, json};

use crate::catalog::mismatch::{
    Mismatch, Settable, attribute_part, compare, path, property_part, words,
};

/// The provider that the tests run; the mirror may hold others.
const VERSION: &str = "5.100.0";

/// Time for one command. The provider prints fifteen megabytes.
const LIMIT: Duration = Duration::from_mins(5);

/// Properties that the catalog requires although the provider does not, and why.
const STRICTER: [(&str, &str, &str); 2] = [
    ("autoscaling/attachment", "lb_target_group_arn", "one of this and `elb`, which is not ours"),
    ("ec2/security_group", "description", "AWS requires it; the provider makes one up"),
];

/// Schemas of all resources of the provider.
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
    let is_needed = |id: &'static str, name: &str| {
        let kind = find(Kind(id))?;
        let block = &provider.0.get(kind.terraform)?["block"];
        let there = settable(block).remove(name)?;
        Some(kind.find_property(name)?.required && !there.required)
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
        let aws = json!({ "source": "hashicorp/aws", "version": VERSION });
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
        let pointer = "/provider_schemas/registry.terraform.io~1hashicorp~1aws/resource_schemas";
        let resources = schemas.pointer_mut(pointer);
        resources.map(|resources| Self(resources.take())).ok_or_else(|| {
            Failure::new(format!("`{}` knows no resources of the provider", printed.line))
        })
    }

    /// What the catalog says otherwise about a kind.
    pub(crate) fn check(&self, kind: &KindEntry) -> Vec<Mismatch> {
        let name = kind.terraform;
        let Some(resource) = self.0.get(name) else {
            let source = "has no such resource";
            return vec![Mismatch::new(kind, "Terraform type", format!("`{name}`"), source)];
        };
        let block = &resource["block"];
        let mut found = properties(kind, "", kind.properties, block);
        for attribute in kind.attributes {
            let part = attribute_part(attribute.name);
            let there = &block["attributes"][attribute.name];
            if there["computed"] != true {
                let catalog = format!("`{}`", attribute.name);
                let source = "computes nothing of this name";
                found.push(Mismatch::new(kind, part, catalog, source));
            } else if attribute_type(&there["type"]) != Some(attribute.ty) {
                let source = format!("says {}", there["type"]);
                found.push(Mismatch::new(kind, part, words(attribute.ty), source));
            }
        }
        found
    }
}

fn properties(
    kind: &KindEntry,
    place: &str,
    properties: &[Property],
    block: &Value,
) -> Vec<Mismatch> {
    let settable = settable(block);
    let spell = |property: &Property| (property.name, property.terraform_type);
    let mut found = compare(kind, place, properties, spell, &settable);
    for property in properties {
        let Some(there) = settable.get(property.name) else { continue };
        let path = path(place, property.name);
        let excepted = STRICTER.iter().any(|(id, name, _)| *id == kind.id && *name == path);
        if property.required && !there.required && !excepted {
            let part = property_part(place, property.name);
            let source = "does not require it, and `STRICTER` gives no reason";
            found.push(Mismatch::new(kind, part, "required", source));
        }
        let nested = &block["block_types"][property.name]["block"];
        if nested.is_object() {
            found.extend(self::properties(kind, &path, property.fields, nested));
        }
    }
    found
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
    let [collection, element] = ty.as_array()?.as_slice() else { return None };
    match (collection.as_str()?, element.as_str()?) {
        ("list" | "set", "string") => Some(PropertyType::StringList),
        ("map", "string") => Some(PropertyType::StringMap),
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
