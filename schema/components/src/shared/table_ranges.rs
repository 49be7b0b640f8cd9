//! Ranges in route tables: one route each.

use privatelink_ir::Value;
use privatelink_ir::handle::{Handle, Late, List, Map, Text};
use privatelink_macros::Input;
use schemars::JsonSchema;

/// A range in a route table.
#[derive(Input, JsonSchema)]
pub(crate) struct TableRange {
    table: Value<String>,
    range: String,
}

/// Each range in each table, by `table/range`.
pub(crate) fn in_tables(
    tables: Handle<Map<Text, Late>>,
    ranges: Handle<List<Text>>,
) -> Handle<Map<TableRange>> {
    tables.product(
        |_, _| ranges,
        |(_, table), (_, range)| TableRange::object().table(table).range(range),
    )
}
