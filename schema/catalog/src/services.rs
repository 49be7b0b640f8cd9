//! AWS services that a VPC endpoint reaches: names, private DNS names, ports, endpoint policies.
//!
//! The data stands in `services/`, with sources; a rule fills what is not written there. A Region has not every service,
//! and no source says which Availability Zones of a Region have one: zones go by names that differ between accounts in
//! what AWS answers.

use crate::partition::Partition;

#[allow(clippy::doc_markdown, reason = "generated: sources are quoted as they are")]
mod data {
    use super::{Bundle, Evidence, Ports, PrivateDnsName, Service, Template};
    include!(concat!(env!("OUT_DIR"), "/services.rs"));
}
pub use data::{
    BUNDLES, EXCLUDED_ZONES, LATTICE_EXCLUDED_ZONES, MEANT, OBSERVED, SERVICES, SHADOWS, STATED,
};

/// An AWS service.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "four facts, each of its own")]
pub struct Service {
    /// Short name: `ecr.dkr`.
    pub name: &'static str,
    /// Name of its endpoint service.
    pub endpoint: Template,
    /// Name of its endpoint service in Regions of China.
    pub china_endpoint: Template,
    /// Names that lead to an interface endpoint once private DNS is enabled. Empty: there are none, or none is known.
    pub private_dns: &'static [PrivateDnsName],
    /// TCP ports, rising.
    pub ports: &'static [Ports],
    /// Whether an interface endpoint reaches it.
    pub interface: bool,
    /// Whether a gateway endpoint reaches it.
    pub gateway: bool,
    /// Whether an endpoint takes a policy.
    pub policy: bool,
    /// Whether an interface endpoint reaches it in another Region.
    pub cross_region: bool,
    /// How well its private DNS names are known.
    pub evidence: Evidence,
    /// Sources of what differs from the rule.
    pub sources: &'static [&'static str],
}

/// A name with a place for a Region's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Template {
    /// What stands before the Region's name; without a Region, all of it.
    pub before: &'static str,
    /// What stands after the Region's name; `None` if no Region is part of it.
    pub after: Option<&'static str>,
}

/// A private DNS name of a service.
#[derive(Debug)]
pub struct PrivateDnsName {
    /// The name; `*.` in front stands for any one label or more.
    pub name: Template,
    /// The name in Regions of China.
    pub china: Template,
}

/// TCP ports in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ports {
    /// First port.
    pub from: u16,
    /// Last port; the first one again if there is only one.
    pub to: u16,
}

/// How well the private DNS names of a service are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Evidence {
    /// AWS answered them, on the day [`OBSERVED`].
    Observed,
    /// An AWS SDK calls them, or a guide states them.
    Stated,
    /// They are not known.
    Unknown,
}

/// Services that only work together.
#[derive(Debug)]
pub struct Bundle {
    /// Name: `ecr`.
    pub name: &'static str,
    /// What it is for, in a sentence.
    pub summary: &'static str,
    /// Services that need an interface endpoint.
    pub interface: &'static [&'static str],
    /// Services that need a gateway endpoint.
    pub gateway: &'static [&'static str],
    /// Where AWS says so.
    pub source: &'static str,
}

/// A private hosted zone that takes over names of a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    /// What it is called in every Region and partition: `api.ecr`, `lambda.api.aws`. No two zones share one.
    pub key: String,
    /// Its name.
    pub name: Template,
    /// Its name in Regions of China.
    pub china: Template,
    /// Whether names below it lead to the service too.
    pub wildcard: bool,
}

/// The service of this short name.
pub fn find(name: &str) -> Option<&'static Service> {
    SERVICES.iter().find(|service| service.name == name)
}

/// The services that may be meant by a name that none has.
pub fn meant(name: &str) -> &'static [&'static str] {
    MEANT.iter().find(|(other, _)| *other == name).map_or(&[], |(_, services)| services)
}

/// The bundle of this name.
pub fn find_bundle(name: &str) -> Option<&'static Bundle> {
    BUNDLES.iter().find(|bundle| bundle.name == name)
}

impl Service {
    /// Name of its endpoint service in a partition.
    pub fn endpoint_in(&self, partition: Partition) -> Template {
        if partition == Partition::China { self.china_endpoint } else { self.endpoint }
    }

    /// Whether it is known what it is called in a partition. A service without a Region in its names has one endpoint
    /// service for all Regions of a partition: what that is called is known for `aws` and `aws-cn` only.
    pub fn is_named_in(&self, partition: Partition) -> bool {
        partition != Partition::UsGov || self.endpoint.after.is_some()
    }

    /// Whether an endpoint takes a policy, as AWS answered on the day [`OBSERVED`]. `None`: no answer was at hand, and
    /// [`policy`](Self::policy) is what components assume.
    pub fn answered_policy(&self) -> Option<bool> {
        (self.evidence == Evidence::Observed).then_some(self.policy)
    }

    /// The bundles that stand for it, in the order of their names.
    pub fn bundles(&self) -> impl Iterator<Item = &'static Bundle> {
        BUNDLES.iter().filter(|bundle| bundle.has(self.name))
    }

    /// The zones that take over its private DNS names, one for each name: a zone hides every public name at and below
    /// its own, so none may be wider than what the service answers.
    #[must_use]
    pub fn zones(&self) -> Vec<Zone> {
        let mut zones: Vec<Zone> = Vec::new();
        for dns in self.private_dns {
            let zone = Zone::of(dns);
            match zones.iter_mut().find(|other| other.key == zone.key) {
                Some(other) => other.wildcard |= zone.wildcard,
                None => zones.push(zone),
            }
        }
        zones
    }
}

impl PrivateDnsName {
    /// The name in a partition.
    pub fn name_in(&self, partition: Partition) -> Template {
        if partition == Partition::China { self.china } else { self.name }
    }
}

impl Bundle {
    /// Whether it stands for the service of this short name.
    pub fn has(&self, service: &str) -> bool {
        self.interface.contains(&service) || self.gateway.contains(&service)
    }
}

impl Zone {
    /// Its name in a partition.
    pub fn name_in(&self, partition: Partition) -> Template {
        if partition == Partition::China { self.china } else { self.name }
    }

    fn of(dns: &PrivateDnsName) -> Self {
        let name = dns.name.without_wildcard();
        let key = match name.after {
            Some(".amazonaws.com") => name.before.trim_end_matches('.').to_owned(),
            Some(after) => [name.before.trim_end_matches('.'), after].concat(),
            None => name.before.to_owned(),
        };
        let wildcard = dns.name.before.starts_with("*.");
        Self { key, name, china: dns.china.without_wildcard(), wildcard }
    }
}

impl Template {
    /// The name in a Region.
    pub fn in_region(self, region: &str) -> String {
        match self.after {
            Some(after) => [self.before, region, after].concat(),
            None => self.before.to_owned(),
        }
    }

    /// Whether this is the name in some Region.
    pub fn is_of(self, name: &str) -> bool {
        match (name.strip_prefix(self.before), self.after) {
            (Some(rest), Some(after)) => rest.strip_suffix(after).is_some_and(|region| {
                region.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-')
            }),
            (Some(rest), None) => rest.is_empty(),
            (None, _) => false,
        }
    }

    fn without_wildcard(self) -> Self {
        Self { before: self.before.strip_prefix("*.").unwrap_or(self.before), after: self.after }
    }
}
