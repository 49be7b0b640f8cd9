//! How checking, specialising and compiling grow with the number of resources.

#![allow(clippy::unwrap_used, reason = "a benchmark stops by panicking")]

mod hub;

use divan::Bencher;
use divan::counter::ItemsCount;
use mimalloc::MiMalloc;
use privatelink_backends::cloudformation::{self, Format};
use privatelink_catalog::engines::PULUMI;
use privatelink_ir::{Given, Model, Specialised, check_inputs, specialise};
use std::sync::Arc;

/// The allocator of what is published.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// About how many resources there are.
const COUNTS: [usize; 3] = [1_000, 10_000, 100_000];

/// Resources of a part of templates. A template has at most 500, and some parts get more than others.
const PER_PART: usize = 380;

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
#[divan::bench(args = COUNTS, sample_count = 20)]
fn check_and_specialise(bencher: Bencher<'_, '_>, count: usize) {
    let model = hub::COMPONENT.model();
    let given = Given::inputs(&hub::inputs(count));
    let found = shape(&model, &given).resources.len();
    bencher.counter(ItemsCount::new(found)).bench(|| shape(&model, &given));
}

/// The text of all templates, in JSON, spread over enough parts for the limits of CloudFormation.
#[divan::bench(args = [1_000, 10_000], sample_count = 20)]
fn to_cloudformation(bencher: Bencher<'_, '_>, count: usize) {
    let model = hub::COMPONENT.model();
    let given = cloudformation::read_inputs(&hub::inputs(count));
    let parts = u32::try_from(count.div_ceil(PER_PART)).unwrap().try_into().unwrap();
    let compile =
        || cloudformation::compile_in_parts(&model, &given, &[Format::Json], parts).unwrap();
    bencher.counter(ItemsCount::new(count)).bench(compile);
}
