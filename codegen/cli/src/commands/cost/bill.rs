//! The bill of a component.

use super::table::Table;
use crate::failure::Failure;
use crate::inputs::Inputs;
use crate::report::Findings;
use privatelink_backends::cloudformation::read_inputs;
use privatelink_catalog::PRICES;
use privatelink_cost::Money;
use privatelink_cost::bill::{self, Bill, Line};
use privatelink_ir::{Constant, Given, Model, Number};
use serde_json::Value as Json;
use std::io::{self, Write};
use std::sync::Arc;

/// The bill for inputs, with what is stated in a file and, before that, on the command line.
pub(super) fn of(
    model: &Model,
    inputs: &Inputs,
    file: Option<&Inputs>,
    stated: Vec<(String, f64)>,
    region: Option<&str>,
) -> Result<Bill, Failure> {
    let given = read_inputs(&Json::Object(inputs.values())).given;
    let number = |value| Number::new(value).map_or(Constant::Null, Constant::Number);
    let mut said: Vec<(Arc<str>, Given)> = Vec::new();
    for (name, value) in stated {
        said.push((name.into(), Given::Plain(number(value))));
    }
    if let Some(region) = region {
        said.push(("region".into(), Given::Plain(region.into())));
    }
    let mut all = file.map(Inputs::given).unwrap_or_default();
    all.retain(|(name, _)| said.iter().all(|(known, _)| known != name));
    all.extend(said);
    let region = bill::region_of(&given);
    let quantities = bill::read(&all, region.as_deref().unwrap_or(PRICES.region));
    let quantities = quantities.map_err(|problems| {
        Failure::Problems(match file {
            Some(file) => file.locate(problems, &bill::model()),
            None => Findings::from(problems),
        })
    })?;
    bill::of(model, &given, &quantities)
        .map_err(|problems| Failure::Problems(inputs.locate(problems, model)))
}

/// What a line comes to; a question mark if that cannot be said.
pub(super) fn amount(line: &Line) -> String {
    line.cost.map_or("?".to_owned(), |cost| cost.to_string())
}

/// What is paid for, and for how many resources.
pub(super) fn what(line: &Line) -> String {
    match line.resources {
        1 => line.price.what.to_owned(),
        count => format!("{} ({count})", line.price.what),
    }
}

/// Writes the bill.
pub(super) fn write(bill: &Bill, to: &mut dyn Write) -> io::Result<()> {
    let head = format!("{}, {}", bill.component, bill.quantities.prices.region);
    let mut table = Table::new([&head, "USD a month"]);
    for line in &bill.lines {
        let how = line.unknown.clone().unwrap_or_else(|| line.how(&bill.quantities));
        table.row(&what(line), [amount(line)], &how);
    }
    table.row("total", [total(bill)], &missing(bill));
    table.write(to)?;
    match bill.free {
        0 => writeln!(to)?,
        1 => writeln!(to, "\n1 more resource costs nothing")?,
        count => writeln!(to, "\n{count} more resources cost nothing")?,
    }
    if !bill.lines.is_empty() {
        writeln!(to, "prices: {}", bill.quantities.prices.caption(&bill.price_ids()))?;
    }
    Ok(())
}

/// The sum of what is known.
pub(super) fn total(bill: &Bill) -> String {
    let known = bill.lines.iter().any(|line| line.cost.is_some());
    let is_whole = bill.unknown().next().is_none();
    if known || is_whole { bill.total.to_string() } else { "?".to_owned() }
}

fn missing(bill: &Bill) -> String {
    match bill.unknown().count() {
        0 => String::new(),
        1 => "and the line that is not known".to_owned(),
        count => format!("and the {count} lines that are not known"),
    }
}

/// How much more the second is.
pub(super) fn difference(one: Option<Money>, other: Option<Money>) -> String {
    match (one, other) {
        (Some(one), Some(other)) => {
            let more = other - one;
            let sign = if more > Money::ZERO { "+" } else { "" };
            format!("{sign}{more}")
        }
        _ => "?".to_owned(),
    }
}
