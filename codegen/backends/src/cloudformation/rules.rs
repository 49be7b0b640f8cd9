//! Rules: what has to hold for parameters, checked before anything is made.
//!
//! Rules over what is fixed are decided when a template is generated. Those that a parameter decides become
//! assertions of the `Rules` section, in the same words; the form of one parameter stands in its own entry. What an assertion cannot express, and warnings, which
//! `CloudFormation` does not have, are told when the template is generated.

use super::conditions::{Conditions, Section};
use super::names::words;
use super::parameters::Parameters;
use super::plan::Plan;
use super::references::references;
use super::sources::{Lists, Sources};
use privatelink_ir::{Expr, Problem, Severity};
use serde_json::{Map, Value as Json, json};
use std::collections::{BTreeSet, HashMap};

/// Something that has to hold for parameters.
#[derive(Debug)]
pub(super) struct Assertion {
    rule: String,
    tree: Json,
    text: String,
    /// Ids of the parameters that it reads.
    pub(super) reads: BTreeSet<String>,
}

/// Assertions for rules; `warnings` gets what none can express.
pub(super) fn assertions(
    plan: &Plan<'_>,
    open: &[(Expr, Problem)],
    warnings: &mut Vec<Problem>,
) -> Vec<Assertion> {
    let lists = Lists::default();
    // An assertion reads nothing that depends on the stack.
    let mut conditions = Conditions::new(Sources::new(plan, 0, &lists));
    let spelling = Spelling::new(&plan.parameters);
    let mut all = Vec::new();
    for (must, problem) in open {
        if problem.severity == Severity::Warning {
            warnings.push(untold(problem, "a stack gives no warnings"));
            continue;
        }
        if plan.parameters.keep(must) {
            continue;
        }
        let Ok(tree) = conditions.tree(must, Section::Rules) else {
            warnings.push(untold(problem, "a template cannot check that"));
            continue;
        };
        let mut reads = BTreeSet::new();
        references(&tree, &mut |id| {
            reads.insert(id.to_owned());
        });
        let text = spelling.respell(&problem.to_string());
        all.push(Assertion { rule: words(&problem.id), tree, text, reads });
    }
    all
}

/// The `Rules` section.
pub(super) fn section<'a>(assertions: impl Iterator<Item = &'a Assertion>) -> Map<String, Json> {
    let mut section: Map<String, Json> = Map::new();
    for Assertion { rule, tree, text, .. } in assertions {
        let rule = section.entry(rule).or_insert_with(|| json!({ "Assertions": [] }));
        if let Some(Json::Array(assertions)) = rule.get_mut("Assertions") {
            assertions.push(json!({ "Assert": tree, "AssertDescription": text }));
        }
    }
    section
}

/// Tells at generation what the stack will not tell.
fn untold(problem: &Problem, why: &str) -> Problem {
    Problem {
        id: "cloudformation/unchecked".to_owned(),
        severity: Severity::Warning,
        path: problem.path.clone(),
        message: format!(
            "depends on parameters, and {why}: no stack will say if it {}",
            problem.message
        ),
        help: format!("for each stack: {}", problem.help),
    }
}

/// What the template calls inputs that are parameters.
struct Spelling<'a> {
    /// Ids by the full path, and by an ending of it; none if several have it.
    ids: HashMap<String, Option<&'a str>>,
}

impl<'a> Spelling<'a> {
    fn new(parameters: &'a Parameters) -> Self {
        let mut ids: HashMap<String, Option<&str>> = HashMap::new();
        for parameter in parameters.iter() {
            let path = parameter.path.to_string();
            let begins = path.match_indices('.').map(|(dot, _)| dot + 1);
            for (_, ending) in [0].into_iter().chain(begins).map(|begin| path.split_at(begin)) {
                let id = Some(parameter.id.as_str());
                ids.entry(ending.to_owned()).and_modify(|id| *id = None).or_insert(id);
            }
        }
        Self { ids }
    }

    fn respell(&self, text: &str) -> String {
        let spell = |name: &str| self.ids.get(name).copied().flatten().unwrap_or(name).to_owned();
        let pieces = text.split('`').enumerate();
        let spelled: Vec<String> = pieces
            .map(
                |(position, piece)| {
                    if position % 2 == 1 { spell(piece) } else { piece.to_owned() }
                },
            )
            .collect();
        spelled.join("`")
    }
}
