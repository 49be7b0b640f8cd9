//! Trees of inputs for a component: made up, or changed out of its corpus.

use fastrand::Rng;
use privatelink_corpus_reader::Corpus;
use privatelink_ir::Model;
use serde_json::Value;

use crate::{mutations, texts, values};

/// Bytes of the largest inputs.
pub(crate) const LARGEST: usize = 1_000_000;

/// What inputs of a component are made out of.
pub(crate) struct Source {
    /// The component.
    pub(crate) model: Model,
    /// Cases and sets of bad inputs.
    trees: Vec<Value>,
}

impl Source {
    /// That of a component.
    pub(crate) fn of(corpus: &Corpus) -> Self {
        let cases = corpus.cases.keys().map(|name| corpus.filled_case(name).unwrap());
        let bad = corpus.bad.keys().map(|name| corpus.bad_set(name).unwrap());
        let trees: Vec<Value> = cases.chain(bad).collect();
        assert!(!trees.is_empty(), "{} has no cases", corpus.name);
        Self { model: corpus.component.model(), trees }
    }

    /// Inputs by name.
    pub(crate) fn tree(&self, rng: &mut Rng) -> Value {
        let inputs = &self.model.inputs;
        let mut tree = match rng.u8(..10) {
            0..3 => values::fields(rng, inputs),
            _ => self.given(rng).clone(),
        };
        for _ in 0..rng.usize(1..=4) {
            let (before, other) = (tree.clone(), self.given(rng));
            mutations::change(rng, &mut tree, inputs, other);
            // Copies of what is long already would be longer than what the budget is for.
            if tree.to_string().len() > LARGEST {
                tree = before;
            }
        }
        if rng.u8(..64) == 0 {
            let long = texts::long(rng);
            self.put_long(rng, &mut tree, long);
        }
        tree
    }

    /// One of the corpus as it is.
    fn given(&self, rng: &mut Rng) -> &Value {
        rng.choice(&self.trees).unwrap_or_else(|| unreachable!("there are cases"))
    }

    /// Puts a long text where some input is.
    fn put_long(&self, rng: &mut Rng, tree: &mut Value, long: String) {
        let Some(field) = rng.choice(&self.model.inputs) else { return };
        if let Some(entries) = tree.as_object_mut() {
            entries.insert(field.name.to_string(), long.into());
        }
    }
}
