//! Checks what nodes say that they were: engines have to find exactly one resource of today for each of then.

use crate::component::Model;
use crate::formerly::{Instance, Was};
use crate::graph::Node;
use crate::names::Kind;
use crate::problem::Problem;
use std::collections::BTreeSet;

/// What something was: label, kind, and which instance if not all.
type Then = (&'static str, Kind, Option<Instance>);

pub(super) fn problems(model: &Model) -> Vec<Problem> {
    let mut seen: BTreeSet<Then> = BTreeSet::new();
    let mut problems = Vec::new();
    for node in &model.nodes {
        for was in &node.formerly {
            let (label, kind) = (was.label.unwrap_or(node.label), was.kind.unwrap_or(node.kind));
            let wrong = wrong(model, node, was).or_else(|| {
                let is_new = seen.insert((label, kind, was.instance.map(|(then, _)| then)));
                (!is_new).then(|| (format!("was `{label}`, as something else says too"), SAY_ONCE))
            });
            problems.extend(wrong.map(|(message, help)| {
                Problem::error("graph/formerly", node.label, message, help)
            }));
        }
    }
    problems
}

const SAY_ONCE: &str = "say of each resource of then which one it is now";

/// What is wrong with one of them, and what helps.
fn wrong(model: &Model, node: &Node, was: &Was) -> Option<(String, &'static str)> {
    let label = was.label.unwrap_or(node.label);
    let is_same_kind = was.kind.is_none_or(|kind| kind == node.kind);
    let is_same_instance = was.instance.is_none_or(|(then, now)| then == now);
    if label == node.label && is_same_kind && is_same_instance {
        return Some(("was what it is".to_owned(), "say what has changed, or nothing"));
    }
    if label != node.label && model.find_node(label).is_some() {
        let message = format!("was `{label}`, which is another node now");
        return Some((message, "give that one a label that nothing had"));
    }
    let (_, now) = was.instance?;
    let fits = match now {
        Instance::Key(_) => node.for_each.is_some(),
        Instance::Conditional => node.for_each.is_none() && node.condition.is_some(),
        Instance::Only => node.for_each.is_none() && node.condition.is_none(),
    };
    let help =
        "name a key of a node with a loop, `Conditional` of one with a condition, else `Only`";
    (!fits).then(|| ("says which instance it is now, and has none like that".to_owned(), help))
}
