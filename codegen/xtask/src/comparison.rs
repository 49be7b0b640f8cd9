//! `COMPARISON.md`: what others do and what our components do, and whether that is true.
//!
//! The rows are data, `schema/comparison.toml`. What is said about our components names where in them to look; a test
//! looks there. That a feature works is for the tests of engines to show.

#[cfg(test)]
mod tests;

use handlebars::{Handlebars, no_escape};
use privatelink_ir::Problem;
use serde::Deserialize;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

const PAGE: &str = include_str!("comparison.md.hbs");

/// The data.
pub(crate) const ROWS: &str = include_str!("../../../schema/comparison.toml");

/// Path of the committed page.
pub(crate) const PATH: &str = "COMPARISON.md";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Comparison {
    references: BTreeMap<String, String>,
    tables: Vec<Table>,
}

/// One component and those that do something like it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    component: String,
    title: String,
    references: Vec<String>,
    rows: Vec<Row>,
}

/// One feature.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    feature: String,
    found: Vec<String>,
    evidence: String,
    ours: String,
    note: Option<String>,
    pulumi: Option<String>,
    terraform: Option<String>,
    cloudformation: Option<String>,
    #[serde(default)]
    planned: bool,
    /// Names in our components where the feature is: that it works is for the tests of engines to show.
    #[serde(rename = "where")]
    places: Vec<String>,
}

/// The page.
///
/// # Errors
///
/// The data cannot be read, or does not fit the layout.
pub(crate) fn compile(text: &str) -> Result<String, Problem> {
    let data = read(text)?;
    let mut layout = Handlebars::new();
    layout.register_escape_fn(no_escape);
    layout.set_strict_mode(true);
    layout.render_template(PAGE, &content(&data)?).map_err(|error| problem(&error.to_string()))
}

fn read(text: &str) -> Result<Comparison, Problem> {
    toml::from_str(text).map_err(|error| problem(&error.to_string()))
}

fn problem(message: &str) -> Problem {
    Problem::error("comparison/data", "comparison.toml", message, "correct the file")
}

fn content(data: &Comparison) -> Result<Json, Problem> {
    let references: Vec<Json> =
        data.references.iter().map(|(name, what)| json!({ "name": name, "what": what })).collect();
    let tables: Vec<Json> = data.tables.iter().map(table).collect::<Result<_, _>>()?;
    let planned = data.tables.iter().flat_map(|table| &table.rows).filter(|row| row.planned);
    let notes = match planned.count() {
        0 => "Every row is done.".to_owned(),
        1 => "One row is not done yet.".to_owned(),
        count => format!("{count} rows are not done yet."),
    };
    Ok(json!({ "references": references, "tables": tables, "notes": notes }))
}

fn table(table: &Table) -> Result<Json, Problem> {
    let rows = table.rows.iter().map(|row| {
        if row.found.len() != table.references.len() {
            let message = format!("`{}` needs {} verdicts", row.id, table.references.len());
            return Err(problem(&message));
        }
        let found: Vec<String> =
            row.found.iter().map(|verdict| shown(verdict)).collect::<Result<_, _>>()?;
        let places: Vec<String> = row.places.iter().map(|place| format!("`{place}`")).collect();
        Ok(json!({
            "id": row.id,
            "feature": row.feature,
            "found": found,
            "evidence": row.evidence.trim_end_matches('.'),
            "ours": ours(row)?,
            "where": if row.planned { "not yet".to_owned() } else { places.join(", ") },
        }))
    });
    let rows: Vec<Json> = rows.collect::<Result<_, _>>()?;
    let Table { component, title, references, .. } = table;
    Ok(json!({ "component": component, "title": title, "references": references, "rows": rows }))
}

/// What our components do, and where an engine does less.
fn ours(row: &Row) -> Result<String, Problem> {
    if row.planned {
        return Ok("*not yet*".to_owned());
    }
    let mut words = vec![shown(&row.ours)?];
    let engines = [
        ("Pulumi", &row.pulumi),
        ("Terraform", &row.terraform),
        ("CloudFormation", &row.cloudformation),
    ];
    words.extend(row.note.clone());
    let differing = engines.iter().filter_map(|(engine, differs)| {
        differs.as_ref().map(|differs| format!("{engine}: {differs}"))
    });
    words.extend(differing);
    Ok(words.join("; "))
}

/// A verdict with its sign: `partly: one port` becomes `◐ one port`.
fn shown(verdict: &str) -> Result<String, Problem> {
    let (word, note) = verdict.split_once(": ").unwrap_or((verdict, ""));
    let sign = match word {
        "yes" => "✓",
        "partly" => "◐",
        "no" => "✗",
        "unknown" => "?",
        "out" => "–",
        "refused" => "refused",
        _ => return Err(problem(&format!("`{verdict}` is no verdict"))),
    };
    Ok(if note.is_empty() { sign.to_owned() } else { format!("{sign} {note}") })
}
