//! `privatelink list`

use crate::Streams;
use crate::failure::Failure;
use privatelink_backends::wording::first_sentence;

/// List all components, one per line
#[derive(clap::Args)]
pub(crate) struct List {}

/// Writes each component with the first sentence of its documentation.
pub(crate) fn run(streams: &mut Streams<'_>) -> Result<(), Failure> {
    for component in privatelink_components::COMPONENTS {
        let doc = component.model().doc;
        writeln!(streams.output, "{}  {}", component.name, first_sentence(&doc))?;
    }
    Ok(())
}
