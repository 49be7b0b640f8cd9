//! `specialise`: a component and its structural inputs in, a flat list of resources out.
//!
//! Conditions and loops are gone; each property is a constant or a residue over open inputs and attributes
//! of other resources. The Pulumi provider evaluates the residue as outputs arrive; `CloudFormation` prints it.

use crate::expr::{EACH, Expr};
use crate::graph::{Kind, Model, Name, Node, Operation};
use crate::reduce::{Instances, Scope, entries};
use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// Which resource of a component.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Label of the node.
    pub label: &'static str,
    /// Loop key, if the node has a loop.
    pub key: Option<String>,
}

/// One resource, ready to be made once its residue is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// Which one.
    pub address: Address,
    /// What kind.
    pub kind: Kind,
    /// Which provider makes it.
    pub slot: &'static str,
    /// Properties: constants and residues. None is null.
    pub properties: Vec<(Name, Expr)>,
    /// Resources that have to exist first, mentioned in properties or not.
    pub after: BTreeSet<Address>,
    /// How long to wait for it.
    pub limits: Vec<Limit>,
    /// Properties whose later changes leave it as it is, beside those that the catalog names.
    pub set_once: Vec<Name>,
}

/// How long to wait for an operation of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// What is waited for.
    pub operation: Operation,
    /// How long: `1h30m`.
    pub duration: String,
    /// Whether the user said so.
    pub is_given: bool,
}

/// What a component tells, ready to be told once its residue is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Name of the output.
    pub name: &'static str,
    /// Constant or residue.
    pub value: Expr,
    /// The same for a template, where that gets it in another way.
    pub in_templates: Option<Expr>,
    /// Resources that have to exist first although the value does not mention them.
    pub after: BTreeSet<Address>,
}

/// A component with its shape fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct Specialised {
    /// Resources, in the order of the definition, instances in the order of their keys.
    pub resources: Vec<Resource>,
    /// Outputs, in the order of the definition.
    pub outputs: Vec<Told>,
}

impl Specialised {
    /// The same with what templates tell.
    #[must_use]
    pub fn for_templates(mut self) -> Self {
        for told in &mut self.outputs {
            if let Some(value) = told.in_templates.take() {
                told.value = value;
            }
        }
        self
    }
}

/// Fixes the shape of a component.
///
/// `inputs` is [`crate::Checked::inputs`] of inputs without errors and with nothing undecided.
pub fn specialise(model: &Model, inputs: &BTreeMap<String, Expr>) -> Specialised {
    let by_inputs = Scope::of_inputs(model, inputs);
    let shapes: Vec<Vec<(Option<String>, Expr)>> =
        model.nodes.iter().map(|node| shape(node, &by_inputs)).collect();
    let instances: Instances = model
        .nodes
        .iter()
        .zip(&shapes)
        .map(|(node, shape)| (node.label, shape.iter().map(|(key, _)| key.clone()).collect()))
        .collect();
    let scope = Scope::of_graph(model, inputs, &instances);
    let resources = model
        .nodes
        .iter()
        .zip(shapes)
        .flat_map(|(node, shape)| {
            shape
                .into_iter()
                .map(|(key, value)| resource(node, key, value, &scope, &instances))
                .collect::<Vec<_>>()
        })
        .collect();
    let outputs = model.outputs.iter().map(|output| Told {
        name: output.name,
        value: scope.reduce(&output.value),
        in_templates: output.in_templates.as_ref().map(|value| scope.reduce(value)),
        after: addresses(&output.depends_on, &instances).collect(),
    });
    Specialised { resources, outputs: outputs.collect() }
}

/// Keys and values of the instances of a node.
fn shape(node: &Node, scope: &Scope<'_>) -> Vec<(Option<String>, Expr)> {
    let holds = |condition| scope.reduce(condition) == Expr::from(true);
    if !node.condition.as_ref().is_none_or(holds) {
        return Vec::new();
    }
    let Some(collection) = &node.for_each else { return vec![(None, Expr::NULL)] };
    entries(&scope.reduce(collection))
        .unwrap_or_default()
        .into_iter()
        .filter_map(|(key, value)| match (key, &value) {
            (Expr::Literal(Json::String(key)), _) => Some((Some(key), value)),
            // A list of text is a set: each element is its own key.
            (_, Expr::Literal(Json::String(element))) => Some((Some(element.clone()), value)),
            _ => None,
        })
        .collect()
}

fn resource(
    node: &Node,
    key: Option<String>,
    value: Expr,
    scope: &Scope<'_>,
    instances: &Instances,
) -> Resource {
    let scope = match &key {
        Some(key) => scope.with(EACH, key.as_str().into(), value),
        None => scope.clone(),
    };
    let properties: Vec<(Name, Expr)> = node
        .properties
        .iter()
        .map(|(name, expr)| (*name, scope.reduce(expr)))
        .filter(|(_, expr)| *expr != Expr::NULL)
        .collect();
    let mut after = BTreeSet::new();
    for (_, expr) in &properties {
        expr.walk(&mut |part| after.extend(address_of(part)));
    }
    after.extend(addresses(&node.depends_on, instances));
    let limits = node.timeouts.iter().filter_map(|timeout| {
        let known = |expr| match scope.reduce(expr) {
            Expr::Literal(Json::String(duration)) => Some(duration),
            _ => None,
        };
        let given = known(&timeout.given);
        let (operation, is_given) = (timeout.operation, given.is_some());
        let duration = given.or_else(|| known(&timeout.default))?;
        Some(Limit { operation, duration, is_given })
    });
    let limits = limits.collect();
    Resource {
        address: Address { label: node.label, key },
        kind: node.kind,
        slot: node.slot,
        properties,
        after,
        limits,
        set_once: node.set_once.clone(),
    }
}

/// All resources of these nodes.
fn addresses(labels: &[&'static str], instances: &Instances) -> impl Iterator<Item = Address> {
    labels.iter().flat_map(|label| {
        let keys = instances.get(label).into_iter().flatten();
        keys.map(|key| Address { label, key: key.clone() })
    })
}

/// The resource that a residue reads an attribute of.
pub fn address_of(expr: &Expr) -> Option<Address> {
    match expr {
        Expr::Attribute { node, key, .. } => {
            let key = match key.as_deref() {
                Some(Expr::Literal(Json::String(key))) => Some(key.clone()),
                _ => None,
            };
            Some(Address { label: node, key })
        }
        _ => None,
    }
}
