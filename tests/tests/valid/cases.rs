//! Cases of a component's corpus with some inputs left out.

use privatelink_catalog::engines::PULUMI;
use privatelink_corpus_reader::Corpus;
use privatelink_ir::{Given, Model, check_inputs};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::Value;

/// Those that are still valid.
pub(crate) fn inputs(corpus: &Corpus) -> BoxedStrategy<Value> {
    let model = corpus.component.model();
    let names = corpus.cases.keys();
    let cases: Vec<Value> = names.map(|name| corpus.filled_case(name).unwrap()).collect();
    (select(cases), any::<u64>())
        .prop_map(|(case, left_out)| without(case, left_out))
        .prop_filter("broken by what is left out", move |inputs| is_valid(&model, inputs))
        .boxed()
}

/// A quarter of the inputs are left out.
fn without(mut inputs: Value, left_out: u64) -> Value {
    if let Some(entries) = inputs.as_object_mut() {
        let mut bits = left_out;
        entries.retain(|_, _| {
            let stays = bits & 3 != 0;
            bits = bits.rotate_right(2);
            stays
        });
    }
    inputs
}

fn is_valid(model: &Model, inputs: &Value) -> bool {
    !check_inputs(model, &Given::inputs(inputs), &PULUMI).has_errors()
}
