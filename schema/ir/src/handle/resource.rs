//! Resources: what the catalogue's structs describe, and what is read of those that are made.

use super::{Condition, Early, Fits, Handle, Late, Map, Term, Text, When};
use crate::expr::Expr;
use crate::formerly::Was;
use crate::graph::{Node, Wait};
use crate::names::{Name, Operation};
use std::sync::Arc;

/// A resource that is being described. The catalogue has a struct for each kind, with a method for each property.
pub trait Resource: Sized {
    /// What is read of it once it is made.
    type Made<R: Reading>: Awaited + Copy;

    /// Its node.
    fn node(&mut self) -> &mut Node;

    /// What is read of it.
    fn made<R: Reading>(reading: R) -> Self::Made<R>;

    /// Sets a property. The methods of the catalogue call it.
    #[must_use]
    fn set(mut self, name: Name, value: impl Term) -> Self {
        self.node().properties.push((name, value.expr()));
        self
    }

    /// Makes it only where a condition holds.
    #[must_use]
    fn only_if(mut self, condition: Condition) -> Self {
        self.node().condition = Some(condition.expr());
        self
    }

    /// Makes it wait for another resource that no property mentions, for all instances of one with a loop.
    #[must_use]
    fn after(mut self, other: impl Awaited) -> Self {
        self.node().waits.push(other.wait());
        self
    }

    /// Puts it into another account or Region.
    #[must_use]
    fn in_slot(mut self, slot: &'static str) -> Self {
        self.node().slot = slot;
        self
    }

    /// Puts it into another account or Region, unless a condition holds: then it is one like any other.
    #[must_use]
    fn in_slot_unless(mut self, slot: &'static str, condition: Condition) -> Self {
        self.node().slot_unless = Some(condition.expr());
        self.in_slot(slot)
    }

    /// Makes engines set these properties when they make it, and leave them alone afterwards: others change them too.
    #[must_use]
    fn set_once(mut self, names: &[Name]) -> Self {
        self.node().set_once.extend(names);
        self
    }

    /// Makes the old one go before its replacement comes where a condition holds: with what is set there, AWS refuses both at
    /// once.
    #[must_use]
    fn replaced_after<W: When>(mut self, condition: Handle<bool, W>) -> Self {
        self.node().replaced_after = Some(condition.expr());
        self
    }

    /// Says what it, or an instance of it, was in an earlier release, so that engines keep what they have made. The last
    /// release comes first.
    #[must_use]
    fn formerly(mut self, was: Was) -> Self {
        self.node().formerly.push(was);
        self
    }

    /// Limits how long engines wait for an operation: as long as `given` says, or `default` where it is null.
    #[must_use]
    fn timeout<G, D>(mut self, operation: Operation, given: G, default: D) -> Self
    where
        G: Term<Is: Fits<Text>, When = Early>,
        D: Term<Is: Fits<Text>, When = Early>,
    {
        let (given, default) = (given.expr(), default.expr());
        self.node().timeouts.push(crate::graph::Timeout { operation, given, default });
        self
    }
}

/// What others can wait for.
pub trait Awaited {
    /// The wait.
    fn wait(&self) -> Wait;
}

/// How attributes are read: of one instance, or of all.
pub trait Reading: Awaited + Copy {
    /// What an attribute of type `T` is then.
    type Of<T>;

    /// An attribute.
    fn read<T>(self, name: Name) -> Self::Of<T>;
}

/// The only instance of a resource, or one of several.
#[derive(Clone, Copy)]
pub struct One {
    label: &'static str,
    key: Option<Handle<Text, Early>>,
}

/// All instances of a resource that has a loop.
#[derive(Clone, Copy, Debug)]
pub struct All {
    label: &'static str,
}

impl Reading for One {
    type Of<T> = Handle<T, Late>;

    fn read<T>(self, name: Name) -> Handle<T, Late> {
        let key = self.key.map(|key| Arc::new(key.expr()));
        Handle::of(Expr::Attribute { node: self.label, key, name })
    }
}

impl Reading for All {
    type Of<T> = Handle<Map<T, Late>, Early>;

    fn read<T>(self, name: Name) -> Handle<Map<T, Late>, Early> {
        Handle::of(Expr::Instances { node: self.label, name })
    }
}

impl Awaited for One {
    fn wait(&self) -> Wait {
        Wait { label: self.label, key: self.key.map(Handle::expr) }
    }
}

impl Awaited for All {
    fn wait(&self) -> Wait {
        Wait { label: self.label, key: None }
    }
}

impl One {
    /// The only instance of the resource of this label.
    pub(super) fn of(label: &'static str) -> Self {
        Self { label, key: None }
    }
}

/// A resource with a loop: several instances by a key.
pub struct Each<R> {
    label: &'static str,
    of: std::marker::PhantomData<R>,
}

impl<R> Clone for Each<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Each<R> {}

impl<R: Resource> Each<R> {
    pub(super) fn of(label: &'static str) -> Self {
        Self { label, of: std::marker::PhantomData }
    }

    /// The instance of this key. Which one that is has to be known early.
    pub fn at(self, key: Handle<Text, Early>) -> R::Made<One> {
        R::made(One { label: self.label, key: Some(key) })
    }

    /// All instances: attributes are maps.
    pub fn all(self) -> R::Made<All> {
        R::made(All { label: self.label })
    }
}

impl<R> Awaited for Each<R> {
    fn wait(&self) -> Wait {
        Wait { label: self.label, key: None }
    }
}

impl<T: Awaited + ?Sized> Awaited for &T {
    fn wait(&self) -> Wait {
        T::wait(self)
    }
}
