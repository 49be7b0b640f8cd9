//! Amounts of a Region, and those that the user gives instead.

use crate::given::{Checked, millionths};
use crate::rate::Rate;
use privatelink_catalog::{PRICES, Price, Tier};
use privatelink_ir::{Field, Number, Problem, Stage, Type};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Name of the input with the user's own amounts.
pub(crate) const INPUT: &str = "prices";

/// Most dollars that a unit may cost.
const MOST: i64 = 1_000_000;

/// Where amounts come from.
#[derive(Clone, Debug)]
pub struct Prices {
    /// Region.
    pub region: String,
    own: BTreeMap<&'static str, u64>,
    /// Amounts at so many hundredths, for questions of what would be.
    scaled: Option<(&'static str, u64)>,
}

/// Where an amount comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// The catalogue: how good it is, when it was read, who says so.
    Catalogue(&'static str, &'static str, &'static str),
    /// The user.
    Own,
}

impl Prices {
    /// Amounts of a Region, without any of the user's own.
    pub fn of_region(region: &str) -> Self {
        Self { region: region.to_owned(), own: BTreeMap::new(), scaled: None }
    }

    /// Those that checked inputs say, or what is wrong with them.
    pub(crate) fn read(region: &str, inputs: &Checked) -> Result<Self, Vec<Problem>> {
        let given = inputs.get(INPUT);
        let (mut own, mut problems) = (BTreeMap::new(), Vec::new());
        for price in PRICES.prices {
            let value = given.get(price.input);
            match (value.is_null(), millionths(&value)) {
                (true, _) => {}
                (false, Some(amount)) => {
                    own.insert(price.id, amount);
                }
                (false, None) => problems.push(too_fine(&format!("{INPUT}.{}", price.input), 6)),
            }
        }
        if problems.is_empty() {
            return Ok(Self { own, ..Self::of_region(region) });
        }
        Err(problems)
    }

    /// What something costs; none if nobody says so.
    pub fn rate(&self, id: &str) -> Option<Rate> {
        let rate = match self.own.get(id) {
            Some(amount) => Rate::flat(*amount),
            None => Rate::of_tiers(PRICES.amount(&self.region, id)?.tiers),
        };
        let scaled = self.scaled.filter(|(scaled, _)| *scaled == id);
        Some(scaled.map_or(rate.clone(), |(_, percent)| rate.scaled(percent)))
    }

    /// Who says what something costs.
    pub fn source(&self, id: &str) -> Option<Source> {
        if self.own.contains_key(id) {
            return Some(Source::Own);
        }
        let amount = PRICES.amount(&self.region, id)?;
        Some(Source::Catalogue(amount.mark.word(), amount.read, amount.source))
    }

    /// The same with one amount at so many hundredths.
    #[must_use]
    pub(crate) fn scaled(&self, id: &'static str, percent: u64) -> Self {
        Self { scaled: Some((id, percent)), ..self.clone() }
    }

    /// One line about the amounts of these prices: Region, how good they are, when they were read.
    pub fn caption(&self, ids: &[&str]) -> String {
        let (mut own, mut marks, mut read) = (0, Vec::new(), Vec::new());
        for source in ids.iter().filter_map(|id| self.source(id)) {
            match source {
                Source::Own => own += 1,
                Source::Catalogue(mark, day, _) => {
                    marks.push(mark);
                    read.push(day);
                }
            }
        }
        marks.sort_unstable();
        marks.dedup();
        read.sort_unstable();
        let mut parts = vec![self.region.clone()];
        if let [first, .., last] | [first @ last] = read.as_slice() {
            let days =
                if first == last { (*first).to_owned() } else { format!("{first} to {last}") };
            parts.push(format!("{}, read {days}", marks.join(" and ")));
        }
        match own {
            0 => {}
            1 => parts.push("1 of your own".to_owned()),
            count => parts.push(format!("{count} of your own")),
        }
        parts.join(", ")
    }

    /// Amounts and their sources, for programs.
    pub(crate) fn document(&self, ids: &[&str]) -> Json {
        let of = |id: &str| {
            let rate = self.rate(id);
            let tiers = rate.as_ref().map(|rate| {
                let tier = |tier: &Tier| json!({ "upTo": tier.up_to, "millionths": tier.amount });
                rate.tiers().iter().map(tier).collect::<Vec<_>>()
            });
            let (mark, read, source) = match self.source(id) {
                Some(Source::Own) => (Some("own"), None, None),
                Some(Source::Catalogue(mark, read, source)) => {
                    (Some(mark), Some(read), Some(source))
                }
                None => (None, None, None),
            };
            let input = PRICES.find(id).map_or(id, |price| price.input);
            json!({ "price": input, "tiers": tiers, "mark": mark, "read": read, "source": source })
        };
        ids.iter().map(|id| of(id)).collect()
    }
}

/// The input with the user's own amounts: a field for each price.
pub(crate) fn input() -> Field {
    let field = |price: &Price| Field {
        name: price.input.into(),
        doc: format!("{}: dollars for each {}.", price.what, price.unit),
        ty: Type::Number { minimum: Number::whole(0), maximum: Number::whole(MOST.into()) },
        stage: Stage::Structural,
        required: false,
        default: None,
        needs: None,
        changed: None,
    };
    Field {
        name: Arc::from(INPUT),
        doc: "Amounts of your own, in dollars, instead of those that are known for the Region: what you have agreed with AWS, or \
              those of a Region that none are known for. One amount for all units: there are no tiers in it."
            .to_owned(),
        ty: Type::Object {
            name: "CostPrices".to_owned(),
            doc: "Amounts of your own, in dollars.".to_owned(),
            fields: PRICES.prices.iter().map(field).collect(),
        },
        stage: Stage::Structural,
        required: false,
        default: None,
        needs: None,
        changed: None,
    }
}

/// The problem of a number with too many digits.
pub(crate) fn too_fine(path: &str, digits: usize) -> Problem {
    Problem::error(
        "cost/digits",
        path,
        format!("has more than {digits} digits after the point"),
        format!("round it to {digits}"),
    )
}

/// The problem of a Region that has no amount for what is asked.
pub(crate) fn missing(region: &str, prices: &[&Price]) -> Problem {
    let what: Vec<String> = prices.iter().map(|price| format!("`{}`", price.what)).collect();
    let inputs: Vec<String> =
        prices.iter().map(|price| format!("`{INPUT}.{}`", price.input)).collect();
    let known: Vec<&str> = PRICES.region_names().collect();
    Problem::error(
        "cost/no-price",
        "region",
        format!("is `{region}`, for which no price with a source is known of {}", what.join(", ")),
        format!(
            "say what it costs there by {}; there are prices for {}, not all for each",
            inputs.join(", "),
            known.join(", ")
        ),
    )
}
