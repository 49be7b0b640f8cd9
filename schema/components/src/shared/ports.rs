//! Ports that a service has: single ones, and ranges of them.

use crate::forms::Port;
use crate::shared::services::{Range, range};
use crate::sources;
use privatelink_ir::handle::{Handle, Late, List, Term, Text, When};
use privatelink_ir::rule::Rule;
use privatelink_macros::{Input, text};
use schemars::JsonSchema;

/// Ports that follow each other.
#[derive(Input, JsonSchema)]
#[schemars(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct PortRange {
    /// First port.
    from_port: Port,
    /// Last port.
    to_port: Port,
}

/// Single ports and ranges together.
pub(crate) fn all<V: When, W: When, U: When, O: When>(
    ports: Handle<List<i64, V>, W>,
    ranges: Handle<List<PortRange, U>, O>,
) -> Handle<List<Range>, W::And<O>> {
    Handle::of(ports.map(range) + ranges.map(as_range))
}

/// A range that the user gives as one of the catalogue.
fn as_range<W: When>(given: Handle<PortRange, W>) -> Handle<Range> {
    Range::object().first(given.from_port()).last(given.to_port()).handle()
}

/// Ports of a range, in words.
pub(crate) fn in_words<W: When>(given: Handle<PortRange, W>) -> Handle<Text, W> {
    Handle::of(text!("{}-{}", given.from_port(), given.to_port()))
}

/// Whether a port is in one of the ranges.
pub(crate) fn has_port<V: When, W: When>(
    ranges: Handle<List<PortRange, V>, W>,
    port: Handle<i64, Late>,
) -> Handle<bool, Late> {
    ranges.any(|range| range.from_port().at_most(port) & port.at_most(range.to_port())).late()
}

/// A range has more than one port, so that no rule of a group is there twice: AWS refuses that.
pub(crate) fn in_order<V: When, W: When>(ranges: Handle<List<PortRange, V>, W>) -> Rule {
    let wrong = ranges.any(|range| range.to_port().at_most(range.from_port()));
    ranges.rule("ports/range").source(sources::GROUP_RULES).must(!wrong).otherwise(
        "has a range whose last port is not after its first",
        "give the higher port as `toPort`, and a single port in `ports`",
    )
}
