//! What the resources of a component cost a month, for given inputs and what only the user knows.

mod quantities;
#[cfg(test)]
mod tests;

pub use quantities::{Quantities, model, read};

use crate::HOURS;
use crate::money::{Money, Quantity};
use privatelink_catalog::partition::region_of_zone;
use privatelink_catalog::{KindEntry, PRICES, Price};
use privatelink_ir::{
    Assumptions, Constant, Engine, Expr, Given, Model, Path, Problem, Resource, Severity,
    check_inputs, simplify, specialise,
};
use serde_json::{Value as Json, json};
use std::collections::HashMap;
use std::sync::Arc;

/// Can do everything, and leaves values open: what a bill needs to know is known early.
const COUNTED: Engine = Engine { leaves_open: true, ..Engine::COMPLETE };

/// What a month costs.
#[derive(Clone, Debug)]
pub struct Bill {
    /// Name of the component.
    pub component: &'static str,
    /// What is paid for, in the order in which resources are made.
    pub lines: Vec<Line>,
    /// Resources that nothing is paid for.
    pub free: usize,
    /// What the lines with an amount come to.
    pub total: Money,
    /// Prices and what only the user knows.
    pub quantities: Quantities,
    /// Warnings about the inputs.
    pub warnings: Vec<Problem>,
}

/// Something that is paid for.
#[derive(Clone, Debug)]
pub struct Line {
    /// Price of the catalogue.
    pub price: &'static Price,
    /// Kind of the resources that cost it.
    pub kind: &'static KindEntry,
    /// Labels of the resources, each once.
    pub labels: Vec<&'static str>,
    /// How many resources.
    pub resources: u64,
    /// How much of it.
    pub count: Count,
    /// What it comes to, if that can be said.
    pub cost: Option<Money>,
    /// What is not known, in words.
    pub unknown: Option<String>,
}

/// How much of something there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// So much, hours not counted.
    Known(Quantity),
    /// Nobody said how much.
    NotGiven,
    /// It is decided only when the component is deployed.
    Open,
}

/// The bill of a component. Inputs are given as to a template: required values may be missing.
///
/// # Errors
///
/// Everything that is wrong with the inputs.
pub fn of(
    model: &Model,
    given: &[(Arc<str>, Given)],
    quantities: &Quantities,
) -> Result<Bill, Vec<Problem>> {
    let checked = check_inputs(model, given, &COUNTED);
    let mut problems = checked.problems;
    problems.extend(checked.undecided.iter().map(|path| {
        let message = "decides which resources there are, so it has to be known";
        Problem::error("input/undecided", path.to_string(), message, "write its value down")
    }));
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    let built = specialise(model, &checked.inputs)?;
    let open = checked.open.into_iter();
    let known = open.filter_map(|open| Some(((*open.path).clone(), open.default?))).collect();
    let known = Known { model, values: known };
    let mut drafts: Vec<Draft> = Vec::new();
    let mut free = 0;
    for resource in &built.resources {
        let kind = privatelink_catalog::find(resource.kind).filter(|kind| !kind.lookup);
        let Some(kind) = kind else { continue };
        let mut is_free = true;
        for price in kind.costs.iter().filter_map(|id| PRICES.find(id)) {
            let decides =
                price.only.as_ref().and_then(|only| known.property(resource, only.property));
            if price.is_paid(|_| decides.as_ref()) {
                is_free = false;
                let elements = price
                    .count
                    .map_or(Some(1), |name| elements(known.property(resource, name).as_ref()));
                add(&mut drafts, price, kind, resource.address.label, elements);
            }
        }
        free += usize::from(is_free);
    }
    let lines: Vec<Line> = drafts.into_iter().map(|draft| draft.line(quantities)).collect();
    let total = lines.iter().filter_map(|line| line.cost).sum();
    let quantities = quantities.clone();
    Ok(Bill { component: model.name, lines, free, total, quantities, warnings: problems })
}

/// The Region of the first Availability Zone that inputs name by its id; none if they name none.
pub fn region_of(given: &[(Arc<str>, Given)]) -> Option<String> {
    given.iter().find_map(|(_, value)| region_in(value))
}

fn region_in(value: &Given) -> Option<String> {
    match value {
        Given::Plain(value) => value.as_text().and_then(region_of_zone),
        Given::List(items) => items.iter().find_map(region_in),
        Given::Object(entries) => {
            let of =
                |(key, value): &(Arc<str>, Given)| region_of_zone(key).or_else(|| region_in(value));
            entries.iter().find_map(of)
        }
        Given::Open { .. } => None,
    }
}

/// What is known of values that stay open: a template takes them as parameters with a default.
struct Known<'a> {
    model: &'a Model,
    values: HashMap<Path, Constant>,
}

impl Known<'_> {
    /// A property with the values that are known in it; none if it is null.
    fn property(&self, resource: &Resource, name: &str) -> Option<Expr> {
        let with_values = resource.property(name)?.map(&|part| match part {
            Expr::Hole(path) => self.values.get(path).cloned().map(Expr::Literal),
            _ => None,
        });
        let settled = simplify(self.model, &with_values, &Assumptions::default());
        (!settled.is_null()).then_some(settled)
    }
}

/// A line while resources are counted.
struct Draft {
    price: &'static Price,
    kind: &'static KindEntry,
    labels: Vec<&'static str>,
    resources: u64,
    /// Elements of what is counted; none if that is not known for some resource.
    elements: Option<u64>,
}

