//! What the catalog says of importing is true: Terraform made the resources of a case, forgets them, and takes them over
//! under the addresses and the identifiers that the catalog makes.
//!
//! ```text
//! apply --> state: addresses and values --catalog--> import blocks --plan without the state--> nothing is replaced
//! ```
//!
//! On the way every prefix of a name is changed: what is set once stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use libtest_mimic::Trial;
use privatelink_catalog::engines::PULUMI;
use privatelink_catalog::identity::{Engine, Identity, Spelled};
use privatelink_catalog::spelling::snake_case;
use privatelink_catalog::{KINDS, KindEntry, Segment};
use privatelink_components::find;
use privatelink_ir::{Given, Model, Resource, check_inputs, specialise};
use privatelink_tests::deployment::Surroundings;
use privatelink_tests::emulator::{Emulator, REGION};
use privatelink_tests::failure::Failure;
use privatelink_tests::scratch::checkout;
use privatelink_tests::terraform::Terraform;
use privatelink_tests::toolchain::Toolchain;
use privatelink_tests::{inputs, trial};
use serde_json::Value;

/// Name of the call in a configuration made by [`Terraform::module`].
const CALL: &str = "this";

/// Components, and cases that have every kind with an identifier between them.
const CASES: [(&str, &str); 13] = [
    ("CentralizedEndpointHub", "inspected"),
    ("CentralizedEndpointHub", "own_vpc"),
    ("CentralizedEndpointHub", "profile"),
    ("CentralizedEndpointHub", "resolver"),
    ("CentralizedEndpointHub", "spokes"),
    ("EndpointHubSpoke", "profile"),
    ("EndpointHubSpoke", "zones"),
    ("PrivateLinkConsumer", "custom_dns"),
    ("PrivateLinkConsumer", "profile"),
    ("PrivateLinkResource", "shared"),
    ("PrivateLinkService", "application_https"),
    ("PrivateLinkService", "watched"),
    ("PrivateLinkService", "zones"),
];

/// Kinds of hubs, spokes and peerings, and tags of permissions, which have no importer: no case of theirs is taken over so far.
/// Identifiers are compared with what the engines document; the list has to be exact, so it can only get shorter.
const UNTRIED: [&str; 10] = [
    "ec2/tag",
    "ec2/transit_gateway_peering_attachment",
    "ec2/transit_gateway_peering_attachment_accepter",
    "ec2/transit_gateway_vpc_attachment_accepter",
    "ec2/vpc_block_public_access_exclusion",
    "ec2/vpc_ipv6_cidr_block_association",
    "ec2/vpc_peering_connection",
    "ec2/vpc_peering_connection_accepter",
    "ec2/vpc_peering_connection_options",
    "ram/resource_share_accepter",
];

/// The tests of this module.
pub(crate) fn trials() -> Vec<Trial> {
    let of = |(component, case): (&'static str, &'static str)| {
        let name = format!("terraform_takes_over_{}_{case}", snake_case(component));
        trial::with_emulator(&name, move |tools, aws| taken_over(component, case, tools, aws))
    };
    let covered = Trial::test("every_identifier_is_tried", || Ok(every_identifier_is_tried()?));
    CASES.into_iter().map(of).chain([covered]).collect()
}

/// Every kind that Terraform can import is in one of the cases.
fn every_identifier_is_tried() -> Result<(), Failure> {
    let mut tried = BTreeSet::new();
    for (component, case) in CASES {
        let model = find(component).ok_or_else(|| Failure::new("no such component"))?.model();
        // Names stand for ids here: which resources there are does not depend on them.
        let inputs = inputs::read(&snake_case(component), case, &BTreeMap::new())?;
        tried.extend(addresses(&model, &inputs).into_values().map(|resource| resource.kind.0));
    }
    let can_be = |kind: &&&KindEntry| kind.import.terraform.names().next().is_some();
    let untried = KINDS.iter().filter(can_be).map(|kind| kind.id);
    let untried: Vec<&str> = untried.filter(|id| !tried.contains(id)).collect();
    if untried == UNTRIED {
        Ok(())
    } else {
        Err(Failure::new(format!("no case has {untried:?}, and `UNTRIED` has {UNTRIED:?}")))
    }
}

