//! What nodes were in earlier releases, so that engines know again what they have made.
//!
//! Data and no rule: Terraform's `moved` takes constants, and what one engine cannot follow would replace resources there.
//! So the label and the kind of a node can change, and single instances whose keys the component itself names; keys that
//! users choose stay what they are.

use crate::names::Kind;
use crate::specialise::Address;
use std::sync::Arc;

/// How an instance is told from others of its node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Instance {
    /// The node has neither a loop nor a condition: it is always there, and the only one.
    Only,
    /// The node has a condition and no loop.
    Conditional,
    /// The node has a loop, and this is the key.
    Key(&'static str),
}

impl Instance {
    /// Its key; none if the node has no loop.
    pub fn key(self) -> Option<&'static str> {
        match self {
            Self::Key(key) => Some(key),
            Self::Only | Self::Conditional => None,
        }
    }
}

/// What a node, or one instance of it, was in an earlier release. What is not said was as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Was {
    /// Its label.
    pub label: Option<&'static str>,
    /// Its kind.
    pub kind: Option<Kind>,
    /// Which instance of then is which of now; `None`: every instance has the key that it had.
    pub instance: Option<(Instance, Instance)>,
}

impl Was {
    /// It had this label.
    #[must_use]
    pub fn label(self, label: &'static str) -> Self {
        Self { label: Some(label), ..self }
    }

    /// It was of this kind. Where the type of an engine differs too, that engine may have to replace it.
    #[must_use]
    pub fn kind(self, kind: Kind) -> Self {
        Self { kind: Some(kind), ..self }
    }

    /// Only the instance that is `now` was there, as `then`.
    #[must_use]
    pub fn instance(self, then: Instance, now: Instance) -> Self {
        Self { instance: Some((then, now)), ..self }
    }

    /// Where a resource of now was; `None` if it was not there.
    pub fn address(&self, now: &Address) -> Option<Address> {
        let key = match &self.instance {
            None => now.key.clone(),
            Some((_, is)) if is.key() != now.key.as_deref() => return None,
            Some((then, _)) => then.key().map(Arc::from),
        };
        Some(Address { label: self.label.unwrap_or(now.label), key })
    }
}

/// A resource in an earlier release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Former {
    /// Which one it was.
    pub address: Address,
    /// What kind it was.
    pub kind: Kind,
}

#[cfg(test)]
mod tests {
    use super::{Instance, Was};
    use crate::specialise::Address;

    fn address(label: &'static str, key: Option<&str>) -> Address {
        Address { label, key: key.map(Into::into) }
    }

    #[test]
    fn every_instance_keeps_its_key_unless_one_is_named() {
        let renamed = Was::default().label("gate");
        assert_eq!(renamed.address(&address("door", None)), Some(address("gate", None)));
        assert_eq!(renamed.address(&address("door", Some("a"))), Some(address("gate", Some("a"))));
        let looped = Was::default().instance(Instance::Only, Instance::Key("main"));
        assert_eq!(looped.address(&address("gate", Some("main"))), Some(address("gate", None)));
        assert_eq!(looped.address(&address("gate", Some("other"))), None);
        let alone = Was::default().label("gate").instance(Instance::Key("a"), Instance::Only);
        assert_eq!(alone.address(&address("door", None)), Some(address("gate", Some("a"))));
    }
}
