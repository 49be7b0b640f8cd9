//! Rules: what has to hold for parameters, checked before anything is made.
//!
//! Rules over what is fixed are decided when a template is generated. Those that a parameter decides become
//! assertions of the `Rules` section, in the same words; the form of one parameter stands in its own entry. What an assertion cannot express, and warnings, which
//! `CloudFormation` does not have, are told when the template is generated.

use super::conditions::Section;
use super::lower::Lower;
use super::names::words;
use super::parameters::Parameter;
use privatelink_ir::{Expr, Problem, Severity};
use serde_json::{Map, Value as Json, json};

impl Lower<'_> {
    /// The `Rules` section; `warnings` gets what it cannot hold.
    pub(super) fn rules(
        &self,
        open: &[(Expr, Problem)],
        warnings: &mut Vec<Problem>,
    ) -> Map<String, Json> {
        let mut section: Map<String, Json> = Map::new();
        for (must, problem) in open {
            if problem.severity == Severity::Warning {
                warnings.push(untold(problem, "a stack gives no warnings"));
                continue;
            }
            if self.plan.parameters.iter().any(|parameter| parameter.keeps(must)) {
                continue;
            }
            let Ok(tree) = self.condition(must, Section::Rules) else {
                warnings.push(untold(problem, "a template cannot check that"));
                continue;
            };
            let text = respell(&problem.to_string(), &self.plan.parameters);
            let rule =
                section.entry(words(&problem.id)).or_insert_with(|| json!({ "Assertions": [] }));
            if let Some(Json::Array(assertions)) = rule.get_mut("Assertions") {
                assertions.push(json!({ "Assert": tree, "AssertDescription": text }));
            }
        }
        section
    }
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

/// Calls inputs that are parameters what the template calls them: by their full path, or by an ending only one has.
fn respell(text: &str, parameters: &[Parameter]) -> String {
    let spell = |name: &str| {
        let ending = format!(".{name}");
        let mut named = parameters.iter().filter(|parameter| {
            let path = parameter.path.to_string();
            path == name || path.ends_with(&ending)
        });
        match (named.next(), named.next()) {
            (Some(only), None) => only.id.clone(),
            _ => name.to_owned(),
        }
    };
    let pieces = text.split('`').enumerate();
    let spelled: Vec<String> = pieces
        .map(|(position, piece)| if position % 2 == 1 { spell(piece) } else { piece.to_owned() })
        .collect();
    spelled.join("`")
}
