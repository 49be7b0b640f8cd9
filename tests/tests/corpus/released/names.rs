//! What engines call the resources of a component with given inputs, and what they called them before.

use std::collections::BTreeSet;

use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_backends::pulumi_schema::token;
use privatelink_catalog::engines::{PULUMI, TERRAFORM};
use privatelink_catalog::identity::formerly::{former_children, terraform_address};
use privatelink_catalog::identity::{Engine as Spelling, Identity, Spelled, machinery_ids};
use privatelink_catalog::{KindEntry, KindForm};
use privatelink_ir::{
    Constant, Engine, Field, Given, Kind, Model, Resource, Type, check_inputs, specialise,
};
use serde_json::Value as Json;

/// What the parts of a record are called: engines, and what inputs are that nobody gives.
pub(super) const PARTS: [&str; 4] = ["Pulumi", "Terraform", "CloudFormation", "Defaults"];

/// Lines in each of [`PARTS`].
pub(super) type Names = [BTreeSet<String>; 4];

/// A component, and where its kinds are looked up.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) model: &'a Model,
    pub(super) kinds: fn(Kind) -> Option<&'static KindEntry>,
}

/// The name of the component in Pulumi.
const NAME: &str = "it";

impl Known<'_> {
    /// What engines call the resources of today, and what they are known by from earlier releases.
    pub(super) fn names(self, inputs: &Json) -> [Names; 2] {
        let (mut now, mut then) = (Names::default(), Names::default());
        self.in_pulumi(inputs, [&mut now[0], &mut then[0]]);
        self.in_terraform(inputs, [&mut now[1], &mut then[1]]);
        self.in_templates(inputs, [&mut now[2], &mut then[2]]);
        defaults(&self.model.inputs, "", [&mut now[3], &mut then[3]]);
        [now, then]
    }

    fn in_pulumi(self, inputs: &Json, [now, then]: [&mut BTreeSet<String>; 2]) {
        now.insert(format!("{} {NAME}", token(self.model.name)));
        then.extend(self.model.formerly.iter().map(|name| format!("{} {NAME}", token(name))));
        let identity = Identity::new(self.model, self.kinds);
        for resource in self.resources(inputs, &PULUMI) {
            if let Spelled::Child { token, name } =
                identity.spelled(&resource, Spelling::Pulumi(NAME))
            {
                now.insert(format!("{token} {name}"));
                let former = former_children(NAME, &resource, self.kinds).into_iter();
                then.extend(former.map(|(token, name)| format!("{token} {name}")));
            }
        }
    }

    /// Addresses in a module. Terraform itself goes from an address to the same one with `[0]` and back.
    fn in_terraform(self, inputs: &Json, [now, then]: [&mut BTreeSet<String>; 2]) {
        let identity = Identity::new(self.model, self.kinds);
        let plain = |address: &str| address.trim_end_matches("[0]").to_owned();
        for resource in self.resources(inputs, &TERRAFORM) {
            let kind = (self.kinds)(resource.kind).unwrap();
            let Spelled::Address(address) = identity.spelled(&resource, Spelling::Terraform("m"))
            else {
                panic!("no address");
            };
            if kind.lookup {
                continue;
            }
            let address = address.strip_prefix("module.m.").unwrap();
            let whole = terraform_address(kind, resource.address.label, None);
            let instance = address.strip_prefix(&whole).unwrap();
            now.insert(plain(address));
            let node = self.model.find_node(resource.address.label).unwrap();
            let formerly =
                node.formerly.iter().filter(|was| was.address(&resource.address).is_some());
            then.extend(formerly.map(|was| {
                let kind = (self.kinds)(was.kind.unwrap_or(resource.kind)).unwrap();
                let label = was.label.unwrap_or(resource.address.label);
                let address = terraform_address(kind, label, was.instance.map(|(then, _)| then));
                let instance = if was.instance.is_none() { instance } else { "" };
                plain(&format!("{address}{instance}"))
            }));
        }
    }

    /// Resources of templates with their types, but for the functions that templates bring along, which hold nothing.
    fn in_templates(self, inputs: &Json, [now, then]: [&mut BTreeSet<String>; 2]) {
        let kinds = self.model.nodes.iter().filter_map(|node| (self.kinds)(node.kind));
        let bridges = kinds.filter_map(|kind| kind.cloudformation.bridge());
        let functions: BTreeSet<String> = bridges.flat_map(machinery_ids).collect();
        let Ok(compiled) = compile(self.model, &read_inputs(inputs), &[Format::Json]) else {
            return;
        };
        let identity = Identity::new(self.model, self.kinds);
        for stack in &compiled.stacks {
            let text = &compiled.files.0[&format!("{}.json", stack.name)];
            let template: Json = serde_json::from_str(text).unwrap();
            for (id, resource) in template["Resources"].as_object().unwrap() {
                if !functions.contains(id) {
                    let name = resource["Type"].as_str().unwrap();
                    now.insert(format!("{}: {name} {id}", stack.name));
                }
            }
            for resource in self.resources(inputs, &PULUMI) {
                let ids = identity.ids_of_other_types(&resource).into_iter();
                then.extend(ids.filter_map(|(id, kind)| match kind.cloudformation {
                    KindForm::Resource(name) => Some(format!("{}: {name} {id}", stack.name)),
                    _ => None,
                }));
            }
        }
    }

    /// The resources of an engine; none where it takes no such inputs.
    fn resources(self, inputs: &Json, engine: &Engine) -> Vec<Resource> {
        let checked = check_inputs(self.model, &Given::inputs(inputs), engine);
        if checked.has_errors() {
            return Vec::new();
        }
        specialise(self.model, &checked.inputs).unwrap().resources
    }
}

/// Defaults at every depth, and what they were before they were changed.
fn defaults(fields: &[Field], at: &str, [now, then]: [&mut BTreeSet<String>; 2]) {
    for field in fields {
        let path = format!("{at}{}", field.name);
        let line = |value: &Constant| format!("{path} = {value}");
        now.extend(field.default.as_ref().map(line));
        then.extend(field.changed.as_ref().and_then(|changed| changed.before.as_ref()).map(line));
        inside(&field.ty, &path, [&mut *now, &mut *then]);
    }
}

fn inside(ty: &Type, at: &str, to: [&mut BTreeSet<String>; 2]) {
    match ty {
        Type::Object { fields, .. } => defaults(fields, &format!("{at}."), to),
        Type::List { element, .. } | Type::Map { element, .. } => {
            inside(element, &format!("{at}[]"), to);
        }
        _ => {}
    }
}
