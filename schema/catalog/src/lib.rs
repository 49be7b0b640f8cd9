//! AWS resource kinds and how Terraform, Pulumi and `CloudFormation` spell them.
//!
//! One kind, one file, under `kinds/<service>/<kind>.toml`; the constants below are made from those files when the
//! crate is built. Names follow a rule ([`spelling`]); only exceptions are written down, each with a reason. Tests hold
//! every name and type against the schemas of the three engines.

pub mod access;
pub mod bridge;
pub mod check;
pub mod facts;
pub mod kind;
pub mod price;
pub mod services;
pub mod spelling;

pub use access::{Actions, Sometimes};
pub use bridge::Bridge;
pub use check::check;
pub use facts::FactEntry;
pub use kind::{
    Attribute, AttributeForm, KindEntry, KindForm, Property, PropertyForm, PropertyType, Segment,
};
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

/// What the catalog says about a kind.
pub fn find(kind: Kind) -> Option<&'static KindEntry> {
    KINDS.iter().find(|entry| entry.id == kind.0).copied()
}
