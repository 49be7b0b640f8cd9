//! What only the user knows about the use of resources, and the Region whose prices count.

use crate::given::{Checked, quantity};
use crate::money::Quantity;
use crate::prices::{self, Prices, too_fine};
use privatelink_catalog::{PRICES, Usage};
use privatelink_ir::{
    Engine, Field, Given, Graph, Model, Number, Pattern, Problem, Severity, Stage, Type,
    check_inputs,
};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Most of anything.
const MOST: i128 = 1_000_000_000_000;

/// What only the user knows, and prices.
#[derive(Clone, Debug)]
pub struct Quantities {
    given: BTreeMap<&'static str, Quantity>,
    /// What things cost.
    pub prices: Prices,
}

impl Quantities {
    /// Nothing given.
    pub fn none(region: &str) -> Self {
        Self { given: BTreeMap::new(), prices: Prices::of_region(region) }
    }

    /// How much there is of something, by its name.
    pub fn get(&self, usage: &str) -> Option<Quantity> {
        self.given.get(usage).copied()
    }
}

/// What can be said, as inputs of a component without resources.
pub fn model() -> Model {
    let region = Field {
        name: "region".into(),
        doc: "Region whose prices count.".to_owned(),
        ty: Type::String {
            pattern: Some(Pattern {
                regex: r"^[a-z]{2,4}(-[a-z]{1,16}){1,4}-[0-9]{1,2}$".to_owned(),
                what: "the code of a Region, such as eu-west-1".to_owned(),
                is_range: false,
                parameter: None,
                unlike: None,
            }),
            max_length: None,
        },
        stage: Stage::Structural,
        required: false,
        default: None,
        needs: None,
        changed: None,
    };
    let usage = |usage: &Usage| Field {
        name: usage.id.into(),
        doc: format!("A month's {}: {}.", usage.word, usage.doc),
        ty: Type::Number { minimum: Number::whole(0), maximum: Number::whole(MOST) },
        stage: Stage::Structural,
        required: false,
        default: None,
        needs: None,
        changed: None,
    };
    let usages = PRICES.usages.iter().map(usage);
    let inputs = std::iter::once(region).chain(usages).chain([prices::input()]);
    let doc = "What only the user knows about the use of resources.".to_owned();
    Model::new("Quantities", doc, inputs.collect(), Graph::default())
}

/// Quantities as they are given, with the Region that counts if none is.
///
/// # Errors
///
/// Everything that is wrong with them.
pub fn read(given: &[(Arc<str>, Given)], region: &str) -> Result<Quantities, Vec<Problem>> {
    let checked = check_inputs(&model(), given, &Engine::COMPLETE);
    if checked.problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(checked.problems);
    }
    let inputs = Checked::new(checked.inputs);
    let stated = inputs.get("region");
    let prices = Prices::read(stated.as_text().unwrap_or(region), &inputs);
    let (mut given, mut problems) = (BTreeMap::new(), Vec::new());
    for usage in PRICES.usages {
        let value = inputs.get(usage.id);
        match (value.is_null(), quantity(&value)) {
            (true, _) => {}
            (false, Some(quantity)) => {
                given.insert(usage.id, quantity);
            }
            (false, None) => problems.push(too_fine(usage.id, 3)),
        }
    }
    match prices {
        Ok(prices) if problems.is_empty() => Ok(Quantities { given, prices }),
        Ok(_) => Err(problems),
        Err(more) => Err(problems.into_iter().chain(more).collect()),
    }
}
