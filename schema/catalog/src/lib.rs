//! AWS resource kinds and how Terraform, Pulumi and `CloudFormation` spell them.
//!
//! One kind, one file, under `kinds/<service>/<kind>.toml`; the constants below are made from those files when the
//! crate is built. Names follow a rule ([`spelling`]); only exceptions are written down, each with a reason. Tests hold
//! every name and type against the schemas of the three engines. What engines call the resources of a component is in
//! [`identity`].
//!
//! Components describe resources with the struct of a kind, and read attributes by it:
//!
//! ```
//! use privatelink_catalog::lb;
//! use privatelink_catalog::lb::listener::DefaultAction;
//! use privatelink_ir::handle::{Draft, list};
//!
//! let mut draft = Draft::default();
//! let balancer = draft.resource("balancer", lb::LoadBalancer::new().internal(true));
//! let group = draft.resource("group", lb::TargetGroup::new().port(443));
//! let forward = DefaultAction::new().type_("forward").target_group_arn(group.arn());
//! let listener = lb::Listener::new()
//!     .load_balancer_arn(balancer.arn())
//!     .port(443)
//!     .default_action(list([forward]));
//! draft.resource("listener", listener);
//! ```
//!
//! A misspelled kind, property, field of a block or attribute does not compile, and neither does a value of another type:
//!
//! ```compile_fail,E0433
//! use privatelink_catalog::lb;
//! lb::Listner::new();
//! ```
//!
//! ```compile_fail,E0599
//! use privatelink_catalog::lb;
//! lb::Listener::new().prot(443);
//! ```
//!
//! ```compile_fail,E0599
//! use privatelink_catalog::lb::listener::DefaultAction;
//! DefaultAction::new().target_arn("arn");
//! ```
//!
//! ```compile_fail,E0599
//! use privatelink_catalog::lb;
//! use privatelink_ir::handle::Draft;
//! Draft::default().resource("balancer", lb::LoadBalancer::new()).dns();
//! ```
//!
//! ```compile_fail,E0277
//! use privatelink_catalog::lb;
//! lb::Listener::new().port("443");
//! ```
//!
//! What is known late decides neither whether nor how often there is a resource, nor which one is meant:
//!
//! ```compile_fail,E0308
//! use privatelink_catalog::lb;
//! use privatelink_ir::handle::{Draft, Resource};
//! let mut draft = Draft::default();
//! let balancer = draft.resource("balancer", lb::LoadBalancer::new());
//! draft.resource("listener", lb::Listener::new().only_if(balancer.arn().is_set()));
//! ```
//!
//! ```compile_fail,E0308
//! use privatelink_catalog::{acm, lb};
//! use privatelink_ir::handle::Draft;
//! let mut draft = Draft::default();
//! let certificate = draft.resource("certificate", acm::Certificate::new());
//! draft.resources("listener", certificate.validation_domain(), |_, _| lb::Listener::new());
//! ```
//!
//! ```compile_fail,E0308
//! use privatelink_catalog::lb;
//! use privatelink_ir::handle::{Draft, Handle, Map, Text, map};
//! let mut draft = Draft::default();
//! let balancer = draft.resource("balancer", lb::LoadBalancer::new());
//! let ports: Handle<Map<i64>> = map([("https", 443)]);
//! let listeners = draft.resources("listener", ports, |_, port| lb::Listener::new().port(port));
//! listeners.at(balancer.arn()).arn();
//! ```

pub mod access;
pub mod bridge;
pub mod check;
pub mod engines;
pub mod facts;
pub mod identity;
pub mod import;
pub mod kind;
pub mod parameters;
pub mod partition;
pub mod partition_facts;
pub mod picture;
pub mod price;
pub mod services;
pub mod spelling;

mod order;

pub use access::{Actions, Sometimes};
pub use bridge::Bridge;
pub use check::{check, type_of_attribute};
pub use facts::FactEntry;
pub use import::{Identifier, Identifiers, Import, Piece};
pub use kind::{
    Attribute, AttributeForm, Fault, KindEntry, KindForm, Parallel, Property, PropertyForm,
    PropertyType, Segment,
};
pub use picture::Picture;
pub use price::{Amount, Mark, Price, PriceList, Tier, Usage};

use privatelink_ir::Kind;

#[allow(clippy::wildcard_imports, reason = "generated: every module is made of these types")]
mod kinds {
    include!(concat!(env!("OUT_DIR"), "/kinds.rs"));
}
pub use kinds::*;

#[allow(clippy::unreadable_literal, reason = "generated")]
mod prices {
    use crate::price::{Amount, Mark, Only, Price, PriceList, RegionPrices, Tier, Usage};
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
