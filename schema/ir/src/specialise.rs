//! `specialise`: a component and its structural inputs in, a flat list of resources out.
//!
//! Conditions and loops are gone; each property is a constant or a residue over open inputs and attributes
//! of other resources. The Pulumi provider evaluates the residue as outputs arrive; `CloudFormation` prints it.
//!
//! Nothing is dropped: a condition, a loop or a key that stays open is a [`Problem`](crate::Problem).

mod build;
mod deciding;
mod shape;

pub use build::{specialise, specialise_revealing};
pub use deciding::{Missing, deciding, missing};

use crate::constant::Constant;
use crate::engine::{Capability, Engine};
use crate::expr::Expr;
use crate::formerly::Former;
use crate::names::{DEFAULT_SLOT, Kind, Name, Operation};
use std::collections::HashMap;
use std::sync::Arc;

/// Which resource of a component.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Label of the node.
    pub label: &'static str,
    /// Loop key, if the node has a loop.
    pub key: Option<Arc<str>>,
}

/// What a resource or an output waits for although it does not mention it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Awaited {
    /// One resource.
    One(Address),
    /// All resources of the node of this label.
    All(&'static str),
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
    /// Where the resources stand that properties mention, each once.
    pub reads: Vec<usize>,
    /// What has to exist first although no property mentions it.
    pub waits: Arc<[Awaited]>,
    /// How long to wait for it.
    pub limits: Vec<Limit>,
    /// Properties whose later changes leave it as it is, beside those that the catalog names.
    pub set_once: Vec<Name>,
    /// Whether the old one has to go before its replacement comes: a constant or a residue over inputs. `None`: nothing but
    /// its kind says so.
    pub replaced_after: Option<Expr>,
    /// What it was in earlier releases, the last one first. None of them is another resource of today.
    pub formerly: Vec<Former>,
}

impl Resource {
    /// The value of a property; none if it is null.
    pub fn property(&self, name: &str) -> Option<&Expr> {
        self.properties.iter().find(|(known, _)| known.0 == name).map(|(_, value)| value)
    }
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
    /// The same for engines that lack a capability, where those get it in another way.
    pub otherwise: Vec<(Capability, Expr)>,
    /// What has to exist first although the value does not mention it.
    pub waits: Vec<Awaited>,
}

/// A component with its shape fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct Specialised {
    /// Resources, in the order of the definition, instances in the order of their keys.
    pub resources: Vec<Resource>,
    /// Outputs, in the order of the definition.
    pub outputs: Vec<Told>,
    /// Places of resources by their address.
    positions: HashMap<Address, usize>,
    /// Places of the resources of each node.
    members: HashMap<&'static str, std::ops::Range<usize>>,
    /// Slots of nodes, of those without resources too.
    slots: HashMap<&'static str, &'static str>,
}

impl Specialised {
    /// Where a resource stands.
    pub fn position(&self, address: &Address) -> Option<usize> {
        self.positions.get(address).copied()
    }

    /// The resource at an address.
    pub fn find(&self, address: &Address) -> Option<&Resource> {
        self.resources.get(self.position(address)?)
    }

    /// Where the resources of a node stand.
    pub fn range(&self, label: &str) -> std::ops::Range<usize> {
        self.members.get(label).cloned().unwrap_or_default()
    }

    /// The resources of a node.
    pub fn members(&self, label: &str) -> &[Resource] {
        self.resources.get(self.range(label)).unwrap_or_default()
    }

    /// The slot of a node, whether it has resources or not.
    pub fn slot(&self, label: &str) -> &'static str {
        self.slots.get(label).copied().unwrap_or(DEFAULT_SLOT)
    }

    /// The resources that are waited for.
    pub fn awaited<'a>(&'a self, waits: &'a [Awaited]) -> impl Iterator<Item = &'a Resource> {
        waits.iter().flat_map(|awaited| match awaited {
            Awaited::One(address) => {
                self.find(address).map(std::slice::from_ref).unwrap_or_default()
            }
            Awaited::All(label) => self.members(label),
        })
    }

    /// The resources that have to exist before this one, mentioned in properties or not.
    pub fn before<'a>(&'a self, resource: &'a Resource) -> impl Iterator<Item = &'a Resource> {
        let read = resource.reads.iter().filter_map(|position| self.resources.get(*position));
        read.chain(self.awaited(&resource.waits))
    }

    /// The same with what an engine shows.
    #[must_use]
    pub fn on(mut self, engine: &Engine) -> Self {
        for told in &mut self.outputs {
            let all = std::mem::take(&mut told.otherwise);
            let instead = all.into_iter().find(|(capability, _)| !engine.has(*capability));
            if let Some((_, value)) = instead {
                told.value = value;
            }
        }
        self
    }
}

/// The resource that a residue reads an attribute of.
pub fn address_of(expr: &Expr) -> Option<Address> {
    match expr {
        Expr::Attribute { node, key, .. } => {
            let key = match key.as_deref() {
                Some(Expr::Literal(Constant::Text(key))) => Some(Arc::clone(key)),
                _ => None,
            };
            Some(Address { label: node, key })
        }
        _ => None,
    }
}
