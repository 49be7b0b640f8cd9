//! AWS services that a VPC endpoint reaches: names, private DNS names, ports, endpoint policies.
//!
//! The data stands in `services/`, with sources; a rule fills what is not written there. A Region has not every service,
//! and no source says which Availability Zones of a Region have one: zones go by names that differ between accounts in
//! what AWS answers.

use serde_json::{Map, Value, json};

#[allow(clippy::doc_markdown, reason = "generated: sources are quoted as they are")]
mod data {
    use super::{Bundle, Evidence, Ports, PrivateDnsName, Service, Template};
    include!(concat!(env!("OUT_DIR"), "/services.rs"));
}
pub use data::{BUNDLES, EXCLUDED_ZONES, LATTICE_EXCLUDED_ZONES, OBSERVED, SERVICES, STATED};

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

/// A private hosted zone that gives the names of a service to other VPCs.
///
/// It needs a record at its apex: a zone answers for its own name, so that without one the name does not resolve at all.
#[derive(Debug, PartialEq, Eq)]
pub struct Zone {
    /// Name of the zone.
    pub name: String,
    /// Whether it needs the record `*` too.
    pub wildcard: bool,
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

/// The service of this short name.
pub fn find(name: &str) -> Option<&'static Service> {
    let index = SERVICES.binary_search_by(|service| service.name.cmp(name)).ok()?;
    SERVICES.get(index)
}

/// The bundle of this name. A service may have the same name.
pub fn bundle(name: &str) -> Option<&'static Bundle> {
    BUNDLES.iter().find(|bundle| bundle.name == name)
}

/// All services as one JSON object, so that an expression finds one by its short name and joins texts.
pub fn table() -> Value {
    let entries = SERVICES.iter().map(|service| (service.name.to_owned(), service.entry()));
    Value::Object(entries.collect::<Map<_, _>>())
}

impl Service {
    /// Name of the endpoint service in a Region.
    pub fn endpoint_name(&self, region: &str) -> String {
        if is_china(region) { self.china_endpoint } else { self.endpoint }.in_region(region)
    }

    /// Private DNS names in a Region.
    pub fn private_dns_names(&self, region: &str) -> Vec<String> {
        let names = self.private_dns.iter();
        names
            .map(|dns| if is_china(region) { dns.china } else { dns.name }.in_region(region))
            .collect()
    }

    /// Private hosted zones that stand for the private DNS names in a Region: one zone a name, so that none of them
    /// answers for a name of another service.
    pub fn zones(&self, region: &str) -> Vec<Zone> {
        let names = self.private_dns_names(region).into_iter();
        names
            .map(|name| match name.strip_prefix("*.") {
                Some(rest) => Zone { name: rest.to_owned(), wildcard: true },
                None => Zone { name, wildcard: false },
            })
            .collect()
    }

    /// Its entry in the [`table`].
    ///
    /// The name of the endpoint service is `prefix`, then the Region and `suffix`; a private DNS name is `before`, then the
    /// Region and `after`. If it is not `regional`, the whole name stands in front and no Region is put between. A
    /// `wildcard` stands for `*.` before the name; without it the name is the name of the zone. `china` holds the same for
    /// Regions of China. Single ports stand in `ports`, rows of ports in `portRanges`.
    pub fn entry(&self) -> Value {
        let single = self.ports.iter().filter(|ports| ports.from == ports.to);
        let ranges = self.ports.iter().filter(|ports| ports.from != ports.to);
        json!({
            "prefix": self.endpoint.before,
            "suffix": self.endpoint.after.unwrap_or_default(),
            "regional": self.endpoint.after.is_some(),
            "china": {
                "prefix": self.china_endpoint.before,
                "suffix": self.china_endpoint.after.unwrap_or_default(),
            },
            "privateDnsNames": self.private_dns.iter().map(PrivateDnsName::entry).collect::<Vec<_>>(),
            "ports": single.map(|ports| ports.from).collect::<Vec<_>>(),
            "portRanges": ranges.map(|ports| json!({ "from": ports.from, "to": ports.to })).collect::<Vec<_>>(),
            "interface": self.interface,
            "gateway": self.gateway,
            "policy": self.policy,
            "crossRegion": self.cross_region,
            "evidence": match self.evidence {
                Evidence::Observed => "observed",
                Evidence::Stated => "stated",
                Evidence::Unknown => "unknown",
            },
        })
    }
}

impl Template {
    /// The name in a Region.
    pub fn in_region(&self, region: &str) -> String {
        match self.after {
            Some(after) => format!("{}{region}{after}", self.before),
            None => self.before.to_owned(),
        }
    }
}

impl PrivateDnsName {
    fn entry(&self) -> Value {
        let plain = |name: &'static str| name.strip_prefix("*.").unwrap_or(name);
        json!({
            "before": plain(self.name.before),
            "after": self.name.after.unwrap_or_default(),
            "wildcard": self.name.before.starts_with("*."),
            "china": {
                "before": plain(self.china.before),
                "after": self.china.after.unwrap_or_default(),
            },
        })
    }
}

fn is_china(region: &str) -> bool {
    region.starts_with("cn-")
}
