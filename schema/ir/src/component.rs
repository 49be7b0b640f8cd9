//! Components, and what backends and the provider work on.

use crate::expr::Expr;
use crate::graph::{Graph, Node, Output};
use crate::handle::Define;
use crate::names::DEFAULT_SLOT;
use crate::rule::Rule;
use crate::types::Field;
use crate::{constraints, handle, schema};
use schemars::{JsonSchema, Schema};
use std::collections::HashMap;

/// A component: a name, typed inputs and a graph.
///
/// A value. Building it reads nothing and cannot fail; everything else (the Pulumi provider, the Terraform module, the
/// `CloudFormation` template, the manual) is a function of its [`Model`].
#[derive(Clone, Copy, Debug)]
pub struct Component {
    /// Name in `PascalCase`. A public contract.
    pub name: &'static str,
    formerly: &'static [&'static str],
    schema: fn() -> Schema,
    graph: fn() -> Graph,
}

impl Component {
    /// A component whose inputs are the fields of `Inputs` and whose text is its documentation.
    pub const fn new<Inputs: JsonSchema>(name: &'static str, graph: fn() -> Graph) -> Self {
        Self { name, formerly: &[], schema: schema::of::<Inputs>, graph }
    }

    /// A component that is written with handles.
    pub const fn of<D: Define + JsonSchema>() -> Self {
        Self { name: D::NAME, formerly: &[], schema: schema::of::<D>, graph: handle::graph::<D> }
    }

    /// The component with the names that it had in earlier releases.
    #[must_use]
    pub const fn formerly(self, names: &'static [&'static str]) -> Self {
        Self { formerly: names, ..self }
    }

    /// JSON Schema of the inputs.
    pub fn schema(&self) -> Schema {
        (self.schema)()
    }

    /// Everything there is to know about the component.
    pub fn model(&self) -> Model {
        let (doc, inputs) = schema::read(&self.schema());
        let model = Model::new(self.name, doc, inputs, handle::building(self.graph));
        Model { formerly: self.formerly, ..model }
    }
}

/// A component, read: what backends and the provider work on.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Name in `PascalCase`.
    pub name: &'static str,
    /// Names that it had in earlier releases.
    pub formerly: &'static [&'static str],
    /// What the component is, in Markdown.
    pub doc: String,
    /// Inputs, in the order of the definition.
    pub inputs: Vec<Field>,
    /// Values with a name.
    pub locals: Vec<(&'static str, Expr)>,
    /// Resources.
    pub nodes: Vec<Node>,
    /// What has to hold for the inputs: constraints of their types first, then the component's own rules.
    pub rules: Vec<Rule>,
    /// What the user gets to know.
    pub outputs: Vec<Output>,
}

impl Model {
    /// A component of these inputs, whose constraints become rules, and this graph.
    pub fn new(name: &'static str, doc: String, inputs: Vec<Field>, graph: Graph) -> Self {
        let Graph { locals, nodes, rules: own, outputs } = graph;
        let rules = constraints::of_fields(&inputs).into_iter().chain(own).collect();
        Self { name, formerly: &[], doc, inputs, locals, nodes, rules, outputs }
    }

    /// The input of this name.
    pub fn find_input(&self, name: &str) -> Option<&Field> {
        self.inputs.iter().find(|field| *field.name == *name)
    }

    /// The node of this label.
    pub fn find_node(&self, label: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.label == label)
    }

    /// The value of this name.
    pub fn find_local(&self, name: &str) -> Option<&Expr> {
        self.locals.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// What each named value stands for, earlier ones spelled out in it; tables keep their names.
    pub fn expanded(&self) -> Expanded<'_> {
        let mut all = Expanded(HashMap::new());
        for (name, value) in &self.locals {
            if !matches!(value, Expr::Literal(_)) {
                let value = all.expand(value);
                all.0.insert(*name, value);
            }
        }
        all
    }

    /// Provider slots that nodes may be in, the default one first.
    pub fn slots(&self) -> Vec<&'static str> {
        let mut slots = vec![DEFAULT_SLOT];
        for node in &self.nodes {
            if !slots.contains(&node.slot) {
                slots.push(node.slot);
            }
        }
        slots
    }

    /// Every expression of named values, nodes and outputs.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        self.locals
            .iter()
            .map(|(_, value)| value)
            .chain(self.nodes.iter().flat_map(Node::expressions))
            .chain(self.outputs.iter().map(|output| &output.value))
    }
}

/// Named values, spelled out.
#[derive(Debug)]
pub struct Expanded<'a>(HashMap<&'a str, Expr>);

impl Expanded<'_> {
    /// The expression with what named values stand for; tables keep their names.
    #[must_use]
    pub fn expand(&self, expr: &Expr) -> Expr {
        expr.map(&|part| match part {
            Expr::Local(name) => self.0.get(name).cloned(),
            _ => None,
        })
    }
}
