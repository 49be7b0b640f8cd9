//! Everything that the engines deploy in tests has a bill, and no line of it is silent.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use privatelink_catalog::PRICES;
use privatelink_corpus_reader::Corpus;
use privatelink_cost::bill::{self, Count};
use privatelink_ir::Given;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

/// Prices without an amount, since no source was found for one.
const WITHOUT: [&str; 4] = ["alarm_month", "bucket_storage", "resource_hour", "topic_messages"];

#[test]
fn every_case_has_a_bill_without_silent_lines() {
    let usages = PRICES.usages.iter().map(|usage| (usage.id.to_owned(), json!(1)));
    let all: Json = usages.collect::<Map<_, _>>().into();
    let all = bill::read(&Given::inputs(&all), "us-east-1").unwrap();
    let none = bill::Quantities::none("us-east-1");
    let (mut count, mut met) = (0, BTreeSet::new());
    for corpus in Corpus::all().unwrap() {
        let model = corpus.component.model();
        for name in corpus.cases.keys() {
            count += 1;
            let given = Given::inputs(&corpus.filled_case(name).unwrap());
            let of = |quantities| bill::of(&model, &given, quantities);
            let found = of(&all).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
            for line in &found.lines {
                met.insert(line.price.id);
                assert_ne!(line.count, Count::NotGiven, "{name}: {}", line.price.id);
                assert_ne!(
                    line.cost.is_some(),
                    line.unknown.is_some(),
                    "{name}: {}",
                    line.price.id
                );
                let is_without = WITHOUT.contains(&line.price.id);
                assert_eq!(line.cost.is_none(), is_without, "{name}: {:?}", line.unknown);
            }
            let asked = of(&none).unwrap();
            for line in &asked.lines {
                assert_ne!(
                    line.cost.is_some(),
                    line.unknown.is_some(),
                    "{name}: {}",
                    line.price.id
                );
            }
            assert!(asked.total <= found.total, "{name}");
        }
    }
    assert!(count > 40, "{count} cases");
    let never: Vec<&str> =
        PRICES.prices.iter().map(|price| price.id).filter(|id| !met.contains(id)).collect();
    assert_eq!(never, Vec::<&str>::new(), "no case makes what costs these");
}
