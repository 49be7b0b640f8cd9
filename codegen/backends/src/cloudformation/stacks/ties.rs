//! What nodes mention of each other.

use super::leads::Leads;
use privatelink_catalog::{KindEntry, KindForm};
use privatelink_ir::{Expr, Model, Node};
use std::collections::{BTreeSet, HashMap};

/// What the resources of a node are in a template.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A resource for each instance.
    Each,
    /// One resource for several instances.
    Joint,
    /// A part of the resource that this property names.
    Part { through: &'static str, into: &'static str },
    /// Nothing.
    Nowhere,
}

/// How one node mentions another.
#[derive(Clone, Copy)]
pub(super) struct Tie {
    /// Place of the other node.
    pub(super) to: usize,
    /// Whether each instance mentions only instances whose keys begin like its own.
    pub(super) same_key: bool,
    /// Whether it is how an element names its owner.
    pub(super) binds: bool,
}

/// What the resources of a kind are.
pub(super) fn form(kind: &'static KindEntry) -> Form {
    match &kind.cloudformation {
        KindForm::Resource(_) | KindForm::Bridge(_) => Form::Each,
        KindForm::Collect { .. } | KindForm::Together { .. } => Form::Joint,
        KindForm::Fold { into, through, .. } | KindForm::Merge { into, through, .. } => {
            Form::Part { through, into }
        }
        KindForm::Implied(_) | KindForm::Absent { .. } => Form::Nowhere,
    }
}

/// What a node mentions.
pub(super) fn ties(
    model: &Model,
    node: &Node,
    form: Form,
    places: &HashMap<&str, usize>,
    is_owner: &dyn Fn(usize) -> bool,
) -> Vec<Tie> {
    let leads = Leads::new(model, node.for_each.as_ref());
    let is_own_key = |key: &Expr| leads.is_own(key);
    let mut found = Vec::new();
    let mut mention = |label: &str, same_key: bool, names_owner: bool| {
        let tie = |to: &usize| Tie { to: *to, same_key, binds: names_owner && is_owner(*to) };
        found.extend(places.get(label).map(tie));
    };
    for wait in &node.waits {
        mention(wait.label, wait.key.as_ref().is_some_and(is_own_key), false);
    }
    let through = match form {
        Form::Part { through, .. } => through,
        _ => "",
    };
    let owners = node.properties.iter().filter(|(name, _)| name.0 == through);
    let owners: Vec<&Expr> = owners.map(|(_, owner)| owner).collect();
    for expr in node.expressions() {
        let names_owner = owners.iter().any(|owner| std::ptr::eq(*owner, expr));
        expr.walk(&mut |part| match part {
            Expr::Attribute { node, key, .. } => {
                mention(node, key.as_deref().is_some_and(is_own_key), names_owner);
            }
            Expr::Instances { node, .. } => mention(node, false, names_owner),
            _ => {}
        });
    }
    found
}

/// What a node mentions, with what those mention that are nothing in a template.
pub(super) fn seen_through(at: usize, direct: &[Vec<Tie>], forms: &[Form]) -> Vec<Tie> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![(at, true)];
    while let Some((from, own)) = open.pop() {
        for tie in direct.get(from).into_iter().flatten() {
            let same_key = own && tie.same_key;
            if forms.get(tie.to) != Some(&Form::Nowhere) {
                found.push(Tie { same_key, binds: tie.binds && from == at, ..*tie });
            } else if seen.insert((tie.to, same_key)) {
                open.push((tie.to, same_key));
            }
        }
    }
    found
}
