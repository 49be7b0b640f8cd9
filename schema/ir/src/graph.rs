//! The resource graph: what a component is made of.
//!
//! A [`Component`] is a value. Building it reads nothing and cannot fail; everything else (the Pulumi
//! provider, the Terraform module, the `CloudFormation` template, the manual) is a function of its [`Model`].

use crate::expr::{Expr, Part};
use crate::rule::Rule;
use crate::types::{Field, Type};
use crate::{constraints, inputs};
use schemars::{JsonSchema, Schema, generate::SchemaSettings};

/// A kind of resource, as the catalog names it: `ec2/vpc_endpoint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub &'static str);

/// A property or an attribute of a kind, as the catalog names it: `vpc_id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub &'static str);

/// The provider slot of nodes that name no other.
pub const DEFAULT_SLOT: &str = "default";

/// Something that an engine does with a resource, and can be told how long to wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Operation {
    /// It makes it.
    Create,
    /// It changes it in place.
    Update,
    /// It deletes it.
    Delete,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Create, Self::Update, Self::Delete];

    /// What it is called, by engines too: `create`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Delete => "delete",
        }
    }
}

/// How long an engine waits for an operation before it counts as failed: `90s`, `1h30m`.
///
/// Structural: engines have to know it before they know values.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeout {
    /// What is waited for.
    pub operation: Operation,
    /// What the user says; null if nothing. A target without such a setting refuses it.
    pub given: Expr,
    /// How long if the user says nothing. A target without such a setting has its own way.
    pub default: Expr,
}

impl Timeout {
    /// How long.
    pub fn duration(&self) -> Expr {
        self.given.clone().or_else(self.default.clone())
    }
}

/// One resource, or one per entry of a collection.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Short noun, unique in the graph. A public contract: engines build names and addresses from it.
    pub label: &'static str,
    /// What kind of resource.
    pub kind: Kind,
    /// The node exists only when this holds. Structural.
    pub condition: Option<Expr>,
    /// One resource per entry of this map, or per element of this list of text. Structural.
    pub for_each: Option<Expr>,
    /// Properties, in the order of the definition. A null one is left out.
    pub properties: Vec<(Name, Expr)>,
    /// Labels of nodes that have to exist first although no property mentions them.
    pub depends_on: Vec<&'static str>,
    /// Which provider makes it: [`DEFAULT_SLOT`], or another account or Region.
    pub slot: &'static str,
    /// How long engines wait for it, each operation at most once. They decide about the others.
    pub timeouts: Vec<Timeout>,
    /// Properties whose later changes leave the resource as it is, beside those that the catalog names.
    pub set_once: Vec<Name>,
}

/// A node that always exists.
pub fn node(label: &'static str, kind: Kind) -> Node {
    Node {
        label,
        kind,
        condition: None,
        for_each: None,
        properties: Vec::new(),
        depends_on: Vec::new(),
        slot: DEFAULT_SLOT,
        timeouts: Vec::new(),
        set_once: Vec::new(),
    }
}

impl Node {
    /// Makes the node exist only when `condition` holds.
    #[must_use]
    pub fn only_if(mut self, condition: Expr) -> Self {
        self.condition = Some(condition);
        self
    }

    /// Makes one resource per entry of `collection`.
    #[must_use]
    pub fn for_each(mut self, collection: Expr) -> Self {
        self.for_each = Some(collection);
        self
    }

    /// Sets a property.
    #[must_use]
    pub fn set(mut self, name: Name, value: impl Into<Expr>) -> Self {
        self.properties.push((name, value.into()));
        self
    }

    /// Makes the node wait for others that no property mentions.
    #[must_use]
    pub fn after(mut self, labels: &[&'static str]) -> Self {
        self.depends_on.extend(labels);
        self
    }

    /// Puts the node into another account or Region.
    #[must_use]
    pub fn in_slot(mut self, slot: &'static str) -> Self {
        self.slot = slot;
        self
    }

    /// Limits how long engines wait for an operation: as long as `given` says, or `default` where it is null.
    #[must_use]
    pub fn timeout(mut self, operation: Operation, given: Expr, default: impl Into<Expr>) -> Self {
        self.timeouts.push(Timeout { operation, given, default: default.into() });
        self
    }

    /// Makes engines set these properties when they make the resource, and leave them alone afterwards: others change
    /// them too. A template has no such setting; there they should stay constant.
    #[must_use]
    pub fn set_once(mut self, names: &[Name]) -> Self {
        self.set_once.extend(names);
        self
    }

    /// An attribute of the only instance.
    pub fn attribute(&self, name: Name) -> Expr {
        Expr::Attribute { node: self.label, key: None, name }
    }

    /// An attribute of the instance under `key`.
    pub fn instance(&self, key: Expr, name: Name) -> Expr {
        Expr::Attribute { node: self.label, key: Some(Box::new(key)), name }
    }

    /// An attribute of all instances: map from loop key to attribute.
    pub fn instances(&self, name: Name) -> Expr {
        Expr::Instances { node: self.label, name }
    }

    /// Every expression of the node.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        self.condition
            .iter()
            .chain(&self.for_each)
            .chain(self.properties.iter().map(|(_, value)| value))
            .chain(self.timeouts.iter().flat_map(|timeout| [&timeout.given, &timeout.default]))
    }
}

