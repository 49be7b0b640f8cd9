//! Names of a graph: kinds, properties, facts, slots, operations.

/// A kind of resource, as the catalog names it: `ec2/vpc_endpoint`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Kind(pub &'static str);

/// A property or an attribute of a kind, as the catalog names it: `vpc_id`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(pub &'static str);

/// Something that is so where a slot is, such as the name of its Region, as the catalog names it: `region`.
///
/// A text that is never absent, and not known before the deployment runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fact(pub &'static str);

/// The provider slot of nodes that name no other.
pub const DEFAULT_SLOT: &str = "default";

/// Which slot, an account and a Region, a fact is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// The slot of whatever reads the fact: of the node it is a property of; of an output or a rule, the default one.
    Here,
    /// The slot of this name.
    Named(&'static str),
}

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
