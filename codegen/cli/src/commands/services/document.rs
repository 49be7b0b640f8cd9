//! Services and bundles as programs read them: one JSON document.

use super::entry::{BundleEntry, Place, ServiceEntry};
use serde::Serialize;
use std::io::{self, Write};

/// Goes up when a program that reads the document has to change.
const VERSION: u32 = 1;

/// What `--output json` writes. The order of the fields is the order in the document.
#[derive(Debug, Serialize)]
pub(super) struct Document<'a> {
    version: u32,
    region: Option<&'a str>,
    partition: &'static str,
    services: &'a [ServiceEntry],
    bundles: &'a [BundleEntry],
}

impl<'a> Document<'a> {
    /// Services and bundles, with names for a place.
    pub(super) fn new(
        place: Place<'a>,
        services: &'a [ServiceEntry],
        bundles: &'a [BundleEntry],
    ) -> Self {
        let Place { region, partition } = place;
        Self { version: VERSION, region, partition: partition.name(), services, bundles }
    }

    /// Writes the document.
    pub(super) fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        writeln!(to, "{text}")
    }
}
