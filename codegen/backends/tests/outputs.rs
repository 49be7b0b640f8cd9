//! The outputs that templates of the cases in the corpus have are those that the documentation names.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests may fail, and read JSON that they expect"
)]

use privatelink_backends::cloudformation::{Format, compile, read_inputs};
use privatelink_catalog::spelling::pascal_case;
use privatelink_corpus_reader::Corpus;
use privatelink_ir::Model;
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// What a case becomes.
struct Told {
    /// Names of the outputs of its templates.
    outputs: BTreeSet<String>,
    /// Outputs of the component that are left out with a warning.
    left_out: BTreeSet<String>,
}

impl Told {
    /// Whether the template has the output, or one for a key of it.
    fn has(&self, output: &str) -> bool {
        let name = pascal_case(output);
        self.outputs.iter().any(|known| known.starts_with(&name))
    }
}

/// Every case that `CloudFormation` deploys.
fn cases(corpus: &Corpus, model: &Model) -> Vec<Told> {
    let deployed = corpus.cases.iter().filter(|(_, case)| case.has_template());
    deployed.map(|(name, _)| told(model, &corpus.filled_case(name).unwrap())).collect()
}

fn told(model: &Model, inputs: &Json) -> Told {
    let compiled = compile(model, &read_inputs(inputs), &[Format::Json]).unwrap();
    let templates = compiled.stacks.iter().flat_map(|stack| &stack.files);
    let outputs = templates.flat_map(|file| {
        let template: Json = serde_json::from_str(&compiled.files.0[file]).unwrap();
        let outputs = template["Outputs"].as_object().cloned().unwrap_or_default();
        outputs.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    });
    let outputs = outputs.collect();
    let left_out = compiled.warnings.iter().filter(|it| it.id == "cloudformation/no-output");
    Told { outputs, left_out: left_out.map(|it| it.path.clone()).collect() }
}

#[test]
fn outputs_that_a_template_leaves_out_say_so() {
    let mut wrong = Vec::new();
    for corpus in Corpus::all().unwrap() {
        let model = corpus.component.model();
        let cases = cases(&corpus, &model);
        assert!(!cases.is_empty(), "no case of {} has a template", model.name);
        for output in &model.outputs {
            let missed = cases.iter().filter(|case| case.left_out.contains(output.name)).count();
            let found = cases.iter().filter(|case| case.has(output.name)).count();
            let never = output.doc.contains("Not in CloudFormation.");
            let sometimes = output.doc.contains("CloudFormation shows");
            let right = match (missed, found) {
                (0, _) => !never && !sometimes,
                (_, 0) => never,
                _ => sometimes,
            };
            if !right {
                let name = output.name;
                wrong.push(format!("{name}: left out {missed} times, told {found} times"));
            }
        }
    }
    assert!(wrong.is_empty(), "documentation of outputs:\n{}", wrong.join("\n"));
}
