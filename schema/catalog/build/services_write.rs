//! Writes the catalog as Rust.

use super::files::{Bundle, Lists};
use super::names::{REGION, china_name};
use super::{BTreeMap, Entry, RULE};
use std::fmt::{Error, Write as _};

/// Every static of `src/services.rs`.
pub fn catalog(
    entries: &BTreeMap<String, Entry>,
    lists: &Lists,
    bundles: &BTreeMap<String, Bundle>,
    checked: [&str; 2],
) -> Result<String, Error> {
    let mut out = String::new();
    let [observed, stated] = checked;
    writeln!(
        out,
        "/// When AWS gave the answer that services of [`Evidence::Observed`] are taken from.\n\
         pub const OBSERVED: &str = {observed:?};\n\
         /// When all other sources were read.\npub const STATED: &str = {stated:?};\n\
         /// Every service, in the order of their names.\npub static SERVICES: &[Service] = &["
    )?;
    for (name, entry) in entries {
        service(&mut out, name, entry, lists)?;
    }
    writeln!(
        out,
        "];\n/// Ids of Availability Zones where no interface endpoint to another Region may stand.\n\
         ///\n/// Source: {}.\npub static EXCLUDED_ZONES: &[&str] = &{:?};\n\
         /// Ids of Availability Zones without VPC Lattice: no resource or service network endpoint may stand there.\n\
         ///\n/// Source: {}.\npub static LATTICE_EXCLUDED_ZONES: &[&str] = &{:?};\n\
         /// Services whose private names cover public ones, and what those lead to.\n\
         ///\n/// Source: {}.\npub static SHADOWS: &[(&str, &str)] = &{:?};\n\
         /// What no service is called, and the services that may be meant, in the order of the names.\n\
         ///\n/// Source: {}.\npub static MEANT: &[(&str, &[&str])] = &{};\n\
         /// Every bundle, in the order of their names.\npub static BUNDLES: &[Bundle] = &[",
        lists.cross_region.source,
        lists.cross_region.excluded_zones,
        lists.lattice.source,
        lists.lattice.excluded_zones,
        lists.shadows.source,
        lists.shadows.hides.iter().collect::<Vec<_>>(),
        lists.meant.source,
        meant(&super::meant::all(entries, &lists.meant))
    )?;
    for (name, Bundle { summary, interface, gateway, source }) in bundles {
        writeln!(
            out,
            "Bundle {{ name: {name:?}, summary: {summary:?}, interface: &{interface:?}, gateway: &{gateway:?}, source: {source:?} }},"
        )?;
    }
    out.push_str("];\n");
    Ok(out)
}

/// The pairs as a constant.
fn meant(all: &BTreeMap<String, Vec<String>>) -> String {
    let pairs = all.iter().map(|(name, services)| format!("({name:?}, &{services:?})"));
    format!("[{}]", pairs.collect::<Vec<_>>().join(", "))
}

fn service(out: &mut String, name: &str, entry: &Entry, lists: &Lists) -> Result<(), Error> {
    let china = &lists.china;
    let prefixed = china.prefixed.iter().any(|other| other == name);
    let china_endpoint = match entry.endpoint.strip_prefix(RULE) {
        Some(rest) if prefixed => format!("{}{rest}", china.prefix),
        _ => entry.endpoint.clone(),
    };
    let china_endpoint =
        china_endpoint + china.suffixes.get(name).map_or("", |suffix| suffix.as_str());
    let private_dns: String = entry
        .private_dns
        .iter()
        .map(|dns| {
            let there = china.private_dns.get(name).cloned();
            let there = there.unwrap_or_else(|| china_name(dns, china));
            format!("PrivateDnsName {{ name: {}, china: {} }}, ", template(dns), template(&there))
        })
        .collect();
    let cross_region = lists.cross_region.services.iter().any(|other| other == name);
    let reach = cross_region.then_some(&lists.cross_region.source);
    let sources: Vec<_> = entry.sources.iter().chain(reach).collect();
    let ports: String = entry
        .ports
        .iter()
        .map(|(from, to)| format!("Ports {{ from: {from}, to: {to} }}, "))
        .collect();
    writeln!(
        out,
        "Service {{ name: {name:?}, endpoint: {}, china_endpoint: {}, private_dns: &[{private_dns}], ports: &[{ports}], \
         interface: {}, gateway: {}, policy: {}, cross_region: {cross_region}, evidence: Evidence::{}, sources: &{sources:?} }},",
        template(&entry.endpoint),
        template(&china_endpoint),
        entry.interface,
        entry.gateway,
        entry.policy,
        entry.evidence
    )
}

fn template(text: &str) -> String {
    let (before, after) = match text.split_once(REGION) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    };
    format!("Template {{ before: {before:?}, after: {after:?} }}")
}
