//! A component while it is being written: named values, resources, rules and outputs are added to it.

use super::resource::{Awaited, Each, One, Resource};
use super::{Collection, Early, Handle, Input, Term, Text, Typed, inputs};
use crate::engine::Capability;
use crate::expr::{EACH, Expr, Half};
use crate::graph::{Graph, Output, output};
use crate::rule::Rule;

/// A component: its inputs, and what is made of them.
pub trait Define: Input<Is = Self> + Sized {
    /// Name in `PascalCase`. A public contract.
    const NAME: &'static str;

    /// Adds everything that the component is made of.
    fn define(draft: &mut Draft, inputs: Handle<Self>);
}

/// The graph of `D`.
pub(crate) fn graph<D: Define>() -> Graph {
    let mut draft = Draft::default();
    D::define(&mut draft, inputs());
    // To move a part changes nothing that users see.
    draft.graph.outputs.sort_by_key(|output| output.name);
    draft.graph
}

/// A component while it is being written.
#[derive(Debug, Default)]
pub struct Draft {
    graph: Graph,
}

impl Draft {
    /// Gives a value a name. Engines show it: Terraform as a local value.
    pub fn named<T: Term>(&mut self, name: &'static str, value: T) -> Handle<T::Is, T::When> {
        self.graph.locals.push((name, value.expr()));
        Handle::of(Expr::Local(name))
    }

    /// Adds a resource. Its label is a public contract: engines build names and addresses from it.
    pub fn resource<R: Resource>(&mut self, label: &'static str, mut resource: R) -> R::Made<One> {
        resource.node().label = label;
        self.graph.nodes.push(resource.node().clone());
        R::made(One::of(label))
    }

    /// Adds a resource for each element of a collection; of a list of text, the elements are the keys.
    pub fn resources<C: Collection, R: Resource>(
        &mut self,
        label: &'static str,
        over: Handle<C, Early>,
        describe: impl FnOnce(Handle<Text>, Handle<C::Item, C::Known>) -> R,
    ) -> Each<R> {
        let of = |part| Expr::Variable(EACH, part);
        let mut resource = describe(Handle::of(of(Half::Key)), Handle::of(of(Half::Value)));
        resource.node().label = label;
        resource.node().for_each = Some(over.expr());
        self.graph.nodes.push(resource.node().clone());
        Each::of(label)
    }

    /// Adds a rule.
    pub fn rule(&mut self, rule: Rule) {
        self.graph.rules.push(rule);
    }

    /// Adds rules.
    pub fn rules(&mut self, rules: impl IntoIterator<Item = Rule>) {
        self.graph.rules.extend(rules);
    }

    /// Adds an output that is always there.
    pub fn output<T: Term>(&mut self, name: &'static str, doc: &'static str, value: T) -> Shown<'_>
    where
        T::Is: Typed,
    {
        self.graph.outputs.push(output(name, T::Is::ty(), doc, value.expr()));
        Shown(self.graph.outputs.as_mut())
    }
}

/// An output that was just added.
#[derive(Debug)]
pub struct Shown<'a>(&'a mut [Output]);

#[expect(clippy::return_self_not_must_use, reason = "the output is there already")]
impl Shown<'_> {
    fn change(self, change: impl FnOnce(&mut Output)) -> Self {
        if let Some(output) = self.0.last_mut() {
            change(output);
        }
        self
    }

    /// Makes it one that may be absent.
    pub fn optional(self) -> Self {
        self.change(|output| output.nullable = true)
    }

    /// Makes it wait for a resource that its value does not mention, and whoever uses it wait too.
    pub fn after(self, other: impl Awaited) -> Self {
        self.change(|output| output.waits.push(other.wait()))
    }

    /// How an engine that lacks a capability gets the same in another way.
    pub fn on_engines_without<T: Term>(self, capability: Capability, value: T) -> Self
    where
        T::Is: Typed,
    {
        self.change(|output| output.otherwise.push((capability, value.expr())))
    }
}
