//! The resource graph: what a component is made of.

use crate::engine::{Capability, Engine};
use crate::expr::{EACH, Expr, Half};
use crate::formerly::Was;
use crate::names::{DEFAULT_SLOT, Kind, Name, Operation};
use crate::rule::Rule;
use crate::types::Type;
use std::collections::BTreeSet;
use std::iter;
use std::sync::Arc;

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
        self.given.or_else(&self.default)
    }
}

/// Something that has to exist first although no property mentions it.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// Label of the node.
    pub label: &'static str,
    /// Which instance of a node with a loop; `None`: all of them. Structural.
    pub key: Option<Expr>,
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
    /// What has to exist first although no property mentions it.
    pub waits: Vec<Wait>,
    /// Which provider makes it: [`DEFAULT_SLOT`], or another account or Region.
    pub slot: &'static str,
    /// The node is in [`DEFAULT_SLOT`] instead where this holds. Structural.
    pub slot_unless: Option<Expr>,
    /// How long engines wait for it, each operation at most once. They decide about the others.
    pub timeouts: Vec<Timeout>,
    /// Properties whose later changes leave the resource as it is, beside those that the catalog names.
    pub set_once: Vec<Name>,
    /// Whether the old one has to go before its replacement comes, beside kinds of which the catalog says so. It decides about
    /// no resource, so it may be known late, but it reads none.
    pub replaced_after: Option<Expr>,
    /// What it was in earlier releases, the last one first.
    pub formerly: Vec<Was>,
}

/// A node that always exists.
pub fn node(label: &'static str, kind: Kind) -> Node {
    Node {
        label,
        kind,
        condition: None,
        for_each: None,
        properties: Vec::new(),
        waits: Vec::new(),
        slot: DEFAULT_SLOT,
        slot_unless: None,
        timeouts: Vec::new(),
        set_once: Vec::new(),
        replaced_after: None,
        formerly: Vec::new(),
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

    /// Makes the node wait for others that no property mentions, all of their instances included.
    #[must_use]
    pub fn after(mut self, labels: &[&'static str]) -> Self {
        self.waits.extend(labels.iter().map(|label| Wait { label, key: None }));
        self
    }

    /// Makes the node wait for one instance of another: most often the one of the same key.
    ///
    /// Terraform can only wait for all instances, which is longer, not wrong.
    #[must_use]
    pub fn after_instance(mut self, label: &'static str, key: Expr) -> Self {
        self.waits.push(Wait { label, key: Some(key) });
        self
    }

    /// Puts the node into another account or Region.
    #[must_use]
    pub fn in_slot(mut self, slot: &'static str) -> Self {
        self.slot = slot;
        self
    }

    /// Puts the node into another account or Region, unless `condition` holds: then it is one like any other.
    #[must_use]
    pub fn in_slot_unless(mut self, slot: &'static str, condition: Expr) -> Self {
        self.slot_unless = Some(condition);
        self.in_slot(slot)
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

    /// Makes the old one go before its replacement comes where `condition` holds: with what is set there, AWS refuses both at
    /// once. A template has no such order.
    #[must_use]
    pub fn replaced_after(mut self, condition: Expr) -> Self {
        self.replaced_after = Some(condition);
        self
    }

    /// Says what it, or an instance of it, was in an earlier release, so that engines keep what they have made. The last
    /// release comes first.
    #[must_use]
    pub fn formerly(mut self, was: Was) -> Self {
        self.formerly.push(was);
        self
    }

    /// An attribute of the only instance.
    pub fn attribute(&self, name: Name) -> Expr {
        Expr::Attribute { node: self.label, key: None, name }
    }

    /// An attribute of the instance under `key`.
    pub fn instance(&self, key: Expr, name: Name) -> Expr {
        Expr::Attribute { node: self.label, key: Some(Arc::new(key)), name }
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
            .chain(&self.slot_unless)
            .chain(&self.replaced_after)
            .chain(self.waits.iter().filter_map(|wait| wait.key.as_ref()))
    }

    /// Labels of the nodes that it reads or waits for. Named values read no resources, so what they are made of is none.
    pub fn needs(&self) -> BTreeSet<&'static str> {
        let mut labels: BTreeSet<_> = self.waits.iter().map(|wait| wait.label).collect();
        for expr in self.expressions() {
            expr.walk(&mut |part| {
                if let Expr::Attribute { node, .. } | Expr::Instances { node, .. } = part {
                    labels.insert(node);
                }
            });
        }
        labels
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
    /// How engines get it that lack a capability. The first of the capabilities that an engine lacks counts.
    pub otherwise: Vec<(Capability, Expr)>,
    /// What has to exist before the output is there, although its value does not mention it.
    pub waits: Vec<Wait>,
}

/// An output that is always there.
pub fn output(name: &'static str, ty: Type, doc: &'static str, value: Expr) -> Output {
    Output { name, doc, ty, nullable: false, value, otherwise: Vec::new(), waits: Vec::new() }
}

impl Output {
    /// Makes the output one that may be absent.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.nullable = true;
        self
    }

    /// Says how an engine that lacks a capability gets the same in another way.
    #[must_use]
    pub fn on_engines_without(mut self, capability: Capability, value: Expr) -> Self {
        self.otherwise.push((capability, value));
        self
    }

    /// How an engine gets it.
    pub fn on(&self, engine: &Engine) -> &Expr {
        let instead = self.otherwise.iter().find(|(capability, _)| !engine.has(*capability));
        instead.map_or(&self.value, |(_, value)| value)
    }

    /// Makes the output wait for nodes that its value does not mention, and whoever uses it wait for them too.
    #[must_use]
    pub fn after(mut self, labels: &[&'static str]) -> Self {
        self.waits.extend(labels.iter().map(|label| Wait { label, key: None }));
        self
    }

    /// Every expression of the output.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        iter::once(&self.value).chain(self.otherwise.iter().map(|(_, value)| value))
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

/// Key of a node's own loop.
pub fn each_key() -> Expr {
    Expr::Variable(EACH, Half::Key)
}

/// Value of a node's own loop.
pub fn each() -> Expr {
    Expr::Variable(EACH, Half::Value)
}