/// Something a component tells its user after deployment.
#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    /// Name in camelCase.
    pub name: &'static str,
    /// What it is.
    pub doc: &'static str,
    /// Type.
    pub ty: Type,
    /// Whether it may be absent.
    pub nullable: bool,
    /// How to get it.
    pub value: Expr,
    /// How a template gets it, where that is another way.
    pub in_templates: Option<Expr>,
    /// Labels of nodes that have to exist before anybody is told, although the value does not mention them.
    pub depends_on: Vec<&'static str>,
}

/// An output that is always there.
pub fn output(name: &'static str, ty: Type, doc: &'static str, value: Expr) -> Output {
    Output { name, doc, ty, nullable: false, value, in_templates: None, depends_on: Vec::new() }
}

impl Output {
    /// Makes the output one that may be absent.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// Makes templates tell another value: the same, got in another way.
    #[must_use]
    pub fn in_templates(mut self, value: Expr) -> Self {
        self.in_templates = Some(value);
        self
    }

    /// Makes the output wait for nodes that its value does not mention, and whoever uses it wait for them too.
    #[must_use]
    pub fn after(mut self, labels: &[&'static str]) -> Self {
        self.depends_on.extend(labels);
        self
    }
}

/// Nodes, rules and outputs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Graph {
    /// Values with a name, each made of inputs, facts and those before it.
    pub locals: Vec<(&'static str, Expr)>,
    /// Resources.
    pub nodes: Vec<Node>,
    /// What has to hold for the inputs, beyond types.
    pub rules: Vec<Rule>,
    /// What the user gets to know.
    pub outputs: Vec<Output>,
}

impl Graph {
    /// A graph of these nodes.
    pub fn new(nodes: impl IntoIterator<Item = Node>) -> Self {
        Self { nodes: nodes.into_iter().collect(), ..Self::default() }
    }

    /// Gives a value a name, for [`crate::expr::local`].
    #[must_use]
    pub fn local(mut self, name: &'static str, value: Expr) -> Self {
        self.locals.push((name, value));
        self
    }

    /// Adds a rule.
    #[must_use]
    pub fn rule(mut self, rule: Rule) -> Self {
        self.rules.push(rule);
        self
    }

    /// Adds an output that is always there.
    #[must_use]
    pub fn output(self, name: &'static str, ty: Type, doc: &'static str, value: Expr) -> Self {
        self.with_output(output(name, ty, doc, value))
    }

    /// Adds an output that may be absent.
    #[must_use]
    pub fn optional_output(
        self,
        name: &'static str,
        ty: Type,
        doc: &'static str,
        value: Expr,
    ) -> Self {
        self.with_output(output(name, ty, doc, value).optional())
    }

    /// Adds an output.
    #[must_use]
    pub fn with_output(mut self, output: Output) -> Self {
        self.outputs.push(output);
        self
    }
}

/// A component: a name, typed inputs and a graph.
#[derive(Clone, Copy, Debug)]
pub struct Component {
    /// Name in `PascalCase`. A public contract.
    pub name: &'static str,
    schema: fn() -> Schema,
    graph: fn() -> Graph,
}

impl Component {
    /// A component whose inputs are the fields of `Inputs` and whose text is its documentation.
    pub const fn new<Inputs: JsonSchema>(name: &'static str, graph: fn() -> Graph) -> Self {
        Self { name, schema: schema_of::<Inputs>, graph }
    }

    /// JSON Schema of the inputs.
    pub fn schema(&self) -> Schema {
        (self.schema)()
    }

    /// Everything there is to know about the component.
    pub fn model(&self) -> Model {
        let (doc, inputs) = inputs::read(&self.schema());
        let mut graph = (self.graph)();
        let mut rules = constraints::of_fields(&inputs);
        rules.append(&mut graph.rules);
        let Graph { locals, nodes, outputs, .. } = graph;
        Model { name: self.name, doc, inputs, locals, nodes, rules, outputs }
    }
}

fn schema_of<Inputs: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Inputs>()
}

/// A component, read: what backends and the provider work on.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Name in `PascalCase`.
    pub name: &'static str,
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
    /// The input of this name.
    pub fn find_input(&self, name: &str) -> Option<&Field> {
        self.inputs.iter().find(|field| field.name == name)
    }

    /// The node of this label.
    pub fn find_node(&self, label: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.label == label)
    }

    /// The value of this name.
    pub fn find_local(&self, name: &str) -> Option<&Expr> {
        self.locals.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The expression with what named values stand for; tables keep their names.
    #[must_use]
    pub fn expand(&self, expr: &Expr) -> Expr {
        expr.map(&|part| match part {
            Expr::Local(name) => match self.find_local(name) {
                None | Some(Expr::Literal(_)) => None,
                Some(value) => Some(self.expand(value)),
            },
            _ => None,
        })
    }

    /// Provider slots in use, the default one first.
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

/// Key of a node's own loop.
pub fn each_key() -> Expr {
    Expr::Variable(crate::expr::EACH, Part::Key)
}

/// Value of a node's own loop.
pub fn each() -> Expr {
    Expr::Variable(crate::expr::EACH, Part::Value)
}
