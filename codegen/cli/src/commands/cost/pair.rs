//! Two of a kind side by side.

use super::bill::{amount, difference, total, what};
use super::decision::answer;
use super::table::Table;
use crate::report::harmless::Harmless;
use camino::Utf8Path;
use privatelink_cost::Money;
use privatelink_cost::bill::{Bill, Line};
use privatelink_cost::decision::Decision;
use std::io::{self, Write};

/// Two bills of one component.
pub(super) fn bills(
    [(one, one_bill), (other, other_bill)]: [(&Utf8Path, &Bill); 2],
    to: &mut dyn Write,
) -> io::Result<()> {
    let heads = [one, other].map(|path| Harmless(path.as_str()).to_string());
    let mut table = Table::new([one_bill.component, &heads[0], &heads[1], "difference"]);
    let mut lines: Vec<&Line> = one_bill.lines.iter().collect();
    for line in &other_bill.lines {
        if !lines.iter().any(|known| is_same(known, line)) {
            lines.push(line);
        }
    }
    for line in lines {
        let of = |bill: &'_ Bill| -> (String, Option<Money>) {
            match bill.lines.iter().find(|known| is_same(known, line)) {
                Some(line) => (amount(line), line.cost),
                None => ("-".to_owned(), Some(Money::ZERO)),
            }
        };
        let ((one, one_cost), (other, other_cost)) = (of(one_bill), of(other_bill));
        let more = difference(one_cost, other_cost);
        let word = one_bill.lines.iter().find(|known| is_same(known, line)).map_or(line, |it| it);
        table.row(&what(word), [one, other, more], line.unknown.as_deref().unwrap_or_default());
    }
    let sums =
        [one_bill, other_bill].map(|bill| bill.unknown().next().is_none().then_some(bill.total));
    let more = difference(sums[0], sums[1]);
    table.row("total", [total(one_bill), total(other_bill), more], "");
    table.write(to)?;
    let captions =
        [one_bill, other_bill].map(|bill| bill.quantities.prices.caption(&bill.price_ids()));
    let mut captions = captions.to_vec();
    captions.dedup();
    writeln!(to, "\nprices: {}", captions.join("; "))
}

fn is_same(one: &Line, other: &Line) -> bool {
    one.price.id == other.price.id && one.kind.id == other.kind.id
}

/// Two decisions.
pub(super) fn decisions(
    [(one, one_made), (other, other_made)]: [(&Utf8Path, &Decision); 2],
    to: &mut dyn Write,
) -> io::Result<()> {
    let heads = [one, other].map(|path| Harmless(path.as_str()).to_string());
    let mut table = Table::new(["USD a month", &heads[0], &heads[1], "difference"]);
    let mut row = |what: &str, part: fn(&Decision) -> Money| {
        let (one, other) = (part(one_made), part(other_made));
        let amounts = [one.to_string(), other.to_string(), difference(Some(one), Some(other))];
        table.row(what, amounts, "");
    };
    row("endpoints in every VPC", |made| made.local);
    row("all services in a hub", |made| made.central);
    row("cheapest", |made| made.best);
    let even = |made: &Decision| made.break_even.to_string();
    table.row("break-even, GB", [even(one_made), even(other_made), String::new()], "");
    table.write(to)?;
    writeln!(to)?;
    for (head, made) in heads.iter().zip([one_made, other_made]) {
        writeln!(to, "{head}\n{}", answer(made))?;
    }
    Ok(())
}
