//! Shapes: cases of the corpus, and what they become with one choice taken otherwise or one input left out.

use std::collections::BTreeSet;

use crate::places::without;
use crate::samples::Samples;
use crate::{Made, made};
use privatelink_corpus_reader::{Corpus, Engine};
use privatelink_ir::{Model, Type};
use serde_json::Value;

/// Valid inputs whose graph has a form of its own.
pub(crate) struct Shape {
    pub(crate) name: String,
    pub(crate) inputs: Value,
    pub(crate) made: Made,
}

/// All shapes of a component; of those whose graphs are alike in form, the first.
pub(crate) fn of(corpus: &Corpus, model: &Model, samples: &Samples) -> Vec<Shape> {
    let mut shapes = Vec::new();
    let mut forms = BTreeSet::new();
    let mut add = |name: String, inputs: Value| {
        if let Some(made) = made(model, &inputs)
            && forms.insert(form(&made))
        {
            shapes.push(Shape { name, inputs, made });
        }
    };
    let cases: Vec<(&String, Value)> =
        corpus.cases.keys().map(|name| (name, corpus.filled_case(name).unwrap())).collect();
    for (name, inputs) in &cases {
        let is_valid = made(model, inputs).is_some();
        let is_deployed = corpus.cases[*name].engines.contains(&Engine::Pulumi);
        assert!(is_valid || !is_deployed, "{}: the case `{name}` is refused", corpus.name);
        add(format!("`{name}`"), inputs.clone());
    }
    for (name, inputs) in &cases {
        for field in &model.inputs {
            let input = &*field.name;
            if inputs.get(input).is_some() && !field.required {
                add(format!("`{name}` without `{input}`"), without(inputs, input));
            }
            if !matches!(field.ty, Type::Bool | Type::Choice { .. }) {
                continue;
            }
            for value in samples.values(&field.ty, input, inputs.get(input)) {
                let mut other = inputs.clone();
                other[input] = value.clone();
                add(format!("`{name}` with `{input}` {value}"), other);
            }
        }
    }
    shapes
}

/// Which resources there are and which properties they have, whatever the values.
fn form(made: &Made) -> String {
    let resources = made.graph.resources.iter().map(|resource| {
        let names: Vec<&str> = resource.properties.iter().map(|(name, _)| name.0).collect();
        format!("{} {}", resource.address.label, names.join(" "))
    });
    let resources: BTreeSet<String> = resources.collect();
    let outputs = made.graph.outputs.iter().filter(|told| !told.value.is_null());
    let outputs: Vec<&str> = outputs.map(|told| told.name).collect();
    format!("{resources:?} {outputs:?}")
}
