//! A table of what the accounts have, by kind of resource.

use std::collections::BTreeSet;

use privatelink_tests::emulator::assert_same_state;
use privatelink_tests::failure::Failure;
use serde_json::Value;

use crate::screen::{name, paragraph};
use crate::standing::Standing;

/// Compares all states, and shows what was compared.
///
/// # Errors
///
/// A failure with the differences, if there are any.
pub(crate) fn compare(standing: &[Standing]) -> Result<(), Failure> {
    let Some(first) = standing.first() else { return Ok(()) };
    paragraph(&table(standing));
    for pair in standing.windows(2) {
        let [left, right] = pair else { continue };
        assert_same_state((name(left.engine), left.after()), (name(right.engine), right.after()))?;
    }
    if standing.len() > 1 {
        let (kinds, values) = (kinds(first.after()).len(), leaves(first.after()));
        let engines = standing.iter().map(|one| name(one.engine)).collect::<Vec<_>>().join(", ");
        paragraph(&format!(
            "\nThe accounts are equal: {engines} left the same {values} values of {kinds} kinds of resources.\n\
             Ids, account numbers and names that AWS or an engine makes up are compared by what they belong to."
        ));
    }
    Ok(())
}

/// One row for each kind of which something was made, and one for all others.
fn table(standing: &[Standing]) -> String {
    let mut rows = vec![header(standing)];
    let all =
        standing.iter().flat_map(|one| kinds(one.before()).into_iter().chain(kinds(one.after())));
    let (made, others): (BTreeSet<_>, BTreeSet<_>) =
        all.partition(|kind| standing.iter().any(|one| made(one, &[kind]) > 0));
    rows.extend(made.iter().map(|kind| row(kind.clone(), &[kind], standing)));
    let others: Vec<&String> = others.iter().collect();
    rows.push(row(format!("{} others", others.len()), &others, standing));
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column| {
        let cells = rows.iter().filter_map(|row: &Vec<String>| row.get(column));
        cells.map(String::len).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let lines = rows.iter().map(|row| {
        let cells = row.iter().zip(&widths).enumerate().map(|(column, (cell, &width))| {
            if column == 0 { format!("{cell:<width$}") } else { format!("{cell:>width$}") }
        });
        cells.collect::<Vec<_>>().join("  ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn header(standing: &[Standing]) -> Vec<String> {
    let engines = standing.iter().map(|one| format!("made by {}", name(one.engine)));
    let mut header = vec!["kind of resource".to_owned(), "there before".to_owned()];
    header.extend(engines);
    if standing.len() > 1 {
        header.extend(["values compared", "equal"].map(str::to_owned));
    } else {
        header.push("values".to_owned());
    }
    header
}

fn row(name: String, kinds: &[&String], standing: &[Standing]) -> Vec<String> {
    let before = standing.first().map_or(0, |one| count(one.before(), kinds));
    let mut row = vec![name, before.to_string()];
    row.extend(standing.iter().map(|one| made(one, kinds).to_string()));
    let values = |state: &Value| kinds.iter().filter_map(|kind| state.get(*kind)).map(leaves).sum();
    let values: usize = standing.first().map_or(0, |one| values(one.after()));
    row.push(values.to_string());
    if standing.len() > 1 {
        let same = standing.windows(2).all(|pair| {
            let [left, right] = pair else { return true };
            kinds.iter().all(|kind| left.after().get(*kind) == right.after().get(*kind))
        });
        row.push(if same { "yes" } else { "NO" }.to_owned());
    }
    row
}

/// How many resources of these kinds an engine has made.
fn made(standing: &Standing, kinds: &[&String]) -> usize {
    count(standing.after(), kinds).saturating_sub(count(standing.before(), kinds))
}

fn count(state: &Value, kinds: &[&String]) -> usize {
    let lists = kinds.iter().filter_map(|kind| state.get(*kind)?.as_array());
    lists.map(Vec::len).sum()
}

fn kinds(state: &Value) -> BTreeSet<String> {
    state.as_object().into_iter().flatten().map(|(kind, _)| kind.clone()).collect()
}

/// The number of single values in a document.
fn leaves(value: &Value) -> usize {
    match value {
        Value::Null => 0,
        Value::Array(items) => items.iter().map(leaves).sum(),
        Value::Object(fields) => fields.values().map(leaves).sum(),
        _ => 1,
    }
}
