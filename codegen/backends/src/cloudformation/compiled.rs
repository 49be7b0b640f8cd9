//! What the backend hands out: files, and how to deploy them.

use super::assembly::{self, Assembled};
use super::plan::Plan;
use crate::files::Files;
use privatelink_ir::{Fact, Path, Problem};

/// How a template is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// `template.json`.
    Json,
    /// `template.yaml`: the same tree, with short intrinsics.
    Yaml,
}

/// Templates, and what the user should know about them.
#[derive(Clone, Debug, Default)]
pub struct Compiled {
    /// The templates of all stacks, `template.json` and `template.yaml` for most components, and `stacks.md` if there is
    /// more than one stack: their order, and what they hand to each other.
    pub files: Files,
    /// The stacks, in the order in which they are made. They are deleted in the opposite order.
    pub stacks: Vec<Stack>,
    /// Problems that do not stop anything.
    pub warnings: Vec<Problem>,
}

/// A stack to deploy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stack {
    /// Its name among those of the component, which is that of its files without the ending.
    ///
    /// `template` and `template-2` are the first and the second stack of the default slot, `template-peer` is the first of
    /// the slot `peer`, and `template-2-part-3` a part of what is spread over parts.
    pub name: String,
    /// Whose account and Region it is deployed to.
    pub slot: &'static str,
    /// Its template in each format.
    pub files: Vec<String>,
    /// Parameters for inputs: name, and the input.
    pub parameters: Vec<(String, Path)>,
    /// Parameters for what other stacks and slots have.
    pub imports: Vec<Import>,
    /// Whether the template makes roles, which CloudFormation wants to be told.
    pub makes_roles: bool,
}

/// A parameter that is no input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Its name.
    pub parameter: String,
    /// Where its value is.
    pub origin: Origin,
}

/// Where the value of a parameter is that is no input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An output of an earlier stack.
    Output {
        /// Name of the stack.
        stack: String,
        /// Name of the output.
        output: String,
    },
    /// What is so where the stacks of a slot are deployed. No earlier stack says it.
    Place {
        /// The slot.
        slot: &'static str,
        /// What.
        fact: Fact,
    },
}

/// What there is to know about the stack of a template.
pub(super) fn stack(plan: &Plan<'_>, assembled: &Assembled<'_>) -> Stack {
    let Assembled { stack, template, imports } = assembled;
    let import = |(id, origin): &(String, assembly::Origin)| Import {
        parameter: id.clone(),
        origin: match origin {
            assembly::Origin::Stack(stack) => {
                Origin::Output { stack: plan.stacks.name(*stack), output: id.clone() }
            }
            assembly::Origin::Place(slot, fact) => Origin::Place { slot, fact: *fact },
        },
    };
    let parameters = template.parameters.iter();
    let role = |resource: &serde_json::Value| {
        resource.get("Type").is_some_and(|it| it == "AWS::IAM::Role")
    };
    Stack {
        name: plan.stacks.name(*stack),
        slot: plan.stacks.slot(*stack),
        files: Vec::new(),
        parameters: parameters.map(|one| (one.id.clone(), (*one.path).clone())).collect(),
        imports: imports.iter().map(import).collect(),
        makes_roles: template.resources.values().any(role),
    }
}
