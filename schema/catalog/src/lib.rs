//! AWS resource kinds and how Terraform, Pulumi and `CloudFormation` spell them.
//!
//! One kind, one file, under `kinds/<service>/<kind>.toml`; the constants below are made from those files when the
//! crate is built. Names follow a rule ([`spelling`]); only exceptions are written down, each with a reason. Tests hold
//! every name and type against the schemas of the three engines. What engines call the resources of a component is in
//! [`identity`].

pub mod access;
pub mod bridge;
pub mod check;
pub mod engines;
pub mod facts;
pub mod identity;
pub mod import;
pub mod kind;
pub mod picture;
pub mod price;
pub mod services;
pub mod spelling;

pub use access::{Actions, Sometimes};
pub use bridge::Bridge;
pub use check::{check, type_of_attribute};
pub use facts::FactEntry;
pub use import::{Identifier, Identifiers, Import, Piece};
pub use kind::{
    Attribute, AttributeForm, KindEntry, KindForm, Parallel, Property, PropertyForm, PropertyType,
    Segment,
};
pub use picture::Picture;
pub use price::{Price, PriceList};

use privatelink_ir::Kind;

#[allow(clippy::wildcard_imports, reason = "generated: every module is made of these types")]
mod kinds {
    include!(concat!(env!("OUT_DIR"), "/kinds.rs"));
}
pub use kinds::*;

mod prices {
    use crate::price::{Price, PriceList};
    include!(concat!(env!("OUT_DIR"), "/prices.rs"));
}
pub use prices::PRICES;

/// Where kinds and bridges are looked up: here, or where a test has some of its own.
#[derive(Clone, Copy, Debug)]
pub struct Catalog {
    /// What is known about a kind.
    pub kinds: fn(Kind) -> Option<&'static KindEntry>,
    /// The bridge of a name.
    pub bridges: fn(&str) -> Option<&'static Bridge>,
}

impl Catalog {
    /// The kinds and bridges of this crate.
    pub const SHIPPED: Self = Self { kinds: find, bridges: bridge::find };
}

/// What the catalog says about a kind.
pub fn find(kind: Kind) -> Option<&'static KindEntry> {
    // A component of ten thousand resources asks as often.
    let at = KINDS.binary_search_by_key(&kind.0, |entry| entry.id).ok()?;
    KINDS.get(at).copied()
}

#[cfg(test)]
mod tests {
    use super::{KINDS, find};
    use privatelink_ir::Kind;

    #[test]
    fn every_kind_is_found_by_its_name() {
        assert!(KINDS.is_sorted_by(|one, next| one.id < next.id));
        for kind in KINDS {
            assert_eq!(find(Kind(kind.id)).map(|found| found.id), Some(kind.id));
        }
        assert!(find(Kind("")).is_none() && find(Kind("ec2/no_such_kind")).is_none());
    }
}
