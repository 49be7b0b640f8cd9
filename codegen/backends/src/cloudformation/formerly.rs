//! What a stack of an earlier release has under another type.
//!
//! A template cannot say what a resource was. So what had another label or key keeps its logical id
//! ([`privatelink_catalog::identity::formerly`]), and nothing happens to it. Only a type cannot stay: no update of a stack
//! changes one. Such a resource has an id of its own, and whoever has a stack reads here what that means.

use privatelink_catalog::identity::formerly::is_same_type;
use privatelink_catalog::{KindEntry, KindForm};
use privatelink_ir::{Kind, Problem, Resource, Severity};
use std::collections::BTreeSet;

/// A warning for each node that was of another type.
pub(super) fn replaced(
    kinds: fn(Kind) -> Option<&'static KindEntry>,
    resources: &[Resource],
) -> Vec<Problem> {
    let mut said = BTreeSet::new();
    let mut problems = Vec::new();
    for resource in resources {
        let Some(now) = kinds(resource.kind) else { continue };
        let label = resource.address.label;
        for then in resource.formerly.iter().filter_map(|former| kinds(former.kind)) {
            if !is_same_type(then, now) && said.insert((label, then.id)) {
                problems.push(Problem {
                    severity: Severity::Warning,
                    ..Problem::error("cloudformation/other-type", label, message(then, now), HELP)
                });
            }
        }
    }
    problems
}

const HELP: &str = "nothing for a new stack; before you update an older one, give the old resource `DeletionPolicy: Retain`, \
                    and import it as the new one (docs/upgrading.md)";

fn message(then: &KindEntry, now: &KindEntry) -> String {
    let [then, now] = [then, now].map(word);
    format!(
        "was {then} in an earlier release and is {now}: CloudFormation changes no types, so a stack that was made with that \
         release makes the new one and deletes the old one"
    )
}

fn word(kind: &KindEntry) -> String {
    match kind.cloudformation {
        KindForm::Resource(name) | KindForm::Collect { type_name: name, .. } => format!("`{name}`"),
        KindForm::Bridge(bridge) | KindForm::Together { bridge, .. } => {
            format!("a custom resource of `{bridge}`")
        }
        KindForm::Fold { list: property, .. } | KindForm::Merge { property, .. } => {
            format!("part of `{property}`")
        }
        KindForm::Implied(_) | KindForm::Absent { .. } => "nothing of its own".to_owned(),
    }
}
