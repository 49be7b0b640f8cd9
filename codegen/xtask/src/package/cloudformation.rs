//! Templates, and the rules of `promises.guard` that hold for them and for every other that the command compiles.

use miette::Result;
use privatelink_backends::package::VERSION;

use super::Sources;
use super::archive;

/// Writes `cloudformation/privatelink-cloudformation-<version>.tar.gz`.
pub(super) fn write(sources: &Sources<'_>) -> Result<()> {
    let name = format!("privatelink-cloudformation-{VERSION}");
    let entries = sources.sdk_entries("cloudformation", &name)?;
    archive::tar_gz(&sources.out.join(format!("cloudformation/{name}.tar.gz")), entries)
}
