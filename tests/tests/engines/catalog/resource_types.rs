//! `CloudFormation`'s resource types, as cfn-lint and the SDK describe them.

use std::collections::BTreeMap;
use std::process::Command;
use std::time::Duration;

use privatelink_catalog::{KindEntry, KindForm, PropertyType};
use privatelink_tests::failure::Failure;
use privatelink_tests::process;
use privatelink_tests::scratch;
use privatelink_tests::toolchain::Toolchain;
use serde_json::Value;

/// Prints the types; says at its top how.
const SCRIPT: &str = "tests/tests/engines/catalog/cloudformation_schemas.py";

/// Time for the script.
const LIMIT: Duration = Duration::from_mins(2);

/// Types by name.
#[derive(Debug)]
pub(crate) struct ResourceTypes(BTreeMap<String, ResourceType>);

/// One type.
#[derive(Debug)]
pub(crate) struct ResourceType(Value);

/// Where properties are: the type itself or an object in it.
#[derive(Clone, Debug)]
pub(crate) struct Place<'a> {
    ty: &'a ResourceType,
    schema: &'a Value,
    /// Path in the manner of `readOnlyProperties`.
    pointer: String,
}

impl ResourceTypes {
    /// Reads the types of the given kinds.
    pub(crate) fn read(tools: &Toolchain, kinds: &[&KindEntry]) -> Result<Self, Failure> {
        let mut command = Command::new(tools.python());
        command.arg(scratch::checkout().join(SCRIPT));
        command.args(kinds.iter().filter_map(|kind| match &kind.cloudformation {
            KindForm::Resource(name) | KindForm::Collect { type_name: name, .. } => Some(name),
            KindForm::Fold { .. }
            | KindForm::Merge { .. }
            | KindForm::Bridge(_)
            | KindForm::Together { .. }
            | KindForm::Implied(_)
            | KindForm::Absent { .. } => None,
        }));
        let printed = process::run(&mut command, LIMIT)?.expect(0)?;
        let all: BTreeMap<String, Value> = printed.json()?;
        let there = all.into_iter().filter(|(_, ty)| !ty.is_null());
        Ok(Self(there.map(|(name, ty)| (name, ResourceType(ty))).collect()))
    }

    /// The type of this name.
    pub(crate) fn find(&self, name: &str) -> Option<&ResourceType> {
        self.0.get(name)
    }
}

impl ResourceType {
    /// Its properties.
    pub(crate) fn place(&self) -> Place<'_> {
        Place { ty: self, schema: &self.0["schema"], pointer: String::new() }
    }

    /// Types of what `Fn::GetAtt` with this name returns; nothing if it takes no such name.
    pub(crate) fn attribute(&self, name: &str) -> Option<Vec<PropertyType>> {
        let schema = self.0["attributes"].get(name)?;
        let pointer = String::new();
        Some(Place { ty: self, schema, pointer }.resolved().accepted())
    }

    /// Names of the properties that identify a resource.
    pub(crate) fn identifiers(&self) -> Vec<&str> {
        let all = self.0["schema"]["primaryIdentifier"].as_array().into_iter().flatten();
        all.filter_map(|pointer| pointer.as_str()?.rsplit('/').next()).collect()
    }

    /// Whether resources can be imported. Types from before there were resource schemas cannot, and theirs, which were
    /// made up afterwards, do not say what can be tagged. Source: AWS `CloudFormation` User Guide, "Resource type
    /// support"; requests 560 and 561 of `aws-cloudformation/cloudformation-coverage-roadmap`.
    pub(crate) fn can_be_imported(&self) -> bool {
        self.0["schema"]["tagging"].is_object()
    }

    /// Name of the property that `Ref` returns, if it is a single one.
    pub(crate) fn reference(&self) -> Option<&str> {
        match self.identifiers().as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

impl<'a> Place<'a> {
    /// The property of this name.
    pub(crate) fn property(&self, name: &str) -> Option<Place<'a>> {
        let schema = self.schema["properties"].get(name)?;
        let step = if self.pointer.is_empty() { "/properties/" } else { "/" };
        let pointer = format!("{}{step}{name}", self.pointer);
        Some(Place { ty: self.ty, schema, pointer }.resolved())
    }

    /// The elements, if this is a list.
    pub(crate) fn items(&self) -> Option<Place<'a>> {
        let schema = self.schema.get("items")?;
        let pointer = format!("{}/*", self.pointer);
        let items = Place { ty: self.ty, schema, pointer };
        (self.schema["type"] == "array").then(|| items.resolved())
    }

    /// Names that must be set.
    pub(crate) fn required(&self) -> impl Iterator<Item = &'a str> {
        self.schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str)
    }

    /// Whether only `CloudFormation` sets it.
    pub(crate) fn is_read_only(&self) -> bool {
        let all = self.ty.0["schema"]["readOnlyProperties"].as_array();
        all.into_iter().flatten().any(|pointer| *pointer == *self.pointer)
    }

    /// Types that it takes.
    pub(crate) fn accepted(&self) -> Vec<PropertyType> {
        let names = match &self.schema["type"] {
            Value::String(name) => vec![name.as_str()],
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        names.into_iter().filter_map(|name| self.named_type(name)).collect()
    }

    /// Whether it takes any tree: an object of which the schema says nothing more.
    pub(crate) fn takes_any_object(&self) -> bool {
        let ty = &self.schema["type"];
        let is_object = |name: &Value| *name == "object";
        let says_more = ["properties", "patternProperties", "additionalProperties"];
        (is_object(ty) || ty.as_array().into_iter().flatten().any(is_object))
            && !says_more.iter().any(|word| self.schema[word].is_object())
    }

    /// Whether it takes a text, given a list of texts if it has one.
    pub(crate) fn takes_word(&self, word: &str) -> bool {
        let listed = self.schema["enum"].as_array();
        listed.is_none_or(|words| words.iter().any(|listed| listed == word))
    }

    /// Keys that the API documents for a list of `Key` and `Value`.
    pub(crate) fn documented_keys(&self) -> Vec<&'a str> {
        let name = self.schema["items"]["$ref"].as_str().and_then(|name| name.rsplit('/').next());
        let keys = name.and_then(|name| self.ty.0["keys"][name].as_array());
        keys.into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The schema in short, for messages.
    pub(crate) fn spelled(&self) -> String {
        let keywords = ["type", "enum", "items", "required"].iter();
        let said = keywords.filter_map(|word| Some(format!("{word} {}", self.schema.get(word)?)));
        let said: Vec<String> = said.collect();
        if said.is_empty() { "no type".to_owned() } else { said.join(", ") }
    }

    fn named_type(&self, name: &str) -> Option<PropertyType> {
        match name {
            "string" => Some(PropertyType::String),
            "integer" | "number" => Some(PropertyType::Number),
            "boolean" => Some(PropertyType::Bool),
            "array" => match self.items()?.accepted().as_slice() {
                [PropertyType::String] => Some(PropertyType::StringList),
                [PropertyType::Block] => Some(PropertyType::Blocks),
                _ => None,
            },
            "object" if self.schema["properties"].is_object() => Some(PropertyType::Block),
            "object" => Some(PropertyType::StringMap),
            _ => None,
        }
    }

    /// Follows a reference to a definition.
    fn resolved(self) -> Self {
        let name = self.schema["$ref"].as_str().and_then(|name| name.rsplit('/').next());
        let definition = name.and_then(|name| self.ty.0["schema"]["definitions"].get(name));
        definition.map_or(self.clone(), |schema| Self { schema, ..self })
    }
}
