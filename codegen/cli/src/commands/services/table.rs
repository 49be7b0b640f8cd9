//! All services and bundles, one a line.

use super::entry::{BundleEntry, PortsEntry, ServiceEntry};
use std::io::{self, Write};

/// Between two columns.
const GAP: &str = "  ";

/// Writes a table of services and one of bundles.
pub(super) fn write(
    services: &[ServiceEntry],
    bundles: &[BundleEntry],
    to: &mut dyn Write,
) -> io::Result<()> {
    let heads = [
        "SERVICE",
        "ENDPOINTS",
        "PORTS",
        "POLICY",
        "OTHER REGIONS",
        "BUNDLES",
        "SERVICE NAME",
        "PRIVATE NAMES",
    ];
    let rows = services.iter().map(|service| {
        [
            service.name.to_owned(),
            types(service),
            ports(&service.ports),
            answer(service.policy).to_owned(),
            answer(Some(service.cross_region)).to_owned(),
            some(&service.bundles),
            service_name(service).to_owned(),
            names(service),
        ]
    });
    table(heads, rows.collect(), to)?;
    writeln!(to)?;
    let heads = ["BUNDLE", "INTERFACE ENDPOINTS", "GATEWAY ENDPOINTS"];
    let rows = bundles
        .iter()
        .map(|bundle| [bundle.name.to_owned(), some(bundle.interface), some(bundle.gateway)]);
    table(heads, rows.collect(), to)
}

/// Writes rows below heads, each column as wide as what is in it.
fn table<const N: usize>(
    heads: [&str; N],
    rows: Vec<[String; N]>,
    to: &mut dyn Write,
) -> io::Result<()> {
    let mut widths = heads.map(str::len);
    for row in &rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.len());
        }
    }
    for row in std::iter::once(heads.map(str::to_owned)).chain(rows) {
        let cells = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
        let line = cells.collect::<Vec<_>>().join(GAP);
        writeln!(to, "{}", line.trim_end())?;
    }
    Ok(())
}

/// Kinds of endpoints, such as `interface, gateway`.
pub(super) fn types(service: &ServiceEntry) -> String {
    service.endpoint_types.join(", ").to_lowercase()
}

/// Ports and ranges of them, such as `443, 1024-1064`.
pub(super) fn ports(ports: &[PortsEntry]) -> String {
    let one = |&PortsEntry { from, to }: &PortsEntry| {
        if from == to { from.to_string() } else { format!("{from}-{to}") }
    };
    ports.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The name of the endpoint service, or `unknown`.
pub(super) fn service_name(service: &ServiceEntry) -> &str {
    service.service_name.as_deref().unwrap_or("unknown")
}

/// Names, `none`, or `unknown`.
pub(super) fn names(service: &ServiceEntry) -> String {
    match &service.private_dns_names {
        Some(names) if names.is_empty() => "none".to_owned(),
        Some(names) => names.join(", "),
        None => "unknown".to_owned(),
    }
}

/// `yes`, `no`, or `unknown`.
pub(super) fn answer(answer: Option<bool>) -> &'static str {
    match answer {
        Some(true) => "yes",
        Some(false) => "no",
        None => "unknown",
    }
}

/// Names, or `none`.
pub(super) fn some(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
