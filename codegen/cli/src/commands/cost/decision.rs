//! The decision between endpoints in every VPC and a hub.

use super::chart;
use super::table::Table;
use privatelink_cost::Money;
use privatelink_cost::decision::{Answer, Decision, Limit, Line, Share};
use std::io::{self, Write};

/// Writes the decision: what is paid for, each service, what would turn it, a chart.
pub(super) fn write(decision: &Decision, to: &mut dyn Write) -> io::Result<()> {
    lines(decision, to)?;
    writeln!(to, "\n{}\n", answer(decision))?;
    services(decision, to)?;
    teams(decision, to)?;
    writeln!(to, "\n{}", turns(decision))?;
    let prices = &decision.numbers.prices;
    writeln!(to, "prices: {}", prices.caption(&decision.price_ids()))?;
    writeln!(to, "\n{}", chart::text(decision))
}

fn lines(decision: &Decision, to: &mut dyn Write) -> io::Result<()> {
    let remark = |line: &Line| match &line.decides {
        Some(otherwise) => format!("{}   <- decides: {otherwise}", line.how),
        None => line.how.clone(),
    };
    let Decision { local, central, best, .. } = decision;
    let text = |amount: &Money| amount.to_string();
    if let Answer::Split(_) = decision.answer {
        let mut table = Table::new(["USD a month", "local", "central", "best"]);
        for line in &decision.lines {
            let amounts = [&line.local, &line.central, &line.best].map(text);
            table.row(line.what, amounts, &remark(line));
        }
        table.row("total", [local, central, best].map(text), "");
        return table.write(to);
    }
    let mut table = Table::new(["USD a month", "local", "central"]);
    for line in &decision.lines {
        table.row(line.what, [&line.local, &line.central].map(text), &remark(line));
    }
    table.row("total", [local, central].map(text), "");
    table.write(to)
}

/// What is cheapest, by how much, and up to where.
pub(super) fn answer(decision: &Decision) -> String {
    let even = match decision.break_even {
        Limit::At(gb) => format!("at {gb} GB a month both cost the same"),
        Limit::Always => {
            "a hub with all services costs less, however much goes through it".to_owned()
        }
        Limit::Never => {
            "a hub with all services never costs less, however little goes through it".to_owned()
        }
    };
    let saves = match decision.answer {
        Answer::Local if decision.central == decision.best => {
            "as much as all services in a hub".to_owned()
        }
        Answer::Local => {
            format!("{} less than all services in a hub", decision.central - decision.best)
        }
        _ => format!("{} less than endpoints in every VPC", decision.saves()),
    };
    format!("cheapest: {}, {saves}\nbreak-even: {even}", decision.answer.words())
}

fn services(decision: &Decision, to: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(["service", "GB", "belongs"]);
    for service in &decision.services {
        let gb = service
            .gb
            .map_or("not given".to_owned(), |gb| privatelink_cost::Quantity::whole(gb).to_string());
        let place = if service.is_central { "central" } else { "local" };
        table.row(&service.name, [gb, place.to_owned()], &service.why);
    }
    table.write(to)?;
    let Some(gb) = decision.one_vpc.gb().filter(|_| decision.answer != Answer::Local) else {
        return Ok(());
    };
    writeln!(
        to,
        "a VPC with more than {gb} GB a month to one service pays less with an endpoint of its own beside the hub"
    )
}

/// What each team pays, and what is left over.
fn teams(decision: &Decision, to: &mut dyn Write) -> io::Result<()> {
    if decision.shares.is_empty() {
        return Ok(());
    }
    writeln!(to)?;
    let heads = ["USD a month, by team", "endpoints", "attachments", "names", "data", "total"];
    let mut table = Table::new(heads);
    for Share { team, bill } in &decision.shares {
        let amounts = [bill.endpoints, bill.attachments, bill.names, bill.data(), bill.total()];
        let amounts = amounts.map(|amount| amount.to_string());
        table.row(team.as_deref().unwrap_or("of no team"), amounts, "");
    }
    table.write(to)
}

/// What would make another answer the cheapest.
fn turns(decision: &Decision) -> String {
    let turned = decision.alternatives.iter().filter(|other| other.changes);
    let turned: Vec<String> =
        turned.map(|it| format!("  {}: {}, {}", it.what, it.answer.words(), it.best)).collect();
    if turned.is_empty() {
        return "what would turn the answer: neither the other kind of gateway, nor the other way of names, nor 20 % on \
                any price"
            .to_owned();
    }
    format!("what would turn the answer:\n{}", turned.join("\n"))
}