fn taken_over(
    component: &str,
    case: &str,
    tools: &Toolchain,
    aws: &Emulator,
) -> Result<(), Failure> {
    let component = find(component).ok_or_else(|| Failure::new("no such component"))?;
    let (model, folder) = (component.model(), snake_case(component.name));
    let account = aws.account();
    let around = Surroundings::deploy(aws, &account, &folder)?;
    let inputs = unprotected(&inputs::read(&folder, case, around.outputs())?)?;
    let source = checkout().join("sdks/terraform").join(&folder);
    let call = inputs::for_terraform(&model.inputs, &inputs);
    let terraform = Terraform::module(tools, &account, &source, &call)?;
    terraform.apply()?;

    let named = addresses(&model, &inputs);
    let made = made(&terraform)?;
    let ours: BTreeSet<&String> = named.keys().collect();
    let theirs: BTreeSet<&String> = made.keys().collect();
    if ours != theirs {
        let difference: Vec<_> = ours.symmetric_difference(&theirs).collect();
        return Err(Failure::new(format!("only one of the two has {difference:?}")));
    }
    let identified = identified(&named, &made)?;
    let main = terraform.folder().join("module/main.tf");
    let module = fs::read_to_string(&main)?;
    let renamed = module.replace("\"plink-\"", "\"other-\"");

    fs::write(&main, &renamed)?;
    let wrong = wrong(&import(&terraform, &identified)?, &identified);
    if !wrong.is_empty() {
        return Err(Failure::new(wrong.join("\n")));
    }
    let is_once = |line: &&str| !line.contains("ignore_changes");
    fs::write(&main, renamed.lines().filter(is_once).collect::<Vec<_>>().join("\n"))?;
    let replaced = changes(&terraform.plan()?).filter(|(_, change)| is_replaced(change)).count();
    if (replaced > 0) != named.values().any(has_prefix) {
        return Err(Failure::new(format!("{replaced} resources are replaced without `set_once`")));
    }
    fs::write(&main, &module)?;
    terraform.destroy()?;
    around.destroy()?;
    aws.assert_empty(&account, REGION)
}

/// The inputs without what keeps resources from being deleted.
fn unprotected(inputs: &Value) -> Result<Value, Failure> {
    let text =
        inputs.to_string().replace("\"deletionProtection\":true", "\"deletionProtection\":false");
    Ok(serde_json::from_str(&text)?)
}

/// Whether something of a resource is set once because of its kind: a prefix of its name. What a definition sets once has other
/// reasons, and no change of a prefix touches it.
fn has_prefix(resource: &Resource) -> bool {
    let set = resource.properties.iter().map(|(name, _)| *name);
    let kind = privatelink_catalog::find(resource.kind);
    kind.is_some_and(|kind| kind.set_once(set, &[]).next().is_some())
}

/// A plan that takes resources over, by an engine that knows nothing of them.
fn import(terraform: &Terraform, identified: &BTreeMap<String, String>) -> Result<Value, Failure> {
    let [state, kept, imports] = ["terraform.tfstate", "kept.tfstate", "imports.tf"]
        .map(|file| terraform.folder().join(file));
    let block =
        |(address, id)| format!("import {{\n  to = {address}\n  id = {}\n}}\n", Value::from(id));
    let entries = identified.iter().map(|(address, id)| (address, id.as_str()));
    fs::write(&imports, entries.map(block).collect::<String>())?;
    fs::rename(&state, &kept)?;
    let plan = terraform.plan()?;
    fs::rename(&kept, &state)?;
    fs::remove_file(&imports)?;
    Ok(plan)
}