fn add(
    drafts: &mut Vec<Draft>,
    price: &'static Price,
    kind: &'static KindEntry,
    label: &'static str,
    elements: Option<u64>,
) {
    match drafts.iter_mut().find(|draft| draft.price.id == price.id && draft.kind.id == kind.id) {
        Some(draft) => {
            draft.resources += 1;
            draft.elements = draft.elements.zip(elements).map(|(one, other)| one + other);
            if !draft.labels.contains(&label) {
                draft.labels.push(label);
            }
        }
        None => drafts.push(Draft { price, kind, labels: vec![label], resources: 1, elements }),
    }
}

/// How many elements a property has; none if that is not known. What is not there has none.
fn elements(value: Option<&Expr>) -> Option<u64> {
    match value {
        None => Some(0),
        Some(Expr::List(items)) => u64::try_from(items.iter().count()).ok(),
        Some(Expr::Literal(Constant::List(items))) => u64::try_from(items.len()).ok(),
        Some(_) => None,
    }
}

impl Draft {
    fn line(self, quantities: &Quantities) -> Line {
        let Self { price, kind, labels, resources, elements } = self;
        let count = match price.usage {
            Some(usage) => quantities.get(usage).map_or(Count::NotGiven, Count::Known),
            None => elements.map_or(Count::Open, |count| Count::Known(Quantity::whole(count))),
        };
        let rate = quantities.prices.rate(price.id);
        // An amount of nothing for the first of all units is one for all of them, unless there are tiers.
        let is_free =
            rate.as_ref().is_some_and(|rate| rate.tiers().iter().all(|it| it.amount == 0));
        let cost = match (&rate, count) {
            _ if is_free => Some(Money::ZERO),
            (Some(rate), Count::Known(count)) if price.hourly => Some(rate.of(count) * HOURS),
            (Some(rate), Count::Known(count)) => Some(rate.of(count)),
            _ => None,
        };
        let unknown = match (count, &rate) {
            _ if is_free => None,
            (Count::NotGiven, _) => Some(not_given(price)),
            (Count::Open, _) => Some("how many is decided when it is deployed".to_owned()),
            (Count::Known(_), None) => Some(format!(
                "no price with a source for {}: say `prices.{}`",
                quantities.prices.region, price.input
            )),
            (Count::Known(_), Some(_)) => None,
        };
        Line { price, kind, labels, resources, count, cost, unknown }
    }
}

fn not_given(price: &Price) -> String {
    let usage = price.usage.and_then(|usage| PRICES.find_usage(usage));
    usage.map_or_else(String::new, |usage| {
        format!("{}: not given; say `{}`: {}", usage.word, usage.id, usage.doc)
    })
}

impl Line {
    /// How it is counted: `2 × 730 × 0.01`.
    pub fn how(&self, quantities: &Quantities) -> String {
        if self.unknown.is_some() {
            return String::new();
        }
        let Count::Known(count) = self.count else { return "free".to_owned() };
        let Some(rate) = quantities.prices.rate(self.price.id) else { return String::new() };
        if rate.tiers().iter().all(|tier| tier.amount == 0) {
            return "free".to_owned();
        }
        // Tiers that are reached.
        let begins = std::iter::once(0).chain(rate.tiers().iter().filter_map(|tier| tier.up_to));
        let reached = rate.tiers().iter().zip(begins);
        let reached = reached.filter(|(_, begin)| *begin == 0 || count > Quantity::whole(*begin));
        let amounts: Vec<String> =
            reached.map(|(tier, _)| Money::millionths(tier.amount.into()).exact()).collect();
        let hours = if self.price.hourly { format!(" × {HOURS} hours") } else { String::new() };
        format!("{count}{hours} × {}", amounts.join(", then "))
    }
}

impl Bill {
    /// Lines of which it cannot be said what they come to.
    pub fn unknown(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.unknown.is_some())
    }

    /// Ids of the prices that it has lines of.
    pub fn price_ids(&self) -> Vec<&'static str> {
        let mut ids: Vec<&str> = self.lines.iter().map(|line| line.price.id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// The bill as a document: amounts in dollars, a month each.
    pub fn document(&self) -> Json {
        let lines = self.lines.iter().map(|line| {
            let count = match line.count {
                Count::Known(count) => Some(count.as_f64()),
                Count::NotGiven | Count::Open => None,
            };
            json!({
                "what": line.price.what,
                "price": line.price.input,
                "kind": line.kind.terraform,
                "resources": line.resources,
                "labels": line.labels,
                "count": count,
                "hours": line.price.hourly.then_some(HOURS),
                "monthly": line.cost.map(Money::dollars),
                "unknown": line.unknown,
            })
        });
        let not_given = self.unknown().filter_map(|line| match line.count {
            Count::NotGiven => line.price.usage,
            _ => None,
        });
        let mut not_given: Vec<&str> = not_given.collect();
        not_given.sort_unstable();
        not_given.dedup();
        json!({
            "component": self.component,
            "region": self.quantities.prices.region,
            "monthly": self.total.dollars(),
            "isWhole": self.unknown().next().is_none(),
            "lines": lines.collect::<Vec<_>>(),
            "free": self.free,
            "notGiven": not_given,
            "prices": self.quantities.prices.document(&self.price_ids()),
        })
    }
}
