//! A value that is given reaches a property, an output or a key of a loop, or brings a problem: every input of every component,
//! nested ones too, in every shape.
//!
//! Shapes are the cases of the corpus, and each of them with one choice taken otherwise or one input left out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod excuses;
mod places;
mod samples;
mod shapes;

use std::collections::BTreeMap;
use std::thread;

use places::{Place, put};
use privatelink_catalog::engines::PULUMI;
use privatelink_corpus_reader::Corpus;
use privatelink_ir::specialise::Specialised;
use privatelink_ir::{Given, Model, Problem, Type, check_inputs, specialise};
use samples::Samples;
use serde_json::Value;

/// What comes of inputs: problems that the samples of the test are to blame for, a value that is there already, problems that the
/// user is told, or a graph.
enum Outcome {
    Unfit,
    Repeated,
    Told,
    Made(Box<Made>),
}

/// A valid graph, and what is told about it.
struct Made {
    graph: Specialised,
    told: Vec<Problem>,
}

/// Problems that say no more than that a sample has not the form of its type.
const OF_SAMPLES: [&str; 10] = [
    "input/form",
    "input/key-form",
    "input/missing",
    "input/not-offered",
    "input/out-of-range",
    "input/range-form",
    "input/too-few",
    "input/too-long",
    "input/too-many",
    "input/type",
];

#[test]
fn no_input_is_lost() {
    let corpora = Corpus::all().unwrap();
    let lost: BTreeMap<String, String> = thread::scope(|scope| {
        let walks: Vec<_> = corpora.iter().map(|corpus| scope.spawn(|| walk(corpus))).collect();
        walks.into_iter().flat_map(|walk| walk.join().unwrap()).collect()
    });
    let lines: Vec<String> =
        lost.iter().map(|(input, shape)| format!("{input}\n    {shape}")).collect();
    assert!(lines.is_empty(), "{} inputs do nothing:\n{}", lines.len(), lines.join("\n"));
    let unused = excuses::unused();
    assert!(unused.is_empty(), "excuses that nothing needs:\n{}", unused.join("\n"));
}

/// Inputs of a component that do nothing in a shape, with the first such shape.
fn walk(corpus: &Corpus) -> BTreeMap<String, String> {
    let model = corpus.component.model();
    let samples = Samples::of(corpus);
    let mut lost = BTreeMap::new();
    for shape in shapes::of(corpus, &model, &samples) {
        let walk = Walk { corpus, model: &model, samples: &samples, name: &shape.name };
        walk.fields(&shape.inputs, &shape.made, &mut lost);
    }
    lost
}

/// A walk through the inputs of one shape.
struct Walk<'a> {
    corpus: &'a Corpus,
    model: &'a Model,
    samples: &'a Samples,
    name: &'a str,
}

impl Walk<'_> {
    fn fields(&self, inputs: &Value, made: &Made, lost: &mut BTreeMap<String, String>) {
        for place in places::of(self.model, inputs, self.samples) {
            self.place(inputs, made, &place, lost);
        }
    }

    /// Gives the input at a place one value after the other, until one shows.
    fn place(
        &self,
        inputs: &Value,
        made: &Made,
        place: &Place<'_>,
        lost: &mut BTreeMap<String, String>,
    ) {
        let input = format!("{}: {}", self.corpus.component.name, place.path());
        if lost.contains_key(&input) {
            return;
        }
        let mut silent = None;
        // Where every value to try is there already, or refused for its form, there is nothing to say.
        let mut has_samples = false;
        for value in &place.values {
            let mut changed = inputs.clone();
            put(&mut changed, &place.steps, value.clone());
            match self.outcome(&changed, made) {
                Outcome::Unfit => {}
                Outcome::Repeated | Outcome::Told => has_samples = true,
                Outcome::Made(other) if other.graph != made.graph => {
                    if matches!(place.ty, Type::Object { .. }) {
                        self.inside(&changed, &other, place, lost);
                    }
                    return;
                }
                Outcome::Made(other) => {
                    if matches!(place.ty, Type::Object { .. }) {
                        self.inside(&changed, &other, place, lost);
                        return;
                    }
                    has_samples = true;
                    let component = self.corpus.component.name;
                    if !excuses::is_excused(component, place.path(), inputs, value) {
                        silent = Some(value.clone());
                    }
                }
            }
        }
        if let Some(value) = silent {
            lost.entry(input).or_insert_with(|| format!("{value} in {}", self.name));
        } else if !has_samples && !place.values.is_empty() {
            lost.entry(input)
                .or_insert_with(|| format!("has no sample that fits in {}", self.name));
        }
    }

    /// What comes of inputs beside what came before.
    fn outcome(&self, inputs: &Value, before: &Made) -> Outcome {
        let checked = check_inputs(self.model, &Given::inputs(inputs), &PULUMI);
        let new: Vec<&Problem> =
            checked.problems.iter().filter(|problem| !before.told.contains(problem)).collect();
        if new.iter().any(|problem| problem.id == "input/repeated") {
            return Outcome::Repeated;
        }
        if new.iter().any(|problem| OF_SAMPLES.contains(&problem.id.as_str())) {
            return Outcome::Unfit;
        }
        if checked.problems != before.told {
            return Outcome::Told;
        }
        match specialise(self.model, &checked.inputs) {
            Ok(graph) => Outcome::Made(Box::new(Made { graph, told: checked.problems })),
            Err(_) => Outcome::Told,
        }
    }

    /// Goes on with what is inside of an object that was not there.
    fn inside(
        &self,
        inputs: &Value,
        made: &Made,
        around: &Place<'_>,
        lost: &mut BTreeMap<String, String>,
    ) {
        for place in places::of(self.model, inputs, self.samples) {
            if place.steps.len() > around.steps.len() && place.steps.starts_with(&around.steps) {
                self.place(inputs, made, &place, lost);
            }
        }
    }
}

/// The graph of valid inputs; none if they are not.
fn made(model: &Model, inputs: &Value) -> Option<Made> {
    let checked = check_inputs(model, &Given::inputs(inputs), &PULUMI);
    if checked.has_errors() {
        return None;
    }
    let graph = specialise(model, &checked.inputs).ok()?;
    Some(Made { graph, told: checked.problems })
}
