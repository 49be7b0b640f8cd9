//! Templates, and the rules of `promises.guard` that hold for them and for every other that the command compiles.

use miette::Result;
use privatelink_backends::package::VERSION;

use super::Sources;
use super::archive;

/// Writes `cloudformation/privatelink-cloudformation-<version>.tar.gz`.
pub(super) fn write(sources: &Sources<'_>) -> Result<()> {
    let name = format!("privatelink-cloudformation-{VERSION}");
    let mut entries = archive::tree(&name, &sources.sdk("cloudformation"))?;
    entries.push(sources.licence(&name)?);
    archive::tar_gz(&sources.out.join(format!("cloudformation/{name}.tar.gz")), entries)
}
