//! What is known about one name: a service, a bundle, or one of each.

use super::entry::{BundleEntry, ServiceEntry};
use super::table::{answer, names, ports, service_name, some, types};
use privatelink_catalog::services::EXCLUDED_ZONES;
use std::io::{self, Write};

/// Columns that the name of a fact takes.
const LABEL: usize = 20;

/// Writes each entry in full, with a line between them.
pub(super) fn write(
    services: &[ServiceEntry],
    bundles: &[BundleEntry],
    to: &mut dyn Write,
) -> io::Result<()> {
    for entry in services {
        service(entry, to)?;
    }
    if !services.is_empty() && !bundles.is_empty() {
        writeln!(to)?;
    }
    for entry in bundles {
        bundle(entry, to)?;
    }
    Ok(())
}

fn service(service: &ServiceEntry, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "service {}\n", service.name)?;
    fact("service name", service_name(service), to)?;
    fact("endpoints", &types(service), to)?;
    match service.private_dns_names.as_deref() {
        None | Some([]) => fact("private names", &unnamed(service), to)?,
        Some(names) => facts("private names", names, to)?,
    }
    let zones = service.zones.as_deref().unwrap_or_default();
    let zones = zones.iter().map(|zone| {
        let records = zone.records.join("` and `");
        let plural = if zone.records.len() == 1 { "" } else { "s" };
        format!("{} (key `{}`), record{plural} `{records}`", zone.name, zone.key)
    });
    facts("zones in a hub", &zones.collect::<Vec<_>>(), to)?;
    fact("TCP ports", &ports(&service.ports), to)?;
    let policy = match service.policy {
        None => "unknown; components assume that it takes one",
        known => answer(known),
    };
    fact("endpoint policy", policy, to)?;
    let other_regions = if service.cross_region {
        format!("yes, but not from the zones {}", EXCLUDED_ZONES.join(", "))
    } else {
        "no".to_owned()
    };
    fact("from other Regions", &other_regions, to)?;
    fact("bundles", &some(&service.bundles), to)?;
    fact("evidence for names", &evidence(service), to)?;
    facts("sources", service.sources, to)
}

/// That there are no private names, or that nobody says so.
fn unnamed(service: &ServiceEntry) -> String {
    let help = match service.private_dns_names {
        None => "; a hub needs `dnsNames` for it",
        Some(_) => "",
    };
    format!("{}{help}", names(service))
}

/// How well private names are known.
fn evidence(service: &ServiceEntry) -> String {
    let checked = service.checked;
    match service.evidence {
        "observed" => format!("AWS's answer on {checked}"),
        "stated" => format!("a guide of AWS or an SDK, read on {checked}"),
        _ => format!("none was found until {checked}"),
    }
}

fn bundle(bundle: &BundleEntry, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "bundle {}\n", bundle.name)?;
    fact("for", bundle.summary, to)?;
    fact("interface endpoints", &some(bundle.interface), to)?;
    fact("gateway endpoints", &some(bundle.gateway), to)?;
    fact("source", bundle.source, to)
}

/// A fact with several values, each on a line of its own; nothing if there are none.
fn facts(label: &str, values: &[impl AsRef<str>], to: &mut dyn Write) -> io::Result<()> {
    for (position, value) in values.iter().enumerate() {
        fact(if position == 0 { label } else { "" }, value.as_ref(), to)?;
    }
    Ok(())
}

fn fact(label: &str, value: &str, to: &mut dyn Write) -> io::Result<()> {
    writeln!(to, "  {label:LABEL$}  {value}")
}
