//! What a component costs.

use super::{cell, code};
use privatelink_catalog::{Amount, PRICES, Price};
use privatelink_ir::{Model, Node};
use serde_json::{Value as Json, json};

/// What the resources of a component cost, for programs.
pub fn of_resources(model: &Model) -> Json {
    let rows = paid(model).into_iter().map(|(price, labels)| {
        let Price { what, unit, formula, .. } = price;
        let amount = amount_of(price);
        json!({
            "what": what,
            "amount": amount.map(|amount| dollars(first(amount))),
            "unit": unit,
            "formula": formula,
            "resources": labels,
            "source": source(amount),
        })
    });
    json!({
        "region": PRICES.region,
        "currency": PRICES.currency,
        "caveat": PRICES.caveat,
        "prices": rows.collect::<Vec<_>>(),
    })
}

/// What is paid for and by which resources, known prices first.
fn paid(model: &Model) -> Vec<(&'static Price, Vec<&'static str>)> {
    let (known, unknown): (Vec<_>, Vec<_>) =
        PRICES.prices.iter().partition(|price| amount_of(price).is_some());
    let labels = |price| {
        let nodes = model.nodes.iter().filter(move |node| is_paid(node, price));
        nodes.map(|node| node.label).collect::<Vec<_>>()
    };
    let all = known.into_iter().chain(unknown).map(|price| (price, labels(price)));
    all.filter(|(_, labels)| !labels.is_empty()).collect()
}

/// Everything that the page says about money.
pub(super) fn content(model: &Model) -> Json {
    let rows = paid(model).into_iter().map(|(price, labels)| {
        let labels: Vec<String> = labels.into_iter().map(code).collect();
        json!({
            "what": cell(price.what),
            "amount": amount(amount_of(price)),
            "unit": cell(price.unit),
            "formula": cell(price.formula),
            "resources": labels.join(", "),
            "source": cell(&source(amount_of(price))),
        })
    });
    let rows: Vec<Json> = rows.collect();
    json!({
        "any": !rows.is_empty(),
        "rows": rows,
        "region": PRICES.region,
        "currency": PRICES.currency,
        "caveat": PRICES.caveat,
    })
}

/// Whether a resource costs this, or may.
fn is_paid(node: &Node, price: &Price) -> bool {
    let kind = privatelink_catalog::find(node.kind);
    let of_kind = kind.is_some_and(|kind| kind.costs.contains(&price.id));
    let property = |name: &str| {
        let mut all = node.properties.iter();
        all.find(|(known, _)| known.0 == name).map(|(_, value)| value)
    };
    of_kind && price.is_paid(property)
}

/// What it costs in the Region that pages are about.
fn amount_of(price: &Price) -> Option<&'static Amount> {
    PRICES.amount(PRICES.region, price.id)
}

/// What the first unit costs that is not free.
fn first(amount: &Amount) -> u64 {
    amount.tiers.iter().map(|tier| tier.amount).find(|amount| *amount > 0).unwrap_or_default()
}

fn amount(amount: Option<&Amount>) -> String {
    match amount.map(first) {
        Some(0) => "free".to_owned(),
        Some(amount) => dollars(amount),
        None => "see AWS's price page".to_owned(),
    }
}

fn source(amount: Option<&Amount>) -> String {
    match amount {
        Some(Amount { source, read, mark, .. }) => format!("{}, {read}: {source}", mark.word()),
        None => "no price noted".to_owned(),
    }
}

/// Millionths of a dollar as dollars, without zeros at the end beyond cents: `0.01`, `0.0225`, `0.50`.
fn dollars(millionths: u64) -> String {
    let text = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
    let (kept, cut) = text.split_at(text.len() - 4);
    format!("{kept}{}", cut.trim_end_matches('0'))
}
