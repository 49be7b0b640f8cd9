//! What the tests of states of earlier releases need: what resources answer, and the cases that a state is recorded of.

use std::collections::BTreeSet;

use privatelink_backends::pulumi_schema::token;
use privatelink_catalog::KINDS;
use privatelink_catalog::engines::PULUMI;
use privatelink_corpus_reader::{Corpus, Engine};
use privatelink_ir::{Given, check_inputs, specialise};
use privatelink_provider::inputs::to_constant;
use privatelink_tests::failure::Failure;
use privatelink_tests::fake_engine::made_up;
use serde_json::{Map, Value, json};

/// Stands for the name of a resource in what it answers.
const NAME: &str = "$name";

/// What each kind of resource and each function answers beside what it was asked for, by token.
pub(crate) fn answers() -> Value {
    let answer = |token: &'static str| {
        let members = made_up(token, NAME).into_iter();
        let members = members.filter_map(|(name, output)| Some((name, to_constant(&output)?)));
        let members: Map<String, Value> =
            members.map(|(name, value)| (name, value.to_json())).collect();
        (token.to_owned(), Value::Object(members))
    };
    KINDS.iter().map(|kind| answer(kind.pulumi)).collect::<Map<_, _>>().into()
}

/// For each component its token, and the inputs of as many cases as it takes to have every node of the component that a
/// case has.
pub(crate) fn cases() -> Result<Value, Failure> {
    let mut all = Map::new();
    for corpus in Corpus::all()? {
        let model = corpus.component.model();
        let mut open = Vec::new();
        for (name, case) in &corpus.cases {
            if !case.engines.contains(&Engine::Pulumi) {
                continue;
            }
            let mut inputs = corpus.filled_case(name)?;
            let checked = check_inputs(&model, &Given::inputs(&inputs), &PULUMI);
            if checked.has_errors() {
                return Err(Failure::new(format!("{}: {name} is refused", corpus.name)));
            }
            let component = specialise(&model, &checked.inputs)
                .map_err(|problems| Failure::new(format!("{problems:?}")))?;
            let labels = component.resources.iter().map(|resource| resource.address.label);
            let labels: BTreeSet<&str> = labels.collect();
            let slots = model.slots().into_iter().skip(1);
            let providers =
                slots.map(|slot| (format!("{slot}Provider"), json!({ "region": "eu-west-1" })));
            if let Value::Object(inputs) = &mut inputs {
                inputs.extend(providers);
            }
            open.push((name, labels, inputs));
        }
        let mut chosen = Map::new();
        let mut seen = BTreeSet::new();
        loop {
            let news = |labels: &BTreeSet<&str>| labels.difference(&seen).count();
            let best = open.iter().rev().max_by_key(|(_, labels, _)| news(labels));
            let Some((name, labels, inputs)) = best.filter(|(_, labels, _)| news(labels) > 0)
            else {
                break;
            };
            chosen.insert((*name).clone(), inputs.clone());
            seen.extend(labels);
        }
        let of_one = json!({ "token": token(corpus.component.name), "cases": chosen });
        all.insert(corpus.name.clone(), of_one);
    }
    Ok(all.into())
}
