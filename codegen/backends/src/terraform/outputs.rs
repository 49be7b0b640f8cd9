//! `outputs.tf` and `versions.tf`.

use super::hcl::{Block, Expression, Item, attribute, separate};
use super::names::Words;
use super::provider::Provider;
use super::scope::{Module, Scope};
use privatelink_catalog::Fault;
use privatelink_catalog::spelling::snake_case;
use privatelink_ir::graph::Output;
use privatelink_ir::{DEFAULT_SLOT, Expr, Known, Model, Shape, Type};

/// Oldest Terraform the modules run on: the first whose validations may read other variables.
pub(super) const REQUIRED_VERSION: &str = ">= 1.9";

/// Items of `outputs.tf`.
pub(super) fn lower(module: &Module<'_>, words: &Words) -> Vec<Item> {
    let scope = Scope::new(module);
    let mut items = Vec::new();
    for output in &module.model.outputs {
        separate(&mut items);
        let mut body = vec![
            attribute("description", Expression::text(description(output, words))),
            attribute("value", value(&scope, output)),
        ];
        if !output.waits.is_empty() {
            separate(&mut body);
            let labels = output.waits.iter().map(|wait| scope.address(wait.label)).collect();
            body.push(attribute("depends_on", Expression::List(labels)));
        }
        items.push(Item::Block(Block::new("output", [&snake_case(output.name)], body)));
    }
    items
}

/// The value of an output. Null has no type in Terraform: where an attribute may not be there, the next plan would see
/// another type and take it for a change.
fn value(scope: &Scope<'_>, output: &Output) -> Expression {
    let lowered = scope.lower_as(&output.value, &Shape::of_type(&output.ty, &Known::Early).ty);
    let value = match &output.value {
        Expr::Local(name) => scope.model().find_local(name).unwrap_or(&output.value),
        value => value,
    };
    match (&output.ty, value) {
        (Type::String { .. }, Expr::If(..)) if output.nullable => {
            Expression::Call("tostring", vec![lowered])
        }
        _ => lowered,
    }
}

/// Documentation of an output in Terraform's spelling.
pub(super) fn description(output: &Output, words: &Words) -> String {
    words.respell(output.doc)
}

/// Items of `versions.tf`: versions of the provider with a fault that matters here are left out, each with the reason.
pub(super) fn versions(model: &Model, provider: Provider) -> Vec<Item> {
    let aliases = other_slots(model).map(|slot| Expression::word("aws").get(slot)).collect();
    let faults = faults(model);
    vec![requirements(aliases, provider, &faults)]
}

/// Faults of the provider that matter to a component.
pub(super) fn faults(model: &Model) -> Vec<&'static Fault> {
    let kinds = model.nodes.iter().filter_map(|node| privatelink_catalog::find(node.kind));
    let mut faults: Vec<_> = kinds.flat_map(|kind| kind.faults).collect();
    faults.sort_by_key(|fault| fault.source);
    faults.dedup();
    faults
}

/// Versions of the provider without those that have one of these faults.
pub(super) fn provider_versions(provider: Provider, faults: &[&Fault]) -> String {
    let left_out = faults.iter().flat_map(|fault| fault.versions);
    left_out.fold(provider.versions().to_owned(), |all, version| format!("{all}, != {version}"))
}

/// Names of the providers that a caller has to hand over.
pub(super) fn other_slots(model: &Model) -> impl Iterator<Item = &'static str> {
    model.slots().into_iter().filter(|slot| *slot != DEFAULT_SLOT)
}

/// The block `terraform`: the versions of Terraform and of the provider, and the aliases that a caller hands over.
pub(super) fn needs(aliases: Vec<Expression>, provider: Provider) -> Item {
    requirements(aliases, provider, &[])
}

/// [`needs`], without versions that have these faults.
fn requirements(aliases: Vec<Expression>, provider: Provider, faults: &[&Fault]) -> Item {
    let mut aws = vec![
        ("source".to_owned(), Expression::text("hashicorp/aws")),
        ("version".to_owned(), Expression::text(provider_versions(provider, faults))),
    ];
    if !aliases.is_empty() {
        aws.push(("configuration_aliases".to_owned(), Expression::List(aliases)));
    }
    let mut providers: Vec<Item> = faults.iter().flat_map(|fault| reason(fault)).collect();
    providers.push(attribute("aws", Expression::Object(aws)));
    let required = Block::new("required_providers", [], providers);
    let body = vec![
        attribute("required_version", Expression::text(REQUIRED_VERSION)),
        Item::Blank,
        Item::Block(required),
    ];
    Item::Block(Block::new("terraform", [], body))
}

/// Why these versions are left out.
fn reason(fault: &Fault) -> [Item; 2] {
    let Fault { versions, reason, source } = fault;
    let versions = match versions {
        [only] => format!("Not {only}"),
        [first, .., last] => format!("Not {first} to {last}"),
        [] => String::new(),
    };
    [Item::Comment(format!("{versions}: {reason}.")), Item::Comment((*source).to_owned())]
}
