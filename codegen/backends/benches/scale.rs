//! How checking, specialising and compiling grow with the number of resources.

#![allow(clippy::unwrap_used, reason = "a benchmark stops by panicking")]

mod hub;

use divan::Bencher;
use divan::counter::ItemsCount;
use privatelink_backends::cloudformation::{self, Format};
use privatelink_catalog::engines::PULUMI;
use privatelink_ir::{Given, Model, Specialised, check_inputs, specialise};
use std::sync::Arc;

/// About how many resources there are.
const COUNTS: [usize; 3] = [1_000, 10_000, 100_000];

fn main() {
    divan::main();
}

type Inputs = Vec<(Arc<str>, Given)>;

fn shape(model: &Model, given: &Inputs) -> Specialised {
    let checked = check_inputs(model, given, &PULUMI);
    assert!(!checked.has_errors(), "{:?}", checked.problems);
    specialise(model, &checked.inputs).unwrap()
}

/// What every engine begins with.
#[divan::bench(args = COUNTS)]
fn check_and_specialise(bencher: Bencher<'_, '_>, count: usize) {
    let model = hub::COMPONENT.model();
    let given = Given::inputs(&hub::inputs(count));
    let found = shape(&model, &given).resources.len();
    bencher.counter(ItemsCount::new(found)).bench(|| shape(&model, &given));
}

/// The text of all templates, in JSON.
#[divan::bench(args = COUNTS)]
fn to_cloudformation(bencher: Bencher<'_, '_>, count: usize) {
    let model = hub::COMPONENT.model();
    let given = cloudformation::read_inputs(&hub::inputs(count));
    bencher
        .counter(ItemsCount::new(count))
        .bench(|| cloudformation::compile(&model, &given, &[Format::Json]));
}
