//! A service and a bundle as they are shown.

use privatelink_catalog::partition::Partition;
use privatelink_catalog::services::{Bundle, Evidence, OBSERVED, Ports, STATED, Service, Zone};
use serde::Serialize;

/// What stands for a Region's name where none is given.
const ANY_REGION: &str = "{region}";

/// Where names are written for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    /// The Region; none for whichever it is.
    pub(super) region: Option<&'a str>,
    /// Its partition.
    pub(super) partition: Partition,
}

impl Place<'_> {
    /// Any Region that every account can use.
    pub(super) const ANY: Self = Self { region: None, partition: Partition::Aws };
}

/// A service. The order of the fields is the order in the document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ServiceEntry {
    pub(super) name: &'static str,
    /// None: it is not known.
    pub(super) service_name: Option<String>,
    pub(super) endpoint_types: Vec<&'static str>,
    /// None: they are not known.
    pub(super) private_dns_names: Option<Vec<String>>,
    /// None: they are not known.
    pub(super) zones: Option<Vec<ZoneEntry>>,
    pub(super) ports: Vec<PortsEntry>,
    /// None: it is not known.
    pub(super) policy: Option<bool>,
    pub(super) cross_region: bool,
    pub(super) bundles: Vec<&'static str>,
    pub(super) evidence: &'static str,
    /// The day on which its private DNS names were checked.
    pub(super) checked: &'static str,
    pub(super) sources: &'static [&'static str],
}

/// A private hosted zone for names of a service.
#[derive(Debug, Serialize)]
pub(super) struct ZoneEntry {
    pub(super) key: String,
    pub(super) name: String,
    pub(super) records: &'static [&'static str],
}

/// TCP ports in a row.
#[derive(Debug, Serialize)]
pub(super) struct PortsEntry {
    pub(super) from: u16,
    pub(super) to: u16,
}

/// A bundle.
#[derive(Debug, Serialize)]
pub(super) struct BundleEntry {
    pub(super) name: &'static str,
    pub(super) summary: &'static str,
    pub(super) interface: &'static [&'static str],
    pub(super) gateway: &'static [&'static str],
    pub(super) source: &'static str,
}

impl ServiceEntry {
    pub(super) fn new(service: &Service, place: Place<'_>) -> Self {
        let region = place.region.unwrap_or(ANY_REGION);
        let types = [("Interface", service.interface), ("Gateway", service.gateway)];
        let types = types.into_iter().filter(|(_, has)| *has).map(|(name, _)| name);
        let is_named = service.is_named_in(place.partition);
        let evidence = if is_named { service.evidence } else { Evidence::Unknown };
        let is_known = evidence != Evidence::Unknown;
        let endpoint = service.endpoint_in(place.partition);
        let names = service.private_dns.iter();
        let names = names.map(|dns| dns.name_in(place.partition).in_region(region));
        let zones = service.zones().into_iter();
        let zones = zones.map(|zone| ZoneEntry::new(zone, place.partition, region));
        let (evidence, checked) = match evidence {
            Evidence::Observed => ("observed", OBSERVED),
            Evidence::Stated => ("stated", STATED),
            Evidence::Unknown => ("unknown", STATED),
        };
        Self {
            name: service.name,
            service_name: is_named.then(|| endpoint.in_region(region)),
            endpoint_types: types.collect(),
            private_dns_names: is_known.then(|| names.collect()),
            zones: is_known.then(|| zones.collect()),
            ports: service
                .ports
                .iter()
                .map(|&Ports { from, to }| PortsEntry { from, to })
                .collect(),
            policy: service.answered_policy(),
            cross_region: service.cross_region,
            bundles: service.bundles().map(|bundle| bundle.name).collect(),
            evidence,
            checked,
            sources: service.sources,
        }
    }
}

impl ZoneEntry {
    fn new(zone: Zone, partition: Partition, region: &str) -> Self {
        let name = zone.name_in(partition).in_region(region);
        let records: &[&str] = if zone.wildcard { &["@", "*"] } else { &["@"] };
        Self { key: zone.key, name, records }
    }
}

impl BundleEntry {
    pub(super) fn new(bundle: &Bundle) -> Self {
        let Bundle { name, summary, interface, gateway, source } = *bundle;
        Self { name, summary, interface, gateway, source }
    }
}
