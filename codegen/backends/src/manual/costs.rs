//! What a component costs.

use super::{cell, code};
use privatelink_catalog::{PRICES, Price};
use privatelink_ir::{Expr, Model, Node};
use serde_json::{Value as Json, json};

/// What the resources of a component cost, for programs.
pub fn of_resources(model: &Model) -> Json {
    let rows = paid(model).into_iter().map(|(price, labels)| {
        let Price { what, amount, unit, formula, source, .. } = price;
        json!({
            "what": what,
            "amount": amount,
            "unit": unit,
            "formula": formula,
            "resources": labels,
            "source": source,
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
        PRICES.prices.iter().partition(|price| price.amount.is_some());
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
            "amount": amount(price.amount),
            "unit": cell(price.unit),
            "formula": cell(price.formula),
            "resources": labels.join(", "),
            "source": cell(price.source),
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
    of_kind
        && price.only.is_none_or(|(property, wanted)| {
            let mut values = node.properties.iter().filter(|(name, _)| name.0 == property);
            values.any(|(_, value)| match value {
                Expr::Literal(value) => value.as_text() == Some(wanted),
                // Depends on inputs.
                _ => true,
            })
        })
}

fn amount(amount: Option<&str>) -> String {
    match amount {
        Some("0") => "free".to_owned(),
        Some(amount) => amount.to_owned(),
        None => "see AWS's price page".to_owned(),
    }
}