/// Every resource of a case, by the address that the catalog says it has.
fn addresses(model: &Model, inputs: &Value) -> BTreeMap<String, Resource> {
    let checked = check_inputs(model, &Given::inputs(inputs), &PULUMI);
    let identity = Identity::new(model, privatelink_catalog::find);
    let built = specialise(model, &checked.inputs).map(|built| built.resources);
    let named = built.unwrap_or_default().into_iter().filter_map(|resource| {
        match identity.spelled(&resource, Engine::Terraform(CALL)) {
            Spelled::Address(address) => Some((address, resource)),
            _ => None,
        }
    });
    named.collect()
}

/// Values of every resource and data source in the state, by address. The module's own ones, for facts, are left out.
fn made(terraform: &Terraform) -> Result<BTreeMap<String, Value>, Failure> {
    let shown: Value = terraform.command(&["show", "-json"])?.expect(0)?.json()?;
    let modules = shown.pointer("/values/root_module/child_modules").and_then(Value::as_array);
    let resources =
        modules.into_iter().flatten().filter_map(|module| module["resources"].as_array());
    let entries = resources.flatten().filter(|resource| !is_fact(resource));
    let entries = entries.filter_map(|resource| {
        Some((resource["address"].as_str()?.to_owned(), resource["values"].clone()))
    });
    Ok(entries.collect())
}

/// Whether a data source says where a provider is.
fn is_fact(resource: &Value) -> bool {
    let kinds = ["aws_caller_identity", "aws_partition", "aws_region"];
    resource["mode"] == "data" && kinds.iter().any(|kind| resource["type"] == *kind)
}

/// Identifiers of all resources that have one, by address.
fn identified(
    named: &BTreeMap<String, Resource>,
    made: &BTreeMap<String, Value>,
) -> Result<BTreeMap<String, String>, Failure> {
    let mut found = BTreeMap::new();
    for (address, resource) in named {
        let (Some(kind), Some(values)) =
            (privatelink_catalog::find(resource.kind), made.get(address))
        else {
            continue;
        };
        let identifier = kind.import.terraform;
        let id = identifier.of(|name| value(kind, values, name));
        if id.is_none() && identifier.names().next().is_some() {
            return Err(Failure::new(format!("no identifier of `{address}` in {values}")));
        }
        found.extend(id.map(|id| (address.clone(), id)));
    }
    Ok(found)
}

/// A property or an attribute in the state.
fn value(kind: &KindEntry, values: &Value, name: &str) -> Option<String> {
    let way = kind.find_attribute(name).map_or(&[][..], |attribute| attribute.terraform);
    let own = [Segment::Field(kind.find_property(name).map_or("", |property| property.name))];
    let way = if way.is_empty() { &own } else { way };
    let found = way.iter().try_fold(values, |inner, step| match step {
        Segment::Field(name) => inner.get(*name),
        Segment::Index(index) => inner.get(*index),
        Segment::Each => None,
    })?;
    found.as_str().map(str::to_owned).or_else(|| found.as_number().map(ToString::to_string))
}

/// Address and change of every resource in a plan.
fn changes(plan: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let changes = plan["resource_changes"].as_array().into_iter().flatten();
    changes.filter_map(|change| Some((change["address"].as_str()?, &change["change"])))
}

fn is_replaced(change: &Value) -> bool {
    let actions = change["actions"].as_array();
    actions.is_some_and(|actions| actions.len() == 2)
}

/// What a plan does with resources that it should take over: import each, and at most change it in place.
fn wrong(plan: &Value, identified: &BTreeMap<String, String>) -> Vec<String> {
    let all: BTreeMap<&str, &Value> = changes(plan).collect();
    let wrong = identified.iter().filter_map(|(address, id)| {
        let change = all.get(address.as_str()).copied().unwrap_or(&Value::Null);
        let actions = change["actions"].as_array().map(Vec::as_slice).unwrap_or_default();
        let is_taken_over = change["importing"]["id"].as_str() == Some(id)
            && matches!(actions, [only] if only == "no-op" || only == "update");
        (!is_taken_over).then(|| format!("`{address}` by `{id}`: {change:#}"))
    });
    wrong.collect()
}
