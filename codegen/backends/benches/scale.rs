//! How checking, specialising and compiling grow with the number of resources, and what a large network costs.
//!
//! A network of 50 services and 300 VPCs has to be checked and specialised within 0.5 s and 300 MiB, however its names are
//! resolved. `max alloc` is what was allocated at once; counting it makes all times a little longer.

#![allow(clippy::unwrap_used, reason = "a benchmark stops by panicking")]

mod hub;
mod network;

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher};
use mimalloc::MiMalloc;
use privatelink_backends::cloudformation::{self, Format};
use privatelink_catalog::engines::PULUMI;
use privatelink_ir::{Given, Model, Specialised, check_inputs, specialise};
use std::sync::Arc;

/// The allocator of what is published, and how much is taken of it.
#[global_allocator]
static ALLOCATOR: AllocProfiler<MiMalloc> = AllocProfiler::new(MiMalloc);

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

/// The model of a component that ships.
fn shipped(name: &str) -> Model {
    privatelink_components::find(name).unwrap().model()
}

/// What every engine begins with, of a component that is made for it.
#[divan::bench(args = COUNTS, sample_count = 20)]
fn check_and_specialise(bencher: Bencher<'_, '_>, count: usize) {
    let model = hub::COMPONENT.model();
    let given = Given::inputs(&hub::inputs(count));
    let found = shape(&model, &given).resources.len();
    bencher.counter(ItemsCount::new(found)).bench(|| shape(&model, &given));
}

/// The same of a hub with 50 services that admits 300 VPCs, with private zones or a profile.
#[divan::bench(args = ["zones", "profile", "profileZones"], sample_count = 20)]
fn hub_of_a_network(bencher: Bencher<'_, '_>, dns: &str) {
    let model = shipped("CentralizedEndpointHub");
    let given = Given::inputs(&network::hub(dns, network::SPOKES));
    let found = shape(&model, &given).resources.len();
    bencher.counter(ItemsCount::new(found)).bench(|| shape(&model, &given));
}

/// The same of VPCs that do the hub's half themselves: one, and all of them, one after the other.
#[divan::bench(args = [1, network::SPOKES], sample_count = 20)]
fn spokes_of_a_network(bencher: Bencher<'_, '_>, count: usize) {
    let model = shipped("EndpointHubSpoke");
    let given: Vec<Inputs> =
        (0..count).map(|number| Given::inputs(&network::spoke(number))).collect();
    let all = || given.iter().map(|given| shape(&model, given)).collect::<Vec<_>>();
    let found = all().iter().map(|spoke| spoke.resources.len()).sum::<usize>();
    bencher.counter(ItemsCount::new(found)).bench(all);
}

/// Regions that are all peered with each other, each with a hub and 300 VPCs: 20 of them have 190 peerings.
#[divan::bench(args = [5, 10, 20], sample_count = 5)]
fn mesh_of_regions(bencher: Bencher<'_, '_>, regions: usize) {
    let (hub, peering) = (shipped("CentralizedEndpointHub"), shipped("CrossRegionPeering"));
    let given = Given::inputs(&network::hub("profile", network::SPOKES));
    let peerings = peerings(regions).map(|it| Given::inputs(&it)).collect::<Vec<_>>();
    let all = || {
        let hubs = (0..regions).map(|_| shape(&hub, &given).resources.len());
        let peerings = peerings.iter().map(|given| shape(&peering, given).resources.len());
        hubs.chain(peerings).sum::<usize>()
    };
    bencher.counter(ItemsCount::new(all())).bench(all);
}

/// Templates of the peerings between such Regions: a sequence of stacks for each.
#[divan::bench(args = [5, 10, 20], sample_count = 5)]
fn mesh_to_cloudformation(bencher: Bencher<'_, '_>, regions: usize) {
    let model = shipped("CrossRegionPeering");
    let given = peerings(regions).map(|it| cloudformation::read_inputs(&it)).collect::<Vec<_>>();
    let one = 1.try_into().unwrap();
    let all = || {
        let compile =
            |given| cloudformation::compile_in_parts(&model, given, &[Format::Json], one).unwrap();
        given.iter().map(compile).collect::<Vec<_>>()
    };
    bencher.counter(ItemsCount::new(given.len())).bench(all);
}

/// Inputs of the peerings between so many Regions, each with each.
fn peerings(regions: usize) -> impl Iterator<Item = serde_json::Value> {
    let pairs = (0..regions).flat_map(|to| (0..to).map(move |from| (from, to)));
    pairs.map(|(from, to)| network::peering(from, to))
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

/// The same of a hub with 50 services that admits 300 VPCs. With private zones it is too large for CloudFormation, whatever the
/// number of parts: what is measured then is the refusal.
#[divan::bench(args = ["zones", "profile"], sample_count = 20)]
fn hub_to_cloudformation(bencher: Bencher<'_, '_>, dns: &str) {
    let model = shipped("CentralizedEndpointHub");
    let given = cloudformation::read_inputs(&network::hub(dns, network::SPOKES));
    let parts = 4.try_into().unwrap();
    let compile = || cloudformation::compile_in_parts(&model, &given, &[Format::Json], parts);
    assert_eq!(compile().is_ok(), dns == "profile");
    bencher.counter(ItemsCount::new(shape(&model, &given.given).resources.len())).bench(compile);
}
